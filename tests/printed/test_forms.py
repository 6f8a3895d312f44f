"""How a number stands on paper."""

from decimal import Decimal

import pytest

from sedenergy.errors import DataError
from sedenergy.printed.forms import (
    Form,
    bumped,
    exact,
    natural_form,
    number,
    write_number,
    write_point,
)


@pytest.mark.parametrize(
    ("printed", "form", "value"),
    [
        ("0.59", Form(2), "0.59"),
        ("4.80 M", Form(2, "M", " "), "4800000"),
        ("207 M", Form(0, "M", " "), "207000000"),
        ("912M", Form(0, "M"), "912000000"),
        ("1.7G", Form(1, "G"), "1700000000"),
        ("625K", Form(0, "K"), "625000"),
        ("53%", Form(0, "%"), "53"),
        ("12", Form(0), "12"),
    ],
)
def test_a_printed_number_has_a_form_and_a_value(printed, form, value):
    assert Form.of(printed) == form
    assert number(printed) == Decimal(value)
    assert form.write(float(value)) == printed


@pytest.mark.parametrize("text", ["four", "", "4,8", "-1", "1.", ".5", "5 kWh", "1  M", "٣"])
def test_a_text_that_is_no_printed_number_is_refused(text):
    for read in (Form.of, number, bumped):
        with pytest.raises(DataError, match="expected a number as the paper prints them"):
            read(text)


@pytest.mark.parametrize(
    ("value", "printed", "rounding", "expected"),
    [
        (4.295, "4.30", "half up", "4.30"),  # in binary 4.29499…
        (13.975, "13.98", "half up", "13.98"),
        (0.125, "0.13", "half up", "0.13"),  # to even it would be 0.12
        (0.0345, "0.04", "half up", "0.03"),
        (0.0345, "0.04", "twice", "0.04"),  # 0.035, then 0.04
        (0.0344, "0.04", "twice", "0.03"),
        (17.2905, "17.30", "up", "17.30"),
        (17.29, "17.30", "up", "17.29"),
        (181_999_999.0, "181M", "cut", "181M"),
        (181_600_000.0, "181M", "half up", "182M"),
        (52.697, "53%", "half up", "53%"),
    ],
)
def test_rounding(value, printed, rounding, expected):
    assert Form.of(printed).write(value, rounding) == expected


@pytest.mark.parametrize(
    ("printed", "up", "down"),
    [
        ("0.59", "0.60", "0.58"),
        ("0.99", "1.00", "0.98"),
        ("1.00", "1.01", "0.99"),
        ("4.80 M", "4.81 M", "4.79 M"),
        ("53%", "54%", "52%"),
        ("1G", "2G", "0G"),
    ],
)
def test_a_number_is_changed_by_a_unit_of_its_last_digit(printed, up, down):
    assert (bumped(printed), bumped(printed, -1)) == (up, down)


def test_a_float_stands_for_twelve_digits():
    assert exact(0.1 + 0.2) == Decimal("0.3")
    assert exact(1.00000000001) == Decimal("1.00000000001")


@pytest.mark.parametrize(
    ("value", "quantity", "text"),
    [
        (999.0, "parameters", "999"),
        (1000.0, "parameters", "1.00 K"),
        (9_999.0, "parameters", "10.00 K"),
        (10_000.0, "parameters", "10.0 K"),
        (100_000.0, "macs", "100 K"),
        (1e6, "macs", "1.00 M"),
        (1e9, "macs", "1.00 G"),
        (2.5e12, "macs", "2500 G"),
        (0.0345, "test_kwh", "0.03"),
        (0.0345, "baseline_train_kwh", "0.035"),
        (52.5, "train_gpu_share", "53%"),
        (0.4567, "psds", "0.46"),
    ],
)
def test_a_number_that_was_not_printed_has_its_natural_form(value, quantity, text):
    assert natural_form(value, quantity).write(value) == text
    assert write_number(value, quantity) == text


def test_the_printed_form_is_taken_unless_it_leaves_nothing():
    assert write_number(104e6, "parameters", "9M") == "104M"
    assert write_number(104e6, "parameters", "1G") == "104 M"
    assert write_number(6e8, "parameters", "1G") == "1G"
    assert write_number(0.0, "train_kwh", "0.5") == "0.0"
    assert write_number(0.0345, "test_kwh", "0.04", "twice") == "0.04"


def test_a_point_has_three_decimals_and_no_zeros_at_the_end():
    assert write_point(0.62, 128.0) == "(0.62, 128)"
    assert write_point(0.0005, 0.0004) == "(0.001, 0)"
    assert write_point(10.0, 100.5) == "(10, 100.5)"
