"""What the book adds to Sphinx: tables from CSV files, the ledger, and the paper's numbers.

``data-table`` shows a CSV file as a numbered table with a caption and links to download it. Its
cells are text and never markup: what a team called its system cannot become a link or a script.

``ledger`` shows the entries of each subject of the ledger, each with its verdict, its cause and a
link to the cell that computes it.

A table or figure of the paper bears the number that it has there (``table-1`` is table 1). Those
that the paper does not have are numbered S1, S2, … in reading order.
"""

import csv
import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.util.docutils import SphinxDirective

from sedenergy.book.pages import mend_page
from sedenergy.book.theme import verdict_class

_NUMBER_CELL = re.compile(r"[<×−+-]?\d[\d., ]*( ?[KMGT%])?( \[.*\])?\**|–?")
_SENTENCE = 50  # characters, from which on a column is given room
_OF_PAPER = re.compile(r"(?:table|figure)-(\d+)")
_WHY = {
    "cause": "{}",
    "on_print": "On the printed numbers: {}",
    "variant": "By: {}.",
    "systems": "Rests on {}.",
    "universes": "Holds in {} combinations of choices.",
    "placebo": "With teams shuffled between the years it holds in {} of the worlds.",
    "turned_by": "Turned when left out: {}.",
}
_ENTRY = re.compile(r"claim-\d+|(table|figure)-\d\.\S+")
_CHECK = re.compile(r"paper\.check\(\s*\"([a-z0-9-]+)\"")


class _CsvDirective(SphinxDirective):
    """A directive whose argument is the path of a CSV file, from its page."""

    required_arguments = 1

    def read_rows(self) -> list[list[str]]:
        """Return the file's rows, all as long as the header, which comes first."""
        path, absolute = self.env.relfn2path(self.arguments[0])
        try:
            with Path(absolute).open(encoding="utf-8", newline="") as file:
                rows = list(csv.reader(file, strict=True))
        except (OSError, ValueError, csv.Error) as error:
            raise self.error(f"{self.name}: {path} cannot be read: {error}") from error
        if not rows:
            raise self.error(f"{self.name}: {path}: expected a header")
        for place, row in enumerate(rows):
            if len(row) != len(rows[0]):
                expected = f"expected {len(rows[0])} cells, found {len(row)}"
                raise self.error(f"{self.name}: {path}, row {place}: {expected}")
        return rows


class DataTable(_CsvDirective):
    """Show a CSV file; the content is the caption."""

    has_content = True
    option_spec: ClassVar[dict[str, Any]] = {
        "name": directives.unchanged_required,
        "download": directives.unchanged,
        "class": directives.class_option,
    }

    def run(self) -> list[nodes.Node]:
        """Build the table."""
        header, *rows = self.read_rows()
        columns = zip(*rows, strict=True) if rows else [()] * len(header)
        classes = [_class_of_column(column) for column in columns]
        title = nodes.title()
        self.state.nested_parse(self.content, self.content_offset, title)
        caption = title.next_node(nodes.paragraph)
        table = _build_table(header, [_text_row(row, classes) for row in rows], classes)
        table["classes"] += self.options.get("class", [])
        table.insert(0, nodes.title("", "", *(caption.children if caption else [])))
        name = self.options.get("name", "")
        self.add_name(table)  # which takes the name out of the options
        wrapper = nodes.container("", table, classes=["sed-table-wrapper"])
        return [wrapper, *self._links(name)]

    def _links(self, name: str) -> list[nodes.Node]:
        links: list[nodes.Node] = []
        for path in self.options.get("download", self.arguments[0]).split():
            what = "Download: full precision" if ".full." in path else "Download this table"
            link = addnodes.download_reference("", "", nodes.Text(f"{what} (CSV)"))
            link["reftarget"] = f"/{self.env.relfn2path(path)[0]}"
            link["refdoc"] = self.env.docname
            links += [nodes.Text(" · "), link]
        if links and _OF_PAPER.fullmatch(name):
            entries = f"what_comes_out.html#ledger-{name}"
            text = "Every number: verdict and cause"
            links += [nodes.Text(" · "), nodes.reference("", text, refuri=entries)]
        return [nodes.paragraph("", "", *links[1:], classes=["sed-download"])] if links else []


