"""What the systems' page adds to Sphinx: its table, and links from every system's name.

``systems`` shows the file that the chapter writes as a table with a row a submission, whole without
any script, and hands the same to the page's own script, within the page: one that is opened from
a disk may read no other file.

A system's name in any page of the book leads to its address. A name that names no task, such as
``Baseline``, does where it is a whole cell, of a row that names its year where several have it.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from html import escape
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from sedenergy.submissions.columns import names_task

SYSTEMS_FILE = "tables/systems.json"
"""Where the systems are, from the folder that Sphinx builds."""

SYSTEMS_PAGE = "systems"
"""The page with a row a system."""

SYSTEMS_SCRIPTS = ("scatter.js", "systems.js")
"""The scripts of that page, in the order in which they are loaded."""

PAGE_SCRIPTS = {SYSTEMS_PAGE: SYSTEMS_SCRIPTS, "every_choice": ("choices.js",)}
"""The scripts of each page that has some of its own."""

_YEAR_IN_ROW = re.compile(r"\b\d{4}\b")
_NOT_LINKED = (nodes.reference, nodes.literal, nodes.literal_block, nodes.math, nodes.raw)


class SystemsTable(SphinxDirective):
    """Show every system, from the JSON file that the argument names, from its page.

    Beside it stands the CSV file of the same name, to download.
    """

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """Build the table, and what its script is given."""
        path, absolute = self.env.relfn2path(self.arguments[0])
        try:
            data = json.loads(Path(absolute).read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            raise self.error(f"{self.name}: {path} cannot be read: {error}") from error
        text = "".join([*_table_parts(data), _handed_over(data)])
        file = addnodes.download_reference("", "", nodes.Text("Download all systems (CSV)"))
        file["reftarget"] = f"/{path.removesuffix('.json')}.csv"
        file["refdoc"] = self.env.docname
        link = nodes.paragraph("", "", file, classes=["sed-download"])
        return [link, nodes.raw("", text, format="html")]


class ChoicesTable(SphinxDirective):
    """Let the reader choose, by the script of the page, from the JSON file of all universes."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """Hand the file over within the page, for one that is opened from a disk."""
        path, absolute = self.env.relfn2path(self.arguments[0])
        try:
            text = Path(absolute).read_text(encoding="utf-8").replace("<", "\\u003c")
        except OSError as error:
            raise self.error(f"{self.name}: {path} cannot be read: {error}") from error
        script = f'<script type="application/json" id="universes-data">{text}</script>'
        return [nodes.raw("", f'<div id="sed-choices"></div>{script}', format="html")]


def _table_parts(data: Mapping[str, Any]) -> Iterator[str]:
    fields = [field for field in data["fields"] if not field["of"]]
    classes = [' class="sed-number"' if f["kind"] == "number" else "" for f in fields]
    yield '<div id="sed-systems"></div><div class="sed-systems-wrapper" role="region" tabindex="0"'
    yield ' aria-label="Table of all systems"><table class="sed-table sed-systems" '
    yield 'id="systems-table"><thead><tr>'
    for field, name in zip(fields, classes, strict=True):
        yield f'<th scope="col"{name}>{escape(field["head"])}</th>'
    yield "</tr></thead><tbody>\n"
    for system in data["systems"]:
        address, (code, *texts) = escape(system["address"]), system["texts"]
        link = f'<a href="#{address}">{escape(code)}</a>'
        yield f'<tr id="{address}"><th scope="row">{link}</th>'
        for text, name in zip(texts, classes[1:], strict=True):
            yield f"<td{name}>{escape(text)}</td>"
        yield "</tr>\n"
    yield "</tbody></table></div>"


def _handed_over(data: Mapping[str, Any]) -> str:
    """Return the data within the page; the texts of cells stand in the table."""
    systems = [{k: v for k, v in system.items() if k != "texts"} for system in data["systems"]]
    text = json.dumps({**data, "systems": systems}, ensure_ascii=False, separators=(",", ":"))
    # No text may end the element, whatever a team called its system.
    text = text.replace("<", "\\u003c")
    return f'<script type="application/json" id="systems-data">{text}</script>'


def read_addresses(source: Path) -> dict[str, dict[int, str]]:
    """Return the address of each system by its code and year; none where there is no file."""
    file = source / SYSTEMS_FILE
    if not file.is_file():
        return {}
    data = json.loads(file.read_text(encoding="utf-8"))
    names = [field["name"] for field in data["fields"]]
    found: dict[str, dict[int, str]] = {}
    for system in data["systems"]:
        row = dict(zip(names, system["values"], strict=True))
        found.setdefault(row["system"], {})[row["year"]] = system["address"]
    return found


def link_systems(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Make each system's name in a page a link to its address."""
    addresses = read_addresses(Path(app.srcdir))
    if not addresses:
        return
    named = sorted(filter(names_task, addresses), key=len, reverse=True)
    pattern = re.compile(
        rf"(?<![\w.-])(?:{'|'.join(map(re.escape, named)) or '(?!)'})(?![\w-]|\.\w)"
    )
    for text in list(doctree.findall(nodes.Text)):
        parents = list(_parents(text))
        if not any(isinstance(parent, _NOT_LINKED) or _is_heading(parent) for parent in parents):
            _link_text(text, parents, pattern, addresses)


