"""Teams drawn anew: each statistic against numpy's of the repeated values, and a known answer."""

import numpy as np
import pandas as pd
import pytest

from sedenergy.analysis.resampling import (
    COVERED,
    draw_teams,
    interval,
    means_of_draws,
    quantiles_of_draws,
)

VALUES = pd.Series([5.0, 1.0, np.nan, 3.0, 3.0, 10.0])
TEAMS = pd.Series(["A", "A", "B", "B", "C", "C"])


def test_teams_are_drawn_whole():
    counts = draw_teams(TEAMS, times=50, seed=3)
    assert counts.shape == (50, 6)
    # Both systems of a team count equally often, and three teams are drawn each time.
    assert (counts[:, [0, 2, 4]] == counts[:, [1, 3, 5]]).all()
    assert (counts[:, [0, 2, 4]].sum(axis=1) == 3).all()
    # Some draw has a team twice, some leaves one out.
    assert {0, 1, 2} <= set(np.unique(counts))


def test_a_seed_gives_the_same_draws_and_another_seed_others():
    assert (draw_teams(TEAMS, seed=1) == draw_teams(TEAMS, seed=1)).all()
    assert (draw_teams(TEAMS, seed=1) != draw_teams(TEAMS, seed=2)).any()


@pytest.mark.parametrize("part", [0.0, 0.25, 0.5, 0.75, 1.0])
def test_a_quantile_of_a_draw_is_numpys_of_the_repeated_values(part):
    counts = draw_teams(TEAMS, times=40, seed=5)
    found = quantiles_of_draws(VALUES, counts, part)
    for row, value in zip(counts, found, strict=True):
        repeated = np.repeat(VALUES.to_numpy(), row)
        repeated = repeated[~np.isnan(repeated)]
        assert value == pytest.approx(np.quantile(repeated, part), rel=1e-12)


def test_a_mean_of_a_draw_is_numpys_of_the_repeated_values():
    counts = draw_teams(TEAMS, times=40, seed=5)
    for row, value in zip(counts, means_of_draws(VALUES, counts), strict=True):
        assert value == pytest.approx(np.nanmean(np.repeat(VALUES.to_numpy(), row)), rel=1e-12)


def test_a_draw_without_a_value_has_no_statistic():
    counts = np.array([[0, 2], [1, 1]])
    values = pd.Series([4.0, np.nan])
    assert np.isnan(quantiles_of_draws(values, counts, 0.5)).tolist() == [True, False]
    assert np.isnan(means_of_draws(values, counts)).tolist() == [True, False]


def test_without_systems_nothing_is_drawn():
    counts = draw_teams(pd.Series([], dtype=object), times=4)
    assert counts.shape == (4, 0)
    assert np.isnan(quantiles_of_draws(pd.Series([], dtype=float), counts, 0.5)).all()


def test_the_interval_of_a_mean_is_that_of_the_textbook():
    # 200 teams of one system each, standard normal: the mean's interval is ±1.96 s / √n.
    values = pd.Series(np.random.default_rng(0).normal(size=200))
    draws = means_of_draws(values, draw_teams(pd.Series(range(200)), times=20_000))
    half = 1.96 * values.std(ddof=0) / np.sqrt(200)
    low, high = interval(draws)
    assert low == pytest.approx(values.mean() - half, abs=0.004)
    assert high == pytest.approx(values.mean() + half, abs=0.004)


def test_systems_that_repeat_their_team_widen_nothing():
    # Each team's system handed in four times: by teams the interval stays, by systems it halves.
    one = pd.Series(np.random.default_rng(1).normal(size=60))
    four, teams = one.repeat(4).reset_index(drop=True), pd.Series(np.arange(60).repeat(4))
    by_team = interval(means_of_draws(four, draw_teams(teams, times=8000)))
    alone = interval(means_of_draws(one, draw_teams(pd.Series(range(60)), times=8000)))
    naive = interval(means_of_draws(four, draw_teams(pd.Series(range(240)), times=8000)))
    assert by_team == pytest.approx(alone, abs=0.02)
    assert (naive[1] - naive[0]) / (alone[1] - alone[0]) == pytest.approx(0.5, abs=0.03)


def test_an_interval_leaves_draws_without_a_value_aside():
    assert interval(np.array([np.nan, 2.0, 2.0])) == (2.0, 2.0)
    assert all(np.isnan(interval(np.array([np.nan]))))
    assert COVERED == 0.95
