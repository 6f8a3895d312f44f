"""Frames and comparisons that chapters show: small cases, worked out by hand."""

import pandas as pd
import pytest
from small import NAN, small_year

from sedenergy.analysis.crosscheck import AGREEMENTS
from sedenergy.analysis.selection import select
from sedenergy.book import summaries
from sedenergy.printed.keys import NumberKey


def rows(frame):
    """Return what a frame has below its heads in the file that a page shows."""
    return [line.split(",") for line in frame.to_csv(index=False).splitlines()[1:]]


def selected(*systems, year=2030, **facts):
    return {year: select(small_year(*systems, year=year, **facts))}


# With a reference of 1 kWh, a team whose baseline takes 1 kWh keeps its energies.
ASKED = {"reference_train_kwh": 1.0}
SYSTEMS = (
    {"psds": 0.5, "baseline_train_kwh": 1.0},
    {"test_kwh": 1.0},  # equal to A
    {"test_kwh": NAN},
    {"psds": 0.6, "baseline_train_kwh": 1.0, "train_kwh": 3.0, "subsystems": "2"},
    {"psds": 0.7, "baseline_train_kwh": 1.0, "train_kwh": 4.0},
    {},  # no baseline energy
    {"parameters": NAN},
)


def test_each_step_of_the_selection_is_counted_and_a_year_that_was_not_asked_says_so():
    assert rows(summaries.count_selected(selected(*SYSTEMS, **ASKED))) == [["2030", *"721413"]]
    expected = [["2030", "7", "2", "1", "4", "not asked for", "–"]]
    assert rows(summaries.count_selected(selected(*SYSTEMS))) == expected


def test_groups_have_medians_and_a_group_without_systems_a_dash():
    chosen = selected(*SYSTEMS, **ASKED)
    # Singles: A with 1 kWh and 0.5, E with 4 kWh and 0.7; ensembles: D.
    assert rows(summaries.describe_groups(chosen)) == [
        ["2030", "Ensembles", "1", "3.00", "0.600", "0.600"],
        ["2030", "Single systems", "2", "2.50", "0.600", "0.700"],
    ]
    alone = selected({"psds": 0.5, "baseline_train_kwh": 2.0}, **ASKED)
    assert rows(summaries.describe_groups(alone))[0] == ["2030", "Ensembles", "0", "–", "–", "–"]


def test_gpu_shares_are_of_systems_with_both():
    systems = (
        {"gpu_train_kwh": 0.5, "gpu_test_kwh": 0.25},
        {"gpu_train_kwh": 0.5},
        {"gpu_train_kwh": 0.0, "gpu_test_kwh": 1.0},
        {"gpu_train_kwh": 0.25, "gpu_test_kwh": 1.0},
    )
    # C tests with 3 kWh, D with 4.
    expected = [["2030", "A", "50.0", "25.0"], ["2030", "C", "0.0", "33.3"]]
    chosen = selected(*systems)
    assert rows(summaries.list_gpu_shares(chosen)) == [*expected, ["2030", "D", "25.0", "25.0"]]
    # Only that of A; equal shares are not lower.
    assert summaries.count_lower_at_test(chosen[2030]) == "1 of 3 systems"
    assert list(summaries.list_gpu_shares({}).columns) == [
        "Year",
        "System",
        "Training (%)",
        "Test (%)",
    ]


def test_steps_of_the_caps_are_listed_by_quantity_and_year():
    systems = (
        {"psds": 0.5, "baseline_train_kwh": 1.0, "parameters": 2000.0, "train_kwh": 2.0},
        {"psds": 0.4, "baseline_train_kwh": 1.0, "parameters": 3000.0, "train_kwh": 1.0},
    )
    shown, data = summaries.list_cap_steps(selected(*systems, **ASKED))
    assert rows(shown) == [
        ["System complexity (parameters)", "2030", "2.00 K parameters", "0.500", "A"],
        ["Normalised training energy (kWh)", "2030", "1.00 kWh", "0.400", "B"],
        ["Normalised training energy (kWh)", "2030", "2.00 kWh", "0.500", "A"],
    ]
    assert rows(data) == [
        ["parameters", "2030", "parameters", "2000.0", "0.5", "A"],
        ["train_kwh_normalized", "2030", "kWh", "1.0", "0.4", "B"],
        ["train_kwh_normalized", "2030", "kWh", "2.0", "0.5", "A"],
    ]
    shown, data = summaries.list_cap_steps(selected(*systems))  # nothing is normalised
    assert rows(shown) == rows(data) == []
    worse = {"psds": 0.5, "baseline_train_kwh": 1.0, "train_kwh": 3.0}
    assert summaries.last_steps(selected(*systems, worse, **ASKED)) == "2.00 kWh in 2030"
    assert summaries.last_steps(selected(*systems)) == "no cap"


