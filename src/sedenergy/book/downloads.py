"""The files to download: data, tables with their metadata, the ledger, and one archive of all."""

import csv
import hashlib
import io
import json
import os
import re
import shutil
import time
import zipfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, ClassVar

import nbformat
from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.util.docutils import SphinxDirective

from sedenergy.book.blocks import Region, build_table, head_rows, make_cell, make_paragraph
from sedenergy.book.tables import TIDY_COLUMNS
from sedenergy.check.ledger import ENTRY_FIELDS
from sedenergy.files import write_whole
from sedenergy.submissions.datapackage import LICENCES, SOURCES
from sedenergy.vocabulary import QUANTITIES

DOWNLOADS = "data"
"""The folder of the files to download, in the book."""

TABLES_FOLDER = f"{DOWNLOADS}/tables"
"""That of the tables."""

ARCHIVE = "sedenergy-data.zip"
"""The archive of all of them."""

_BLOCK = re.compile(
    r"```\{data-table\} tables/(?P<name>\S+)\.csv\n(?P<options>(?::[^\n]*\n)*)\n"
    r"(?P<caption>.*?)```",
    re.S,
)
_TITLES = {
    "systems": "All submitted systems: reported, derived, kept or left out, and why",
    "ledger": "The ledger: a verdict and a cause for every number, point and claim",
    "universes": "All universes: the verdict on every claim and the tables of the paper in each",
    "sedenergy-data": "Every file of this page and its metadata, in one archive",
    "datapackage": "What each file is, with its hash, its columns and their units",
    "README": "Sources, units, quirks and licence of the data",
}
_UNITS = {q.unit for q in QUANTITIES.values() if q.unit} | {"W"}
_MEANINGS = TIDY_COLUMNS | {q.name: q.label for q in QUANTITIES.values()}
_MEANINGS |= {
    "cap": "Cap on the quantity, by its name or as a number in the unit",
    "threshold": "The value of the cap, in the unit of the quantity",
    "system": "The system's code",
    "team": "The team, by the system's code",
}
_FIRST_TIME = 315532800  # 1980, when the times of an archive begin


def gather_downloads(data_dir: Path, source: Path) -> None:
    """Lay out the files to download, each table with its metadata, and the archive of all.

    Parameters
    ----------
    data_dir : Path
        The data, which are copied as they are.
    source : Path
        What Jupyter Book builds: pages and executed chapters, where the captions of the tables
        stand, and ``tables/``. Gets ``downloads/``.
    """
    target = source / "downloads"
    shutil.copytree(data_dir, target, ignore=shutil.ignore_patterns(".*"))
    pages = sorted([*source.glob("*.ipynb"), *source.glob("*.md")])
    captions = dict(caption for page in pages for caption in _captions_of(page))
    for path in sorted((source / "tables").iterdir()):
        # What chapters say of claims in other worlds is in the ledger.
        if ".page." in path.name or path.name.startswith("claims-"):
            continue
        copy = target / "tables" / path.name
        copy.parent.mkdir(exist_ok=True)
        shutil.copyfile(path, copy)
        if copy.suffix == ".csv":
            title, page = captions.get(path.stem, (_TITLES.get(path.stem, path.stem), ""))
            write_whole(copy.with_suffix(".metadata.json"), describe_download(copy, title, page))
    write_archive(target, target / ARCHIVE)


def _captions_of(page: Path) -> Iterable[tuple[str, tuple[str, str]]]:
    """Yield for each table of a page its name, and its caption and place."""
    text = page.read_text(encoding="utf-8")
    if page.suffix == ".ipynb":
        cells = nbformat.reads(text, as_version=4).cells
        text = "\n\n".join(cell.source for cell in cells if cell.cell_type == "markdown")
    for block in _BLOCK.finditer(text):
        options = dict(re.findall(r":(\w+): (.*)", block["options"]))
        place = f"{page.stem}.html#{options.get('name', '')}".removesuffix("#")
        for name in str(options.get("download", block["name"])).split():
            yield name, (plain_caption(block["caption"]), place)


def plain_caption(caption: str) -> str:
    r"""Return the sentences of a caption that hold no computed value, without markup.

    Examples
    --------
    >>> plain_caption("Steps of {numref}`figure-1`.\n{glue:text}`many` come out.")
    'Steps of figure 1.'
    """
    text = re.sub(r"\{\w+\}`(\w+)-([\w-]+)`", r"\1 \2", " ".join(caption.split()))
    sentences = re.split(r"(?<=\.) (?=[A-Z{])", text)
    return " ".join(s for s in sentences if "{glue" not in s).replace("*", "")


