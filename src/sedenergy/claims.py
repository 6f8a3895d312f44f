"""What the paper's prose says of the data: each claim judged by what is computed."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from functools import cached_property, wraps
from itertools import pairwise
from pathlib import Path

import pandas as pd

from sedenergy.columns import LABELS, WORDS
from sedenergy.errors import DataError
from sedenergy.figures import GROUPS, PANELS, TOP, figure_1, figure_2, quadrants
from sedenergy.published import Form, exact, natural_form, number, printed_numbers, read
from sedenergy.selection import Selection, ensembles, select_all, singles
from sedenergy.submissions import Year, covered
from sedenergy.tables import CAPPED, CAPS, QUARTILES, TABLES, Selections, cap, capped, cells
from sedenergy.variants import quantity_of

VERDICTS = ("holds", "holds in part", "fails", "cannot be checked")
"""Every part of a claim is true, some are, none is, or the data do not tell."""

# The paper says much in words. What each word is taken to mean here:

SLIGHTLY = 0.15
"""A slight change, or about the same: at most this share, the largest that the paper itself calls
slight being the fall of MACs in its table I, from 124 to 108."""

STRONGLY = 0.5
"""A strong, marked or clear rise: at least this share, half of a doubling, which the paper names as
an example."""

SIMILAR = 2.0
"""A similar range: neither end moves by more than this factor, little on the axis of figure 1,
which spans three powers of ten."""

FAR = 10.0
"""Far less, much more: at least this factor, a power of ten."""

HALF_WITHIN = 0.1
"""About half: give or take this share, less than halfway to a quarter or three quarters."""

FEW = 0.2
"""A few: at most this share, one in five."""

MOST = 0.5
"""Most: more than this share, the plain majority."""

TOWARD = 2 / 3
"""Toward the low end: at least this share lies in the lower half, where half of them would lie if
there were nothing to it."""

SPREAD = 0.25
"""Spread over quadrants: at least this share in each, an even share of four."""

GENERALLY = 0.75
"""In general: in at least this share of the cases, three for one against."""

SIMPLE = 0.8
"""Follows in a simple way: a rank correlation of at least this, where one orders the systems nearly
as the other does; 1 would be the same order."""

THIRD_DECIMAL = 0.0005 + 1e-9
"""The organisers give normalised energies with three decimals: half a unit of the last, and what
binary arithmetic adds."""

SAME_SCORE = 0.005
"""Two scores are the same within half a unit of the two decimals that the paper prints."""

_BY = {**WORDS, "min": "lowest", "max": "highest"}
_NUMBER = re.compile(r"(\d+(?:\.\d+)?%?)(?:\s*[A-Za-z]+)?(?:\s*\((\d{4})\))?")
_TRAIN = "train_kwh_normalized"
_TEST = "test_kwh_normalized"
_ALL = (2022, 2023, 2024)
_BOTH = (2023, 2024)
_NOUNS = {"ensemble": "ensemble", "single": "single system"}


class _MissingError(LookupError):
    """The data do not have what a claim rests on; what its printed numbers say goes with it."""

    def __init__(self, what: str, printed_table: str = "") -> None:
        super().__init__(f"the data have no {what}")
        self.printed_table = printed_table


@dataclass(frozen=True)
class Finding:
    """What comes out for one claim.

    Attributes
    ----------
    key : str
        Its id in ``claims.csv``.
    verdict : str
        One of `VERDICTS`: what the data say.
    evidence : str
        One or two sentences with the computed numbers that decide.
    printed_table : str
        The same by the paper's own printed tables, the verdict first; empty where they do not tell.
    chapter : str
        The notebook that computes it.
    """

    key: str
    verdict: str
    evidence: str
    printed_table: str = ""
    chapter: str = ""


@dataclass(frozen=True)
class Judgement:
    """Which parts of a claim are true, and the numbers that say so.

    Attributes
    ----------
    parts : tuple of bool
        Empty where the data do not tell.
    text : str
        The evidence, without a capital and a full stop.
    criterion : str
        What a word of the claim is taken to mean, a sentence of its own.
    printed_table : str
        As in `Finding`.
    """

    parts: tuple[bool, ...]
    text: str
    criterion: str = ""
    printed_table: str = ""

    @property
    def verdict(self) -> str:
        """One of `VERDICTS`."""
        if not self.parts:
            return VERDICTS[3]
        return VERDICTS[0 if all(self.parts) else 1 if any(self.parts) else 2]

    def __add__(self, other: Judgement) -> Judgement:
        """Join what two judgements say of one claim."""
        return replace(self, parts=self.parts + other.parts, text=_joined([self.text, other.text]))


@dataclass(frozen=True)
class Cells:
    """The numbers of the tables, by the ids of ``tables.csv``: recomputed, or as printed.

    Attributes
    ----------
    values : mapping of str to float
    printed : mapping of str to str
        The printed texts; empty where the numbers are recomputed.
    """

    values: Mapping[str, float]
    printed: Mapping[str, str]

    def __getitem__(self, key: str) -> float:
        """Return a number."""
        if key not in self.values:
            subject, name = _name(key)
            raise _MissingError(f"{name} of {subject} in {key.split('.')[1]}")
        return self.values[key]

    def text(self, key: str) -> str:
        """Write a number without its unit, a printed one as it is printed."""
        return self.printed[key] if self.printed else _text(self[key], quantity_of(key))

    def full(self, key: str) -> str:
        """Write a number with its unit."""
        return f"{self.text(key)}{_unit(quantity_of(key))}"

    def change(self, key: str, years: Sequence[int]) -> str:
        """Say how a number goes from year to year; ``{}`` in its id stands for the year."""
        keys = [key.format(year) for year in years]
        values = [self[k] for k in keys]
        return _chain(values, [self.text(k) for k in keys], quantity_of(keys[0]))


@dataclass(frozen=True)
class Printed:
    """One number that a claim prints.

    Attributes
    ----------
    text : str
        Without its unit, but with a percent sign.
    year : int or None
        The year that stands beside it.
    """

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


Rule = Callable[[Cells], Judgement]
Test = Callable[[float, float], bool]


@dataclass(frozen=True)
class Evidence:
    """What the claims are judged on, computed once.

    Attributes
    ----------
    selections : mapping of int to Selection
    tables : mapping of str to DataFrame
        The paper's tables, by the names of `sedenergy.tables.TABLES`.
    data, printed : Cells
        The numbers of the tables: recomputed, and as the paper printed them.
    claimed : mapping of str to str
        What each claim prints, by id.
    points : DataFrame
        Of figure 1.
    quadrants : DataFrame
        The systems of figure 2, as `sedenergy.figures.quadrants` gives them, by the recomputed
        weighted scores.
    """

    selections: Mapping[int, Selection]
    tables: Mapping[str, pd.DataFrame]
    data: Cells
    printed: Cells
    claimed: Mapping[str, str]
    points: pd.DataFrame
    quadrants: pd.DataFrame

    @classmethod
    def of(cls, selections: Selections, data_dir: str | Path) -> Evidence:
        """Compute the evidence.

        Parameters
        ----------
        selections : mapping of int to Selection
            Of the years that the paper covers.
        data_dir : path-like
            Where the printed numbers are.
        """
        tables = {name: table(selections) for name, table in TABLES.items()}
        found = pd.concat([cells(name, table) for name, table in tables.items()])
        texts = printed_numbers(data_dir)
        claims = read(data_dir, "claims")
        weighted = figure_2(selections)
        return cls(
            selections,
            tables,
            Cells(found.to_dict(), {}),
            Cells({key: float(number(text)) for key, text in texts.items()}, texts),
            dict(zip(claims["id"], claims["printed"], strict=True)),
            figure_1(selections),
            quadrants(weighted.assign(y=weighted["y_recomputed"])),
        )

    def selection(self, year: int | None) -> Selection:
        """Return the selection of a year."""
        if year is None or year not in self.selections:
            raise _MissingError(f"year {year}")
        return self.selections[year]

    def every(self) -> dict[int, Selection]:
        """Return the selections of all years that the paper covers."""
        return {year: self.selection(year) for year in _ALL}

    def numbers(self, key: str, count: int) -> list[Printed]:
        """Return the numbers that a claim prints.

        Raises
        ------
        DataError
            There are more or fewer than `count`.
        """
        text = self.claimed[key]
        found = [Printed(n, int(year) if year else None) for n, year in _NUMBER.findall(text)]
        if len(found) != count:
            problem = f"this claim is judged by its printed numbers, {count} were expected"
            raise DataError(problem, file="claims.csv", row=key, value=text)
        return found

    def by_tables(self, rule: Rule, criterion: str = "") -> Judgement:
        """Judge by the recomputed tables, and by the same rule on the printed ones."""
        try:
            on_print = rule(self.printed)
            said = f"{on_print.verdict} on the printed table: {on_print.text}"
        except _MissingError:
            said = ""
        try:
            found = rule(self.data)
        except _MissingError as missing:
            missing.printed_table = said
            raise
        return replace(found, criterion=criterion, printed_table=said)

    @cached_property
    def _tops(self) -> dict[tuple[str, int], pd.DataFrame]:
        points = self.points.drop(columns="y").rename(columns={"x": "psds", "y_recomputed": _TRAIN})
        return {(str(g), int(y)): frame for (g, y), frame in points.groupby(["group", "year"])}

    @cached_property
    def _compared(self) -> dict[tuple[str, int], pd.DataFrame]:
        columns = ["system", "ensemble", "baseline", "psds", "segmpauc", _TRAIN]
        return {
            (name, year): group(selection.normalized[columns]).dropna(subset=["psds"])
            for name, group in GROUPS.items()
            for year, selection in self.selections.items()
        }

    def top(self, group: str, year: int) -> pd.DataFrame:
        """Return the systems of figure 1 of a group and year, without the baselines."""
        frame = self._tops.get((group, year), pd.DataFrame())
        return _some(frame, f"{_NOUNS[group]} of {year} in figure 1")

    def compared(self, group: str, year: int) -> pd.DataFrame:
        """Return the systems of a group and year that have a normalised energy and a PSDS."""
        frame = self._compared.get((group, year), pd.DataFrame())
        return _some(frame, f"{_NOUNS[group]} of {year} with a normalised energy")

    def best(self, group: str, year: int) -> pd.Series:
        """Return the system with the best PSDS of a group and year, the first of equals."""
        frame = self.compared(group, year)
        return frame.assign(year=year).loc[frame["psds"].idxmax()]

    def baseline(self, year: int) -> pd.Series:
        """Return the baseline of a year that the figures draw."""
        frame, name = self.compared("single", year), self.selection(year).year.facts.figure_baseline
        own = frame[frame["system"] == name]
        return _some(own, f"baseline of {year} with a normalised energy").iloc[0]

    def reference(self, year: int | None) -> float:
        """Return what ten baseline epochs used in the organisers' own entry of a year, in kWh."""
        selection = self.selection(year)
        first = selection.year.facts.baselines[:1]
        own = selection.submitted.loc[selection.submitted["system"].isin(first)]
        own = own[["baseline_train_kwh"]].dropna()
        return float(_some(own, f"baseline entry of {year}")["baseline_train_kwh"].iloc[0])

    def panel(self, panel: str) -> pd.DataFrame:
        """Return the systems of a panel of figure 2 with their quadrants."""
        return _some(self.quadrants[self.quadrants["panel"] == panel], f"system in panel {panel}")


