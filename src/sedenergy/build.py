"""From the notebooks' sources to executed chapters and the folder that Jupyter Book builds."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import chdir, contextmanager
from dataclasses import dataclass
from pathlib import Path

import nbformat
from jupyter_core.utils import ensure_event_loop

from sedenergy import measured
from sedenergy.errors import DataError
from sedenergy.files import write_whole
from sedenergy.notebooks import read_notebook


@dataclass(frozen=True)
class Execution:
    """How the execution of a notebook went.

    Attributes
    ----------
    name : str
    seconds : float
        From start to end, the kernel's start and stop with it.
    error : DataError or None
        Why it failed.
    """

    name: str
    seconds: float
    error: DataError | None


def execute_all(
    sources: Sequence[Path],
    data_dir: Path,
    build: Path,
    jobs: int,
    say: Callable[[str, DataError | None], None],
) -> list[Execution]:
    """Execute notebooks side by side, each in a kernel of its own; one that fails stops no other.

    Parameters
    ----------
    sources : sequence of Path
        The py:percent notebooks, of one folder, in which they run.
    data_dir : Path
    build : Path
        Gets ``notebooks/NAME.ipynb``, ``tables/``, ``depends/NAME.d`` (what the notebook read, for
        make), ``depends/NAME.tables`` (what it wrote) and ``times/NAME.json``.
    jobs : int
        How many at a time.
    say : callable
        Takes a line on each that begins, is done or failed, and why it failed.

    Returns
    -------
    list of Execution
        In the order of `sources`.
    """
    folders = {source.resolve().parent for source in sources}
    if len(folders) != 1:
        raise DataError("expected notebooks of one folder", value=", ".join(map(str, sources)))
    root, folder, build = Path.cwd(), folders.pop(), build.resolve()
    # Relative to the notebook, so that no path of a machine gets into the book.
    parameters: dict[str, object] = {
        "data_dir": os.path.relpath(data_dir.resolve(), folder),
        "tables_dir": os.path.relpath(build / "tables", folder),
    }

    def one(source: Path) -> Execution:
        name, start, error = source.stem, time.perf_counter(), None
        began = time.time_ns()
        say(f"{name}: executing", None)
        target = build / "notebooks" / f"{name}.ipynb"
        try:
            text, noted = execute(folder / source.name, parameters)
        except DataError as failure:
            error = failure
            target.unlink(missing_ok=True)  # what is there is of another state: do it again
        finally:
            ensure_event_loop().close()  # papermill leaves that of the thread open
        seconds = time.perf_counter() - start
        if error:
            say(f"{name}: failed after {seconds:.1f} s", error)
        else:
            rule = depends(target, noted["read"], root, beside=build)
            # The notebook last: once it is there, make takes it for done.
            write_whole(build / "depends" / f"{name}.d", rule)
            keep_tables(build, name, map(Path, noted["written"]))
            times = json.dumps({"chapter": name, "seconds": round(seconds, 2)})
            write_whole(build / "times" / f"{name}.json", f"{times}\n")
            write_whole(target, text)
            # As the Makefile's rule for the book: what was changed meanwhile is newer.
            os.utime(target, ns=(began, began))
            say(f"{name}: done in {seconds:.1f} s", None)
        return Execution(name, seconds, error)

    # Papermill would change the folder of the whole process for each notebook.
    with chdir(folder), ThreadPoolExecutor(max(1, jobs)) as pool:
        return list(pool.map(one, sources))


def keep_tables(build: Path, name: str, written: Iterable[Path]) -> None:
    """Remove the tables that a notebook wrote the last time and does not write any more.

    Parameters
    ----------
    build : Path
        With ``tables/``; ``depends/NAME.tables`` lists what each notebook wrote.
    name : str
        The notebook's.
    written : iterable of Path
        What it wrote now; what is not below ``tables/`` does not count.
    """
    tables, listed = build / "tables", build / "depends" / f"{name}.tables"
    now = {path.relative_to(tables).as_posix() for path in written if path.is_relative_to(tables)}
    before = set(listed.read_text("utf-8").splitlines()) if listed.is_file() else set()
    for stale in before - now:
        (tables / stale).unlink(missing_ok=True)
    write_whole(listed, "".join(f"{table}\n" for table in sorted(now)))


def forget(root: Path, build: Path) -> None:
    """Remove what notebooks that are gone have left in a build's folder.

    Parameters
    ----------
    root : Path
        The project, with ``notebooks/``.
    build : Path
    """
    for executed in (build / "notebooks").glob("*.ipynb"):
        name = executed.stem
        if not (root / "notebooks" / f"{name}.py").is_file():
            keep_tables(build, name, ())
            for left in (f"depends/{name}.tables", f"depends/{name}.d", f"times/{name}.json"):
                (build / left).unlink(missing_ok=True)
            executed.unlink()


def depends(target: Path, read: Iterable[str], root: Path, beside: Path) -> str:
    """Write what a file was made from as a rule for make.

    Parameters
    ----------
    target : Path
    read : iterable of str
        Absolute paths; those outside of the project, or of what the build itself makes, are left
        out.
    root, beside : Path
        The project, and the build's folder.

    Returns
    -------
    str
        The rule; and an empty one for each file, so that one that is gone is no error.
    """
    inside = [
        path.relative_to(root).as_posix()
        for path in map(Path, read)
        if path.is_relative_to(root)
        and not path.is_relative_to(beside)
        # What Python lists and opens to find modules says nothing: the modules themselves do.
        and path.suffix != ".pyc"
        and not (path.is_dir() and list(path.rglob("*.py")))
        and not {".venv", "notebooks"} & set(path.relative_to(root).parts)
    ]
    names = sorted(dict.fromkeys(inside))
    made = Path(os.path.relpath(target, root)).as_posix()
    return "\n".join([f"{made}: {' '.join(names)}", *(f"{name}:" for name in names), ""])


def execute(source: Path, parameters: dict[str, object]) -> tuple[str, dict[str, list[str]]]:
    """Execute a notebook with papermill.

    Parameters
    ----------
    source : Path
        The py:percent notebook; it runs in the current folder.
    parameters : dict
        For its parameters cell; relative paths from the current folder.

    Returns
    -------
    executed : str
        The executed ``.ipynb``; without papermill's times and paths, so that builds are equal.
    noted : dict of str to list of str
        What it read and wrote, as `sedenergy.trace.report` gives it.

    Raises
    ------
    DataError
        A cell failed: its number, its source and the error.
    """
    # Half a second of imports, which building the pages does without.
    import papermill
    from jupyter_client.kernelspec import NoSuchKernel
    from papermill.exceptions import PapermillExecutionError

    with tempfile.TemporaryDirectory() as folder:
        plain, done = Path(folder) / source.with_suffix(".ipynb").name, Path(folder) / "done.ipynb"
        notebook = read_notebook(source)
        notebook.cells.append(nbformat.v4.new_code_cell(_LAST_CELL, id="trace"))
        nbformat.write(notebook, plain)
        try:
            papermill.execute_notebook(
                str(plain), str(done), parameters=parameters, progress_bar=False,
                # It would write the whole notebook, figures and all, twice for each cell.
                request_save_on_cell_execute=False,
                # It would say that it talks to its own machine without encryption, and that it was
                # interrupted when all is done; what goes wrong in a cell comes with the cell.
                extra_arguments=["--log-level=CRITICAL", "--ext=sedenergy.trace"],
            )  # fmt: skip
        except NoSuchKernel as error:
            raise DataError(
                "no kernel of this name is installed; `make setup` installs it",
                file=source, value=error.name,
            ) from error  # fmt: skip
        except PapermillExecutionError as error:
            raise DataError(
                f"{error.ename}: {error.evalue}\n--- the cell ---\n{error.source}",
                file=source,
                cell=error.exec_count,
            ) from error
        executed = nbformat.read(done, as_version=4)
        last = executed.cells.pop()
        return nbformat.writes(strip(executed)) + "\n", json.loads(last.outputs[0]["text"])


_LAST_CELL = "from sedenergy.trace import report\n\nprint(report())"
"""Added to each notebook that is executed, and taken out again."""


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
        interrupted = unfinished.exists()
        work.mkdir(parents=True, exist_ok=True)
        unfinished.touch()
        forget(root, build)
        source = build / "source"
        # Sphinx would leave the pages and the files to download of what is gone; and its own notes
        # cannot be trusted after a build that was interrupted.
        if (stage(root, build) or interrupted) and (work / "_build").exists():
            shutil.rmtree(work / "_build")
        # It has no __main__. A third of its time would go to looking for garbage among the nodes
        # of the pages, which are all in use until it ends.
        call = "import gc; gc.disable(); from jupyter_book.cli.main import main; main()"
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
        mirror(made, build / "html", last="index.html", keep=measured.FOLDER)
        measured.write(root, build)
        unfinished.unlink()
    return build / "html" / "index.html"


def mirror(origin: Path, target: Path, last: str, keep: str = "") -> None:
    """Make a folder equal to another, each file whole; `last` comes when all others are there.

    What is in the folder `keep` of the target stays, and hidden files are no part of it: Sphinx
    keeps notes of its own for the next build in one.
    """
    files = sorted((f for f in origin.rglob("*") if f.is_file() and f.name[0] != "."),
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
        if stale.relative_to(target) not in wanted and stale.relative_to(target).parts[0] != keep:
            stale.unlink()


def stage(root: Path, build: Path) -> bool:
    """Lay out what Jupyter Book builds: pages, executed chapters and tables in ``build/source``.

    Files that did not change keep their time, so that only what changed is built again.

    Parameters
    ----------
    root : Path
        The project.
    build : Path
        The folder with ``notebooks/`` and ``tables/``.

    Returns
    -------
    bool
        Whether there had been something else that is gone: a file, or a page in the contents.
    """
    source = build / "source"
    contents = source / "_toc.yml"
    before = contents.read_bytes() if contents.is_file() else b""
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
    gone = [f for f in source.rglob("*") if f.is_file() and f not in wanted]
    for stale in gone:
        stale.unlink()
    return bool(gone) or before not in (b"", contents.read_bytes())
