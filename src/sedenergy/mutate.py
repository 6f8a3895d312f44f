"""Proof that the checks can fail: one thing changed at a time, and whether some check notices."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import pandas as pd

from sedenergy import check
from sedenergy.figures import FIGURES
from sedenergy.normalization import cross_check
from sedenergy.published import bumped, printed_numbers
from sedenergy.schema import check as check_schema
from sedenergy.selection import select
from sedenergy.submissions import Year, covered, load
from sedenergy.tables import TABLES
from sedenergy.variants import Results

FACTOR = 1.1
"""By how much a reported figure is changed."""

REPORTED = ("parameters", "macs", "train_kwh", "test_kwh", "baseline_train_kwh",
            "gpu_train_kwh", "gpu_test_kwh", "psds", "segmpauc")  # fmt: skip
"""What teams and organisers reported and a table, figure or claim rests on."""

GIVEN = ("organisers_train_kwh_normalized", "organisers_ew_psds_train",
         "organisers_ew_segmpauc_train")  # fmt: skip
"""The organisers' own figures that figures 1 and 2 are drawn from."""

KINDS = ("printed digit", "reported figure", "row dropped", "row copied", "rows reversed")
_SUBJECTS = (*TABLES, *FIGURES)


@dataclass(frozen=True)
class Mutant:
    """One change.

    Attributes
    ----------
    kind : str
        One of `KINDS`.
    where : str
        The id, or year, system and column.
    year : int
        The year changed; 0 for a printed number.
    row : int
        The row changed; −1 for none.
    column : str
    """

    kind: str
    where: str
    year: int = 0
    row: int = -1
    column: str = ""


def mutants(years: Mapping[int, Year], data_dir: str | Path) -> Iterator[Mutant]:
    """Yield every mutant of the data, in the order of `KINDS`."""
    for key in printed_numbers(data_dir):
        for direction in ("+1", "-1"):
            yield Mutant("printed digit", f"{key} {direction}", column=direction)
    for number, year in years.items():
        for row, system in enumerate(year.systems["system"]):
            for column in (*REPORTED, *GIVEN):
                if pd.notna(year.systems[column][row]) and year.systems[column][row] != 0:
                    where = f"{number} {system} {column}"
                    yield Mutant("reported figure", where, number, row, column)
    for kind in ("row dropped", "row copied"):
        for number, year in years.items():
            for row, system in enumerate(year.systems["system"]):
                yield Mutant(kind, f"{number} {system}", number, row)
    for number in years:
        yield Mutant("rows reversed", f"{number}", number)


def mutated(year: Year, mutant: Mutant) -> Year:
    """Return a year with a mutant's change.

    A copied row gets a code of its own: one under the same code is refused when it is read.
    """
    systems = year.systems
    if mutant.kind == "reported figure":
        systems = systems.copy()
        systems.loc[mutant.row, mutant.column] *= FACTOR
    elif mutant.kind == "row dropped":
        systems = systems.drop(index=mutant.row)
    elif mutant.kind == "row copied":
        copy = systems.loc[[mutant.row]].assign(system=systems["system"][mutant.row] + "_copy")
        parts = [systems.loc[: mutant.row], copy, systems.loc[mutant.row + 1 :]]
        systems = pd.concat(parts)
    elif mutant.kind == "rows reversed":
        systems = systems.iloc[::-1]
    return replace(year, systems=systems.reset_index(drop=True))


class Checks:
    """The checks of a data folder, and what they say when nothing is changed.

    Parameters
    ----------
    data_dir : path-like
    """

    def __init__(self, data_dir: str | Path) -> None:
        self.data_dir = Path(data_dir)
        self.years = covered(load(data_dir))
        self.printed = printed_numbers(data_dir)
        self.expected = {s: check.expected(s, data_dir) for s in _SUBJECTS}
        # A number of a table, and a point, rests on one year: only that year is computed again.
        self.held = {n: self._held({n: y}) for n, y in self.years.items()}
        self.claims = check.held("claims", self.years, data_dir)

    def noticed_by(self, mutant: Mutant) -> str:
        """Name the first check that notices a mutant; empty where none does."""
        if mutant.kind == "printed digit":
            return self._printed_digit(mutant)
        year = mutated(self.years[mutant.year], mutant)
        checks: Sequence[tuple[str, Callable[[], bool]]] = (
            ("reading", lambda: bool(check_schema(year.systems, Path(f"{year.year}.csv")))),
            ("tables and figures", lambda: self._held({year.year: year}) != self.held[year.year]),
            ("organisers' own figures", lambda: _disagrees(year)),
            ("claims", lambda: self._claims({**self.years, year.year: year}) != self.claims),
        )
        return next((name for name, notices in checks if notices()), "")

    def _printed_digit(self, mutant: Mutant) -> str:
        key = mutant.where.split()[0]
        subject = key.split(".")[0]
        changed = bumped(self.printed[key], up=mutant.column == "+1")
        text = check.expected(subject, self.data_dir, {key: changed})
        return "tables and figures" if text != self.expected[subject] else ""

    def _held(self, years: Mapping[int, Year]) -> list[str]:
        results = Results(years, self.printed)
        return [check.held(s, years, self.data_dir, results) for s in _SUBJECTS]

    def _claims(self, years: Mapping[int, Year]) -> str:
        return check.held("claims", years, self.data_dir)


