"""Caps on a quantity: the best score of single systems below them (section IV-C, table VI)."""

import numpy as np
import pandas as pd

from sedenergy.analysis.quantiles import Values, quantile
from sedenergy.analysis.selection import Selection

CAPPED = ("parameters", "macs", "train_kwh_normalized")
"""The quantities on which table VI sets caps."""


def capped(selection: Selection, quantity: str) -> pd.DataFrame:
    """Return the single systems that a cap on a quantity applies to.

    Those of the normalised comparison. A cap on complexity or MACs also applies to those that
    were left out of it for want of a baseline energy, but not to those that the year's facts
    leave out (METHOD, section on tables, VI). Empty for a year without normalised energies.

    Returns
    -------
    DataFrame
        Columns ``system``, `quantity`, ``psds`` and ``segmpauc``; the second and third without
        gaps.
    """
    # A system of no normalised comparison has no normalised energy either.
    frame = selection.valid if len(selection.normalized) else selection.normalized
    kept = (frame[quantity].notna() & frame["psds"].notna()).to_numpy() & ~frame[
        "ensemble"
    ].to_numpy(bool)
    if selection.method.left_out and selection.year.facts.left_out:
        kept &= ~frame["system"].isin(selection.year.facts.left_out).to_numpy()
    return frame[["system", quantity, "psds", "segmpauc"]][kept]


def cap_at(
    systems: pd.DataFrame,
    quantity: str,
    part: float | None,
    rule: str = "below",
    score: str = "psds",
) -> tuple[float, float]:
    """Return a cap's threshold and the best score that is left under it.

    Parameters
    ----------
    systems : DataFrame
        With the columns `quantity` and `score`.
    quantity : str
    part : float or None
        The quantile, from 0 to 1. None: no cap; the threshold is then the largest value.
    rule : {'below', 'at most'}
    score : str

    Returns
    -------
    threshold : float
    best : float
        NaN where no system is left.
    """
    values, scores = (systems[name].to_numpy(dtype=float) for name in (quantity, score))
    if part is None:
        return _largest(values), _largest(scores)
    threshold = quantile(values, part)
    is_left = values <= threshold if rule == "at most" else values < threshold
    return threshold, _largest(scores[is_left])


def _largest(values: Values) -> float:
    known = values[~np.isnan(values)]
    return float(known.max()) if len(known) else float("nan")


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
