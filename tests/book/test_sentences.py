"""Phrases: what rises, falls and stays, in years that are there and in years that are not."""

import pytest
from small import NAN

from sedenergy.book import sentences
from sedenergy.printed.keys import NumberKey


@pytest.mark.parametrize(
    ("items", "text"),
    [([], "nobody"), (["A"], "A"), (["A", "B"], "A and B"), ([1, 2, 3], "1, 2 and 3")],
)
def test_items_are_listed(items, text):
    assert sentences.listed(iter(items), "nobody") == text
    assert sentences.listed([]) == ""


@pytest.mark.parametrize(
    ("texts", "text"),
    [({}, "none"), ({2023: "a", 2024: 3}, "a in 2023 and 3 in 2024")],
)
def test_each_year_is_named(texts, text):
    assert sentences.each_year(texts, "none") == text


@pytest.mark.parametrize(
    ("many", "text"), [(0, "no system"), (1, "1 system"), (2, "2 systems"), (30, "30 systems")]
)
def test_a_count_has_its_noun(many, text):
    assert sentences.count(many, "system") == text


@pytest.mark.parametrize(
    ("value", "quantity", "text"),
    [
        (4.375, "train_kwh", "4.38 kWh"),
        (0.0, "test_kwh", "0.00 kWh"),
        (0.0304, "baseline_train_kwh", "0.030 kWh"),
        (999, "parameters", "999 parameters"),
        (1_000, "parameters", "1.00 K parameters"),
        (15_658_236, "parameters", "15.7 M parameters"),
        (500, "macs", "500 MACs"),
        (7.3e9, "macs", "7.30 GMACs"),
        (52.5, "train_gpu_share", "53%"),
        (0.645, "psds", "0.65"),
        (NAN, "psds", "not reported"),
    ],
)
def test_a_value_has_its_unit(value, quantity, text):
    assert sentences.say_value(value, quantity) == text


@pytest.mark.parametrize(
    ("before", "after", "text"),
    [
        (2.0, 3.0, "rises from 2.00 kWh to 3.00 kWh (×1.50)"),
        (3.0, 2.0, "falls from 3.00 kWh to 2.00 kWh (×0.67)"),
        (2.0, 2.0, "stays at 2.00 kWh"),
        (2.0, 2.004, "rises from 2.000 kWh to 2.004 kWh (×1.00)"),
        (2.02, 2.0, "falls from 2.02 kWh to 2.00 kWh (×0.99)"),
        (0.026, 0.03451, "rises from 0.0260 kWh to 0.0345 kWh (×1.33)"),
        (0.0, 2.0, "rises from 0.00 kWh to 2.00 kWh"),  # no ratio to nothing
        (2.0, 0.0, "falls from 2.00 kWh to 0.00 kWh (×0.00)"),
        (NAN, 2.0, "cannot be compared"),
        (2.0, NAN, "cannot be compared"),
    ],
)
def test_a_change_has_its_verb(before, after, text):
    assert sentences.change(before, after, "train_kwh") == text


@pytest.mark.parametrize(
    ("values", "text"),
    [
        ({}, "is not reported"),
        ({2022: NAN}, "is not reported"),
        ({2022: 0.5}, "is 0.50 in 2022, the only year that has it"),
        ({2022: NAN, 2023: 0.5}, "is 0.50 in 2023, the only year that has it"),
        ({2022: 0.5, 2023: NAN, 2024: 0.25}, "falls from 0.50 to 0.25 (×0.50) from 2022 to 2024"),
        (
            # From year to year, not from the first to the last.
            {2022: 0.5, 2023: 0.25, 2024: 0.5},
            "falls from 0.50 to 0.25 (×0.50) from 2022 to 2023 and "
            "rises from 0.25 to 0.50 (×2.00) from 2023 to 2024",
        ),
    ],
)
def test_changes_go_from_year_to_year(values, text):
    assert sentences.changes(values, "psds") == text


TABLE = {
    NumberKey("table-6", 2024, "macs", "all.psds"): 0.5,
    NumberKey("table-6", 2023, "macs", "all.psds"): 0.25,
    NumberKey("table-6", 2023, "macs", "all.max"): 1e9,
    NumberKey("table-6", 2023, "parameters", "all.psds"): 0.75,
}


def test_a_number_of_a_table_is_taken_by_year():
    assert list(sentences.by_year(TABLE, "macs", "all.psds").items()) == [(2023, 0.25), (2024, 0.5)]
    assert sentences.by_year(TABLE, "macs", "q25.psds") == {}
    assert sentences.values_of(TABLE, "macs", "all.max") == "1.00 GMACs in 2023"
    assert sentences.values_of(TABLE, "macs", "q25.max") == "not known"


def test_a_changed_score_of_table_6_has_no_unit():
    expected = "rises from 0.25 to 0.50 (×2.00) from 2023 to 2024"
    assert sentences.changes_of(TABLE, "macs", "all.psds") == expected
    assert (
        sentences.changes_of(TABLE, "macs", "all.max")
        == "is 1.00 GMACs in 2023, the only year that has it"
    )
