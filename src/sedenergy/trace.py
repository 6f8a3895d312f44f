"""An IPython extension that notes what a notebook reads: make learns from it what depends on what.

Like a compiler that lists the headers a source includes: modules of the package that were imported,
files that were opened and folders that were listed, as they are when the notebook has run.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

_READING = {"open", "os.listdir", "os.scandir"}
_seen: set[str] = set()


def _note(event: str, arguments: tuple[object, ...]) -> None:
    """Keep the path of an audit event; called for every one, so it only looks at the name."""
    if event in _READING and isinstance(arguments[0], str):
        _seen.add(arguments[0])


def load_ipython_extension(_shell: object) -> None:
    """Begin to note; a kernel calls it before the first cell (``--ext=sedenergy.trace``)."""
    sys.addaudithook(_note)


def report() -> str:
    """Return the paths as JSON: those of the package's modules, and all that was read.

    Returns
    -------
    str
        A sorted list of absolute paths, of those that are there.
    """
    modules = {
        module.__file__
        for name, module in sys.modules.items()
        if name.split(".")[0] == "sedenergy" and getattr(module, "__file__", None)
    }
    paths = {os.path.abspath(path) for path in _seen} | {str(path) for path in modules}  # noqa: PTH100
    return json.dumps(sorted(path for path in paths if Path(path).exists()))
