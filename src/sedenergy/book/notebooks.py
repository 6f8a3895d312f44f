"""The notebooks as a check: read, held against their rules, written with the printed numbers.

`sedenergy.check` is imported only where something is checked, so that a notebook is executed by a
process that does without pandas.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import jupytext
import nbformat

from sedenergy.errors import DataError
from sedenergy.files import write_whole

CHECK_TAG = "nbval-check-output"
"""The tag that makes nbval compare a cell's output."""

TAGS = frozenset(
    {
        CHECK_TAG,
        "parameters",
        "hide-input",
        "hide-cell",
        "hide-output",
        "remove-cell",
        "remove-input",
    }
)
"""Every tag that a notebook may use: nbval and Jupyter Book ignore one that they do not know."""

PROMPTS = {
    "code_prompt_show": "Show the check against print",
    "code_prompt_hide": "Hide the check against print",
}
"""What the book writes at a check cell, which is folded."""

MOST_LINES = 15
"""Lines that a code cell may have: a notebook holds prose and calls."""

_DEFINITION = re.compile(r"^\s*(?:async )?(?:def|class) (\w+)", re.MULTILINE)
_CHECK_CALL = re.compile(r"\bpaper\.check\(\s*\"([a-z0-9-]+)\"")


def read_notebook(path: Path) -> nbformat.NotebookNode:
    """Read a py:percent notebook, with what its check cells need to be folded in the book.

    Raises
    ------
    DataError
        It cannot be read.
    """
    try:
        notebook = jupytext.read(path)
    except (OSError, ValueError) as error:
        raise DataError("expected a py:percent notebook", file=path) from error
    for number, cell in enumerate(notebook.cells):
        cell["id"] = f"cell-{number}"  # jupytext makes random ones; builds should be equal
        tags = _tags_of(cell)
        if CHECK_TAG in tags:
            cell.metadata["tags"] = [*dict.fromkeys(["hide-cell", *tags])]
            cell.metadata["mystnb"] = dict(PROMPTS)
    return notebook


def problems_of(paths: Iterable[Path]) -> list[str]:
    """Return what is wrong with the notebooks: an empty list where nothing is.

    Each must have a title, a full kernel, a ``parameters`` cell with ``years`` and ``data_dir``,
    known tags only, short code cells without functions, and a check of the data. Each table and
    figure must be checked in exactly one notebook. No call of ``paper.check`` may stand in a cell
    that nbval does not compare.
    """
    from sedenergy.check.cells import SUBJECTS

    notebooks = {path.name: read_notebook(path) for path in paths}
    problems = [f"{n}: {p}" for n, book in notebooks.items() for p in _problems_of_one(book)]
    for subject in SUBJECTS[1:]:  # every notebook checks the data
        places = [name for name, book in notebooks.items() if subject in subjects_of(book)]
        if len(places) != 1:
            where = ", ".join(places) or "no notebook"
            problems.append(f"{subject} is checked in {where}; expected one")
    return problems


def subjects_of(notebook: nbformat.NotebookNode) -> list[str]:
    """Return what the check cells of a notebook are about, in order."""
    tagged = [cell.source for cell in notebook.cells if CHECK_TAG in _tags_of(cell)]
    return [subject for source in tagged for subject in _CHECK_CALL.findall(source)]


def _problems_of_one(notebook: nbformat.NotebookNode) -> Iterator[str]:
    kernel = notebook.metadata.get("kernelspec", {})
    if {"display_name", "language", "name"} - set(kernel) or kernel["name"] != "python3":
        yield "expected a kernelspec with display_name, language and name: python3"
    first = notebook.cells[0] if notebook.cells else None
    if first is None or first.cell_type != "markdown" or not first.source.startswith("# "):
        yield "expected a title in the first cell"
    settings = [cell.source for cell in notebook.cells if "parameters" in _tags_of(cell)]
    if len(settings) != 1 or not all(f"{n} =" in settings[0] for n in ("years", "data_dir")):
        yield "expected one parameters cell with years and data_dir"
    for number, cell in enumerate(notebook.cells, start=1):
        yield from (f"cell {number} {problem}" for problem in _problems_of_cell(cell))
    if "data" not in subjects_of(notebook):
        yield 'no check cell for the data: print(paper.check("data"))'


def _problems_of_cell(cell: nbformat.NotebookNode) -> Iterator[str]:
    from sedenergy.check.cells import SUBJECTS

    tags, code = _tags_of(cell), cell.source if cell.cell_type == "code" else ""
    for tag in sorted({*tags} - TAGS):
        yield f"has the tag {tag!r}; there are {', '.join(sorted(TAGS))}"
    calls = _CHECK_CALL.findall(code)
    if CHECK_TAG in tags and len(calls) != 1:
        yield f"is tagged {CHECK_TAG} and has {len(calls)} calls of paper.check, not 1"
    if calls and CHECK_TAG not in tags:
        yield f"calls paper.check without the tag {CHECK_TAG}"
    for subject in sorted({*calls} - {*SUBJECTS}):
        yield f"checks {subject!r}; there are {', '.join(SUBJECTS)}"
    if (lines := len(code.splitlines())) > MOST_LINES:
        yield f"has {lines} lines of code; expected at most {MOST_LINES}"
    for name in _DEFINITION.findall(code):
        yield f"defines {name}, which belongs in the package"


def _tags_of(cell: nbformat.NotebookNode) -> Sequence[str]:
    return list(cell.metadata.get("tags", []))


def write_expected(path: Path, out_dir: Path, data_dir: Path) -> Path:
    """Write a notebook with the printed numbers as the stored output of its check cells.

    The ``.ipynb`` goes to `out_dir`, where nbval runs it; its parameter is set to `data_dir`.

    Raises
    ------
    DataError
        The notebook breaks a rule of `problems_of`, or a file of `data_dir` cannot be read.
    """
    from papermill.parameterize import parameterize_notebook

    from sedenergy.check.cells import expected_output
    from sedenergy.printed.record import Printed

    notebook, printed = read_notebook(path), Printed(data_dir)
    if problems := list(_problems_of_one(notebook)):
        raise DataError("; ".join(problems), file=path)
    for cell in notebook.cells:
        cell.metadata.setdefault("tags", [])  # papermill counts on them
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
        if CHECK_TAG in _tags_of(cell):
            text = expected_output(_CHECK_CALL.findall(cell.source)[0], printed)
            cell.outputs = [nbformat.v4.new_output("stream", name="stdout", text=f"{text}\n")]
            cell.execution_count = 1  # nbval takes output without it for a mistake
    notebook.metadata.setdefault("papermill", {})
    notebook = parameterize_notebook(notebook, {"data_dir": str(data_dir.resolve())})
    target = out_dir / f"{path.stem}.ipynb"
    write_whole(target, nbformat.writes(notebook))
    return target
