"""The declared schema of a submissions table, and what in a table is implausible.

What cannot be is an error, and no table with one is imported or read; what can hardly be is a
warning, which stays in the data and is shown beside them.
"""

from __future__ import annotations

import functools
from collections.abc import Collection, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import pandas as pd

from sedenergy.columns import BY_NAME, COLUMNS, SCORES, Column
from sedenergy.errors import DataError, shorten
from sedenergy.importers import has_task, team

if TYPE_CHECKING:
    from pandera.errors import SchemaError
    from pandera.pandas import DataFrameSchema

MAX_NAME = 100
"""Characters in a system's code: the longest so far has 30, and tables have to show it."""

MAX_TEXT = 1000
"""Characters in another text: the longest so far has 42."""

MAX_ENERGY = 1e9
"""Energies in kWh, and weighted scores: a large power station takes over a month for as much."""

MAX_COUNT = 1e18
"""Parameters and MACs: a million times what the largest models have."""

MAX_SUBSYSTEMS = 1e6
"""Subsystems in an ensemble: the largest so far has 150."""

SUBSYSTEM_FACTOR = 2
"""Twice the subsystems with equal energies is implausible: each costs a training or a test."""

BASELINE_FACTOR = 10
"""Machines differ in what the same ten epochs cost, but seldom by more than this factor."""

NAME_RULE = f"expected a code of 1 to {MAX_NAME} printable characters, no blanks around it"
TEXT_RULE = f"expected at most {MAX_TEXT} characters, none of them a control character"

WARNING_COLUMNS = ("year", "row", "system", "column", "value", "why")
"""Of what `warnings_of` returns; a row is counted from 1."""

# What pandera calls a violation that is not one of our checks.
_RULES = {
    "COLUMN_NOT_IN_DATAFRAME": "this column is missing",
    "COLUMN_NOT_IN_SCHEMA": "no such column",
    "WRONG_DATATYPE": "the column does not have its type: {type}",
    "SERIES_CONTAINS_NULLS": "expected a text",
}

# Invisible, but some scripts and many emoji are spelt with them.
_JOINERS = "\u200c\u200d"


class Violation(NamedTuple):
    """One cell that does not hold what it should.

    Attributes
    ----------
    row : int or None
        Its row, counted from 0; None where it is the whole column.
    column : str
    rule : str
        What was expected.
    """

    row: int | None
    column: str
    rule: str


def check(frame: pd.DataFrame, path: Path) -> list[DataError]:
    """Hold a typed table against the schema.

    Parameters
    ----------
    frame : DataFrame
        As `sedenergy.submissions.Year.systems`.
    path : Path
        Where it comes from, for messages.

    Returns
    -------
    list of DataError
        Every violation, row by row; empty where there is none.
    """
    return messages(violations(frame), frame, path)


def violations(frame: pd.DataFrame) -> list[Violation]:
    """Return every cell of a typed table that the schema does not allow."""
    from pandera.errors import SchemaErrors

    frame = frame.reset_index(drop=True)
    try:
        schema().validate(frame, lazy=True)
    except SchemaErrors as errors:
        found = [v for error in errors.schema_errors for v in _violations(error, frame)]
        if not found:
            raise
        return found
    return []


def messages(
    found: Iterable[Violation], table: pd.DataFrame, path: Path, prefix: str = ""
) -> list[DataError]:
    """Say what is wrong, row by row: file, row, system, column, value and rule.

    Parameters
    ----------
    found : iterable of Violation
    table : DataFrame
        The table, as text or typed; its cells are the values shown.
    path : Path
    prefix : str, optional
        What stands before each rule.
    """
    order = {name: place for place, name in enumerate(BY_NAME)}

    def position(violation: Violation) -> tuple[int, int]:
        row = -1 if violation.row is None else violation.row
        return row, order.get(violation.column, len(order))

    def cell(row: int | None, column: str) -> object:
        if row is None or column not in table:
            return None
        value = table[column].iloc[row]
        return value if isinstance(value, str) else float(value)

    return [
        DataError(
            f"{prefix}{rule}",
            file=path,
            row=None if row is None else row + 1,
            system=None if row is None else str(cell(row, "system")),
            column=column,
            value=cell(row, column),
        )
        for row, column, rule in sorted(found, key=position)
    ]


