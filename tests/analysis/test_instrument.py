"""The reported energies held against hardware and against each other: cases worked out by hand."""

import pandas as pd
import pytest
from small import NAN, small_year

from sedenergy.analysis import instrument
from sedenergy.analysis.hardware import Hardware
from sedenergy.analysis.selection import select
from sedenergy.submissions.instruments import Card

# One card of 100 W, and one that comes with 200 W, or with 400 W on a board.
CARDS = (
    Card("A10", "", 24, 100, "s"),
    Card("A100", "PCIe", 40, 200, "s"),
    Card("A100", "SXM", 40, 400, "s"),
    Card("A100", "SXM", 80, 400, "s"),
)


def report(hardware, kwh, **more):
    return {"hardware": hardware, "train_kwh": kwh, **more}


def year_of(*rows, year=2030, **facts):
    made = small_year(*rows, year=year, **facts)
    return type(made)(made.year, made.facts, made.systems, CARDS)


def chosen(*rows, year=2030, **facts):
    return {year: select(year_of(*rows, year=year, **facts))}


@pytest.mark.parametrize(
    ("hardware", "ends"),
    [
        (Hardware("A10"), (100, 100)),
        (Hardware("A100"), (200, 400)),
        (Hardware("A100", form="SXM"), (400, 400)),
        (Hardware("A100", memory_gb=40), (200, 400)),
        (Hardware("A100", memory_gb=80), (400, 400)),
        (Hardware("A100", form="PCIe", memory_gb=80), None),
        (Hardware("A10", form="PCIe"), None),
        (Hardware("V100"), None),
        (Hardware(), None),
    ],
)
def test_the_range_is_that_of_the_variants_that_the_text_allows(hardware, ends):
    assert instrument.tdp_range(hardware, CARDS) == ends


def test_watts_are_the_energy_over_hours_and_gpus():
    rows = [
        report("10h (1 A10)", 2.0),  # 200 W
        report("10h (4 A10)", 2.0, gpu_train_kwh=1.0),  # 50 W, of which 25 W are the GPU's own
        report("10h * 2 (A100)", 2.0),  # 100 W of at least 200 W
        report("10h (A100)", 3.0),  # 300 W, between the two
        report("10h (A100)", 6.0),  # 600 W of at most 400 W
        # 40 GPU hours of 100 W, 10 of 400 W: 8 kWh in all would be the TDP; 160 W on average.
        report("10h (4 A10) + 10h (A100-SXM4-40GB)", 4.0),
    ]
    held = instrument.hold_against_hardware(select(year_of(*rows)).submitted, CARDS)
    assert held["watts"].tolist() == pytest.approx([200, 50, 100, 300, 600, 80])
    assert held["own_watts"].dropna().tolist() == pytest.approx([25])
    assert held["ratio"].tolist() == pytest.approx([2, 0.5, 0.5, 1, 1.5, 0.5])
    assert held["tdp_low"].tolist() == pytest.approx([100, 100, 200, 200, 200, 160])
    assert held["tdp_high"].tolist() == pytest.approx([100, 100, 400, 400, 400, 160])
    last = held.iloc[-1]
    assert (last["model"], last["count"], last["hours"], last["gpu_hours"]) == (
        *("A10 + A100", 5, 20, 50),
    )
    assert set(held["verdict"]) == {"agrees"}


@pytest.mark.parametrize(
    ("hardware", "kwh", "verdict"),
    [
        ("1h (A10)", 0.019, "too little"),
        ("1h (A10)", 0.021, "agrees"),
        ("1h (A10)", 0.299, "agrees"),
        ("1h (A10)", 0.301, "too much"),
        ("1h (A10)", 0.0, "too little"),
        ("1h (A100)", 0.039, "too little"),  # of 200 W
        ("1h (A100)", 1.199, "agrees"),
        ("1h (A100)", 1.201, "too much"),  # of 400 W
        ("1h (A10)", NAN, "cannot be told"),
        ("", 100.0, "cannot be told"),
        ("1h", 100.0, "cannot be told"),
        ("(A10)", 100.0, "cannot be told"),
        ("0h (A10)", 100.0, "cannot be told"),
        ("1h (0 A10)", 100.0, "cannot be told"),
        ("1h (V100)", 100.0, "cannot be told"),
        ("1h (A10) + 1h (V100)", 100.0, "cannot be told"),
        ("1h (A10) + something", 100.0, "cannot be told"),
    ],
)
def test_a_report_contradicts_beyond_the_limits_and_not_where_it_cannot_be_told(
    hardware, kwh, verdict
):
    frame = select(year_of(report(hardware, kwh))).submitted
    assert instrument.hold_against_hardware(frame, CARDS)["verdict"].tolist() == [verdict]
    is_contradictory = instrument.contradictory(frame, CARDS)
    assert is_contradictory.tolist() == [verdict.startswith("too")]
    assert is_contradictory.dtype == bool


def test_what_is_not_known_of_a_stage_is_not_known_of_all():
    rows = [report("1h (A10) + 2h", 1.0), report("1h (A10) + (A10)", 1.0), report("", 1.0)]
    held = instrument.hold_against_hardware(select(year_of(*rows)).submitted, CARDS)
    assert held["model"].map(str).tolist()[1:2] == ["A10 + A10"]
    assert held["model"].isna().tolist() == [True, False, True]
    assert held["count"].fillna(-1).tolist() == [-1, 2, -1]
    assert held["hours"].fillna(-1).tolist() == [3, -1, -1]
    assert held["watts"].isna().all()


def test_a_year_without_systems_has_a_table_without_rows():
    frame = select(year_of({})).submitted.iloc[:0]
    assert instrument.hold_against_hardware(frame, CARDS).empty
    assert instrument.contradictory(frame, CARDS).empty


