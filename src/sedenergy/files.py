"""A text file written whole or not at all."""

import os
import tempfile
from pathlib import Path

from sedenergy.errors import DataError


def write_whole(path: Path, text: str) -> None:
    """Write a text file so that a reader sees the old state or the new, never a half.

    Parameters
    ----------
    path : Path
        Its folder is made where there is none.
    text : str
        Written in UTF-8, line ends as they are.

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
        raise DataError(f"the file cannot be written ({reason})", file=path) from error
