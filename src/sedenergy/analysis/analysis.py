"""All that is computed of some years by one method, each part once."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import astuple, dataclass, field, fields, replace
from functools import cached_property
from typing import Any

import pandas as pd

from sedenergy.analysis.figures import FIGURES, quadrants
from sedenergy.analysis.method import Method
from sedenergy.analysis.normalization import derive
from sedenergy.analysis.selection import GROUP_OF, Selection, select
from sedenergy.analysis.tables import TABLES
from sedenergy.printed.keys import NumberKey
from sedenergy.submissions.years import Year

RESULT_COLUMNS = ["table", "year", "quantity", "statistic", "value"]


@dataclass
class _Made:
    """What analyses of the same data share: each part is made once, whoever asks first."""

    derived: dict[int, pd.DataFrame] = field(default_factory=dict)
    idle: dict[int, dict[str, Any]] = field(default_factory=dict)
    selected: dict[tuple[int, Method], Selection] = field(default_factory=dict)
    numbers: dict[tuple[str, int, Method], dict[NumberKey, float]] = field(default_factory=dict)
    analyses: dict[tuple[frozenset[int], Method], "Analysis"] = field(default_factory=dict)


class Analysis:
    """What is computed of some years by one method; each part when it is first asked for.

    Parameters
    ----------
    years : mapping of int to Year
    method : Method, optional
        The authors' choices where it is not given.

    Attributes
    ----------
    years : dict of int to Year
    method : Method
    """

    def __init__(
        self,
        years: Mapping[int, Year],
        method: Method | None = None,
        made: _Made | None = None,
    ) -> None:
        self.years = dict(years)
        self.method = method or Method()
        self._made = made or _Made()
        self._made.analyses[frozenset(self.years), self.method] = self
        self._tables: dict[str, dict[NumberKey, float]] = {}
        self._numbers: dict[tuple[str, int], dict[NumberKey, float]] = {}
        self._points: dict[str, pd.DataFrame] = {}

    @classmethod
    def of_selections(cls, selections: Mapping[int, Selection]) -> "Analysis":
        """Return the analysis of systems that were selected before, each year by its method."""
        made = _Made(idle={number: {} for number in selections})
        methods = {selection.method for selection in selections.values()}
        analysis = cls({n: s.year for n, s in selections.items()}, next(iter(methods), None), made)
        vars(analysis)["selections"] = dict(selections)
        return analysis

    def of(self, method: Method) -> "Analysis":
        """Return the analysis of the same years by another method."""
        known = self._made.analyses.get((frozenset(self.years), method))
        return known or Analysis(self.years, method, self._made)

    def only(self, years: Iterable[int]) -> "Analysis":
        """Return the analysis of some of the years by the same method."""
        chosen = {year: self.years[year] for year in years}
        known = self._made.analyses.get((frozenset(chosen), self.method))
        return known or Analysis(chosen, self.method, self._made)

    @cached_property
    def selections(self) -> dict[int, Selection]:
        """The selected systems of each year."""
        return {number: self._selection(number) for number in self.years}

    def _selection(self, number: int) -> Selection:
        known, year = self._made.selected, self.years[number]
        if number not in self._made.derived:
            self._made.derived[number] = derive(year)
        choices = self._choices(number)
        if (number, choices) not in known:
            known[number, choices] = select(year, choices, self._made.derived[number])
        return replace(known[number, choices], method=self.method)

    def _choices(self, number: int) -> Method:
        """Return the method with the authors' choice wherever another selects no other system."""
        if number not in self._made.idle:
            self._made.idle[number] = _find_idle(self.years[number])
        return replace(self.method, **self._made.idle[number])

    @cached_property
    def comparable(self) -> dict[int, Selection]:
        """The selections of the years in which energies can be normalised."""
        return {number: s for number, s in self.selections.items() if len(s.normalized)}

    def numbers(self, table: str) -> dict[NumberKey, float]:
        """Return the numbers of a table at full precision, in the order of the table."""
        if table not in self._tables:
            found: dict[NumberKey, float] = {}
            for number in self.years:
                found |= self.numbers_of(table, number)
            self._tables[table] = TABLES[table].in_order(found)
        return self._tables[table]

    def numbers_of(self, table: str, number: int) -> dict[NumberKey, float]:
        """Return the numbers of a table and year at full precision."""
        if (table, number) not in self._numbers:
            moved = _moving(table)
            choices = replace(self._choices(number), **{moved: getattr(self.method, moved)})
            known, place = self._made.numbers, (table, number, choices)
            if place not in known:
                known[place] = TABLES[table].results([self.selections[number]])
            self._numbers[table, number] = known[place]
        return self._numbers[table, number]

    def fields_that_matter(self, table: str, number: int) -> set[str]:
        """Return the fields of `Method` that can change a table's numbers of a year."""
        self._choices(number)
        every = {field.name for field in fields(Method)}
        return every - set(self._made.idle[number]) | {_moving(table)}

    @cached_property
    def values(self) -> Mapping[NumberKey, float]:
        """The numbers of all tables at full precision; a table's year when one is asked for."""
        return _Values(self)

    @cached_property
    def results(self) -> pd.DataFrame:
        """The numbers of all tables, one row a number: `RESULT_COLUMNS`."""
        rows = [(*astuple(key), value) for key, value in self.values.items()]
        return pd.DataFrame(rows, columns=RESULT_COLUMNS)

    def points(self, figure: str) -> pd.DataFrame:
        """Return the points of a figure: `sedenergy.analysis.figures.POINT_COLUMNS`."""
        if figure not in self._points:
            self._points[figure] = FIGURES[figure].points(self.selections)
        return self._points[figure]

    @cached_property
    def entries(self) -> dict[tuple[str, int], pd.DataFrame]:
        """The systems of figure 1 by group and year, the best first: scores and energies."""
        points = self.points("figure-1")
        names = ["system", "year", "x", "y_recomputed", "group"]
        rows: dict[tuple[str, int], list[tuple[Any, ...]]] = {}
        for *row, group in zip(*(points[name] for name in names), strict=True):
            rows.setdefault((group, row[1]), []).append(tuple(row))
        columns = ["system", "year", "psds", "train_kwh_normalized"]
        return {key: pd.DataFrame(each, columns=columns) for key, each in rows.items()}

    @cached_property
    def compared(self) -> dict[tuple[str, int], pd.DataFrame]:
        """The normalised systems that have a PSDS, by group and year: scores and energies."""
        columns = ["system", "psds", "segmpauc", "train_kwh_normalized", "baseline", "ensemble"]
        found: dict[tuple[str, int], pd.DataFrame] = {}
        for year, selection in self.selections.items():
            frame = selection.normalized[columns].assign(year=year)
            has_score, kind = frame["psds"].notna().to_numpy(), frame["ensemble"].to_numpy(bool)
            for group in GROUP_OF:
                found[group, year] = frame[has_score & (kind == (group == "ensemble"))]
        return found

    @cached_property
    def quadrants(self) -> pd.DataFrame:
        """The systems of figure 2 with their quadrants, by the recomputed weighted scores."""
        return quadrants(self.points("figure-2"), "y_recomputed")

    @cached_property
    def drawn_quadrants(self) -> pd.DataFrame:
        """The systems of figure 2 with their quadrants, by the weighted scores that are drawn."""
        return quadrants(self.points("figure-2"))


