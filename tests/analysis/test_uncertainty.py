"""Changes with their intervals: against numpy's statistics of the systems drawn, and by hand."""

import numpy as np
import pandas as pd
import pytest
from small import NAN, small_year

from sedenergy.analysis.resampling import COVERED, SEED, draw_teams
from sedenergy.analysis.selection import select
from sedenergy.analysis.uncertainty import (
    Estimate,
    estimate_changes,
    estimate_gpu_gap,
    estimate_medians,
    estimate_price,
)

FACTS = {"reference_train_kwh": 0.03}


def chosen(year, *rows):
    rows = [{"baseline_train_kwh": 0.03, "parameters": 1.0 + at} | r for at, r in enumerate(rows)]
    return select(small_year(*rows, year=year, **FACTS))


def trained(year, **teams):
    return chosen(year, *({"team": t, "train_kwh": e} for t, all_e in teams.items() for e in all_e))


BEFORE = trained(2030, X=(1.0, 2.0, 3.0), Y=(8.0,), Z=(20.0,))
AFTER = trained(2031, X=(4.0,), V=(6.0, 6.5), W=(30.0, 40.0))
YEARS = {2030: BEFORE, 2031: AFTER}


def change_of(selections, quantity="train_kwh", statistic="median"):
    (found,) = [e for e in estimate_changes(selections) if e.what == (quantity, statistic)]
    return found


def repeated(selection, year, by, column, part):
    """Return numpy's quantile of the systems of each draw."""
    frame = selection.valid
    units = frame["team"] if by == "team" else pd.Series(range(len(frame)))
    counts = draw_teams(units, seed=SEED + year)
    return np.array([np.quantile(np.repeat(frame[column], row), part) for row in counts])


@pytest.mark.parametrize("by", ["team", "system"])
@pytest.mark.parametrize(("statistic", "part"), [("q25", 0.25), ("median", 0.5), ("q75", 0.75)])
def test_an_interval_is_that_of_numpys_ratios(by, statistic, part):
    ratios = repeated(AFTER, 2031, by, "train_kwh", part) / repeated(
        BEFORE, 2030, by, "train_kwh", part
    )
    found = getattr(change_of(YEARS, statistic=statistic), f"by_{by}")
    ends = np.quantile(ratios, [(1 - COVERED) / 2, (1 + COVERED) / 2])
    assert found == pytest.approx(tuple(ends))


def test_a_change_by_hand():
    found = change_of(YEARS)
    assert found.between == (2030, 2031)
    assert found.value == pytest.approx(6.5 / 3.0)
    # Medians of the teams: 2, 8, 20 and 4, 6.25, 35.
    assert found.one_a_team == pytest.approx(6.25 / 8.0)
    # Without X, Y or Z the first median is 14, 2.5 or 2.5; without X, V or W the second is
    # 18.25, 30 or 6.
    assert found.without_one == pytest.approx((6.5 / 14.0, 30 / 3.0))


def test_means_of_the_baseline_are_compared_as_means():
    rows = [{"baseline_train_kwh": kwh, "team": t} for t, kwh in (("X", 0.1), ("Y", 0.2))]
    later = [row | {"baseline_train_kwh": 2 * row["baseline_train_kwh"]} for row in rows]
    found = change_of(
        {2030: chosen(2030, *rows), 2031: chosen(2031, *later)}, "baseline_train_kwh", "mean"
    )
    assert found.value == pytest.approx(2.0)
    assert found.without_one == pytest.approx((0.2 / 0.15, 0.3 / 0.1))


def test_years_without_a_quantity_are_stepped_over():
    between = select(small_year({"train_kwh": NAN}, year=2031))
    years = {2030: BEFORE, 2031: between, 2032: trained(2032, X=(1.0,))}
    assert change_of(years).between == (2030, 2032)
    assert estimate_changes({2030: BEFORE}) == []
    assert estimate_changes({}) == []


@pytest.mark.parametrize(
    ("ends", "nothing", "sure"),
    [
        ((1.1, 2.0), 1.0, True),
        ((0.5, 0.9), 1.0, True),
        ((1.0, 2.0), 1.0, False),
        ((0.5, 1.0), 1.0, False),
        ((-2.0, -0.1), 0.0, True),
        ((-2.0, 0.1), 0.0, False),
        ((NAN, NAN), 1.0, False),
    ],
)
def test_sure_is_what_leaves_no_effect_out(ends, nothing, sure):
    found = Estimate(("psds", "median"), (2030, 2031), 1.0, ends, ends, 1.0, ends, nothing)
    assert found.is_sure is sure


def test_the_gpu_gap_is_of_the_same_systems():
    shares = [("X", 0.6, 0.3), ("X", 0.6, 0.5), ("Y", 0.9, 0.4), ("Z", 0.5, NAN)]
    rows = [
        {"team": t, "train_kwh": 1.0, "test_kwh": 1.0, "gpu_train_kwh": a, "gpu_test_kwh": b}
        for t, a, b in shares
    ]
    (found,) = estimate_gpu_gap({2029: BEFORE, 2030: chosen(2030, *rows)})
    # Differences of −30, −10 and −50 points; of the teams −20 and −50.
    assert found.value == pytest.approx(-30.0)
    assert found.one_a_team == pytest.approx(-35.0)
    assert found.without_one == pytest.approx((-50.0, -20.0))
    assert found.by_team == pytest.approx((-50.0, -20.0))
    assert (found.nothing, found.is_sure) == (0.0, True)


def test_the_price_of_ensembles_by_hand():
    rows = [
        {"team": team, "train_kwh": kwh, "psds": psds, "subsystems": kind}
        for team, kwh, psds, kind in [
            ("X", 1.0, 0.5, ""),
            ("X", 3.0, 0.6, ""),
            ("X", 8.0, 0.6, "4"),
            ("Y", 2.0, 0.4, ""),
            ("Y", 20.0, 0.8, "9"),
        ]
    ]
    energy, score = estimate_price({2030: chosen(2030, *rows), 2031: AFTER})
    assert energy.between == (2030, "single", "ensemble")
    assert energy.value == pytest.approx(14.0 / 2.0)
    assert score.value == pytest.approx(0.7 / 0.5)
    # Of X 2 and 8, of Y 2 and 20: the medians of the teams are 2 and 14.
    assert energy.one_a_team == pytest.approx(14.0 / 2.0)
    assert energy.without_one == pytest.approx((8.0 / 2.0, 20.0 / 2.0))
    # Drawn are X twice, Y twice, or both.
    assert energy.by_team == pytest.approx((8.0 / 2.0, 20.0 / 2.0))


def test_medians_by_year_have_intervals_and_the_number_of_teams():
    found = estimate_medians(YEARS).set_index(["quantity", "year"])
    reported = found.loc[("train_kwh", 2030)]
    assert (reported["value"], reported["teams"]) == (3.0, 3)
    # Drawn are medians of 1 to 20 kWh, as X, Y or Z alone give 2, 8 and 20.
    assert 1.0 <= reported["low"] < 3.0 < reported["high"] <= 20.0
    assert found.loc[("train_kwh_normalized", 2031), "value"] == pytest.approx(6.5)
    assert estimate_medians({}).empty
