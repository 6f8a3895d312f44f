"""What the chapter on score against energy says and lists."""

import pandas as pd
import pytest
from small import NAN, small_year

from sedenergy.analysis.selection import select
from sedenergy.book import frontiers

INF = float("inf")
COLUMNS = ["system", "score", "low", "high", "kwh", "ensemble", "baseline"]
YEARS = {
    2029: pd.DataFrame(
        [
            ("A", 0.5, 0.4, 0.6, 2.0, True, False),
            ("B", 0.45, 0.4, 0.5, 1.0, False, False),
            ("C", 0.2, NAN, NAN, 3.0, False, True),
        ],
        columns=COLUMNS,
    ),
    2030: pd.DataFrame([("D", 0.6, 0.55, 0.7, 1.5, False, False)], columns=COLUMNS),
}
EQUAL = pd.DataFrame(
    [(2029, 2030, 0.4, 1.0, 1.5, 1.5, 0.5, INF), (2029, 2030, 0.5, 2.0, 1.5, 0.75, 0.0, 0.9)],
    columns=["before", "after", "score", "kwh_before", "kwh_after", "value", "low", "high"],
)
AREA_COLUMNS = ["year", "systems", "value", "low", "high", "carrier", "change"]
AREAS = pd.DataFrame(
    [(2029, 3, 1.0, 0.5, 1.0, "A", NAN, NAN, NAN), (2030, 1, 1.2, NAN, NAN, "D", 0.2, 0.1, 0.3)],
    columns=[*AREA_COLUMNS, "change_low", "change_high"],
)
BOUGHT = pd.DataFrame(
    [
        (2029, "psds", "all", 3, 0.1, -0.05, 0.2),
        (2029, "psds", "single", 2, -0.1, -0.2, -0.05),
        (2030, "psds", "all", 1, NAN, NAN, NAN),
    ],
    columns=["year", "score", "group", "systems", "value", "low", "high"],
)


@pytest.mark.parametrize(("ratio", "text"), [(INF, "no end"), (0.0, "0"), (0.0172, "0.017")])
def test_a_ratio_may_have_no_end(ratio, text):
    assert frontiers.write_energy_ratio(ratio) == text


def test_years_without_normalised_energies_are_named():
    has = select(small_year({"baseline_train_kwh": 0.03}, reference_train_kwh=0.03))
    has_not = select(small_year({}))
    say = frontiers.say_energyless
    assert say({2030: has}) == "Every year shown has normalised energies."
    assert say({2029: has_not, 2030: has}).startswith("The energies of 2029 cannot be normalised")
    assert say({2029: has_not}).endswith("so nothing is compared.")


def test_how_the_frontier_moves_is_said_with_its_interval():
    said = frontiers.describe_frontiers(YEARS, AREAS, AREAS.assign(change_low=-0.1), EQUAL)
    assert said == {
        "on_frontier": "2 of 3 systems in 2029 and 1 of 1 systems in 2030",
        "carriers": "A in 2029 and D in 2030",
        "area": "+0.20 (95 % interval from +0.10 to +0.30, so “no change” lies outside) in 2030",
        "rest": "+0.20 (95 % interval from −0.10 to +0.30, so there may be no change) in 2030",
        "at_best": "falls from 2.00 kWh to 1.50 kWh (×0.75) from 2029 to 2030 "
        "(ratio: 95 % interval from 0 to 0.900, so “no change” lies outside)",
        "less": "1 of 2 scores from 2029 to 2030",
        "clear": "1 of 2 scores from 2029 to 2030",
    }
    nothing = frontiers.describe_frontiers({}, AREAS[:0], AREAS[:0], EQUAL[:0])
    assert nothing["at_best"] == "cannot be compared"
    assert nothing["area"] == "not known"


def test_what_energy_buys_is_said_by_year():
    assert frontiers.say_bought(BOUGHT) == (
        "+0.100 (95 % interval from −0.050 to +0.200, so there may be no change) in 2029 "
        "and not known in 2030"
    )
    assert "−0.050, so “no change” lies outside" in frontiers.say_bought(BOUGHT, "single")
    one_team = frontiers.say_bought(BOUGHT.assign(value=0.1, low=NAN))
    assert "(no interval, since there is one team) in 2030" in one_team
    assert frontiers.list_bought(BOUGHT).iloc[:, -3:].to_numpy().tolist() == [
        ["+0.100", "−0.050 to +0.200", "yes"],
        ["−0.100", "−0.200 to −0.050", "no"],
        ["–", "–", "–"],
    ]


def test_the_best_class_is_said_by_its_member_that_uses_least():
    assert frontiers.say_best_class(YEARS) == (
        "B with 1.00 kWh (the best, A, uses 2.00 kWh) in 2029 "
        "and D with 1.50 kWh (it is the best) in 2030"
    )
    assert frontiers.say_best_class({2029: YEARS[2029].iloc[2:]}) == "no system"
    # Half of the median, 0.225, is above C's 0.2 and not above 0.3.
    closer = {2029: YEARS[2029].assign(score=[0.5, 0.45, 0.3])}
    assert frontiers.say_far_below(closer) == "0 of 3 systems in 2029"
    assert frontiers.say_far_below(YEARS) == "1 of 3 systems in 2029 and 0 of 1 systems in 2030"


def test_systems_scores_and_areas_are_listed():
    systems = frontiers.list_systems(YEARS)
    assert systems["Kind"].tolist() == ["Ensemble", "Single system", "Baseline", "Single system"]
    assert systems["Its interval"].tolist()[1:3] == ["0.400 to 0.500", "–"]
    scores = frontiers.list_equal_scores(EQUAL)
    first = ["2029 → 2030", "0.400", "1.00", "1.50", "1.500", "0.500 to no end"]
    assert scores.iloc[0].tolist() == first
    listed = frontiers.list_areas(YEARS, AREAS, AREAS.assign(value=0.25, low=0.125, high=0.25))
    row = [2029, 3, 2, "1.00", "0.50 to 1.00", "A", "0.25", "0.12 to 0.25"]
    assert listed.iloc[0].tolist() == row
    assert listed.iloc[1, 4] == "–"


CAPS = pd.DataFrame(
    [
        ("train_kwh_normalized", 2030, "all", 8.0, 0.6, 0.7),
        ("train_kwh_normalized", 2030, "q25", 1.0, 0.5, NAN),
        ("train_kwh_normalized", 2030, "median", 2.0, 0.6, 0.6),
        ("macs", 2030, "all", 4e9, 0.6, 0.7),
        ("macs", 2030, "q25", 1e9, 0.4, 0.5),
        ("macs", 2030, "median", 2e9, 0.5, 0.7),
    ],
    columns=["quantity", "year", "cap", "threshold", "psds", "segmpauc"],
)


def test_caps_are_listed_and_counted():
    assert frontiers.list_caps(CAPS).iloc[1].tolist() == [
        *("Energy train norm. (kWh)", 2030, "25 %", "1.00", "0.50", "–")
    ]
    assert frontiers.say_lowered(CAPS, "psds") == "3 of 4"
    # Where a cap leaves no score, the quantity's caps of that year are not counted.
    assert frontiers.say_lowered(CAPS, "segmpauc") == "1 of 2"
    assert frontiers.say_lowered(CAPS.assign(psds=NAN), "psds") == "none of 0"
    assert frontiers.say_median_cap(CAPS, "psds") == "stays at 0.60 in 2030"
    assert frontiers.say_median_cap(CAPS[:0], "psds") == "cannot be compared"
