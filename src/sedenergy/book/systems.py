"""What the systems' page shows: a row a submission, and all else that is known of each."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from math import floor, log10

import pandas as pd

from sedenergy.analysis.frontier import best_class, frontier, scored
from sedenergy.analysis.selection import Selection
from sedenergy.analysis.watts import UNTOLD, hold_against_hardware
from sedenergy.book.sentences import each_year
from sedenergy.book.theme import MARKS
from sedenergy.printed.forms import write_number
from sedenergy.vocabulary import QUANTITIES

KEPT, AS_REPORTED, LEFT_OUT = "kept", "kept as reported", "left out"
"""What becomes of a system: in all tables, only in those of energies as reported, or in none."""

_SAFE = re.compile(r"[^A-Za-z0-9_.-]+")
_TEXT, _NUMBER = "text", "number"
_SCORES = ("psds", "segmpauc")


@dataclass(frozen=True)
class SystemField:
    """A column of the systems' page.

    Attributes
    ----------
    name : str
        As in the files.
    head : str
        Of the column.
    kind : {'text', 'number'}
    better : {'', 'less', 'more'}
        In which direction a system is better, where there is one.
    is_shown : bool
        Whether a reader who has not chosen columns sees it.
    of : str
        The column in whose cells it stands: the ends of an interval beside the score.
    """

    name: str
    head: str
    kind: str = _TEXT
    better: str = ""
    is_shown: bool = True
    of: str = ""


def _measured(name: str, better: str = "", is_shown: bool = True) -> SystemField:
    quantity = QUANTITIES[name]
    return SystemField(name, quantity.head or quantity.words, _NUMBER, better, is_shown)


def _score(name: str) -> tuple[SystemField, ...]:
    ends = (
        SystemField(f"{name}_{end}", f"{QUANTITIES[name].words}: {end} end", _NUMBER, of=name)
        for end in ("low", "high")
    )
    return _measured(name, "more"), *ends


SYSTEM_FIELDS: tuple[SystemField, ...] = (
    SystemField("system", "System"),
    SystemField("team", "Team", is_shown=False),
    SystemField("year", "Year", _NUMBER),
    SystemField("kind", "Kind"),
    *_score("psds"),
    *_score("segmpauc"),
    _measured("train_kwh_normalized", "less"),
    _measured("test_kwh_normalized", "less"),
    _measured("train_kwh", "less"),
    _measured("test_kwh", "less"),
    _measured("parameters", "less"),
    _measured("macs", "less"),
    _measured("baseline_train_kwh", is_shown=False),
    _measured("train_gpu_share", is_shown=False),
    _measured("test_gpu_share", is_shown=False),
    _measured("ew_psds", "more", is_shown=False),
    _measured("ew_segmpauc", "more", is_shown=False),
    SystemField("subsystems", "Subsystems", is_shown=False),
    SystemField("gpu", "GPU"),
    SystemField("hours", "Hours", _NUMBER),
    SystemField("watts", "W per GPU", _NUMBER, is_shown=False),
    SystemField("hardware_verdict", "Energy against hardware", is_shown=False),
    SystemField("hardware", "Hardware as reported", is_shown=False),
    SystemField("on_frontier", "On the frontier"),
    SystemField("in_best_class", "In the best class", is_shown=False),
    SystemField("kept", "Kept"),
    SystemField("why", "Why not"),
)
"""The columns of the systems' page, in order."""


def address_systems(selections: Mapping[int, Selection]) -> dict[tuple[int, str], str]:
    """Give each system of each year its address on the page: its code, where that can be one.

    What is no letter of the Latin alphabet, digit, point, line or dash becomes a dash. A code
    that several years have gets the year; what is still not unique gets a number.
    """
    bases = {
        (year, name): _SAFE.sub("-", name).strip("-.") or "system"
        for year, selection in selections.items()
        for name in selection.submitted["system"]
    }
    repeated = pd.Series(list(bases.values()), dtype=str).value_counts()
    found: dict[tuple[int, str], str] = {}
    used: set[str] = set()
    for (year, name), base in bases.items():
        address = wanted = f"{base}-{year}" if repeated[base] > 1 else base
        place = 2
        while address in used:
            address, place = f"{wanted}-{place}", place + 1
        used.add(address)
        found[year, name] = address
    return found