def _moving(table: str) -> str:
    """Return the choice that changes a table's numbers, but never who is selected."""
    return "cap" if TABLES[table].population == "capped" else "centre"


class _Values(Mapping[NumberKey, float]):
    """The numbers of all tables of an analysis."""

    def __init__(self, analysis: Analysis) -> None:
        self._analysis = analysis

    def __getitem__(self, key: NumberKey) -> float:
        if key.table not in TABLES or key.year not in self._analysis.years:
            raise KeyError(key)
        return self._analysis.numbers_of(key.table, key.year)[key]

    def __iter__(self) -> Iterator[NumberKey]:
        return (key for name in TABLES for key in self._analysis.numbers(name))

    def __len__(self) -> int:
        return sum(1 for _ in self)


def _find_idle(year: Year) -> dict[str, Any]:
    """Return the authors' choice wherever another changes no system of a year."""
    systems, own = year.systems, Method()
    is_idle = {
        "left_out": not year.facts.left_out,
        "none_is_ensemble": not (
            systems["subsystems"].ne("") & systems["ensemble_count"].isna()
        ).any(),
        "organisers_normalized": systems["organisers_train_kwh_normalized"].isna().all(),
        "gpu_reports": systems["gpu_train_kwh"].isna().all(),
        **dict.fromkeys(("cap", "rounding", "centre"), True),
    }
    return {name: getattr(own, name) for name, idle in is_idle.items() if idle}