CLAIMS: dict[str, Callable[[Evidence], Finding]] = {}
"""The function of every claim, by its id and in that order."""


def judge(
    years: Mapping[int, Year], data_dir: str | Path, selections: Selections | None = None
) -> list[Finding]:
    """Judge every claim of ``claims.csv``.

    Parameters
    ----------
    years : mapping of int to Year
        Only those that the paper covers are looked at.
    data_dir : path-like
        Where the claims and the printed numbers are.
    selections : mapping of int to Selection, optional
        What is selected of these years, where it is there already.

    Returns
    -------
    list of Finding
        In the order of the claims.

    Raises
    ------
    DataError
        A claim has no function, a function no claim, or a claim does not print the numbers by
        which it is judged.
    """
    evidence = Evidence.of(selections or select_all(covered(years)), data_dir)
    if strange := [key for key in evidence.claimed if key not in CLAIMS]:
        raise DataError("no function judges this claim", file="claims.csv", value=strange[0])
    if lost := [key for key in CLAIMS if key not in evidence.claimed]:
        problem = "a function judges this claim, but it is not there"
        raise DataError(problem, file="claims.csv", value=lost[0])
    return [CLAIMS[key](evidence) for key in evidence.claimed]


def _claim(
    chapter: str,
) -> Callable[[Callable[[Evidence], Judgement]], Callable[[Evidence], Finding]]:
    """Make a claim's function one that gives a finding, and enter it in `CLAIMS`."""

    def enter(function: Callable[[Evidence], Judgement]) -> Callable[[Evidence], Finding]:
        key = function.__name__.replace("_", "-")

        @wraps(function)
        def judged(evidence: Evidence) -> Finding:
            try:
                found = function(evidence)
            except _MissingError as missing:
                found = Judgement((), str(missing), printed_table=missing.printed_table)
            text = f"{found.text[0].upper()}{found.text[1:]}. {found.criterion}".strip()
            return Finding(key, found.verdict, text, found.printed_table, chapter)

        CLAIMS[key] = judged
        return judged

    return enter


def _some(frame: pd.DataFrame, what: str) -> pd.DataFrame:
    if frame.empty:
        raise _MissingError(what)
    return frame


# --- Words and numbers ----------------------------------------------------------------------------


def _text(value: float, quantity: str) -> str:
    """Write a computed value without its unit, three digits or more of it."""
    if pd.isna(value):
        return "not reported"
    form = natural_form(value, quantity)
    if quantity.endswith(("psds", "segmpauc")) or (form.decimals and value < 1):
        form = Form(3)
    return form.write(value)


def _unit(quantity: str) -> str:
    units = {"parameters": " parameters", "macs": " MACs"}
    return units.get(quantity, " kWh" if "kwh" in quantity else "")


def _full(value: float, quantity: str) -> str:
    """Write a computed value with its unit."""
    return f"{_text(value, quantity)}{_unit(quantity)}"


def _percent(share: float) -> str:
    return f"{Form(0).write(100 * share)} %"


def _of(part: int, whole: int) -> str:
    return f"{part} of {whole}" + (f" ({_percent(part / whole)})" if 0 < part < whole else "")


def _times(before: float, after: float) -> str:
    return f"×{Form(2).write(after / before)}" if before > 0 else "from nothing"


def _chain(values: Sequence[float], texts: Sequence[str], quantity: str) -> str:
    """Write values that follow each other, with the ratio where there are two."""
    ratio = f" ({_times(*values)})" if len(values) == 2 else ""
    return f"{' → '.join(texts)}{_unit(quantity)}{ratio}"


def _change(values: Sequence[float], quantity: str) -> str:
    return _chain(values, [_text(value, quantity) for value in values], quantity)


def _span(years: Iterable[int]) -> str:
    return f"({' → '.join(map(str, years))})"


def _joined(texts: Iterable[str]) -> str:
    return "; ".join(texts)


def _listed(names: Iterable[object]) -> str:
    return ", ".join(map(str, names)) or "none"


def _named(names: Iterable[object]) -> str:
    """Write names in brackets, nothing where there are none."""
    listed = ", ".join(map(str, names))
    return f" ({listed})" if listed else ""


def _label(quantity: str) -> str:
    text = LABELS[quantity].split(" (")[0]
    return text if text[1].isupper() else text[0].lower() + text[1:]


def _name(key: str) -> tuple[str, str]:
    """Say what a number of a table is of, and which one."""
    table, _, quantity, *statistic = key.split(".")
    if table != "table-6":
        return _label(quantity), _BY.get(statistic[0], statistic[0])
    level, value = statistic
    if value == "max":
        return f"{_label(quantity)} of single systems", _BY.get(level, _BY["max"])
    below = f"below the {_BY[level]} of {_label(quantity)}" if level in _BY else "without a cap"
    return "best PSDS of single systems", below


def _system(row: pd.Series) -> str:
    """Name a system with its year, score and energy."""
    psds, energy = _text(row["psds"], "psds"), _full(row[_TRAIN], _TRAIN)
    return f"{row['system']} ({row['year']}, PSDS {psds}, {energy})"


def _between(found: Mapping[str, float]) -> str:
    """Say between which two of some numbers the others lie."""
    order = sorted(found, key=lambda name: found[name])
    return " and ".join(f"{Form(2).write(found[n])} ({n})" for n in (order[0], order[-1]))


# --- Tests of a change, from the first number to the second ---------------------------------------


def _rises(before: float, after: float) -> bool:
    return bool(after > before)


def _falls(before: float, after: float) -> bool:
    return bool(after < before)


def _strongly(before: float, after: float) -> bool:
    return exact(after) >= exact(before * (1 + STRONGLY))


def _slightly(before: float, after: float) -> bool:
    return exact(abs(after - before)) <= exact(before * SLIGHTLY)


