"""The files to download: metadata, captions, one archive of all, equal from build to build."""

import hashlib
import json
import shutil
import zipfile

import nbformat
import pytest
import yaml
from conftest import ROOT

from sedenergy.book.downloads import (
    ARCHIVE,
    describe_download,
    gather_downloads,
    plain_caption,
    write_archive,
)
from sedenergy.submissions.datapackage import SOURCES

CHAPTER = """\
# One

```{data-table} tables/first.csv
:name: table-first
:download: first whole

The *first*, as in {numref}`table-1`. {glue:text}`many` of them.
```

```{data-table} tables/second.csv

The second.
```
"""


@pytest.fixture
def project(tmp_path):
    """Data, a chapter with captions, and the tables that it wrote."""
    texts = {
        "data/a.csv": "x\n",
        "source/two.md": "```{data-table} tables/third.csv\n:name: third\n\nThe third.\n```\n",
        "source/tables/third.csv": "A\n",
        "data/.lock": "",
        "source/tables/first.csv": "Year,Energy (kWh),System\n2023,1.5,A\n2024,,B\n",
        "source/tables/first.page.csv": "shown\n",
        "source/tables/whole.csv": "value\n1\n",
        "source/tables/second.csv": '"TDP (W), low"\n',
        "source/tables/claims-x.csv": "id\n",
        "source/tables/ledger.csv": "id,verdict\nclaim-01,holds\n",
        "source/tables/universes.json": "{}\n",
    }
    for name, text in texts.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    cells = [nbformat.v4.new_markdown_cell(CHAPTER), nbformat.v4.new_code_cell("x = 1")]
    nbformat.write(nbformat.v4.new_notebook(cells=cells), tmp_path / "source" / "one.ipynb")
    return tmp_path


def gather(project):
    gather_downloads(project / "data", project / "source")
    return project / "source" / "downloads"


def test_what_is_downloaded_are_data_and_tables_with_metadata(project):
    made = gather(project)
    names = {path.relative_to(made).as_posix() for path in made.rglob("*") if path.is_file()}
    stems = ("first", "whole", "second", "third", "ledger")
    tables = {f"tables/{n}{end}" for n in stems for end in (".csv", ".metadata.json")}
    assert names == {"a.csv", "tables/universes.json", *tables, ARCHIVE}
    with zipfile.ZipFile(made / ARCHIVE) as packed:
        assert set(packed.namelist()) == {f"sedenergy-data/{n}" for n in names - {ARCHIVE}}
        assert packed.read("sedenergy-data/a.csv") == b"x\n"


def about(made, name):
    return json.loads((made / "tables" / f"{name}.metadata.json").read_text(encoding="utf-8"))


def test_metadata_say_what_a_table_is_and_what_its_columns_hold(project):
    made = gather(project)
    first = about(made, "first")
    assert first["title"] == "The first, as in table 1."
    assert first["page"] == "one.html#table-first"
    assert [tuple(field.values()) for field in first["schema"]["fields"]] == [
        ("Year", "integer"),
        ("Energy (kWh)", "number", "kWh"),
        ("System", "string"),
    ]
    raw = (made / "tables" / "first.csv").read_bytes()
    assert first["hash"] == f"sha256:{hashlib.sha256(raw).hexdigest()}"
    assert (first["rows"], first["bytes"]) == (2, len(raw))
    assert first["licenses"][0]["name"] == "CC-BY-4.0"
    assert about(made, "whole")["title"] == first["title"]
    assert about(made, "whole")["schema"]["fields"][0]["title"].startswith("What comes out")
    second = about(made, "second")
    third = about(made, "third")
    assert (third["title"], third["page"]) == ("The third.", "two.html#third")
    assert (second["title"], second["page"], second["rows"]) == ("The second.", "one.html", 0)
    assert second["schema"]["fields"] == [{"name": "TDP (W), low", "type": "string", "unit": "W"}]


def test_the_ledger_is_described_and_so_is_a_table_without_a_caption(project):
    made = gather(project)
    ledger = about(made, "ledger")
    assert ledger["title"].startswith("The ledger")
    assert all(field["title"] for field in ledger["schema"]["fields"])
    (project / "alone.csv").write_text("A\n-1\n", encoding="utf-8")
    alone = json.loads(describe_download(project / "alone.csv", "Alone"))
    assert "page" not in alone
    assert alone["schema"]["fields"] == [{"name": "A", "type": "integer"}]


def test_the_archive_is_equal_to_the_byte_and_has_the_time_that_is_asked_for(project, monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1726185600")
    first = gather(project)
    before = (first / ARCHIVE).read_bytes()
    shutil.rmtree(first)
    assert (gather(project) / ARCHIVE).read_bytes() == before
    with zipfile.ZipFile(first / ARCHIVE) as packed:
        infos = packed.infolist()
    assert {info.date_time for info in infos} == {(2024, 9, 13, 0, 0, 0)}
    assert [info.filename for info in infos] == sorted(info.filename for info in infos)
    assert {info.external_attr >> 16 for info in infos} == {0o644}
    for early in ("0", None):  # before the times of an archive begin
        if early is None:
            monkeypatch.delenv("SOURCE_DATE_EPOCH")
        else:
            monkeypatch.setenv("SOURCE_DATE_EPOCH", early)
        write_archive(project / "data", project / "early.zip")
        with zipfile.ZipFile(project / "early.zip") as packed:
            assert packed.infolist()[0].date_time == (1980, 1, 1, 0, 0, 0)


@pytest.mark.parametrize(
    ("caption", "plain"),
    [
        ("One.\nTwo, *three*.", "One. Two, three."),
        ("All of {numref}`figure-cap-curves`: {glue:text}`many`.", ""),
        ("Medians. {glue:text}`outcome`", "Medians."),
        (
            "A mean (n − 1) over\nthose of {numref}`table-3`.",
            "A mean (n − 1) over those of table 3.",
        ),
    ],
)
def test_a_caption_is_told_without_markup_and_computed_values(caption, plain):
    assert plain_caption(caption) == plain


def test_the_paper_is_named_as_in_the_citation():
    cited = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))["references"][0]
    assert SOURCES[0] == {"title": cited["title"], "path": cited["url"]}
