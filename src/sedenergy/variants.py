"""Decisions that the authors could have taken, tried on every number that does not come out.

A cause is computed: it is named only where the number that it gives is the printed one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property
from itertools import combinations
from typing import Any

import pandas as pd

from sedenergy.errors import DataError
from sedenergy.figures import FIGURES
from sedenergy.normalization import derive
from sedenergy.published import exact, number, write
from sedenergy.selection import NEEDED as NEEDED_TO_SELECT
from sedenergy.selection import Method, Selection, select
from sedenergy.submissions import Facts, Year
from sedenergy.tables import NEEDED as NEEDED_FOR_TABLES
from sedenergy.tables import RESTS_ON, TABLES, cells

MOST = 3
"""How many decisions a variant takes at the most."""


@dataclass(frozen=True)
class Decision:
    """One decision other than the method's: a field of `Method`, its value, and what it means."""

    name: str
    field: str
    value: object
    meaning: str


DECISIONS: tuple[Decision, ...] = (
    Decision("duplicates kept", "duplicates", "kept", "systems with equal figures all count"),
    Decision(
        "duplicates by normalised energy",
        "duplicates",
        "normalized",
        "systems are duplicates when their normalised energies are equal, not the reported ones",
    ),
    Decision("baselines left out", "baselines", False, "the organisers' baselines do not count"),
    Decision(
        "unusable baseline energy kept",
        "left_out",
        False,
        "the systems that the normalised comparison leaves out by name count as well",
    ),
    Decision(
        "None is no ensemble",
        "none_is_ensemble",
        False,
        "a subsystem count that reads None makes a single system",
    ),
    Decision(
        "organisers' rounded energies",
        "organisers_normalized",
        True,
        "the organisers' own normalised energies, with three decimals, are used",
    ),
    Decision("cap includes its threshold", "cap", "at most", "a system on the threshold is left"),
    Decision(
        "rounded twice", "rounding", "twice", "rounded to three decimals, then to those printed"
    ),
    Decision("cut", "rounding", "cut", "further decimals cut off, not rounded"),
    Decision("rounded up", "rounding", "up", "rounded to the next higher number"),
)
BY_NAME = {d.name: d for d in DECISIONS}


@dataclass(frozen=True)
class Variant:
    """Some decisions taken together; its name joins theirs with a plus sign."""

    decisions: tuple[Decision, ...]

    @classmethod
    def named(cls, name: str) -> Variant:
        """Return the variant of a name."""
        return cls(tuple(BY_NAME[part] for part in name.split(" + ")))

    @property
    def name(self) -> str:
        """The decisions' names."""
        return " + ".join(d.name for d in self.decisions)

    @property
    def meaning(self) -> str:
        """The decisions in words."""
        return "; ".join(d.meaning for d in self.decisions)

    @property
    def method(self) -> Method:
        """The authors' method with these decisions taken."""
        taken: dict[str, Any] = {d.field: d.value for d in self.decisions}
        return replace(Method(), **taken)


def all_variants(most: int = MOST) -> Iterator[Variant]:
    """Yield every variant of up to `most` decisions that do not exclude each other."""
    for count in range(1, most + 1):
        for decisions in combinations(DECISIONS, count):
            if len({d.field for d in decisions}) == count:
                yield Variant(decisions)


NEEDED = tuple(dict.fromkeys([*NEEDED_TO_SELECT, *NEEDED_FOR_TABLES]))


