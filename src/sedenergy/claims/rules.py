"""Rules that several claims share: trends, counts and reports."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from itertools import pairwise, product
from typing import TypeVar

from sedenergy.analysis.selection import Selection
from sedenergy.claims.changes import Measured, Test
from sedenergy.claims.evidence import BOTH, NOUNS, TRAIN, Evidence, write_system
from sedenergy.claims.judgement import Judgement, MissingDataError, Numbers
from sedenergy.claims.thresholds import AS_STATED, MOST, Threshold
from sedenergy.claims.wording import join, name_number, write_list, write_part, write_years
from sedenergy.printed.keys import NumberKey
from sedenergy.vocabulary import QUARTILES

Rule = Callable[[Numbers], Judgement]
"""A rule on the numbers of the tables, recomputed or printed."""


ClaimRule = TypeVar("ClaimRule", bound=Callable[[Evidence], Judgement])


def of_change(rule: ClaimRule) -> ClaimRule:
    """Mark a claim that reads at least two years and speaks of a change or contrast between them.

    It is not marked where the same is said of each year by itself.
    """
    vars(rule)["compares_years"] = True
    return rule


def judge_each(
    found: Iterable[tuple[bool, str]],
    *uses: Threshold,
    start: str = "",
    end: str = "",
    criterion: str = "",
) -> Judgement:
    """Judge a claim by parts, each with its numbers; a text that says nothing new is empty."""
    parts, texts = zip(*found, strict=True)
    return Judgement(tuple(map(bool, parts)), f"{start}{join(texts)}{end}", uses, criterion)


@dataclass(frozen=True)
class Trend:
    """The rule that statistics of a table pass every test from each year to the next."""

    table: str
    quantity: str
    tests: tuple[Test, ...]
    statistics: tuple[str, ...] = QUARTILES
    years: tuple[int, ...] = BOTH

    def __call__(self, numbers: Numbers) -> Judgement:
        """Judge by some numbers."""
        parts: list[bool] = []
        changes = []
        for name in self.statistics:
            keys = [NumberKey(self.table, year, self.quantity, name) for year in self.years]
            pairs = pairwise([numbers[key] for key in keys])
            for pair, test in product(pairs, self.tests):
                if isinstance(test, Measured):
                    parts.append(test(*pair, criteria=numbers.criteria))
                else:
                    parts.append(test(*pair))
            subject, said = name_number(self.quantity, name)
            changes.append(f"{said} {numbers.change(keys)}")
        text = f"{subject} {write_years(self.years)}: {write_list(changes)}"
        uses = tuple(test.threshold for test in self.tests if isinstance(test, Measured))
        return Judgement(tuple(parts), text, uses)


def by_tables(*rules: Rule, criterion: str = "") -> Callable[[Evidence], Judgement]:
    """Make a claim of rules on the numbers of the tables; the printed ones are judged beside them.

    A recomputed number that is missing raises `MissingDataError`.
    """

    def judge_all(numbers: Numbers) -> Judgement:
        first, *rest = [rule(numbers) for rule in rules]
        return sum(rest, first)

    def judge_both(evidence: Evidence) -> Judgement:
        if evidence.is_brief or evidence.criteria is not AS_STATED:
            return judge_all(evidence.computed)
        try:
            on_print = judge_all(evidence.on_print)
            said = f"{on_print.verdict} on the printed table: {on_print.text}"
        except MissingDataError:
            said = ""
        try:
            found = judge_all(evidence.computed)
        except MissingDataError as missing:
            raise MissingDataError(missing.what, said) from missing
        return replace(found, criterion=criterion or found.criterion, printed_table=said)

    return judge_both


@dataclass(frozen=True)
class YearCounts:
    """A claim that prints counts, one a year: its number, how many it prints, what they count."""

    claim: int
    many: int
    what: str
    count: Callable[[Selection], int]
    note: Callable[[Evidence], str] = lambda evidence: ""

    def __call__(self, evidence: Evidence) -> Judgement:
        """Hold each printed count against what is counted."""
        stated = evidence.stated(self.claim, self.many)
        found = [(number, self.count(evidence.selection(number.year))) for number in stated]
        said = write_list(f"{n} in {one.year} (printed {one.text})" for one, n in found)
        parts = tuple(one.is_form_of(n) for one, n in found)
        return Judgement(
            parts, join([f"{self.what}: {said}", "" if evidence.is_brief else self.note(evidence)])
        )


@dataclass(frozen=True)
class Reported:
    """A claim that in some years no system reports something, in others every one, or most."""

    columns: tuple[str, ...]
    what: str
    none: tuple[int, ...] = ()
    every: tuple[int, ...] = ()
    most: tuple[int, ...] = ()

    def __call__(self, evidence: Evidence) -> Judgement:
        """Count the systems that report all of the columns."""
        columns, years = list(self.columns), evidence.every().items()
        least = evidence.criteria[MOST]
        has = {year: s.submitted[columns].notna().all(axis=1) for year, s in years}
        parts = (
            *(not has[year].any() for year in self.none),
            *(bool(has[year].all()) for year in self.every),
            *(bool(has[year].sum() > least * len(has[year])) for year in self.most),
        )
        said = write_list(f"{write_part(int(h.sum()), len(h))} in {y}" for y, h in has.items())
        uses = (MOST.called("reported by most"),) if self.most else ()
        return Judgement(parts, f"systems that come with {self.what}: {said}", uses)


@dataclass(frozen=True)
class BestSystem:
    """A claim that prints the PSDS and the energy of the best system of a group and year."""

    claim: int
    group: str
    year: int

    def __call__(self, evidence: Evidence) -> Judgement:
        """Hold the system that is best against the printed numbers."""
        psds, energy = evidence.stated(self.claim, 2)
        best = evidence.best(self.group, self.year)
        parts = psds.is_form_of(best["psds"]), energy.is_form_of(best[TRAIN])
        text = f"the best {NOUNS[self.group]} is {write_system(best)}"
        printed = f"printed are {psds.text} and {energy.text}"
        note = evidence.note_better_duplicates(self.group, self.year)
        return Judgement(parts, join([text, printed, note]))
