"""A year's results taken in, replaced or taken out again: whole or not at all."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from sedenergy.columns import NAMES
from sedenergy.datapackage import describe
from sedenergy.errors import DataError
from sedenergy.files import change, write_whole
from sedenergy.importers import read_results
from sedenergy.schema import warnings_of
from sedenergy.submissions import Facts, csv_text, read_csv, read_facts, typed

NO_BASELINE = "none"
"""What is given as the baseline of a year that has none."""

_BASELINE = re.compile(r"baseline", re.IGNORECASE)


@dataclass(frozen=True)
class Intake:
    """What taking in a year did: a message a line, and whether anything changed."""

    messages: tuple[str, ...]
    changed: bool


def take_in(
    data_dir: str | Path,
    year: int,
    results: str | Path,
    baselines: Sequence[str] = (),
    reference_kwh: float | None = None,
) -> Intake:
    """Take a year's results into the data, or replace the year.

    Parameters
    ----------
    data_dir : path-like
    year : int
    results : path-like
        An organisers' YAML file in one of the known formats, or a CSV with the columns of a
        submissions table.
    baselines : sequence of str
        Codes of the organisers' baseline systems, the one to draw first; ``none`` for a year
        without. Where it is empty the file's own entries named Baseline are taken, or what
        ``years.toml`` says of the year already.
    reference_kwh : float, optional
        Energy of ten baseline epochs on the organisers' machine, in kWh; where it is not given
        the baseline's own entry says it.

    Returns
    -------
    Intake
        What was taken from where, and, where the year was there before, what changed, system by
        system.

    Raises
    ------
    DataError
        The results cannot be used, or do not tell what is asked for; nothing was changed.
    """
    data_dir, results = Path(data_dir), Path(results)
    known = read_facts(data_dir / "years.toml")
    rows = read_results(results)
    table = pd.DataFrame(rows, columns=list(NAMES))
    systems = typed(table, results)
    facts, messages = _facts(systems, year, results, known.get(year), baselines, reference_kwh)
    target = data_dir / "submissions" / f"{year}.csv"
    before = read_csv(target) if year in known and target.exists() else None
    text = csv_text(rows)
    toml = (data_dir / "years.toml").read_text(encoding="utf-8")
    if known.get(year) != facts:
        toml = _without(toml, year) + _entry(year, facts)
    changes = [] if before is None else differences(before, table)
    files = {target: text, data_dir / "years.toml": toml}
    if all(p.exists() and p.read_text(encoding="utf-8") == t for p, t in files.items()):
        return Intake((f"{year}: nothing changed", *messages), changed=False)
    change(data_dir, files, finish=redescribe)
    head = f"{year}: {len(rows)} systems from {results.name}"
    if before is not None:
        head += f", replacing {len(before)}; {len(changes)} differences"
    doubtful = doubts(year, systems, facts.baselines)
    return Intake((head, *messages, *doubtful, *changes), changed=True)


def doubts(year: int, systems: pd.DataFrame, baselines: Sequence[str] = ()) -> list[str]:
    """Say what is implausible in a year's systems, a line a figure; it is kept all the same."""
    found = warnings_of(year, systems, baselines)
    return [
        f"  implausible, kept: row {w.row} ({w.system}), {w.column} {w.value}: {w.why}"
        for w in found.itertuples()
    ]


def take_out(data_dir: str | Path, year: int) -> Intake:
    """Take a year out of the data again.

    Raises
    ------
    DataError
        There is no such year, or the paper covers it.
    """
    data_dir = Path(data_dir)
    path = data_dir / "years.toml"
    facts = read_facts(path)
    if year not in facts:
        there = ", ".join(map(str, sorted(facts)))
        raise DataError(f"there is no year {year}; there are {there}", file=path)
    if facts[year].in_paper:
        raise DataError("the paper covers this year; it stays", file=path, value=year)
    toml = _without(path.read_text(encoding="utf-8"), year)
    change(data_dir, {path: toml}, [data_dir / "submissions" / f"{year}.csv"], redescribe)
    return Intake((f"{year}: taken out",), changed=True)


def redescribe(data_dir: Path) -> None:
    """Write the data package anew, after the files that it describes changed."""
    write_whole(data_dir / "datapackage.json", describe(data_dir))


def differences(before: pd.DataFrame, after: pd.DataFrame) -> list[str]:
    """Say what changed from one submissions table to another, a line a system.

    Parameters
    ----------
    before, after : DataFrame
        Text, columns `sedenergy.columns.NAMES`.
    """
    old, new = before.set_index("system"), after.set_index("system")
    lines = [f"  - {name}: gone" for name in old.index if name not in new.index]
    for name in new.index:
        if name not in old.index:
            lines.append(f"  + {name}: new")
            continue
        cells = [
            f"{c} {old.loc[name, c] or 'empty'} → {new.loc[name, c] or 'empty'}"
            for c in old.columns
            if old.loc[name, c] != new.loc[name, c]
        ]
        if cells:
            lines.append(f"  ~ {name}: {', '.join(cells)}")
    return lines


