"""Caps on a quantity: the best score of the systems below them (section IV-C, table VI)."""

from collections.abc import Mapping

import numpy as np
import pandas as pd

from sedenergy.analysis.quantiles import Values, quantile
from sedenergy.analysis.selection import Selection
from sedenergy.vocabulary import CAPS

CAPPED = ("parameters", "macs", "train_kwh_normalized")
"""The quantities on which table VI sets caps."""


def capped(selection: Selection, quantity: str, group: str = "single") -> pd.DataFrame:
    """Return the systems of a group that a cap on a quantity applies to.

    Those of the normalised comparison. A cap on complexity or MACs also applies to those that
    were left out of it for want of a baseline energy, but not to those that the year's facts
    leave out (METHOD, section on tables, VI). Empty for a year without normalised energies.

    Parameters
    ----------
    selection : Selection
    quantity : str
        A column.
    group : str
        A name of `GROUP_OF`; the paper has single systems.

    Returns
    -------
    DataFrame
        Columns ``system``, `quantity`, ``psds`` and ``segmpauc``; the second and third without
        gaps.
    """
    # A system of no normalised comparison has no normalised energy either.
    frame = selection.valid if len(selection.normalized) else selection.normalized
    numbers = frame[[quantity, "psds"]].to_numpy(dtype=float)
    kept = ~np.isnan(numbers).any(axis=1)
    kept &= frame["ensemble"].to_numpy(dtype=bool) == (group == "ensemble")
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


def cap_scores(selections: Mapping[int, Selection], group: str) -> pd.DataFrame:
    """Return table VI for PSDS and segMPAUC, which the paper promises in footnote 3.

    The systems and the thresholds are those of table VI, or the same of ensembles.

    Parameters
    ----------
    selections : mapping of int to Selection
    group : str
        A name of `GROUP_OF`.

    Returns
    -------
    DataFrame
        One row a quantity, year and cap: ``quantity``, ``year``, ``cap`` (a name of `CAPS`),
        ``threshold`` (in the quantity's unit), ``psds``, ``segmpauc`` (the best strictly below
        the threshold; missing where no system is, or none has that score).
    """
    rows = []
    for quantity in CAPPED:
        for year, selection in selections.items():
            systems = capped(selection, quantity, group)
            for cap in CAPS.values() if len(systems) else ():
                at = (systems, quantity, cap.quantile, selection.method.cap)
                threshold, psds = cap_at(*at)
                rows.append((quantity, year, cap.name, threshold, psds, cap_at(*at, "segmpauc")[1]))
    columns = ["quantity", "year", "cap", "threshold", "psds", "segmpauc"]
    return pd.DataFrame(rows, columns=columns)


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
