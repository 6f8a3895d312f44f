"""Submissions tables: read, checked and typed, with the facts about each year."""

from __future__ import annotations

import csv
import io
import re
import tomllib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pandas as pd

from sedenergy.columns import COLUMNS, NAMES
from sedenergy.errors import DataError
from sedenergy.files import write_whole
from sedenergy.importers import read_table, read_text
from sedenergy.schema import Violation, implausible, messages, violations

# Longer than any figure could need, and short enough that reading one costs nothing.
_MAX_DIGITS = 40
# No leading zeros: YAML takes 010 for an octal 8. Two digits of an exponent neither overflow nor
# vanish in a float.
_WHOLE = r"(?:0|[1-9]\d*)"
_NUMBER = re.compile(rf"(?:{_WHOLE}(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d{{1,2}})?", re.ASCII)
# A B alone is no unit here: it might mean bytes as well as billions.
_COUNT = re.compile(rf"({_WHOLE}(?:\.\d+)?)(?:\s*([KMG])B?)?", re.ASCII)
_PARTS = re.compile(
    r"trainable\s+(?P<a>[\d.]+\s*[KMG]?)\s+non-trainable\s+(?P<b>[\d.]+\s*[KMG]?)", re.I | re.A
)
_SUBSYSTEMS = re.compile(r"([1-9]\d{0,5})(?: \(.*\))?", re.ASCII)
_FACTOR = {None: 1.0, "K": 1e3, "M": 1e6, "G": 1e9}


@dataclass(frozen=True)
class Facts:
    """What is a fact about one year and not a column (``data/years.toml``).

    Attributes
    ----------
    baselines : tuple of str
        The organisers' baseline systems.
    figure_baseline : str
        The one drawn in figure 1.
    reference_train_kwh : float or None
        Energy of ten baseline epochs on the organisers' machine, in kWh; None where the year
        asked for no such measurement.
    weighting_kwh : float or None
        Training energy of the baseline by which scores are weighted, in kWh.
    left_out : dict of str to str
        Systems left out of the normalised comparison, and why.
    in_paper : bool
        Whether the paper covers the year.
    """

    baselines: tuple[str, ...] = ()
    figure_baseline: str = ""
    reference_train_kwh: float | None = None
    weighting_kwh: float | None = None
    left_out: Mapping[str, str] = field(default_factory=dict)
    in_paper: bool = False


@dataclass(frozen=True)
class Year:
    """The submissions of one year.

    Attributes
    ----------
    year : int
    facts : Facts
    systems : DataFrame
        One row a submitted system in the organisers' order, all columns of
        `sedenergy.columns.NAMES`, typed: energies in kWh, counts and scores as float64 (missing
        where not reported), the rest as text; and `ensemble_count`, the subsystem count as a
        number.
    """

    year: int
    facts: Facts
    systems: pd.DataFrame


def load(data_dir: str | Path, years: Iterable[int] = ()) -> dict[int, Year]:
    """Read the submissions of some years.

    Parameters
    ----------
    data_dir : path-like
        The folder with ``submissions/YEAR.csv`` and ``years.toml``.
    years : iterable of int
        Which years; every year that the folder has where it is empty.

    Returns
    -------
    dict of int to Year
        In the order of the years.

    Raises
    ------
    DataError
        A year is not there, or a file does not hold what it should.
    """
    data_dir = Path(data_dir)
    facts = read_facts(data_dir / "years.toml")
    present = available(data_dir)
    if not present:
        raise DataError("no submissions/YEAR.csv; at least one year was expected", file=data_dir)
    chosen = sorted(set(years)) or present
    if unknown := [y for y in chosen if y not in present]:
        raise DataError(
            f"there is no year {unknown[0]}; the data have {', '.join(map(str, present))}",
            file=data_dir / "submissions",
        )
    if bare := [y for y in chosen if y not in facts]:
        raise DataError(f"no entry for {bare[0]}", file=data_dir / "years.toml")
    return {y: Year(y, facts[y], _read_year(data_dir, y, facts[y])) for y in chosen}


def covered(years: Mapping[int, Year]) -> dict[int, Year]:
    """Return those of some years that the paper covers."""
    return {number: year for number, year in years.items() if year.facts.in_paper}


def available(data_dir: Path) -> list[int]:
    """Return the years that the data have, in order."""
    files = (data_dir / "submissions").glob("*.csv")
    return sorted(int(f.stem) for f in files if re.fullmatch(r"\d{4}", f.stem))


def _read_year(data_dir: Path, year: int, facts: Facts) -> pd.DataFrame:
    path = data_dir / "submissions" / f"{year}.csv"
    systems = typed(read_csv(path), path)
    for name in (*facts.baselines, *facts.left_out):
        if name not in set(systems["system"]):
            raise DataError(
                f"not among the systems of {path.name}", file=data_dir / "years.toml", value=name
            )
    return systems


def read_facts(path: Path) -> dict[int, Facts]:
    """Read ``years.toml``: one table a year, its keys the attributes of `Facts`.

    Raises
    ------
    DataError
        The file is not TOML, a table's name is no year, or a key is none of `Facts` or does not
        hold what it should.
    """
    try:
        raw = tomllib.loads(read_text(path))
    except tomllib.TOMLDecodeError as error:
        raise DataError(f"not valid TOML: {error}", file=path) from error
    return {_year_number(path, name): _facts(path, name, table) for name, table in raw.items()}


def _year_number(path: Path, name: str) -> int:
    if not re.fullmatch(r"20\d\d", name):
        raise DataError("expected a year from 2000 to 2099", file=path, value=name)
    return int(name)


