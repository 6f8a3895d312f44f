"""The built book: what a reader opens."""

import json
import re
import shutil
import subprocess
import zipfile
from html import unescape
from html.parser import HTMLParser

import pandas as pd
import pytest
from conftest import DATA, ROOT

from sedenergy.analysis.figures import FIGURES
from sedenergy.analysis.tables import TABLES
from sedenergy.book.blocks import FOLDED_FROM
from sedenergy.book.downloads import ARCHIVE, DOWNLOADS, say_size
from sedenergy.book.tables import TIDY_COLUMNS, find_scales
from sedenergy.printed.forms import in_scale
from sedenergy.printed.keys import NumberKey
from sedenergy.printed.record import Printed

BUILD = ROOT / "_build"
HTML = BUILD / "html"
NOTEBOOKS = sorted(path.stem for path in (ROOT / "notebooks").glob("*.py"))
CHAPTERS = [name for name in NOTEBOOKS if name not in ("what_comes_out", "systems")]
PAGES = [
    "index",
    *NOTEBOOKS,
    "check",
    "data-card",
    "downloads",
    "add_a_year",
    "status",
    "references",
]
AS_PRINTED = (
    *("printed_text", "Printed", "We get", "What comes out", "As it is", "Read backwards"),
)
"""Columns of text as it stands in the paper."""


class Page(HTMLParser):
    """What the checks need of a page: what it loads, its figures, its text but that of cells."""

    def __init__(self, name):
        super().__init__()
        self.loads, self.text, self.images, self._hidden, self._folds = [], [], [], 0, []
        self.feed((HTML / f"{name}.html").read_text(encoding="utf-8"))

    def handle_starttag(self, tag, attrs):
        values = dict(attrs)
        self._hidden += tag in ("script", "style", "code")
        if tag == "details":  # a cell, or a fold around a table
            self._folds.append("sed-fold" not in (values.get("class") or ""))
            self._hidden += self._folds[-1]
        if tag in ("script", "img", "iframe", "source", "audio", "video"):
            self.loads.append(values.get("src") or "")
        if tag == "link" and values.get("rel") in ("stylesheet", "preload", "icon"):
            self.loads.append(values.get("href") or "")
        if values.get("class") == "sed-figure":
            self.images.append(values)

    def handle_endtag(self, tag):
        self._hidden -= tag in ("script", "style", "code")
        self._hidden -= self._folds.pop() if tag == "details" else 0

    def handle_data(self, data):
        if not self._hidden:
            self.text.append(data)


@pytest.fixture(scope="module")
def pages():
    missing = [p for p in PAGES if not (HTML / f"{p}.html").is_file()]
    assert not missing, f"build the book first (make book): no {missing}"
    return {name: Page(name) for name in PAGES}


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_whole(name, pages):
    text = "".join(pages[name].text)
    assert len(text) > (500 if name != "status" else 100)
    for sign in ("Traceback", "{glue", "{numref", "data-table", "nan", "<NA>", "…:"):
        found = re.search(rf"(?<![\w-]){re.escape(sign)}(?!\w)", text)
        assert not found, text[found.start() - 60 : found.end() + 40]
    assert '"output stderr' not in (HTML / f"{name}.html").read_text(encoding="utf-8")
    assert "cell_output traceback" not in (HTML / f"{name}.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", PAGES)
def test_nothing_is_loaded_from_elsewhere(name, pages):
    assert [u for u in pages[name].loads if re.match(r"(https?:)?//", u)] == []
    source = (HTML / f"{name}.html").read_text(encoding="utf-8")
    assert not re.search(r"unpkg|jsdelivr|cdnjs|googleapis", source)


def test_every_table_and_figure_has_the_papers_number(pages):
    captioned = re.compile(
        r'id="((?:table|figure)-[a-z0-9-]+)".*?caption-number">((?:Table|Figure) [^<]*?) ?</span>',
        re.DOTALL,
    )
    captions = {
        name: dict(captioned.findall((HTML / f"{name}.html").read_text(encoding="utf-8")))
        for name in CHAPTERS
    }
    found = {k: v for chapter in captions.values() for k, v in chapter.items()}
    of_paper = {name: name.capitalize().replace("-", " ") for name in (*TABLES, *FIGURES)}
    assert {name: found.get(name) for name in of_paper} == of_paper
    others = [v for k, v in found.items() if k not in of_paper]
    assert all(re.fullmatch(r"(Table|Figure) S\d+", v) for v in others)
    assert len(set(others)) == len(others)