def _link_text(
    text: nodes.Text,
    parents: Iterable[nodes.Node],
    pattern: re.Pattern[str],
    addresses: Mapping[str, Mapping[int, str]],
) -> None:
    """Put links into the place of the names in a text that stands within `parents`."""
    cell = next((parent for parent in parents if isinstance(parent, nodes.entry)), None)
    row = "" if cell is None else cell.parent.astext()
    is_whole = cell is not None and cell.astext() == text and text in addresses
    parts = _split(str(text), re.compile(re.escape(text)) if is_whole else pattern, addresses, row)
    if any(isinstance(part, nodes.reference) for part in parts):
        text.parent.replace(text, parts)


def _parents(node: nodes.Node) -> Iterator[nodes.Node]:
    while node.parent is not None:
        node = node.parent
        yield node


def _is_heading(node: nodes.Node) -> bool:
    return isinstance(node, nodes.title) and isinstance(node.parent, nodes.section)


def _split(
    text: str, pattern: re.Pattern[str], addresses: Mapping[str, Mapping[int, str]], row: str
) -> list[nodes.Node]:
    """Return a text in parts, each name in it as a link."""
    parts: list[nodes.Node] = []
    end = 0
    for match in pattern.finditer(text):
        parts += [nodes.Text(text[end : match.start()])] if match.start() > end else []
        parts.append(_link(match[0], addresses[match[0]], row))
        end = match.end()
    return [*parts, nodes.Text(text[end:])] if end < len(text) or not parts else parts


def _link(name: str, by_year: Mapping[int, str], row: str) -> nodes.Node:
    """Return a link to a system; of several years the one that its row names, if it is one."""
    years = {int(year) for year in _YEAR_IN_ROW.findall(row)} & set(by_year) or set(by_year)
    if len(years) > 1:
        return nodes.Text(name)
    address = by_year[years.pop()]
    return nodes.reference(
        "", name, refuri=f"{SYSTEMS_PAGE}.html#{address}", internal=True, classes=["sed-system"]
    )


def add_systems_script(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: nodes.document
) -> None:
    """Load the scripts that a page has of its own there, and on no other page.

    Jupyter Book loads every script of ``_static`` on every page.
    """
    scripts = context.get("script_files", [])
    files = [Path(str(getattr(script, "filename", script))).name for script in scripts]
    own = {name for names in PAGE_SCRIPTS.values() for name in names}
    scripts[:] = [s for s, file in zip(scripts, files, strict=True) if file not in own]
    for name in PAGE_SCRIPTS.get(pagename, ()):
        app.add_js_file(name, loading_method="defer")
