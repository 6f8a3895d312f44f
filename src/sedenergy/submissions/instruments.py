"""What the energies were measured with: the files of ``data/instrument/``."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from sedenergy.errors import DataError
from sedenergy.submissions.text_files import csv_rows, read_text

INSTRUMENT_FILES: dict[str, tuple[str, ...]] = {
    "cards": ("model", "form", "memory_gb", "tdp_w", "source"),
    "intensities": ("place", "g_per_kwh", "of_year", "source"),
    "editions": ("year", "codecarbon", "processor", "memory", "gpu", "gpus", "source"),
}
"""The files of ``data/instrument/`` and their columns."""

_ABOVE_0 = (r"[1-9]\d{0,5}", "expected a whole number above 0")
_CELLS = {
    "year": (r"20\d\d", "expected a year"),
    "memory_gb": _ABOVE_0,
    "tdp_w": _ABOVE_0,
    "g_per_kwh": _ABOVE_0,
    "of_year": (r"20\d\d", "expected a year"),
    "form": (r"PCIe|SXM|", "expected PCIe, SXM or nothing"),
}
_TEXT = (r".*\S.*", "expected a text")


@dataclass(frozen=True)
class Card:
    """A variant of a GPU, as its maker describes it: ``cards.csv``.

    Attributes
    ----------
    model : str
        As `sedenergy.analysis.hardware` names it.
    form : {'', 'PCIe', 'SXM'}
        Given where the model comes in both.
    memory_gb : int
    tdp_w : int
        What the card may draw, in watts.
    source : str
        The maker's document.
    """

    model: str
    form: str
    memory_gb: int
    tdp_w: int
    source: str


def read_cards(data_dir: str | Path) -> tuple[Card, ...]:
    """Read the GPUs whose power is known, from ``instrument/cards.csv``.

    Raises
    ------
    DataError
        The file cannot be read, its columns are others, or a cell does not hold what it should.
    """
    return tuple(
        Card(row["model"], row["form"], int(row["memory_gb"]), int(row["tdp_w"]), row["source"])
        for row in _read_rows(data_dir, "cards")
    )


@dataclass(frozen=True)
class Intensity:
    """What a kWh from a grid stands for: ``intensities.csv``.

    Attributes
    ----------
    place : str
        The country.
    g_per_kwh : int
        In grams of CO₂ equivalent.
    of_year : int
    source : str
    """

    place: str
    g_per_kwh: int
    of_year: int
    source: str


def read_intensities(data_dir: str | Path) -> tuple[Intensity, ...]:
    """Read the intensities of grids, from ``instrument/intensities.csv``.

    Where a machine stood is not known: an amount of carbon holds at a stated intensity, and is
    no team's emission. Errors are those of `read_cards`.
    """
    return tuple(
        Intensity(row["place"], int(row["g_per_kwh"]), int(row["of_year"]), row["source"])
        for row in _read_rows(data_dir, "intensities")
    )


def read_editions(data_dir: str | Path) -> dict[int, Mapping[str, str]]:
    """Read what the organisers' recipe measured with, by year, from ``instrument/editions.csv``.

    ``codecarbon`` is the release that the recipe pins. What it counts of ``processor`` and
    ``memory``, how it comes by the energy of a ``gpu``, and which ``gpus`` it counts, are texts for
    a page. Errors are those of `read_cards`.
    """
    return {int(row["year"]): row for row in _read_rows(data_dir, "editions")}


def _read_rows(data_dir: str | Path, name: str) -> list[dict[str, str]]:
    path, columns = Path(data_dir) / "instrument" / f"{name}.csv", INSTRUMENT_FILES[name]
    header, *rows = csv_rows(path, read_text(path, "a table"))
    if tuple(header) != columns:
        raise DataError(f"expected the columns {', '.join(columns)}", file=path)
    for number, row in enumerate(rows, start=1):
        if len(row) != len(columns):
            problem = f"{len(row)} cells, {len(columns)} were expected"
            raise DataError(problem, file=path, row=number)
        for column, cell in zip(columns, row, strict=True):
            pattern, problem = _CELLS.get(column, _TEXT)
            if not re.fullmatch(pattern, cell):
                raise DataError(problem, file=path, row=number, column=column, value=cell)
    return [dict(zip(columns, row, strict=True)) for row in rows]
