"""A year's results taken in, replaced or taken out again: whole or not at all.

A year's folder is drafted under a name that nobody reads and gets its name in one step, so that a
command that is killed leaves the old year or the new one. The data's description comes last.
"""

import re
import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

import pandas as pd
from filelock import FileLock

from sedenergy.errors import DataError
from sedenergy.files import write_whole
from sedenergy.submissions import years
from sedenergy.submissions.datapackage import describe
from sedenergy.submissions.facts import Facts, Results, derive_facts, read_facts, toml_of
from sedenergy.submissions.formats import read_results
from sedenergy.submissions.schema import warnings_of
from sedenergy.submissions.text_files import read_text


def convert_results(results: str | Path) -> str:
    """Turn an organisers' results file into the text of a ``systems.csv``, once it is checked.

    Raises
    ------
    DataError
        The results cannot be used; a line for each cell that does not hold what it should.
    """
    table = read_results(Path(results))
    years.type_systems(table, Path(results))
    return _csv_of(table)


def take_in(
    data_dir: str | Path,
    year: int,
    results: str | Path,
    baselines: Sequence[str] = (),
    reference_kwh: float | None = None,
) -> list[str]:
    """Take a year's results into the data, or replace the year.

    Parameters
    ----------
    data_dir : path-like
    year : int
        From 2000 to 2099.
    results : path-like
        An organisers' YAML file in a known format, or a CSV with a submissions table's columns.
    baselines : sequence of str
        Codes of the baseline systems, the one to draw first; ``none`` for a year without. Where it
        is empty: those known of the year, or the file's own entries named Baseline.
    reference_kwh : float, optional
        Energy of ten baseline epochs on the organisers' machine, in kWh; by default the baseline's
        own entry says it.

    Returns
    -------
    list of str
        A message a line: what was taken from where, and what changed in a year that was there.

    Raises
    ------
    DataError
        The results cannot be used, do not tell what is asked for, or what would come of them
        cannot be read or written; nothing was changed.
    """
    data_dir, path = Path(data_dir), Path(results)
    if not 2000 <= year <= 2099:
        raise DataError("expected a year from 2000 to 2099", value=year)
    table = read_results(path)
    systems = years.type_systems(table, path)
    taken = Results(year, path, systems)
    with _locked(data_dir):
        before = years.year_folders(data_dir).get(year, data_dir / "submissions" / str(year))
        path_of_facts = before / years.FACTS
        known, toml = Facts(), ""
        if path_of_facts.exists():
            with years.files_of(year):
                known, toml = read_facts(path_of_facts), read_text(path_of_facts)
        facts = derive_facts(taken, known, baselines, reference_kwh)
        replaced, changes = _compare(before, table)
        files = {years.SYSTEMS: _csv_of(table), years.FACTS: toml_of(facts, toml)}
        if not _replace(data_dir, year, files):
            return [f"{year}: nothing changed", *taken.said]
    doubts = [
        f"  implausible, kept: row {w.row} ({w.system}), {w.column} {w.value}: {w.why}"
        for w in warnings_of(year, systems, facts.baselines).itertuples()
    ]
    head = f"{year}: {len(table)} systems from {path.name}{replaced}"
    return [head, *taken.said, *doubts, *changes]


def take_out(data_dir: str | Path, year: int) -> list[str]:
    """Take a year out of the data again, also where its files or those of others are broken.

    It returns a message a line.

    Raises
    ------
    DataError
        There is no such year, or the paper covers it; nothing was changed.
    """
    data_dir = Path(data_dir)
    with _locked(data_dir):
        folders = years.year_folders(data_dir)
        if year not in folders:
            raise years.no_such_year(year, folders)
        folder = folders.pop(year)
        if _is_in_paper(folder / years.FACTS):
            problem = "the paper covers this year; it stays"
            raise DataError(problem, file=folder.parent, value=year)
        old, gone = _hidden(data_dir, year, "old"), _hidden(data_dir, year, "gone")
        if folder != old:
            # Left over by a command that was killed: it must not stand for the year afterwards.
            shutil.rmtree(old, ignore_errors=True)
        shutil.rmtree(gone, ignore_errors=True)
        folder.rename(gone)
        shutil.rmtree(gone, ignore_errors=True)
        try:
            _place_description(_draft_description(data_dir, folders))
        except (DataError, OSError) as error:
            return [
                f"{year}: taken out",
                f"  datapackage.json still has it: {error}",
                "  when that is mended: sedenergy datapackage --write",
            ]
    return [f"{year}: taken out"]


