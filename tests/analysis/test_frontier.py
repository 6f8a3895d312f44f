"""Frontiers, areas, slopes: small cases by hand, other packages and other formulas."""

import numpy as np
import pandas as pd
import pytest
from small import NAN, small_year

from sedenergy.analysis.frontier import (
    areas,
    best_class,
    bought,
    carrier,
    equal_scores,
    frontier,
    hypervolumes,
    least_energies,
    reference_energy,
    scored,
    scored_years,
    slopes_of_draws,
    without_carriers,
)
from sedenergy.analysis.selection import select

FACTS = {"reference_train_kwh": 0.03}
INF = float("inf")


def systems(*points, teams=None, **columns):
    """Return systems A, B, C, … by energy and score, each of a team of its own."""
    names = [chr(ord("A") + place) for place in range(len(points))]
    frame = pd.DataFrame(points, columns=["kwh", "score"], dtype=float)
    return frame.assign(system=names, team=list(teams or names), ensemble=False, **columns)


def whole(frame):
    """Return counts by which each system is there once."""
    return np.ones((1, len(frame)), dtype=np.int64)


def random_systems(seed, many=25):
    """Return systems with ties in both coordinates, up to 100 kWh."""
    draw = np.random.default_rng(seed)
    return systems(
        *zip(draw.integers(1, 12, many) * 8.0, draw.integers(0, 9, many) / 10, strict=True)
    )


@pytest.mark.parametrize(
    ("points", "on_it"),
    [
        ([], ""),
        ([(1, 0.5)], "A"),
        ([(2, 0.6), (1, 0.5)], "BA"),  # by energy
        ([(1, 0.5), (2, 0.5)], "A"),  # equal score, more energy
        ([(1, 0.5), (1, 0.6)], "B"),  # equal energy, lower score
        ([(1, 0.5), (1, 0.5)], "AB"),  # neither is better in anything
        ([(1, 0.5), (1, 0.5), (1, 0.6)], "C"),
        ([(1, 0.5), (2, 0.4), (3, 0.9), (4, 0.9)], "AC"),
        ([(1, 0.0)], "A"),
    ],
)
def test_who_is_on_the_frontier(points, on_it):
    assert "".join(frontier(systems(*points))["system"]) == on_it


@pytest.mark.parametrize("seed", range(20))
def test_the_frontier_is_that_of_an_independent_package(seed):
    paretoset = pytest.importorskip("paretoset").paretoset
    frame = random_systems(seed)
    # The package can leave equal ones out; all but the first, in its order.
    kept = paretoset(frame[["kwh", "score"]], sense=["min", "max"], distinct=False, use_numba=False)
    assert sorted(frontier(frame)["system"]) == list(frame.loc[kept, "system"])


def test_systems_need_a_score_and_an_energy_above_0():
    rows = [
        {"psds": 0.5, "train_kwh": 0.3, "baseline_train_kwh": 0.01, "segmpauc": 0.7},
        {"psds": NAN, "train_kwh": 2.0, "baseline_train_kwh": 0.03},
        {"psds": 0.6, "train_kwh": 0.0, "baseline_train_kwh": 0.03},
        {"psds": 0.6, "train_kwh": 3.0},  # not normalised
        {
            "psds": 0.7,
            "train_kwh": 4.0,
            "baseline_train_kwh": 0.06,
            "psds_low": 0.6,
            "psds_high": 0.8,
        },
    ]
    selection = select(small_year(*rows, **FACTS))
    found = scored(selection)
    assert list(found["system"]) == ["A", "E"]
    # 0.3 × 0.03 / 0.01 is 0.8999999999999999 as a float.
    assert list(found["kwh"]) == [0.9, 2.0]
    assert found.loc[1, ["score", "low", "high"]].tolist() == [0.7, 0.6, 0.8]
    assert scored(selection, "segmpauc")["score"].tolist() == [0.7]
    years = {2030: selection, 2031: select(small_year(*rows))}  # the second has no reference
    assert list(scored_years(years)) == [2030]
    assert reference_energy(scored_years(years)) == 2.0
    assert np.isnan(reference_energy({}))


# 0.2 from 1 to 10 kWh, 0.5 from 10 to 100, and 0.6 from 100 to 1000: 0.2 + 0.5 + 0.6.
THREE = systems((100, 0.6), (1, 0.2), (10, 0.5))