def _disagrees(year: Year) -> bool:
    return bool((cross_check(year)["agreement"] == "none").any())


@cache
def _checks(data_dir: str) -> Checks:
    return Checks(data_dir)


def _outcome(task: tuple[str, Mutant]) -> str:
    data_dir, mutant = task
    return _checks(data_dir).noticed_by(mutant)


def run(data_dir: str | Path, sample: int = 1, workers: int | None = None) -> pd.DataFrame:
    """Try every mutant, or every `sample`-th of each kind.

    Parameters
    ----------
    data_dir : path-like
    sample : int
        Take every so many-th mutant of a kind; all printed digits are always tried.
    workers : int, optional
        Processes; as many as there are cores where it is not given.

    Returns
    -------
    DataFrame
        One row a mutant: ``kind``, ``where``, ``noticed_by`` (the check, empty where none did),
        ``why`` (why it is right that none did).
    """
    checks = _checks(str(data_dir))
    chosen: list[Mutant] = []
    for kind in KINDS:
        of_kind = [m for m in mutants(checks.years, data_dir) if m.kind == kind]
        chosen += of_kind if kind == "printed digit" else of_kind[::sample]
    tasks = [(str(data_dir), m) for m in chosen]
    workers = workers or os.cpu_count() or 1
    if workers > 1:
        with ProcessPoolExecutor(workers) as pool:
            noticed = list(pool.map(_outcome, tasks, chunksize=16))
    else:
        noticed = [_outcome(t) for t in tasks]
    rows = [
        (m.kind, m.where, by, "" if by else why_unnoticed(checks.years, m))
        for m, by in zip(chosen, noticed, strict=True)
    ]
    return pd.DataFrame(rows, columns=["kind", "where", "noticed_by", "why"])


def why_unnoticed(years: Mapping[int, Year], mutant: Mutant) -> str:
    """Say why it is right that no check notices a change; `unclear` where it is not known."""
    if not mutant.year:
        return "unclear"
    selection = select(years[mutant.year])
    if mutant.kind == "rows reversed":
        return "of equal systems the scores that count are equal, or none of them is at stake"
    system = years[mutant.year].systems["system"][mutant.row]
    left_out = selection.log.set_index("system")
    step = left_out["step"].get(system)
    if mutant.kind == "row copied":
        if step == "valid":
            return f"left out with the copy: {left_out['why'][system]}"
        return "the copy is a duplicate, which the selection leaves out"
    if step == "duplicate":
        return "left out of every table as a duplicate, and it has no such cross-check"
    if step == "valid":
        return f"left out of every table: {left_out['why'][system]}"
    if mutant.kind == "row dropped":
        return "its going moves no printed digit"
    if step == "normalized" and mutant.column not in (*REPORTED[:4], *REPORTED[5:7]):
        return f"left out of the normalised comparison: {left_out['why'][system]}"
    if mutant.column in ("psds", "segmpauc"):
        return "not the best under any cap, and in no figure"
    return "the value lies on no quartile and stays on its side of each, or moves no printed digit"


def report(outcomes: pd.DataFrame) -> str:
    """Return what a run found, as text: the share noticed by kind, and what was not and why."""
    lines = []
    for kind, group in outcomes.groupby("kind", sort=False):
        noticed = group["noticed_by"] != ""
        by = group.loc[noticed, "noticed_by"].value_counts()
        detail = ", ".join(f"{n} by {name}" for name, n in by.items())
        share = 100 * noticed.sum() / len(group)
        lines.append(f"{kind}: {noticed.sum()} of {len(group)} noticed ({share:.1f} %): {detail}")
    missed = outcomes[outcomes["noticed_by"] == ""]
    if len(missed):
        lines.append("Not noticed, and why that is right:")
        for (kind, why), group in missed.groupby(["kind", "why"], sort=False):
            some = ", ".join(group["where"].head(3))
            more = f" and {len(group) - 3} more" if len(group) > 3 else ""
            lines.append(f"  {len(group)} × {kind}: {why} ({some}{more})")
    return "\n".join(lines)