@functools.cache
def schema() -> DataFrameSchema:
    """Return the schema, made from `sedenergy.columns.COLUMNS`.

    It describes the typed table: whether a cell's text is a number at all, plain and without a
    unit, is decided where it is read. A figure may be missing everywhere, a text may be empty.
    """
    # Imported here: it takes as long as pandas does, and not every command reads a table.
    import pandera.pandas as pa

    def within(low: int, high: float, what: str) -> pa.Check:
        return pa.Check.in_range(low, high, error=f"expected {what} from {low} to {high:g}")

    ranges = {
        "energy": within(0, MAX_ENERGY, "an energy in kWh"),
        "weighted": within(0, MAX_ENERGY, "an energy-weighted score"),
        "score": within(0, 1, "a score"),
        "count": within(1, MAX_COUNT, "a count"),
    }
    text = pa.Check(lambda cells: cells.map(_is_text), error=TEXT_RULE)
    name = [
        pa.Check(lambda cells: cells.map(is_name), error=NAME_RULE),
        pa.Check(lambda cells: ~cells.duplicated(), error="two systems have this code"),
    ]

    def column(entry: Column) -> pa.Column:
        about: dict[str, Any] = {"title": entry.title, "metadata": {"unit": entry.unit}}
        # Parameters are text with K, M or G in the file, and a count in the typed table.
        kind = "count" if entry.name == "parameters" else entry.kind
        if kind == "text":
            return pa.Column(str, name if entry.name == "system" else text, **about)
        return pa.Column(float, ranges[kind], nullable=True, **about)

    subsystems = pa.Column(float, within(1, MAX_SUBSYSTEMS, "a count"), nullable=True)
    return pa.DataFrameSchema(
        {**{c.name: column(c) for c in COLUMNS}, "ensemble_count": subsystems},
        checks=[
            pa.Check(_team_holds, name="team", error="expected the system's code up to `_task`"),
            *(
                pa.Check(_part_holds, name=f"gpu_{whole}", whole=whole,
                         error=f"the GPU's part is more than the whole, {{{whole}:g}} kWh")
                for whole in (c.name for c in COLUMNS if f"gpu_{c.name}" in BY_NAME)
            ),
            *(
                pa.Check(_interval_holds, name=score, score=score,
                         error="expected low ≤ mean ≤ high, all three or no interval; low is "
                         f"{{{score}_low:g}}, high {{{score}_high:g}}")
                for score in SCORES
            ),
        ],
        strict=True,
    )  # fmt: skip


# Checks between the columns of one row. A comparison with a missing figure is false.


def _team_holds(frame: pd.DataFrame) -> pd.Series:
    return frame["team"].ne("") & frame["team"].eq(frame["system"].map(team))


def _part_holds(frame: pd.DataFrame, *, whole: str) -> pd.Series:
    return ~(frame[f"gpu_{whole}"] > frame[whole])


def _interval_holds(frame: pd.DataFrame, *, score: str) -> pd.Series:
    low, mean, high = (frame[name] for name in (f"{score}_low", score, f"{score}_high"))
    return (low.isna() & high.isna()) | ((low <= mean) & (mean <= high))


def is_name(text: str) -> bool:
    """Tell whether a text can be a system's code.

    Any printable text can: also one with HTML, Markdown, LaTeX, quotes, slashes or emoji, and one
    that a spreadsheet would take for a formula (``=HYPERLINK(…)``). It is stored as it stands and
    never changed; what shows it has to escape it. What cannot be seen, or turns what follows
    around (control characters, line ends, marks of direction), is refused.
    """
    return 0 < len(text) <= MAX_NAME and text == text.strip() and _is_printable(text, _JOINERS)


def _is_text(text: str) -> bool:
    return len(text) <= MAX_TEXT and _is_printable(text, f"{_JOINERS}\t\n\xa0")


def _is_printable(text: str, also: str) -> bool:
    return text.isprintable() or all(c.isprintable() or c in also for c in text)


def _violations(error: SchemaError, frame: pd.DataFrame) -> list[Violation]:
    """Turn what pandera says of one check into one violation a row."""
    reason = error.reason_code.name
    if reason == "CHECK_ERROR":
        # The check could not run, as a column is missing or has another type: reported as such.
        return []
    if reason != "DATAFRAME_CHECK":
        column = error.schema.name or str(error.failure_cases)  # a column too few or too many
        rule = _RULES[reason].format(type=frame[column].dtype if column in frame else "")
        rows = error.failure_cases["index"] if reason == "SERIES_CONTAINS_NULLS" else [None]
        return [Violation(row, column, rule) for row in rows]
    column = error.schema.name or error.check.name
    return [
        # Subsystems are a text in the file; the number read from it is a column of its own.
        Violation(
            int(row),
            "subsystems" if column == "ensemble_count" else column,
            error.check.error.format_map(frame.iloc[int(row)]),
        )
        for row in error.failure_cases["index"].unique()
    ]


