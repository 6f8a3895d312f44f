"""Quantiles, worked out by hand."""

import math

import numpy as np
import pandas as pd
import pytest

from sedenergy.analysis.quantiles import geometric_mean, quantile

VALUES = pd.Series([4.0, 1.0, float("nan"), 9.0, 2.0])


@pytest.mark.parametrize(("part", "value"), [(0.0, 1.0), (0.1, 1.3), (0.5, 3.0), (1.0, 9.0)])
def test_quantiles_are_interpolated_linearly_and_leave_gaps_aside(part, value):
    assert quantile(VALUES, part) == pytest.approx(value)


def test_of_one_value_and_of_none():
    assert quantile(VALUES[:1], 0.25) == 4.0
    assert math.isnan(quantile(VALUES[2:3], 0.25))


@pytest.mark.parametrize("part", [0.0, 0.1, 0.25, 0.5, 0.6, 0.75, 0.99, 1.0])
def test_a_quantile_is_numpys_to_the_last_bit(part):
    values = np.random.default_rng(1).lognormal(size=37)
    for count in range(1, 38):
        assert quantile(values[:count], part) == np.quantile(values[:count], part)


def test_a_geometric_mean_leaves_gaps_and_zeros_aside():
    assert geometric_mean(pd.Series([2.0, 8.0, float("nan"), 0.0])) == 4.0
    assert math.isnan(geometric_mean(pd.Series([0.0, float("nan")])))