_STRONG = f"Strong means here by at least {_percent(STRONGLY)}."
_SLIGHT = f"Slight means here by at most {_percent(SLIGHTLY)}."
_FEW = f"A few means here at most {_percent(FEW)}."
_MOST = f"Most means here more than {_percent(MOST)}."
_GROUPS = f"The groups of the {TOP} best in figure 1 are compared"


# --- Rules that several claims share --------------------------------------------------------------


def _each(
    found: Iterable[tuple[bool, str]], criterion: str = "", start: str = "", end: str = ""
) -> Judgement:
    """Judge a claim by parts, each with its numbers; a text that says nothing new is empty."""
    pairs = list(found)
    text = f"{start}{_joined(text for _, text in pairs if text)}{end}"
    return Judgement(tuple(bool(part) for part, _ in pairs), text, criterion)


def _keys(table: str, quantity: str, statistics: Iterable[str] = tuple(QUARTILES)) -> list[str]:
    """Return ids of a table's numbers, with ``{}`` for the year."""
    return [f"{table}.{{}}.{quantity}.{statistic}" for statistic in statistics]


def _trend(keys: Sequence[str], years: Sequence[int], *tests: Test) -> Rule:
    """Make the rule that numbers of the tables pass tests from each year to the next."""

    def rule(cells: Cells) -> Judgement:
        parts = tuple(
            test(cells[key.format(before)], cells[key.format(after)])
            for key in keys
            for before, after in pairwise(years)
            for test in tests
        )
        return Judgement(parts, _series(cells, keys, years))

    return rule


def _series(cells: Cells, keys: Iterable[str], years: Sequence[int]) -> str:
    """Say how numbers of the tables go from year to year."""
    said: dict[str, list[str]] = {}
    for key in keys:
        subject, name = _name(key)
        said.setdefault(subject, []).append(f"{name} {cells.change(key, years)}")
    return _joined(f"{subject} {_span(years)}: {_listed(each)}" for subject, each in said.items())


def _all_of(*rules: Rule) -> Rule:
    """Make the rule of several taken together."""

    def rule(cells: Cells) -> Judgement:
        first, *rest = [r(cells) for r in rules]
        return sum(rest, first)

    return rule


def _under_cap(quantity: str, level: str, threshold: Test, *psds: Test) -> Rule:
    """Make the rule of how a threshold and the best PSDS below it change from 2023 to 2024."""
    return _all_of(
        _trend(_keys("table-6", quantity, [f"{level}.max"]), _BOTH, threshold),
        _trend(_keys("table-6", quantity, [f"{level}.psds"]), _BOTH, *psds),
    )


def _counts(
    evidence: Evidence, key: str, many: int, what: str, count: Callable[[Selection], int]
) -> Judgement:
    """Judge printed counts, one a year."""
    found = [(n, count(evidence.selection(n.year))) for n in evidence.numbers(key, many)]
    said = _listed(f"{value} in {n.year} (printed {n.text})" for n, value in found)
    return Judgement(tuple(n.is_form_of(value) for n, value in found), f"{what}: {said}")


def _best_system(evidence: Evidence, key: str, group: str, year: int) -> Judgement:
    """Judge the printed PSDS and energy of the best system of a group and year."""
    psds, energy = evidence.numbers(key, 2)
    best = evidence.best(group, year)
    text = (
        f"the best {_NOUNS[group]} is {_system(best)}; printed are {psds.text} and {energy.text}"
        f"{_better_duplicates(evidence, group, year)}"
    )
    return Judgement((psds.is_form_of(best["psds"]), energy.is_form_of(best[_TRAIN])), text)


def _better_duplicates(evidence: Evidence, group: str, year: int) -> str:
    """Name the systems that score higher than the best but are out as duplicates."""
    selection, best = evidence.selection(year), evidence.best(group, year)
    twice = selection.log.loc[selection.log["step"] == "duplicate", "system"]
    frame = GROUPS[group](selection.submitted[["system", "ensemble", "psds"]])
    better = frame[frame["system"].isin(twice) & (frame["psds"] > best["psds"])]
    said = ", ".join(f"{r.system} (PSDS {_text(r.psds, 'psds')})" for r in better.itertuples())
    return f"; out as equal in parameters and energies to an earlier entry: {said}" if said else ""


def _top_change(
    evidence: Evidence, group: str, quantity: str, statistic: str
) -> tuple[str, list[float]]:
    """Say how a statistic of a group of figure 1 goes from 2023 to 2024; with both values."""
    values = [float(evidence.top(group, year)[quantity].agg(statistic)) for year in _BOTH]
    return f"{_BY[statistic]} {_label(quantity)} {_change(values, quantity)}", values


def _reported(evidence: Evidence, *columns: str) -> dict[int, tuple[int, int]]:
    """Count, a year, the systems that report all of some columns, and all systems."""
    frames = {year: evidence.selection(year).submitted for year in _ALL}
    return {y: (int(f[list(columns)].notna().all(axis=1).sum()), len(f)) for y, f in frames.items()}


def _reported_text(reported: Mapping[int, tuple[int, int]], what: str) -> str:
    said = _listed(f"{_of(*counts)} in {year}" for year, counts in reported.items())
    return f"systems that come with {what}: {said}"


def _nobody(reported: Mapping[int, tuple[int, int]], *years: int) -> bool:
    return all(reported[year][0] == 0 for year in years)


def _everybody(reported: Mapping[int, tuple[int, int]], *years: int) -> bool:
    return all(reported[year][0] == reported[year][1] for year in years)


def _corners(systems: pd.DataFrame) -> dict[str, int]:
    """Count the systems in each quadrant."""
    return {str(corner): int(n) for corner, n in systems["quadrant"].value_counts().items()}


def _corners_text(systems: pd.DataFrame) -> str:
    said = _listed(f"{n} {corner}" for corner, n in _corners(systems).items())
    return f"{said}, of {len(systems)} systems"


def _loss(cells: Cells, quantity: str, year: int, level: str) -> float:
    """Return what a cap costs in PSDS."""
    key = f"table-6.{year}.{quantity}"
    return float(exact(cells[f"{key}.all.psds"] - cells[f"{key}.{level}.psds"]))


_LEVELS = [level for level, quantile in CAPS.items() if quantile is not None]
_EVERY_CAP = [(q, year, level) for q in CAPPED for year in _BOTH for level in _LEVELS]


# --- The claims -----------------------------------------------------------------------------------


@_claim("normalization")
def claim_01(evidence: Evidence) -> Judgement:
    """Hold the printed energies against the organisers' own entries."""

    def one(printed: Printed) -> tuple[bool, str]:
        value = evidence.reference(printed.year)
        is_cut = Form.of(printed.text).write(value, "cut") == printed.text
        right = printed.is_form_of(value)
        note = ", which it is when decimals are cut" if is_cut and not right else ""
        return right, f"{value:g} kWh in {printed.year} (printed {printed.text}{note})"

    return _each(map(one, evidence.numbers("claim-01", 2)), start="in the organisers' own entries ")


@_claim("general_trends")
def claim_02(evidence: Evidence) -> Judgement:
    """Count the systems of each year's file."""
    what = "systems in the organisers' files"
    return _counts(evidence, "claim-02", 3, what, lambda s: len(s.submitted))


@_claim("general_trends")
def claim_03(evidence: Evidence) -> Judgement:
    """Compare the counts of both years."""
    (printed,) = evidence.numbers("claim-03", 1)
    before, after = (len(evidence.selection(year).submitted) for year in _BOTH)
    fall = 1 - after / before
    text = f"systems {_span(_BOTH)}: {before} → {after}, {_percent(fall)} fewer"
    return Judgement((printed.is_form_of(100 * fall),), f"{text} (printed {printed.text})")


@_claim("general_trends")
def claim_04(evidence: Evidence) -> Judgement:
    """Count the valid systems, and what the filter takes out."""
    found = _counts(evidence, "claim-04", 3, "systems left", lambda s: len(s.valid))
    steps = {year: s.log["step"].value_counts() for year, s in evidence.every().items()}
    note = "; taken out are, besides incomplete reports, systems equal to another: "
    return replace(found, text=f"{found.text}{note}" + _listed(
        f"{n.get('valid', 0)} and {n.get('duplicate', 0)} in {year}" for year, n in steps.items()
    ))  # fmt: skip


@_claim("general_trends")
def claim_05(evidence: Evidence) -> Judgement:
    """Take the share of single systems, of those left and of those submitted."""
    found = [
        (abs(share - 0.5) <= HALF_WITHIN, f"{_percent(share)} of the {step} ones in {year}")
        for step in ("valid", "submitted")
        for year, selection in evidence.every().items()
        for share in [1 - float(getattr(selection, step)["ensemble"].mean())]
    ]
    low, high = (_percent(0.5 + sign * HALF_WITHIN) for sign in (-1, 1))
    return _each(
        found, f"About half means here {low} to {high}.", "the share of single systems is "
    )