def gather_systems(selections: Mapping[int, Selection]) -> pd.DataFrame:
    """Return a row a submission with the columns of `SYSTEM_FIELDS`, at full precision.

    Years in the order given, systems in the order of the file. What is not known is missing.
    """
    rows = [_gather_year(selection) for selection in selections.values()]
    names = [field.name for field in SYSTEM_FIELDS]
    return pd.concat(rows, ignore_index=True)[names] if rows else pd.DataFrame(columns=names)


def _gather_year(selection: Selection) -> pd.DataFrame:
    frame, year = selection.submitted, selection.year
    held = hold_against_hardware(frame, year.cards)
    systems = scored(selection)
    best, front, behind = best_class(systems), frontier(systems), systems["system"]
    kinds = frame["ensemble"].map({True: "ensemble", False: "single"})
    kinds = kinds.where(~frame["baseline"], "baseline")
    reasons = selection.log.groupby("system")["why"].agg("; ".join)
    kept = pd.Series(LEFT_OUT, frame.index)
    kept[selection.valid.index] = AS_REPORTED
    kept[selection.normalized.index] = KEPT
    why = frame["system"].map(reasons).astype(object)
    why = why.where(why.notna() | kept.ne(AS_REPORTED), "the year's energies cannot be normalised")
    asked = frame["system"].isin(behind)
    return frame.assign(
        year=year.year,
        kind=kinds.map({name: mark.words for name, mark in MARKS.items()}),
        gpu=[_name_gpus(*row) for row in zip(held["model"], held["count"], strict=True)],
        hours=held["hours"],
        watts=held["watts"],
        hardware_verdict=held["verdict"].where(held["verdict"] != UNTOLD, ""),
        on_frontier=_yes(frame["system"].isin(front["system"]), asked),
        in_best_class=_yes(frame["system"].isin(best["system"]), asked),
        kept=kept,
        why=why.fillna(""),
    )


def _yes(found: pd.Series, asked: pd.Series) -> pd.Series:
    return found.map({True: "yes", False: "no"}).where(asked, "")


def _name_gpus(model: object, many: float) -> str:
    if not isinstance(model, str):
        return ""
    return f"{many:.0f} × {model}" if many > 1 else model


def write_cell(value: object, field: SystemField) -> str:
    """Write a value as it stands in a cell: numbers with at least three digits; – where missing.

    Examples
    --------
    >>> fields = {field.name: field for field in SYSTEM_FIELDS}
    >>> write_cell(0.00345, fields["test_kwh"]), write_cell(1340.0, fields["train_kwh"])
    ('0.00345', '1340.00')
    """
    if pd.isna(value) or value == "":
        return "–"
    if not isinstance(value, int | float):
        return str(value)
    if field.name == "year":
        return str(value)
    if field.name not in QUANTITIES:
        return f"{value:.0f}" if value >= 10 else f"{value:.3g}"
    if field.name in _SCORES:
        return f"{value:.3f}"
    text = write_number(value, field.name)
    has_decimals = QUANTITIES[field.name].decimals and value > 0
    return f"{value:.{2 - floor(log10(value))}f}" if has_decimals and value < 1 else text


def write_systems(systems: pd.DataFrame) -> list[list[str]]:
    """Return the text of each cell of `gather_systems`; intervals stand with their score."""
    fields = [field for field in SYSTEM_FIELDS if not field.of]
    rows = []
    for system in systems.to_dict("records"):
        texts = []
        for field in fields:
            text = write_cell(system[field.name], field)
            low, high = (system.get(f"{field.name}_{end}", float("nan")) for end in ("low", "high"))
            known = pd.notna(low) and pd.notna(high)
            texts.append(f"{text} ({low:.3f}–{high:.3f})" if known and text != "–" else text)
        rows.append(texts)
    return rows


def round_systems(systems: pd.DataFrame) -> pd.DataFrame:
    """Return systems with twelve digits a number, as the file to download has them."""
    numbers = [field.name for field in SYSTEM_FIELDS if field.kind == _NUMBER]
    texts = {name: systems[name].map(lambda value: f"{value:.12g}") for name in numbers}
    return systems.assign(**{name: column.replace("nan", "") for name, column in texts.items()})


def count_systems(selections: Mapping[int, Selection]) -> dict[str, str]:
    """Say how many systems there are by year: ``submitted``, ``valid``, ``normalized``."""
    return {
        step: each_year({y: len(getattr(s, step)) for y, s in selections.items()}, "none")
        for step in ("submitted", "valid", "normalized")
    }
