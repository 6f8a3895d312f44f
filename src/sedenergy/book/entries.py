"""The ledger on its page: a section a subject, an entry a number, point or claim; and the search.

Sphinx finds words in pages and leads to their top. Each entry is an object of a domain of its own,
so the search leads to the entry: by what it says, its numbers, its id, and its key words.
"""

import csv
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.domains import Domain, ObjType
from sphinx.util.docutils import SphinxDirective

from sedenergy.book.blocks import Fold, Region, build_table, head_rows, make_cell, make_paragraph
from sedenergy.book.sentences import count
from sedenergy.book.theme import VERDICT_COLOURS, verdict_class

_WHY = {
    "cause": "{}",
    "on_print": "On the printed numbers: {}",
    "variant": "By: {}.",
    "systems": "Rests on {}.",
    "universes": "Holds in {} combinations of choices.",
    "placebo": "With teams shuffled between the years it holds in {} of the worlds.",
    "turned_by": "Turned when left out: {}.",
}


class CsvDirective(SphinxDirective):
    """A directive whose argument is the path of a CSV file, from its page."""

    required_arguments = 1

    def read_rows(self, path: str = "") -> list[list[str]]:
        """Return the rows of a file, all as long as the header, which comes first.

        The file is that of the argument where no path is given.
        """
        path, absolute = self.env.relfn2path(path or self.arguments[0])
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


class LedgerTable(CsvDirective):
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
        found = self.env.get_domain("ledger").data["entries"].setdefault(self.env.docname, [])
        found += [(e["id"], _name_entry(e)) for of_it in entries.values() for e in of_it]
        return [_ledger_section(subject, of_it) for subject, of_it in entries.items()]


class LedgerDomain(Domain):
    """The entries of the ledger, for the search."""

    name = "ledger"
    label = "Ledger"
    object_types = {"record": ObjType("entry")}  # noqa: RUF012 - Sphinx declares it so
    initial_data = {"entries": {}}  # noqa: RUF012

    def get_objects(self) -> Iterator[tuple[str, str, str, str, str, int]]:
        """Yield for each entry its id, what the search finds and shows, its page and anchor."""
        for page, entries in self.data["entries"].items():
            for entry, name in entries:
                yield entry, name, "record", page, anchor_of(entry), 0

    def resolve_any_xref(self, *_: object) -> list[tuple[str, nodes.reference]]:
        """Return nothing: no text refers to an entry by its name."""
        return []

    def clear_doc(self, docname: str) -> None:
        """Forget the entries of a page."""
        self.data["entries"].pop(docname, None)

    def merge_domaindata(self, docnames: Iterable[str], otherdata: dict[str, Any]) -> None:
        """Take in the entries of pages that were read in another process."""
        self.data["entries"] |= {d: e for d, e in otherdata["entries"].items() if d in docnames}


def anchor_of(entry: str) -> str:
    """Return the anchor of an entry by its id.

    Examples
    --------
    >>> anchor_of("table-1.2024.parameters.q25")
    'entry-table-1-2024-parameters-q25'
    """
    return str(nodes.make_id(f"entry-{entry}"))


def _name_entry(entry: dict[str, str]) -> str:
    """Return what the search knows of an entry; the id comes last, as Sphinx cuts at a point."""
    numbers = [f"printed {entry['printed']}"] if entry["printed"] else []
    exact = f" ({entry['exact']})" if entry["kind"] == "number" else ""
    numbers += [f"we get {entry['reproduced']}{exact}"] if entry["reproduced"] else []
    parts = (entry["what"], *numbers, entry["verdict"], entry.get("keys", ""), entry["id"])
    return " · ".join(part for part in parts if part)


def _ledger_section(subject: str, entries: list[dict[str, str]]) -> nodes.section:
    heads = ["Entry", "Printed", "We get", "Verdict", "Why"]
    if entries[0]["kind"] == "claim":
        heads.remove("We get")
    lines = [_entry_row(entry) for entry in entries]
    table = build_table(head_rows([heads], [""] * len(heads)), lines, len(heads))
    table["classes"].append("sed-ledger")
    title = subject.replace("-", " ").capitalize()
    region = Region("", table, label=f"Ledger: {title}")
    fold = Fold("", region, ids=[f"ledger-{subject}"], summary=_tally(entries))
    return nodes.section("", nodes.title("", title), fold, ids=[f"entries-{subject}"])


def _tally(entries: list[dict[str, str]]) -> str:
    """Say how many entries a subject has, and of which verdicts."""
    found = [entry["verdict"] for entry in entries]
    counts = [
        f"{verdict} {found.count(verdict)}" for verdict in VERDICT_COLOURS if verdict in found
    ]
    return " · ".join([count(len(entries), entries[0]["kind"]), *counts])


def _entry_row(entry: dict[str, str]) -> nodes.row:
    """Return the row of an entry of the ledger; that of a claim is without what we get."""
    is_claim, anchor = entry["kind"] == "claim", anchor_of(entry["id"])
    where = f"{entry['chapter']}.html" + ("" if is_claim else f"#cell-{entry['subject']}")
    link = nodes.reference("", entry["id"], refuri=where, internal=True)
    section = nodes.inline("", f" · section {entry['section']}", classes=["sed-section"])
    here = nodes.reference("", "link", refuri=f"#{anchor}", classes=["sed-permalink"])
    place = nodes.paragraph("", "", link, section, nodes.Text(" · "), here, classes=["sed-id"])
    keys = [make_paragraph(entry["keys"], "sed-keys")] if entry.get("keys") else []
    cells = [make_cell([make_paragraph(entry["what"]), place, *keys], "sed-sentence sed-what")]
    cells.append(make_cell([make_paragraph(entry["printed"])], "sed-printed"))
    if not is_claim:
        exact = make_paragraph(entry["exact"], "sed-exact")
        cells.append(make_cell([make_paragraph(entry["reproduced"]), exact], "sed-ours"))
    cells.append(make_cell([make_paragraph(entry["verdict"], "sed-verdict")]))
    why = [says.format(entry[column]) for column, says in _WHY.items() if entry.get(column)]
    cells.append(make_cell([make_paragraph(text) for text in why], "sed-sentence"))
    return nodes.row("", *cells, ids=[anchor], classes=[verdict_class(entry["verdict"])])


def add_ledger(app: Sphinx) -> None:
    """Register the directive and the domain."""
    app.add_domain(LedgerDomain)
    app.add_directive("ledger", LedgerTable)
