"""Files written whole or not at all, one alone or several together."""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from sedenergy.errors import DataError

PENDING = ".pending"
"""The folder that holds a change of several files from when it is certain until it is done."""


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
        raise _not_written(path, error) from error


def change(
    folder: Path,
    write: Mapping[Path, str],
    remove: Sequence[Path] = (),
    finish: Callable[[Path], None] | None = None,
) -> None:
    """Write and remove several files of a folder as one change.

    The change is laid down in a folder of its own first; the moment that it gets its name it is
    certain, and whoever comes next carries it out where this process could not (`recover`).

    Parameters
    ----------
    folder : Path
        All files are below it.
    write : mapping of Path to str
    remove : sequence of Path
    finish : callable, optional
        Called with the folder when the files are in place; it may be called again by `recover`.

    Raises
    ------
    DataError
        The folder cannot be written to, the disk is full, or another change is under way;
        nothing was changed.
    """
    draft = None
    try:
        draft = Path(tempfile.mkdtemp(dir=folder, prefix=f"{PENDING}."))
        names = {f"{i}.txt": path for i, path in enumerate(write)}
        for name, path in names.items():
            (draft / name).write_text(write[path], encoding="utf-8", newline="")
        manifest = {
            "write": {name: path.relative_to(folder).as_posix() for name, path in names.items()},
            "remove": [path.relative_to(folder).as_posix() for path in remove],
        }
        (draft / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
        draft.rename(folder / PENDING)
    except OSError as error:
        if draft:
            shutil.rmtree(draft, ignore_errors=True)
        raise _not_written(folder, error) from error
    recover(folder, finish)


def recover(folder: Path, finish: Callable[[Path], None] | None = None) -> bool:
    """Carry out a change that is certain but not done; say whether there was one."""
    pending = folder / PENDING
    if not pending.is_dir():
        return False
    manifest = json.loads((pending / "manifest.json").read_text(encoding="utf-8"))
    for name, path in manifest["write"].items():
        write_whole(folder / path, (pending / name).read_text(encoding="utf-8"))
    for path in manifest["remove"]:
        (folder / path).unlink(missing_ok=True)
    if finish:
        finish(folder)
    # Renamed first: a half removed folder must not be carried out again.
    done = pending.with_name(f"{PENDING}.done")
    shutil.rmtree(done, ignore_errors=True)
    pending.rename(done)
    shutil.rmtree(done, ignore_errors=True)
    return True


def _not_written(path: Path, error: OSError) -> DataError:
    reason = error.strerror or type(error).__name__
    return DataError(f"cannot be written ({reason}); nothing was changed", file=path)
