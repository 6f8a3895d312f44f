"""Proof that the checks can fail: one thing changed at a time, and whether some check notices."""

import os
from collections.abc import Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial

import pandas as pd

from sedenergy.analysis.analysis import Analysis
from sedenergy.check.cells import compute_subject, expected_output
from sedenergy.check.mutants import KINDS, Mutant, list_mutants, mutate_year
from sedenergy.check.reasons import CHECKS, UNCLEAR, State, why_unnoticed
from sedenergy.printed.forms import bumped
from sedenergy.printed.record import Printed
from sedenergy.submissions.years import Year

OUTCOME_COLUMNS = ["kind", "where", "noticed_by", "why", "detail"]


def run_mutants(
    years: Mapping[int, Year], printed: Printed, sample: int = 1, workers: int | None = None
) -> pd.DataFrame:
    """Try every mutant, or every `sample`-th of each kind.

    Parameters
    ----------
    years : mapping of int to Year
        All years that the paper covers.
    printed : Printed
    sample : int
        Take every so many-th mutant of a kind; all printed digits are always tried.
    workers : int, optional
        Processes; as many as there are cores where it is not given.

    Returns
    -------
    DataFrame
        One row a mutant, columns `OUTCOME_COLUMNS`: ``kind``, ``where``, ``noticed_by`` (the
        check, empty where none did), ``why`` it is right that none did, or `UNCLEAR`, and
        ``detail`` with the values.
    """
    chosen: list[Mutant] = []
    for kind in KINDS:
        of_kind = [mutant for mutant in list_mutants(years, printed) if mutant.kind == kind]
        chosen += of_kind if kind == "printed digit" else of_kind[::sample]
    workers = workers or os.cpu_count() or 1
    # Each process takes every so many-th, for those of a kind take about as long.
    parts = [chosen[start::workers] for start in range(workers)]
    try_part = partial(try_mutants, years, printed)
    if workers > 1:
        with ProcessPoolExecutor(workers) as pool:
            tried = list(pool.map(try_part, parts))
    else:
        tried = [try_part(part) for part in parts]
    rows = [tried[i % workers][i // workers] for i in range(len(chosen))]
    return pd.DataFrame(rows, columns=OUTCOME_COLUMNS)


def try_mutants(
    years: Mapping[int, Year], printed: Printed, mutants: Sequence[Mutant]
) -> list[tuple[str, ...]]:
    """Try some mutants; return of each what the columns `OUTCOME_COLUMNS` say."""
    states = {number: State(years, number, printed) for number in years}
    whole = Analysis(years)
    rows: list[tuple[str, ...]] = []
    for mutant in mutants:
        if mutant.key:
            found = _try_digit(whole, printed, mutant)
        else:
            changed = {**years, mutant.year: mutate_year(years[mutant.year], mutant)}
            after = State(changed, mutant.year, printed)
            found = _try_change(states[mutant.year], after, mutant)
        rows.append((mutant.kind, mutant.where, *found))
    return rows


def _try_digit(whole: Analysis, printed: Printed, mutant: Mutant) -> tuple[str, str, str]:
    assert mutant.key
    text = bumped(printed.numbers[mutant.key].text, 1 if mutant.up else -1)
    expected = expected_output(mutant.key.table, printed, {mutant.key: text})
    if expected != compute_subject(mutant.key.table, whole, printed):
        return "tables and figures", "", ""
    return "", UNCLEAR, f"{text} is taken for printed"


def _try_change(before: State, after: State, mutant: Mutant) -> tuple[str, str, str]:
    for check in CHECKS:
        if before.look(check) != after.look(check):
            return check, "", ""
    return "", *why_unnoticed(before, after, mutant)


def report_mutants(outcomes: pd.DataFrame) -> str:
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
