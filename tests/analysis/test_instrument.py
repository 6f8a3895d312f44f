"""The reported energies as measurements, held against each other: cases worked out by hand."""

import pandas as pd
import pytest
from small import NAN
from small_reports import chosen, report, year_of

from sedenergy.analysis import instrument
from sedenergy.analysis.method import Method
from sedenergy.analysis.selection import select

GOOD, BAD = "1h (A10)", "100h (A10)"  # for some kWh at 0.1 kW


def test_a_duplicate_takes_the_place_of_the_first_that_contradicts():
    same = {"parameters": 5.0, "test_kwh": 0.1}
    selections = chosen(report(BAD, 0.1, **same), report(GOOD, 0.1, **same), report(GOOD, 0.2))
    held = instrument.hold_years(selections)
    assert held["valid"].tolist() == [True, False, True]
    assert held["normalized"].tolist() == [False, False, False]
    assert held["year"].tolist() == [2030] * 3
    assert held["verdict"].tolist() == ["too little", "agrees", "agrees"]
    other = select(selections[2030].year, Method(contradictory=False))
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