GOOD, BAD = "1h (A10)", "100h (A10)"  # for some kWh at 0.1 kW


def test_a_duplicate_takes_the_place_of_the_first_that_contradicts():
    same = {"parameters": 5.0, "test_kwh": 0.1}
    selections = chosen(report(BAD, 0.1, **same), report(GOOD, 0.1, **same), report(GOOD, 0.2))
    held = instrument.hold_years(selections)
    assert held["valid"].tolist() == [True, False, True]
    assert held["normalized"].tolist() == [False, False, False]
    assert held["year"].tolist() == [2030] * 3
    assert held["verdict"].tolist() == ["too little", "agrees", "agrees"]
    other = instrument.without_contradictory(selections[2030])
    assert other.valid["system"].tolist() == ["B", "C"]


def test_findings_are_computed_with_and_without_and_a_direction_may_turn():
    asked = {"reference_train_kwh": 0.03}
    own = {"baseline_train_kwh": 0.03}
    before = chosen(report(GOOD, 0.1, **own), report(GOOD, 0.2, **own), **asked)
    # With 5 kWh in an hour the median rises from 0.15 to 2.55 kWh, without it falls to 0.1 kWh.
    after = chosen(report(GOOD, 0.1, **own), report(GOOD, 5.0, **own), year=2031, **asked)
    compared = instrument.compare_findings(before | after)
    medians = compared[compared["statistic"] == "median"]
    assert medians["quantity"].tolist() == ["train_kwh"] * 2 + ["train_kwh_normalized"] * 2
    assert medians["value"].tolist() == pytest.approx([0.15, 2.55] * 2)
    assert medians["without"].tolist() == pytest.approx([0.15, 0.1] * 2)
    assert medians["turns"].fillna("first").tolist() == ["first", True] * 2
    baseline = compared[compared["table"] == "table-4"]
    assert baseline["statistic"].tolist() == ["mean", "mean"]
    assert baseline["turns"].tolist()[1] is False


def baseline(team, kwh, hardware=GOOD, **more):
    return report(hardware, 0.1, team=team, baseline_train_kwh=kwh, **more)


def test_a_team_counts_once_and_where_it_names_one_gpu():
    rows = [
        *(baseline("one", kwh) for kwh in (0.02, 0.03, 0.07)),
        baseline("two", 0.06, hardware="2h (A10)"),
        *(baseline("several", 0.05, hardware=f"1h ({gpu})") for gpu in ("A10", "A100")),
        *(baseline("silent", 0.05, hardware=h) for h in (GOOD, "1h")),
        baseline("other", 0.04, hardware="1h (A100)", system="Own"),
        baseline("nothing", NAN),
    ]
    selections = chosen(*rows, reference_train_kwh=0.03, baselines=("Own",))
    found = instrument.baselines_by_model(selections)
    assert found.to_dict("records") == [
        {"year": 2030, "team": "one", "model": "A10", "kwh": 0.03, "baseline": False},
        {"year": 2030, "team": "two", "model": "A10", "kwh": 0.06, "baseline": False},
        {"year": 2030, "team": "other", "model": "A100", "kwh": 0.04, "baseline": True},
    ]
    (spread,) = instrument.spread_within_models(found).to_dict("records")
    assert spread == {
        **{"model": "A10", "teams": 2, "min": 0.03, "median": 0.045, "max": 0.06},
        "factor": pytest.approx(2),
    }
    nothing = instrument.baselines_by_model(chosen(report(GOOD, 1.0)))
    assert nothing.empty
    assert instrument.spread_within_models(nothing).empty
    assert instrument.repeat_baselines(nothing).empty


def test_a_team_with_the_same_gpu_in_the_next_year_is_found_whatever_its_case():
    rows = [
        *[(2029, "Lab", "A10", 0.02), (2029, "Off", "A10", 0.02), (2031, "LAB", "A10", 0.05)],
        *[(2031, "off", "A100", 0.05), (2032, "Off", "A10", 0.05), (2032, "Lab", "A10", 0.04)],
    ]
    table = pd.DataFrame(rows, columns=["year", "team", "model", "kwh"])
    assert instrument.repeat_baselines(table).to_numpy().tolist() == [
        ["LAB", "A10", 2029, 2031, 0.02, 0.05],
        ["Lab", "A10", 2031, 2032, 0.05, 0.04],
    ]


def test_energies_of_a_team_that_repeat_and_baselines_that_do_not():
    energies = [("a", 1.0, 0.1), ("b", 1.0, 0.1), ("a", 2.0, 0.3), ("a", 1.0, NAN), ("c", NAN, 0.2)]
    rows = [{"team": t, "train_kwh": e, "baseline_train_kwh": b} for t, e, b in energies]
    frame = select(year_of(*rows)).submitted
    repeated = instrument.repeated_energies(frame, "train_kwh")
    assert repeated.to_numpy().tolist() == [["a", 1.0, 2]]
    assert instrument.differing_baselines(frame).to_numpy().tolist() == [["a", 2, 0.1, 0.3]]


def test_so_many_reports_of_the_data_contradict_their_hardware(analysis):
    held = instrument.hold_years(analysis.selections)
    bad = held[held["verdict"].isin(["too little", "too much"])]
    told = held[held["verdict"] != "cannot be told"]
    assert told.groupby("year")["system"].count().to_dict() == {2022: 80, 2023: 84, 2024: 37}
    assert bad.groupby("year")["system"].count().to_dict() == {2022: 18, 2023: 18, 2024: 5}
    compared = instrument.compare_findings(analysis.selections)
    turned = compared[compared["turns"].eq(True)]
    assert set(zip(turned["quantity"], turned["statistic"], strict=True)) == {("train_kwh", "q75")}
