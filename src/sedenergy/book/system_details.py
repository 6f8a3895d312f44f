"""What the script of the systems' page is given: each system's figures, and all else of it."""

from collections.abc import Iterator
from typing import Any

import pandas as pd
from docutils.nodes import make_id

from sedenergy.analysis.frontier import best_class, scored
from sedenergy.analysis.places import ahead, places
from sedenergy.analysis.selection import Selection
from sedenergy.analysis.tables import TABLES
from sedenergy.analysis.watts import AGREES, LEAST, MOST, TOO_MUCH, UNTOLD, hold_against_hardware
from sedenergy.book.sentences import say_value
from sedenergy.book.systems import (
    AS_REPORTED,
    KEPT,
    LEFT_OUT,
    SYSTEM_FIELDS,
    address_systems,
    write_systems,
)
from sedenergy.book.theme import MARKS, year_variable
from sedenergy.check.grounds import ground_of
from sedenergy.check.ledger import name_printed_number, point_rows
from sedenergy.paper import Paper
from sedenergy.printed.forms import exact
from sedenergy.vocabulary import QUANTITIES

POPULATION_WORDS = {
    "valid": "valid systems",
    "normalized": "systems of the normalised comparison",
    "gpu": "systems that report the GPU's energy",
    "capped": "single systems that caps apply to",
}
"""The systems that a table rests on, by its population, in words."""

_FORMED_OF_ALL = ("mean", "std")


def describe_systems(paper: Paper, systems: pd.DataFrame) -> dict[str, Any]:
    """Return all that the script of the page needs, as JSON can hold it.

    Parameters
    ----------
    paper : Paper
    systems : DataFrame
        As `gather_systems` gives them.

    Returns
    -------
    dict
        ``fields``, the columns; ``axes``, the quantities that the scatter shows first; ``years``,
        each with the variable of its colour; ``kept``, what becomes of a system; ``marks``, each
        with its words; ``tables``, of each place in a distribution the table, its quantity and
        its systems in words; ``entries`` of the ledger (address, what, as printed); ``systems``,
        one each: ``address``, ``values`` in the order of the fields, ``texts`` of the cells,
        ``places`` (which of ``tables``, how many others have less, how many others there are,
        whether it is counted itself), ``entries``, ``ahead`` (systems on the frontier that beat
        it) and ``said`` (of the frontier, of the best class, of the hardware).
    """
    addresses = address_systems(paper.selections)
    texts, values = write_systems(systems), systems.to_dict("records")
    entries = list_grounded(paper)
    said = [each for s in paper.selections.values() for each in _describe_year(s)]
    rest: dict[tuple[int, str], list[int]] = {}
    for place, (*_, year, names) in enumerate(entries):
        for name in dict.fromkeys(names):
            rest.setdefault((year, name), []).append(place)
    listed = [
        {
            "address": address,
            "values": [_plain(row[field.name]) for field in SYSTEM_FIELDS],
            "texts": text,
            **more,
            "entries": rest.get(key, []),
        }
        for (key, address), row, text, more in zip(
            addresses.items(), values, texts, said, strict=True
        )
    ]
    has_normalized = bool(systems["train_kwh_normalized"].notna().any())
    return {
        "fields": [
            {
                **{"name": f.name, "head": f.head, "kind": f.kind, "better": f.better},
                **{"shown": f.is_shown, "of": f.of, "normalized": "_normalized" in f.name},
            }
            for f in SYSTEM_FIELDS
        ],
        "axes": ["train_kwh_normalized" if has_normalized else "train_kwh", "psds"],
        "years": {str(year): year_variable(year) for year in paper.years},
        "kept": [KEPT, AS_REPORTED, LEFT_OUT],
        "marks": {mark.words: name for name, mark in MARKS.items()},
        "tables": [
            {
                "table": table.name.replace("-", " ").capitalize(),
                "address": f"{table.chapter}.html#{table.name}",
                "words": QUANTITIES[quantity].label,
                "systems": POPULATION_WORDS[table.population],
            }
            for table in TABLES.values()
            for quantity in table.quantities
        ],
        "entries": [[make_id(f"entry-{id_}"), what, text] for id_, what, text, *_ in entries],
        "systems": listed,
    }


def _plain(value: object) -> object:
    """Return a value as JSON has it, numbers with twelve digits."""
    if not isinstance(value, float):
        return value
    return None if pd.isna(value) else float(exact(value))