@_claim("general_trends")
def claim_06(evidence: Evidence) -> Judgement:
    """Ask for a rise of each quartile from each year to the next."""
    return evidence.by_tables(_trend(_keys("table-1", "parameters"), _ALL, _rises))


@_claim("general_trends")
def claim_07(evidence: Evidence) -> Judgement:
    """Ask for a strong rise against each earlier year."""
    keys = _keys("table-1", "parameters", ["q75"])
    rules = [_trend(keys, (year, 2024), _strongly) for year in (2022, 2023)]
    return evidence.by_tables(_all_of(*rules), _STRONG)


@_claim("general_trends")
def claim_08(evidence: Evidence) -> Judgement:
    """Compare the medians."""
    return evidence.by_tables(_trend(_keys("table-1", "macs", ["median"]), _BOTH, _rises))


@_claim("general_trends")
def claim_09(evidence: Evidence) -> Judgement:
    """Ask for a fall, and a slight one."""
    rule = _trend(_keys("table-1", "macs", ["q75"]), _BOTH, _falls, _slightly)
    return evidence.by_tables(rule, _SLIGHT)


@_claim("general_trends")
def claim_10(evidence: Evidence) -> Judgement:
    """Ask for a strong rise of each quartile, the year between left aside."""
    rule = _trend(_keys("table-2", "train_kwh"), (2022, 2024), _strongly)
    return evidence.by_tables(rule, _STRONG)


@_claim("general_trends")
def claim_11(evidence: Evidence) -> Judgement:
    """Round the ratio of the medians as printed."""
    (printed,) = evidence.numbers("claim-11", 1)

    def doubles(before: float, after: float) -> bool:
        return printed.is_form_of(after / before)

    rule = _trend(_keys("table-2", "train_kwh", ["median"]), _BOTH, doubles)
    return evidence.by_tables(rule, f"Printed is ×{printed.text}.")


@_claim("general_trends")
def claim_12(evidence: Evidence) -> Judgement:
    """Ask for a slight fall, then a rise, and one larger than the fall."""
    keys = _keys("table-2", "train_kwh", ["q25"])

    def rule(cells: Cells) -> Judgement:
        first, second, third = (cells[keys[0].format(year)] for year in _ALL)
        falls = _falls(first, second) and _slightly(first, second)
        parts = (falls, _rises(second, third), third - second > first - second)
        return Judgement(parts, _series(cells, keys, _ALL))

    return evidence.by_tables(rule, _SLIGHT)


@_claim("general_trends")
def claim_13(evidence: Evidence) -> Judgement:
    """Ask for a rise each year, and a strong one over all three."""
    keys = _keys("table-2", "test_kwh", ["median", "q75"])
    rule = _all_of(_trend(keys, _ALL, _rises), _trend(keys, (2022, 2024), _strongly))
    return evidence.by_tables(rule, _STRONG)


@_claim("normalization")
def claim_14(evidence: Evidence) -> Judgement:
    """Count the systems of the normalised comparison."""
    found = _counts(evidence, "claim-14", 2, "systems left", lambda s: len(s.normalized))
    logs = pd.concat([s.log for s in evidence.every().values()])
    reasons = logs[logs["step"] == "normalized"].groupby(["year", "why"]).size()
    taken = _listed(f"{n} in {year} ({why})" for (year, why), n in reasons.items())
    return replace(found, text=f"{found.text}; taken out: {taken}")


@_claim("normalization")
def claim_15(evidence: Evidence) -> Judgement:
    """Compare each quartile."""
    return evidence.by_tables(_trend(_keys("table-3", _TRAIN), _BOTH, _falls))


@_claim("normalization")
def claim_16(evidence: Evidence) -> Judgement:
    """Take the difference of the means."""
    (printed,) = evidence.numbers("claim-16", 1)
    (key,) = _keys("table-4", "baseline_train_kwh", ["mean"])

    def rule(cells: Cells) -> Judgement:
        before, after = (cells[key.format(year)] for year in _BOTH)
        write = Form.of(printed.text).write
        text = f"{write(after)} − {write(before)} = {write(after - before)} kWh"
        said = f"difference of the means {_span(_BOTH)}: {text} (printed {printed.text})"
        return Judgement((printed.is_form_of(after - before),), said)

    return evidence.by_tables(rule)


@_claim("normalization")
def claim_17(evidence: Evidence) -> Judgement:
    """Compare both quantiles."""
    return evidence.by_tables(_trend(_keys("table-3", _TEST, ["median", "q25"]), _BOTH, _rises))


@_claim("normalization")
def claim_18(evidence: Evidence) -> Judgement:
    """Round the ratio of the upper quartiles, earlier over later, as printed."""
    one, factor = evidence.numbers("claim-18", 2)

    def halves(before: float, after: float) -> bool:
        return after > 0 and factor.is_form_of(before / after * float(one.text))

    rule = _trend(_keys("table-3", _TEST, ["q75"]), _BOTH, halves)
    return evidence.by_tables(rule, f"Printed is ×{one.text}/{factor.text}.")


@_claim("gpu_share")
def claim_19(evidence: Evidence) -> Judgement:
    """Hold the means against the printed shares, a round one at the step of its zeros."""
    numbers = evidence.numbers("claim-19", 2)
    keys = [f"table-5.2024.{phase}_gpu_share.mean" for phase in ("train", "test")]

    def rule(cells: Cells) -> Judgement:
        pairs = list(zip(numbers, keys, strict=True))
        said = _listed(f"{_label(quantity_of(k))} {cells.text(k)} (printed {n.text})"
                       for n, k in pairs)  # fmt: skip
        right = tuple(n.is_about(cells[k]) for n, k in pairs)
        return Judgement((*right, _falls(*(cells[k] for k in keys))), f"means of 2024: {said}")

    criterion = "A printed number that ends in zeros is compared at the step of these zeros."
    return evidence.by_tables(rule, criterion)


@_claim("gpu_share")
def claim_20(evidence: Evidence) -> Judgement:
    """Compare standard deviation and range."""
    train, test = (f"table-5.2024.{phase}_gpu_share" for phase in ("train", "test"))

    def rule(cells: Cells) -> Judgement:
        ranges = [cells[f"{key}.max"] - cells[f"{key}.min"] for key in (train, test)]
        said = _joined(
            f"{_label(quantity_of(f'{key}.std'))} in 2024: standard deviation "
            f"{cells.text(f'{key}.std')}, range {cells.text(f'{key}.min')} to "
            f"{cells.text(f'{key}.max')}"
            for key in (train, test)
        )
        return Judgement((_rises(cells[f"{train}.std"], cells[f"{test}.std"]), _rises(*ranges)),
                         said)  # fmt: skip

    return evidence.by_tables(rule)


@_claim("performance")
def claim_21(evidence: Evidence) -> Judgement:
    """Count the ensembles, and those that the reading of a text makes one."""
    found = _counts(evidence, "claim-21", 2, "ensembles", lambda s: len(ensembles(s.normalized)))
    return replace(found, text=f"{found.text}{_without_a_count(evidence)}")


@_claim("performance")
def claim_22(evidence: Evidence) -> Judgement:
    """Count the single systems, and those that the reading of a text keeps out."""
    found = _counts(evidence, "claim-22", 2, "single systems", lambda s: len(singles(s.normalized)))
    return replace(found, text=f"{found.text}{_without_a_count(evidence)}")


def _without_a_count(evidence: Evidence) -> str:
    """Say how many count as ensembles for a text that is no number."""
    columns = ["ensemble", "ensemble_count"]
    frames = {year: ensembles(s.submitted[columns]) for year, s in evidence.every().items()}
    many = {year: int(f["ensemble_count"].isna().sum()) for year, f in frames.items()}
    said = _listed(f"{n} in {year}" for year, n in many.items() if n)
    return f"; ensembles by the text None alone: {said}"


@_claim("performance")
def claim_23(evidence: Evidence) -> Judgement:
    """Ask for a rise of best and median PSDS, and for both ends of the energies to stay."""

    def one(quantity: str, statistic: str, test: Test) -> tuple[bool, str]:
        text, values = _top_change(evidence, "ensemble", quantity, statistic)
        return test(*values), text

    def similar(before: float, after: float) -> bool:
        return before / SIMILAR <= after <= before * SIMILAR

    lowest, _ = _top_change(evidence, "ensemble", "psds", "min")
    criterion = f"{_GROUPS}; similar means that neither end moves by more than ×{SIMILAR:g}."
    found = [
        one("psds", "max", _rises),
        one("psds", "median", _rises),
        one(_TRAIN, "min", similar),
        one(_TRAIN, "max", similar),
    ]
    return _each(found, criterion, f"ensembles {_span(_BOTH)}: ", f"; beside it, {lowest}")


