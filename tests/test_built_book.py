"""The built book: what a reader opens."""

import re
import shutil
import subprocess
from html import unescape
from html.parser import HTMLParser

import pandas as pd
import pytest
from conftest import DATA, ROOT

from sedenergy.analysis.figures import FIGURES
from sedenergy.analysis.tables import TABLES
from sedenergy.printed.keys import NumberKey
from sedenergy.printed.record import Printed

BUILD = ROOT / "_build"
HTML = BUILD / "html"
NOTEBOOKS = sorted(path.stem for path in (ROOT / "notebooks").glob("*.py"))
CHAPTERS = [name for name in NOTEBOOKS if name != "what_comes_out"]
PAGES = ["index", *NOTEBOOKS, "check", "data-card", "add_a_year", "status", "references"]


class Page(HTMLParser):
    """What the checks need of a page: what it loads, its figures, its text but that of cells."""

    def __init__(self, name):
        super().__init__()
        self.loads, self.text, self.images, self._hidden = [], [], [], 0
        self.feed((HTML / f"{name}.html").read_text(encoding="utf-8"))

    def handle_starttag(self, tag, attrs):
        values = dict(attrs)
        self._hidden += tag in ("details", "script", "style", "code")
        if tag in ("script", "img", "iframe", "source", "audio", "video"):
            self.loads.append(values.get("src") or "")
        if tag == "link" and values.get("rel") in ("stylesheet", "preload", "icon"):
            self.loads.append(values.get("href") or "")
        if values.get("class") == "sed-figure":
            self.images.append(values)

    def handle_endtag(self, tag):
        self._hidden -= tag in ("details", "script", "style", "code")

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


def test_the_tables_to_download_hold_the_numbers_shown(pages):
    printed = Printed(DATA)
    known = {key: deviation.reproduced for key, deviation in printed.deviations.items()}
    folder = BUILD / "tables"
    full = {n: pd.read_csv(folder / f"{n}.full.csv", dtype=str).set_index("id") for n in TABLES}
    plain = {n: re.split("[,\n]", (folder / f"{n}.csv").read_text("utf-8")) for n in TABLES}
    for key, number in printed.numbers.items():
        shown = known.get(key, number.text)
        assert full[key.table].loc[str(key), "shown"] == shown
        assert shown in plain[key.table]
    chapters = "".join("".join(pages[c].text) for c in CHAPTERS)
    for key, shown in known.items():
        if isinstance(key, NumberKey):
            assert f"{shown} [{printed.numbers[key].text}]" in chapters


def test_a_chapter_links_to_its_tables_as_files(pages):
    for name in CHAPTERS:
        source = (HTML / f"{name}.html").read_text(encoding="utf-8")
        tables = (ROOT / "notebooks" / f"{name}.py").read_text("utf-8").count("{data-table}")
        links = re.findall(r'href="(_downloads/[^"]+\.csv)"', source)
        assert len(links) >= tables, f"{name} has a table without a file"
        assert all((HTML / link).is_file() for link in links)


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