def list_grounded(paper: Paper) -> list[tuple[str, str, str, int, tuple[str, ...]]]:
    """Return what of the print lies on single systems: id, what, printed text, year, systems.

    The numbers that lie on a system, and the points; not means, which rest on all systems.
    """
    return [*_grounded_numbers(paper), *_grounded_points(paper)]


def _grounded_numbers(paper: Paper) -> Iterator[tuple[str, str, str, int, tuple[str, ...]]]:
    analysis = paper.in_paper
    for key, number in paper.printed.numbers_in(analysis.years).items():
        if key.statistic not in _FORMED_OF_ALL:
            systems = ground_of(key, analysis.selections[key.year]).systems
            name = f"{_write_name(key.table)}, {name_printed_number(key)}"
            yield str(key), name, number.text, key.year, systems


def _grounded_points(paper: Paper) -> Iterator[tuple[str, str, str, int, tuple[str, ...]]]:
    years = {str(key): key.year for key in paper.printed.points}
    for row in point_rows(paper.in_paper, paper.printed):
        name = f"{_write_name(row['subject'])}, {row['what']}"
        yield row["id"], name, row["printed"], years[row["id"]], (row["systems"],)


def _write_name(subject: str) -> str:
    return subject.replace("-", " ").capitalize()


def _describe_year(selection: Selection) -> list[dict[str, Any]]:
    """Return of each system of a year its places, who is ahead, and what is said of it."""
    systems = scored(selection)
    behind, best = ahead(systems), best_class(systems)
    held = hold_against_hardware(selection.submitted, selection.year.cards)
    order = [(t.name, quantity) for t in TABLES.values() for quantity in t.quantities]
    found: dict[str, list[list[int]]] = {}
    for p in places(selection).itertuples():
        place = [order.index((p.table, p.quantity)), p.below, p.others, int(p.is_counted)]
        found.setdefault(p.system, []).append(place)
    return [
        {
            "places": found.get(report.system, []),
            "ahead": list(behind.get(report.system, ())),
            "said": [
                _say_front(report.system, behind),
                say_class(report.system, systems, best),
                say_hardware(report),
            ],
        }
        for report in held.itertuples()
    ]


def _say_front(system: str, behind: dict[str, tuple[str, ...]]) -> str:
    """Say whether a system is on the frontier of its year, by `ahead`."""
    if system not in behind:
        return "It is in no comparison of PSDS with normalised training energy."
    if behind[system]:
        return "These reach at least its PSDS with at most its normalised training energy:"
    return "It is on the frontier of its year: no other has at least its PSDS with less energy."


def say_class(system: str, systems: pd.DataFrame, best: pd.DataFrame) -> str:
    """Say whether a system's interval of PSDS overlaps that of the best of its year.

    Parameters
    ----------
    system : str
    systems, best : DataFrame
        As `scored` and `best_class` give them.
    """
    if best.empty or not systems["system"].eq(system).any():
        return ""
    top = best["system"].iloc[0]
    if system == top:
        others = len(best) - 1
        return f"It has the best PSDS of its year. Intervals that overlap its own: {others}."
    if best["system"].eq(system).any():
        return f"It is in the best class: the interval of its PSDS overlaps that of {top}."
    return f"It is not in the best class: no interval of its PSDS overlaps that of {top}."


def say_hardware(report: Any) -> str:
    """Say what a report names, and whether its energy agrees; a row of `hold_against_hardware`."""
    if not report.hardware.strip():
        return "No hardware is reported."
    named = f"Reported is “{report.hardware}”."
    if report.verdict == UNTOLD:
        return f"{named} Whether its energy agrees with that cannot be told."
    low, high = f"{report.tdp_low:.0f}", f"{report.tdp_high:.0f}"
    power = f"{low} W" if low == high else f"{low} to {high} W"
    energy = say_value(report.train_kwh, "train_kwh")
    drawn = (
        f"{named} {energy} over {report.gpu_hours:.3g} hours of a GPU are {report.watts:.0f} W; "
        f"the GPU's thermal design power is {power}."
    )
    if report.verdict == AGREES:
        return f"{drawn} The energy agrees with the hardware."
    limit = f"more than {MOST:g}" if report.verdict == TOO_MUCH else f"less than {LEAST:g}"
    return f"{drawn} That is {limit} times as much, so the report contradicts itself."
