"""What the book adds to Sphinx: tables from CSV files, the ledger, and the paper's numbers.

``data-table`` shows a CSV file as a numbered table with a caption and links to download it. Where
``NAME.page.csv`` stands beside ``NAME.csv``, it is shown, and the other is downloaded. Cells are
text and never markup: what a team called its system cannot become a link or a script.

``ledger`` shows the entries of each subject of the ledger (`sedenergy.book.entries`), and
``downloads`` lists every file (`sedenergy.book.downloads`).

A table or figure of the paper bears the number that it has there (``table-1`` is table 1). Those
that the paper does not have are numbered S1, S2, … in reading order.
"""

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any, ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from sedenergy.book.blocks import (
    Captioned,
    Region,
    add_blocks,
    build_table,
    fold_long,
    head_rows,
    make_cell,
    make_paragraph,
)
from sedenergy.book.downloads import TABLES_FOLDER, DownloadList
from sedenergy.book.entries import CsvDirective, add_ledger, anchor_of
from sedenergy.book.pages import mend_page
from sedenergy.book.system_pages import (
    ChoicesTable,
    SystemsTable,
    add_systems_script,
    link_systems,
)

_NUMBER_CELL = re.compile(r"[<×−+-]?\d[\d., ]*( ?[KMGT%])?( to [×+−-]?\d[\d.]*)?( \[.*\])?\**|–?")
_SENTENCE = 50  # characters, from which on a column is given room
_SHORT = 20  # characters, up to which the first column stays in sight
_OF_PAPER = re.compile(r"(?:table|figure)-(\d+)")
_ENTRY = re.compile(r"claim-\d+|(table|figure)-\d\.\S+")
_CHECK = re.compile(r"paper\.check\(\s*\"([a-z0-9-]+)\"")


class DataTable(CsvDirective):
    """Show a CSV file; the content is the caption."""

    has_content = True
    option_spec: ClassVar[dict[str, Any]] = {
        "name": directives.unchanged_required,
        "download": directives.unchanged,
        "heads": directives.positive_int,
        "class": directives.class_option,
    }

    def run(self) -> list[nodes.Node]:
        """Build the table."""
        levels = self.options.get("heads", 1)
        shown = self.arguments[0].replace(".csv", ".page.csv")
        rows = self.read_rows(shown if Path(self.env.relfn2path(shown)[1]).is_file() else "")
        header, rows = rows[:levels], rows[levels:]
        columns = list(zip(*rows, strict=True)) if rows else [()] * len(header[0])
        classes = [_class_of_column(column) for column in columns]
        if all(len(text) <= _SHORT for text in columns[0]):
            classes[0] = f"{classes[0]} sed-stays".strip()
        lines = [_text_row(row, classes) for row in rows]
        table = build_table(head_rows(header, classes), lines, len(classes))
        table["classes"] += self.options.get("class", [])
        title = nodes.title()
        self.state.nested_parse(self.content, self.content_offset, title)
        caption = title.next_node(nodes.paragraph)
        table.insert(0, nodes.title("", "", *(caption.children if caption else [])))
        name = self.options.get("name", "")
        self.add_name(table)  # which takes the name out of the options
        label = f"caption-{name or Path(self.arguments[0]).stem}"
        region = Region("", table, labelledby=label)
        return [Captioned("", fold_long(region, len(rows)), *self._links(name))]

    def _links(self, name: str) -> list[nodes.Node]:
        links: list[nodes.Node] = []
        own = Path(self.arguments[0]).stem
        for stem in self.options.get("download", own).split():
            file = nodes.reference("", f"{stem}.csv", refuri=f"{TABLES_FOLDER}/{stem}.csv")
            about = f"{TABLES_FOLDER}/{stem}.metadata.json"
            columns = nodes.reference("", "columns and units", refuri=about)
            links += [nodes.Text(" · " if links else "Download: "), file]
            links += [nodes.Text(" ("), columns, nodes.Text(")")]
        if links and _OF_PAPER.fullmatch(name):
            entries = f"what_comes_out.html#ledger-{name}"
            text = "Every number: verdict and cause"
            links += [nodes.Text(" · "), nodes.reference("", text, refuri=entries)]
        return [nodes.paragraph("", "", *links, classes=["sed-download"])] if links else []


