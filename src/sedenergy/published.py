"""The numbers that the paper printed, and the form in which it printed them."""

from __future__ import annotations

import re
import warnings
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_DOWN, ROUND_HALF_UP, Decimal
from pathlib import Path

import pandas as pd

from sedenergy.errors import DataError

FILES: dict[str, tuple[str, ...]] = {
    "tables": ("id", "table", "year", "systems", "quantity", "statistic", "printed", "value",
               "unit"),
    "figures": ("figure", "panel", "series", "year", "system", "x_quantity", "x", "y_quantity",
                "y"),
    "claims": ("id", "section", "kind", "claim", "printed"),
    "verdicts": ("id", "verdict"),
    "deviations": ("id", "printed", "reproduced", "variant", "cause"),
}  # fmt: skip
"""The files of ``data/published/`` and their columns."""

UNEXPLAINED = "unexplained"

_FORM = re.compile(r"(?P<whole>\d+)(?:\.(?P<decimals>\d+))?(?P<space> ?)(?P<suffix>[KMG%]?)")
_FACTOR = {"": 1, "K": 10**3, "M": 10**6, "G": 10**9, "%": 1}
_ROUNDING = {
    "half up": ROUND_HALF_UP,
    "twice": ROUND_HALF_UP,
    "cut": ROUND_DOWN,
    "up": ROUND_CEILING,
}


@dataclass(frozen=True)
class Form:
    """How a number stands on paper: decimals, and a suffix that scales it.

    Examples
    --------
    >>> Form.of("4.80 M").write(4804956.0), Form.of("53%").write(52.697)
    ('4.80 M', '53%')
    """

    decimals: int
    suffix: str = ""
    space: str = ""

    @classmethod
    def of(cls, printed: str) -> Form:
        """Return the form of a printed number.

        Raises
        ------
        DataError
            The text is no such number.
        """
        match = _FORM.fullmatch(printed)
        if not match:
            raise DataError("expected a number as the paper prints them", value=printed)
        return cls(len(match["decimals"] or ""), match["suffix"], match["space"])

    def write(self, value: float, rounding: str = "half up") -> str:
        """Write a value in this form.

        Parameters
        ----------
        value : float
            In the quantity's own unit (parameters, MACs, kWh, %).
        rounding : {'half up', 'twice', 'cut', 'up'}
            ``twice`` rounds to three decimals first, as a printout would have.
        """
        scaled = exact(value) / _FACTOR[self.suffix]
        if rounding == "twice":
            scaled = scaled.quantize(Decimal("0.001"), ROUND_HALF_UP)
        rounded = scaled.quantize(Decimal(1).scaleb(-self.decimals), _ROUNDING[rounding])
        return f"{rounded}{self.space}{self.suffix}"


def number(printed: str) -> Decimal:
    """Return the number that a printed text stands for, in the quantity's own unit."""
    return Decimal(printed.rstrip("KMG% ")) * _FACTOR[Form.of(printed).suffix]


def bumped(printed: str, up: bool = True) -> str:
    """Change a printed number by one unit of its last digit.

    Examples
    --------
    >>> bumped("0.59"), bumped("4.80 M", up=False), bumped("53%")
    ('0.60', '4.79 M', '54%')
    """
    form = Form.of(printed)
    digits = printed.rstrip("KMG% ")
    value = int(digits.replace(".", "")) + (1 if up else -1)
    text = f"{value:0{form.decimals + 1}d}"
    whole, decimals = text[: len(text) - form.decimals], text[len(text) - form.decimals :]
    return f"{whole}{'.' if decimals else ''}{decimals}{form.space}{form.suffix}"


def exact(value: float) -> Decimal:
    """Return a float as the decimal number that it stands for.

    The figures have at most twelve digits, so what a float carries beyond them is noise of
    binary arithmetic: 4.295 must not round to 4.29 because it is stored as 4.29499….
    """
    return Decimal(f"{value:.12g}")


def natural_form(value: float, quantity: str) -> Form:
    """Return the form for a number that the paper did not print: at least three digits of it."""
    if quantity.endswith("gpu_share"):
        return Form(0, "%")
    if quantity in ("parameters", "macs"):
        suffix = next(s for s in ("G", "M", "K", "") if value >= _FACTOR[s] or s == "")
        scaled = value / _FACTOR[suffix]
        return Form(0 if scaled >= 100 or not suffix else 1 if scaled >= 10 else 2, suffix, " ")
    if quantity in ("psds", "segmpauc"):
        return Form(2)
    return Form(3 if quantity.startswith("baseline") else 2)


def write(
    key: str, value: float, printed: Mapping[str, str], quantity: str, rounding: str = "half up"
) -> str:
    """Write a table's value: in the printed number's form where there is one.

    Where that form would leave nothing of the value (a thousandth of a billion), the natural
    one is taken.
    """
    natural = natural_form(value, quantity)
    form = Form.of(printed[key]) if key in printed else natural
    leaves_nothing = value != 0 and not re.search("[1-9]", form.write(value))
    return (natural if leaves_nothing else form).write(value, rounding)


def read(data_dir: str | Path, name: str) -> pd.DataFrame:
    """Read one of the files of ``data/published/`` as text.

    Parameters
    ----------
    data_dir : path-like
    name : {'tables', 'figures', 'claims', 'verdicts', 'deviations'}

    Returns
    -------
    DataFrame
        Columns as in `FILES`, all text.

    Raises
    ------
    DataError
        The file cannot be read, or its columns are others, or an id stands twice.
    """
    path = Path(data_dir) / "published" / f"{name}.csv"
    try:
        with warnings.catch_warnings():
            # A first row that is too long would else be taken for one with names of rows.
            warnings.simplefilter("error", pd.errors.ParserWarning)
            table = pd.read_csv(path, dtype=str, keep_default_na=False, index_col=False)
    except (OSError, ValueError, pd.errors.ParserWarning) as error:
        why = getattr(error, "strerror", None) or " ".join(str(error).split())
        raise DataError(f"expected a CSV table that can be read ({why})", file=path) from error
    if tuple(table.columns) != FILES[name]:
        raise DataError(f"expected the columns {', '.join(FILES[name])}", file=path)
    if "id" in table and table["id"].duplicated().any():
        double = table["id"][table["id"].duplicated()].iloc[0]
        raise DataError("this id stands twice", file=path, value=double)
    return table


def printed_numbers(data_dir: str | Path) -> dict[str, str]:
    """Return every number that the paper printed in a table, by id."""
    tables = read(data_dir, "tables")
    return dict(zip(tables["id"], tables["printed"], strict=True))


def printed_points(data_dir: str | Path) -> pd.DataFrame:
    """Return every point of figures 1 and 2: the columns of ``figures.csv`` and ``id``."""
    points = read(data_dir, "figures")
    parts = zip(points["figure"], points["panel"], points["series"], points["system"], strict=True)
    return points.assign(id=[point_id(*p) for p in parts])


def point_id(figure: str, panel: str, series: str, system: str) -> str:
    """Return the id of a point: its four parts joined by dots, blanks in the series as ``_``."""
    return f"{figure}.{panel}.{series.replace(' ', '_')}.{system}"


def point_text(x: float, y: float) -> str:
    """Write a point as the authors' notebook holds it: three decimals, no trailing zeros."""
    return f"({_trimmed(x)}, {_trimmed(y)})"


def _trimmed(value: float) -> str:
    text = f"{exact(value).quantize(Decimal('0.001'), ROUND_HALF_UP)}"
    return text.rstrip("0").rstrip(".") or "0"
