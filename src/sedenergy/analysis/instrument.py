"""The reported energies as measurements: held against the hardware, and against each other."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

import numpy as np
import pandas as pd

from sedenergy.analysis.hardware import Hardware, read_hardware
from sedenergy.analysis.selection import Selection, select
from sedenergy.analysis.tables import TABLES
from sedenergy.submissions.instruments import Card

LEAST, MOST = 0.2, 3.0
"""What the watts of a GPU over its TDP can be, as an average over a training.

A GPU that waits for work draws about a tenth of its TDP; one that trains draws more than a fifth.
It hardly ever draws more than its TDP. Processor and memory come on top, and other GPUs of the
machine where they are counted: three times the TDP leaves twice as much for these as for the GPU.
"""

_READ = ["model", "count", "hours", "gpu_hours", "tdp_low", "tdp_high"]

AGREES, TOO_LITTLE, TOO_MUCH, UNTOLD = "agrees", "too little", "too much", "cannot be told"
"""What is said of a report: its energy is too little or too much for its own hardware, or not."""

COMPARED = (
    ("table-2", "train_kwh"),
    ("table-3", "train_kwh_normalized"),
    ("table-4", "baseline_train_kwh"),
)
"""The tables and quantities that `compare_findings` computes with and without such reports."""


def hold_against_hardware(frame: pd.DataFrame, cards: Sequence[Card]) -> pd.DataFrame:
    """Hold each training energy against what the hardware that is named with it can draw.

    Parameters
    ----------
    frame : DataFrame
        Systems, with ``system``, ``team``, ``hardware`` (text), ``train_kwh``, ``gpu_train_kwh``.
    cards : sequence of Card
        The published power of the GPUs.

    Returns
    -------
    DataFrame
        A row a system, in the same order: ``system``, ``team``, ``hardware``; ``model``, with
        a plus between stages; ``count``, ``hours`` and ``gpu_hours`` (hours times GPUs), added
        over stages; ``tdp_low`` and ``tdp_high``, in watts: of the variants that the text allows,
        a mean over GPU hours where there are stages; ``train_kwh``; ``watts``, the energy over the
        GPU hours; ``own_watts``, the same of the GPU's own part of the energy; ``ratio``, of the
        watts to the nearest TDP of the range, so 1 within it; ``verdict``. What is not known is
        missing.
    """
    stages = [read_hardware(text) for text in frame["hardware"]]
    sums = [_sum_up(each, cards) for each in stages]
    read = pd.DataFrame(sums, index=frame.index, columns=_READ)
    table = frame[["system", "team", "hardware"]].join(read)
    table["train_kwh"] = frame["train_kwh"]
    table["watts"] = 1000 * frame["train_kwh"] / table["gpu_hours"]
    table["own_watts"] = 1000 * frame["gpu_train_kwh"] / table["gpu_hours"]
    nearest = table["watts"].clip(table["tdp_low"], table["tdp_high"])
    table["ratio"] = table["watts"] / nearest.where(table["tdp_low"].notna())
    verdicts = [TOO_LITTLE, TOO_MUCH, UNTOLD]
    conditions = [table["ratio"] < LEAST, table["ratio"] > MOST, table["ratio"].isna()]
    return table.assign(verdict=np.select(conditions, verdicts, AGREES))


def contradictory(frame: pd.DataFrame, cards: Sequence[Card]) -> pd.Series:
    """Say of each system whether its training energy contradicts its own hardware.

    Parameters
    ----------
    frame, cards
        As `hold_against_hardware` takes them.

    Returns
    -------
    Series of bool
        With the index of `frame`; False where it cannot be told.
    """
    return hold_against_hardware(frame, cards)["verdict"].isin([TOO_LITTLE, TOO_MUCH])


def _sum_up(stages: Sequence[Hardware], cards: Sequence[Card]) -> dict[str, object]:
    """Return what is known of all stages together; hours and power only where all are known."""
    powers = [tdp_range(stage, cards) for stage in stages]
    known = [(s.gpu_hours, *p) for s, p in zip(stages, powers, strict=True) if s.gpu_hours and p]
    hours, low, high = (
        np.array(known).T if len(known) == len(stages) > 0 else np.full((3, 1), np.nan)
    )
    names = [stage.model for stage in stages]
    return {
        "model": " + ".join(map(str, names)) if names and all(names) else None,
        "count": _add(stage.count for stage in stages),
        "hours": _add(stage.hours for stage in stages),
        "gpu_hours": hours.sum(),
        "tdp_low": (hours * low).sum() / hours.sum(),
        "tdp_high": (hours * high).sum() / hours.sum(),
    }


def _add(values: Iterable[float | None]) -> float:
    listed = list(values)
    return (
        sum((v for v in listed if v is not None), 0.0) if None not in listed and listed else np.nan
    )


def tdp_range(hardware: Hardware, cards: Sequence[Card]) -> tuple[float, float] | None:
    """Return the least and the largest TDP of the variants that a text allows, in watts.

    None where no such card is known.
    """
    fitting = [
        card.tdp_w
        for card in cards
        if card.model == hardware.model
        and hardware.form in ("", card.form)
        and hardware.memory_gb in (None, card.memory_gb)
    ]
    return (min(fitting), max(fitting)) if fitting else None


def hold_years(selections: Mapping[int, Selection]) -> pd.DataFrame:
    """Hold every submitted system against its hardware: `hold_against_hardware` of all years.

    Further columns: ``year``; ``valid`` and ``normalized``, whether the tables with reported and
    with normalised energies rest on the system.
    """
    tables = []
    for year, selection in selections.items():
        held = hold_against_hardware(selection.submitted, selection.year.cards)
        valid, normalized = (
            held.index.isin(f.index) for f in (selection.valid, selection.normalized)
        )
        tables.append(held.assign(year=year, valid=valid, normalized=normalized))
    return pd.concat(tables, ignore_index=True)


def without_contradictory(selection: Selection) -> Selection:
    """Select anew among those systems of a year whose energy does not contradict their hardware.

    They leave before duplicates do, so that a duplicate can take the place of the first.
    """
    year, submitted = selection.year, selection.submitted
    return select(year, selection.method, submitted[~contradictory(submitted, year.cards)])


def compare_findings(selections: Mapping[int, Selection]) -> pd.DataFrame:
    """Compute what the paper says of training energies with and without contradictory reports.

    Returns
    -------
    DataFrame
        A row a number of `COMPARED` that both have: ``table``, ``quantity``, ``statistic``,
        ``year``, ``value`` and ``without`` in kWh, ``turns``: whether the change from the year
        before has the other sign without them; missing for the first year.
    """
    others = {year: without_contradictory(selection) for year, selection in selections.items()}
    rows = []
    for name, quantity in COMPARED:
        table = TABLES[name]
        numbers, without = (table.results(s.values()) for s in (selections, others))
        keys = [key for key in numbers if key.quantity == quantity and key in without]
        rows += [
            (name, quantity, key.statistic, key.year, numbers[key], without[key])
            for key in keys
            if key.statistic != "std"
        ]
    columns = ["table", "quantity", "statistic", "year", "value", "without"]
    frame = pd.DataFrame(rows, columns=columns)
    steps = frame.groupby(["table", "quantity", "statistic"])[["value", "without"]].diff()
    turns = np.sign(steps["value"]) != np.sign(steps["without"])
    return frame.assign(turns=turns.astype(object).where(steps["value"].notna()))


def baselines_by_model(selections: Mapping[int, Selection]) -> pd.DataFrame:
    """Return what ten epochs of the baseline took, by team and GPU model.

    A team counts where all its systems in the normalised comparison name the same GPU: which of
    several ran the baseline is not known. Its energy is the median over its systems.

    Returns
    -------
    DataFrame
        ``year``, ``team``, ``model``, ``kwh``, ``baseline`` (whether it is the organisers').
    """
    rows = []
    for year, selection in selections.items():
        held = hold_against_hardware(selection.normalized, selection.year.cards)
        energies = selection.normalized["baseline_train_kwh"]
        for team, systems in held.groupby("team", sort=False):
            if systems["model"].notna().all() and systems["model"].nunique() == 1:
                kwh = energies[systems.index].median()
                own = bool(selection.normalized["baseline"][systems.index].any())
                rows.append((year, team, systems["model"].iloc[0], kwh, own))
    return pd.DataFrame(rows, columns=["year", "team", "model", "kwh", "baseline"])


def spread_within_models(baselines: pd.DataFrame) -> pd.DataFrame:
    """Return how far the baseline's energy differs between teams with the same GPU model.

    `baselines` is of the years that are to be taken together. A row a model that two teams or
    more have: ``model``, ``teams``, ``min``, ``median``, ``max`` in kWh, ``factor`` of the last
    to the first.
    """
    groups = baselines.groupby("model")
    spread = groups["kwh"].agg(["min", "median", "max"])
    spread.insert(0, "teams", groups["team"].nunique())
    spread["factor"] = spread["max"] / spread["min"]
    return spread[spread["teams"] > 1].reset_index()


def repeat_baselines(baselines: pd.DataFrame) -> pd.DataFrame:
    """Return the teams that have the same GPU model in a year and the next of the data.

    ``team``, ``model``, ``year``, ``next``, ``before``, ``after`` in kWh. Names of teams are
    compared without regard to case.
    """
    names = baselines.assign(name=baselines["team"].str.casefold())
    tables = [names.iloc[:0].merge(names, on=["name", "model"])]
    for years in pairwise(sorted(names["year"].unique())):
        before, after = (names[names["year"] == year] for year in years)
        tables.append(before.merge(after, on=["name", "model"]))
    found = pd.concat(tables, ignore_index=True)
    columns = ["team_y", "model", "year_x", "year_y", "kwh_x", "kwh_y"]
    return found[columns].set_axis(["team", "model", "year", "next", "before", "after"], axis=1)


def repeated_energies(frame: pd.DataFrame, quantity: str) -> pd.DataFrame:
    """Return the energies that a team reports for several systems: ``team``, ``kwh``, ``systems``.

    `frame` has the systems of a year, `quantity` is one of its energies. ``systems`` counts them.
    """
    counts = frame.groupby(["team", quantity], sort=False)["system"].count()
    repeated = counts[counts > 1].reset_index()
    return repeated.set_axis(["team", "kwh", "systems"], axis=1)


def differing_baselines(frame: pd.DataFrame) -> pd.DataFrame:
    """Return the teams of a year whose own baseline energies differ, which is one run for all.

    ``team``, ``values`` (how many there are), ``min``, ``max`` in kWh.
    """
    groups = frame.groupby("team", sort=False)["baseline_train_kwh"].agg(["nunique", "min", "max"])
    differing = groups[groups["nunique"] > 1].reset_index()
    return differing.set_axis(["team", "values", "min", "max"], axis=1)