class Results:
    """All numbers of the tables, by the method and by any variant of it, each computed once.

    Parameters
    ----------
    years : mapping of int to Year
    printed : mapping of str to str
        The printed numbers by id, for their forms; only the tables that they are of are computed.
    """

    def __init__(self, years: Mapping[int, Year], printed: Mapping[str, str]) -> None:
        self.years = years
        self.printed = printed
        tables = {key.split(".")[0] for key in printed}
        self._tables = [name for name in TABLES if name in tables]
        self._values: dict[Method, pd.Series] = {}
        self._values_of: dict[tuple[str, int, Method], pd.Series] = {}
        self._points: dict[str, pd.DataFrame] = {}

    @cached_property
    def _derived(self) -> dict[int, pd.DataFrame]:
        return {number: derive(year) for number, year in self.years.items()}

    @cached_property
    def _needed(self) -> dict[int, pd.DataFrame]:
        """What selections and tables need of that: with fewer columns each is quicker."""
        return {number: frame[list(NEEDED)].copy() for number, frame in self._derived.items()}

    @cached_property
    def _with_unread(self) -> set[int]:
        """The years with subsystem counts that are given and no number, such as ``None``."""
        frames = {number: year.systems for number, year in self.years.items()}
        return {
            number
            for number, frame in frames.items()
            if (frame["subsystems"].ne("") & frame["ensemble_count"].isna()).any()
        }

    @cached_property
    def selections(self) -> dict[int, Selection]:
        """The systems of every year that the authors' method selects."""
        return {n: select(year, derived=self._derived[n]) for n, year in self.years.items()}

    def points(self, figure: str) -> pd.DataFrame:
        """Return the points of a figure, as `sedenergy.figures.FIGURES` gives them."""
        if figure not in self._points:
            self._points[figure] = FIGURES[figure](self.selections)
        return self._points[figure]

    def values(self, method: Method | None = None) -> pd.Series:
        """Return the numbers at full precision, by id, those of a year after another."""
        # Rounding does not change a value, so variants that differ in it share one computation.
        key = replace(method or Method(), rounding="half up")
        if key not in self._values:
            self.compute([key])
            wanted = [self._key(t, n, key) for n in self.years for t in self._tables]
            none = pd.Series(dtype=float)
            self._values[key] = pd.concat([none, *(self._values_of[k] for k in wanted)])
        return self._values[key]

    def compute(self, methods: Iterable[Method]) -> None:
        """Compute what `values` gives of several methods, each selection of systems once.

        A selection is dropped as soon as its tables are made: of a million systems it is large.

        Raises
        ------
        DataError
            A table is made of a column that is not in `sedenergy.tables.NEEDED`.
        """
        wanted: dict[tuple[int, Method], dict[tuple[str, Method], None]] = {}
        for method in methods:
            for year in self.years:
                for table in self._tables:
                    key = self._key(table, year, method)
                    if key not in self._values_of:
                        chosen = year, replace(key[2], cap=Method().cap)
                        wanted.setdefault(chosen, {})[table, key[2]] = None
        for (year, method), tables in wanted.items():
            selection = select(self.years[year], method, self._needed[year])
            for table, variant in tables:
                try:
                    made = TABLES[table]({year: replace(selection, method=variant)})
                except KeyError as error:
                    if error.args[0] not in self._derived[year]:
                        raise
                    problem = f"{table} is made of this column; expected it in NEEDED"
                    raise DataError(problem, file="tables.py", column=error.args[0]) from error
                self._values_of[table, year, variant] = cells(table, made)

    def _key(self, table: str, year: int, method: Method) -> tuple[str, int, Method]:
        """Return the same key for all methods that give a table the same numbers of a year."""
        facts, unread = self.years[year].facts, year in self._with_unread
        method = replace(method, rounding=Method().rounding)
        return table, year, effective(method, facts, table, unread)

    def texts(self, method: Method | None = None) -> dict[str, str]:
        """Return the numbers in printed form, by id."""
        method = method or Method()
        return {
            key: write(key, value, self.printed, quantity_of(key), method.rounding)
            for key, value in self.values(method).items()
        }

    @cached_property
    def reproduced(self) -> dict[str, str]:
        """The numbers in printed form by the authors' method, by id."""
        return self.texts()

    @property
    def differing(self) -> list[str]:
        """Ids of the printed numbers that do not come out as printed."""
        return [k for k, text in self.printed.items() if self.reproduced.get(k) != text]


def effective(method: Method, facts: Facts, table: str, unread: bool) -> Method:
    """Return a method without the decisions that cannot change a table's numbers of a year.

    A decision that comes after the step that the table rests on cannot; nor can one about
    normalised energies in a year that has none, or about systems of a kind that a year has not.

    Parameters
    ----------
    method : Method
    facts : Facts
        Of the year.
    table : str
        A name of `sedenergy.tables.TABLES`.
    unread : bool
        Whether the year has subsystem counts that are given and no number.
    """
    default = Method()
    without: set[str] = set()
    if RESTS_ON[table] != "capped":
        without |= {"none_is_ensemble", "cap"}
    if RESTS_ON[table] == "valid":
        without |= {"left_out"}
        if method.duplicates != "normalized":
            without |= {"organisers_normalized"}
    if facts.reference_train_kwh is None:
        without |= {"left_out", "none_is_ensemble", "organisers_normalized", "cap"}
    if not facts.left_out:
        without |= {"left_out"}
    if not unread:
        without |= {"none_is_ensemble"}
    defaults: dict[str, Any] = {name: getattr(default, name) for name in without}
    return replace(method, **defaults)


