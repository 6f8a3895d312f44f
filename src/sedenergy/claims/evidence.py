"""What the claims are judged on: parts of the analysis and of what the paper printed."""

import re
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, field, replace
from decimal import ROUND_HALF_UP, Decimal
from functools import cached_property, wraps
from typing import Any, TypeVar, cast

import pandas as pd

from sedenergy.analysis.analysis import Analysis
from sedenergy.analysis.caps import capped
from sedenergy.analysis.selection import GROUP_OF, Selection
from sedenergy.analysis.tables import compute_statistic
from sedenergy.claims.judgement import MissingDataError, Numbers
from sedenergy.claims.thresholds import AS_STATED, Criteria, Threshold
from sedenergy.claims.wording import write_full, write_list, write_value
from sedenergy.errors import DataError
from sedenergy.printed.forms import Form, exact, number
from sedenergy.printed.keys import ClaimKey
from sedenergy.printed.record import Printed
from sedenergy.vocabulary import STATISTICS

PAPER_YEARS = (2022, 2023, 2024)
"""The years that the paper covers."""

BOTH = (2023, 2024)
"""Those of them in which energies are normalised."""

TRAIN, TEST = "train_kwh_normalized", "test_kwh_normalized"
LOADS, ENERGIES = ("parameters", "macs"), ("train_kwh", "test_kwh")
NOUNS = {"ensemble": "ensemble", "single": "single system"}

_STATED = re.compile(r"(\d+(?:\.\d+)?%?)(?:\s*[A-Za-z]+)?(?:\s*\((\d{4})\))?", re.ASCII)


@dataclass(frozen=True)
class StatedNumber:
    """A number that a claim prints, without its unit but with a percent sign; and its year."""

    text: str
    year: int | None

    def is_form_of(self, value: float) -> bool:
        """Tell whether a value, rounded half up, is the printed number."""
        return Form.of(self.text).write(value) == self.text

    def is_about(self, value: float) -> bool:
        """Tell the same of a number that ends in zeros, which are not taken for exact."""
        digits = self.text.rstrip("%")
        step = Decimal(1).scaleb(len(digits) - len(digits.rstrip("0")))
        if step == 1 or "." in digits:
            return self.is_form_of(value)
        return exact(value).quantize(step, ROUND_HALF_UP) == number(self.text)


_Method = TypeVar("_Method", bound=Callable[..., Any])


def _once(method: _Method) -> _Method:
    """Compute what a method gives once for each choice of its arguments."""

    @wraps(method)
    def remembered(evidence: "Evidence", *args: Hashable) -> Any:
        key = (method.__name__, *args)
        if key not in evidence.known:
            evidence.known[key] = method(evidence, *args)
        return evidence.known[key]

    return cast(_Method, remembered)