def _csv_of(table: pd.DataFrame) -> str:
    return str(table.to_csv(index=False, lineterminator="\n"))


def _differences(before: pd.DataFrame, after: pd.DataFrame) -> list[str]:
    """Say what changed from one submissions table of text to another, a line a system."""
    old, new = before.set_index("system"), after.set_index("system")
    lines = [f"  - {code}: gone" for code in old.index if code not in new.index]
    for code, cells in new.iterrows():
        if code not in old.index:
            lines.append(f"  + {code}: new")
        elif changed := [name for name in new.columns if cells[name] != old.loc[code, name]]:
            said = [f"{n} {old.loc[code, n] or 'empty'} → {cells[n] or 'empty'}" for n in changed]
            lines.append(f"  ~ {code}: {', '.join(said)}")
    return lines


@contextmanager
def _locked(data_dir: Path) -> Iterator[None]:
    """Keep a second command waiting until this one is done."""
    if not (data_dir / "submissions").is_dir():
        raise DataError("no folder submissions in it; the data folder was expected", file=data_dir)
    try:
        with FileLock(data_dir / ".lock"):
            yield
    except OSError as error:
        reason = error.strerror or type(error).__name__
        place = error.filename or data_dir
        raise DataError(f"it cannot be written to ({reason})", file=place) from error


def _is_in_paper(path: Path) -> bool:
    """Tell whether the paper covers a year, also by a file of facts that cannot be read."""
    text = path.read_bytes().decode(errors="replace") if path.is_file() else ""
    return re.search(r"^\s*in_paper\s*=\s*true", text, re.MULTILINE) is not None


def _compare(folder: Path, table: pd.DataFrame) -> tuple[str, list[str]]:
    """Say what a table replaces, and where the two differ."""
    if not (folder / years.SYSTEMS).exists():
        return "", []
    try:
        before = years.read_systems(folder)
        years.type_systems(before, folder)
    except DataError:
        return ", replacing a table with errors", []
    changes = _differences(before, table)
    return f", replacing {len(before)}; {len(changes)} of its systems differ", changes


def _replace(data_dir: Path, year: int, files: Mapping[str, str]) -> bool:
    """Put a year's files in place, if what would come out can be read; say whether they differ."""
    folder = data_dir / "submissions" / str(year)
    old, draft = _hidden(data_dir, year, "old"), _hidden(data_dir, year, "new")
    before = {name: (folder / name).read_bytes() for name in files if (folder / name).is_file()}
    changed = before != {name: text.encode() for name, text in files.items()}
    try:
        shutil.rmtree(draft, ignore_errors=True)
        for name, text in files.items():
            write_whole(draft / name, text)
        years.read_year(draft, year)
        description = _draft_description(data_dir, {**years.year_folders(data_dir), year: draft})
        if changed:
            if folder.is_dir():
                shutil.rmtree(old, ignore_errors=True)
                folder.rename(old)
            # If a kill comes here, `year_folders` gives the old one.
            draft.rename(folder)
            shutil.rmtree(old, ignore_errors=True)
        _place_description(description)
    finally:
        shutil.rmtree(draft, ignore_errors=True)
    return changed


def _draft_description(data_dir: Path, folders: Mapping[int, Path]) -> Path:
    draft = data_dir / ".datapackage.json"
    write_whole(draft, describe(data_dir, folders))
    return draft


def _place_description(draft: Path) -> None:
    path = draft.with_name("datapackage.json")
    # One that says the same stays, or make would take it for a change.
    if path.exists() and path.read_bytes() == draft.read_bytes():
        draft.unlink()
    else:
        draft.replace(path)


def _hidden(data_dir: Path, year: int, name: str) -> Path:
    return data_dir / "submissions" / f".{year}.{name}"