def _facts(
    systems: pd.DataFrame,
    year: int,
    results: Path,
    known: Facts | None,
    baselines: Sequence[str],
    reference_kwh: float | None,
) -> tuple[Facts, list[str]]:
    messages: list[str] = []
    names = _baselines(systems, year, results, known, baselines, messages)
    first = systems[systems["system"] == names[0]].iloc[0] if names else None
    asked_for = systems["baseline_train_kwh"].notna().any()
    if reference_kwh is None and asked_for:
        reference_kwh = _reference(year, results, known, first, messages)
    if reference_kwh is not None and not asked_for:
        messages.append("  no system reports a baseline energy, so nothing can be normalised")
        reference_kwh = None
    weighting = None
    if first is not None and pd.notna(first["train_kwh"]):
        weighting = float(first["train_kwh"])
        if reference_kwh and first["baseline_train_kwh"] > 0:
            weighting *= reference_kwh / float(first["baseline_train_kwh"])
    return Facts(
        baselines=tuple(names),
        figure_baseline=names[0] if names else "",
        reference_train_kwh=reference_kwh,
        weighting_kwh=known.weighting_kwh if known and known.in_paper else weighting,
        left_out=dict(known.left_out) if known else {},
        in_paper=bool(known and known.in_paper),
    ), messages


def _baselines(
    systems: pd.DataFrame,
    year: int,
    results: Path,
    known: Facts | None,
    given: Sequence[str],
    messages: list[str],
) -> list[str]:
    present = list(systems["system"])
    if list(given) == [NO_BASELINE]:
        return []
    if given:
        for name in given:
            if name not in present:
                raise DataError("no system has this code; BASELINE names one", file=results,
                                value=name)  # fmt: skip
        return list(given)
    if known and known.baselines and set(known.baselines) <= set(present):
        return list(known.baselines)
    found = [name for name in present if _BASELINE.search(name)]
    if found:
        messages.append(f"  baseline: {', '.join(found)}, by its code in the file")
        return found
    some = ", ".join(present[:5]) + (", …" if len(present) > 5 else "")
    raise DataError(
        f"the file does not tell which system is the baseline of {year}: name it, "
        f"BASELINE=CODE, or BASELINE={NO_BASELINE} where there is none (systems: {some})",
        file=results,
    )


def _reference(
    year: int, results: Path, known: Facts | None, first: pd.Series | None, messages: list[str]
) -> float | None:
    if known and known.reference_train_kwh:
        return known.reference_train_kwh
    if first is not None and first["baseline_train_kwh"] > 0:
        value = float(first["baseline_train_kwh"])
        messages.append(f"  reference: {value:g} kWh, from the entry of {first['system']}")
        return value
    raise DataError(
        f"the file does not tell what ten epochs of the baseline of {year} take on the "
        "organisers' machine: give it in kWh, REFERENCE_KWH=0.03",
        file=results,
    )


def _entry(year: int, facts: Facts) -> str:
    """Write a year's entry for ``years.toml``."""
    lines = [f"\n[{year}]"]
    if facts.baselines:
        lines.append(f"baselines = [{', '.join(map(_quoted, facts.baselines))}]")
        lines.append(f"figure_baseline = {_quoted(facts.figure_baseline)}")
    if facts.reference_train_kwh is not None:
        lines.append(f"reference_train_kwh = {float(facts.reference_train_kwh)!r}")
    if facts.weighting_kwh is not None:
        lines.append(f"weighting_kwh = {float(facts.weighting_kwh)!r}")
    if facts.in_paper:
        lines.append("in_paper = true")
    if facts.left_out:
        lines.append(f"\n[{year}.left_out]")
        lines += [f"{_quoted(k)} = {_quoted(v)}" for k, v in facts.left_out.items()]
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    r"""Write a TOML basic string; names are printable, so only two characters need escaping.

    Examples
    --------
    >>> _quoted('a "b" \\ c')
    '"a \\"b\\" \\\\ c"'
    """
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _without(toml: str, year: int) -> str:
    """Take a year's entry out of the text of ``years.toml``, and nothing else."""
    kept: list[str] = []
    inside = False
    for line in toml.splitlines(keepends=True):
        if match := re.match(r"\s*\[(\d{4})[.\]]", line):
            inside = int(match[1]) == year
            if inside and kept and not kept[-1].strip():
                kept.pop()  # the blank line before the entry is part of it
        if not inside:
            kept.append(line)
    return "".join(kept)