RAW, ROUNDED, NONE = AGREEMENTS
CHECKED = pd.DataFrame(
    [
        (2023, "A", "x_train", 1.23456789, 1.0, RAW),
        (2023, "B", "x_train", 1.23456789, 1.0, NONE),
        (2022, "A", "x_test", 0.5, 0.25, ROUNDED),
        (2022, "C", "y_train", 0.5, 0.25, ROUNDED),
        (2022, "C", "x_train", 0.5, 0.25, ROUNDED),
    ],
    columns=["year", "system", "quantity", "organisers", "recomputed", "agreement"],
)


def test_agreements_are_counted_by_year_and_column():
    assert rows(summaries.count_agreements(CHECKED)) == [
        *(["2022", "x_test", "0", "1", "0"], ["2022", "x_train", "0", "1", "0"]),
        *(["2022", "y_train", "0", "1", "0"], ["2023", "x_train", "1", "0", "1"]),
    ]
    assert rows(summaries.list_not_raw(CHECKED))[0] == [
        "2023",
        "B",
        "x_train",
        "1.23457",
        "1",
        "none",
    ]
    assert (len(summaries.list_not_raw(CHECKED)), len(summaries.list_not_raw(CHECKED.head(1)))) == (
        4,
        0,
    )


@pytest.mark.parametrize(
    ("many", "counts"),
    [(5, [5, 1, 3, 1, 1, "C"]), (1, [1, 1, 0, 0, 0, "none"]), (0, [0] * 5 + ["none"])],
)
def test_agreements_are_summed_up(many, counts):
    names = ["checked", "from_raw", "from_rounded", "not_at_all", "rounded_test", "rounded_train"]
    found = summaries.count_agreeing(CHECKED.head(many))
    assert [found[name] for name in names] == counts


QUADRANTS = pd.DataFrame(
    [
        ("segmpauc-ew_segmpauc", 2024, "A", "single", 0.5, 0.125, "top-right"),
        ("psds-ew_psds", 2024, "A", "single", 0.5, 0.25, "bottom-left"),
        ("psds-ew_psds", 2024, "B", "ensemble", 0.5, 0.2, "top-right"),
        ("psds-ew_psds", 2024, "C", "ensemble", 0.6, 0.1, "top-right"),
    ],
    columns=["panel", "year", "system", "group", "x", "y", "quadrant"],
)


def test_quadrants_are_counted_with_their_zeros():
    frame = summaries.count_quadrants(QUADRANTS)
    assert frame[["Score", "Ensembles", "Single systems"]].astype(str).to_numpy().tolist() == [
        *(["PSDS", "2", "0"], ["PSDS", "0", "0"], ["PSDS", "0", "1"], ["PSDS", "0", "0"]),
        *(["segMPAUC", "0", "1"], *[["segMPAUC", "0", "0"]] * 3),
    ]
    assert [text.split(":")[0] for text in frame["Quadrant"][:4]] == [
        *("Top right", "Bottom right", "Bottom left", "Top left"),
    ]
    both_years = summaries.count_quadrants(pd.concat([QUADRANTS.assign(year=2025), QUADRANTS]))
    assert both_years["Year"].tolist() == [*[2024] * 4, *[2025] * 4] * 2


def test_systems_are_listed_by_quadrant():
    assert rows(summaries.list_quadrants(QUADRANTS)) == [
        ["2024", "PSDS", "Top right", "B", "Ensemble", "0.500", "0.200"],
        ["2024", "PSDS", "Top right", "C", "Ensemble", "0.600", "0.100"],
        ["2024", "PSDS", "Bottom left", "A", "Single system", "0.500", "0.250"],
        ["2024", "segMPAUC", "Top right", "A", "Single system", "0.500", "0.125"],
    ]


def test_who_is_better_is_said_by_score():
    assert summaries.describe_top_right(QUADRANTS) == {
        "better": "2 ensembles and no single system for PSDS and "
        "no ensemble and 1 single system for segMPAUC",
        "better_systems": "B and C for PSDS and A for segMPAUC",
    }
    assert summaries.describe_top_right(QUADRANTS[1:2])["better_systems"] == "none for PSDS"
    assert summaries.describe_top_right(QUADRANTS.head(0)) == {
        "better": "none",
        "better_systems": "none",
    }


def claim(verdict, on_print="", printed="2"):
    entry = {"id": "claim-07", "kind": "claim", "section": "V", "what": "w", "printed": printed}
    return entry | {"verdict": verdict, "cause": "why", "on_print": on_print}


@pytest.mark.parametrize(
    ("verdict", "on_print", "is_listed", "counts"),
    [
        ("holds", "holds on the printed table", False, (0, 1, 0)),
        ("holds", "fails on the printed table", True, (0, 1, 1)),
        ("holds in part", "holds on the printed table", True, (1, 1, 1)),
        ("cannot be checked", "", True, (1, 0, 0)),
    ],
)
def test_a_claim_that_does_not_hold_is_listed(verdict, on_print, is_listed, counts):
    number = claim("differs") | {"kind": "number"}
    frame, found = summaries.list_disagreements(pd.DataFrame([claim(verdict, on_print), number]))
    expected = [["claim-07", "V", "w (2)", f"{verdict}: why", on_print]]
    assert rows(frame) == expected * is_listed
    assert tuple(found.values()) == (1, *counts)
    frame, _ = summaries.list_disagreements(pd.DataFrame([claim("fails", printed="")]))
    assert frame["It says"].tolist() == ["w"]


