"""Trials: decisions taken for some printed numbers, what they bring and break, and the evidence."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from math import log

import numpy as np
import numpy.typing as npt

from sedenergy.analysis.analysis import Analysis
from sedenergy.check.variants import METHOD, Variant, all_variants, reproduce, value_by
from sedenergy.printed.forms import exact, number
from sedenergy.printed.keys import NumberKey
from sedenergy.printed.record import PrintedNumber
from sedenergy.vocabulary import QUANTITIES

SLIP_RATE = 0.05
"""How many printed numbers are slips of the pen: one in twenty, as many as the paper has left."""

SLIPS = 20
"""In how many ways a slip can go: the last digit is up to ten units too high or too low."""

WEIGHT = log((1 - SLIP_RATE) / (SLIP_RATE / SLIPS))
"""What a number brought or broken weighs: log odds that it was computed so, against a slip."""


@dataclass(frozen=True)
class Trial:
    """A variant taken for some numbers of a table.

    A choice of systems is taken for a year, or for one quantity of it; a rounding for the table.

    Attributes
    ----------
    variant : Variant
    place : str
        For what it is taken, in words.
    covers : ndarray of bool
        For which numbers of the table.
    brought, broken : int
        Numbers of the table that come out by the variant and not by the method, and the reverse.
    worth : int
        Brought less broken. Where a rounding and a choice of systems are taken together: what that
        adds to each of its parts.
    evidence : float
        `WEIGHT` times the worth, less the logarithm of how many trials there are for a number.
    """

    variant: Variant
    place: str
    covers: npt.NDArray[np.bool_]
    brought: int
    broken: int
    worth: int
    evidence: float


class Search:
    """The printed numbers of one table, by the method and by every variant.

    Parameters
    ----------
    analysis : Analysis
        By the authors' method.
    numbers : mapping of NumberKey to PrintedNumber
        Of one table and of analysed years.
    """

    variants = tuple(all_variants())
    """All that are tried."""

    tried = sum(1 if variant.selecting == METHOD else 2 for variant in variants)
    """Trials for a number: a choice of systems can be taken for two places, a rounding for one."""

    def __init__(self, analysis: Analysis, numbers: Mapping[NumberKey, PrintedNumber]) -> None:
        self.analysis = analysis
        self.printed = {key: printed_number.text for key, printed_number in numbers.items()}
        self.keys = list(numbers)
        self.texts = {v: reproduce(analysis, numbers, v) for v in (METHOD, *self.variants)}

    def effect(self, variant: Variant, key: NumberKey, printed: str) -> int:
        """Return 1 if a variant brings a printed text, −1 if it breaks it, 0 if it does neither."""
        ours, text = self.texts[METHOD][key], self.texts[variant][key]
        return 0 if text == ours else int(text == printed) - int(ours == printed)

    @cached_property
    def effects(self) -> dict[Variant, npt.NDArray[np.int64]]:
        """The effect of each variant on each printed number."""
        return {
            v: np.array([self.effect(v, key, self.printed[key]) for key in self.keys])
            for v in self.texts
        }

    def places(self, variant: Variant) -> Iterator[tuple[str, npt.NDArray[np.bool_]]]:
        """Yield for what a variant can be taken, in words and as a mask over the numbers."""
        table = self.keys[0].table.replace("-", " ")
        if variant.selecting == METHOD:
            yield table, np.full(len(self.keys), True)
            return
        for year in dict.fromkeys(key.year for key in self.keys):
            of_year = np.array([key.year == year for key in self.keys])
            yield f"{year} in {table}", of_year
            for name in dict.fromkeys(key.quantity for key in self.keys):
                of = of_year & [key.quantity == name for key in self.keys]
                yield f"{QUANTITIES[name].in_prose} of {year} in {table}", of

    @cached_property
    def trials(self) -> list[Trial]:
        """Every variant, taken for everything that it can be taken for."""
        return [
            self.try_variant(variant, place, covers)
            for variant in self.variants
            for place, covers in self.places(variant)
        ]

    def try_variant(
        self,
        variant: Variant,
        place: str,
        covers: npt.NDArray[np.bool_],
        instead: tuple[int, str] | None = None,
    ) -> Trial:
        """Count what a variant brings and breaks; `instead`: a number's place and another text."""

        def effects_of(part: Variant) -> npt.NDArray[np.int64]:
            found = self.effects[part]
            if instead:
                at, text = instead
                found = found.copy()
                found[at] = self.effect(part, self.keys[at], text)
            return found

        def total_of(part: Variant, covers: npt.NDArray[np.bool_]) -> npt.NDArray[np.int64]:
            return np.where(covers, effects_of(part), effects_of(part.rounding))

        total = total_of(variant, covers)
        worth = int(total.sum())
        if METHOD not in (variant.rounding, variant.selecting):
            parts = (total_of(p, of).sum() for p in variant.parts for _, of in self.places(p))
            worth -= max(0, *map(int, parts))
        brought, broken = int((total == 1).sum()), int((total == -1).sum())
        evidence = WEIGHT * worth - log(self.tried)
        return Trial(variant, place, covers, brought, broken, worth, evidence)

    @cached_property
    def giving(self) -> dict[tuple[int, str], list[Trial]]:
        """For the place of a number and a text that the method does not give: who gives it."""
        found: dict[tuple[int, str], list[Trial]] = {}
        for trial in self.trials:
            by_choice = self.texts[trial.variant.selecting]
            for at in np.flatnonzero(trial.covers):
                key = self.keys[at]
                text = self.texts[trial.variant][key]
                # A rounding that is not needed for the number is no part of its cause.
                is_idle = trial.variant.rounding != METHOD and by_choice[key] == text
                if text != self.texts[METHOD][key] and not is_idle:
                    found.setdefault((int(at), text), []).append(trial)
        return found

    def distance(self, key: NumberKey, variant: Variant) -> float:
        """Return how far a variant's value is from the printed one."""
        value = value_by(self.analysis, key, variant)
        if value is None:
            return float("inf")
        return float(abs(exact(value) - number(self.printed[key])))
