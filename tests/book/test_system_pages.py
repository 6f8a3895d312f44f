"""The systems' table and the links to it, in a small project that Sphinx builds."""

import json
import re
from pathlib import Path

import pytest
from conftest import ROOT
from sphinx.testing.util import SphinxTestApp

from sedenergy.book.system_pages import PAGE_SCRIPTS

HOSTILE = "</script><b>x</b>_task4_1"
FIELDS = [
    {"name": "system", "head": "System", "kind": "text", "of": ""},
    {"name": "year", "head": "Year", "kind": "number", "of": ""},
    {"name": "psds", "head": "PSDS <1>", "kind": "number", "of": ""},
    {"name": "psds_low", "head": "Low", "kind": "number", "of": "psds"},
]
SYSTEMS = [
    (name, year, address)
    for name, year, address in [
        ("A_B_task4_1", 2030, "A_B_task4_1"),
        ("A_B_task4_12", 2030, "A_B_task4_12"),
        ("Baseline", 2029, "Baseline-2029"),
        ("Baseline", 2030, "Baseline-2030"),
        (HOSTILE, 2030, "script-b-x-b-_task4_1"),
    ]
]
DATA = {
    "fields": FIELDS,
    "systems": [
        {"address": a, "values": [n, y, 0.5, 0.4], "texts": [n, f"{y}", "0.500 (0.400–0.600)"]}
        for n, y, a in SYSTEMS
    ],
}
INDEX = """\
A_B_task4_1 is no link here
===========================

.. toctree::

   systems

Of A_B_task4_12, A_B_task4_1. Not of xA_B_task4_1, A_B_task4_1-2, ``A_B_task4_1`` or Baseline.

.. data-table:: t.csv

   Of A_B_task4_1.
"""
TABLE = f"""\
Year,System,Why
2029,Baseline,Baseline of 2029
2030,A_B_task4_1,as A_B_task4_12
,Baseline,
2030,{HOSTILE},
"""
CONFIG = """\
extensions = ["sedenergy.book.directives"]
html_theme = "basic"
html_js_files = ["systems.js", "other.js"]
exclude_patterns = ["_build"]
"""


@pytest.fixture(scope="module")
def build(tmp_path_factory):
    """Build the small book with a file of systems, or without; return pages and warnings."""

    def build_with(data, systems="Systems\n=======\n\n.. systems:: tables/systems.json\n"):
        source = tmp_path_factory.mktemp("source")
        (source / "tables").mkdir()
        texts = {"conf.py": CONFIG, "index.rst": INDEX, "systems.rst": systems, "t.csv": TABLE}
        texts |= {"tables/systems.csv": "system\n"}
        texts |= {"tables/systems.json": json.dumps(data)} if data else {}
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
def pages(build):
    made, warnings = build(DATA)
    assert not warnings
    return made


def test_each_system_has_a_row_at_its_address(pages):
    rows = re.findall(r'<tr id="([^"]+)"><th scope="row">(.*?)</th>(.*?)</tr>', pages["systems"])
    assert [address for address, *_ in rows] == [address for *_, address in SYSTEMS]
    assert rows[0][1] == '<a href="#A_B_task4_1">A_B_task4_1</a>'
    number = '<td class="sed-number">'
    assert rows[0][2] == f"{number}2030</td>{number}0.500 (0.400–0.600)</td>"
    assert '<th scope="col" class="sed-number">PSDS &lt;1&gt;</th>' in pages["systems"]
    assert ">Low</th>" not in pages["systems"]


def test_a_name_is_text_and_never_markup(pages):
    assert "&lt;/script&gt;&lt;b&gt;x&lt;/b&gt;_task4_1</a>" in pages["systems"]
    data = re.search(r'id="systems-data">(.*?)</script>', pages["systems"])[1]
    handed = json.loads(data)
    assert handed["systems"][-1]["values"][0] == HOSTILE
    assert "texts" not in handed["systems"][0]


def test_the_scripts_are_loaded_on_the_systems_page_alone(pages):
    for name in ("systems.js", "scatter.js"):
        assert f'<script defer="defer" src="_static/{name}"></script>' in pages["systems"]
        assert pages["systems"].count(f"_static/{name}") == 1
        assert name not in pages["index"]
    assert "other.js" in pages["index"]
    assert re.search(r'href="_downloads/[^"]*systems.csv"', pages["systems"])


def test_names_lead_to_their_systems(pages):
    links = re.findall(r'href="systems.html#([^"]*)">(.*?)<', pages["index"])
    assert links == [
        *(("A_B_task4_12",) * 2, ("A_B_task4_1",) * 2),
        *(("A_B_task4_1",) * 2, ("Baseline-2029", "Baseline")),
        *(("A_B_task4_1",) * 2, ("A_B_task4_12",) * 2),
        ("script-b-x-b-_task4_1", "&lt;/script&gt;&lt;b&gt;x&lt;/b&gt;_task4_1"),
    ]


def test_without_systems_nothing_is_linked(build):
    pages, warnings = build(None, "Systems\n=======\n")
    assert not warnings
    assert "systems.html#" not in pages["index"]


def test_a_file_that_cannot_be_read_is_an_error(build):
    _, warnings = build(None)
    assert "systems: tables/systems.json cannot be read" in warnings


def test_choices_are_handed_over_within_the_page(build):
    page = "Systems\n=======\n\n.. choices:: tables/systems.json\n"
    pages, warnings = build({**DATA, "name": "</script><b>"}, page)
    assert not warnings
    (handed,) = re.findall(r'id="universes-data">(.*?)</script>', pages["systems"], re.DOTALL)
    assert json.loads(handed)["name"] == "</script><b>"
    assert '<div id="sed-choices"></div>' in pages["systems"]
    _, warnings = build(None, page)
    assert "choices: tables/systems.json cannot be read" in warnings


def test_each_page_with_scripts_of_its_own_is_a_chapter():
    assert all((ROOT / "notebooks" / f"{page}.py").is_file() for page in PAGE_SCRIPTS)
    static = {path.name for path in (ROOT / "book" / "_static").glob("*.js")}
    assert {name for names in PAGE_SCRIPTS.values() for name in names} <= static
