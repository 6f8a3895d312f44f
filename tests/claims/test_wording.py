"""How the evidence is written."""

import pytest
from small import NAN

from sedenergy.claims import wording


@pytest.mark.parametrize(
    ("value", "quantity", "text", "full"),
    [
        (0.0345, "test_kwh", "0.035", "0.035 kWh"),
        (1.0, "train_kwh", "1.00", "1.00 kWh"),
        (0.9994, "train_kwh", "0.999", "0.999 kWh"),
        (0.59, "psds", "0.590", "0.590"),
        (1.5, "ew_segmpauc", "1.500", "1.500"),
        (6680000, "parameters", "6.68 M", "6.68 M parameters"),
        (124e9, "macs", "124 G", "124 G MACs"),
        (52.5, "train_gpu_share", "53%", "53%"),
        (NAN, "psds", "not reported", "not reported"),
    ],
)
def test_a_value(value, quantity, text, full):
    assert wording.write_value(value, quantity) == text
    assert wording.write_full(value, quantity) == full


@pytest.mark.parametrize(
    ("part", "whole", "text"),
    [
        (0, 4, "0 of 4"),
        (1, 4, "1 of 4 (25 %)"),
        (4, 4, "4 of 4"),
        (0, 0, "0 of 0"),
        (1, 8, "1 of 8 (13 %)"),
    ],
)
def test_a_part(part, whole, text):
    assert wording.write_part(part, whole) == text


@pytest.mark.parametrize(
    ("values", "text"),
    [
        ([2.0, 3.0], "2.00 → 3.00 kWh (×1.50)"),
        ([0.0, 3.0], "0.000 → 3.00 kWh (from nothing)"),
        ([1.0, 2.0, 3.0], "1.00 → 2.00 → 3.00 kWh"),
    ],
)
def test_a_change(values, text):
    assert wording.write_change(values, "train_kwh") == text


def test_lists():
    assert wording.write_list([2022, 2023]) == "2022, 2023"
    assert wording.write_list([]) == "none"
    assert wording.write_names(["A", "B"]) == " (A, B)"
    assert wording.write_names([]) == ""
    assert wording.join(["a", "", "b"]) == "a; b"
    assert wording.write_years((2023, 2024)) == "(2023 → 2024)"


@pytest.mark.parametrize(
    ("statistic", "subject", "name"),
    [
        ("q25", "MACs", "25th percentile"),
        ("min", "MACs", "lowest"),
        ("max", "MACs", "highest"),
        ("all.max", "MACs of single systems", "highest"),
        ("q25.max", "MACs of single systems", "25th percentile"),
        ("all.psds", "best PSDS of single systems", "without a cap"),
        ("median.psds", "best PSDS of single systems", "below the median of MACs"),
    ],
)
def test_the_name_of_a_number(statistic, subject, name):
    assert wording.name_number("macs", statistic) == (subject, name)