def _class_of_column(cells: Sequence[str]) -> str:
    """Return a column's class: numbers line up to the right, sentences get room."""
    if all(_NUMBER_CELL.fullmatch(cell) for cell in cells):
        return "sed-number"
    return "sed-sentence" if max(map(len, cells)) > _SENTENCE else ""


def _text_row(cells: Sequence[str], classes: Sequence[str]) -> nodes.row:
    pairs = zip(cells, classes, strict=True)
    return nodes.row("", *(make_cell([_linked(text)], name) for text, name in pairs))


def _linked(text: str) -> nodes.paragraph:
    """Return a paragraph; the name of an entry of the ledger leads there."""
    if not _ENTRY.fullmatch(text):
        return make_paragraph(text)
    place = f"what_comes_out.html#{anchor_of(text)}"
    return nodes.paragraph("", "", nodes.reference("", text, refuri=place))


def number_as_the_paper(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Put the paper's numbers, and S1, S2, …, in the place of those that Sphinx counted.

    It returns no pages: the event asks for those to be written again.
    """
    labels = env.get_domain("std").data["anonlabels"]
    names = {(page, target): name for name, (page, target) in labels.items()}
    counts: dict[str, int] = {}
    for page in _reading_order(env):
        for kind, numbers in env.toc_fignumbers.get(page, {}).items():
            for target in numbers:
                if found := _OF_PAPER.fullmatch(names.get((page, target), target)):
                    number = found[1]
                else:
                    counts[kind] = counts.get(kind, 0) + 1
                    number = f"S{counts[kind]}"
                # Sphinx joins the parts of a number with dots and asks for no integers.
                numbers[target] = (number,)  # type: ignore[assignment]
    return []


def _reading_order(env: BuildEnvironment) -> list[str]:
    order = [env.config.root_doc]
    for page in order:
        order += [p for p in env.toctree_includes.get(page, []) if p not in order]
    return order + sorted(set(env.toc_fignumbers) - set(order))


def name_check_cells(app: Sphinx, doctree: nodes.document) -> None:
    """Give each check cell an id, ``cell-table-1`` and so on, for the ledger to link to."""
    for cell in doctree.findall(nodes.container):
        code = cell.next_node(nodes.literal_block) if "cell" in cell.get("classes", []) else None
        if code is not None and (found := _CHECK.search(code.astext())):
            cell["ids"].append(f"cell-{found[1]}")


def drop_thebe(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: nodes.document
) -> None:
    """Take out the scripts for running cells in the page, which would load from the network.

    Jupyter Book puts them into every page, whether they are used or not.
    """
    context["script_files"] = [
        script
        for script in context.get("script_files", [])
        if "thebe" not in f"{script}{getattr(script, 'attributes', {})}".lower()
    ]


def _add_linked_data(
    app: Sphinx, name: str, template: str, context: dict[str, Any], tree: object
) -> None:
    """Put on the front page what machines read of it."""
    path = Path(app.srcdir) / "cite" / "linked.json"
    if name == app.config.root_doc and path.is_file():
        content = path.read_text(encoding="utf-8").replace("<", "\\u003c")
        script = f'<script type="application/ld+json">{content}</script>'
        context["metatags"] = f"{context.get('metatags', '')}\n{script}"


def setup(app: Sphinx) -> dict[str, Any]:
    """Register the directives, and what is done to the pages."""
    app.add_directive("data-table", DataTable)
    add_blocks(app)
    add_ledger(app)
    app.add_directive("downloads", DownloadList)
    app.add_directive("systems", SystemsTable)
    app.add_directive("choices", ChoicesTable)
    app.connect("doctree-resolved", link_systems)
    app.connect("html-page-context", add_systems_script)
    app.connect("doctree-read", name_check_cells)
    # After Sphinx counts them itself, which it does in the same event.
    app.connect("env-get-updated", number_as_the_paper, priority=900)
    app.connect("html-page-context", drop_thebe, priority=900)
    # After the theme and its extensions added what is theirs.
    app.connect("html-page-context", mend_page, priority=950)
    app.connect("html-page-context", _add_linked_data)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
