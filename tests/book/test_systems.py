"""The row of each system, in years that are worked out by hand."""

import pytest
from small import NAN, small_year

from sedenergy.analysis.selection import select
from sedenergy.book import systems
from sedenergy.submissions.instruments import Card

FIELDS = {field.name: field for field in systems.SYSTEM_FIELDS}


def select_years(*years):
    return {year.year: select(year) for year in years}


COMPARED = {"baseline_train_kwh": 0.03, "psds": 0.5, "psds_low": 0.4, "psds_high": 0.6}
YEARS = select_years(
    small_year({"system": "Baseline"}, {"test_kwh": NAN}, year=2029, baselines=("Baseline",)),
    small_year(
        {**COMPARED, "subsystems": "3"},
        {**COMPARED, "psds": 0.45, "psds_low": 0.45, "psds_high": 0.45, "train_kwh": 2.0},
        {**COMPARED, "psds": 0.1, "psds_low": 0.1, "psds_high": 0.2, "train_kwh": 0.5},
        {**COMPARED, "test_kwh": 1.0},
        {"system": "Baseline", "hardware": "2h (2 A100)", "train_kwh": 0.1},
        baselines=("Baseline",),
        reference_train_kwh=0.03,
    ),
)


def test_a_code_is_an_address_where_it_can_be():
    names = [
        "Schmid_CPJKU_task4_2",
        "Baseline (AudioSet)",
        "<b>x</b>_task4_1",
        "…",
        "x-b-_1",
        "x b _1",
    ]
    selections = select_years(
        small_year(*({"system": name} for name in names), year=2029),
        small_year({"system": "Schmid_CPJKU_task4_2"}, year=2030),
    )
    found = systems.address_systems(selections)
    assert list(found.values()) == [
        *("Schmid_CPJKU_task4_2-2029", "Baseline-AudioSet", "b-x-b-_task4_1", "system"),
        *("x-b-_1-2029", "x-b-_1-2029-2", "Schmid_CPJKU_task4_2-2030"),
    ]
    assert systems.address_systems({}) == {}


def test_each_submission_has_a_row_that_says_whether_it_is_kept_and_why_not():
    rows = systems.gather_systems(YEARS)
    energyless = "the year's energies cannot be normalised"
    assert list(zip(rows["year"], rows["system"], rows["kept"], rows["why"], strict=True)) == [
        (2029, "Baseline", "kept as reported", energyless),
        (2029, "B", "left out", "no test energy"),
        (2030, "A", "kept", ""),
        (2030, "B", "kept", ""),
        (2030, "C", "kept", ""),
        (2030, "D", "left out", "same parameters, training and test energy as A"),
        (2030, "Baseline", "kept as reported", "no usable baseline energy"),
    ]
    kinds = ["Baseline", "Single system", "Ensemble", *3 * ["Single system"], "Baseline"]
    assert list(rows["kind"]) == kinds
    assert systems.gather_systems({}).empty


def test_the_frontier_and_the_best_class_are_those_of_the_comparison():
    rows = systems.gather_systems(YEARS)
    assert list(rows["on_frontier"]) == ["", "", "yes", "no", "yes", "", ""]
    assert list(rows["in_best_class"]) == ["", "", "yes", "yes", "no", "", ""]


def test_hardware_is_what_was_read():
    card = Card(model="A100", form="", memory_gb=40, tdp_w=250, source="made up")
    year = small_year({"hardware": "2h (2 A100)"}, {"hardware": "1h (A100)"}, {"hardware": "long"})
    year = type(year)(year.year, year.facts, year.systems, (card,))
    rows = systems.gather_systems({2030: select(year)})
    assert list(rows["gpu"]) == ["2 × A100", "A100", ""]
    assert list(rows["hours"].fillna(0)) == [2.0, 1.0, 0.0]
    assert list(rows["watts"].fillna(0)) == [250.0, 1000.0, 0.0]
    assert list(rows["hardware_verdict"]) == ["agrees", "too much", ""]


@pytest.mark.parametrize(
    ("value", "name", "text"),
    [
        (NAN, "psds", "–"),
        ("", "gpu", "–"),
        (2030, "year", "2030"),
        (0.5, "psds", "0.500"),
        (0.0, "test_kwh", "0.00"),
        (0.00345, "test_kwh", "0.00345"),
        (0.02, "test_kwh", "0.0200"),
        (4.295, "train_kwh", "4.30"),
        (1112420.0, "parameters", "1.11 M"),
        (38.4, "train_gpu_share", "38%"),
        (0.5, "hours", "0.5"),
        (433.4, "watts", "433"),
    ],
)
def test_a_cell_has_at_least_three_digits(value, name, text):
    assert systems.write_cell(value, FIELDS[name]) == text


def test_an_interval_stands_with_its_score():
    rows = systems.gather_systems(YEARS)
    texts = systems.write_systems(rows)
    heads = [field.name for field in systems.SYSTEM_FIELDS if not field.of]
    assert texts[2][heads.index("psds")] == "0.500 (0.400–0.600)"
    assert texts[0][heads.index("psds")] == "–"
    assert {len(text) for text in texts} == {len(heads)}


def test_the_file_to_download_has_twelve_digits_and_empty_cells():
    rows = systems.round_systems(systems.gather_systems(YEARS))
    assert list(rows["train_kwh_normalized"][:3]) == ["", "", "1"]
    assert rows["psds"][0] == ""


def test_systems_are_counted_by_year():
    assert systems.count_systems(YEARS) == {
        "submitted": "2 in 2029 and 5 in 2030",
        "valid": "1 in 2029 and 4 in 2030",
        "normalized": "0 in 2029 and 3 in 2030",
    }
