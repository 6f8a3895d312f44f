"""The years of the data: each a folder with its systems and its facts, read, checked and typed."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import pandas as pd

from sedenergy.errors import DataError
from sedenergy.submissions.columns import COLUMN_NAMES, COLUMNS, read_subsystems
from sedenergy.submissions.facts import Facts, read_facts
from sedenergy.submissions.instruments import Card, read_cards
from sedenergy.submissions.schema import Violation, violations
from sedenergy.submissions.text_files import parse_csv, raise_all, read_text

SYSTEMS, FACTS = "systems.csv", "facts.toml"
"""The files in the folder of a year."""


@dataclass(frozen=True)
class Year:
    """The submissions of one year.

    `systems` has one row a submitted system, in the organisers' order, and all columns of
    `sedenergy.submissions.columns.COLUMNS`: energies in kWh, counts and scores as float64 (missing
    where not reported), the rest as text; and the subsystems as a number, `ensemble_count`.
    `cards` are the GPUs whose power is known, the same every year.
    """

    year: int
    facts: Facts
    systems: pd.DataFrame
    cards: tuple[Card, ...] = ()


def year_folders(data_dir: Path) -> dict[int, Path]:
    """Return the folder of each year that the data have, in order.

    It is ``submissions/YEAR``, or ``submissions/.YEAR.old`` where a replacement was cut off.
    """
    folders = {}
    # A name with a dot comes first, so what stands in place comes after it and counts.
    for folder in sorted((data_dir / "submissions").glob("*/")):
        if match := re.fullmatch(r"(20\d\d)|\.(20\d\d)\.old", folder.name):
            folders[int(match[1] or match[2])] = folder
    return dict(sorted(folders.items()))


def load_years(data_dir: str | Path, years: Iterable[int] = ()) -> dict[int, Year]:
    """Read the submissions of some years.

    Parameters
    ----------
    data_dir : path-like
    years : iterable of int
        Which years; every year that the folder has where it is empty.

    Returns
    -------
    dict of int to Year, in order

    Raises
    ------
    DataError
        A year is not there, or a file does not hold what it should.
    """
    folders = year_folders(Path(data_dir))
    if not folders:
        problem = f"no submissions/YEAR/{SYSTEMS}; at least one year was expected"
        raise DataError(problem, file=data_dir)
    chosen = sorted(set(years)) or list(folders)
    for year in chosen:
        if year not in folders:
            raise no_such_year(year, folders)
    cards = read_cards(data_dir)
    return {year: replace(read_year(folders[year], year), cards=cards) for year in chosen}


def no_such_year(year: int, there: Iterable[int]) -> DataError:
    """Return the error that says which years there are."""
    return DataError(f"there is no year {year}; the data have {', '.join(map(str, there))}")


def covered(years: Mapping[int, Year]) -> dict[int, Year]:
    """Return those of some years that the paper covers."""
    return {number: year for number, year in years.items() if year.facts.in_paper}


def read_year(folder: Path, year: int) -> Year:
    """Read the folder of a year; an error where a file does not hold what it should."""
    with files_of(year):
        facts = read_facts(folder / FACTS)
        systems = type_systems(read_systems(folder), folder / SYSTEMS)
        for system in (*facts.baselines, *facts.left_out):
            if system not in set(systems["system"]):
                problem = f"not among the systems of {SYSTEMS}"
                raise DataError(problem, file=folder / FACTS, value=system)
    return Year(year, facts, systems)


@contextmanager
def files_of(year: int) -> Iterator[None]:
    """Put the year before each line of an error: its files have the same names every year."""
    try:
        yield
    except DataError as error:
        raise DataError(re.sub("^", f"{year}/", str(error), flags=re.MULTILINE)) from error


def read_systems(folder: Path) -> pd.DataFrame:
    """Read the submissions table of a year's folder as text, nothing interpreted."""
    return parse_csv(folder / SYSTEMS, read_text(folder / SYSTEMS))


def type_systems(table: pd.DataFrame, path: Path) -> pd.DataFrame:
    """Turn a submissions table of text into one of numbers, as `Year.systems`.

    An error names all cells that do not hold what their column should, one line each.
    """
    unread: list[Violation] = []
    frame = table.copy()
    frame["ensemble_count"] = _read_cells(read_subsystems, table["subsystems"], unread)
    for column in COLUMNS:
        if column.kind.read:
            frame[column.name] = _read_cells(column.kind.read, table[column.name], unread)
    # A score that cannot be read has no interval, either; said once.
    ends = {column.name: column.of or column.name for column in COLUMNS}
    said = {(v.row, name) for v in unread for name in (v.column, ends[v.column])}
    found = unread + [v for v in violations(frame) if (v.row, v.column) not in said]
    raise_all(
        DataError(
            rule,
            file=path,
            row=row + 1,
            system=table["system"].iloc[row],
            column=column,
            value=table[column].iloc[row],
        )
        for row, column, rule in sorted(found, key=lambda v: (v.row, COLUMN_NAMES.index(v.column)))
    )
    return frame


def _read_cells(
    read: Callable[[str], float], cells: pd.Series, unread: list[Violation]
) -> list[float]:
    """Read a column's cells; one that cannot be read is noted, and missing for what follows."""
    values = []
    for row, text in enumerate(cells):
        try:
            values.append(read(text))
        except ValueError as error:
            unread.append(Violation(row, str(cells.name), str(error)))
            values.append(float("nan"))
    return values