def warnings_of(
    year: int | str, frame: pd.DataFrame, baselines: Collection[str] = ()
) -> pd.DataFrame:
    """Return what is implausible in a typed table, though it can be.

    Parameters
    ----------
    year : int or str
        What stands in the column ``year``.
    frame : DataFrame
        As `sedenergy.submissions.Year.systems`.
    baselines : collection of str, optional
        The year's baseline systems, whose codes need not name a task.

    Returns
    -------
    DataFrame
        Columns `WARNING_COLUMNS`, one line a finding, in the order of the systems.
    """
    frame = frame.reset_index(drop=True)
    found = implausible(frame, baselines)
    lines = [
        (year, row + 1, frame["system"][row], v.column, _shown(frame[v.column][row]), v.rule)
        for row, v in sorted((v.row, v) for v in found if v.row is not None)
    ]
    return pd.DataFrame(lines, columns=list(WARNING_COLUMNS))


def _shown(value: str | float) -> str:
    return value if isinstance(value, str) else f"{value:.15g}"


def implausible(frame: pd.DataFrame, baselines: Collection[str] = ()) -> list[Violation]:
    """Return what `warnings_of` shows, as violations of what would be plausible."""
    # One system where no subsystems are given; unknown where the text is no number.
    count = frame["ensemble_count"].mask(frame["subsystems"].eq(""), 1)
    return [
        *_same_energies(frame, count),
        *_far_baselines(frame),
        *_shrinking_macs(frame, count),
        *_costly_tests(frame),
        *_without_task(frame, baselines),
    ]


def _same_energies(frame: pd.DataFrame, count: pd.Series) -> list[Violation]:
    """Find ensembles whose energies are those of a team's system with far fewer subsystems."""
    reported = (frame["train_kwh"] > 0) & (frame["test_kwh"] > 0)
    keys = [frame["team"], frame["train_kwh"], frame["test_kwh"]]
    fewest = count.where(reported).groupby(keys).transform("min")
    return [
        Violation(
            row,
            "train_kwh",
            f"the same energies for {count[row]:g} subsystems as for {fewest[row]:g}",
        )
        for row in frame.index[count >= SUBSYSTEM_FACTOR * fewest]
    ]


def _far_baselines(frame: pd.DataFrame) -> list[Violation]:
    """Find energies of the baseline that are far above the year's."""
    found = []
    for column in ("baseline_train_kwh", "baseline_test_kwh"):
        median = frame[column].median()
        found += [
            Violation(
                row,
                column,
                f"{frame[column][row] / median:.0f} times the year's median, {median:g}",
            )
            for row in frame.index[(frame[column] >= BASELINE_FACTOR * median) & (median > 0)]
        ]
    return found


def _shrinking_macs(frame: pd.DataFrame, count: pd.Series) -> list[Violation]:
    """Find systems with fewer MACs than a team's system with fewer subsystems."""
    found = []
    for _, systems in frame.groupby("team", sort=False):
        for row in systems.index:
            smaller = systems["macs"][count[systems.index] < count[row]]
            if not smaller.empty and smaller.max() > frame["macs"][row]:
                other = smaller.idxmax()
                rule = (
                    f"fewer MACs with {count[row]:g} subsystems than {smaller.max():.4g} with "
                    f"{count[other]:g} ({shorten(frame['system'][other])})"
                )
                found.append(Violation(row, "macs", rule))
    return found


def _costly_tests(frame: pd.DataFrame) -> list[Violation]:
    """Find test energies above the training's."""
    return [
        Violation(row, "test_kwh", f"more than the training energy, {frame['train_kwh'][row]:g}")
        for row in frame.index[frame["test_kwh"] > frame["train_kwh"]]
    ]


def _without_task(frame: pd.DataFrame, baselines: Collection[str]) -> list[Violation]:
    """Find codes that do not tell their team, baselines aside."""
    return [
        Violation(
            row,
            "system",
            f"no `_task` and its number; the team is taken to be {shorten(team(name))}",
        )
        for row, name in frame["system"].items()
        if not has_task(name) and name not in baselines
    ]