def _facts(path: Path, year: str, table: object) -> Facts:
    expected = {
        "baselines": list,
        "figure_baseline": str,
        "reference_train_kwh": float,
        "weighting_kwh": float,
        "left_out": dict,
        "in_paper": bool,
    }
    if not isinstance(table, dict):
        raise DataError("expected a table of facts", file=path, row=year, value=table)
    for key, value in table.items():
        kind = expected.get(key)
        if kind is None:
            raise DataError(f"no such key; there are {', '.join(expected)}", file=path, row=year,
                            column=key)  # fmt: skip
        if kind is float and isinstance(value, int) and not isinstance(value, bool):
            continue
        if not isinstance(value, kind):
            raise DataError(f"expected a {kind.__name__}", file=path, row=year, column=key,
                            value=value)  # fmt: skip
        if isinstance(value, float) and not 0 < value < 1e6:
            raise DataError("expected an energy above 0 kWh", file=path, row=year, column=key,
                            value=value)  # fmt: skip
    facts: dict[str, Any] = {k: tuple(v) if k == "baselines" else v for k, v in table.items()}
    return Facts(**facts)


def read_csv(path: Path) -> pd.DataFrame:
    """Read a submissions table as text, nothing interpreted (``None`` stays ``None``).

    Raises
    ------
    DataError
        The file cannot be read, its header is not `sedenergy.columns.NAMES` in any order, or a
        row has another number of cells.
    """
    return pd.DataFrame(read_table(path, read_text(path)), columns=list(NAMES), dtype=str)


def csv_text(rows: Sequence[Mapping[str, str]]) -> str:
    """Return a submissions table as it is written: commas, lines end with LF."""
    text = io.StringIO()
    writer = csv.DictWriter(text, NAMES, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


def write_csv(rows: Sequence[Mapping[str, str]], path: Path) -> None:
    """Write a submissions table, whole or not at all, in UTF-8."""
    write_whole(path, csv_text(rows))


def typed(table: pd.DataFrame, path: Path) -> pd.DataFrame:
    """Turn a submissions table of text into one of numbers, held against the schema.

    Parameters
    ----------
    table : DataFrame
        Text, columns `sedenergy.columns.NAMES`.
    path : Path
        Where it comes from, for messages.

    Returns
    -------
    DataFrame
        As `Year.systems`.

    Raises
    ------
    DataError
        All cells that do not hold what their column should, one line each; where there are any,
        those that are implausible follow.
    """
    unread: list[Violation] = []
    out: dict[str, list[object]] = {}
    for column in COLUMNS:
        reader = _parameters if column.name == "parameters" else _READERS[column.kind]
        out[column.name] = _cells(reader, table, column.name, unread)
    out["ensemble_count"] = _cells(_subsystems, table, "subsystems", unread)
    frame = pd.DataFrame(out)
    # A score that cannot be read has no interval, either; said once.
    said = {(v.row, v.column.removesuffix("_low").removesuffix("_high")) for v in unread}
    errors = unread + [v for v in violations(frame) if (v.row, v.column) not in said]
    if errors:
        wrong = {(v.row, v.column) for v in errors}
        doubtful = [v for v in implausible(frame) if (v.row, v.column) not in wrong]
        doubts = messages(doubtful, table, path, "warning: ")
        raise DataError("\n".join(map(str, messages(errors, table, path) + doubts)))
    return frame


def _cells(
    reader: Callable[[str], object], table: pd.DataFrame, column: str, unread: list[Violation]
) -> list[object]:
    """Read a column's cells; one that cannot be read is noted, and missing for what follows."""
    values = []
    for row, text in enumerate(table[column]):
        try:
            values.append(reader(text))
        except ValueError as error:
            unread.append(Violation(row, column, str(error)))
            values.append(float("nan"))
    return values


def _text(text: str) -> str:
    return text


def read_number(text: str) -> float:
    """Read a plain decimal number; no sign, no unit, no comma, no text like nan or inf."""
    if text == "":
        return float("nan")
    if len(text) > _MAX_DIGITS or not _NUMBER.fullmatch(text):
        raise ValueError(
            "expected a plain decimal number, at least 0, with a point and without a unit"
        )
    return float(text)


def _parameters(text: str) -> float:
    """Read a number of parameters (METHOD, step 3: `K`, `M`; `4.2MB` as 4.2 M; parts added)."""
    parts = _PARTS.fullmatch(text) if len(text) <= 2 * _MAX_DIGITS else None
    total = 0.0
    for part in parts.groups() if parts else [text]:
        if part == "" or _NUMBER.fullmatch(part):
            total += read_number(part)
            continue
        match = _COUNT.fullmatch(part) if len(part) <= _MAX_DIGITS else None
        if not match:
            raise ValueError("expected a number of parameters, such as 1112420, 625K or 1.2M")
        # Rounded to whole parameters: 4.2 * 1e6 is not a whole number in binary.
        total += float(round(float(match[1]) * _FACTOR[match[2]]))
    return total


def _subsystems(text: str) -> float:
    """Read a subsystem count: a number, also before a remark in parentheses; ``None`` is none."""
    if text in ("", "None"):
        return float("nan")
    match = _SUBSYSTEMS.fullmatch(text)
    if not match:
        raise ValueError("expected a number of subsystems, such as 5, or nothing")
    return float(match[1])


_READERS = {
    "text": _text,
    "energy": read_number,
    "count": read_number,
    "score": read_number,
    "weighted": read_number,
}
