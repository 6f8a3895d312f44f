"""Submissions tables: read, checked and typed, with the facts about each year."""

from __future__ import annotations

import csv
import io
import os
import re
import tempfile
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd

from sedenergy.columns import COLUMNS, NAMES, SCORES
from sedenergy.errors import DataError
from sedenergy.importers import read_text

# Longer than any figure could need, and short enough that reading one costs nothing.
_MAX_DIGITS = 40
_NUMBER = re.compile(r"\d+(\.\d*)?([eE][+-]?\d{1,3})?|\.\d+([eE][+-]?\d{1,3})?", re.ASCII)
_COUNT = re.compile(r"(\d+(?:\.\d+)?)\s*([KMG]?)B?", re.ASCII)
_PARTS = re.compile(
    r"trainable\s+(?P<a>[\d.]+\s*[KMG]?)\s+non-trainable\s+(?P<b>[\d.]+\s*[KMG]?)", re.I
)
_FACTOR = {"": 1.0, "K": 1e3, "M": 1e6, "G": 1e9}


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
        if kind is float and not 0 < value < 1e6:
            raise DataError("expected an energy above 0 kWh", file=path, row=year, column=key,
                            value=value)  # fmt: skip
    facts = {k: tuple(v) if k == "baselines" else v for k, v in table.items()}
    return Facts(**facts)


def read_csv(path: Path) -> pd.DataFrame:
    """Read a submissions table as text, nothing interpreted (``None`` stays ``None``).

    Raises
    ------
    DataError
        The file cannot be read, its header is not `sedenergy.columns.NAMES` in any order, or a
        row has another number of cells.
    """
    text = read_text(path)
    try:
        header, *rows = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    except csv.Error as error:
        raise DataError(f"not a CSV table: {error}", file=path) from error
    if missing := [name for name in NAMES if name not in header]:
        hint = "; cells are separated by commas" if len(header) == 1 else ""
        raise DataError(f"the header lacks {', '.join(missing[:3])}{hint}", file=path, row="header")
    if unknown := [name for name in header if name not in NAMES]:
        raise DataError("no such column", file=path, row="header", value=unknown[0])
    if len(header) != len(NAMES):
        double = next(name for name in header if header.count(name) > 1)
        raise DataError("a column stands twice", file=path, row="header", value=double)
    for number, row in enumerate(rows, start=1):
        if len(row) != len(header):
            raise DataError(f"{len(row)} cells, {len(header)} were expected", file=path, row=number)
    if not rows:
        raise DataError("no systems", file=path)
    return pd.DataFrame(rows, columns=header, dtype=str)[list(NAMES)]


def write_csv(rows: Sequence[Mapping[str, str]], path: Path) -> None:
    """Write a submissions table, whole or not at all: UTF-8, commas, lines end with LF."""
    text = io.StringIO()
    writer = csv.DictWriter(text, NAMES, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    write_whole(path, text.getvalue())


def write_whole(path: Path, text: str) -> None:
    """Write a text file so that a reader sees the old state or the new, never a half.

    Raises
    ------
    DataError
        The folder cannot be written to, or the disk is full.
    """
    temporary = None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).chmod(0o644)
        Path(temporary).replace(path)
    except OSError as error:
        if temporary:
            Path(temporary).unlink(missing_ok=True)
        reason = error.strerror or type(error).__name__
        raise DataError(f"cannot be written ({reason}); nothing was changed", file=path) from error


def typed(table: pd.DataFrame, path: Path) -> pd.DataFrame:
    """Turn a submissions table of text into one of numbers.

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
        All cells that do not hold what their column should, one line each.
    """
    problems: list[DataError] = []
    out: dict[str, list[object]] = {}
    for column in COLUMNS:
        cells = table[column.name]
        reader = _parameters if column.name == "parameters" else _READERS[column.kind]
        out[column.name] = [
            _cell(reader, text, table["system"].iloc[i], column.name, path, problems)
            for i, text in enumerate(cells)
        ]
    out["ensemble_count"] = [
        _cell(_subsystems, text, table["system"].iloc[i], "subsystems", path, problems)
        for i, text in enumerate(table["subsystems"])
    ]
    frame = pd.DataFrame(out)
    problems += _unique(frame, path) + _ordered(frame, path) + _parts_of_whole(frame, path)
    if problems:
        raise DataError("\n".join(map(str, problems)))
    return frame