@pytest.mark.parametrize(
    ("verdict", "variant"), [("explained", "cut"), ("differs", "unexplained"), ("reproduced", "")]
)
def test_a_number_that_differs_is_listed_with_its_variant(verdict, variant):
    entry = {"id": "x", "printed": "1", "reproduced": "2", "variant": "cut", "cause": "why"}
    frame = summaries.list_deviations(pd.DataFrame([entry | {"verdict": verdict}]))
    assert rows(frame) == [["x", "1", "2", variant, "why"]] * bool(variant)


def test_the_spread_is_of_what_is_above_0():
    assert summaries.spread(pd.Series([0.0, 2.0, NAN, 8.0, 4.0])) == 4.0
    assert pd.isna(summaries.spread(pd.Series([0.0])))


@pytest.mark.parametrize(
    ("first", "second", "years"),
    [
        ({1: 1, 2: 2, 3: 3}, {1: 1, 2: 2, 3: 2}, [3]),  # what stays does not rise
        ({1: 1, 2: 1}, {1: 1, 2: 2}, [2]),
        ({1: 1, 2: 1}, {1: 2, 2: 1}, []),
        ({1: 1, 2: 2, 3: 3}, {1: 2, 3: 1}, [3]),  # against the last year with both
        ({1: 1, 2: 0}, {1: 1, 2: 1}, []),
        ({}, {}, []),
    ],
)
def test_years_in_which_one_of_two_rises(first, second, years):
    assert summaries.years_apart(first, second) == years


def point(year, panel, x, y, group=""):
    return {"year": year, "panel": panel, "x": x, "y": y, "group": group or panel}


def test_the_best_of_two_groups_are_compared():
    points = [point(2023, "ensemble", 0.5, 20.0), point(2023, "ensemble", 0.4, 4.0)]
    points += [point(2023, "single", 0.45, 5.0), point(2023, "single", 0.44, 4.0)]
    points += [point(2023, "single", 0.9, 9.0, "baseline")]
    points += [point(2024, "single", 0.5, 2.0), point(2024, "ensemble", 0.7, 30.0)]
    assert summaries.compare_groups(pd.DataFrame(points)) == {
        "best_ensembles": "0.50 with 20.00 kWh in 2023 and 0.70 with 30.00 kWh in 2024",
        "best_singles": "0.45 with 5.00 kWh in 2023 and 0.50 with 2.00 kWh in 2024",
        "ratios": "4.0 in 2023 and 15.0 in 2024",
        "overlap": "1 in 2023 and 0 in 2024",  # 4 kWh is not more than 4 kWh
        "next_psds": "stays at 0.50 from 2023 to 2024",
        "next_kwh": "falls from 20.00 kWh to 2.00 kWh (×0.10) from 2023 to 2024",
    }


@pytest.mark.parametrize("points", [[], [point(2024, "single", 0.5, 2.0)]])
def test_groups_that_are_missing_are_not_compared(points):
    columns = ["year", "panel", "x", "y", "group"]
    said = summaries.compare_groups(pd.DataFrame(points, columns=columns))
    assert said["best_ensembles"] == "nothing that can be compared"
    assert (said["ratios"], said["overlap"]) == ("not known", "none")
    assert said["next_psds"] == said["next_kwh"] == "cannot be compared"


def test_points_that_differ_by_more_than_rounding_are_named():
    points = pd.DataFrame(
        [("A", "ew_psds", 1.5, 1.5005), ("B", "ew_psds", 1.5, 1.501)],
        columns=["system", "y_quantity", "y", "y_recomputed"],
    )
    expected = "B (energy-weighted PSDS: 1.500 given, 1.501 recomputed)"
    assert summaries.list_recomputed(points) == expected
    assert summaries.list_recomputed(points.head(1)) == "none"


def caps(year, quantity, free, **under):
    best = {"all.max": 9.0, "all.psds": free} | {f"{cap}.psds": psds for cap, psds in under.items()}
    return {NumberKey("table-6", year, quantity, name): value for name, value in best.items()}


def test_caps_that_lower_the_score_are_counted():
    values = caps(2023, "macs", 0.5, q25=0.5, median=0.4)
    values |= caps(2023, "train_kwh_normalized", 0.5, q25=0.3, median=0.25)
    values |= caps(2024, "train_kwh_normalized", 0.5, median=0.5)  # nobody below the quartile
    assert summaries.count_costly_caps(values) == {
        "caps": 5,
        "costly": 3,
        "under_median": "falls from 0.50 to 0.25 (×0.50) in 2023 and stays at 0.50 in 2024",
    }
    expected = {"caps": 0, "costly": 0, "under_median": "cannot be compared"}
    assert summaries.count_costly_caps({}) == expected
