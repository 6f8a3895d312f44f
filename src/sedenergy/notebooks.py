"""The notebooks as a check: read, held against their rules, written with the printed numbers.

Apart from `sedenergy.check`, which the notebooks themselves call: so a kernel starts without the
libraries that read notebooks, and what executes a notebook without pandas, which is imported here
only where something is checked.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

import jupytext
import nbformat

from sedenergy.errors import DataError
from sedenergy.files import write_whole

TAG = "nbval-check-output"
"""The tag that makes nbval compare a cell's output."""

TAGS = frozenset(
    {TAG, "parameters", "hide-input", "hide-cell", "hide-output", "remove-cell", "remove-input"}
)
"""Every tag that a notebook may use: nbval and Jupyter Book ignore one that they do not know."""

_LEDGER = re.compile(r"```\{ledger\}[^\n]*\n[#\s]*:subject: (\S+)")
_CALL = re.compile(r"check\.held\(\s*\"([a-z0-9-]+)\"")


def read_notebook(path: Path) -> nbformat.NotebookNode:
    """Read a py:percent notebook.

    Raises
    ------
    DataError
        It cannot be read, or breaks a rule of `problems_of`.
    """
    try:
        notebook = jupytext.read(path)
    except (OSError, ValueError) as error:
        raise DataError("expected a py:percent notebook", file=path) from error
    for number, cell in enumerate(notebook.cells):
        cell["id"] = f"cell-{number}"  # jupytext makes random ones; builds should be equal
    return notebook


def subjects_of(notebook: nbformat.NotebookNode) -> list[str]:
    """Return what the check cells of a notebook are about, in order."""
    return [
        subject
        for cell in notebook.cells
        if TAG in _tags(cell)
        for subject in _CALL.findall(cell.source)
    ]


def problems_of(paths: Iterable[Path]) -> list[str]:
    """Return what is wrong with the notebooks as a check: an empty list where nothing is.

    Each must have a title, a full kernel, a ``parameters`` cell with ``years`` and ``data_dir``,
    known tags only, and a check of the data; each table and figure must be checked in exactly one
    notebook and have its entries of the ledger shown, and no call of ``check.held`` may stand in a
    cell that nbval does not compare.

    Parameters
    ----------
    paths : iterable of Path
        The py:percent notebooks.

    Returns
    -------
    list of str
        One sentence a problem.
    """
    problems: list[str] = []
    from sedenergy.check import SUBJECTS

    places: dict[str, list[str]] = {s: [] for s in SUBJECTS if s != "data"}
    for path in paths:
        notebook = read_notebook(path)
        problems += [f"{path.name}: {p}" for p in _problems_of_one(notebook)]
        for subject in subjects_of(notebook):
            places.get(subject, []).append(path.name)
    shown = {
        subject
        for path in paths
        for cell in read_notebook(path).cells
        for subject in _LEDGER.findall(cell.source)
    }
    for subject, names in places.items():
        if subject not in shown:
            problems.append(f"{subject} has no {{ledger}} block in a notebook")
        if not names:
            problems.append(f"{subject} is checked in no notebook")
        elif len(names) > 1:
            problems.append(f"{subject} is checked more than once: {', '.join(names)}")
    return problems


def _problems_of_one(notebook: nbformat.NotebookNode) -> Iterable[str]:
    from sedenergy.check import SUBJECTS

    kernel = notebook.metadata.get("kernelspec", {})
    if {"display_name", "language", "name"} - set(kernel) or kernel["name"] != "python3":
        yield "expected a kernelspec with display_name, language and name: python3"
    first = notebook.cells[0] if notebook.cells else None
    if first is None or first.cell_type != "markdown" or not first.source.startswith("# "):
        yield "expected a title in the first cell"
    settings = [c.source for c in notebook.cells if "parameters" in _tags(c)]
    if len(settings) != 1 or not all(f"{n} =" in settings[0] for n in ("years", "data_dir")):
        yield "expected one parameters cell with years and data_dir"
    for number, cell in enumerate(notebook.cells, start=1):
        for tag in sorted(set(_tags(cell)) - TAGS):
            yield f"cell {number} has the tag {tag!r}; there are {', '.join(sorted(TAGS))}"
        calls = _CALL.findall(cell.source) if cell.cell_type == "code" else []
        if TAG in _tags(cell) and len(calls) != 1:
            yield f"cell {number} is tagged {TAG} and has {len(calls)} calls of check.held, not 1"
        if calls and TAG not in _tags(cell):
            yield f"cell {number} calls check.held without the tag {TAG}"
        if unknown := set(calls) - set(SUBJECTS):
            yield f"cell {number} checks {unknown.pop()!r}; there are {', '.join(SUBJECTS)}"
    if "data" not in subjects_of(notebook):
        yield 'no check cell for the data: check.held("data", …)'


def _tags(cell: nbformat.NotebookNode) -> list[str]:
    return list(cell.metadata.get("tags", []))


def write_expected(path: Path, out_dir: Path, data_dir: Path) -> Path:
    """Write a notebook with the printed numbers as the stored output of its check cells.

    Parameters
    ----------
    path : Path
        The py:percent notebook.
    out_dir : Path
        Where the ``.ipynb`` goes; nbval runs it there.
    data_dir : Path
        Where the printed numbers are; the notebook's parameter is set to it.

    Returns
    -------
    Path
        The notebook written.

    Raises
    ------
    DataError
        The notebook breaks a rule of `problems_of`, or a file of `data_dir` cannot be read.
    """
    from papermill.parameterize import parameterize_notebook

    from sedenergy.check import expected

    notebook = read_notebook(path)
    if problems := list(_problems_of_one(notebook)):
        raise DataError("; ".join(problems), file=path)
    for cell in notebook.cells:
        cell.metadata.setdefault("tags", [])  # papermill counts on them
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
        if TAG in _tags(cell):
            text = expected(_CALL.findall(cell.source)[0], data_dir)
            cell.outputs = [nbformat.v4.new_output("stream", name="stdout", text=f"{text}\n")]
            cell.execution_count = 1  # nbval takes output without it for a mistake
    notebook.metadata.setdefault("papermill", {})
    notebook = parameterize_notebook(notebook, {"data_dir": str(data_dir.resolve())})
    target = out_dir / f"{path.stem}.ipynb"
    write_whole(target, nbformat.writes(notebook))
    return target
