"""Decisions taken together, and the numbers that they give."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import combinations
from typing import Any

from sedenergy.analysis.analysis import Analysis
from sedenergy.analysis.decisions import DECISIONS, Decision
from sedenergy.analysis.method import Method
from sedenergy.errors import DataError
from sedenergy.printed.forms import write_number
from sedenergy.printed.keys import NumberKey
from sedenergy.printed.record import PrintedNumber

MISSING = "missing"
"""What stands for a number or point that we do not have."""


@dataclass(frozen=True)
class Variant:
    """Some decisions taken together; with none, the authors' method."""

    decisions: tuple[Decision, ...] = ()

    @classmethod
    def named(cls, name: str) -> "Variant":
        """Return the variant of a name.

        Raises
        ------
        DataError
            A part of the name is no decision.
        """
        known = {decision.name: decision for decision in DECISIONS if decision.is_cause}
        names = name.split(" + ")
        if strange := [part for part in names if part not in known]:
            problem = f"expected decisions joined by plus signs, of {', '.join(known)}"
            raise DataError(problem, file="deviations.csv", column="variant", value=strange[0])
        return cls(tuple(known[part] for part in names))

    @property
    def name(self) -> str:
        """The decisions' names, joined by plus signs."""
        return " + ".join(decision.name for decision in self.decisions)

    @property
    def meaning(self) -> str:
        """The decisions in words."""
        return "; ".join(decision.meaning for decision in self.decisions)

    @property
    def selecting(self) -> "Variant":
        """Those of the decisions that choose systems or their values."""
        return Variant(tuple(d for d in self.decisions if d.field != "rounding"))

    @property
    def rounding(self) -> "Variant":
        """The one that is on how a value becomes a printed number."""
        return Variant(tuple(d for d in self.decisions if d.field == "rounding"))

    @property
    def parts(self) -> "list[Variant]":
        """The variant without one of its decisions, for each of them."""
        return [Variant(tuple(d for d in self.decisions if d != one)) for one in self.decisions]

    @property
    def method(self) -> Method:
        """The authors' method with these decisions taken."""
        taken: dict[str, Any] = {d.field: d.value for d in self.decisions}
        return replace(Method(), **taken)


METHOD = Variant()
"""The authors' method: no other decision is taken."""


def all_variants(most: int = 3) -> Iterator[Variant]:
    """Yield every variant of one to `most` decisions that do not exclude each other."""
    tried = [decision for decision in DECISIONS if decision.is_cause]
    for count in range(1, most + 1):
        for decisions in combinations(tried, count):
            if len({decision.field for decision in decisions}) == count:
                yield Variant(decisions)


def value_by(analysis: Analysis, key: NumberKey, variant: Variant) -> float | None:
    """Return a number of a table by a variant, at full precision; None where there is none.

    Rounding moves no value: variants that differ in it alone share one analysis.
    """
    method = replace(variant.method, rounding=Method().rounding)
    return analysis.of(method).numbers(key.table).get(key)


def reproduce(
    analysis: Analysis, numbers: Mapping[NumberKey, PrintedNumber], variant: Variant = METHOD
) -> dict[NumberKey, str]:
    """Return what a variant gives for printed numbers, each in the form of the printed one.

    Parameters
    ----------
    analysis : Analysis
        Of the numbers' years, by the authors' method.
    numbers : mapping of NumberKey to PrintedNumber
    variant : Variant
        The authors' method where none is given.

    Returns
    -------
    dict of NumberKey to str
        `MISSING` for a number that the data do not give.
    """
    texts = {}
    for key, number in numbers.items():
        value = value_by(analysis, key, variant)
        texts[key] = MISSING
        if value is not None:
            texts[key] = write_number(value, key.measured, number.text, variant.method.rounding)
    return texts
