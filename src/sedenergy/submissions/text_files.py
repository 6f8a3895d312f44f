"""The text of a file, read; the submissions table in it, if it is CSV; and misspelt names."""

import csv
import difflib
import io
import re
import stat
from collections.abc import Iterable, Sequence
from pathlib import Path

import pandas as pd

from sedenergy.errors import DataError
from sedenergy.submissions.columns import COLUMN_NAMES, team_of

# The largest results so far have 1.4 MB.
_MAX_BYTES = 64 * 2**20
# How alike two names' differing words are where one is the other misspelt (0 to 1).
_ALIKE = 0.75


def read_text(path: Path, expected: str = "a list of systems") -> str:
    """Return the text of a file in UTF-8 without a byte order mark; one without text is refused."""
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            # Reading a pipe or a device might never end.
            raise DataError("this is a folder, a device or a pipe; a file was expected", file=path)
        if status.st_size > _MAX_BYTES:
            raise DataError(
                f"larger than {_MAX_BYTES // 2**20} MB, which no results are", file=path
            )
        raw = path.read_bytes()
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise DataError(f"the file cannot be read ({reason})", file=path) from error
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise DataError(f"not UTF-8 text from line {line} on", file=path) from error
    if not text.strip():
        raise DataError(f"the file is empty; {expected} was expected", file=path)
    return text


def is_table(text: str) -> bool:
    """Tell whether the first line is a submissions table's header, whatever delimits it."""
    first = text.lstrip().split("\n", 1)[0]
    # What a list, a mapping, a comment or a directive of YAML begins with.
    return first[:1] not in "-[{#%" and any(
        cell.strip(' "') in COLUMN_NAMES for cell in re.split(r"[,;|\t\r]", first)
    )


def csv_rows(path: Path, text: str) -> list[list[str]]:
    """Return the rows of a CSV table as text, the header first; commas separate the cells."""
    reader = csv.reader(io.StringIO(text.replace("\r\n", "\n"), newline=""), strict=True)
    try:
        rows = list(reader)
    except csv.Error as error:
        problem = f"not a CSV table at line {reader.line_num}: {error}"
        raise DataError(problem, file=path) from error
    if len(rows[0]) == 1 and (found := re.search(r"[;\t|]", rows[0][0])):
        problem = f"cells are separated by {found[0]!r}; commas were expected"
        raise DataError(problem, file=path, row="header")
    return rows


def parse_csv(path: Path, text: str, required: Sequence[str] = COLUMN_NAMES) -> pd.DataFrame:
    """Read a CSV table as text, all columns, nothing interpreted (``None`` stays ``None``).

    The header must have the `required` columns, in any order. Another one that it lacks is empty,
    and the team is taken from the system's code.
    """
    header, *rows = csv_rows(path, text)
    _check_header(path, header, required)
    if not rows:
        raise DataError("no systems; at least one was expected", file=path)
    raise_all(
        DataError(f"{len(row)} cells, {len(header)} were expected", file=path, row=number)
        for number, row in enumerate(rows, start=1)
        if len(row) != len(header)
    )
    table = pd.DataFrame(rows, columns=header, dtype=str)
    table = table.reindex(columns=list(COLUMN_NAMES), fill_value="")
    return table if "team" in header else table.assign(team=table["system"].map(team_of))


def _check_header(path: Path, header: Sequence[str], required: Sequence[str]) -> None:
    absent = [name for name in COLUMN_NAMES if name not in header]
    for name in header:
        if name not in COLUMN_NAMES:
            problem = f"no such column{ask_if_meant(name, absent)}"
            raise DataError(problem, file=path, row="header", value=name)
        if header.count(name) > 1:
            raise DataError("a column stands twice", file=path, row="header", value=name)
    if missing := [name for name in absent if name in required]:
        raise DataError(f"the header lacks {', '.join(missing)}", file=path, row="header")


def raise_all(problems: Iterable[DataError]) -> None:
    """Raise one error with a line for each problem, if there are any."""
    if lines := [str(problem) for problem in problems]:
        raise DataError("\n".join(lines))


def ask_if_meant(name: str, absent: Sequence[str]) -> str:
    """Return what a misspelt name is meant to be, as the end of a sentence, or ``""``.

    Only the words in which the two differ are compared: long names that share most of their words
    are different names (``ew_gpu_…``, ``ew_total_…``), as are those with other digits.
    """
    words = re.split(r"[\W_]+", name.casefold())
    for other in absent:
        others = re.split(r"[\W_]+", other.casefold())
        left = "".join(word for word in words if word not in others)
        right = "".join(word for word in others if word not in words)
        alike = difflib.get_close_matches(left, [right], cutoff=_ALIKE)
        if alike and re.findall(r"\d", name) == re.findall(r"\d", other):
            return f"; is {other} meant?"
    return ""
