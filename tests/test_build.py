"""Executing chapters and putting pages into place."""

import re

import nbformat
import pytest

from sedenergy import build
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

# %%
{code}
"""


@pytest.fixture
def chapter(tmp_path):
    def write(code, kernel="python3"):
        path = tmp_path / "chapter.py"
        path.write_text(CHAPTER.format(code=code, kernel=kernel), encoding="utf-8")
        return path

    return write


def test_a_missing_kernel_is_one_sentence(chapter, tmp_path, capsys):
    path = chapter("print(1)", kernel="python9")
    assert main(["execute", str(path), "--build-dir", str(tmp_path / "b")]) == 2
    error = capsys.readouterr().err
    assert "chapter.py: 'python9': no kernel of this name is installed" in error
    assert len(error.strip().splitlines()) == 1
    assert not (tmp_path / "b" / "notebooks" / "chapter.ipynb").exists()


def test_a_failing_cell_is_shown_with_its_error(chapter):
    path = chapter("nobody_knows_this")
    with pytest.raises(DataError, match="NameError") as failure:
        build.execute(path, {})
    assert "nobody_knows_this" in str(failure.value)


def test_a_failing_chapter_stops_no_other(chapter, tmp_path, capsys):
    bad = chapter("1 / 0")
    good = tmp_path / "good.py"
    good.write_text(CHAPTER.format(code="print(1)", kernel="python3"), encoding="utf-8")
    assert main(["execute", str(bad), str(good), "--build-dir", str(tmp_path / "b")]) == 2
    said = capsys.readouterr()
    assert re.search(r"chapter: failed after \d+\.\d s", said.out)
    assert re.search(r"good: done in \d+\.\d s", said.out)
    assert "chapter.py, cell 3: ZeroDivisionError: division by zero" in said.err
    assert said.err.rstrip().endswith("--- the cell ---\n1 / 0")
    made = {p.relative_to(tmp_path / "b").as_posix() for p in (tmp_path / "b").rglob("*.*")}
    assert made == {"notebooks/good.ipynb", "depends/good.d", "depends/good.tables",
                    "times/good.json"}  # fmt: skip
    # Make takes the notebook for done once it is there, so the rest has to be there before.
    status = [(tmp_path / "b" / name).stat() for name in
              ("depends/good.d", "times/good.json", "notebooks/good.ipynb")]  # fmt: skip
    assert [s.st_ctime_ns for s in status] == sorted(s.st_ctime_ns for s in status)
    # Its time is that of its beginning: what is changed while it runs is newer.
    assert status[2].st_mtime_ns < status[0].st_mtime_ns - 10**8


def test_what_a_chapter_read_becomes_a_rule_for_make(chapter, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "a.csv").write_text("x")
    (tmp_path / "data" / "b.csv").write_text("x")
    chapter(
        "from pathlib import Path\nPath('data/a.csv').read_text()\nlist(Path('data').glob('*'))"
    )
    assert main(["execute", "chapter.py", "--build-dir", "b"]) == 0
    rule = (tmp_path / "b" / "depends" / "chapter.d").read_text(encoding="utf-8")
    # The package itself stands elsewhere here; the other file was not read, its folder was listed.
    assert rule == "b/notebooks/chapter.ipynb: data data/a.csv\ndata:\ndata/a.csv:\n"


def test_tables_of_an_earlier_state_go(chapter, tmp_path, monkeypatch):
    """Those that the chapter does not write any more, and all of a chapter that is gone."""
    monkeypatch.chdir(tmp_path)
    made, source = tmp_path / "b", tmp_path / "notebooks" / "chapter.py"
    source.parent.mkdir()

    def tables(*names):
        lines = [f"write_whole(Path('../b/tables/{name}.csv'), 'x')" for name in names]
        code = "\n".join(
            ["from pathlib import Path", "from sedenergy.files import write_whole", *lines]
        )
        source.write_bytes(chapter(code).read_bytes())
        assert main(["execute", str(source), "--build-dir", "b"]) == 0
        return {path.name for path in (made / "tables").iterdir()}

    (made / "tables").mkdir(parents=True)
    (made / "tables" / "another.csv").write_text("x")
    assert tables("one", "two") == {"one.csv", "two.csv", "another.csv"}
    assert tables("two") == {"two.csv", "another.csv"}
    build.forget(tmp_path, made)
    assert (made / "tables" / "two.csv").is_file()
    source.unlink()
    build.forget(tmp_path, made)
    left = {p.relative_to(made).as_posix() for p in made.rglob("*") if p.is_file()}
    assert left == {"tables/another.csv"}


@pytest.mark.parametrize("gone", [True, False])
def test_a_page_that_is_gone_is_told(gone, tmp_path):
    for name in ("_config.yml", "_toc.yml", "data/README.md", "book/index.md", "book/page.md"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(name)
    made = tmp_path / "_build"
    assert not build.stage(tmp_path, made)
    if gone:
        (tmp_path / "book" / "page.md").unlink()
    else:
        (tmp_path / "_toc.yml").write_text("another order")
    assert build.stage(tmp_path, made)
    assert not build.stage(tmp_path, made)
    assert (made / "source" / "page.md").is_file() != gone


def test_an_executed_chapter_carries_no_times_and_hides_its_settings(chapter):
    path = chapter("print(years)")
    first, _ = build.execute(path, {"years": [2023]})
    notebook = nbformat.reads(first, as_version=4)
    assert "papermill" not in notebook.metadata
    hidden = [c.source for c in notebook.cells if "remove-cell" in c.metadata.get("tags", [])]
    assert len(hidden) == 2
    assert "[2023]" in notebook.cells[-1].outputs[0]["text"]
    assert build.execute(path, {"years": [2023]})[0] == first


def test_pages_are_put_into_place_and_stale_ones_go(tmp_path):
    made, html = tmp_path / "made", tmp_path / "html"
    (made / "a").mkdir(parents=True)
    (made / "index.html").write_text("new")
    (made / "a" / "b.html").write_text("b")
    html.mkdir()
    (html / "index.html").write_text("old")
    (html / "gone.html").write_text("x")
    build.mirror(made, html, last="index.html")
    files = {p.relative_to(html).as_posix(): p.read_text() for p in html.rglob("*") if p.is_file()}
    assert files == {"index.html": "new", "a/b.html": "b"}
