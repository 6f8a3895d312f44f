"""Executing chapters: what is written, what a failure leaves, whose settings count."""

import ctypes
import os
import subprocess
import sys
import time

import nbformat
import psutil
import pytest

from sedenergy.book.execution import begin_folder, execute_chapter, put_in_place, run_notebook
from sedenergy.cli import main
from sedenergy.errors import DataError

CHAPTER = """\
# ---
# jupyter:
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: {kernel}
# ---

# %% [markdown]
# # A chapter

# %% tags=["parameters"]
years = []
data_dir = "."
tables_dir = ""

# %%
{code}
"""
TABLE = "from pathlib import Path\nPath(tables_dir).mkdir()\n(Path(tables_dir) / '{}').touch()"


@pytest.fixture
def chapter(tmp_path):
    def write(code, name="chapter", kernel="python3"):
        path = tmp_path / "notebooks" / f"{name}.py"
        path.parent.mkdir(exist_ok=True)
        path.write_text(CHAPTER.format(code=code, kernel=kernel), encoding="utf-8")
        return path

    return write


def files(folder):
    return {p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file()}


def test_a_missing_kernel_is_one_sentence(chapter, tmp_path, capsys):
    path = chapter("print(1)", kernel="python9")
    assert main(["execute", str(path), "--build-dir", str(tmp_path / "b")]) == 2
    error = capsys.readouterr().err
    assert "chapter.py: 'python9': no kernel of this name is installed" in error
    assert len(error.strip().splitlines()) == 1


def test_a_failing_chapter_stops_no_other_and_leaves_what_was_there(chapter, tmp_path, capsys):
    bad, good = chapter("1 / 0"), chapter(TABLE.format("a.csv"), "good")
    made = tmp_path / "b" / "chapters"
    (made / "chapter").mkdir(parents=True)
    (made / "chapter" / "of an earlier run").touch()
    assert main(["execute", str(bad), str(good), "--build-dir", str(tmp_path / "b")]) == 2
    said = capsys.readouterr()
    assert said.out.startswith("chapter: executing\ngood: executing\ngood: done in ")
    assert said.err.startswith("sedenergy: chapter.py, cell 3: ZeroDivisionError: division by zero")
    assert said.err.endswith("--- the cell ---\n1 / 0\n")
    assert files(made / "chapter") == {"of an earlier run"}
    assert files(made / "good") == {".made", "good.ipynb", "seconds", "tables/a.csv"}


def test_a_chapter_leaves_nothing_of_its_last_run_and_no_trace_of_this_one(chapter, tmp_path):
    """But what it writes now; and the stamp, with the time at which it began."""
    source, build = chapter(TABLE.format("old.csv")), tmp_path / "b"
    execute_chapter(source, tmp_path, build)
    first = build / "chapters" / "chapter" / "chapter.ipynb"
    before = first.read_bytes()
    execute_chapter(source, tmp_path, build)
    assert first.read_bytes() == before
    stamp = first.with_name(".made").stat().st_mtime_ns
    assert source.stat().st_mtime_ns < stamp < first.stat().st_mtime_ns - 10**8
    chapter(TABLE.format("new.csv"))
    execute_chapter(source, tmp_path, build)
    assert files(first.parent) == {".made", "chapter.ipynb", "seconds", "tables/new.csv"}


def test_two_processes_may_execute_the_same_chapter(chapter, tmp_path):
    source = chapter(TABLE.format("a.csv"))
    call = [sys.executable, "-m", "sedenergy.cli", "execute", str(source)]
    both = [subprocess.Popen([*call, "--build-dir", str(tmp_path / "b")]) for _ in range(2)]
    assert [process.wait() for process in both] == [0, 0]
    assert "tables/a.csv" in files(tmp_path / "b" / "chapters" / "chapter")


def test_the_parameters_are_hidden_and_the_users_settings_do_not_count(
    chapter, tmp_path, monkeypatch
):
    monkeypatch.setenv("IPYTHONDIR", "/nowhere")
    for name in ("HOME", "MPLCONFIGDIR"):
        monkeypatch.delenv(name, raising=False)
    source = chapter("import os\nprint(years, data_dir, tables_dir, os.environ['IPYTHONDIR'])")
    execute_chapter(source, tmp_path / "data", tmp_path / "b")
    assert os.environ["IPYTHONDIR"] == "/nowhere"
    assert "MPLCONFIGDIR" not in os.environ
    notebook = nbformat.read(tmp_path / "b" / "chapters" / "chapter" / "chapter.ipynb", 4)
    assert "papermill" not in notebook.metadata
    hidden = [c for c in notebook.cells if "remove-cell" in c.metadata.get("tags", [])]
    assert len(hidden) == 2
    tables = "../b/chapters/.chapter.new/tables"
    expected = f"[] ../data {tables} {tmp_path / 'b' / 'home' / 'ipythondir'}\n"
    assert notebook.cells[-1].outputs[0]["text"] == expected


def test_a_failing_cell_is_shown_with_its_error(chapter):
    with pytest.raises(DataError, match=r"(?s)NameError.*the cell ---\nnobody_knows_this"):
        run_notebook(chapter("nobody_knows_this"), {})


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux lets a process adopt orphans")
@pytest.mark.parametrize("seconds", [0.0, pytest.param(3.0, marks=pytest.mark.slow)])
def test_a_kernel_ends_with_the_process_that_started_it(seconds, chapter, tmp_path):
    """Also while it is starting, and where another process than the first one adopts it."""
    call = [
        sys.executable,
        "-m",
        "sedenergy.cli",
        "execute",
        str(chapter("import time; time.sleep(60)")),
    ]
    adopt = ctypes.CDLL(None).prctl
    adopt(36, 1, 0, 0, 0)  # PR_SET_CHILD_SUBREAPER
    try:
        process = psutil.Popen([*call, "--build-dir", str(tmp_path / "b")])
        while not process.children():
            time.sleep(0.02)
        time.sleep(seconds)
        kernels = process.children(recursive=True)
        process.kill()
        process.wait()
        _, left = psutil.wait_procs(kernels, timeout=15)
        assert kernels
        assert not left
    finally:
        adopt(36, 0, 0, 0, 0)


def test_a_folder_is_put_in_place_whole(tmp_path):
    """Nobody sees it half: it gets its name when it is done, and what was there is gone."""
    target, fresh = tmp_path / "html", tmp_path / "fresh"
    for name in ("first", "second"):
        fresh.mkdir()
        (fresh / "of a killed build").touch()
        begin_folder(fresh)
        (fresh / name).touch()
        put_in_place(fresh, target)
        assert files(tmp_path) == {"html/.made", f"html/{name}"}
