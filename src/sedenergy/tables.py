"""The tables of the paper, from the selected systems, at full precision."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Literal

import numpy as np
import pandas as pd

from sedenergy.selection import Selection

QUARTILES = {"q25": 0.25, "median": 0.5, "q75": 0.75}
CAPS = {"all": None, "q25": 0.25, "median": 0.5}
CAPPED = ("parameters", "macs", "train_kwh_normalized")

NEEDED = (
    "system",
    "ensemble",
    "parameters",
    "macs",
    "train_kwh",
    "test_kwh",
    "psds",
    "segmpauc",
    "baseline_train_kwh",
    "train_kwh_normalized",
    "test_kwh_normalized",
    "train_gpu_share",
    "test_gpu_share",
)
"""The columns that the tables are made of."""

Selections = Mapping[int, Selection]


def table_1(selections: Selections) -> pd.DataFrame:
    """Return table I: quartiles of system complexity and MACs, of the valid systems.

    Parameters
    ----------
    selections : mapping of int to Selection

    Returns
    -------
    DataFrame
        One row a year; columns (quantity, statistic): ``parameters`` and ``macs`` (per 10 s of
        audio), each with ``q25``, ``median``, ``q75``. Missing where a year has no such figures.
    """
    return _quartiles(selections, "valid", ["parameters", "macs"])


def table_2(selections: Selections) -> pd.DataFrame:
    """Return table II: quartiles of the energy for training and test, in kWh, as `table_1`."""
    return _quartiles(selections, "valid", ["train_kwh", "test_kwh"])


def table_3(selections: Selections) -> pd.DataFrame:
    """Return table III: quartiles of normalised energy in kWh, of step 4's systems, as `table_1`.

    Only years in which energies can be normalised have a row.
    """
    return _quartiles(_comparable(selections), "normalized",
                      ["train_kwh_normalized", "test_kwh_normalized"])  # fmt: skip


def table_4(selections: Selections) -> pd.DataFrame:
    """Return table IV: energy of ten baseline epochs on the teams' machines, step 4's systems.

    Returns
    -------
    DataFrame
        One row a year; columns (``baseline_train_kwh``, ``mean`` or ``std``), in kWh, the
        standard deviation with n − 1.
    """
    return _statistics(
        _comparable(selections), "normalized", ["baseline_train_kwh"], ["mean", "std"]
    )


def table_5(selections: Selections) -> pd.DataFrame:
    """Return table V: the GPU's share of training and test energy, in %, of the valid systems.

    Returns
    -------
    DataFrame
        One row a year that has GPU energies; columns (``train_gpu_share`` or
        ``test_gpu_share``; ``mean``, ``std`` with n − 1, ``min``, ``max``), of the systems that
        report the GPU's energy for both phases.
    """
    both = ["train_gpu_share", "test_gpu_share"]
    kept = {
        number: selection.valid.dropna(subset=both)
        for number, selection in selections.items()
        if len(selection.valid.dropna(subset=both))
    }
    return _table(kept, both, ["mean", "std", "min", "max"])


def table_6(selections: Selections) -> pd.DataFrame:
    """Return table VI: the best PSDS of single systems below a cap.

    Returns
    -------
    DataFrame
        One row a cap (``all``: none; ``q25``, ``median``: that quantile of the capped
        quantity); columns (quantity, year, ``max`` or ``psds``): the threshold in the quantity's
        unit, and the best PSDS of the systems strictly below it (METHOD, section on tables).
        Only years in which energies can be normalised. Missing where no system is below.
    """
    kept = _comparable(selections)
    values: dict[tuple[str, int, str], list[float]] = {}
    for quantity in CAPPED:
        for number, selection in kept.items():
            frame, rows = _under_caps(selection, quantity)
            systems = frame.loc[rows, [quantity, "psds"]]
            found = [cap(systems, quantity, q, selection.method.cap) for q in CAPS.values()]
            values[quantity, number, "max"] = [threshold for threshold, _ in found]
            values[quantity, number, "psds"] = [best for _, best in found]
    columns = pd.MultiIndex.from_tuples(values or [], names=["quantity", "year", "value"])
    table = pd.DataFrame(values, index=pd.Index(CAPS, name="cap"), dtype=float)
    return table.set_axis(columns, axis=1)


def capped(selection: Selection, quantity: str) -> pd.DataFrame:
    """Return the single systems that a cap on a quantity applies to.

    Those of the normalised comparison; for a cap on complexity or MACs also those that were left
    out of it for want of a baseline energy, but not those that ``years.toml`` leaves out
    (METHOD, section on tables, VI).

    Returns
    -------
    DataFrame
        Columns ``system``, `quantity`, ``psds`` and ``segmpauc``, the middle two without gaps.
    """
    frame, kept = _under_caps(selection, quantity)
    return frame.loc[kept, ["system", quantity, "psds", "segmpauc"]]


def _under_caps(selection: Selection, quantity: str) -> tuple[pd.DataFrame, pd.Series]:
    """Return a frame, and which of its rows `capped` takes."""
    frame = selection.normalized if quantity == "train_kwh_normalized" else selection.valid
    kept = frame[quantity].notna() & frame["psds"].notna() & ~frame["ensemble"]
    if selection.method.left_out and selection.year.facts.left_out:
        kept &= ~frame["system"].isin(selection.year.facts.left_out)
    return frame, kept


def cap(
    systems: pd.DataFrame, quantity: str, part: float | None, rule: str = "below"
) -> tuple[float, float]:
    """Return a cap's threshold and the best PSDS that is left under it.

    Parameters
    ----------
    systems : DataFrame
        With the columns `quantity` and ``psds``.
    quantity : str
    part : float or None
        The quantile, from 0 to 1. None: no cap; the threshold is then the largest value.
    rule : {'below', 'at most'}

    Returns
    -------
    threshold : float
    psds : float
        NaN where no system is left.
    """
    values, scores = systems[quantity].to_numpy(dtype=float), systems["psds"].to_numpy(dtype=float)
    if part is None or not len(values):
        return _largest(values), _largest(scores)
    threshold = quantile(systems[quantity], part)
    left = values <= threshold if rule == "at most" else values < threshold
    return threshold, _largest(scores[left])


def _largest(values: np.ndarray[Any, np.dtype[np.float64]]) -> float:
    return float(values.max()) if len(values) else float("nan")


def cap_curve(systems: pd.DataFrame, quantity: str) -> pd.DataFrame:
    """Return the best PSDS that is reachable against a cap.

    Parameters
    ----------
    systems : DataFrame
        Single systems with `quantity` and ``psds``.
    quantity : str

    Returns
    -------
    DataFrame
        One row a system that is better than all that use less: ``cap`` (the least cap that lets
        it in is just above it), ``psds``, ``system``; ascending.
    """
    ordered = systems.sort_values([quantity, "psds"], ascending=[True, False], kind="stable")
    best = ordered["psds"].cummax()
    steps = ordered[best > best.shift(fill_value=-1.0)]
    return steps.rename(columns={quantity: "cap"})[["cap", "psds", "system"]].reset_index(drop=True)


TABLES: dict[str, Callable[[Selections], pd.DataFrame]] = {
    "table-1": table_1,
    "table-2": table_2,
    "table-3": table_3,
    "table-4": table_4,
    "table-5": table_5,
    "table-6": table_6,
}


RESTS_ON: dict[str, Literal["valid", "normalized", "capped"]] = {
    "table-1": "valid",
    "table-2": "valid",
    "table-3": "normalized",
    "table-4": "normalized",
    "table-5": "valid",
    "table-6": "capped",
}
"""The last step of the selection that each table rests on: a decision after it changes nothing."""


def cells(name: str, table: pd.DataFrame) -> pd.Series:
    """Return a table's values by the ids of ``data/published/tables.csv``.

    Parameters
    ----------
    name : str
        A name of `TABLES`.
    table : DataFrame
        As the function of that name gives it.

    Returns
    -------
    Series
        Values at full precision; index ``table.year.quantity.statistic``, for table VI
        ``table-6.year.quantity.cap.value``. Missing values are left out.
    """
    values = {}
    for column, numbers in zip(table.columns, table.to_numpy().T, strict=True):
        for row, value in zip(table.index, numbers, strict=True):
            if name == "table-6":
                quantity, year, kind = column
                values[f"{name}.{year}.{quantity}.{row}.{kind}"] = value
            else:
                quantity, statistic = column
                values[f"{name}.{row}.{quantity}.{statistic}"] = value
    return pd.Series(values, dtype=float, name="value").dropna()


def _comparable(selections: Selections) -> dict[int, Selection]:
    return {n: s for n, s in selections.items() if len(s.normalized)}


def _quartiles(selections: Selections, step: str, quantities: list[str]) -> pd.DataFrame:
    return _statistics(selections, step, quantities, list(QUARTILES))


def _statistics(
    selections: Selections, step: str, quantities: list[str], statistics: list[str]
) -> pd.DataFrame:
    frames = {number: getattr(selection, step) for number, selection in selections.items()}
    return _table(frames, quantities, statistics)


def _table(
    frames: Mapping[int, pd.DataFrame], quantities: list[str], statistics: list[str]
) -> pd.DataFrame:
    columns = pd.MultiIndex.from_product([quantities, statistics], names=["quantity", "statistic"])
    rows = [
        [_statistic(frame[quantity], statistic) for quantity, statistic in columns]
        for frame in frames.values()
    ]
    return pd.DataFrame(rows, index=pd.Index(frames, name="year"), columns=columns, dtype=float)


def _statistic(values: pd.Series, name: str) -> float:
    if name in QUARTILES:
        return quantile(values, QUARTILES[name])
    return float(getattr(values, name)())


def quantile(values: pd.Series, part: float) -> float:
    """Return a quantile, interpolated linearly as pandas does; missing where there are no values.

    By numpy: the search among the variants asks for thousands, and pandas builds a frame for each.
    """
    known = values.to_numpy(dtype=float)
    known = known[~np.isnan(known)]
    return float(np.quantile(known, part)) if len(known) else float("nan")
