"""Takes out of the built pages what the theme brings along and no page of this book uses."""

import re
import shutil
from pathlib import Path

from sedenergy.files import write_whole

UNUSED = (
    *("_static/scripts/fontawesome.js", "_static/vendor", "_static/sphinx-thebe.css"),
    *("_static/sphinx-thebe.js", "_static/sphinx-design.min.css", "_static/design-tabs.js"),
    *("_static/sbt-webpack-macros.html", "_static/webpack-macros.html"),
)
"""Files and folders of the theme that go: 11 icons stand in ``icons.css`` instead of a font."""

_SEARCH = ("_static/searchtools.js", "_static/language_data.js", "searchindex.js")
"""What only the page of the search needs."""

_SCRIPT = re.compile(r'[ \t]*<script\b[^>]*\bsrc="([^"?]+)[^"]*"[^>]*></script>\n?')
_STYLE = re.compile(r'[ \t]*<link\b[^>]*\bhref="([^"?]+\.css)[^"]*"[^>]*/>\n?')
_THEBE = re.compile(
    r'[ \t]*<script type="text/x-thebe-config">.*?</script>\n?'
    r"|[ \t]*<script>kernelName = [^<]*</script>\n?",
    re.DOTALL,
)
_GLYPHS = re.compile(r"@font-face\{[^}]*\}|(?:\.fa[\w-]*:before,?)+\{[^}]*\}")


def trim_pages(pages: Path) -> None:
    """Take out unused scripts, styles, fonts and maps of sources; pages no longer name them."""
    for page in pages.rglob("*.html"):
        text = page.read_text(encoding="utf-8")
        is_search = page.name == "search.html"
        write_whole(page, trim_page(text, is_search))
    for name in UNUSED:
        path = pages / name
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)
    for source in pages.rglob("*.map"):
        source.unlink()
    for sheet in (pages / "_static" / "styles").glob("pydata-sphinx-theme.css"):
        write_whole(sheet, _GLYPHS.sub("", sheet.read_text(encoding="utf-8")))


def trim_page(text: str, is_search: bool = False) -> str:
    """Return a page without what it does not use.

    Examples
    --------
    >>> trim_page('<script src="searchindex.js"></script><p>a</p>')
    '<p>a</p>'
    >>> trim_page('<script src="_static/doctools.js?v=1"></script>')
    '<script src="_static/doctools.js?v=1"></script>'
    """
    gone = UNUSED if is_search else (*UNUSED, *_SEARCH)

    def keep(match: re.Match[str]) -> str:
        return "" if match[1].removeprefix("../").startswith(gone) else match[0]

    return _THEBE.sub("", _STYLE.sub(keep, _SCRIPT.sub(keep, text)))
