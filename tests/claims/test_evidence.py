"""What the claims are judged on."""

import pytest
from small_claims import small_evidence

from sedenergy.claims.evidence import StatedNumber, write_system
from sedenergy.claims.judgement import MissingDataError
from sedenergy.claims.thresholds import AS_STATED, SLIGHTLY
from sedenergy.errors import DataError

ROWS = [
    {"system": "Base", "psds": 0.9, "train_kwh": 2.0, "baseline_train_kwh": 1.5},
    {"system": "Low", "psds": 0.4, "train_kwh": 4.0},
    {"system": "First", "psds": 0.6, "train_kwh": 8.0},
    {"system": "Second", "psds": 0.6, "train_kwh": 1.0},
    {"system": "Untested", "train_kwh": 1.0},
    {"system": "Unmeasured", "psds": 0.8, "train_kwh": 1.0, "baseline_train_kwh": float("nan")},
    {"system": "Several", "psds": 0.7, "train_kwh": 5.0, "subsystems": "3"},
    {"system": "None", "psds": 0.5, "train_kwh": 5.0, "subsystems": "None"},
]
# The same codes in both years, other scores.
LATER = [{**row, "psds": row.get("psds", 0.0) / 2} for row in ROWS]
EVIDENCE = small_evidence({2022: [{}], 2023: ROWS, 2024: LATER})


def test_the_top_has_no_baseline_and_one_year_only():
    top = EVIDENCE.top("single", 2023)
    assert list(top["system"]) == ["First", "Second", "Low"]
    assert list(top["psds"]) == [0.6, 0.6, 0.4]
    assert list(top["train_kwh_normalized"]) == [8.0, 1.0, 4.0]
    assert EVIDENCE.of_top("single", 2023, "psds", "min") == 0.4
    assert EVIDENCE.of_top("ensemble", 2024, "psds", "max") == 0.35


def test_the_compared_have_an_energy_and_a_score():
    assert list(EVIDENCE.compared("single", 2023)["system"]) == ["Base", "Low", "First", "Second"]
    assert list(EVIDENCE.compared("ensemble", 2023)["system"]) == ["Several", "None"]
    assert EVIDENCE.best("ensemble", 2023)["system"] == "Several"


def test_what_is_known_is_kept_also_by_other_criteria():
    other = EVIDENCE.at(SLIGHTLY, 0.5)
    for name, *asked in (
        ("top", "single", 2023),
        ("best", "single", 2024),
        ("capped", 2023, "macs"),
    ):
        assert getattr(other, name)(*asked) is getattr(EVIDENCE, name)(*asked)
    assert (other.criteria[SLIGHTLY], other.computed.criteria[SLIGHTLY]) == (0.5, 0.5)
    assert EVIDENCE.criteria is AS_STATED


def test_the_first_of_equals_is_the_best():
    evidence = small_evidence({2024: ROWS[1:]})
    assert write_system(evidence.best("single", 2024)) == "First (2024, PSDS 0.600, 8.00 kWh)"


def test_the_organisers_own_reference():
    assert EVIDENCE.reference(2023) == 1.5


def test_a_text_that_is_no_count():
    said = "counted as ensembles for the text None in place of a number: 1 in 2023, 1 in 2024"
    assert EVIDENCE.note_unread_counts() == said


@pytest.mark.parametrize(
    ("ask", "what"),
    [
        (lambda e: e.selection(2023), "year 2023"),
        (lambda e: e.every(), "year 2022"),
        (lambda e: e.top("ensemble", 2023), "ensemble of 2023 in figure 1"),
        (lambda e: e.compared("single", 2023), "single system of 2023 with a normalised energy"),
        (lambda e: e.best("ensemble", 2024), "ensemble of 2024 with a normalised energy"),
        (lambda e: e.reference(2024), "baseline entry of 2024"),
        (lambda e: e.panel("psds-ew_psds"), "system in panel psds-ew_psds"),
    ],
)
def test_what_is_missing_is_named(ask, what):
    with pytest.raises(MissingDataError, match=f"^the data have no {what}$"):
        ask(small_evidence({2024: [{"psds": 0.5}]}))


@pytest.mark.parametrize(
    ("text", "value", "exactly", "about"),
    [
        ("0.68", 0.675, True, True),
        ("0.68", 0.674, False, False),
        ("0.60", 0.604, True, True),
        ("0.60", 0.61, False, False),
        ("25.9", 25.85, True, True),
        ("38%", 38.4, True, True),
        ("38%", 38.6, False, False),
        ("50%", 52.697, False, True),
        ("50%", 45.0, False, True),
        ("50%", 55.0, False, False),
        ("60", 60, True, True),
        ("100", 149, False, True),
        ("100", 150, False, False),
    ],
)
def test_a_stated_number(text, value, exactly, about):
    stated = StatedNumber(text, None)
    assert (stated.is_form_of(value), stated.is_about(value)) == (exactly, about)


def test_numbers_are_read_with_their_years():
    found = small_evidence({}, {1: "0.032 kWh (2023); x2; 50%"}).stated(1, 3)
    assert [(n.text, n.year) for n in found] == [("0.032", 2023), ("2", None), ("50%", None)]


@pytest.mark.parametrize("text", ["", "0.68", "0.68; 25.9 kWh; 3"])
def test_a_claim_without_its_numbers_is_refused(text):
    with pytest.raises(DataError, match=r"claims\.csv, row claim-26: .*2 were expected"):
        small_evidence({}, {26: text}).stated(26, 2)