@_claim("performance")
def claim_24(evidence: Evidence) -> Judgement:
    """Look for single systems of 2024 that beat the best of 2023 on both counts."""
    best, later = evidence.top("single", 2023).iloc[0], evidence.top("single", 2024)
    both = later[(later["psds"] > best["psds"]) & (later[_TRAIN] < best[_TRAIN])]
    said = _listed(_system(row) for _, row in both.iterrows())
    text = f"{_of(len(both), len(later))} score higher with less energy than {_system(best)}"
    return Judgement((len(both) > 0,), f"{text}: {said}")


@_claim("performance")
def claim_25(evidence: Evidence) -> Judgement:
    """Compare each ensemble with the single system that uses most."""
    ours, others = (
        pd.concat([evidence.top(group, year) for year in _BOTH], ignore_index=True)
        for group in ("ensemble", "single")
    )
    least, most = ours.loc[ours[_TRAIN].idxmin()], others.loc[others[_TRAIN].idxmax()]
    below = int((ours[_TRAIN] <= most[_TRAIN]).sum())
    text = (
        f"{_of(below, len(ours))} ensembles use no more than the single system that uses most, "
        f"{_system(most)}; the one that uses least is {_system(least)}"
    )
    return Judgement((below == 0,), text)


@_claim("performance")
def claim_26(evidence: Evidence) -> Judgement:
    """Hold the best ensemble of 2024 against the printed numbers."""
    return _best_system(evidence, "claim-26", "ensemble", 2024)


@_claim("performance")
def claim_27(evidence: Evidence) -> Judgement:
    """Hold the best single system of 2024 against the printed numbers."""
    return _best_system(evidence, "claim-27", "single", 2024)


@_claim("performance")
def claim_28(evidence: Evidence) -> Judgement:
    """Hold the best ensemble of 2023 against the printed numbers."""
    return _best_system(evidence, "claim-28", "ensemble", 2023)


@_claim("performance")
def claim_29(evidence: Evidence) -> Judgement:
    """Compare both systems."""
    single, ensemble = evidence.best("single", 2024), evidence.best("ensemble", 2023)
    text = f"{_system(single)} against {_system(ensemble)}"
    text += _better_duplicates(evidence, "ensemble", 2023)
    return Judgement((bool(single["psds"] > ensemble["psds"]),), text)


@_claim("performance")
def claim_30(evidence: Evidence) -> Judgement:
    """Ask of each panel that few systems are in the best quadrant, and no ensemble."""
    found = []
    for panel, score in PANELS.items():
        systems = evidence.panel(panel)
        best = systems[systems["quadrant"] == "top-right"]
        many = int((best["group"] == "ensemble").sum())
        said = f"{_of(len(best), len(systems))} systems{_named(best['system'])}"
        found.append((len(best) <= FEW * len(systems), f"{LABELS[score]}: {said}"))
        found.append((many == 0, f"{many} of them ensembles"))
    return _each(found, _FEW)


@_claim("performance")
def claim_31(evidence: Evidence) -> Judgement:
    """Ask of each panel how many ensembles lie in the lower half of all systems."""
    found = []
    for panel, score in PANELS.items():
        systems = evidence.panel(panel)
        ours = _some(systems[systems["group"] == "ensemble"], "ensemble in figure 2")
        low = int((ours["y"] < systems["y"].median()).sum())
        under = int(ours["quadrant"].isin(["bottom-left", "bottom-right"]).sum())
        said = f"{_of(low, len(ours))} in the lower half of all systems, {under} below the baseline"
        found.append((low >= TOWARD * len(ours), f"{_label(f'ew_{score}')}: {said}"))
    criterion = f"Toward the low end means at least {_percent(TOWARD)} in the lower half."
    return _each(found, criterion, "ensembles by ")


@_claim("performance")
def claim_32(evidence: Evidence) -> Judgement:
    """Count the quadrants of the PSDS panel."""
    systems = evidence.panel("psds-ew_psds")
    share = _corners(systems).get("bottom-right", 0) / len(systems)
    text = f"systems by PSDS: {_corners_text(systems)}; {_percent(share)} bottom-right"
    return Judgement((share > MOST,), text, _MOST)


@_claim("performance")
def claim_33(evidence: Evidence) -> Judgement:
    """Count the quadrants of the segMPAUC panel."""
    systems = evidence.panel("segmpauc-ew_segmpauc")
    corners = _corners(systems)
    shares = [corners.get(f"bottom-{side}", 0) / len(systems) for side in ("left", "right")]
    said = " and ".join(map(_percent, shares))
    text = f"systems by segMPAUC: {_corners_text(systems)}; {said} at the bottom"
    criterion = (
        f"Spread means here at least {_percent(SPREAD)} on each side, and more than "
        f"{_percent(MOST)} on both."
    )
    return Judgement((min(shares) >= SPREAD, sum(shares) > MOST), text, criterion)


@_claim("energy_caps")
def claim_34(evidence: Evidence) -> Judgement:
    """Count the caps that cost PSDS."""

    def rule(cells: Cells) -> Judgement:
        kept = [cap for cap in _EVERY_CAP if _loss(cells, *cap) <= 0]
        lower, many = len(_EVERY_CAP) - len(kept), len(_EVERY_CAP)
        said = _listed(f"{_BY[level]} of {_label(q)} in {year}" for q, year, level in kept)
        text = f"{_of(lower, many)} caps lower the best PSDS; those that do not: {said}"
        return Judgement((lower >= GENERALLY * many,), text)

    return evidence.by_tables(rule, f"In general means here at least {_percent(GENERALLY)}.")


@_claim("energy_caps")
def claim_35(evidence: Evidence) -> Judgement:
    """Compare threshold and PSDS of both years."""
    return evidence.by_tables(_under_cap(_TRAIN, "median", _falls, _rises))


@_claim("energy_caps")
def claim_36(evidence: Evidence) -> Judgement:
    """Compare threshold and PSDS of both years."""
    return evidence.by_tables(_under_cap(_TRAIN, "q25", _rises, _falls))


@_claim("energy_caps")
def claim_37(evidence: Evidence) -> Judgement:
    """Compare threshold and PSDS of both years, and ask for a slight rise."""
    return evidence.by_tables(_under_cap("macs", "q25", _rises, _rises, _slightly), _SLIGHT)


@_claim("energy_caps")
def claim_38(evidence: Evidence) -> Judgement:
    """Compare the threshold of each level."""
    keys = _keys("table-6", "parameters", [f"{level}.max" for level in CAPS])
    return evidence.by_tables(_trend(keys, _BOTH, _falls))


@_claim("energy_caps")
def claim_39(evidence: Evidence) -> Judgement:
    """Ask whether the median cap costs PSDS in each year."""
    return evidence.by_tables(
        lambda cells: _each(
            [
                (_loss(cells, _TRAIN, 2024, "median") == 0, _kept_text(cells, 2024)),
                (_loss(cells, _TRAIN, 2023, "median") > 0, _kept_text(cells, 2023)),
            ]
        )
    )


def _kept_text(cells: Cells, year: int) -> str:
    """Say what the median energy cap leaves of a year's best PSDS."""
    key = f"table-6.{year}.{_TRAIN}"
    return (
        f"best PSDS of {year} {cells.text(f'{key}.all.psds')} without a cap, "
        f"{cells.text(f'{key}.median.psds')} below {cells.full(f'{key}.median.max')}"
    )


@_claim("energy_caps")
def claim_40(evidence: Evidence) -> Judgement:
    """Compare, in each group of 2024, the best with the one that uses most."""
    found = []
    for group, noun in _NOUNS.items():
        frame, best = evidence.compared(group, 2024), evidence.best(group, 2024)
        most = frame.assign(year=2024).loc[frame[_TRAIN].idxmax()]
        place = int((frame[_TRAIN] > best[_TRAIN]).sum()) + 1
        text = (
            f"the best {noun}, {_system(best)}, has place {place} of {len(frame)} by energy, "
            f"which {_system(most)} leads"
        )
        found.append((best[_TRAIN] < most[_TRAIN], text))
    on_print = evidence.by_tables(
        lambda cells: Judgement(
            (_loss(cells, _TRAIN, 2024, "median") == 0,), _kept_text(cells, 2024)
        )
    )
    return replace(_each(found), printed_table=on_print.printed_table)


