"""Quantiles: the one place that computes them."""

import numpy as np
import numpy.typing as npt
import pandas as pd

Values = npt.NDArray[np.float64]


def quantile(values: pd.Series | Values, part: float) -> float:
    """Return a quantile, interpolated linearly as pandas does by default (METHOD, quantities).

    Parameters
    ----------
    values : Series or ndarray
        Missing ones are left aside.
    part : float
        From 0 to 1.

    Returns
    -------
    float
        NaN where there are no values.

    Examples
    --------
    >>> quantile(pd.Series([1.0, 2.0, 4.0, 8.0]), 0.25)
    1.75
    """
    known = np.asarray(values, dtype=float)
    known = np.sort(known[~np.isnan(known)])
    if not len(known):
        return float("nan")
    # Written out, for thousands are asked for, and pandas and numpy take ten times as long.
    place = (len(known) - 1) * part
    below = int(place)
    above = min(below + 1, len(known) - 1)
    low, high, rest = known[below], known[above], place - below
    # From the nearer end, as numpy does, so that not even the last bit differs.
    return float(low + (high - low) * rest if rest < 0.5 else high - (high - low) * (1 - rest))


def geometric_mean(values: pd.Series | Values) -> float:
    """Return the geometric mean of the values above 0; NaN where there are none.

    Examples
    --------
    >>> geometric_mean(pd.Series([1.0, 100.0, 0.0]))
    10.0
    """
    known = np.asarray(values, dtype=float)
    known = known[known > 0]
    return round(float(np.exp(np.log(known).mean())), 12) if len(known) else float("nan")
