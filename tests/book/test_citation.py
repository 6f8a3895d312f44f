"""How to cite, and what machines read: from a citation file worked out by hand."""

import json

import pytest
from conftest import ROOT

from sedenergy.book.citation import (
    Work,
    read_works,
    say_about,
    write_bibtex,
    write_citations,
    write_metadata,
    write_ris,
)
from sedenergy.errors import DataError

CITATION = """\
cff-version: 1.2.0
title: On a reproduction
message: Cite it.
type: software
version: 2.1.0
date-released: "2031-05-06"
license: MIT
repository-code: https://example.org/code
authors: [{name: The group}]
keywords: [energy]
references:
  - type: article
    title: On energy
    authors: [{family-names: Doe, given-names: Jo}, {family-names: Roe, given-names: Al}]
    year: 2030
    url: https://example.org/paper
    identifiers: [{type: other, value: x-1}]
"""
PACKAGE = {
    "title": "Some data",
    "resources": [
        {"name": "a", "path": "a.csv", "mediatype": "text/csv"},
        {"name": "b", "path": "b"},
    ],
}


@pytest.fixture
def root(tmp_path):
    (tmp_path / "CITATION.cff").write_text(CITATION)
    (tmp_path / "source" / "data").mkdir(parents=True)
    (tmp_path / "source" / "data" / "datapackage.json").write_text(json.dumps(PACKAGE))
    (tmp_path / "pages" / "x").mkdir(parents=True)
    (tmp_path / "pages" / "x" / "table.csv").write_text("a\n")
    return tmp_path


def test_works_are_read_from_the_citation_file(root):
    paper, work = read_works(root)
    assert paper == Work(
        *("paper", "article", "On energy", ("Doe, Jo", "Roe, Al"), "2030"),
        url="https://example.org/paper",
        notes=("x-1",),
    )
    assert (work.year, work.version, work.date) == ("2031", "2.1.0", "2031-05-06")
    assert (work.authors, work.keywords) == (("The group",), ("energy",))


@pytest.mark.parametrize("text", ["title: x", "[", "- a", "references: []"])
def test_another_file_is_one_sentence(tmp_path, text):
    (tmp_path / "CITATION.cff").write_text(text)
    with pytest.raises(DataError, match="expected a citation file with the paper as its first"):
        read_works(tmp_path)


def test_bibtex_keeps_the_name_of_a_group_together(root):
    paper, work = read_works(root)
    assert write_bibtex(paper) == (
        "@misc{paper,\n  author = {Doe, Jo and Roe, Al},\n  title = {On energy},\n"
        "  year = {2030},\n  note = {x-1},\n  url = {https://example.org/paper}\n}\n"
    )
    assert write_bibtex(work).startswith(
        "@software{reproduction,\n  author = {{The group}},\n  title = {On a reproduction},\n"
        "  year = {2031},\n  version = {2.1.0},\n  url = {https://example.org/code}\n"
    )


def test_ris_has_a_line_a_field(root):
    paper, work = read_works(root)
    assert write_ris(paper) == (
        "TY  - RPRT\nAU  - Doe, Jo\nAU  - Roe, Al\nTI  - On energy\nPY  - 2030\nN1  - x-1\n"
        "UR  - https://example.org/paper\nER  -\n"
    )
    assert write_ris(work).startswith("TY  - COMP\nAU  - The group\n")


def test_what_this_copy_is(root):
    work = read_works(root)[1]
    assert say_about(work) == (
        "Version 2.1.0 of 2031-05-06. Code under MIT, text under CC BY 4.0. "
        "Repository: <https://example.org/code>.\n"
    )
    bare = Work("a", "software", "T", ("X",), version="1", license="MIT")
    assert say_about(bare) == "Version 1. Code under MIT, text under CC BY 4.0.\n"


def test_files_for_pages_and_machines(root):
    write_citations(root, root / "source")
    names = {path.name for path in (root / "source" / "cite").iterdir()}
    assert names == {"about.txt", "linked.json"} | {
        f"{key}.{kind}" for key in ("paper", "reproduction") for kind in ("bib", "ris")
    }
    dataset, article = json.loads((root / "source" / "cite" / "linked.json").read_text())
    assert (dataset["@type"], dataset["name"], dataset["version"]) == (
        "Dataset",
        "Some data",
        "2.1.0",
    )
    assert [d["contentUrl"] for d in dataset["distribution"]] == ["data/a.csv", "data/b"]
    assert article["author"][0] == {"@type": "Person", "familyName": "Doe", "givenName": "Jo"}
    assert dataset["creator"] == [{"@type": "Organization", "name": "The group"}]

    write_metadata(root, root / "pages")
    crate = json.loads((root / "pages" / "ro-crate-metadata.json").read_text())["@graph"]
    entities = {entity["@id"]: entity for entity in crate}
    assert entities["ro-crate-metadata.json"]["conformsTo"]["@id"].endswith("/1.2")
    parts = [part["@id"] for part in entities["./"]["hasPart"]]
    assert parts == ["index.html", "codemeta.json", "x/table.csv"]
    # What is named is there: each part, the licence, the paper.
    assert {*parts, entities["./"]["license"]["@id"], "https://example.org/paper"} <= set(entities)
    assert json.loads((root / "pages" / "codemeta.json").read_text())["version"] == "2.1.0"
    deposit = json.loads((root / "pages" / ".zenodo.json").read_text())
    assert deposit["related_identifiers"][0]["identifier"] == "https://example.org/paper"


def test_the_projects_own_file_is_read():
    paper, work = read_works(ROOT)
    assert paper.authors == ("Douwes, Constance", "Serizel, Romain")
    assert work.version
    assert work.date
