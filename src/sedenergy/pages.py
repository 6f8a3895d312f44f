"""A Sphinx extension for the book: tables from CSV as plain text, and the paper's numbers.

``ledger`` shows the entries of one subject of the ledger, each with its verdict, its cause and a
link to the cell that computes it.

``data-table`` shows a CSV file as a numbered table with a caption and a link to download it. Its
cells are text and never markup: what a team called its system cannot become a link or a script.

Tables and figures bear the numbers that they have in the paper (``table-1`` is table 1); those
that the paper does not have are numbered S1, S2, … in reading order.
"""

from __future__ import annotations

import csv
import re
import zlib
from copy import deepcopy
from pathlib import Path
from typing import Any, ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from myst_nb.ext.glue.utils import PendingGlueReference
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.util.docutils import SphinxDirective

_NUMERIC = re.compile(r"[<×−+-]?\d[\d., ]*( ?[KMGT%])?( \[.*\])?\**|–?")
_CHECK = re.compile(r"check\.held\(\s*\"((?:table|figure)-\d)\"")
_MYSTNB = re.compile(r"(mystnb\.[0-9a-f]+\.css)\?v=[0-9a-f]+")
_SENTENCE = 50
_OF_PAPER = re.compile(r"(?:table|figure)-(\d+)")


class DataTable(SphinxDirective):
    """Show a CSV file; the argument is its path from the page, the content is the caption."""

    required_arguments = 1
    has_content = True
    option_spec: ClassVar[dict[str, Any]] = {
        "name": directives.unchanged_required,
        "download": directives.unchanged,
        "class": directives.class_option,
    }

    def run(self) -> list[nodes.Node]:
        """Build the table."""
        relative, absolute = self.env.relfn2path(self.arguments[0])
        self.env.note_dependency(relative)
        try:
            with Path(absolute).open(encoding="utf-8", newline="") as file:
                header, *rows = list(csv.reader(file))
        except (OSError, ValueError) as error:
            raise self.error(f"data-table: {relative} cannot be read: {error}") from error
        table = nodes.table(classes=["sed-table", *self.options.get("class", [])])
        title = nodes.title()
        self.state.nested_parse(self.content, self.content_offset, title)
        caption = title.next_node(nodes.paragraph)
        table += nodes.title("", "", *(caption.children if caption else []))
        table += self._group(header, rows)
        name = self.options.get("name", "")
        self.add_name(table)  # which takes the name out of the options
        wrapper = nodes.container(classes=["sed-table-wrapper"])
        wrapper += table
        return [wrapper, *self._download(name)]

    def _group(self, header: list[str], rows: list[list[str]]) -> nodes.tgroup:
        classes = [_column_class([r[i] for r in rows]) for i in range(len(header))]
        group = nodes.tgroup(cols=len(header))
        for _ in header:
            group += nodes.colspec(colwidth=1)
        head, body = nodes.thead(), nodes.tbody()
        head += self._row(header, classes)
        for row in rows:
            body += self._row(row, classes)
        group += head
        group += body
        return group

    @staticmethod
    def _row(cells: list[str], classes: list[str]) -> nodes.row:
        row = nodes.row()
        for text, name in zip(cells, classes, strict=True):
            entry = nodes.entry(classes=[name] if name else [])
            entry += nodes.paragraph("", "", nodes.Text(text))
            row += entry
        return row

    def _download(self, name: str) -> list[nodes.Node]:
        target = self.options.get("download", self.arguments[0])
        if not target:
            return []
        paragraph = nodes.paragraph(classes=["sed-download"])
        for place, path in enumerate(target.split()):
            if place:
                paragraph += nodes.Text(" · ")
            reference = addnodes.download_reference(
                "", "", reftarget=f"/{self.env.relfn2path(path)[0]}", refdoc=self.env.docname
            )
            text = "Download: full precision" if ".full." in path else "Download this table"
            reference += nodes.Text(f"{text} (CSV)")
            paragraph += reference
        if _OF_PAPER.fullmatch(name):
            paragraph += nodes.Text(" · ")
            entries = f"what_comes_out.html#ledger-{name}"
            paragraph += nodes.reference("", "Every number: verdict and cause", refuri=entries)
        return [paragraph]


