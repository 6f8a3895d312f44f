"""Chapters executed with papermill, each in a folder of its own."""

import os
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import nbformat
from filelock import FileLock

from sedenergy.book.notebooks import read_notebook
from sedenergy.errors import DataError
from sedenergy.files import write_whole

STAMP = ".made"
"""The first file of a folder that is made: its time is that of the beginning, so that what changes
meanwhile is newer. Make compares with it."""


def execute_chapter(source: Path, data_dir: Path, build: Path) -> float:
    """Execute a notebook, in the folder where it stands, into ``chapters/NAME`` of a build.

    Parameters
    ----------
    source : Path
        The py:percent notebook.
    data_dir : Path
    build : Path
        Gets ``NAME.ipynb``, the ``tables`` that the chapter writes, and the ``seconds`` that it
        takes, all at once. Other processes may execute other chapters, or the same.

    Returns
    -------
    float
        The seconds.

    Raises
    ------
    DataError
        A cell failed: its number, its source and the error. What an earlier run made stays.
    """
    name, start = source.stem, time.perf_counter()
    made = build / "chapters" / name
    fresh = made.with_name(f".{name}.new")
    made.parent.mkdir(parents=True, exist_ok=True)
    with FileLock(made.with_name(f".{name}.lock")), own_settings(build.resolve() / "home"):
        begin_folder(fresh)
        # Relative to the notebook, so that no path of a machine gets into the book.
        paths = {"data_dir": data_dir, "tables_dir": fresh / "tables"}
        given = {key: os.path.relpath(path, source.parent) for key, path in paths.items()}
        executed = run_notebook(source, given)
        write_whole(fresh / f"{name}.ipynb", nbformat.writes(executed) + "\n")
        seconds = time.perf_counter() - start
        write_whole(fresh / "seconds", f"{seconds:.1f}\n")
        with FileLock(build / ".lock"):
            put_in_place(fresh, made)
    return seconds


def run_notebook(source: Path, parameters: dict[str, str]) -> nbformat.NotebookNode:
    """Execute a notebook with papermill; return it without times and paths.

    Raises
    ------
    DataError
        A cell failed, or the notebook's kernel is not installed.
    """
    # A quarter of a second of imports, which building the pages does without.
    import papermill
    from jupyter_client.kernelspec import NoSuchKernel
    from papermill.exceptions import PapermillExecutionError
    from traitlets.config import Config

    # A kernel ends with the process that started it, but for one that was still starting then.
    orphan = f"__import__('os').getppid() == {os.getpid()} or __import__('os')._exit(1)"
    is_posix = os.name == "posix"
    # What goes wrong in a cell comes with the cell.
    arguments = ["--log-level=CRITICAL", "--HistoryManager.enabled=False"]
    arguments += [f"--IPKernelApp.exec_lines={orphan}"] if is_posix else []
    with TemporaryDirectory() as folder:
        # Two kernels that start at once could choose the same free port.
        sockets = {"transport": "ipc", "connection_file": f"{folder}/kernel.json"}
        try:
            executed = papermill.execute_notebook(
                read_notebook(source),
                None,
                parameters=parameters,
                cwd=str(source.parent),
                progress_bar=False,
                # It would write the whole notebook, figures and all, twice for each cell.
                request_save_on_cell_execute=False,
                extra_arguments=arguments,
                config=Config({"KernelManager": sockets if is_posix else {}}),
            )
        except NoSuchKernel as error:
            problem = "no kernel of this name is installed; `make setup` installs it"
            raise DataError(problem, file=source, value=error.name) from error
        except PapermillExecutionError as error:
            problem = f"{error.ename}: {error.evalue}\n--- the cell ---\n{error.source}"
            raise DataError(problem, file=source, cell=error.exec_count) from error
    return strip_notebook(executed)


def strip_notebook(notebook: nbformat.NotebookNode) -> nbformat.NotebookNode:
    """Take out of an executed notebook what differs from run to run, and hide its settings."""
    notebook.metadata.pop("papermill", None)
    notebook.metadata.get("language_info", {}).pop("version", None)
    for number, cell in enumerate(notebook.cells):
        cell["id"] = f"cell-{number}"
        for key in ("papermill", "execution"):
            cell.metadata.pop(key, None)
        tags = cell.metadata.get("tags", [])
        if {"injected-parameters", "parameters"} & set(tags):
            cell.metadata["tags"] = [*tags, "remove-cell"]
    return notebook


@contextmanager
def own_settings(folder: Path) -> Iterator[None]:
    """Give kernels a folder for settings and notes: no user's settings change the book.

    A user without a home, or with one that cannot be read, can then build it as well.
    """
    folder.mkdir(parents=True, exist_ok=True)
    before = dict(os.environ)
    names = ("IPYTHONDIR", "JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR")
    os.environ.update({name: str(folder / name.lower()) for name in (*names, "MPLCONFIGDIR")})
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)


def begin_folder(folder: Path) -> None:
    """Make a folder anew, with nothing in it but the stamp of its beginning."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    (folder / STAMP).touch()


def put_in_place(fresh: Path, target: Path) -> None:
    """Put a folder that is whole into the place of another."""
    old = target.with_name(f".{target.name}.old")
    shutil.rmtree(old, ignore_errors=True)
    if target.exists():
        target.rename(old)
    fresh.rename(target)
    shutil.rmtree(old, ignore_errors=True)