def _cell(reader, text, system, column, path, problems):
    try:
        return reader(text)
    except ValueError as error:
        problems.append(DataError(str(error), file=path, row=system, column=column, value=text))
        return float("nan")


def _text(text: str) -> str:
    return text


def _number(text: str) -> float:
    """Read a plain decimal number; no sign, no unit, no comma, no text like nan or inf."""
    if text == "":
        return float("nan")
    if len(text) > _MAX_DIGITS or not _NUMBER.fullmatch(text):
        raise ValueError(
            "expected a plain decimal number, at least 0, with a point and without a unit"
        )
    return float(text)


def _energy(text: str) -> float:
    value = _number(text)
    if value > 1e9:
        raise ValueError("expected an energy in kWh, below 1e9")
    return value


def _count(text: str) -> float:
    value = _number(text)
    if value <= 0 or value > 1e18:
        raise ValueError("expected a count above 0")
    return value


def _score(text: str) -> float:
    value = _number(text)
    if value > 1:
        raise ValueError("expected a score from 0 to 1")
    return value


def _parameters(text: str) -> float:
    """Read a number of parameters (METHOD, step 3: `K`, `M`; `4.2MB` as 4.2 M; parts added)."""
    if text == "":
        return float("nan")
    parts = _PARTS.fullmatch(text.strip())
    texts = [parts["a"], parts["b"]] if parts else [text]
    total = 0.0
    for part in texts:
        match = _COUNT.fullmatch(part.strip()) if len(part) <= _MAX_DIGITS else None
        if not match or float(match[1]) == 0:
            raise ValueError("expected a number of parameters, such as 1112420, 625K or 1.2M")
        # Rounded to whole parameters: 4.2 * 1e6 is not a whole number in binary.
        total += float(round(float(match[1]) * _FACTOR[match[2]]))
    return total


def _subsystems(text: str) -> float:
    """Read a subsystem count: the number at its start; the text ``None`` gives no number."""
    if text in ("", "None"):
        return float("nan")
    match = re.match(r"\d{1,6}(?![\d.])", text)
    if not match or int(match[0]) == 0:
        raise ValueError("expected a number of subsystems, such as 5, or nothing")
    return float(match[0])


_READERS = {
    "text": _text,
    "energy": _energy,
    "count": _count,
    "score": _score,
    "weighted": _energy,
}


def _unique(frame: pd.DataFrame, path: Path) -> list[DataError]:
    double = frame["system"][frame["system"].duplicated()].unique()
    return [DataError("two systems have this code", file=path, value=name) for name in double]


def _ordered(frame: pd.DataFrame, path: Path) -> list[DataError]:
    problems = []
    for score in SCORES:
        low, mean, high = frame[f"{score}_low"], frame[score], frame[f"{score}_high"]
        for i in frame.index[(low > mean) | (mean > high)]:
            problems.append(
                DataError(
                    "expected low ≤ mean ≤ high",
                    file=path,
                    row=frame["system"][i],
                    column=score,
                    value=f"{mean[i]} ({low[i]} - {high[i]})",
                )
            )
    return problems


def _parts_of_whole(frame: pd.DataFrame, path: Path) -> list[DataError]:
    problems = []
    for whole in ("train_kwh", "test_kwh", "baseline_train_kwh", "baseline_test_kwh"):
        part = f"gpu_{whole}"
        for i in frame.index[frame[part] > frame[whole]]:
            problems.append(
                DataError(
                    f"the GPU's part is more than the whole ({frame[whole][i]} kWh)",
                    file=path,
                    row=frame["system"][i],
                    column=part,
                    value=float(frame[part][i]),
                )
            )
    return problems
