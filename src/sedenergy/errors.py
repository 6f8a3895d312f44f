"""The one exception that a user sees."""

from __future__ import annotations

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
        The row (counted from 1, the header not counted) or the system.
    column : str, optional
        The column or field.
    value : object, optional
        The value as it stands there.

    Examples
    --------
    >>> print(DataError("expected a number", file="a.csv", row=3, column="macs", value="many"))
    a.csv, row 3, column macs: 'many': expected a number
    """

    def __init__(
        self,
        problem: str,
        *,
        file: str | Path | None = None,
        row: int | str | None = None,
        column: str | None = None,
        value: object = None,
    ) -> None:
        place = [
            Path(file).name if file is not None else "",
            f"row {row}" if row is not None else "",
            f"column {column}" if column is not None else "",
        ]
        parts = [", ".join(p for p in place if p), shorten(value) if value is not None else ""]
        super().__init__(": ".join([p for p in parts if p] + [problem]))


def shorten(value: object, limit: int = 60) -> str:
    """Return a value as it can stand in a message: quoted, escaped, at most `limit` long."""
    text = ascii(value) if not isinstance(value, str) else repr(value)
    return text if len(text) <= limit else f"{text[: limit - 1]}…"