def describe_download(path: Path, title: str, page: str = "") -> str:
    """Return the metadata of a table as JSON: columns with type and unit, sources, licence.

    Parameters
    ----------
    path : Path
        A CSV file, as it is downloaded.
    title : str
    page : str
        Where the book shows it.

    Returns
    -------
    str
        A resource of the Data Package standard; `unit`, `rows` and `page` are our own.
    """
    raw = path.read_bytes()
    header, *rows = csv.reader(io.StringIO(raw.decode("utf-8")))
    columns = list(zip(*rows, strict=True)) if rows else [()] * len(header)
    meanings = ENTRY_FIELDS if path.stem == "ledger" else _MEANINGS
    fields = [
        _describe_field(name, cells, meanings.get(name, ""))
        for name, cells in zip(header, columns, strict=True)
    ]
    about: dict[str, Any] = {"name": path.stem, "path": path.name, "title": title}
    about |= {"page": page} if page else {}
    about |= {"format": "csv", "mediatype": "text/csv", "encoding": "utf-8"}
    about |= {"rows": len(rows), "bytes": len(raw)}
    about["hash"] = f"sha256:{hashlib.sha256(raw).hexdigest()}"
    about |= {"schema": {"fields": fields, "missingValues": [""]}}
    about |= {"sources": SOURCES, "licenses": LICENCES}
    return json.dumps(about, indent=2, ensure_ascii=False) + "\n"


def _describe_field(name: str, cells: Sequence[str], meaning: str) -> dict[str, str]:
    known = [cell for cell in cells if cell]
    kind = "string"
    if known and all(re.fullmatch(r"-?\d+(\.\d+)?", cell) for cell in known):
        kind = "number" if any("." in cell for cell in known) else "integer"
    about = {"name": name, "type": kind}
    about |= {"title": meaning} if meaning else {}
    unit = re.search(r"\(([^()]+)\)(, low|, high)?$", name)
    return about | ({"unit": unit[1]} if unit and unit[1] in _UNITS else {})


def write_archive(folder: Path, archive: Path) -> None:
    """Write all files of a folder into one archive, which is equal wherever they are equal."""
    seconds = max(int(os.environ.get("SOURCE_DATE_EPOCH", 0)), _FIRST_TIME)
    when = time.gmtime(seconds)[:6]
    files = sorted(p for p in folder.rglob("*") if p.is_file() and p != archive)
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as packed:
        for path in files:
            about = zipfile.ZipInfo(f"sedenergy-data/{path.relative_to(folder).as_posix()}", when)
            about.compress_type, about.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
            about.create_system = 3  # as on Linux, on whichever system it is written
            packed.writestr(about, path.read_bytes())


def say_size(size: int) -> str:
    """Write how many bytes a file has.

    Examples
    --------
    >>> say_size(420), say_size(61234), say_size(1234567)
    ('0.4 kB', '61 kB', '1.2 MB')
    """
    if size >= 10**6:
        return f"{size / 10**6:.1f} MB"
    return f"{size / 1000:.1f} kB" if size < 9950 else f"{size / 1000:.0f} kB"


class DownloadList(SphinxDirective):
    """List the files to download in some folders or of some names, each with its size."""

    required_arguments = 1
    final_argument_whitespace = True
    option_spec: ClassVar[dict[str, Any]] = {"label": directives.unchanged_required}

    def run(self) -> list[nodes.Node]:
        """Build a table: file, what it is, size."""
        folder = Path(self.env.srcdir) / "downloads"
        titles = _titles_in(folder)
        lines = []
        for path in (
            p for pattern in self.arguments[0].split() for p in sorted(folder.glob(pattern))
        ):
            name = path.relative_to(folder).as_posix()
            if not name.endswith(".metadata.json"):
                title = titles.get(name, _TITLES.get(path.stem, "")).replace("`", "")
                lines.append(_line_of(path, name, title))
        classes = ["", "sed-sentence", "sed-number"]
        table = build_table(head_rows([["File", "What it is", "Size"]], classes), lines, 3)
        return [Region("", table, label=self.options.get("label", "Files"))]


def _line_of(path: Path, name: str, title: str) -> nodes.row:
    link = nodes.paragraph("", "", nodes.reference("", name, refuri=f"{DOWNLOADS}/{name}"))
    if path.with_suffix(".metadata.json").is_file():
        about = f"{DOWNLOADS}/{Path(name).with_suffix('.metadata.json').as_posix()}"
        columns = nodes.reference("", "columns and units", refuri=about)
        link += [nodes.Text(" ("), columns, nodes.Text(")")]
    size = make_cell([make_paragraph(say_size(path.stat().st_size))], "sed-number")
    return nodes.row(
        "", make_cell([link]), make_cell([make_paragraph(title)], "sed-sentence"), size
    )


def _titles_in(folder: Path) -> dict[str, str]:
    """Return what the files say of themselves, by their path in the folder."""
    package = folder / "datapackage.json"
    resources = json.loads(package.read_text("utf-8"))["resources"] if package.is_file() else []
    titles = {resource["path"]: resource["title"] for resource in resources}
    for path in folder.glob("tables/*.metadata.json"):
        about = json.loads(path.read_text("utf-8"))
        titles[f"tables/{about['path']}"] = about["title"]
    return titles
