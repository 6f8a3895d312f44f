"""The book's own directives, in a small project that Sphinx builds in this process."""

import re
from pathlib import Path
from types import SimpleNamespace

import pytest
from docutils import nodes
from docutils.utils import new_document
from sphinx.testing.util import SphinxTestApp

from sedenergy.book.directives import drop_thebe, name_check_cells, number_as_the_paper

LEDGER = """\
id,kind,subject,section,what,printed,reproduced,exact,verdict,cause,variant,systems,on_print,chapter,universes,placebo,turned_by
table-1.a,number,table-1,III-A,"a, <a>",4.80,4.81,4.8123,explained,Cut off.,cut,system A,,index,,,
table-1.b,number,table-1,III-A,other,1,1,1.0,reproduced,,,,,index,,,
claim-01,claim,claims,V,it rises,,,,holds in part,It does.,,,holds on print,index,8 %,90 %,A: fails
claim-02,claim,claims,V,it falls,,,,fails,It does not.,,,,index,,,
"""
INDEX = """\
Front
=====

.. toctree::

   second

.. data-table:: t.csv
   :name: table-own
   :class: sed-long

   Our own *table*.

.. data-table:: t.csv
   :name: table-1
   :download: t.csv t.full.csv

   The paper's.

See :numref:`table-own` and :numref:`table-1`.

.. ledger:: ledger.csv

.. ledger:: no_entries.csv
"""
SECOND = """\
Second
======

.. data-table:: empty.csv
   :name: table-2
   :download:

   Another.
"""
CONFIG = """\
extensions = ["sedenergy.book.directives"]
numfig = True
numfig_secnum_depth = 0
exclude_patterns = ["_build"]
html_theme = "basic"
"""
SENTENCE = "A sentence that is longer than fifty characters gets room."
TABLE = (
    f'System,Energy (kWh),Why\n<b>x</b> **y** `z`_ -- ...,1.5,short\n"=LINK(""a"")",12,{SENTENCE}\n'
    "claim-07,7,\nclaim-07 and more,8,my-claim-07\n"
)


@pytest.fixture(scope="module")
def build(tmp_path_factory):
    """Build the small book, with another text of its second page; return pages and warnings."""

    def build_with(second=SECOND):
        source = tmp_path_factory.mktemp("source")
        texts = {"conf.py": CONFIG, "index.rst": INDEX, "second.rst": second, "ledger.csv": LEDGER}
        texts |= {"t.csv": TABLE, "t.full.csv": TABLE, "empty.csv": "A,B\n", "none.csv": ""}
        texts |= {"no_entries.csv": LEDGER.splitlines()[0], "ragged.csv": "A,B\n1,2\n1,2,3\n"}
        for name, text in texts.items():
            (source / name).write_text(text, encoding="utf-8")
        app = SphinxTestApp("html", srcdir=source)
        app.build()
        pages = {p.stem: p.read_text("utf-8") for p in Path(app.outdir).glob("*.html")}
        warnings = app.warning.getvalue()
        app.cleanup()
        return pages, warnings

    return build_with


@pytest.fixture(scope="module")
def made(build):
    pages, warnings = build()
    assert not warnings
    return pages


def test_cells_are_text_and_never_markup(made):
    assert "<p>&lt;b&gt;x&lt;/b&gt; **y** `z`_ -- ...</p>" in made["index"]
    assert "<b>x</b>" not in made["index"]
    assert "<p>=LINK(&quot;a&quot;)</p>" in made["index"]


def test_numbers_line_up_and_sentences_have_room(made):
    row = re.search(r"<tr[^>]*>(?:(?!</tr>).)*=LINK.*?</tr>", made["index"], re.DOTALL)[0]
    assert re.findall(r"<td(?: class=\"(.*?)\")?>", row) == ["", "sed-number", "sed-sentence"]
    assert '<th class="head sed-number"><p>Energy (kWh)</p></th>' in made["index"]


def test_captions_are_numbered_and_referred_to(made):
    text = made["index"] + made["second"]
    numbers = re.findall(r'caption-number">(Table [^<]*?) ?</span>', text)
    assert numbers == ["Table S1", "Table 1", "Table 2"]
    assert "Our own <em>table</em>." in text
    assert re.findall(r'class="std std-numref">(.*?)</span>', text) == ["Table S1", "Table 1"]
    assert '<table class="sed-table sed-long docutils' in text


def test_a_table_links_to_its_files_and_one_of_the_paper_to_its_entries(made):
    texts = "Download this table (CSV)", "Download: full precision (CSV)", "Every number"
    assert [made["index"].count(text) for text in texts] == [2, 1, 1]
    assert made["index"].count('<p class="sed-download"><a') == 2
    assert 'href="what_comes_out.html#ledger-table-1"' in made["index"]
    assert "sed-download" not in made["second"]


