"""What is said of a placed system, a line each: a label and a text."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from sedenergy.analysis.analysis import Analysis
from sedenergy.analysis.faults import Effect, find_faults, move
from sedenergy.analysis.placing import ENTERED, CapPlace, Entry, Placement, Rank, place, read_given
from sedenergy.book.sentences import count, listed, say_value
from sedenergy.printed.forms import write_digits
from sedenergy.submissions.emissions import Run, read_run
from sedenergy.submissions.gathering import gather
from sedenergy.submissions.instruments import Intensity, read_cards, read_intensities
from sedenergy.submissions.years import load_years
from sedenergy.vocabulary import CAPS, QUANTITIES

Lines = list[tuple[str, str]]

_CORNERS = {
    "top-right": "better score than the baseline, also when weighted by energy",
    "bottom-right": "better score than the baseline, but not when weighted by energy",
    "top-left": "no better score than the baseline, but better when weighted by energy",
    "bottom-left": "no better score than the baseline, weighted by energy or not",
}
_PARTS_OF = {"ranks": "rank", "quadrants": "quadrant", "caps": "caps", "in_front": "frontier"}
_MOST_NAMES, _MOST_MORE = 5, 7
# Until when releases wrote the columns of these, without saying which release it is.
_UNTIL = {"1.0.0": "1.0.0 to 1.2.0", "2.0.0": "2.0.0 to 2.1.4"}


def place_files(
    data_dir: Path, words: Mapping[str, str], year: int | None = None
) -> dict[str, Any]:
    """Place the system of some files among those of a year.

    Parameters
    ----------
    data_dir : Path
    words : mapping of str to str
        As they are typed: ``emissions``, ``baseline`` and, where there is one, ``test`` are paths;
        ``run`` and ``baseline_run`` name a run of the first two; the others are those of `ENTERED`.
    year : int, optional
        The last in which energies can be normalised where it is not given.

    Returns
    -------
    dict
        As `placement_record` gives it.

    Raises
    ------
    DataError
        A file or a figure cannot be used.
    """
    entry = Entry(
        read_run(words["emissions"], words.get("run", "")),
        read_run(words["baseline"], words.get("baseline_run", "")),
        read_given(words),
        read_run(words["test"]) if words.get("test") else None,
    )
    analysis = Analysis(load_years(data_dir))
    placement = place(analysis, year or max(analysis.comparable, default=0), entry)
    faults = find_faults(analysis, entry, read_cards(data_dir))
    effects = [move(analysis, placement, fault) for fault in faults]
    return placement_record(placement, effects, read_intensities(data_dir))


def gather_files(data_dir: Path, folder: Path) -> tuple[str, list[str]]:
    """Return the table of a folder of systems as CSV, and what is said of it, a line each.

    That is how many systems there are, and what their files betray.
    """
    table, runs = gather(folder)
    analysis, cards = Analysis(load_years(data_dir)), read_cards(data_dir)
    said = [
        f"  {system}: {fault.said}"
        for system, found in runs.items()
        for fault in find_faults(analysis, Entry(found["emissions"], found["baseline"], {}), cards)
    ]
    return str(table.to_csv(index=False, lineterminator="\n")), [count(len(table), "system"), *said]


def placement_lines(
    placement: Placement, effects: Iterable[Effect], intensities: Iterable[Intensity]
) -> Lines:
    """Return all that is said of a placed system, in order: pairs of a label and a text."""
    entry, figures = placement.entry, placement.figures
    lines = [("System", run_line(entry.system)), ("Baseline", run_line(entry.baseline))]
    lines += [("Test", run_line(entry.test))] if entry.test else []
    lines += [
        ("Energy as measured", energy_line(entry.system)),
        ("Baseline's energy", energy_line(entry.baseline)),
    ]
    by = f"{write_digits(placement.reference_kwh)} / {write_digits(entry.baseline.energy_kwh)}"
    for name in ("train_kwh_normalized", "test_kwh_normalized"):
        if name in figures:
            text = f"{write_digits(figures[name])} kWh (measured × {by})"
            lines.append((QUANTITIES[name].words, text))
    for name in ("ew_psds", "ew_segmpauc"):
        if name in figures:
            lines.append((QUANTITIES[name].words, write_digits(figures[name])))
    for score, rank in placement.ranks.items():
        words = QUANTITIES[score].words
        lines.append((f"Rank by {words}", _rank_text(rank, placement.year)))
        if score in placement.quadrants:
            corner = placement.quadrants[score]
            lines.append((f"Figure 2, {words}", f"{corner}: {_CORNERS[corner]}"))
        lines.append((f"Frontier, {words}", _frontier_text(placement.in_front[score])))
    lines += [_cap_line(cap) for cap in placement.caps]
    lines += list(_share_lines(placement))
    kwh = entry.system.energy_kwh
    lines += [_carbon_line(kwh, grid) for grid in intensities]
    return lines + [("Warning", effect_text(effect)) for effect in effects]


def run_line(run: Run) -> str:
    """Say which run of which file it is, and which release wrote it."""
    which = f"run {run.run_id}" if run.run_id else "its only run"
    of = f", of {run.runs} runs" if run.runs > 1 else ""
    first = _UNTIL.get(run.release, f"{run.release} or later")
    release = f"CodeCarbon {run.release if run.is_told else f'{first}, by the columns'}"
    return f"{run.file}, {which}{of}; {release}; {write_digits(run.duration_s / 3600)} h"


def energy_line(run: Run) -> str:
    """Say the energy and its parts as they were measured."""
    parts = {"processor": run.cpu_kwh, "GPU": run.gpu_kwh, "RAM": run.ram_kwh}
    known = [f"{name} {write_digits(kwh)}" for name, kwh in parts.items() if kwh is not None]
    return f"{write_digits(run.energy_kwh)} kWh ({', '.join(known) or 'parts not told'})"


def _rank_text(rank: Rank, year: int) -> str:
    text = f"place {rank.place} of {rank.systems}, the systems of {year} and this one"
    if rank.first is None:
        return f"{text}; the year gives no intervals"
    best = "" if rank.in_best_class else "not "
    return f"{text}; {rank.first} to {rank.last} by their intervals; {best}in the best class"


def _frontier_text(names: Sequence[str]) -> str:
    if not names:
        return "on it"
    more = len(names) - _MOST_NAMES
    shown = [*names[:_MOST_NAMES], *([f"{more} more"] if more > 0 else [])]
    return f"not on it; in front: {listed(shown)}"


def _cap_line(cap: CapPlace) -> tuple[str, str]:
    # As many decimals as it takes to tell them apart.
    for more in range(_MOST_MORE):
        value, threshold = (_sized(v, cap.quantity, more) for v in (cap.value, cap.threshold))
        if value != threshold:
            break
    label = f"Table VI, {QUANTITIES[cap.quantity].in_prose}, {CAPS[cap.cap].head}"
    if CAPS[cap.cap].quantile is None:
        text = f"place {cap.place} of {cap.systems} single systems by PSDS"
    elif cap.is_below:
        text = f"{value} is below {threshold}; place {cap.place} of {cap.systems} by PSDS"
    else:
        text = f"{value} is not below {threshold}"
    return label, f"{text}; best of the year {write_digits(cap.best)}"


def _sized(value: float, quantity: str, more: int) -> str:
    is_energy = QUANTITIES[quantity].unit == "kWh"
    return f"{write_digits(value, more)} kWh" if is_energy else say_value(value, quantity, more)


def _share_lines(placement: Placement) -> Iterable[tuple[str, str]]:
    for name in ("train_gpu_share", "test_gpu_share"):
        if name not in placement.figures:
            continue
        text = say_value(placement.figures[name], name)
        if f"{name}.mean" in placement.shares:
            mean, least, most = (
                say_value(placement.shares[f"{name}.{s}"], name) for s in ("mean", "min", "max")
            )
            text += f"; table V: mean {mean}, from {least} to {most}"
        yield QUANTITIES[name].words, text


def _carbon_line(kwh: float, grid: Intensity) -> tuple[str, str]:
    grams = f"{write_digits(kwh * grid.g_per_kwh)} g of CO₂ equivalent"
    where = f"at {grid.g_per_kwh} g/kWh, the grid of {grid.place} in {grid.of_year}"
    return "Carbon, if", f"{where}: {grams}"


def effect_text(effect: Effect) -> str:
    """Say what a file betrays, and how it moves the answer."""
    if effect.fault.kind == "parts":
        return effect.fault.said
    if effect.kwh is None or effect.factor is None:
        return f"{effect.fault.said} How far it moves the answer cannot be told."
    names = [_PARTS_OF[name] for name in effect.changed]
    changed = f"it changes the {listed(names)}" if names else "nothing else changes"
    by = f"{write_digits(effect.kwh)} kWh (×{write_digits(effect.factor)})"
    return f"{effect.fault.said} {effect.fault.assumed}, the normalised energy is {by}; {changed}."


def placement_record(
    placement: Placement, effects: Iterable[Effect], intensities: Sequence[Intensity]
) -> dict[str, Any]:
    """Return the placement for a JSON file: numbers at full precision, and the lines as shown."""
    effects, kwh = list(effects), placement.entry.system.energy_kwh
    return {
        "year": placement.year,
        "reference_kwh": placement.reference_kwh,
        "given": {name: placement.entry.given.get(name) for name in ENTERED},
        "system": vars(placement.entry.system),
        "baseline": vars(placement.entry.baseline),
        "test": vars(placement.entry.test) if placement.entry.test else None,
        "figures": placement.figures,
        "ranks": {score: vars(rank) for score, rank in placement.ranks.items()},
        "quadrants": placement.quadrants,
        "caps": [vars(cap) for cap in placement.caps],
        "in_front": {score: list(names) for score, names in placement.in_front.items()},
        "table_5": placement.shares,
        "carbon": [
            {"place": g.place, "g_per_kwh": g.g_per_kwh, "g": kwh * g.g_per_kwh}
            for g in intensities
        ],
        "warnings": [
            {
                "kind": effect.fault.kind,
                "said": effect_text(effect),
                "kwh": effect.kwh,
                "factor": effect.factor,
                "changed": list(effect.changed),
            }
            for effect in effects
        ],
        "shown": [list(line) for line in placement_lines(placement, effects, intensities)],
    }