class LedgerTable(DataTable):
    """Show the entries of one subject of the ledger; the argument is the ledger's CSV file."""

    option_spec: ClassVar[dict[str, Any]] = {
        "name": directives.unchanged_required,
        "subject": directives.unchanged_required,
    }

    def run(self) -> list[nodes.Node]:
        """Build the table: what, printed, reproduced, verdict, why."""
        relative, absolute = self.env.relfn2path(self.arguments[0])
        self.env.note_dependency(relative)
        subject = self.options["subject"]
        with Path(absolute).open(encoding="utf-8", newline="") as file:
            entries = [e for e in csv.DictReader(file) if e["subject"] == subject]
        if not entries:
            return [nodes.paragraph("", "There are no entries for the years that are shown.")]
        is_claims = subject == "claims"
        header = ["Entry", "Printed", "Verdict", "Why"] if is_claims else [
            "Entry", "Printed", "We get", "Verdict", "Why"]  # fmt: skip
        table = nodes.table(classes=["sed-table", "sed-ledger"])
        group = nodes.tgroup(cols=len(header))
        group.extend(nodes.colspec(colwidth=1) for _ in header)
        head, body = nodes.thead(), nodes.tbody()
        head += self._row(header, [""] * len(header))
        body.extend(self._entry(entry, is_claims) for entry in entries)
        group += head
        group += body
        table += group
        wrapper = nodes.container(classes=["sed-table-wrapper"], ids=[f"ledger-{subject}"])
        wrapper += table
        return [wrapper]

    def _entry(self, entry: dict[str, str], is_claim: bool) -> nodes.row:
        verdict = entry["verdict"]
        row = nodes.row(ids=[nodes.make_id(f"entry-{entry['id']}")],
                        classes=[f"verdict-{verdict.replace(' ', '-')}"])  # fmt: skip
        where = entry["chapter"] + ".html"
        if not is_claim:
            where += f"#cell-{entry['subject']}"
        link = nodes.paragraph(classes=["sed-id"])
        link += nodes.reference("", entry["id"], refuri=where, internal=True)
        section = nodes.inline("", f" · section {entry['section']}", classes=["sed-section"])
        link += section
        cells = [[nodes.paragraph("", "", nodes.Text(entry["what"])), link],
                 [_paragraph(entry["printed"])]]  # fmt: skip
        if not is_claim:
            cells.append([_paragraph(entry["reproduced"]), _paragraph(entry["exact"], "sed-exact")])
        cells.append([_paragraph(verdict, "sed-verdict")])
        why = [entry["cause"]]
        if is_claim:
            why.append(f"On the printed numbers: {entry['on_print']}" if entry["on_print"] else "")
        else:
            why += [f"By: {entry['variant']}." if entry["variant"] else "",
                    f"Rests on {entry['systems']}." if entry["systems"] else ""]  # fmt: skip
        cells.append([_paragraph(text) for text in why if text])
        for place, content in enumerate(cells):
            wide = place in (0, len(cells) - 1)
            cell = nodes.entry(classes=["sed-sentence"] if wide else [])
            cell.extend(content)
            row += cell
        return row


def _paragraph(text: str, name: str = "") -> nodes.paragraph:
    return nodes.paragraph("", "", nodes.Text(text), classes=[name] if name else [])


def _column_class(cells: list[str]) -> str:
    """Numbers line up to the right; sentences get room."""
    if all(_NUMERIC.fullmatch(cell) for cell in cells):
        return "sed-number"
    return "sed-sentence" if max(map(len, cells)) > _SENTENCE else ""


def note_what_is_read(app: Sphinx, env: BuildEnvironment, docnames: list[str]) -> None:
    """Keep the pages that this build reads anew, for `pages_to_write`."""
    env.sedenergy_read = set(docnames)  # type: ignore[attr-defined]


def note_what_is_pasted(app: Sphinx, doctree: nodes.document) -> None:
    """Keep of which chapters a page pastes sentences and figures, for `pages_to_write`."""
    sources = {node.refdoc for node in doctree.findall(PendingGlueReference)}
    _kept(app.env, "sedenergy_pastes")[app.env.docname] = sources


