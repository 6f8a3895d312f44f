"""The data's description in the Frictionless standard, made from the files themselves."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from sedenergy.printed.record import FILES
from sedenergy.submissions import years
from sedenergy.submissions.columns import COLUMNS, SCORE, Column, read_number
from sedenergy.submissions.facts import read_facts
from sedenergy.submissions.instruments import INSTRUMENT_FILES

LICENCES = [
    {
        "name": "CC-BY-4.0",
        "path": "https://creativecommons.org/licenses/by/4.0/",
        "title": "Creative Commons Attribution 4.0, for what is ours; see README.md",
    }
]
"""The licence of the data, in the words of the standard."""

SOURCES = [
    {
        "title": "Energy Consumption Trends in Sound Event Detection Systems",
        "path": "https://hal.science/hal-04697014v1",
    },
    {
        "title": "DCASE 2022 and 2023 task 4: the organisers' results",
        "path": "https://github.com/RonFrancesca/SED-carbon-footprint",
    },
    {
        "title": "DCASE 2024 task 4: the organisers' results, and the authors' notebook",
        "path": "https://github.com/ConstanceDws/DCASE_energy_trends",
    },
]
"""What the data rest on."""

_PUBLISHED = {
    "tables": "Every number of the tables as the paper printed it",
    "figures": "Every point of figures 1 and 2, from the authors' notebook",
    "claims": "What the paper's prose says of the data, in other words",
    "verdicts": "The verdict on each claim as last looked at; written by "
    "`sedenergy verdicts --write`",
    "deviations": "The printed numbers that do not come out: what does, and the variant that "
    "gives the printed one; written by `sedenergy deviations --write`",
}
_INSTRUMENT = {
    "cards": "The power of the GPUs that teams name, as their maker publishes it",
    "intensities": "What a kWh from a grid stands for in CO₂ equivalent, country by country",
    "editions": "What the energies were measured with, by the organisers' recipe of each year",
}
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
    "keys": "Words by which a reader of the paper may look for the claim",
    "verdict": "holds, holds in part, fails or cannot be checked",
    "reproduced": "What comes out, in the printed form",
    "variant": "The variant that gives the printed text, or unexplained",
    "cause": "The cause, in one computed sentence",
    "model": "Name of the GPU",
    "form": "PCIe or SXM, where the model comes in both",
    "memory_gb": "Memory of the variant, in GB",
    "tdp_w": "What the card may draw, in W",
    "source": "Where it was read",
    "place": "Country",
    "g_per_kwh": "Grams of CO₂ equivalent for each kWh from its grid",
    "of_year": "Year of the intensity",
    "codecarbon": "Release of CodeCarbon that the recipe pins",
    "processor": "How the energy of the processor is counted",
    "memory": "How the energy of the memory is counted",
    "gpu": "How the energy of a GPU is counted",
    "gpus": "Which GPUs are counted",
}
_NUMERIC = {"year": "integer", "value": "number", "x": "number", "y": "number"}
_NUMERIC |= {"memory_gb": "integer", "tdp_w": "integer"}
_NUMERIC |= {"g_per_kwh": "integer", "of_year": "integer"}
_FORMS = {
    ".csv": {"type": "table", "format": "csv", "mediatype": "text/csv", "encoding": "utf-8"},
    ".toml": {"format": "toml", "mediatype": "application/toml", "encoding": "utf-8"},
}


def describe(data_dir: str | Path, folders: Mapping[int, Path] | None = None) -> str:
    """Return ``datapackage.json``: every file with its hash, every column with type and unit.

    Parameters
    ----------
    data_dir : path-like
    folders : mapping of int to Path, optional
        The folder of each year; those that the data have where it is not given.

    Returns
    -------
    str
        JSON of the Data Package standard; `rows`, `in_paper` and a field's `unit` are our own.

    Raises
    ------
    DataError
        A year's file cannot be read.
    """
    data_dir = Path(data_dir)
    folders = years.year_folders(data_dir) if folders is None else folders
    package = {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": "sedenergy",
        "title": "Energy reported by systems submitted to DCASE task 4, and what a paper printed",
        "description": "See README.md in this folder: sources, units, quirks, licence position.",
        "version": "1.0.0",
        "licenses": LICENCES,
        "sources": SOURCES,
        "resources": [
            *(_describe_systems(year, folders[year]) for year in sorted(folders)),
            *(_describe_facts(year, folders[year]) for year in sorted(folders)),
            *(_describe_table(data_dir, f"published/{n}", _PUBLISHED[n], FILES[n]) for n in FILES),
            *(
                _describe_table(data_dir, f"instrument/{name}", title, INSTRUMENT_FILES[name])
                for name, title in _INSTRUMENT.items()
            ),
        ],
    }
    return json.dumps(package, indent=2, ensure_ascii=False) + "\n"


def _describe_systems(year: int, folder: Path) -> dict[str, Any]:
    with years.files_of(year):
        in_paper = read_facts(folder / years.FACTS).in_paper
        rows = len(years.read_systems(folder))
    fields = [_describe_column(column) for column in COLUMNS]
    title = f"Systems submitted in {year}, figures as reported"
    path = f"submissions/{year}/{years.SYSTEMS}"
    about = {"rows": rows, "in_paper": in_paper, "schema": _schema(fields, "system")}
    return _describe_file(f"submissions-{year}", path, title, folder / years.SYSTEMS) | about


def _describe_column(column: Column) -> dict[str, Any]:
    kind, is_number = column.kind, column.kind.read is read_number
    constraints: dict[str, bool | float] = {}
    if column.name in ("system", "team"):
        constraints["required"] = True
    if column.name == "system":
        constraints["unique"] = True
    if is_number:
        constraints["minimum"] = kind.low
    if kind is SCORE:
        constraints["maximum"] = kind.high
    form = "number" if is_number else "string"
    about: dict[str, Any] = {"name": column.name, "type": form, "title": column.title}
    if kind.unit:
        about["unit"] = kind.unit
    return about | ({"constraints": constraints} if constraints else {})


def _describe_facts(year: int, folder: Path) -> dict[str, Any]:
    title = f"What is a fact about {year} and no column"
    path = f"submissions/{year}/{years.FACTS}"
    return _describe_file(f"facts-{year}", path, title, folder / years.FACTS)


def _describe_table(
    data_dir: Path, name: str, title: str, columns: Sequence[str]
) -> dict[str, Any]:
    key = "id" if "id" in columns else ""
    unique = {"constraints": {"required": True, "unique": True}}
    fields = [
        {"name": column, "type": _NUMERIC.get(column, "string"), "title": _FIELDS[column]}
        | (unique if column == key else {})
        for column in columns
    ]
    path = f"{name}.csv"
    about = _describe_file(name.replace("/", "-"), path, title, data_dir / path)
    return about | {"schema": _schema(fields, key)}


def _schema(fields: list[dict[str, Any]], key: str) -> dict[str, Any]:
    return {"fields": fields, **({"primaryKey": [key]} if key else {}), "missingValues": [""]}


def _describe_file(name: str, path: str, title: str, file: Path) -> dict[str, Any]:
    raw = file.read_bytes()
    digest = hashlib.sha256(raw).hexdigest()
    about = {"name": name, "path": path, "title": title, **_FORMS[file.suffix]}
    return {**about, "bytes": len(raw), "hash": f"sha256:{digest}"}