class LedgerTable(_CsvDirective):
    """Show the ledger, from its CSV file: a section with a table for each of its subjects."""

    def run(self) -> list[nodes.Node]:
        """Build the tables: what, printed, reproduced, verdict, why."""
        header, *rows = self.read_rows()
        entries: dict[str, list[dict[str, str]]] = {}
        for row in rows:
            entry = dict(zip(header, row, strict=True))
            entries.setdefault(entry["subject"], []).append(entry)
        if not entries:
            return [nodes.paragraph("", "There are no entries for the years that are shown.")]
        return [_ledger_section(subject, of_it) for subject, of_it in entries.items()]


def _ledger_section(subject: str, entries: list[dict[str, str]]) -> nodes.section:
    heads = ["Entry", "Printed", "We get", "Verdict", "Why"]
    if entries[0]["kind"] == "claim":
        heads.remove("We get")
    table = _build_table(heads, [_entry_row(entry) for entry in entries])
    table["classes"].append("sed-ledger")
    ids = [f"ledger-{subject}"]
    wrapper = nodes.container("", table, ids=ids, classes=["sed-table-wrapper"])
    title = nodes.title("", subject.replace("-", " ").capitalize())
    return nodes.section("", title, wrapper, ids=[f"entries-{subject}"])


def _entry_row(entry: dict[str, str]) -> nodes.row:
    """Return the row of an entry of the ledger; that of a claim is without what we get."""
    is_claim = entry["kind"] == "claim"
    where = f"{entry['chapter']}.html" + ("" if is_claim else f"#cell-{entry['subject']}")
    link = nodes.reference("", entry["id"], refuri=where, internal=True)
    section = nodes.inline("", f" · section {entry['section']}", classes=["sed-section"])
    place = nodes.paragraph("", "", link, section, classes=["sed-id"])
    cells = [_cell([_paragraph(entry["what"]), place], "sed-sentence")]
    cells.append(_cell([_paragraph(entry["printed"])]))
    if not is_claim:
        exact = _paragraph(entry["exact"], "sed-exact")
        cells.append(_cell([_paragraph(entry["reproduced"]), exact]))
    cells.append(_cell([_paragraph(entry["verdict"], "sed-verdict")]))
    why = [says.format(entry[column]) for column, says in _WHY.items() if entry.get(column)]
    cells.append(_cell([_paragraph(text) for text in why], "sed-sentence"))
    ids = [nodes.make_id(f"entry-{entry['id']}")]
    return nodes.row("", *cells, ids=ids, classes=[verdict_class(entry["verdict"])])


def _class_of_column(cells: Sequence[str]) -> str:
    """Return a column's class: numbers line up to the right, sentences get room."""
    if all(_NUMBER_CELL.fullmatch(cell) for cell in cells):
        return "sed-number"
    return "sed-sentence" if max(map(len, cells)) > _SENTENCE else ""


def _build_table(
    header: Sequence[str], rows: Iterable[nodes.row], classes: Sequence[str] = ()
) -> nodes.table:
    """Return a table of rows, below a header of text."""
    columns = [nodes.colspec(colwidth=1) for _ in header]
    head = nodes.thead("", _text_row(header, classes or [""] * len(header)))
    group = nodes.tgroup("", *columns, head, nodes.tbody("", *rows), cols=len(header))
    return nodes.table("", group, classes=["sed-table"])


def _text_row(cells: Sequence[str], classes: Sequence[str]) -> nodes.row:
    pairs = zip(cells, classes, strict=True)
    return nodes.row("", *(_cell([_linked(text)], name) for text, name in pairs))


def _linked(text: str) -> nodes.paragraph:
    """Return a paragraph; the name of an entry of the ledger leads there."""
    if not _ENTRY.fullmatch(text):
        return _paragraph(text)
    place = f"what_comes_out.html#{nodes.make_id(f'entry-{text}')}"
    return nodes.paragraph("", "", nodes.reference("", text, refuri=place))


def _cell(content: Sequence[nodes.Node], name: str = "") -> nodes.entry:
    # Sphinx would write other quotes and dashes into what a team called its system.
    keep = {"support_smartquotes": False}
    return nodes.entry("", *content, classes=[name] if name else [], **keep)


def _paragraph(text: str, name: str = "") -> nodes.paragraph:
    return nodes.paragraph("", "", nodes.Text(text), classes=[name] if name else [])


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
    app.add_directive("ledger", LedgerTable)
    app.connect("doctree-read", name_check_cells)
    # After Sphinx counts them itself, which it does in the same event.
    app.connect("env-get-updated", number_as_the_paper, priority=900)
    app.connect("html-page-context", drop_thebe, priority=900)
    # After the theme and its extensions added what is theirs.
    app.connect("html-page-context", mend_page, priority=950)
    app.connect("html-page-context", _add_linked_data)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
