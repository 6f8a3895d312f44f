"""The rules that a typed table obeys, and what is allowed but hardly right.

A table that breaks a rule is neither taken in nor read. What is implausible stays in the data and
is shown beside them.
"""

from collections.abc import Collection, Iterable, Iterator
from typing import Any, NamedTuple

import pandas as pd

from sedenergy.errors import shorten
from sedenergy.submissions.columns import COLUMNS, ENERGY, SCORES, TEXT, names_task, team_of

# Characters in a system's code (the longest so far has 30, and tables have to show it), and in
# another text (the longest so far has 42).
_MAX_CODE, _MAX_TEXT = 100, 1000
# Invisible, but some scripts and many emoji are spelt with them.
_JOINERS = "\u200c\u200d"
# Twice the subsystems with equal energies is implausible: each costs a training or a test.
_SUBSYSTEM_FACTOR = 2
# Machines differ in what the same ten epochs cost, but seldom by more than this factor.
_BASELINE_FACTOR = 10
_CODE_RULE = f"expected a code of 1 to {_MAX_CODE} printable characters, no blanks around it"
_TEXT_RULE = f"expected at most {_MAX_TEXT} characters, none of them a control character"


class Violation(NamedTuple):
    """One cell that does not hold what it should; rows are counted from 0."""

    row: int
    column: str
    rule: str


def violations(frame: pd.DataFrame) -> list[Violation]:
    """Return every cell of a typed table (`Year.systems`) that a rule does not allow.

    Rows are counted as they stand. A figure may be missing everywhere, a text may be empty: a
    comparison with a missing figure is false, so it breaks no rule.
    """
    frame = frame.reset_index(drop=True)
    return _cells_of(frame, [*_column_rules(frame), *_code_rules(frame), *_figure_rules(frame)])


# A rule: the rows that break it, the column, what is said, and the figures to be put into it.
_Rule = tuple[Any, ...]


def _cells_of(frame: pd.DataFrame, rules: Iterable[_Rule]) -> list[Violation]:
    return [
        Violation(row, column, said.format(*(values[row] for values in shown)))
        for broken, column, said, *shown in rules
        for row in frame.index[broken]
    ]


def _column_rules(frame: pd.DataFrame) -> Iterator[_Rule]:
    for column in COLUMNS:
        cells, kind = frame[column.name], column.kind
        if column.name == "system":
            yield ~cells.map(_is_code).astype(bool), column.name, _CODE_RULE
        elif kind is TEXT:
            yield ~cells.map(_is_plain_text).astype(bool), column.name, _TEXT_RULE
        else:
            said = f"expected {kind.expected} from {kind.low:g} to {kind.high:g}"
            yield (cells < kind.low) | (cells > kind.high), column.name, said


def _is_code(text: str) -> bool:
    """Tell whether a text can be a system's code.

    Any printable text can, also markup, a formula or emoji: it is stored as it stands, and what
    shows it has to escape it. Characters that cannot be seen, or that turn what follows around
    (control characters, line ends, marks of direction), are refused.
    """
    return 0 < len(text) <= _MAX_CODE and text == text.strip() and _is_printable(text, _JOINERS)


def _is_plain_text(text: str) -> bool:
    return len(text) <= _MAX_TEXT and _is_printable(text, f"{_JOINERS}\t\n\xa0")


def _is_printable(text: str, also: str) -> bool:
    return all(c.isprintable() or c in also for c in text)


def _code_rules(frame: pd.DataFrame) -> Iterator[_Rule]:
    codes, teams = frame["system"], frame["team"]
    yield codes.duplicated(), "system", "two systems have this code"
    wrong = (teams == "") | (teams != codes.map(team_of))
    yield wrong, "team", "expected the system's code up to `_task`"


def _figure_rules(frame: pd.DataFrame) -> Iterator[_Rule]:
    """Compare figures with each other: a part with its whole, a mean with its interval."""
    for column in COLUMNS:
        if column.kind is ENERGY and column.of:
            part, whole = frame[column.name], frame[column.of]
            said = "the GPU's part is more than the whole, {:g} kWh"
            yield part > whole, column.name, said, whole
    for score in SCORES:
        low, mean, high = (frame[name] for name in (f"{score}_low", score, f"{score}_high"))
        holds = (low.isna() & high.isna()) | ((low <= mean) & (mean <= high))
        said = "expected low ≤ mean ≤ high, all three or no interval; low is {:g}, high {:g}"
        yield ~holds, score, said, low, high


def warnings_of(year: int, frame: pd.DataFrame, baselines: Collection[str] = ()) -> pd.DataFrame:
    """Return what is implausible in a year's systems.

    Parameters
    ----------
    year : int
    frame : DataFrame
        As `sedenergy.submissions.years.Year.systems`.
    baselines : collection of str, optional
        The year's baseline systems, whose codes need not name a task.

    Returns
    -------
    DataFrame
        Columns year, row (counted from 1), system, column, value, why; one line a finding, in the
        order of the systems.
    """
    frame = frame.reset_index(drop=True)
    # One system where no subsystems are given; unknown where the text is no number.
    count = frame["ensemble_count"].mask(frame["subsystems"].eq(""), 1)
    found = _cells_of(frame, _plausible_rules(frame, count, baselines))
    lines = []
    for row, column, why in sorted([*found, *_shrinking_macs(frame, count)]):
        value = frame[column][row]
        shown = value if isinstance(value, str) else f"{value:.15g}"
        lines.append((year, row + 1, frame["system"][row], column, shown, why))
    return pd.DataFrame(lines, columns=["year", "row", "system", "column", "value", "why"])


def _plausible_rules(
    frame: pd.DataFrame, count: pd.Series, baselines: Collection[str]
) -> Iterator[_Rule]:
    codes, train, test = frame["system"], frame["train_kwh"], frame["test_kwh"]
    # Ensembles whose energies are those of a team's system with far fewer subsystems.
    reported = count.where((train > 0) & (test > 0))
    fewest = reported.groupby([frame["team"], train, test]).transform("min")
    said = "the same energies for {:g} subsystems as for {:g}"
    yield count >= _SUBSYSTEM_FACTOR * fewest, "train_kwh", said, count, fewest
    for column in ("baseline_train_kwh", "baseline_test_kwh"):
        energies, median = frame[column], frame[column].median()
        said = f"{{:.0f}} times the year's median, {median:g}"
        far = (energies >= _BASELINE_FACTOR * median) & (median > 0)
        yield far, column, said, energies / median
    yield test > train, "test_kwh", "more than the training energy, {:g}", train
    unnamed = ~(codes.map(names_task).astype(bool) | codes.isin(list(baselines)))
    said = "no `_task` and its number; the team is taken to be {}"
    yield unnamed, "system", said, codes.map(team_of).map(shorten)


def _shrinking_macs(frame: pd.DataFrame, count: pd.Series) -> Iterator[Violation]:
    """Find systems with fewer MACs than a team's system with fewer subsystems."""
    for _, systems in frame.groupby("team"):
        for row in systems.index:
            smaller = systems["macs"][count[systems.index] < count[row]]
            if smaller.max() > frame["macs"][row]:
                other = smaller.idxmax()
                why = (
                    f"fewer MACs with {count[row]:g} subsystems than {smaller.max():.4g} with "
                    f"{count[other]:g} ({shorten(frame['system'][other])})"
                )
                yield Violation(row, "macs", why)