def test_every_figure_says_what_it_shows(pages):
    figures = [image for name in CHAPTERS for image in pages[name].images]
    chapters = [(ROOT / "notebooks" / f"{name}.py").read_text("utf-8") for name in CHAPTERS]
    # Of some there is one a year.
    assert len(figures) >= sum(text.count("{glue:figure}") for text in chapters) > 0
    assert {f["role"] for f in figures} == {"img"}
    short = [f["aria-label"] for f in figures if len(f["aria-label"]) <= 60]
    assert not short, "what is read out in place of a figure has more than 60 characters"


def data_of(name):
    """Return a table as it is downloaded, and its metadata."""
    folder = HTML / DOWNLOADS / "tables"
    frame = pd.read_csv(folder / f"{name}.csv", dtype=str, keep_default_na=False)
    return frame, json.loads((folder / f"{name}.metadata.json").read_text(encoding="utf-8"))


def test_the_tables_to_download_hold_the_numbers_shown(pages):
    """One row a number, plain and in the quantity's unit; those that differ are seen to."""
    printed = Printed(DATA)
    rows = {}
    for name in TABLES:
        frame, _ = data_of(name)
        assert list(frame.columns) == list(TIDY_COLUMNS)
        rows |= {
            NumberKey(r.table, int(r.year), r.quantity, r.statistic): r for r in frame.itertuples()
        }
    chapters = "".join("".join(pages[c].text) for c in CHAPTERS)
    for key, number in printed.numbers.items():
        row = rows[key]
        assert (float(row.printed), row.printed_text) == (number.value, number.text)
        known = printed.deviations.get(key)
        assert (row.verdict == "reproduced") == (known is None)
        if known:
            scale = find_scales(
                {k: n.text for k, n in printed.numbers.items() if k.table == key.table}
            )
            ours, theirs = (
                in_scale(t, scale[key.measured]) for t in (known.reproduced, number.text)
            )
            assert f"{ours} [{theirs}]" in chapters


def downloads():
    """Return the tables that can be downloaded."""
    return sorted(path.stem for path in (HTML / DOWNLOADS / "tables").glob("*.csv"))


def test_each_download_is_data():
    """The numbers are plain, and the metadata say of every column what it is."""
    for name in downloads():
        frame, about = data_of(name)
        fields = {field["name"]: field for field in about["schema"]["fields"]}
        assert list(fields) == list(frame.columns)
        assert about["rows"] == len(frame)
        assert all(about[part] for part in ("title", "sources", "licenses", "hash"))
        for column, field in fields.items():
            known = [cell for cell in frame[column] if cell]
            if field["type"] != "string":
                assert all(re.fullmatch(r"-?\d+(\.\d+)?", cell) for cell in known), (name, column)
            elif name != "ledger":
                scaled = [cell for cell in known if re.fullmatch(r"[\d.]+ ?[KMG](\b.*)?|–", cell)]
                assert not scaled or column in AS_PRINTED, (name, column, scaled[0])
        assert about["title"] != name, "a table without a caption"


def test_every_file_is_listed_with_its_size_and_is_in_the_archive():
    page = (HTML / "downloads.html").read_text(encoding="utf-8")
    folder = HTML / DOWNLOADS
    files = {p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file()}
    assert {f"{DOWNLOADS}/{name}" for name in files} == set(
        re.findall(r'href="(data/[^"]+)"', page)
    )
    assert say_size((folder / ARCHIVE).stat().st_size) in page
    years = [path.name for path in (DATA / "submissions").iterdir() if path.is_dir()]
    expected = {f"submissions/{year}/systems.csv" for year in years}
    expected |= {f"published/{name}.csv" for name in ("tables", "figures", "claims")}
    expected |= {"tables/ledger.csv", "tables/universes.json", "datapackage.json", "README.md"}
    assert expected <= files
    with zipfile.ZipFile(folder / ARCHIVE) as packed:
        assert {f"sedenergy-data/{name}" for name in files - {ARCHIVE}} == set(packed.namelist())


def test_a_chapter_links_to_its_tables_as_files():
    for name in CHAPTERS:
        source = (HTML / f"{name}.html").read_text(encoding="utf-8")
        tables = (ROOT / "notebooks" / f"{name}.py").read_text("utf-8").count("{data-table}")
        links = re.findall(r'href="(data/tables/[^"]+)"', source)
        assert len([link for link in links if link.endswith(".csv")]) >= tables
        assert all((HTML / link).is_file() for link in links)


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_a_table_has_its_caption_in_sight_and_scrolls_by_keyboard(name):
    source = (HTML / f"{name}.html").read_text(encoding="utf-8")
    figures = re.findall(r'<figure class="sed-table-figure.*?</figure>', source, re.DOTALL)
    assert figures or name not in CHAPTERS
    for figure in figures:
        label = re.search(r'<figcaption id="(.*?)"', figure)[1]
        assert re.search(rf'aria-labelledby="{label}"[^>]*role="region"[^>]*tabindex="0"', figure)
        rows = figure.split("</thead>")[1].count("<tr")
        assert ("<details" in figure) == (rows > FOLDED_FROM)
        assert figure.index("<figcaption") < figure.index("<table")


