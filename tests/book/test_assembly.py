"""From executed chapters to pages: what is laid out, what is in place after a failure."""

import json

import nbformat
import pytest
from conftest import ROOT

from sedenergy.book.assembly import assemble_book, executed_chapters, lay_out_source, write_status
from sedenergy.check.ledger import gather_entries
from sedenergy.errors import DataError

CONTENTS = "format: jb-book\nroot: index\nchapters: [{file: other}, {file: one}]\n"


@pytest.fixture
def project(tmp_path):
    """A small book: two pages, and a chapter that is executed."""
    texts = {
        "book/index.md": "# A book\n\nText.\n",
        "book/other.md": "# Other\n",
        "_config.yml": "title: A book\nexecute: {execute_notebooks: 'off'}\n"
        "only_build_toc_files: true\n",
        "_toc.yml": CONTENTS,
        "data/a.csv": "x\n",
        "data/datapackage.json": '{"title": "Data", "resources": []}',
        "CITATION.cff": (ROOT / "CITATION.cff").read_text(encoding="utf-8"),
        "data/.lock": "",
        "notebooks/one.py": "",
    }
    for name, text in texts.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text)
    execute(tmp_path, "one", "one.csv", "ledger.csv")
    return tmp_path


def execute(project, name, *tables):
    """Put the folder of an executed chapter in place."""
    folder = project / "_build" / "chapters" / name
    (folder / "tables").mkdir(parents=True)
    cell = nbformat.v4.new_markdown_cell(f"# {name}", id="cell-0")
    nbformat.write(nbformat.v4.new_notebook(cells=[cell]), folder / f"{name}.ipynb")
    (folder / "seconds").write_text("1.5\n")
    for table in tables:
        (folder / "tables" / table).write_text(name)


def test_a_small_book_is_built_from_nothing_and_a_warning_leaves_it(project):
    """A page that is taken out of the contents is gone, and so are a chapter and its tables."""
    build = project / "_build"
    execute(project, "gone", "gone.csv")
    page = assemble_book(project, project / "data", build)
    assert "Text." in page.read_text(encoding="utf-8")
    assert (build / "html" / "one.html").is_file()
    downloads = [p.name for p in (build / "html" / "data").rglob("*") if p.is_file()]
    assert {"a.csv", "one.csv", "one.metadata.json", "sedenergy-data.zip"} <= set(downloads)
    assert {path.name for path in (build / "tables").iterdir()} == {"one.csv", "ledger.csv"}
    assert (build / "ledger.csv").read_text() == "one"
    assert not (build / "chapters" / "gone").exists()
    stamp = (build / "html" / ".made").stat().st_mtime_ns
    assert stamp < page.stat().st_mtime_ns

    (project / "_toc.yml").write_text(CONTENTS.replace("{file: other}, ", ""))
    (build / "work").mkdir()
    (build / "work" / "of a killed build").touch()
    assemble_book(project, project / "data", build)
    assert not (build / "html" / "other.html").exists()
    assert {p.name for p in build.iterdir() if p.name[0] != "."} == {
        *("chapters", "html", "tables", "source", "ledger.csv")
    }

    before = page.read_bytes()
    (project / "book" / "index.md").write_text("# A book\n\n[](nowhere.md)\n")
    with pytest.raises(DataError, match=r"(?s)^Jupyter Book did not build the book:.*nowhere"):
        assemble_book(project, project / "data", build)
    assert page.read_bytes() == before


def test_a_chapter_that_is_not_executed_is_named(project):
    (project / "notebooks" / "two.py").touch()
    with pytest.raises(DataError, match=r"two\.py: the chapter is not executed; `make book`"):
        executed_chapters(project, project / "_build")


def test_two_tables_of_one_name_are_refused(project):
    execute(project, "two", "one.csv")
    chapters = sorted((project / "_build" / "chapters").iterdir())
    with pytest.raises(DataError, match=r"two\.py: 'one\.csv': another chapter writes"):
        lay_out_source(project, project / "data", chapters, project / "source")


def test_the_source_has_the_data_without_what_is_hidden_and_the_colours(project):
    source = project / "source"
    lay_out_source(
        project, project / "data", executed_chapters(project, project / "_build"), source
    )
    names = {path.name for path in (source / "data").iterdir()}
    assert names == {"a.csv", "datapackage.json"}
    assert "--sed-ink" in (source / "_static" / "colours.css").read_text()
    assert (source / "tables" / "one.csv").read_text() == "one"


def test_the_ledger_gets_what_chapters_say_of_its_claims(project):
    tables = project / "_build" / "chapters" / "one" / "tables"
    entry = {"id": "claim-01", "kind": "claim", "verdict": "holds"}
    written = gather_entries([entry]).to_csv(index=False, lineterminator="\n")
    (tables / "ledger.csv").write_text(written)
    (tables / "claims-a.csv").write_text("id,universes\nclaim-01,2 % of 8\n")
    (tables / "claims-b.csv").write_text("id,placebo\nclaim-02,5 %\n")

    def laid_out(name):
        chapters = executed_chapters(project, project / "_build")
        lay_out_source(project, project / "data", chapters, project / name)
        return project / name / "tables" / "ledger.csv"

    assert laid_out("first").read_text() == written.removesuffix(",,,\n") + "2 % of 8,,,\n"
    standing = (project / "first" / "tables" / "standing.csv").read_text()
    assert standing.splitlines()[1].startswith('claim-01,,"holds, but hangs')
    assert "fails,0" in (project / "first" / "tables" / "standing-counts.csv").read_text()
    (tables / "ledger.csv").unlink()
    assert not laid_out("second").exists()


def test_what_is_measured_stands_in_a_script(project):
    """Where git knows nothing of the folder, the page says so."""
    write_status(project, executed_chapters(project, project / "_build"), project)
    text = (project / "measured" / "status.js").read_text(encoding="utf-8")
    name, _, content = text.removesuffix(");\n").partition(", ")
    assert name == 'sedMeasured("status"'
    copy, chapters, versions = json.loads(content)["tables"]
    assert copy["rows"][0][0] == "Commit"
    assert chapters["rows"] == [["one", "1.5"]]
    assert "papermill" in dict(versions["rows"])
