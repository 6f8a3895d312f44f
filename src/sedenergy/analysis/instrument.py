"""The reported energies as measurements: held against the hardware, and against each other."""

from collections.abc import Mapping
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pandas as pd

from sedenergy.analysis.selection import Selection, select
from sedenergy.analysis.tables import TABLES
from sedenergy.analysis.watts import hold_against_hardware

COMPARED = (
    ("table-2", "train_kwh"),
    ("table-3", "train_kwh_normalized"),
    ("table-4", "baseline_train_kwh"),
)
"""The tables and quantities that `compare_findings` computes with and without such reports."""


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


def compare_findings(selections: Mapping[int, Selection]) -> pd.DataFrame:
    """Compute what the paper says of training energies with and without contradictory reports.

    Returns
    -------
    DataFrame
        A row a number of `COMPARED` that both have: ``table``, ``quantity``, ``statistic``,
        ``year``, ``value`` and ``without`` in kWh, ``turns``: whether the change from the year
        before has the other sign without them; missing for the first year.
    """
    others = {
        year: select(s.year, replace(s.method, contradictory=False), s.submitted)
        for year, s in selections.items()
    }
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
