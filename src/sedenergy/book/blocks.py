"""What a page puts around a table: its caption, a fold where it is long, a region that scrolls.

Sphinx writes a caption into the table. There it scrolls away with the table, and a fold hides it.
So these nodes write it above the table.
"""

from collections.abc import Iterable, Sequence
from functools import partial
from itertools import groupby

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.writers.html5 import HTML5Translator

FOLDED_FROM = 15
"""How many rows a table has at most to stand open."""


class Captioned(nodes.General, nodes.Element):  # type: ignore[misc]
    """A table with its caption above, and what belongs to it."""


class Fold(nodes.General, nodes.Element):  # type: ignore[misc]
    """Content that is opened by a click; ``summary`` says what it is, ``open`` whether it is."""


class Region(nodes.General, nodes.Element):  # type: ignore[misc]
    """What may be wider than the page: it scrolls, by keyboard too, and ``label`` names it."""


class Picture(nodes.General, nodes.Element):  # type: ignore[misc]
    """The markup of a drawing, ``markup``, whose texts the search does not find."""


def build_table(header: Iterable[nodes.row], rows: Iterable[nodes.row], width: int) -> nodes.table:
    """Return a table of some columns, below its rows of heads."""
    columns = [nodes.colspec(colwidth=1) for _ in range(width)]
    head = nodes.thead("", *header)
    group = nodes.tgroup("", *columns, head, nodes.tbody("", *rows), cols=width)
    return nodes.table("", group, classes=["sed-table"])


def fold_long(content: nodes.Element, rows: int) -> nodes.Element:
    """Put a table into a fold, where it is long."""
    if rows <= FOLDED_FROM:
        return content
    return Fold("", content, summary=f"Show all {rows} rows")


def head_rows(header: Sequence[Sequence[str]], classes: Sequence[str]) -> list[nodes.row]:
    """Return the rows of heads: equal heads beside each other are one, and so are empty below.

    Parameters
    ----------
    header : sequence of sequence of str
        A list of heads a level, the uppermost first.
    classes : sequence of str
        A class a column, for the lowest heads and those of one column.
    """
    rows: list[list[nodes.entry]] = [[] for _ in header]
    for level, heads in enumerate(header):
        groups = groupby(range(len(heads)), partial(_group_of, header, level))
        for places in (list(group) for _, group in groups):
            if level == 0 or heads[places[0]]:
                rows[level].append(_make_head(header, level, places, classes))
    return [nodes.row("", *cells) for cells in rows]


def _group_of(header: Sequence[Sequence[str]], level: int, place: int) -> tuple[object, ...]:
    """Return what neighbours share that are one head; a lowest head is alone."""
    path = [heads[place] for heads in header]
    return (*path[: level + 1], -1 if any(path[level + 1 :]) else place)


def _make_head(
    header: Sequence[Sequence[str]], level: int, places: list[int], classes: Sequence[str]
) -> nodes.entry:
    is_lowest = not any(heads[places[0]] for heads in header[level + 1 :])
    name = classes[places[0]] if is_lowest else "sed-group"
    head = make_cell([make_paragraph(header[level][places[0]])], name)
    if len(places) > 1:
        head["morecols"] = len(places) - 1
    if is_lowest and level + 1 < len(header):
        head["morerows"] = len(header) - level - 1
    return head


def make_cell(content: Sequence[nodes.Node], name: str = "") -> nodes.entry:
    """Return a cell of a table, with a class."""
    # Sphinx would write other quotes and dashes into what a team called its system.
    keep = {"support_smartquotes": False}
    return nodes.entry("", *content, classes=name.split(), **keep)


def make_paragraph(text: str, name: str = "") -> nodes.paragraph:
    """Return a paragraph of text, with a class."""
    return nodes.paragraph("", "", nodes.Text(text), classes=[name] if name else [])


def hide_drawings(app: Sphinx, doctree: nodes.document, page: str) -> None:
    """Keep the texts of drawings out of what the search finds."""
    for raw in list(doctree.findall(nodes.raw)):
        if raw.get("format") == "html" and 'class="sed-figure"' in raw.astext():
            raw.replace_self(Picture("", markup=raw.astext()))


def _visit_captioned(self: HTML5Translator, node: Captioned) -> None:
    table = next(node.findall(nodes.table))
    title = next(table.findall(nodes.title))
    # A link to the table leads to its caption, also where the table is folded.
    node["ids"] += table["ids"]
    self.body.append(self.starttag(node, "figure", CLASS="sed-table-figure"))
    label = next(node.findall(Region))["labelledby"]
    self.body.append(f'<figcaption id="{label}">')
    self.add_fignumber(table)
    for part in title.children:
        part.walkabout(self)
    self.body.append("</figcaption>\n")
    table.remove(title)
    table["ids"] = []


def _visit_fold(self: HTML5Translator, node: Fold) -> None:
    extra = {"open": "open"} if node.get("open") else {}
    self.body.append(self.starttag(node, "details", CLASS="sed-fold", **extra))
    self.body.append(f"<summary>{self.encode(node['summary'])}</summary>\n")


def _visit_region(self: HTML5Translator, node: Region) -> None:
    kind = "aria-labelledby" if "labelledby" in node else "aria-label"
    name = node.get("labelledby") or node["label"]
    attributes = {kind: name, "role": "region", "tabindex": "0"}
    self.body.append(self.starttag(node, "div", CLASS="sed-table-wrapper", **attributes))


def _visit_drawing(self: HTML5Translator, node: Picture) -> None:
    self.body.append(node["markup"])
    raise nodes.SkipNode


def _close(tag: str, self: HTML5Translator) -> None:
    self.body.append(f"</{tag}>\n")


def add_blocks(app: Sphinx) -> None:
    """Register the nodes."""
    app.add_node(Captioned, html=(_visit_captioned, lambda self, node: _close("figure", self)))
    app.add_node(Fold, html=(_visit_fold, lambda self, node: _close("details", self)))
    app.add_node(Region, html=(_visit_region, lambda self, node: _close("div", self)))
    app.add_node(Picture, html=(_visit_drawing, None))
    app.connect("doctree-resolved", hide_drawings, priority=900)