def test_the_search_finds_entries_and_no_texts_of_drawings():
    text = (HTML / "searchindex.js").read_text(encoding="utf-8")
    index = json.loads(text.removeprefix("Search.setIndex(").removesuffix(")"))
    entries = [
        (anchor, ".".join(filter(None, (prefix, name))))
        for prefix, found in index["objects"].items()
        for _, kind, _, anchor, name in found
        if index["objtypes"][str(kind)] == "ledger:record"
    ]
    ledger = pd.read_csv(BUILD / "ledger.csv", dtype=str, keep_default_na=False)
    page = (HTML / "what_comes_out.html").read_text(encoding="utf-8")
    assert len(entries) == len(ledger)
    assert all(f'id="{anchor}"' in page for anchor, _ in entries)
    for word, anchor in (("doubling", "entry-claim-11"), ("0.012", "entry-claim-16")):
        assert anchor in [found for found, name in entries if word in name]


def test_ledger_and_chapters_lead_to_each_other(pages):
    """Every link between an entry of the ledger and the cell that computes it has a target."""
    sources = {n: (HTML / f"{n}.html").read_text(encoding="utf-8") for n in PAGES}
    ids = {n: set(re.findall(r'id="([^"]+)"', text)) for n, text in sources.items()}
    links = [
        (name, page, target)
        for name, text in sources.items()
        for page, target in re.findall(r'href="([a-z_]+)\.html#((?:cell|ledger)-[a-z0-9-]+)"', text)
    ]
    assert all(target in ids[page] for _, page, target in links)
    into_cells = {t for name, _, t in links if name == "what_comes_out"}
    assert into_cells == {f"cell-{name}" for name in (*TABLES, *FIGURES)}
    back = {t for name, _, t in links if name in CHAPTERS}
    assert back == {t.replace("cell", "ledger") for t in into_cells}


def test_the_ledger_shows_every_entry(pages):
    ledger = pd.read_csv(BUILD / "ledger.csv", dtype=str, keep_default_na=False)
    text = "".join(pages["what_comes_out"].text)
    assert all(f"{i} · section" in text for i in ledger["id"])


def test_every_submission_has_its_row_and_address_without_any_script(pages):
    source = (HTML / "systems.html").read_text(encoding="utf-8")
    rows = dict(re.findall(r'<tr id="([^"]+)"><th scope="row">.*?>(.*?)</a></th>', source))
    systems = pd.read_csv(BUILD / "tables" / "systems.csv", dtype=str, keep_default_na=False)
    assert [unescape(name) for name in rows.values()] == list(systems["system"])
    folders = sorted((ROOT / "data" / "submissions").glob("2*/systems.csv"))
    submitted = [name for path in folders for name in pd.read_csv(path, dtype=str)["system"]]
    assert list(systems["system"]) == submitted
    text = "".join(pages["systems"].text)
    assert all(why in text for why in systems["why"])
    own = re.compile(r'src="_static/((?:scatter|systems)\.js)')
    scripts = {name: own.findall((HTML / f"{name}.html").read_text("utf-8")) for name in PAGES}
    assert scripts.pop("systems") == ["scatter.js", "systems.js"]
    assert not any(scripts.values())


def test_every_link_to_a_system_has_a_row(pages):
    source = (HTML / "systems.html").read_text(encoding="utf-8")
    addresses = set(re.findall(r'<tr id="([^"]+)">', source))
    links = {
        name: re.findall(
            r'href="systems\.html#([^"]+)"', (HTML / f"{name}.html").read_text("utf-8")
        )
        for name in PAGES
    }
    assert all(set(found) <= addresses for found in links.values())
    assert all(links[name] for name in ("performance", "score_against_energy", "what_comes_out"))


def test_the_systems_scripts_are_small_and_can_be_read():
    scripts = [HTML / "_static" / name for name in ("scatter.js", "systems.js")]
    assert sum(len(path.read_bytes()) for path in scripts) < 27_000
    if node := shutil.which("node"):
        for path in scripts:
            subprocess.run([node, "--check", str(path)], check=True)
