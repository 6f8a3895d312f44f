"""What a verdict on a claim is made of: the numbers of the tables, its parts, what comes out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from sedenergy.claims.thresholds import AS_STATED, Criteria, Threshold
from sedenergy.claims.wording import name_number, write_change, write_value
from sedenergy.printed.keys import ClaimKey, NumberKey

VERDICTS = ("holds", "holds in part", "fails", "cannot be checked")
"""Every part of a claim is true, some are, none is, or the data do not tell."""


class MissingDataError(LookupError):
    """The data do not have `what` a claim rests on; the printed tables may tell all the same."""

    def __init__(self, what: str, printed_table: str = "") -> None:
        super().__init__(f"the data have no {what}")
        self.what = what
        self.printed_table = printed_table


@dataclass(frozen=True)
class Numbers:
    """The numbers of the tables, recomputed, or as printed with the printed texts; and criteria.

    Where they are `is_brief`, no text is asked for.
    """

    values: Mapping[NumberKey, float]
    texts: Mapping[NumberKey, str]
    criteria: Criteria = AS_STATED
    is_brief: bool = False

    def __getitem__(self, key: NumberKey) -> float:
        """Return a number; one that is not there raises `MissingDataError`."""
        value = self.values.get(key)
        if value is None:
            subject, name = name_number(key.quantity, key.statistic)
            is_best = key.measured != key.quantity
            what = f"{subject} {name}" if is_best else f"{name} of {subject}"
            raise MissingDataError(f"{what} in {key.year}")
        return value

    def text(self, key: NumberKey) -> str:
        """Write a number without its unit, a printed one as it is printed."""
        if self.is_brief:
            return ""
        return self.texts[key] if self.texts else write_value(self[key], key.measured)

    def change(self, keys: Sequence[NumberKey]) -> str:
        """Write numbers of one quantity that follow each other."""
        if self.is_brief:
            return ""
        values = [self[key] for key in keys]
        return write_change(values, keys[0].measured, [self.text(key) for key in keys])


@dataclass(frozen=True)
class Judgement:
    """Which parts of a claim are true (none: the data do not tell), and the numbers that say so.

    The text has no capital and no full stop; `uses` are the thresholds by which it is judged; the
    criterion, what else is taken to be meant, is a sentence of its own.
    """

    parts: tuple[bool, ...]
    text: str
    uses: tuple[Threshold, ...] = ()
    criterion: str = ""
    printed_table: str = ""

    @property
    def verdict(self) -> str:
        """One of `VERDICTS`."""
        if not self.parts:
            return VERDICTS[3]
        return VERDICTS[0 if all(self.parts) else 1 if any(self.parts) else 2]

    def __add__(self, other: "Judgement") -> "Judgement":
        """Join what two judgements say of one claim; the criterion is the first one's."""
        uses = tuple(dict.fromkeys(self.uses + other.uses))
        parts, text = self.parts + other.parts, f"{self.text}; {other.text}"
        return replace(self, parts=parts, text=text, uses=uses)


@dataclass(frozen=True)
class Finding:
    """What comes out for one claim.

    Attributes
    ----------
    key : ClaimKey
    verdict : str
        One of `VERDICTS`: what the data say.
    evidence : str
        Sentences with the computed numbers that decide, what words are taken to mean, and
        `turned_by_criterion`.
    printed_table : str
        The same by the paper's own printed tables, the verdict first; empty where they do not tell.
    chapter : str
        The notebook that computes it.
    turned_by_criterion : str
        Which nearby meaning of a word gives another verdict; empty where none does.
    """

    key: ClaimKey
    verdict: str
    evidence: str
    printed_table: str
    chapter: str
    turned_by_criterion: str = ""
