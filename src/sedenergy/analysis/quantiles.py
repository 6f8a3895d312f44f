"""Quantiles: the one place that computes them."""

import numpy as np
import pandas as pd


def quantile(values: pd.Series, part: float) -> float:
    """Return a quantile, interpolated linearly as pandas does by default (METHOD, quantities).

    Parameters
    ----------
    values : Series
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
    known = values.to_numpy(dtype=float)
    known = known[~np.isnan(known)]
    # By numpy: the search for causes asks for thousands, and pandas builds a frame for each.
    return float(np.quantile(known, part)) if len(known) else float("nan")
