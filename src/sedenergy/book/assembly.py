"""From executed chapters, pages and data to the book: one run of Jupyter Book, from nothing."""

import json
import os
import platform
import shutil
import subprocess
import sys
from collections.abc import Iterable
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

import pandas as pd
from filelock import FileLock

from sedenergy.book.citation import write_citations, write_metadata
from sedenergy.book.execution import begin_folder, put_in_place
from sedenergy.book.theme import colours_css
from sedenergy.book.trimming import trim_pages
from sedenergy.check.ledger import join_worlds
from sedenergy.errors import DataError
from sedenergy.files import write_whole

PACKAGES = ("jupyter-book", "sphinx", "jupytext", "papermill", "nbval", "pandas", "matplotlib")
"""Whose versions the status page names."""


def assemble_book(root: Path, data_dir: Path, build: Path) -> Path:
    """Build the book's pages with Jupyter Book and put them into place, all at once.

    Parameters
    ----------
    root, data_dir : Path
        The project, and its data.
    build : Path
        The folder with ``chapters/``. Gets ``html/``, ``tables/`` and ``ledger.csv``; what Jupyter
        Book was given stays in ``source/``.

    Returns
    -------
    Path
        The front page.

    Raises
    ------
    DataError
        A chapter is not executed; or Jupyter Book found something to warn of, or wrote no front
        page. The pages in place stay.
    """
    build.mkdir(parents=True, exist_ok=True)
    with FileLock(build / ".lock"):
        work, source, tables = build / "work", build / "source", build / "tables.new"
        made = work / "_build" / "html"  # where Jupyter Book puts it
        for folder in (work, source, tables):
            shutil.rmtree(folder, ignore_errors=True)
        begin_folder(made)
        chapters = executed_chapters(root, build)
        lay_out_source(root, data_dir, chapters, source)
        write_citations(root, source)
        run_jupyter_book(source, work)
        write_metadata(root, made)
        trim_pages(made)
        write_status(root, chapters, made)
        put_in_place(_copied(source / "tables", tables), build / "tables")
        if (build / "tables" / "ledger.csv").is_file():
            shutil.copyfile(build / "tables" / "ledger.csv", build / "ledger.csv")
        put_in_place(made, build / "html")
        shutil.rmtree(work)
    return build / "html" / "index.html"


def executed_chapters(root: Path, build: Path) -> list[Path]:
    """Return the folders of the executed chapters, and remove those of chapters that are gone.

    Raises
    ------
    DataError
        A chapter is not executed.
    """
    names = sorted(path.stem for path in (root / "notebooks").glob("*.py"))
    for folder in (build / "chapters").glob("[!.]*"):
        if folder.name not in names:
            shutil.rmtree(folder)
    folders = [build / "chapters" / name for name in names]
    for folder in folders:
        if not folder.is_dir():
            problem = "the chapter is not executed; `make book` executes it"
            raise DataError(problem, file=f"{folder.name}.py")
    return folders


def lay_out_source(root: Path, data_dir: Path, chapters: Iterable[Path], source: Path) -> None:
    """Lay out what Jupyter Book builds: pages, executed chapters, their tables and the data.

    Raises
    ------
    DataError
        Two chapters write a table of the same name.
    """
    _copied(root / "book", source)
    for name in ("_config.yml", "_toc.yml"):
        shutil.copyfile(root / name, source / name)
    _copied(data_dir, source / "data")
    (source / "tables").mkdir()
    for chapter in chapters:
        shutil.copyfile(chapter / f"{chapter.name}.ipynb", source / f"{chapter.name}.ipynb")
        for table in sorted(chapter.glob("tables/*")):
            if (source / "tables" / table.name).exists():
                problem = "another chapter writes a table of this name; expected another name"
                raise DataError(problem, file=f"{chapter.name}.py", value=table.name)
            shutil.copyfile(table, source / "tables" / table.name)
    _complete_ledger(source / "tables")
    write_whole(source / "_static" / "colours.css", colours_css())


def _complete_ledger(tables: Path) -> None:
    """Join to the ledger what other chapters say of its claims, in ``claims-NAME.csv``."""
    path, parts = tables / "ledger.csv", sorted(tables.glob("claims-*.csv"))
    if parts and path.is_file():
        ledger, *others = (
            pd.read_csv(file, dtype=str, keep_default_na=False) for file in (path, *parts)
        )
        write_whole(path, join_worlds(ledger, others).to_csv(index=False, lineterminator="\n"))


def run_jupyter_book(source: Path, work: Path) -> None:
    """Build the pages of a folder into ``_build/html`` of another.

    Raises
    ------
    DataError
        Jupyter Book found something to warn of, or wrote no front page.
    """
    # It has no __main__. A third of its time would go to looking for garbage among the nodes of
    # the pages, which are all in use until it ends.
    call = "import gc; gc.disable(); from jupyter_book.cli.main import main; main()"
    options = ("--quiet", "--warningiserror", "--nitpick", "--keep-going", "--path-output")
    run = subprocess.run(
        [sys.executable, "-c", call, "build", *options, str(work), str(source)],
        capture_output=True,
        text=True,
        check=False,
    )
    if run.returncode or not (work / "_build" / "html" / "index.html").is_file():
        said = [line for line in (run.stdout + run.stderr).splitlines() if line.strip()]
        telling = [line for line in said if "WARNING" in line or "ERROR" in line] or said[:20]
        raise DataError("Jupyter Book did not build the book:\n" + "\n".join(telling))


def write_status(root: Path, chapters: Iterable[Path], pages: Path) -> None:
    """Write ``measured/status.js``: what differs from build to build, for the status page.

    It stands in a file of its own, so that the pages of two builds are equal; and in a script, as
    a page that is opened from a disk may not read other files, but may run them.
    """
    commit = _git(root, "log", "-1", "--format=%h of %cs")
    if commit and _git(root, "status", "--porcelain", "--untracked-files=no"):
        commit += ", with changes that are not committed"
    changed = _git(root, "log", "-1", "--format=%cs", "--", "data/submissions")
    unknown = "not known: no git history here"
    machine = f"{platform.machine()}, {os.cpu_count()} cores, {platform.platform(terse=True)}"
    facts = {
        "Commit": commit or unknown,
        "Data last changed": changed or unknown,
        "Built": f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC",
        "Machine": machine,
    }
    seconds = {folder.name: (folder / "seconds").read_text("utf-8").strip() for folder in chapters}
    versions = {"Python": platform.python_version(), **{name: version(name) for name in PACKAGES}}
    tables = [
        {"caption": "This copy", "head": ["What", "Which"], "rows": [*facts.items()]},
        {"caption": "Chapters", "head": ["Executed", "Seconds"], "rows": [*seconds.items()]},
        {"caption": "Versions", "head": ["Package", "Version"], "rows": [*versions.items()]},
    ]
    content = json.dumps({"tables": tables}, indent=1)
    write_whole(pages / "measured" / "status.js", f'sedMeasured("status", {content});\n')


def _copied(origin: Path, target: Path) -> Path:
    """Copy a folder without what is hidden in it."""
    return shutil.copytree(origin, target, ignore=shutil.ignore_patterns(".*"))


def _git(root: Path, *arguments: str) -> str:
    try:
        run = subprocess.run(
            ["git", *arguments], cwd=root, capture_output=True, text=True, check=True
        )
    except (OSError, subprocess.CalledProcessError):
        return ""
    return run.stdout.strip()