@_claim("performance")
def claim_41(evidence: Evidence) -> Judgement:
    """Ask for a fall of each quartile of energy, and a rise of PSDS."""
    return _efficiency(evidence, _rises)


def _efficiency(evidence: Evidence, scores: Test, criterion: str = "") -> Judgement:
    """Judge normalised energy by its quartiles and PSDS by its best and its median."""
    rule = _all_of(
        _trend(_keys("table-3", _TRAIN), _BOTH, _falls),
        _trend(_keys("table-6", _TRAIN, ["all.psds"]), _BOTH, scores),
    )
    frames = [evidence.selection(year).normalized["psds"].dropna() for year in _BOTH]
    found = []
    for statistic in ("max", "median"):
        values = [float(frame.agg(statistic)) for frame in frames]
        found.append((scores(*values), f"{_BY[statistic]} {_change(values, 'psds')}"))
    by_all = _each(found, start=f"PSDS of all systems {_span(_BOTH)}: ")
    return evidence.by_tables(rule, criterion) + by_all


@_claim("performance")
def claim_42(evidence: Evidence) -> Judgement:
    """Count single systems with a better score and less energy than their year's baseline."""
    found = []
    for year, score in ((2023, "psds"), (2024, "psds"), (2024, "segmpauc")):
        frame, line = evidence.compared("single", year), evidence.baseline(year)
        frame = frame[~frame["baseline"]]
        better = frame[(frame[score] > line[score]) & (frame[_TRAIN] < line[_TRAIN])]
        said = f"{_of(len(better), len(frame))} single systems{_named(better['system'])}"
        found.append((len(better) <= FEW * len(frame), f"{LABELS[score]} in {year}: {said}"))
    return _each(found, _FEW)


@_claim("energy_caps")
def claim_43(evidence: Evidence) -> Judgement:
    """Ask of each cap of 2024 whether it costs segMPAUC where it costs PSDS."""
    selection = evidence.selection(2024)
    found = []
    for quantity in CAPPED:
        frame = capped(selection, quantity)[[quantity, "segmpauc"]].dropna()
        frame = frame.rename(columns={"segmpauc": "psds"})  # the column whose best `cap` takes
        for level in _LEVELS:
            key = f"table-6.2024.{quantity}"
            changes = {
                "psds": [evidence.data[f"{key}.{c}.psds"] for c in ("all", level)],
                "segmpauc": [cap(frame, quantity, CAPS[c])[1] for c in ("all", level)],
            }
            same = len({under < free for free, under in changes.values()}) == 1
            said = _listed(f"{LABELS[s]} {_change(v, s)}" for s, v in changes.items())
            text = "" if same else f"not the {_BY[level]} of {_label(quantity)}: {said}"
            found.append((same, text))
    alike = sum(same for same, _ in found)
    none = [year for year, s in evidence.every().items() if s.submitted["segmpauc"].isna().all()]
    start = f"{_of(alike, len(found))} caps of 2024 lower both scores or keep both; "
    return _each(found, f"There is no segMPAUC in {_listed(none)}.", start)


@_claim("performance")
def claim_44(evidence: Evidence) -> Judgement:
    """Ask for a fall of each quartile of energy, and no fall of PSDS."""
    none = [year for year, s in evidence.every().items() if s.normalized.empty]
    criterion = f"Years whose energies cannot be normalised: {_listed(none)}."
    return _efficiency(evidence, lambda before, after: after >= before, criterion)


@_claim("general_trends")
def claim_45(evidence: Evidence) -> Judgement:
    """Ask for a rise of each quartile of both from each year to the next."""
    sizes = _trend(_keys("table-1", "parameters"), _ALL, _rises)
    return evidence.by_tables(_all_of(sizes, _trend(_keys("table-1", "macs"), _BOTH, _rises)))


@_claim("general_trends")
def claim_46(evidence: Evidence) -> Judgement:
    """Take the rank correlation of each load with each energy, a year."""
    found = {}
    for year, selection in evidence.every().items():
        ranks = selection.valid[["parameters", "macs", "train_kwh", "test_kwh"]].rank()
        for load in ("parameters", "macs"):
            for energy in ("train_kwh", "test_kwh"):
                value = float(ranks[load].corr(ranks[energy]))
                if pd.notna(value):
                    found[f"{_label(load)} and {_label(energy)} in {year}"] = value
    if not found:
        raise _MissingError("two loads in a year")
    text = f"{len(found)} rank correlations lie between {_between(found)}"
    criterion = f"A simple relation means here one of at least {SIMPLE:g}."
    return Judgement(tuple(abs(value) < SIMPLE for value in found.values()), text, criterion)


@_claim("general_trends")
def claim_47(evidence: Evidence) -> Judgement:
    """Count the systems that have the score."""
    found = _reported(evidence, "segmpauc")
    parts = (_nobody(found, 2022, 2023), _everybody(found, 2024))
    return Judgement(parts, _reported_text(found, "a segMPAUC"))


@_claim("general_trends")
def claim_48(evidence: Evidence) -> Judgement:
    """Count the systems that have both energies."""
    found = _reported(evidence, "train_kwh", "test_kwh")
    parts = tuple(_everybody(found, year) for year in _BOTH)
    return Judgement(parts, _reported_text(found, "training and test energy"))


@_claim("normalization")
def claim_49(evidence: Evidence) -> Judgement:
    """Count the systems that have a baseline energy."""
    found = _reported(evidence, "baseline_train_kwh")
    parts = (_nobody(found, 2022), *(_everybody(found, year) for year in _BOTH))
    return Judgement(parts, _reported_text(found, "the energy of ten baseline epochs"))


@_claim("gpu_share")
def claim_50(evidence: Evidence) -> Judgement:
    """Count the systems that have the GPU's energies; what is asked for, most report."""
    found = _reported(evidence, "gpu_train_kwh", "gpu_test_kwh")
    have, many = found[2024]
    criterion = f"What more than {_percent(MOST)} report is taken as asked for."
    parts = (_nobody(found, 2022, 2023), have > MOST * many)
    return Judgement(parts, _reported_text(found, "the GPU's energy for both phases"), criterion)


@_claim("normalization")
def claim_51(evidence: Evidence) -> Judgement:
    """Hold the organisers' own normalised energies against this ratio, to the third decimal."""

    def agreeing(year: int, phase: str, column: str) -> tuple[int, int]:
        frame = evidence.selection(year).submitted
        apart = (frame[f"organisers_{phase}_kwh_normalized"] - frame[column]).abs().dropna()
        return int((apart <= THIRD_DECIMAL).sum()), len(apart)

    found = []
    for year in _BOTH:
        for phase in ("train", "test"):
            agree, many = agreeing(year, phase, f"{phase}_kwh_normalized")
            found.append((0 < agree == many, f"{_of(agree, many)} for {phase} in {year}"))
    by_test = _of(*agreeing(2024, "test", "test_kwh_normalized_by_test"))
    criterion = f"By the baseline's test instead of its training, {by_test} for test in 2024 do."
    start = "of the organisers' own normalised energies, these come out: "
    return replace(_each(found, criterion, start), printed_table=_test_energies(evidence))


def _test_energies(evidence: Evidence) -> str:
    """Say how many of the printed test energies of table III come out by the ratio of epochs."""
    texts = evidence.printed.printed
    keys = [key.format(year) for key in _keys("table-3", _TEST) for year in _BOTH]
    found = Judgement(
        tuple(Form.of(texts[k]).write(evidence.data[k]) == texts[k] for k in keys), ""
    )
    right = _of(sum(found.parts), len(keys))
    return f"{found.verdict} on the printed table: {right} test energies come out"


@_claim("performance")
def claim_52(evidence: Evidence) -> Judgement:
    """Hold the organisers' own weighted scores against score × baseline's energy / system's."""
    found = []
    for year, score in ((2023, "psds"), (2024, "psds"), (2024, "segmpauc")):
        frame = evidence.selection(year).submitted
        apart = (frame[f"organisers_ew_{score}_train"] - frame[f"ew_{score}"]).abs().dropna()
        if apart.empty:
            raise _MissingError(f"weighted {LABELS[score]} of {year}")
        agree = int((apart <= SAME_SCORE).sum())
        most = Form(4).write(float(apart.max()))
        text = f"{_of(agree, len(apart))} of {LABELS[score]} in {year}, {most} apart at most"
        found.append((agree == len(apart), text))
    start = "of the organisers' own weighted scores, these come out from normalised energy: "
    return _each(found, f"The same means here within {SAME_SCORE:g}.", start)


