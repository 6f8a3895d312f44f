"""Caps: who is below, and the best score that is left."""

import math

import pandas as pd
import pytest
from small import NAN, small_year

from sedenergy.analysis.caps import cap_at, cap_curve, cap_scores, capped
from sedenergy.analysis.method import Method
from sedenergy.analysis.selection import select

SYSTEMS = pd.DataFrame(
    {
        "system": ["A", "B", "C", "D", "E"],
        "macs": [1.0, 2.0, 3.0, 4.0, 5.0],
        "psds": [0.2, 0.5, 0.4, 0.7, 0.6],
        "segmpauc": [0.9, 0.1, 0.2, 0.3, 0.4],
    }
)


@pytest.mark.parametrize(
    ("part", "rule", "threshold", "best"),
    [
        (None, "below", 5.0, 0.7),
        (0.5, "below", 3.0, 0.5),  # C lies on the threshold
        (0.5, "at most", 3.0, 0.5),
        (0.75, "below", 4.0, 0.5),
        (0.75, "at most", 4.0, 0.7),
        (0.25, "below", 2.0, 0.2),
        (0.6, "below", 3.4, 0.5),  # between C and D
    ],
)
def test_the_best_strictly_below_the_threshold_or_on_it(part, rule, threshold, best):
    assert cap_at(SYSTEMS, "macs", part, rule) == (pytest.approx(threshold), best)


def test_the_best_of_another_score():
    assert cap_at(SYSTEMS, "macs", 0.5, score="segmpauc") == (3.0, 0.9)


@pytest.mark.parametrize("part", [None, 0.25])
def test_of_nobody_and_of_one(part):
    assert all(map(math.isnan, cap_at(SYSTEMS.iloc[:0], "macs", part)))
    threshold, best = cap_at(SYSTEMS.iloc[:1], "macs", part)
    assert threshold == 1.0
    # Nobody is strictly below the only value.
    assert best == 0.2 if part is None else math.isnan(best)


def test_a_curve_has_a_step_where_a_system_is_better_than_all_that_use_less():
    curve = cap_curve(SYSTEMS, "macs")
    assert curve.to_dict("list") == {
        "cap": [1.0, 2.0, 4.0],
        "psds": [0.2, 0.5, 0.7],
        "system": ["A", "B", "D"],
    }


def test_of_ties_the_better_score_makes_the_step_and_an_equal_score_makes_none():
    systems = pd.DataFrame(
        {
            "system": ["A", "B", "C", "D"],
            "macs": [1.0, 1.0, 2.0, 3.0],
            "psds": [0.0, 0.5, 0.5, 0.6],
        }
    )
    assert cap_curve(systems, "macs")["system"].tolist() == ["B", "D"]
    assert cap_curve(systems.iloc[:1], "macs")["psds"].tolist() == [0.0]
    assert cap_curve(systems.iloc[:0], "macs").empty


ROWS = [
    {"psds": 0.5, "macs": 1.0, "baseline_train_kwh": 0.03},
    {"psds": 0.6, "macs": 2.0, "subsystems": "3", "baseline_train_kwh": 0.03},  # an ensemble
    {"psds": NAN, "macs": 3.0, "baseline_train_kwh": 0.03},
    {"psds": 0.7, "macs": NAN, "baseline_train_kwh": 0.03},
    {"psds": 0.8, "macs": 5.0},  # without a baseline energy
    {"psds": 0.9, "macs": 6.0, "baseline_train_kwh": 0.03},  # left out by name
]
FACTS = {"reference_train_kwh": 0.03, "left_out": {"F": "why"}}


@pytest.mark.parametrize(
    ("quantity", "left_out", "systems"),
    [
        ("macs", True, "AE"),
        ("train_kwh_normalized", True, "AD"),
        ("parameters", True, "ADE"),
        ("macs", False, "AEF"),
        ("train_kwh_normalized", False, "ADF"),
    ],
)
def test_whom_a_cap_applies_to(quantity, left_out, systems):
    selection = select(small_year(*ROWS, **FACTS), Method(left_out=left_out))
    assert "".join(capped(selection, quantity)["system"]) == systems


def test_a_cap_can_be_for_ensembles():
    selection = select(small_year(*ROWS, **FACTS))
    assert list(capped(selection, "macs", "ensemble")["system"]) == ["B"]


def test_without_normalised_energies_there_are_no_caps():
    assert capped(select(small_year(*ROWS)), "macs").empty
    assert cap_scores({2030: select(small_year(*ROWS))}, "single").empty


def test_caps_for_both_scores_are_table_6_and_more(analysis):
    found = cap_scores(analysis.selections, "single").set_index(["quantity", "year", "cap"])
    for key, value in analysis.numbers("table-6").items():
        cap, part = key.statistic.split(".")
        column = "threshold" if part == "max" else part
        assert found.loc[(key.quantity, key.year, cap), column] == value
    assert found.index.get_level_values("year").unique().tolist() == [2023, 2024]


def test_each_score_has_its_own_best_below_the_same_threshold():
    rows = [
        {"macs": m, "psds": p, "segmpauc": s, "baseline_train_kwh": 0.03, "subsystems": "2"}
        for m, p, s in [(1.0, 0.2, 0.9), (2.0, 0.5, NAN), (3.0, 0.4, 0.2), (4.0, 0.7, 0.3)]
    ]
    found = cap_scores({2030: select(small_year(*rows, **FACTS))}, "ensemble")
    macs = found[found["quantity"] == "macs"].drop(columns=["quantity", "year"])
    assert macs.to_numpy().tolist() == [
        ["all", 4.0, 0.7, 0.9],
        ["q25", 1.75, 0.2, 0.9],
        ["median", 2.5, 0.5, 0.9],
    ]
