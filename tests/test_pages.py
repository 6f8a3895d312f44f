"""The book's own directives and numbers, in a small project that Sphinx builds in this process."""

import re
import shutil
from pathlib import Path

import nbformat
import pytest
from myst_nb.ext.glue.crossref import read_glue_cache
from sphinx.testing.util import SphinxTestApp

from sedenergy import pages

LEDGER = """\
id,kind,subject,section,what,printed,reproduced,exact,verdict,cause,variant,systems,on_print,chapter
table-1.a,number,table-1,III-A,"what, a",4.80,4.81,4.8123,explained,Cut off.,cut,12 systems,,index
claim-01,claim,claims,V,it rises,,,,holds,It does.,,,holds on the printed table,index
"""
INDEX = """\
Front
=====

.. toctree::

   second

.. data-table:: t.csv
   :name: table-own

   Our own *table*.

.. data-table:: t.csv
   :name: table-1
   :download: t.csv t.full.csv

   The paper's.

See :numref:`table-own` and :numref:`table-1`.

.. ledger:: ledger.csv
   :subject: table-1

.. ledger:: ledger.csv
   :subject: claims

.. ledger:: ledger.csv
   :subject: table-9

.. container:: cell

   .. code-block:: python

      print(check.held("table-1", data, data_dir))

.. container:: cell

   Without code.

.. container:: other

   Not a cell.
"""
SECOND = """\
Second
======

.. data-table:: t.csv
   :name: table-last
   :download:

   Another.
"""
CONFIG = """\
extensions = ["sedenergy.pages"]
numfig = True
numfig_secnum_depth = 0
exclude_patterns = ["_build"]
html_theme = "basic"
"""


@pytest.fixture
def project(tmp_path):
    """A small book; the function builds it and returns its pages and what Sphinx warned of."""
    source = tmp_path / "source"
    source.mkdir()
    rows = 'System,Energy (kWh)\n<b>x</b> **y** `z`_,1.5\n"=HYPERLINK(""a"")",12\n'
    for name, text in {
        "conf.py": CONFIG, "index.rst": INDEX, "second.rst": SECOND, "ledger.csv": LEDGER,
        "t.csv": rows, "t.full.csv": rows,
    }.items():  # fmt: skip
        (source / name).write_text(text, encoding="utf-8")

    def build():
        read_glue_cache.cache_clear()  # else builds are processes of their own
        app = SphinxTestApp("html", srcdir=source)
        written = []
        app.connect("html-page-context", lambda app, name, *_: written.append(name) and None)
        app.build()
        pages = {p.stem: p.read_text("utf-8") for p in Path(app.outdir).glob("*.html")}
        warnings = app.warning.getvalue()
        app.cleanup()
        return pages, written, warnings

    build.source = source
    return build


def test_tables_are_text_with_the_papers_numbers_and_downloads(project):
    made, _, warnings = project()
    assert not warnings
    index = made["index"]
    # What a team called its system is shown and does nothing.
    assert "&lt;b&gt;x&lt;/b&gt; **y** `z`_" in index
    assert "<b>x</b>" not in index
    assert re.search(r'<td class="sed-number"><p>12</p>', index)
    numbers = re.findall(r'caption-number">(Table [^<]*?) ?</span>', index + made["second"])
    assert numbers == ["Table S1", "Table 1", "Table S2"]
    assert ">Table S1</span></a> and <a" in index
    assert index.count("Download this table (CSV)") == 2
    assert index.count("Download: full precision (CSV)") == 1
    assert index.count("Every number: verdict and cause") == 1
    assert "Download" not in made["second"]


def test_the_ledger_shows_its_entries(project):
    index = project()[0]["index"]
    assert 'id="entry-table-1-a"' in index
    assert 'href="index.html#cell-table-1"' in index
    assert re.findall(r'class="cell docutils container" id="(.*?)"', index) == ["cell-table-1"]
    assert "By: cut." in index
    assert "Rests on 12 systems." in index
    assert "On the printed numbers: holds on the printed table" in index
    assert "There are no entries for the years that are shown." in index


def test_pages_are_written_again_only_when_their_numbers_change(project):
    project()
    assert project()[1] == []
    index = project.source / "index.rst"
    index.write_text(INDEX + "\nMore.\n", encoding="utf-8")
    assert "second" not in project()[1]
    index.write_text(INDEX.replace(":name: table-own", ":name: table-2"), encoding="utf-8")
    made, written, _ = project()
    assert {"index", "second"} <= set(written)
    assert "Table S1" in made["second"]