@_claim("general_trends")
def claim_53(evidence: Evidence) -> Judgement:
    """Count the systems that have them."""
    sizes, macs = _reported(evidence, "parameters"), _reported(evidence, "macs")
    found = [
        (_everybody(sizes, *_ALL), _reported_text(sizes, "parameters")),
        (_nobody(macs, 2022), _reported_text(macs, "MACs")),
        (_everybody(macs, *_BOTH), ""),
    ]
    return _each(found)


@_claim("general_trends")
def claim_54(evidence: Evidence) -> Judgement:
    """Count the systems of the team with the most."""
    what = "most systems of a team"
    return _counts(evidence, "claim-54", 2, what, lambda s: int(_teams(s).max()))


def _teams(selection: Selection) -> pd.Series:
    """Count the systems of each team but the organisers."""
    frame = selection.submitted[["system", "team", "baseline"]]
    frame = _some(frame[~frame["baseline"]], f"team in {selection.year.year}")
    return frame.groupby("team")["system"].size()


@_claim("general_trends")
def claim_55(evidence: Evidence) -> Judgement:
    """Ask how much of the drop is left if no earlier team hands in more than one of 2024."""
    teams = {year: _teams(evidence.selection(year)) for year in _ALL}
    limit, now = int(teams[2024].max()), int(teams[2024].sum())
    found = []
    for year in (2023, 2022):
        before, within = int(teams[year].sum()), int(teams[year].clip(upper=limit).sum())
        lost = before - within
        text = (
            f"the {before} of {len(teams[year])} teams in {year} would be {within}, which makes "
            f"{_of(lost, before - now)} that there are fewer in 2024"
        )
        found.append((lost > MOST * (before - now), text))
    start = f"with at most {limit} systems a team, as the {now} of {len(teams[2024])} in 2024, "
    criterion = f"To weigh heavily means here more than {_percent(MOST)}; baselines do not count."
    return _each(found, criterion, start)


@_claim("general_trends")
def claim_56(evidence: Evidence) -> Judgement:
    """Look for teams of 2024 without a single system."""
    alone = {}
    for year in _BOTH:
        frame = evidence.selection(year).submitted[["team", "baseline", "ensemble"]]
        only = frame[~frame["baseline"]].groupby("team")["ensemble"].all()
        alone[year] = (only.index[only].tolist(), len(only))
    said = _listed(f"{_of(len(n), many)} in {y}{_named(n)}" for y, (n, many) in alone.items())
    return Judgement((not alone[2024][0],), f"teams that hand in ensembles alone: {said}")


@_claim("general_trends")
def claim_57(evidence: Evidence) -> Judgement:
    """Look at the subsystem counts of the ensembles."""
    found = []
    for year, selection in evidence.every().items():
        frame = ensembles(selection.submitted[["ensemble", "ensemble_count"]])
        several = int((frame["ensemble_count"] > 1).sum())
        found.append((several == len(frame), f"{_of(several, len(frame))} in {year}"))
    return _each(found, "", "ensembles with several subsystems: ", _without_a_count(evidence))


@_claim("general_trends")
def claim_58(evidence: Evidence) -> Judgement:
    """Hold each standard deviation against its mean."""
    found = {}
    for year, selection in evidence.every().items():
        frame = selection.valid[["parameters", "macs", "train_kwh", "test_kwh"]]
        for quantity, ratio in (frame.std() / frame.mean()).dropna().items():
            found[f"{_label(str(quantity))} in {year}"] = float(ratio)
    if not found:
        raise _MissingError("two systems in a year")
    text = f"standard deviation over mean, of {len(found)}, lies between {_between(found)}"
    criterion = "Too widely means that the standard deviation exceeds the mean."
    return Judgement(tuple(value > 1 for value in found.values()), text, criterion)


@_claim("general_trends")
def claim_59(evidence: Evidence) -> Judgement:
    """Take the spread of MACs per parameter, which would be one value if they grew in step."""
    found = []
    for year in _BOTH:
        frame = evidence.selection(year).valid.dropna(subset=["macs", "parameters"])
        frame = _some(frame, f"MACs in {year}")
        ratio = frame["macs"] / frame["parameters"]
        low, high = (float(ratio.quantile(QUARTILES[q])) for q in ("q25", "q75"))
        span = f"{Form(0).write(low)} to {Form(0).write(high)} ({_times(low, high)})"
        found.append((high > SIMILAR * low, f"{span} in {year}"))
    criterion = f"In step means here that they lie within ×{SIMILAR:g}."
    return _each(found, criterion, "quartiles of the MACs per parameter: ")


@_claim("general_trends")
def claim_60(evidence: Evidence) -> Judgement:
    """Compare the median energies of the larger half of the systems and of the rest."""
    found = []
    for year, selection in evidence.every().items():
        large = selection.valid["parameters"] > selection.valid["parameters"].median()
        for energy in ("train_kwh", "test_kwh"):
            values = [float(selection.valid.loc[half, energy].median()) for half in (~large, large)]
            found.append((_rises(*values), f"{_label(energy)} in {year} {_change(values, energy)}"))
    start = "medians from systems up to the median complexity to those above it: "
    return _each(found, start=start)


@_claim("normalization")
def claim_61(evidence: Evidence) -> Judgement:
    """Compare each quartile of both."""
    reported = _trend(_keys("table-2", "train_kwh"), _BOTH, _rises)
    return evidence.by_tables(_all_of(reported, _trend(_keys("table-3", _TRAIN), _BOTH, _falls)))


@_claim("normalization")
def claim_62(evidence: Evidence) -> Judgement:
    """Compare both on the same systems, so that nothing but the ratio of machines differs."""
    frames = [evidence.selection(year).normalized for year in _BOTH]
    found = []
    for quantity, test in (("train_kwh", _rises), (_TRAIN, _falls)):
        for name, quantile in QUARTILES.items():
            values = [float(_some(f, "energies")[quantity].quantile(quantile)) for f in frames]
            text = f"{_BY[name]} of {_label(quantity)} {_change(values, quantity)}"
            found.append((test(*values), text))
    many = " and ".join(f"{len(f)} of {year}" for f, year in zip(frames, _BOTH, strict=True))
    return _each(found, start=f"on the same systems, {many}: ")


@_claim("normalization")
def claim_63(evidence: Evidence) -> Judgement:
    """Ask for a slight change between the organisers' own entries."""
    values = [evidence.reference(year) for year in _BOTH]
    texts = [f"{value:g}" for value in values]
    text = f"the organisers' own entries {_span(_BOTH)}: {_chain(values, texts, 'baseline_kwh')}"
    return Judgement(
        (_slightly(*values),), text, f"About as much means {_percent(SLIGHTLY)} at most."
    )


@_claim("normalization")
def claim_64(evidence: Evidence) -> Judgement:
    """Ask for a strong rise of the mean; a team's mean counted once is given beside it."""
    column = "baseline_train_kwh"
    found = evidence.by_tables(
        _trend(_keys("table-4", column, ["mean"]), _BOTH, _strongly), _STRONG
    )
    frames = [evidence.selection(year).normalized for year in _BOTH]
    means = [float(frame.groupby("team")[column].mean().mean()) for frame in frames]
    return found + Judgement((), f"with each team counted once, {_change(means, column)}")


@_claim("normalization")
def claim_65(evidence: Evidence) -> Judgement:
    """Ask for a rise of both quantiles of each."""
    quantities = (("table-3", _TEST), ("table-1", "parameters"), ("table-2", "test_kwh"))
    keys = [key for pair in quantities for key in _keys(*pair, ["median", "q25"])]
    return evidence.by_tables(_trend(keys, _BOTH, _rises))


@_claim("normalization")
def claim_66(evidence: Evidence) -> Judgement:
    """Ask for a fall of both."""
    keys = _keys("table-3", _TEST, ["q75"]) + _keys("table-1", "macs", ["q75"])
    return evidence.by_tables(_trend(keys, _BOTH, _falls))


@_claim("gpu_share")
def claim_67(evidence: Evidence) -> Judgement:
    """Ask that the mean share is lower at test, and that of most systems too."""
    train, test = (f"table-5.2024.{phase}_gpu_share.mean" for phase in ("train", "test"))

    def rule(cells: Cells) -> Judgement:
        text = f"{_label(quantity_of(test))} {cells.text(test)} instead of {cells.text(train)}"
        return Judgement((_falls(cells[train], cells[test]),), f"mean of 2024: {text} in training")

    frame = evidence.selection(2024).valid.dropna(subset=["train_gpu_share", "test_gpu_share"])
    lower = int((frame["test_gpu_share"] < frame["train_gpu_share"]).sum())
    text = f"lower at test for {_of(lower, len(frame))} systems"
    return evidence.by_tables(rule, _MOST) + Judgement((lower > MOST * len(frame),), text)


