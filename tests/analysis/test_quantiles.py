"""Quantiles, worked out by hand."""

import math

import pandas as pd
import pytest

from sedenergy.analysis.quantiles import quantile

VALUES = pd.Series([4.0, 1.0, float("nan"), 9.0, 2.0])


@pytest.mark.parametrize(("part", "value"), [(0.0, 1.0), (0.1, 1.3), (0.5, 3.0), (1.0, 9.0)])
def test_quantiles_are_interpolated_linearly_and_leave_gaps_aside(part, value):
    assert quantile(VALUES, part) == pytest.approx(value)


def test_of_one_value_and_of_none():
    assert quantile(VALUES[:1], 0.25) == 4.0
    assert math.isnan(quantile(VALUES[2:3], 0.25))