def number_as_sphinx(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Put Sphinx's own numbers of the last build back, before it compares them with the new ones.

    It would find ours in their place, and write every page with a number again.
    """
    env.toc_fignumbers = getattr(env, "sedenergy_counted", {})
    return []


def number_as_the_paper(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Give tables and figures the paper's numbers; the others S1, S2, … in reading order.

    Returns
    -------
    list of str
        The pages to write besides those that were read anew, as `pages_to_write` gives them.
    """
    env.sedenergy_counted = deepcopy(env.toc_fignumbers)  # type: ignore[attr-defined]
    labels = env.get_domain("std").data["anonlabels"]
    names = {place: name for name, place in labels.items()}
    counts: dict[str, int] = {}
    for docname in _reading_order(env):
        for kind, numbers in env.toc_fignumbers.get(docname, {}).items():
            for target in numbers:
                match = _OF_PAPER.fullmatch(names.get((docname, target), target))
                if match:
                    numbers[target] = (match[1],)  # type: ignore[assignment]
                else:
                    counts[kind] = counts.get(kind, 0) + 1
                    # Sphinx joins them with dots and asks for no numbers.
                    numbers[target] = (f"S{counts[kind]}",)  # type: ignore[assignment]
    return pages_to_write(app, env)


def pages_to_write(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Return the pages that show something of another page, or of all, that has changed.

    Sphinx writes the pages that were read anew and leaves the others as they are, with the titles,
    the numbers, the sentences and the styles of the last build. A build has to end in the same
    bytes whatever was there before.

    Returns
    -------
    list of str
        All pages where a title, a name to refer to, a number, the order of the pages, or a style or
        script is another than in the last build; else those that paste from a chapter read anew.
        And with any page the one on the package: of a page that is not written, Sphinx forgets
        which entries of the general index the search has to find.
    """
    face = {
        "titles": {name: title.astext() for name, title in env.titles.items()},
        "labels": dict(env.get_domain("std").data["labels"]),
        "numbers": deepcopy(env.toc_fignumbers),
        "order": deepcopy(env.toctree_includes),
        "static": {
            path.name: zlib.crc32(path.read_bytes())
            for path in sorted(Path(app.srcdir, "_static").glob("*"))
            if path.is_file()
        },
    }
    before = getattr(env, "sedenergy_face", None)
    env.sedenergy_face = face  # type: ignore[attr-defined]
    if face != before:
        return sorted(env.found_docs)
    read = env.sedenergy_read  # type: ignore[attr-defined]
    pasting = {name for name, of in _kept(env, "sedenergy_pastes").items() if of & read}
    entries = env.get_domain("index").data["entries"]
    return sorted(pasting | {name for name, own in entries.items() if own and read})


def _kept(env: BuildEnvironment, name: str) -> dict[str, set[str]]:
    """Return a dictionary that Sphinx keeps from build to build."""
    if not hasattr(env, name):
        setattr(env, name, {})
    kept: dict[str, set[str]] = getattr(env, name)
    return kept


def _reading_order(env: BuildEnvironment) -> list[str]:
    order = [env.config.root_doc]
    for docname in order:
        order += [d for d in env.toctree_includes.get(docname, []) if d not in order]
    return order + sorted(set(env.toc_fignumbers) - set(order))


def name_check_cells(app: Sphinx, doctree: nodes.document) -> None:
    """Give each check cell an id, ``cell-table-1`` and so on, for the ledger to link to."""
    for cell in doctree.findall(nodes.container):
        if "cell" in cell.get("classes", []):
            source = next(iter(cell.findall(nodes.literal_block)), None)
            match = _CHECK.search(source.astext()) if source is not None else None
            if match:
                cell["ids"].append(f"cell-{match[1]}")


def drop_thebe(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: nodes.document
) -> None:
    """Take out the scripts for running cells in the page, which would load from the network.

    Jupyter Book puts them, twice, into every page whether they are used or not.
    """
    context["script_files"] = [
        script
        for script in context.get("script_files", [])
        if "thebe" not in f"{script}{getattr(script, 'attributes', {})}".lower()
    ]


def name_styles_alike(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: nodes.document
) -> None:
    """Leave the checksum out of the address of myst-nb's style sheet, whose name holds one.

    The file is written after the pages, so a first build has no checksum of it and a later one has.
    """
    tag = context.get("css_tag")
    if tag:
        context["css_tag"] = lambda css: _MYSTNB.sub(r"\1", tag(css))


def forget_words(app: Sphinx) -> list[tuple[str, dict[str, Any], str]]:
    """Take the words that no page has any more out of the search index, where Sphinx leaves them.

    Returns
    -------
    list
        No pages: the event asks for some, and is the last before the index is written.
    """
    indexer = getattr(app.builder, "indexer", None)
    if indexer is not None:
        for words in (indexer._mapping, indexer._title_mapping):
            for word in [word for word, pages in words.items() if not pages]:
                del words[word]
    return []


def setup(app: Sphinx) -> dict[str, Any]:
    """Register the directive and the numbering."""
    app.add_directive("data-table", DataTable)
    app.add_directive("ledger", LedgerTable)
    app.connect("doctree-read", name_check_cells)
    app.connect("doctree-read", note_what_is_pasted)
    app.connect("env-before-read-docs", note_what_is_read)
    # Before and after Sphinx counts them itself, which it does in the same event.
    app.connect("env-get-updated", number_as_sphinx, priority=100)
    app.connect("env-get-updated", number_as_the_paper, priority=900)
    app.connect("html-collect-pages", forget_words)
    app.connect("html-page-context", drop_thebe, priority=900)
    app.connect("html-page-context", name_styles_alike, priority=900)
    # Sphinx keeps the pages that it has read; with another version of this file they are stale.
    version = zlib.crc32(Path(__file__).read_bytes())
    return {"env_version": version, "parallel_read_safe": False, "parallel_write_safe": True}