@_claim("performance")
def claim_68(evidence: Evidence) -> Judgement:
    """Compare the ratios of the medians."""
    score, scores = _top_change(evidence, "ensemble", "psds", "median")
    energy, energies = _top_change(evidence, "ensemble", _TRAIN, "median")
    grows = energies[1] / energies[0] < scores[1] / scores[0]
    return Judgement((grows,), f"ensembles {_span(_BOTH)}: {score}, {energy}", f"{_GROUPS}.")


@_claim("performance")
def claim_69(evidence: Evidence) -> Judgement:
    """Compare best and median of both groups in each year."""
    found = []
    for year in _BOTH:
        for statistic in ("max", "median"):
            values = [evidence.top(group, year)["psds"].agg(statistic) for group in GROUPS]
            said = " against ".join(_text(value, "psds") for value in values)
            found.append((_falls(*values), f"{_BY[statistic]} of {year} {said}"))
    return _each(found, f"{_GROUPS}.", "PSDS of ensembles against single systems: ")


@_claim("performance")
def claim_70(evidence: Evidence) -> Judgement:
    """Compare with the best ensemble of each year."""
    single = evidence.best("single", 2024)
    found = []
    for year in _BOTH:
        ensemble = evidence.best("ensemble", year)
        times = _times(single[_TRAIN], ensemble[_TRAIN])
        found.append((single[_TRAIN] * FAR <= ensemble[_TRAIN], f"{times} for {_system(ensemble)}"))
    start = f"energy over that of {_system(single)}: "
    return _each(found, f"Far less means here by at least ×{FAR:g}.", start)


@_claim("performance")
def claim_71(evidence: Evidence) -> Judgement:
    """Compare the shares of the fullest quadrant."""
    fullest, texts = [], []
    for panel, score in PANELS.items():
        systems = evidence.panel(panel)
        fullest.append(max(_corners(systems).values()) / len(systems))
        said = f"{_corners_text(systems)}, {_percent(fullest[-1])} in the fullest quadrant"
        texts.append(f"{LABELS[score]}: {said}")
    return Judgement((_falls(*fullest),), _joined(texts))


def _one_sided(evidence: Evidence) -> tuple[list[str], list[str]]:
    """Name the systems that beat the baseline in PSDS only, and those in segMPAUC only."""
    better = []
    for panel in PANELS:
        systems = evidence.panel(panel)
        better.append(
            set(systems.loc[systems["quadrant"].isin(["top-right", "bottom-right"]), "system"])
        )
    psds, segmpauc = better
    return sorted(psds - segmpauc), sorted(segmpauc - psds)


@_claim("performance")
def claim_72(evidence: Evidence) -> Judgement:
    """Look for systems that beat the baseline in PSDS and not in segMPAUC."""
    psds, segmpauc = _one_sided(evidence)
    text = (
        f"{len(psds)} systems of 2024 beat the baseline in PSDS and not in segMPAUC{_named(psds)}, "
        f"{len(segmpauc)} the other way round{_named(segmpauc)}"
    )
    return Judgement((len(psds) > 0,), text)


@_claim("performance")
def claim_73(evidence: Evidence) -> Judgement:
    """Say what is missing: no energy is given by what it was spent on."""
    psds, _ = _one_sided(evidence)
    frame = evidence.selection(2024).normalized
    share = float(frame.loc[frame["system"].isin(psds), _TRAIN].sum() / frame[_TRAIN].sum())
    text = (
        "teams report one training energy a system, not what of it served which score; the "
        f"{len(psds)} systems concerned use {_percent(share)} of the normalised energy of 2024"
    )
    return Judgement((), text)


@_claim("performance")
def claim_74(evidence: Evidence) -> Judgement:
    """Compare the best ensemble with the best single system of each year."""
    found = []
    for year in _BOTH:
        single, ensemble = evidence.best("single", year), evidence.best("ensemble", year)
        energies, scores = ((single[c], ensemble[c]) for c in (_TRAIN, "psds"))
        text = f"{_system(ensemble)} against {_system(single)}"
        is_small = energies[1] >= FAR * energies[0] and _slightly(*scores)
        found.append((is_small, f"{_times(*energies)} for {_times(*scores)} by {text}"))
    criterion = f"Much more means here at least ×{FAR:g}; small, at most {_percent(SLIGHTLY)}."
    return _each(found, criterion, "energy and PSDS: ")


@_claim("energy_caps")
def claim_75(evidence: Evidence) -> Judgement:
    """Ask whether the losses differ between levels, and between years, for each quantity."""

    def rule(cells: Cells) -> Judgement:
        levels: dict[tuple[str, int], set[float]] = {}
        years: dict[tuple[str, str], set[float]] = {}
        for quantity, year, level in _EVERY_CAP:
            loss = _loss(cells, quantity, year, level)
            levels.setdefault((quantity, year), set()).add(loss)
            years.setdefault((quantity, level), set()).add(loss)
        found = []
        for name, groups in (("levels", levels.values()), ("years", years.values())):
            differ = sum(len(losses) > 1 for losses in groups)
            text = f"between {name} in {_of(differ, len(groups))} cases"
            found.append((differ >= GENERALLY * len(groups), text))
        low, high = (_text(pick(set().union(*levels.values())), "psds") for pick in (min, max))
        return _each(found, start=f"losses of {low} to {high} in PSDS, which differ ")

    criterion = f"To depend means here to differ in at least {_percent(GENERALLY)} of the cases."
    return evidence.by_tables(rule, criterion)


@_claim("energy_caps")
def claim_76(evidence: Evidence) -> Judgement:
    """Count single systems below their year's lower quartile of energy that score well."""
    frames = [_some(capped(evidence.selection(year), _TRAIN), "single system") for year in _BOTH]
    median = float(pd.concat([frame["psds"] for frame in frames]).median())
    many, texts = [], []
    for year, frame in zip(_BOTH, frames, strict=True):
        threshold = float(frame[_TRAIN].quantile(QUARTILES["q25"]))
        low = frame[frame[_TRAIN] < threshold]
        many.append(int((low["psds"] > median).sum()))
        best = _text(low["psds"].max(), "psds")
        texts.append(f"{_of(many[-1], len(low))} below {_full(threshold, _TRAIN)} in {year}, "
                     f"the best with {best}")  # fmt: skip
    text = f"single systems with a PSDS above {_text(median, 'psds')}: {_joined(texts)}"
    criterion = (
        "High means here above the median of the single systems of both years, low below the "
        f"{_BY['q25']} of the year."
    )
    return Judgement((_falls(*many),), text, criterion)


@_claim("energy_caps")
def claim_77(evidence: Evidence) -> Judgement:
    """Compare threshold and PSDS of both years."""
    return evidence.by_tables(_under_cap("macs", "median", _falls, _rises))


@_claim("energy_caps")
def claim_78(evidence: Evidence) -> Judgement:
    """Compare the best PSDS of each level, at the two decimals that the paper prints."""

    def shown(value: float) -> float:
        return float(Form(2).write(value))

    free, *under = _keys("table-6", "parameters", [f"{level}.psds" for level in CAPS])
    rule = _all_of(
        _trend([free], _BOTH, lambda before, after: shown(after) > shown(before)),
        _trend(under, _BOTH, lambda before, after: shown(after) <= shown(before)),
    )
    return evidence.by_tables(rule, "The same means here at the decimals that the paper prints.")


@_claim("general_trends")
def claim_79(evidence: Evidence) -> Judgement:
    """Ask for a rise of the medians from each year to the next."""
    quantities = (("table-1", "parameters"), ("table-2", "train_kwh"), ("table-2", "test_kwh"))
    keys = [key for pair in quantities for key in _keys(*pair, ["median"])]
    return evidence.by_tables(_trend(keys, _ALL, _rises), "On the whole means at the median.")


@_claim("performance")
def claim_80(evidence: Evidence) -> Judgement:
    """Compare the medians of both groups of figure 1 in each year."""
    found = []
    for year in _BOTH:
        single, ensemble = (evidence.top(group, year) for group in ("single", "ensemble"))
        energies, scores = (
            [float(frame[column].median()) for frame in (single, ensemble)]
            for column in (_TRAIN, "psds")
        )
        is_much = energies[1] > SIMILAR * energies[0] and _slightly(*scores)
        found.append((is_much, f"{_times(*energies)} for {_times(*scores)} in {year}"))
    criterion = (
        f"{_GROUPS}, at their medians; much means here more than ×{SIMILAR:g} for a gain of at "
        f"most {_percent(SLIGHTLY)}."
    )
    return _each(found, criterion, "energy and PSDS of ensembles over those of single systems: ")
