"""Uncertainty: statistics of systems whose teams are drawn anew, whole, again and again.

Systems of one team share its machine, its code and often its reports. So a team is drawn, not a
system: the cluster bootstrap. The drawing is seeded, so each run gives the same numbers.
"""

import numpy as np
import numpy.typing as npt
import pandas as pd

from sedenergy.analysis.quantiles import Values, quantile

TIMES = 2000
"""How often the teams are drawn."""

SEED = 2024
"""Where the drawing starts."""

COVERED = 0.95
"""The part of the draws that an interval covers."""


Counts = npt.NDArray[np.int64]
"""How often each system counts in each draw, of shape (times, systems)."""


def draw_teams(teams: pd.Series, times: int = TIMES, seed: int = SEED) -> Counts:
    """Draw as many teams as there are, with repetition, each with all of its systems.

    Parameters
    ----------
    teams : Series
        The team of each system. One value a system draws systems instead.
    times : int
    seed : int

    Returns
    -------
    ndarray of int, shape (times, systems)
        How often each system counts in each draw.

    Examples
    --------
    >>> draw_teams(pd.Series(["A", "A", "B"]), times=3, seed=1)[:, :2].tolist()
    [[1, 1], [2, 2], [0, 0]]
    """
    codes, names = pd.factorize(teams)
    many = len(names)
    if not many:
        return np.zeros((times, 0), dtype=np.int64)
    drawn = np.random.default_rng(seed).multinomial(many, np.full(many, 1 / many), times)
    return drawn[:, codes]


def quantiles_of_draws(values: pd.Series, counts: Counts, part: float) -> Values:
    """Return a quantile of each draw: that of the values, each repeated as often as it counts.

    Parameters
    ----------
    values : Series
        One a system; missing ones are left aside.
    counts : ndarray of int, shape (times, systems)
    part : float
        From 0 to 1, interpolated as `sedenergy.analysis.quantiles.quantile` does.

    Returns
    -------
    ndarray, shape (times,)
        NaN for a draw without a value.
    """
    known = values.notna().to_numpy()
    order = np.argsort(values.to_numpy(dtype=float)[known], kind="stable")
    ordered: Values = values.to_numpy(dtype=float)[known][order]
    reached = np.cumsum(counts[:, known][:, order], axis=1)
    total = reached[:, -1] if len(ordered) else np.zeros(len(counts))
    place = (total - 1) * part
    below = np.floor(place)
    # The value at a place is the first at which more systems were counted than stand before it.
    ends = [
        ordered[np.argmax(reached > at[:, None], axis=1)] if len(ordered) else np.full(len(at), 0.0)
        for at in (below, np.minimum(below + 1, total - 1))
    ]
    found: Values = ends[0] + (ends[1] - ends[0]) * (place - below)
    found[total == 0] = np.nan
    return found


def means_of_draws(values: pd.Series, counts: Counts) -> Values:
    """Return the mean of each draw; parameters as for `quantiles_of_draws`."""
    known = values.notna().to_numpy()
    weights = counts[:, known]
    total = weights.sum(axis=1)
    sums: Values = weights @ values.to_numpy(dtype=float)[known]
    means: Values = np.divide(sums, total, out=np.full(len(total), np.nan), where=total > 0)
    return means


def interval(draws: Values) -> tuple[float, float]:
    """Return between which two values `COVERED` of the draws lie; NaN where there are none.

    Values without a value are left aside.

    Examples
    --------
    >>> interval(np.arange(0, 1001) / 10)
    (2.5, 97.5)
    """
    left = (1 - COVERED) / 2
    low, high = (quantile(draws, part) for part in (left, 1 - left))
    return round(low, 12), round(high, 12)
