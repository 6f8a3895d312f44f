"""What the build reproduces, as a manifest in the shape of CODECHECK's ``codecheck.yml``."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

import yaml

from sedenergy.errors import DataError
from sedenergy.files import write_whole

SPECIFICATION = "https://codecheck.org.uk/spec/config/1.0/"
"""The version of the shape."""


def manifest(root: Path, build: Path) -> str:
    """Return the manifest of a build: the paper, and each file with what of the paper it holds.

    There is no codechecker, certificate or time in it: nobody has checked, and the manifest says
    only what there is to check.

    Parameters
    ----------
    root : Path
        With ``CITATION.cff``, whose first reference is the paper.
    build : Path
        With ``tables/ledger.csv`` and the files.

    Returns
    -------
    str
        YAML; paths are those from the project.

    Raises
    ------
    DataError
        A file that is named is not there.
    """
    citation = yaml.safe_load((root / "CITATION.cff").read_text("utf-8"))
    paper = citation["references"][0]
    path = build / "tables" / "ledger.csv"
    try:
        with path.open(encoding="utf-8", newline="") as table:
            ledger = list(csv.DictReader(table))
    except OSError as error:
        raise DataError("expected the ledger of a build: make book", file=path) from error
    files = []
    for name in dict.fromkeys(entry["subject"] for entry in ledger):
        entries = [entry for entry in ledger if entry["subject"] == name]
        verdicts = Counter(entry["verdict"] for entry in entries)
        counts = ", ".join(f"{count} {verdict}" for verdict, count in verdicts.items())
        file = f"notebooks/{entries[0]['chapter']}.ipynb"  # where a figure is
        if name.startswith("table"):
            file = f"tables/{name}.csv"
        elif name == "claims":
            file = "tables/ledger.csv"
        if not (build / file).is_file():
            raise DataError("expected this file in a build: make book", file=build / file)
        title = name.replace("-", " ").capitalize()
        files.append({"file": f"_build/{file}", "comment": f"{title}: {counts} of {len(entries)} "
                      f"printed {entries[0]['kind']}s"})  # fmt: skip
    content: Mapping[str, object] = {
        "version": SPECIFICATION,
        "paper": {
            "title": paper["title"],
            "authors": [
                {"name": f"{a['given-names']} {a['family-names']}"} for a in paper["authors"]
            ],
            "reference": paper["url"],
        },
        "manifest": files,
        "summary": "Each printed number, point and claim with its verdict: _build/ledger.csv",
    }
    return str(yaml.safe_dump(dict(content), sort_keys=False, allow_unicode=True, width=100))


def write(root: Path, build: Path) -> None:
    """Write the manifest of a build to ``codecheck.yml`` in its folder."""
    write_whole(build / "codecheck.yml", manifest(root, build))