def quantity_of(key: str) -> str:
    """Return the quantity that an id's number is in: ``psds`` for the scores of table VI."""
    parts = key.split(".")
    return "psds" if parts[-1] == "psds" else parts[2]


def year_of(key: str) -> int:
    """Return the year that an id's number is of."""
    return int(key.split(".")[1])


@dataclass(frozen=True)
class Score:
    """How many printed numbers a method gives, of the same quantity and of the whole year."""

    quantity: int
    of_quantity: int
    year: int
    of_year: int


@dataclass(frozen=True)
class Explanation:
    """What the search found for one printed number.

    Attributes
    ----------
    key : str
    printed, reproduced : str
    variant : Variant or None
        The one that gives the printed text; None where none does.
    score, method_score : Score
        What else the variant gives as printed, and what the authors' method does.
    nearest : str
        What comes closest, where no variant gives the printed text.
    nearest_variant : Variant or None
        What gives it; None for the method itself.
    alone : bool
        No other number needs the variant.
    """

    key: str
    printed: str
    reproduced: str
    variant: Variant | None
    score: Score
    method_score: Score
    nearest: str = ""
    nearest_variant: Variant | None = None
    alone: bool = False

    @property
    def cause(self) -> str:
        """The cause in one or two sentences, made of what was computed."""
        if self.variant is None:
            by = self.nearest_variant.name if self.nearest_variant else "the method itself"
            return f"No variant gives {self.printed}; the nearest is {self.nearest}, by {by}."
        meaning = self.variant.meaning[0].upper() + self.variant.meaning[1:]
        gives, method = self.score, self.method_score
        reserves = ["no other number needs it"] if self.alone else []
        if gives.year < method.year:
            reserves.append("it gives fewer of the year's numbers than the method does")
        reserve = f" With the reserve that {' and '.join(reserves)}." if reserves else ""
        return (
            f"{meaning}. This gives {gives.quantity} of the {gives.of_quantity} numbers of this "
            f"quantity and year in the table, and {gives.year} of all {gives.of_year} of the year; "
            f"the method gives {method.quantity} and {method.year}.{reserve}"
        )


def explain(results: Results) -> list[Explanation]:
    """Find, for every printed number that does not come out, the variant that gives it.

    Of several variants the one that gives most of the numbers of the same table and year as
    printed is taken, for a row of a table was made in one go; then the one with the fewest
    decisions.

    Parameters
    ----------
    results : Results

    Returns
    -------
    list of Explanation
        In the order of the printed numbers.
    """
    differing = results.differing
    if not differing:
        return []
    variants = list(all_variants())
    results.compute(v.method for v in variants)
    texts = {v: results.texts(v.method) for v in variants}
    found = [_explain(results, key, texts) for key in differing]
    uses = Counter(e.variant for e in found)
    return [replace(e, alone=e.variant is not None and uses[e.variant] == 1) for e in found]


def _explain(results: Results, key: str, texts: Mapping[Variant, dict[str, str]]) -> Explanation:
    printed = results.printed[key]
    giving = [v for v in texts if texts[v].get(key) == printed]

    def rank(variant: Variant) -> tuple[int, int, int]:
        score = _score(results, key, texts[variant])
        return score.year, -len(variant.decisions), score.quantity

    best = max(giving, key=rank, default=None)
    method_score = _score(results, key, results.reproduced)
    reproduced = results.reproduced.get(key, "missing")
    if best is not None:
        score = _score(results, key, texts[best])
        return Explanation(key, printed, reproduced, best, score, method_score)
    trying: list[Variant | None] = [None, *(v for v in texts if key in texts[v])]
    nearest = min(trying, key=lambda v: _distance(results, v, key))
    near_text = texts[nearest][key] if nearest else reproduced
    return Explanation(
        key, printed, reproduced, None, method_score, method_score, near_text, nearest
    )


def _score(results: Results, key: str, texts: Mapping[str, str]) -> Score:
    year = [k for k in results.printed if k.split(".")[:2] == key.split(".")[:2]]
    quantity = [k for k in year if k.split(".")[2] == key.split(".")[2]]

    def given(keys: list[str]) -> int:
        return sum(texts.get(k) == results.printed[k] for k in keys)

    return Score(given(quantity), len(quantity), given(year), len(year))


def _distance(results: Results, variant: Variant | None, key: str) -> Decimal:
    """Return how far a variant's value (the method's for None) is from the printed number."""
    values = results.values(variant.method if variant else None)
    return abs(exact(values[key]) - number(results.printed[key])) if key in values else _FAR


_FAR = Decimal("Infinity")