def test_the_area_of_three_points_by_hand():
    assert hypervolumes(THREE, whole(THREE), 1000.0)[0] == pytest.approx(1.3)
    # A system counts once, however often its team is drawn; without B it begins at 10 kWh.
    assert hypervolumes(THREE, np.array([[1, 0, 2]]), 1000.0)[0] == pytest.approx(1.1)
    # Below the frontier nothing is added, at the reference neither.
    more = systems((100, 0.6), (1, 0.2), (10, 0.5), (20, 0.4), (1000, 0.9))
    assert hypervolumes(more, whole(more), 1000.0)[0] == pytest.approx(1.3)
    assert hypervolumes(THREE, np.array([[0, 0, 0]]), 1000.0).tolist() == [0.0]
    assert hypervolumes(THREE.iloc[:0], np.zeros((2, 0), int), 1000.0).tolist() == [0.0, 0.0]


@pytest.mark.parametrize("seed", range(5))
def test_the_area_is_that_of_a_grid(seed):
    frame, (low, high) = random_systems(seed), (0.0, 2.0)
    middles = low + (np.arange(200_000) + 0.5) * (high - low) / 200_000
    reached = np.log10(frame["kwh"].to_numpy())[:, None] <= middles
    best = np.where(reached, frame["score"].to_numpy()[:, None], 0.0).max(axis=0)
    area = hypervolumes(frame, whole(frame), 100.0)[0]
    assert area == pytest.approx(best.mean() * (high - low), abs=1e-4)


def test_the_carrier_is_the_one_whose_loss_costs_most():
    # Without A: 0.2 + 0.5 + 0.5; without B: 0.5 + 0.6; without C: 0.2 + 0.2 + 0.6.
    assert carrier(THREE, 1000.0) == "C"
    assert carrier(systems((1, 0.5), (1, 0.5)), 10.0) == "A"  # neither costs anything
    assert carrier(THREE.iloc[:0], 1000.0) == ""
    (rest,) = without_carriers({2030: THREE}, 1000.0).values()
    assert list(rest["system"]) == ["A", "B"]


def test_the_interval_of_an_area_whose_draws_are_known():
    # Two teams: both are drawn in half of the draws, each alone in a quarter.
    two = systems((1, 0.2), (10, 0.5))
    later = two.assign(score=two["score"] + 0.1)
    found = areas({2030: two, 2031: later}, 100.0).to_dict("records")
    # Both 0.2 + 0.5, A alone 0.4, B alone 0.5; a tenth more over one or two decades.
    assert [found[0][k] for k in ("systems", "value", "low", "high")] == pytest.approx(
        [2, 0.7, 0.4, 0.7]
    )
    assert [found[1][k] for k in ("value", "low", "high")] == pytest.approx([0.9, 0.6, 0.9])
    assert np.isnan([found[0][k] for k in ("change", "change_low", "change_high")]).all()
    # Each year is drawn by itself: from 0.7 to 0.6, and from 0.4 to 0.9.
    changes = [found[1][k] for k in ("change", "change_low", "change_high")]
    assert changes == pytest.approx([0.2, -0.1, 0.5])
    # In the second both losses leave 0.6.
    assert [row["carrier"] for row in found] == ["B", "A"]


def test_a_team_comes_or_stays_away_whole():
    frame = systems((1, 0.1), (10, 0.5), (100, 0.6), teams="XXY")
    (found,) = areas({2030: frame}, 1000.0).to_dict("records")
    # Y alone 0.6, X alone 1.1, both 1.2; never A alone, which would be 0.3.
    assert (found["low"], found["high"]) == pytest.approx((0.6, 1.2))


def test_one_team_has_no_interval_and_no_system_no_carrier():
    one = systems((1, 0.2), (10, 0.5), teams="XX")
    (found,) = areas({2030: one}, 100.0).to_dict("records")
    assert found["value"] == pytest.approx(0.7)
    assert np.isnan([found["low"], found["high"]]).all()
    (nothing,) = areas({2030: one.iloc[:0]}, 100.0).to_dict("records")
    assert (nothing["value"], nothing["carrier"]) == (0.0, "")
    assert areas({}, NAN).empty


def test_the_least_energy_is_that_of_those_who_reach_the_score():
    counts = np.array([[1, 1, 1], [1, 1, 0], [0, 2, 0]])
    assert least_energies(THREE, counts, 0.5).tolist() == [10.0, 100.0, INF]
    assert least_energies(THREE.iloc[:0], np.zeros((1, 0), int), 0.5).tolist() == [INF]


def test_equal_scores_are_compared_where_both_years_reach_them():
    later = systems((2, 0.5), (50, 0.55))
    found = equal_scores({2029: THREE, 2030: later, 2031: later})
    first = found[found["before"] == 2029]
    assert first["score"].tolist() == [0.2, 0.5, 0.55]  # not 0.6
    assert first["kwh_before"].tolist() == [1.0, 10.0, 100.0]
    assert first["kwh_after"].tolist() == [2.0, 2.0, 50.0]
    assert first["value"].tolist() == [2.0, 0.2, 0.5]
    assert found.loc[found["before"] == 2030, "value"].tolist() == [1.0, 1.0]
    assert equal_scores({2030: THREE}).empty


