"""The files of ``data/published/``: what the paper printed, and what was last found of it."""

import math
import re
import warnings
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import pandas as pd

from sedenergy.errors import DataError
from sedenergy.printed.forms import number, write_point
from sedenergy.printed.keys import ClaimKey, NumberKey, PointKey
from sedenergy.vocabulary import QUANTITIES, STATISTICS

FILES: dict[str, tuple[str, ...]] = {
    "tables": (
        *("id", "table", "year", "systems", "quantity", "statistic"),
        *("printed", "value", "unit"),
    ),
    "figures": (
        *("figure", "panel", "series", "year", "system"),
        *("x_quantity", "x", "y_quantity", "y"),
    ),
    "claims": ("id", "section", "kind", "claim", "printed", "keys"),
    "verdicts": ("id", "verdict"),
    "deviations": ("id", "printed", "reproduced", "variant", "cause"),
}
"""The files of ``data/published/`` and their columns."""

SECTIONS = (
    *("Abstract", "I", "II", "II-A", "II-B", "II-C", "III", "III-A", "III-B", "III-C"),
    *("IV", "IV-A", "IV-B", "IV-C", "V"),
)
"""The sections of the paper."""

UNEXPLAINED = "unexplained"
"""The variant of a number for which no cause is known."""

_POPULATIONS = ("all", "single")
_SEARCHED = re.compile(r"[a-z0-9][a-z0-9.%-]*( [a-z0-9][a-z0-9.%-]*)*")


@dataclass(frozen=True)
class PrintedNumber:
    """A number of a table: its text as it stands in the paper, and the value in its unit."""

    key: NumberKey
    text: str
    value: float


@dataclass(frozen=True)
class PrintedPoint:
    """A point of a figure, from the authors' notebook."""

    key: PointKey
    x: float
    y: float

    @property
    def text(self) -> str:
        """The point as the authors' notebook holds it."""
        return write_point(self.x, self.y)


@dataclass(frozen=True)
class PrintedClaim:
    """A claim of the paper's prose, in other words.

    Attributes
    ----------
    key : ClaimKey
    section : str
        One of `SECTIONS`, or several with a semicolon between, where the paper says it twice.
    kind : {'number', 'direction'}
        Whether the claim prints a number.
    claim : str
    printed : str
        The numbers that it prints.
    keys : str
        Words by which a reader of the paper may look for it, with blanks between.
    """

    key: ClaimKey
    section: str
    kind: str
    claim: str
    printed: str
    keys: str = ""


@dataclass(frozen=True)
class Deviation:
    """What ``deviations.csv`` says of a number that does not come out as printed."""

    printed: str
    reproduced: str
    variant: str
    cause: str


class Printed:
    """What the paper printed, each file read once, when it is first asked for.

    Parameters
    ----------
    data_dir : path-like
        The folder with ``published/``.
    """

    def __init__(self, data_dir: str | Path) -> None:
        self.data_dir = Path(data_dir)

    @cached_property
    def numbers(self) -> dict[NumberKey, PrintedNumber]:
        """Every number of the tables, in the file's order.

        Raises
        ------
        DataError
            A row names a quantity or statistic that there is not, has another id, unit or value
            than its other columns say, or the file cannot be read.
        """
        path = _path(self.data_dir, "tables")
        rows = read_published(self.data_dir, "tables").itertuples()
        found = [_printed_number(row, path) for row in rows]
        return {printed.key: printed for printed in found}

    @cached_property
    def points(self) -> dict[PointKey, PrintedPoint]:
        """Every point of the figures, in the file's order."""
        path = _path(self.data_dir, "figures")
        found = {}
        for row in read_published(self.data_dir, "figures").itertuples():
            place: dict[str, Any] = {"file": path, "row": row.Index + 1}
            year = int(_number_in(row.year, place, "year"))
            key = PointKey(row.figure, row.panel, row.series, year, row.system)
            if key in found:
                raise DataError("this point stands twice", **place, value=str(key))
            x, y = (_number_in(getattr(row, c), place, c) for c in ("x", "y"))
            found[key] = PrintedPoint(key, x, y)
        return found

    @cached_property
    def claims(self) -> dict[ClaimKey, PrintedClaim]:
        """Every claim, in the file's order."""
        path = _path(self.data_dir, "claims")
        found = {}
        for row in read_published(self.data_dir, "claims").itertuples():
            place: dict[str, Any] = {"file": path, "row": row.id}
            _expect_one_of(row.kind, ("number", "direction"), place, "kind")
            for section in row.section.split("; "):
                _expect_one_of(section, SECTIONS, place, "section")
            key = _claim_key(row.id, path)
            if not _SEARCHED.fullmatch(row.keys):
                problem = "expected words in small letters, one blank between them"
                raise DataError(problem, **place, column="keys", value=row.keys)
            found[key] = PrintedClaim(key, *(getattr(row, name) for name in FILES["claims"][1:]))
        return found

    @cached_property
    def verdicts(self) -> dict[ClaimKey, str]:
        """The verdict on each claim as it was last looked at."""
        path = _path(self.data_dir, "verdicts")
        rows = read_published(self.data_dir, "verdicts").itertuples()
        return {_claim_key(row.id, path): row.verdict for row in rows}

    @cached_property
    def deviations(self) -> dict[NumberKey | PointKey, Deviation]:
        """The numbers and points that are known not to come out, in the file's order.

        Raises
        ------
        DataError
            An id is none of a printed number or point.
        """
        keys: dict[str, NumberKey | PointKey] = {str(key): key for key in self.numbers}
        keys |= {str(key): key for key in self.points}
        found = {}
        for row in read_published(self.data_dir, "deviations").itertuples():
            if row.id not in keys:
                problem = "the paper printed no number or point of this id"
                raise DataError(problem, file=_path(self.data_dir, "deviations"), value=row.id)
            known = Deviation(row.printed, row.reproduced, row.variant, row.cause)
            found[keys[row.id]] = known
        return found

    def numbers_in(self, years: Iterable[int]) -> dict[NumberKey, PrintedNumber]:
        """Return the numbers of some years, in the file's order."""
        chosen = set(years)
        return {key: printed for key, printed in self.numbers.items() if key.year in chosen}

    def numbers_of(self, table: str, years: Iterable[int]) -> dict[NumberKey, PrintedNumber]:
        """Return the numbers of a table and of some years, in the file's order."""
        return {key: n for key, n in self.numbers_in(years).items() if key.table == table}

    def points_of(self, figure: str, years: Iterable[int]) -> dict[PointKey, PrintedPoint]:
        """Return the points of a figure and of some years, in the file's order."""
        chosen = set(years)
        return {k: p for k, p in self.points.items() if k.figure == figure and k.year in chosen}


