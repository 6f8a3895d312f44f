"""An IPython extension that notes what a notebook reads and writes.

Like a compiler that lists the headers a source includes: modules of the package that were imported,
files that were opened and folders that were listed, as they are when the notebook has run; make
learns from it what depends on what. And files that were put into place, to know which are stale.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterable
from pathlib import Path

_READING = {"open", "os.listdir", "os.scandir"}
_seen: set[str] = set()
_placed: set[str] = set()


def _note(event: str, arguments: tuple[object, ...]) -> None:
    """Keep the path of an audit event; called for every one, so it only looks at the name."""
    if event in _READING and isinstance(arguments[0], str):
        _seen.add(arguments[0])
    elif event == "os.rename":  # how files are put into place whole
        _placed.add(str(arguments[1]))


def load_ipython_extension(_shell: object) -> None:
    """Begin to note; a kernel calls it before the first cell (``--ext=sedenergy.trace``)."""
    sys.addaudithook(_note)


def report() -> str:
    """Return the paths as JSON.

    Returns
    -------
    str
        Two sorted lists of absolute paths, of those that are there: ``read``, with those of the
        package's modules, and ``written``.
    """
    modules = {
        module.__file__
        for name, module in sys.modules.items()
        if name.split(".")[0] == "sedenergy" and getattr(module, "__file__", None)
    }
    return json.dumps({"read": _there(_seen | modules), "written": _there(_placed)})


def _there(paths: Iterable[str | None]) -> list[str]:
    absolute = {os.path.abspath(path) for path in paths if path}  # noqa: PTH100
    return sorted(path for path in absolute if Path(path).exists())
