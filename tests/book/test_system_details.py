"""What the script of the systems' page is given."""

import json

import pandas as pd
import pytest
from conftest import DATA
from small import NAN, small_year

from sedenergy.analysis.tables import TABLES
from sedenergy.analysis.watts import hold_against_hardware
from sedenergy.book import system_details
from sedenergy.book.systems import SYSTEM_FIELDS, gather_systems
from sedenergy.paper import Paper
from sedenergy.submissions.instruments import Card

SCORED = pd.DataFrame({"system": ["A", "B", "C"]})
BEST = SCORED.iloc[:2]
CARDS = (
    Card(model="A100", form="", memory_gb=40, tdp_w=250, source="made up"),
    Card(model="A100", form="", memory_gb=80, tdp_w=300, source="made up"),
)


def describe(paper):
    return system_details.describe_systems(paper, gather_systems(paper.selections))


@pytest.fixture(scope="module")
def described():
    return describe(Paper.load(DATA, 2024))


def test_each_system_has_all_that_is_known_of_it(described):
    assert json.loads(json.dumps(described, allow_nan=False)) == described
    cells = [field for field in SYSTEM_FIELDS if not field.of]
    for system in described["systems"]:
        assert len(system["values"]) == len(described["fields"]) == len(SYSTEM_FIELDS)
        assert len(system["texts"]) == len(cells)
        assert len(system["said"]) == 3
        assert all(below <= others for _, below, others, _ in system["places"])
    assert len(described["tables"]) == sum(len(table.quantities) for table in TABLES.values())
    assert described["axes"] == ["train_kwh_normalized", "psds"]


def test_what_rests_on_a_system_is_what_its_ledger_says(described):
    resting = {
        described["entries"][entry][0]: system["address"]
        for system in described["systems"]
        for entry in system["entries"]
    }
    assert resting["entry-table-6-2024-macs-all-psds"] == "Schmid_CPJKU_task4_2"
    named = [what for _, what, _ in described["entries"]]
    assert any(what.startswith("Figure 2, ") for what in named)
    assert not any("standard deviation" in what for what in named)


def test_a_year_that_the_paper_does_not_cover_rests_under_nothing():
    year = small_year({"psds": 0.5}, {"psds": NAN})
    described = describe(Paper(DATA, {2030: year}))
    assert described["axes"] == ["train_kwh", "psds"]
    assert [system["entries"] for system in described["systems"]] == [[], []]
    assert described["systems"][1]["values"][4] is None
    said = "It is in no comparison of PSDS with normalised training energy."
    assert described["systems"][0]["said"] == [said, "", "No hardware is reported."]


def test_who_is_ahead_is_said():
    rows = [{"psds": psds, "baseline_train_kwh": 0.03} for psds in (0.5, 0.4)]
    year = small_year(*rows, reference_train_kwh=0.03)
    first, second = describe(Paper(DATA, {2030: year}))["systems"]
    assert (first["ahead"], second["ahead"]) == ([], ["A"])
    assert first["said"][0].startswith("It is on the frontier of its year")
    assert second["said"][0].endswith("at most its normalised training energy:")


@pytest.mark.parametrize(
    ("system", "start"),
    [
        ("A", "It has the best PSDS of its year. Intervals that overlap its own: 1."),
        ("B", "It is in the best class: the interval of its PSDS overlaps that of A."),
        ("C", "It is not in the best class: no interval of its PSDS overlaps that of A."),
        ("D", ""),
    ],
)
def test_the_class_is_said(system, start):
    assert system_details.say_class(system, SCORED, BEST) == start
    assert system_details.say_class(system, SCORED, BEST[:0]) == ""


@pytest.mark.parametrize(
    ("hardware", "kwh", "ending"),
    [
        ("", 1.0, "No hardware is reported."),
        ("long", 1.0, "Whether its energy agrees with that cannot be told."),
        ("2h (1 A100)", 0.5, "is 250 to 300 W. The energy agrees with the hardware."),
        ("2h (1 A100 40GB)", 0.5, "is 250 W. The energy agrees with the hardware."),
        ("1h (1 A100)", 2.0, "more than 3 times as much, so the report contradicts itself."),
        ("1h (1 A100)", 0.01, "less than 0.2 times as much, so the report contradicts itself."),
    ],
)
def test_a_report_is_held_against_its_hardware(hardware, kwh, ending):
    frame = small_year({"hardware": hardware, "train_kwh": kwh}).systems
    report = next(hold_against_hardware(frame, CARDS).itertuples())
    assert system_details.say_hardware(report).endswith(ending)