def read_published(data_dir: Path, name: str) -> pd.DataFrame:
    """Read one of the files of ``data/published/`` as text.

    Parameters
    ----------
    data_dir : Path
    name : str
        A name of `FILES`.

    Returns
    -------
    DataFrame
        Columns as in `FILES`, all text.

    Raises
    ------
    DataError
        The file cannot be read, or its columns are others, or an id stands twice.
    """
    path = _path(data_dir, name)
    try:
        with warnings.catch_warnings():
            # A first row that is too long would else be taken for one with names of rows.
            warnings.simplefilter("error", pd.errors.ParserWarning)
            table = pd.read_csv(path, dtype=str, keep_default_na=False, index_col=False)
    except (OSError, ValueError, pd.errors.ParserWarning) as error:
        why = getattr(error, "strerror", None) or " ".join(str(error).split())
        raise DataError(f"expected a CSV table that can be read ({why})", file=path) from error
    if tuple(table.columns) != FILES[name]:
        raise DataError(f"expected the columns {', '.join(FILES[name])}", file=path)
    if "id" in table and table["id"].duplicated().any():
        double = table["id"][table["id"].duplicated()].iloc[0]
        raise DataError("this id stands twice", file=path, value=double)
    return table


def _path(data_dir: Path, name: str) -> Path:
    return data_dir / "published" / f"{name}.csv"


def _printed_number(row: Any, path: Path) -> PrintedNumber:
    """Read a row of ``tables.csv`` and hold its columns against each other."""
    place: dict[str, Any] = {"file": path, "row": row.id}
    _expect_one_of(row.systems, _POPULATIONS, place, "systems")
    _expect_one_of(row.quantity, QUANTITIES, place, "quantity")
    _expect_one_of(row.statistic, STATISTICS, place, "statistic")
    year = int(_number_in(row.year, place, "year"))
    key = NumberKey(row.table, year, row.quantity, row.statistic)
    if str(key) != row.id:
        raise DataError(f"expected the id {key} from the other columns", **place, column="id")
    measured = QUANTITIES[key.measured]
    _expect_one_of(row.unit, [measured.unit or measured.words], place, "unit")
    value = _number_in(row.value, place, "value")
    if value != float(number(row.printed)):
        problem = f"expected the number that {row.printed!r} stands for"
        raise DataError(problem, **place, column="value", value=row.value)
    return PrintedNumber(key, row.printed, value)


def _expect_one_of(
    text: str, known: Collection[str], place: Mapping[str, Any], column: str
) -> None:
    if text not in known:
        raise DataError(f"expected {_one_of(known)}", **place, column=column, value=text)


def _one_of(known: Collection[str]) -> str:
    return ("one of " if len(known) > 1 else "") + ", ".join(known)


def _number_in(text: str, place: Mapping[str, Any], column: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = math.nan
    if not math.isfinite(value):
        raise DataError("expected a number", **place, column=column, value=text)
    return value


def _claim_key(text: str, path: Path) -> ClaimKey:
    match = re.fullmatch(r"claim-(\d\d+)", text)
    if not match:
        raise DataError("expected an id such as claim-07", file=path, column="id", value=text)
    return ClaimKey(int(match[1]))
