"""From the notebooks' sources to executed chapters and the folder that Jupyter Book builds."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import nbformat
import papermill
from jupyter_client.kernelspec import NoSuchKernel
from papermill.exceptions import PapermillExecutionError

from sedenergy.errors import DataError
from sedenergy.files import write_whole
from sedenergy.notebooks import read_notebook


def execute(source: Path, target: Path, parameters: dict[str, object]) -> None:
    """Execute a notebook with papermill and write it, whole or not at all.

    Parameters
    ----------
    source : Path
        The py:percent notebook; it runs in its own folder.
    target : Path
        The executed ``.ipynb``; without papermill's times and paths, so that builds are equal.
    parameters : dict
        For its parameters cell; relative paths from the notebook's folder.

    Raises
    ------
    DataError
        A cell failed: its number, its source and the error.
    """
    with tempfile.TemporaryDirectory() as folder:
        plain, done = Path(folder) / source.with_suffix(".ipynb").name, Path(folder) / "done.ipynb"
        nbformat.write(read_notebook(source), plain)
        try:
            papermill.execute_notebook(
                str(plain), str(done), parameters=parameters, cwd=str(source.parent),
                progress_bar=False,
                # Its warning that it talks to its own machine without encryption says nothing.
                extra_arguments=["--log-level=ERROR"],
            )  # fmt: skip
        except NoSuchKernel as error:
            raise DataError(
                "no kernel of this name is installed; `make setup` installs it",
                file=source, value=error.name,
            ) from error  # fmt: skip
        except PapermillExecutionError as error:
            target.unlink(missing_ok=True)  # what is there is of another state: do it again
            raise DataError(
                f"{error.ename}: {error.evalue}\n--- the cell ---\n{error.source}",
                file=source,
                row=f"cell {error.exec_count}",
            ) from error
        write_whole(target, nbformat.writes(strip(nbformat.read(done, as_version=4))) + "\n")


def strip(notebook: nbformat.NotebookNode) -> nbformat.NotebookNode:
    """Take out of an executed notebook what differs from run to run, and hide its settings."""
    notebook.metadata.pop("papermill", None)
    notebook.metadata.get("language_info", {}).pop("version", None)
    for number, cell in enumerate(notebook.cells):
        cell["id"] = f"cell-{number}"
        for key in ("papermill", "execution"):
            cell.metadata.pop(key, None)
        tags = cell.metadata.get("tags", [])
        if "injected-parameters" in tags or "parameters" in tags:
            cell.metadata["tags"] = [*tags, "remove-cell"]
    return notebook


@contextmanager
def alone(build: Path) -> Iterator[None]:
    """Wait until no other build is at work in a folder, and keep others waiting.

    The lock is the operating system's, so that a build that is killed leaves none behind.
    """
    build.mkdir(parents=True, exist_ok=True)
    with (build / ".lock").open("a+b") as file:
        if sys.platform == "win32":
            import msvcrt

            file.seek(0)
            while True:
                try:
                    msvcrt.locking(file.fileno(), msvcrt.LK_LOCK, 1)
                    break
                except OSError:  # it gives up after ten tries
                    time.sleep(1)
        else:
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX)
        yield


def book(root: Path, build: Path) -> Path:
    """Build the book's pages with Jupyter Book and put them into place, file by file.

    Parameters
    ----------
    root : Path
        The project.
    build : Path
        The folder with ``notebooks/`` and ``tables/``; the pages go to ``html/`` in it.

    Returns
    -------
    Path
        The front page.

    Raises
    ------
    DataError
        Jupyter Book found something to warn of, or wrote no front page; the pages in place stay.
    """
    with alone(build):
        work = build / "work"
        unfinished = work / "unfinished"
        if unfinished.exists():
            shutil.rmtree(work)  # a build was interrupted: Sphinx's own notes cannot be trusted
        work.mkdir(parents=True, exist_ok=True)
        unfinished.touch()
        source = stage(root, build)
        call = "from jupyter_book.cli.main import main; main()"  # it has no __main__
        run = subprocess.run(
            [sys.executable, "-c", call, "build", "--quiet", "--warningiserror", "--nitpick",
             "--keep-going", "--path-output", str(work), str(source)],
            capture_output=True, text=True, check=False,
        )  # fmt: skip
        made = work / "_build" / "html"
        if run.returncode or not (made / "index.html").is_file():
            said = [line for line in (run.stdout + run.stderr).splitlines() if line.strip()]
            telling = [line for line in said if "WARNING" in line or "ERROR" in line] or said[-20:]
            raise DataError("Jupyter Book did not build the book:\n" + "\n".join(telling))
        mirror(made, build / "html", last="index.html")
        unfinished.unlink()
    return build / "html" / "index.html"


def mirror(origin: Path, target: Path, last: str) -> None:
    """Make a folder equal to another, each file whole; `last` comes when all others are there."""
    files = sorted((f for f in origin.rglob("*") if f.is_file()),
                   key=lambda f: f.relative_to(origin).as_posix() == last)  # fmt: skip
    for file in files:
        place = target / file.relative_to(origin)
        if place.is_file() and place.read_bytes() == file.read_bytes():
            continue
        place.parent.mkdir(parents=True, exist_ok=True)
        whole = place.with_name(f".{place.name}.new")
        shutil.copyfile(file, whole)
        whole.replace(place)
    wanted = {f.relative_to(origin) for f in files}
    for stale in [f for f in target.rglob("*") if f.is_file()]:
        if stale.relative_to(target) not in wanted:
            stale.unlink()


def stage(root: Path, build: Path) -> Path:
    """Lay out what Jupyter Book builds: pages, executed chapters and tables in one folder.

    Files that did not change keep their time, so that only what changed is built again.

    Parameters
    ----------
    root : Path
        The project.
    build : Path
        The folder with ``notebooks/`` and ``tables/``.

    Returns
    -------
    Path
        ``build/source``.
    """
    source = build / "source"
    wanted: dict[Path, Path] = {
        source / "_config.yml": root / "_config.yml",
        source / "_toc.yml": root / "_toc.yml",
        source / "data" / "README.md": root / "data" / "README.md",
    }
    for folder, place in (
        (root / "book", source),
        (build / "notebooks", source),
        (build / "tables", source / "tables"),
        (root / "data" / "submissions", source / "data" / "submissions"),
        (root / "data" / "published", source / "data" / "published"),
    ):
        wanted |= {
            place / f.relative_to(folder): f for f in sorted(folder.rglob("*")) if f.is_file()
        }
    for target, origin in wanted.items():
        if not target.exists() or target.read_bytes() != origin.read_bytes():
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(origin, target)
    for stale in [f for f in source.rglob("*") if f.is_file() and f not in wanted]:
        stale.unlink()
    return source