def test_a_table_that_is_not_there_is_said(project):
    (project.source / "index.rst").write_text(INDEX.replace("t.csv\n   :name: table-own", "no.csv"))
    assert "data-table: no.csv cannot be read" in project()[2]


def chapter(path, value):
    """Write an executed chapter with one value to paste."""
    output = nbformat.v4.new_output(
        "display_data", {"text/plain": repr(value)},
        metadata={"scrapbook": {"mime_prefix": "", "name": "key"}},
    )  # fmt: skip
    cells = [nbformat.v4.new_markdown_cell("# Chapter", id="a"),
             nbformat.v4.new_code_cell("1", outputs=[output], id="b")]  # fmt: skip
    metadata = {"language_info": {"name": "python", "pygments_lexer": "python"}}
    nbformat.write(nbformat.v4.new_notebook(cells=cells, metadata=metadata), path)


def test_a_page_that_pastes_from_a_chapter_is_written_with_it(project):
    source = project.source
    (source / "conf.py").write_text(
        CONFIG.replace("[", '["myst_nb", ') + 'nb_execution_mode = "off"\n', encoding="utf-8"
    )
    (source / "index.rst").write_text(INDEX.replace("second", "second\n   chapter\n   pasting"))
    (source / "pasting.md").write_text("# Pasting\n\n{glue}`chapter.ipynb::key`\n", "utf-8")
    chapter(source / "chapter.ipynb", "before")
    assert "before" in project()[0]["pasting"]
    chapter(source / "chapter.ipynb", "after")
    made, written, warnings = project()
    assert not warnings
    assert "after" in made["pasting"]
    assert {"chapter", "pasting"} <= set(written)
    assert "second" not in written
    # Kept from build to build, also where the page itself is not read anew.
    chapter(source / "chapter.ipynb", "again")
    assert "again" in project()[0]["pasting"]


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("index.rst", "Front\n=====", "Other\n====="),
        ("index.rst", "   second\n", "   third\n   second\n"),
        ("index.rst", "The paper's.", "The paper's.\n\n.. _named:\n\nSection\n-------\n"),
        ("_static/own.css", "red", "blue"),
    ],
    ids=["title", "order", "name", "style"],
)
def test_what_other_pages_show_has_all_written(name, old, new, project):
    source = project.source
    (source / "third.rst").write_text("Third\n=====\n", encoding="utf-8")
    (source / "index.rst").write_text(INDEX.replace("   second\n", "   second\n   third\n"))
    (source / "_static").mkdir()
    (source / "_static" / "own.css").write_text("p {color: red}", encoding="utf-8")
    static = 'html_static_path = ["_static"]\nhtml_css_files = ["own.css"]\n'
    (source / "conf.py").write_text(CONFIG + static, encoding="utf-8")
    project()
    assert project()[1] == []
    path = source / name
    path.write_text(path.read_text("utf-8").replace(old, new, 1), encoding="utf-8")
    made, written, _ = project()
    assert {"index", "second", "third"} <= set(written)
    pages = {p.stem: p.read_bytes() for p in (source / "_build" / "html").glob("*.html")}
    shutil.rmtree(source / "_build")
    assert project()[0] == {name: page.decode() for name, page in pages.items()} == made


def test_the_search_index_is_that_of_a_build_from_nothing(project):
    """It forgets words that are gone, and no entry of a page that was not written again."""
    page, index = project.source / "second.rst", project.source / "_build/html/searchindex.js"
    (project.source / "index.rst").write_text(INDEX.replace("second", "second\n   third"), "utf-8")
    (project.source / "third.rst").write_text("Third\n=====\n\n.. index:: quagmire\n", "utf-8")
    text = page.read_text("utf-8")
    project()
    whole = index.read_bytes()
    assert b"quagmire" in whole
    page.write_text(f"{text}\nSomething xylophonic.\n\nZymurgy\n-------\n", encoding="utf-8")
    project()
    assert b"xylophon" in index.read_bytes()
    page.write_text(text, encoding="utf-8")
    project()
    assert index.read_bytes() == whole


def test_a_first_build_names_styles_as_a_later_one():
    context = {"css_tag": lambda css: f'<link href="{css}?v=8cd3d715" />'}
    pages.name_styles_alike(None, "index", "page.html", context, None)
    assert context["css_tag"]("mystnb.11b3.css") == '<link href="mystnb.11b3.css" />'
    assert context["css_tag"]("sedenergy.css") == '<link href="sedenergy.css?v=8cd3d715" />'
