"""The book on paper: its main chapters as one PDF, printed by an installed Chromium or Chrome."""

import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from bs4 import BeautifulSoup, Tag

from sedenergy.errors import DataError
from sedenergy.files import write_whole

PRINTED_PAGES = (
    *("index", "general_trends", "normalization", "gpu_share", "performance", "energy_caps"),
    *("how_sure", "every_choice", "instrument", "score_against_energy"),
)
"""The pages that are printed, in order: what does not hold stands on the first."""

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
"""Names by which a browser is looked for, after the one that ``BROWSER_PATH`` names."""

_DEAD = ".headerlink, .cell, .sed-download, script, button, .sed-narrow, nav, form"
"""What does nothing on paper: code, downloads, controls, drawings for a phone."""

_DATES = re.compile(rb"/(CreationDate|ModDate) \(D:[^)]*\)")
_PRINT_STYLE = """
@page { size: A4; margin: 18mm 16mm; @bottom-center { content: counter(page); font-size: 9pt; } }
body { font-size: 10pt; padding: 0; background: #fff; }
.sed-page { break-before: page; } .sed-page:first-of-type { break-before: auto; }
h1, h2, h3, caption, summary { break-after: avoid; }
tr, figure, .sed-figure-block, img, svg { break-inside: avoid; }
thead { display: table-header-group; }
.sed-table-wrapper { overflow: visible !important; max-height: none !important; }
table.sed-table, table.sed-table * { font-size: 7.5pt; }
table.sed-table { display: table; width: 100%; max-height: none !important; overflow: visible; }
td, th { white-space: normal !important; overflow-wrap: anywhere; padding: 2px 4px !important; }
"""


def find_browser() -> str:
    """Return the path of an installed browser.

    Raises
    ------
    DataError
        There is none.
    """
    named = os.environ.get("BROWSER_PATH", "")
    found = next((path for name in (named, *BROWSERS) if name and (path := shutil.which(name))), "")
    if not found:
        raise DataError("no Chromium or Chrome was found; BROWSER_PATH=… names one")
    return found


def print_book(pages: Path, target: Path, names: Sequence[str] = PRINTED_PAGES) -> Path:
    """Print pages of the built book as one PDF; equal input gives equal bytes.

    Parameters
    ----------
    pages : Path
        The built pages.
    target : Path
        The PDF.
    names : sequence of str

    Raises
    ------
    DataError
        There is no browser, or it printed nothing.
    """
    browser = find_browser()
    with tempfile.TemporaryDirectory() as folder:
        page, made = Path(folder) / "book.html", Path(folder) / "book.pdf"
        write_whole(page, join_pages(pages, names))
        options = ["--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer"]
        options += ["--generate-pdf-document-outline", f"--user-data-dir={folder}/profile"]
        command = [browser, *options, f"--print-to-pdf={made}", page.as_uri()]
        run = subprocess.run(command, capture_output=True, text=True, check=False)
        if not made.is_file():
            said = (run.stderr or "it said nothing").strip().splitlines()[-1]
            raise DataError(f"the browser printed nothing: {said}", file=browser)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(_without_time(made.read_bytes()))
    return target


def _without_time(content: bytes) -> bytes:
    """Return a PDF with the frozen time of the build in place of now."""
    seconds = int(os.environ.get("SOURCE_DATE_EPOCH", "0"))
    stamp = f"{datetime.fromtimestamp(seconds, UTC):%Y%m%d%H%M%S}+00'00'".encode()
    return _DATES.sub(rb"/\1 (D:" + stamp + b")", content)


def join_pages(pages: Path, names: Sequence[str]) -> str:
    """Return the articles of pages as one page, with its own links, styles and contents."""
    parts, titles = [], []
    for name in names:
        path = pages / f"{name}.html"
        if not path.is_file():
            raise DataError("expected a built page; `make book` builds it", file=path)
        soup = BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")
        article = soup.select_one("article.bd-article")
        if article is None:
            raise DataError("expected an article in the page", file=path)
        _prepare(article, name, names)
        heading = article.find("h1")
        titles.append((name, heading.get_text(strip=True) if heading else name))
        parts.append(f'<section class="sed-page" id="{name}">{article.decode_contents()}</section>')
    first, *others = parts
    items = "".join(f'<li><a href="#{name}">{title}</a></li>' for name, title in titles[1:])
    contents = f"<h2>Contents</h2><ol>{items}</ol>"
    styles = "\n".join(
        path.read_text(encoding="utf-8")
        for path in (
            *(pages / "_static" / "styles").glob("*.css"),
            *(pages / "_static" / name for name in ("colours.css", "sedenergy.css")),
        )
        if path.is_file()
    )
    return (
        f'<!doctype html><html lang="en" data-theme="light"><head><meta charset="utf-8">'
        f"<title>{titles[0][1]}</title><style>{styles}{_PRINT_STYLE}</style></head>"
        f"<body>{first}{contents}{''.join(others)}</body></html>\n"
    )


def _prepare(article: Tag, name: str, names: Sequence[str]) -> None:
    """Take out what does nothing on paper, open what is folded, and lead links within the whole."""
    for dead in article.select(_DEAD):
        dead.decompose()
    for section in article.select("section section"):
        if not section.find(["p", "table", "svg", "ul", "ol", "pre"]):
            section.decompose()  # all of it was code
    for folded in article.select("details"):
        folded["open"] = ""
    # A drawing refers to its own parts, whose names begin with that of the figure.
    for tag in (t for t in article.select("[id]") if not t.find_parent("svg")):
        tag["id"] = f"{name}--{tag['id']}"
    for link in article.select("a[href]"):
        page, _, place = str(link["href"]).partition("#")
        stem = page.removesuffix(".html") if page else name
        if "://" in page:
            continue
        if stem in names:
            link["href"] = f"#{stem}--{place}" if place else f"#{stem}"
        else:
            link.unwrap()