def test_the_interval_of_a_ratio_ends_where_a_year_does_not_reach_the_score():
    # A year of one way to the score lacks it in a quarter of the draws; the other always has one.
    always, seldom = systems((8, 0.5), (8, 0.5)), systems((2, 0.5), (1, 0.1))
    (forth,) = equal_scores({2029: always, 2030: seldom}).query("score == 0.5").to_dict("records")
    assert (forth["value"], forth["low"], forth["high"]) == pytest.approx((0.25, 0.25, INF))
    (back,) = equal_scores({2029: seldom, 2030: always}).query("score == 0.5").to_dict("records")
    assert (back["value"], back["low"], back["high"]) == pytest.approx((4.0, 0.0, 4.0))
    alone = equal_scores({2029: always, 2030: seldom.assign(team="X")})
    assert alone["low"].isna().all()


def test_a_slope_is_numpys_of_the_repeated_points():
    draw = np.random.default_rng(7)
    x, y = pd.Series(draw.normal(size=12)), pd.Series(draw.normal(size=12))
    counts = draw.multinomial(12, np.full(12, 1 / 12), 40)
    for row, slope in zip(counts, slopes_of_draws(x, y, counts), strict=True):
        repeated = np.polyfit(np.repeat(x, row), np.repeat(y, row), 1)
        assert slope == pytest.approx(repeated[0], rel=1e-9)


def test_points_above_each_other_have_no_slope():
    x, y = pd.Series([0.1, 0.1, 3.0]), pd.Series([1.0, 2.0, 3.0])
    counts = np.array([[1, 1, 0], [0, 0, 0], [1, 0, 1]])
    found = slopes_of_draws(x, y, counts)
    assert np.isnan(found).tolist() == [True, True, False]
    assert np.isnan(slopes_of_draws(x[:0], y[:0], counts[:, :0])).all()


def test_what_ten_times_the_energy_buys_of_each_score_and_group():
    # On a line: 0.1 for each ten times, whoever is drawn; the ensemble B lies above it.
    kwh, psds = (1.0, 10.0, 100.0, 1000.0), (0.2, 0.9, 0.4, 0.5)
    rows = [
        {"train_kwh": k, "psds": p, "team": f"t{k}", "baseline_train_kwh": 0.03}
        | {"subsystems": "3" if p == 0.9 else ""}
        for k, p in zip(kwh, psds, strict=True)
    ]
    selections = {2030: select(small_year(*rows, **FACTS)), 2029: select(small_year({}))}
    every, single = bought(selections, "psds").to_dict("records")
    assert (every["group"], every["systems"], single["group"], single["systems"]) == (
        "all",
        4,
        "single",
        3,
    )
    assert every["value"] == pytest.approx(np.polyfit(range(4), psds, 1)[0])
    assert every["low"] < every["value"] < every["high"]
    assert [single[k] for k in ("value", "low", "high")] == pytest.approx([0.1, 0.1, 0.1])
    assert bought(selections, "segmpauc").empty


def test_an_interval_of_a_slope_is_as_wide_as_the_textbooks():
    # 200 teams about a line: ±1.96 σ / (s √n).
    draw = np.random.default_rng(3)
    logs = draw.uniform(0, 2, 200)
    points = zip(10**logs, 0.3 * logs + draw.normal(0, 0.2, 200), strict=True)
    rows = [
        {"train_kwh": k, "psds": p, "team": str(k), "baseline_train_kwh": 0.03} for k, p in points
    ]
    found = bought({2030: select(small_year(*rows, **FACTS))}, "psds").iloc[0]
    half = 1.96 * 0.2 / (logs.std() * np.sqrt(200))
    assert (found["high"] - found["low"]) / 2 == pytest.approx(half, rel=0.15)
    assert found["low"] < 0.3 < found["high"]


def test_the_best_class_overlaps_the_interval_of_the_best():
    frame = systems(
        *[(9, 0.6), (5, 0.5), (3, 0.5), (1, 0.4), (2, 0.6), (1, 0.9)],
        low=[0.55, 0.4, 0.4, 0.3, 0.5, NAN],
        high=[0.65, 0.5, 0.49, 0.45, 0.7, NAN],
    )
    # Of A and E, equally good, E uses less; B touches its interval, C does not reach it.
    assert list(best_class(frame)["system"]) == ["E", "B", "A"]
    # Nor does one that lies wholly above, however that may come.
    odd = systems((1, 0.5), (2, 0.4), low=[0.4, 0.7], high=[0.6, 0.8])
    assert list(best_class(odd)["system"]) == ["A"]
    assert best_class(frame.iloc[-1:]).empty
