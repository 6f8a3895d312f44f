"""The one exception that a user sees."""

from pathlib import Path


class DataError(Exception):
    """Input that cannot be used, said in one sentence.

    Parameters
    ----------
    problem : str
        What is wrong and what was expected.
    file : path-like, optional
        The file; only its name is shown, so that no path of a machine gets into the book.
    row : int or str, optional
        The row (counted from 1, the header not counted), or a table's name.
    system : str, optional
        The system in this row.
    column : str, optional
        The column or field.
    value : object, optional
        The value as it stands there.
    cell : int, optional
        The code cell of a notebook (counted from 1 in the order of execution).

    Examples
    --------
    >>> print(DataError("expected a number", file="a.csv", row=3, column="macs", value="many"))
    a.csv, row 3, column macs: 'many': expected a number
    >>> print(DataError("expected a number", file="a.csv", row=3, system="Made_UP_task4_1"))
    a.csv, row 3 (Made_UP_task4_1): expected a number
    """

    def __init__(
        self,
        problem: str,
        *,
        file: str | Path | None = None,
        row: int | str | None = None,
        system: str | None = None,
        column: str | None = None,
        value: object = None,
        cell: int | None = None,
    ) -> None:
        within = f" ({_bare(system)})" if system else ""
        place = [
            Path(file).name or str(file) if file is not None else "",
            f"row {row}{within}" if row is not None else "",
            f"column {_bare(column)}" if column is not None else "",
            f"cell {cell}" if cell is not None else "",
        ]
        parts = [", ".join(p for p in place if p), shorten(value) if value is not None else ""]
        super().__init__(": ".join([p for p in parts if p] + [problem]))


def shorten(value: object, limit: int = 60) -> str:
    """Return a value as it can stand in a message: quoted, escaped, at most `limit` long."""
    # Cut before it is quoted, so that a value of megabytes costs nothing.
    text = ascii(value) if not isinstance(value, str) else repr(value[: limit + 1])
    return text if len(text) <= limit else f"{text[: limit - 1]}…"


def _bare(text: str, limit: int = 100) -> str:
    """Return a name as it can stand in a message: escaped, not quoted, at most `limit` long."""
    escaped = repr(text[: limit + 1])[1:-1]
    return escaped if len(escaped) <= limit else f"{escaped[: limit - 1]}…"