@dataclass(frozen=True)
class Evidence:
    """The analysis of the paper's years, what it printed, and what words are taken to mean.

    Whatever the data do not have, such as a year, raises `MissingDataError`. What is `known` was
    computed; it does not depend on the criteria. Where the evidence `is_brief`, a verdict alone is
    asked for: nothing is noted beside it.
    """

    analysis: Analysis
    printed: Printed
    criteria: Criteria = AS_STATED
    is_brief: bool = False
    known: dict[Hashable, Any] = field(default_factory=dict, repr=False, compare=False)

    def at(self, threshold: Threshold, value: float) -> "Evidence":
        """Return the same evidence with another value of one threshold."""
        return replace(self, criteria=Criteria({threshold.name: value}))

    @cached_property
    def computed(self) -> Numbers:
        """The recomputed numbers of the tables."""
        return Numbers(self.analysis.values, {}, self.criteria, self.is_brief)

    @cached_property
    def on_print(self) -> Numbers:
        """The printed numbers of the tables."""
        numbers = self.printed.numbers
        values = {key: number.value for key, number in numbers.items()}
        return Numbers(values, {key: n.text for key, n in numbers.items()}, self.criteria)

    def stated(self, claim: int, count: int) -> list[StatedNumber]:
        """Return the `count` numbers that a claim prints; `DataError`: there are not as many."""
        said = self.printed.claims[ClaimKey(claim)]
        found = _STATED.findall(said.printed)
        if len(found) != count:
            problem = f"this claim is judged by its printed numbers, {count} were expected"
            raise DataError(problem, file="claims.csv", row=str(said.key), value=said.printed)
        return [StatedNumber(text, int(year) if year else None) for text, year in found]

    def selection(self, year: int | None) -> Selection:
        """Return the selection of a year."""
        if year is None or year not in self.analysis.selections:
            raise MissingDataError(f"year {year}")
        return self.analysis.selections[year]

    def every(self) -> dict[int, Selection]:
        """Return the selections of all years that the paper covers."""
        return {year: self.selection(year) for year in PAPER_YEARS}

    @_once
    def note_unread_counts(self) -> str:
        """Say how many count as ensembles for a text that is no number."""
        if self.is_brief:
            return ""
        frames = {year: s.submitted for year, s in self.every().items()}
        many = {
            y: int((f["ensemble"] & f["ensemble_count"].isna()).sum()) for y, f in frames.items()
        }
        said = write_list(f"{count} in {year}" for year, count in many.items() if count)
        return f"counted as ensembles for the text None in place of a number: {said}"

    def top(self, group: str, year: int) -> pd.DataFrame:
        """Return system, year, PSDS and energy of a group's points of figure 1, the best first."""
        frame = self.analysis.entries.get((group, year), pd.DataFrame())
        return expect_rows(frame, f"{NOUNS[group]} of {year} in figure 1")

    @_once
    def of_top(self, group: str, year: int, quantity: str, statistic: str) -> float:
        """Compute a statistic of the systems of figure 1 of a group and year."""
        systems, method = self.top(group, year), self.analysis.method
        return compute_statistic(systems, quantity, STATISTICS[statistic], method)

    def compared(self, group: str, year: int) -> pd.DataFrame:
        """Return the normalised systems of a group that have a PSDS: scores, energy, year."""
        frame = self.analysis.compared.get((group, year), pd.DataFrame())
        return expect_rows(frame, f"{NOUNS[group]} of {year} with a normalised energy")

    @_once
    def best(self, group: str, year: int) -> pd.Series:
        """Return the system with the best PSDS of a group and year, the first of equals."""
        frame = self.compared(group, year)
        return frame.loc[frame["psds"].idxmax()]

    @_once
    def capped(self, year: int, quantity: str) -> pd.DataFrame:
        """Return the single systems of a year that a cap on a quantity applies to."""
        return capped(self.selection(year), quantity)

    @_once
    def correlations(self, year: int) -> pd.DataFrame:
        """Return the rank correlation of each load of the valid systems (row) with each energy."""
        ranks = self.selection(year).valid[[*LOADS, *ENERGIES]].rank()
        return ranks.corr().loc[list(LOADS), list(ENERGIES)]

    @_once
    def note_better_duplicates(self, group: str, year: int) -> str:
        """Name the systems that score higher than the best but are out as duplicates."""
        if self.is_brief:
            return ""
        selection, best = self.selection(year), self.best(group, year)
        doubles = selection.log.loc[selection.log["step"] == "duplicate", "system"]
        frame = GROUP_OF[group](selection.submitted[["system", "psds", "ensemble"]])
        better = frame[frame["system"].isin(doubles) & (frame["psds"] > best["psds"])]
        scores = zip(better["system"], better["psds"], strict=True)
        said = ", ".join(f"{name} (PSDS {write_value(psds, 'psds')})" for name, psds in scores)
        return said and f"out as equal in parameters and energies to an earlier entry: {said}"

    @_once
    def reference(self, year: int | None) -> float:
        """Return what ten baseline epochs used in the organisers' own entry of a year, in kWh."""
        selection = self.selection(year)
        is_own = selection.submitted["system"].isin(selection.year.facts.baselines[:1])
        energies = selection.submitted.loc[is_own, "baseline_train_kwh"].dropna()
        return float(expect_rows(energies, f"baseline entry of {year}").iloc[0])

    @_once
    def panel(self, panel: str) -> pd.DataFrame:
        """Return the systems of 2024 in a panel of figure 2, as `Analysis.quadrants` has them."""
        systems = self.analysis.quadrants
        chosen = systems[(systems["panel"] == panel) & (systems["year"] == 2024)]
        return expect_rows(chosen, f"system in panel {panel}")


def expect_rows(frame: Any, what: str) -> Any:
    """Return a frame or column with rows; one that has none raises `MissingDataError`."""
    if frame.empty:
        raise MissingDataError(what)
    return frame


def write_system(row: Mapping[str, Any]) -> str:
    """Name a system with its year, score and energy."""
    psds, energy = write_value(row["psds"], "psds"), write_full(row[TRAIN], TRAIN)
    return f"{row['system']} ({row['year']}, PSDS {psds}, {energy})"