def test_the_name_of_a_claim_leads_to_its_entry(made):
    link = '<a class="reference external" href="what_comes_out.html#entry-claim-07">claim-07</a>'
    assert made["index"].count(link) == made["index"].count("#entry-claim-07") == 2  # two tables
    assert 'id="entry-claim-01"' in made["index"]


def test_the_ledger_shows_what_was_printed_what_comes_out_and_why(made):
    table = made["index"].split('id="ledger-table-1"')[1].split('id="ledger-claims"')[0]
    first = re.search(r'<tr[^>]*id="entry-table-1-a">.*?</tr>', table, re.DOTALL)[0]
    assert "verdict-explained" in first.split(">")[0]
    shown = re.findall(r"<p.*?>(.*?)</p>", first)
    link = '<a class="reference internal" href="index.html#cell-table-1">table-1.a</a>'
    assert shown.pop(1) == f'{link}<span class="sed-section"> · section III-A</span>'
    assert shown == [
        *("a, &lt;a&gt;", "4.80", "4.81", "4.8123", "explained"),
        *("Cut off.", "By: cut.", "Rests on system A."),
    ]
    assert table.count("Rests on") == 1


def test_the_ledger_shows_claims(made):
    table = made["index"].split('id="ledger-claims"')[1].split("</table>")[0]
    heads = re.findall(r"<th.*?<p>(.*?)</p>", table)
    assert heads == ["Entry", "Printed", "Verdict", "Why"]
    assert "verdict-holds-in-part" in table
    assert re.findall("On the printed numbers: (.*?)<", table) == ["holds on print"]
    assert 'href="index.html">claim-01</a>' in table
    assert "Holds in 8 % combinations of choices." in table
    assert "it holds in 90 % of the worlds." in table
    assert table.count("Turned when left out: ") == table.count("out: A: fails.") == 1
    assert "There are no entries for the years that are shown." in made["index"]


@pytest.mark.parametrize("directive", ["data-table", "ledger"])
@pytest.mark.parametrize(
    ("file", "message"),
    [
        ("no.csv", "no.csv cannot be read"),
        ("none.csv", "none.csv: expected a header"),
        ("ragged.csv", "ragged.csv, row 2: expected 2 cells, found 3"),
    ],
)
def test_a_file_that_is_no_table_is_an_error(directive, file, message, build):
    _, warnings = build(f"Second\n======\n\n.. {directive}:: {file}\n")
    assert f"{directive}: {message}" in warnings


def test_tables_and_figures_have_the_papers_numbers_or_count_on_in_reading_order():
    labels = {"table-12": ("b", "id1"), "figure-1": ("b", "id2"), "my-table-1": ("b", "id3")}
    env = SimpleNamespace(
        config=SimpleNamespace(root_doc="index"),
        toctree_includes={"index": ["b", "a"], "a": ["b", "c"]},
        toc_fignumbers={
            "a": {"table": {"id1": (3,)}},
            "alone": {"table": {"id9": (4,)}},
            "c": {"table": {"id5": (5,)}},
            "b": {"table": {"id1": (1,), "id3": (2,)}, "figure": {"id2": (1,), "id4": (2,)}},
        },
        get_domain=lambda name: SimpleNamespace(data={"anonlabels": labels}),
    )
    assert number_as_the_paper(None, env) == []
    assert env.toc_fignumbers == {
        "b": {"table": {"id1": ("12",), "id3": ("S1",)}, "figure": {"id2": ("1",), "id4": ("S1",)}},
        "a": {"table": {"id1": ("S2",)}},
        "c": {"table": {"id5": ("S3",)}},
        "alone": {"table": {"id9": ("S4",)}},
    }


def test_a_check_cell_has_the_id_of_what_it_checks():
    document = new_document("page")
    for classes, code in [
        (["cell"], 'print(paper.check("table-1"))'),
        (["cell"], 'print(\n    paper.check(\n        "figure-2"))'),
        (["cell"], "paper.ledger"),
        (["cell"], None),
        (["other"], 'print(paper.check("table-3"))'),
    ]:
        content = [nodes.literal_block(code, code)] if code else []
        document += nodes.container("", *content, classes=classes)
    name_check_cells(None, document)
    assert [cell["ids"] for cell in document] == [["cell-table-1"], ["cell-figure-2"], [], [], []]


def test_scripts_from_the_network_are_left_out():
    own, thebe = "_static/ledger.js", SimpleNamespace(attributes={"body": "var Thebe = 1"})
    context = {"script_files": [own, "https://unpkg.com/thebe@0.8.2/lib/index.js", thebe]}
    drop_thebe(None, "index", "page.html", context, None)
    assert context["script_files"] == [own]
