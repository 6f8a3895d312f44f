"""The free text on hardware and duration, read: which GPUs, how many, for how many hours."""

import re
from dataclasses import dataclass

_LONGEST = 200  # characters; the longest text so far has 42
_HOURS = {"d": 24.0, "h": 1.0, "m": 1 / 60, "s": 1 / 3600}
_DIGITS = r"\d+(?:\.\d+)?"
_SPAN = re.compile(rf"({_DIGITS})(?:~({_DIGITS}))?\s*(d|h|min|m|s)", re.ASCII)
_TIME = re.compile(rf"(?P<spans>(?:{_SPAN.pattern}\s*)+)(?:\*\s*(?P<times>\d+))?", re.ASCII)
_STAGE = re.compile(r"(?P<time>[^()]*)(?:\((?P<gpus>[^()]*)\))?", re.ASCII)
_GPUS = re.compile(
    r"(?:(?P<count>\d+)\s+)?(?P<name>.*?)(?:[\s-]+(?P<form>PCIe|SXM)\d?)?"
    r"(?:[\s-]+(?P<memory>\d+)\s*GB)?(?:\s+GPUs?)?",
    re.ASCII | re.IGNORECASE,
)
# Words that say whose card or of which line it is. The model's own name tells as much.
_MAKER = re.compile(r"nvidia|geforce|t(?:esl|els)a|\s", re.IGNORECASE)
_MODELS = (
    (r"(?:RTXTITAN|TITANRTX)", "Titan RTX"),
    (r"GTXTITAN", "GTX Titan"),
    # There is no GTX from 2000 on, and no RTX before.
    (r"(?:[GR]TX)?(1[06][5-9]0)(TI)?", r"GTX \1 \2"),
    (r"(?:[GR]TX)?([2-9]0[5-9]0)(TI|D)?", r"RTX \1 \2"),
    # The Ada card that is also called RTX 6000 came after the edition that names one.
    (r"(?:QUADRO)?RTX([568]000)", r"Quadro RTX \1"),
    (r"(?:RTX)?A([456]000)", r"RTX A\1"),
    (r"([AHLPV]\d{2,3})", r"\1"),
)


@dataclass(frozen=True)
class Hardware:
    """What a stage of training ran on, and for how long; None where it cannot be read.

    Attributes
    ----------
    model : str or None
        The GPU's name, such as ``A100`` or ``RTX 3090``.
    count : int or None
        How many GPUs; 1 where a model is named without a number.
    hours : float or None
        In total, where a duration is multiplied.
    form : str
        ``PCIe`` or ``SXM`` where it is named.
    memory_gb : int or None
        The GPU's memory where it is named.
    """

    model: str | None = None
    count: int | None = None
    hours: float | None = None
    form: str = ""
    memory_gb: int | None = None

    @property
    def gpu_hours(self) -> float | None:
        """Hours times GPUs; None where one of them is not known or there are none."""
        return (self.hours or 0) * (self.count or 0) or None


def read_hardware(text: str) -> tuple[Hardware, ...]:
    """Read the text that a team gave on hardware and duration, without guessing.

    A misspelt line of cards is read as the one that exists: ``GTX 3090`` as RTX 3090. ``RTX 6000``
    stands for the Quadro RTX 6000. Of a span of hours, the middle is taken.

    Parameters
    ----------
    text : str
        The column ``hardware`` (``system_complexity_time`` of the organisers' files).

    Returns
    -------
    tuple of Hardware
        One for each stage; most texts name one. An empty text has none.

    Examples
    --------
    >>> read_hardware("1d 7h * 2 (1 Tesla V100)")
    (Hardware(model='V100', count=1, hours=62.0, form='', memory_gb=None),)
    >>> [(stage.model, stage.hours) for stage in read_hardware("20~24h (3 A6000) + 30min")]
    [('RTX A6000', 22.0), (None, 0.5)]
    """
    if len(text) > _LONGEST:
        return (Hardware(),)
    return tuple(_read_stage(stage) for stage in text.split("+")) if text.strip() else ()


def _read_stage(text: str) -> Hardware:
    stage = _STAGE.fullmatch(text.strip())
    if not stage:
        return Hardware()
    hours, gpus = _read_hours(stage["time"].strip()), _GPUS.fullmatch((stage["gpus"] or "").strip())
    if not gpus:
        return Hardware(hours=hours)
    model = _read_model(gpus["name"])
    count = int(gpus["count"]) if gpus["count"] else 1 if model else None
    form = {"pcie": "PCIe", "sxm": "SXM"}.get((gpus["form"] or "").lower(), "")
    return Hardware(model, count, hours, form, int(gpus["memory"]) if gpus["memory"] else None)


def _read_hours(text: str) -> float | None:
    time = _TIME.fullmatch(text)
    if not time:
        return None
    spans = _SPAN.findall(time["spans"])
    once = sum((float(a) + float(b or a)) / 2 * _HOURS[unit[0]] for a, b, unit in spans)
    return once * int(time["times"] or 1)


def _read_model(text: str) -> str | None:
    bare = _MAKER.sub("", text).upper()
    found = ((re.fullmatch(pattern, bare), name) for pattern, name in _MODELS)
    names = (match.expand(name).strip().replace(" TI", " Ti") for match, name in found if match)
    return next(names, None)
