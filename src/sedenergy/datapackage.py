"""The data's description in the Frictionless standard, made from the files themselves."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

from sedenergy.columns import COLUMNS, Column
from sedenergy.published import FILES
from sedenergy.submissions import available, read_csv, read_facts

_PUBLISHED = {
    "tables": "Every number of the tables as the paper printed it",
    "figures": "Every point of figures 1 and 2, from the authors' notebook",
    "claims": "What the paper's prose says of the data, in other words",
    "verdicts": "The verdict on each claim as last looked at; written by "
    "`sedenergy verdicts --write`",
    "deviations": "The printed numbers that do not come out: what does, and the variant that "
    "gives the printed one; written by `sedenergy deviations --write`",
}
_KEYS = {"verdicts": "id", "tables": "id", "figures": None, "claims": "id", "deviations": "id"}
_FIELDS = {
    "id": "Identifier: table.year.quantity.statistic, figure.panel.series.system, or claim-NN",
    "table": "Table of the paper",
    "year": "Year of the challenge",
    "systems": "Which systems: all or single",
    "quantity": "Column of the submissions, or a quantity derived from them",
    "statistic": "Quartile, mean, std, min, max; in table VI the cap and what stands for it",
    "printed": "The text as it stands in the paper",
    "value": "The number that the text stands for, in the unit beside it",
    "unit": "Unit of the value",
    "figure": "Figure of the paper",
    "panel": "Panel of the figure",
    "series": "Series of the panel, as its legend names it",
    "system": "The system's code",
    "x_quantity": "What x is",
    "x": "The point's x, in the unit of its quantity (scores have none)",
    "y_quantity": "What y is",
    "y": "The point's y, in the unit of its quantity (energies in kWh)",
    "section": "Section of the paper",
    "kind": "number, where the claim prints one, or direction",
    "claim": "The claim, in words other than the paper's",
    "verdict": "holds, holds in part, fails or cannot be checked",
    "reproduced": "What comes out, in the printed form",
    "variant": "The variant that gives the printed text, or unexplained",
    "cause": "The cause, in one computed sentence",
}
_NUMERIC = {"year": "integer", "value": "number", "x": "number", "y": "number"}


def describe(data_dir: str | Path) -> str:
    """Return ``datapackage.json``: every file with its hash, every column with type and unit.

    Parameters
    ----------
    data_dir : path-like

    Returns
    -------
    str
        JSON in the form of the Data Package standard; ``rows``, ``in_paper`` and a field's
        ``unit`` are properties of our own, which the standard allows.

    Raises
    ------
    DataError
        A file cannot be read.
    """
    data_dir = Path(data_dir)
    facts = read_facts(data_dir / "years.toml")
    package = {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": "sedenergy",
        "title": "Energy reported by systems submitted to DCASE task 4, and what a paper printed",
        "description": "See README.md in this folder: sources, units, quirks, licence position.",
        "version": "1.0.0",
        "resources": [
            *(
                _submissions(data_dir, year, year in facts and facts[year].in_paper)
                for year in available(data_dir)
            ),
            *(_published(data_dir, name) for name in FILES),
            {
                "name": "years",
                "path": "years.toml",
                "title": "What is a fact about one year and not a column",
                "format": "toml",
                "mediatype": "application/toml",
                "encoding": "utf-8",
                **_digest(data_dir / "years.toml"),
            },
        ],
    }
    return json.dumps(package, indent=2, ensure_ascii=False) + "\n"


def _submissions(data_dir: Path, year: int, in_paper: bool) -> dict[str, object]:
    path = data_dir / "submissions" / f"{year}.csv"
    return {
        "name": f"submissions-{year}",
        "path": f"submissions/{year}.csv",
        "title": f"Systems submitted in {year}, figures as reported",
        **_table(path),
        "rows": len(read_csv(path)),
        "in_paper": in_paper,
        "schema": {
            "fields": [_field(c) for c in COLUMNS],
            "primaryKey": ["system"],
            "missingValues": [""],
        },
    }


def _field(column: Column) -> dict[str, object]:
    constraints: dict[str, object] = {}
    if column.name in ("system", "team"):
        constraints["required"] = True
    if column.name == "system":
        constraints["unique"] = True
    if column.kind in ("energy", "weighted", "score"):
        constraints["minimum"] = 0
    if column.kind == "score":
        constraints["maximum"] = 1
    if column.kind == "count":
        constraints["minimum"] = 1
    return {
        "name": column.name,
        "type": "string" if column.kind == "text" else "number",
        "title": column.title,
        **({"unit": column.unit} if column.unit else {}),
        **({"constraints": constraints} if constraints else {}),
    }


def _published(data_dir: Path, name: str) -> dict[str, object]:
    key = _KEYS[name]
    fields = [
        {
            "name": column,
            "type": _NUMERIC.get(column, "string"),
            "title": _FIELDS[column],
            **({"constraints": {"required": True, "unique": True}} if column == key else {}),
        }
        for column in FILES[name]
    ]
    path = data_dir / "published" / f"{name}.csv"
    return {
        "name": f"published-{name}",
        "path": f"published/{name}.csv",
        "title": _PUBLISHED[name],
        **_table(path),
        "schema": {
            "fields": fields,
            **({"primaryKey": [key]} if key else {}),
            "missingValues": [""],
        },
    }


def _table(path: Path) -> dict[str, object]:
    return {"type": "table", "format": "csv", "mediatype": "text/csv", "encoding": "utf-8",
            **_digest(path)}  # fmt: skip


def _digest(path: Path) -> dict[str, object]:
    raw = path.read_bytes()
    return {"bytes": len(raw), "hash": f"sha256:{hashlib.sha256(raw).hexdigest()}"}
