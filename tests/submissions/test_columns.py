"""What the text of one cell says: a number, a count, a system's team."""

from decimal import Decimal

import pandas as pd
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from sedenergy.submissions.columns import (
    COLUMNS,
    FORMATS,
    names_task,
    read_number,
    read_parameters,
    read_subsystems,
    team_of,
)

settings.register_profile("fixed", derandomize=True, database=None, deadline=None, max_examples=200)
settings.load_profile("fixed")

# What numbers are made of, and what they are often written with elsewhere.
LIKE_NUMBERS = st.text(st.sampled_from("0123456789.eE+-_,: xkKMGBWh%٣½²"), max_size=12)


@pytest.mark.parametrize(
    ("text", "value"),
    [("0", 0), ("1.50", 1.5), (".5", 0.5), ("7.", 7), ("2e3", 2000), ("1E-2", 0.01), ("1e+2", 100)],
)
def test_a_plain_decimal_is_read(text, value):
    assert read_number(text) == value


@pytest.mark.parametrize("reader", [read_number, read_parameters, read_subsystems])
def test_an_empty_cell_is_missing(reader):
    assert pd.isna(reader(""))


NO_NUMBERS = "nan inf 1e999 1e-999 -1.5 -0 +1.5 3,4 5% 1_000 0x1F 010 1:30 1e . 1٣ ½ None"
NO_PARAMETERS = "5B 625k 4.2MiB 1,112,420 -3M 1.2.3M 010K M"


@pytest.mark.parametrize(
    "text",
    [*NO_NUMBERS.split(), "1.2 kWh", "1 2", " 1", "1\n", "9" * 41, "0." + "3" * 1_000_000],
)
def test_anything_else_is_no_number(text):
    with pytest.raises(ValueError, match="expected a plain decimal number, at least 0"):
        read_number(text)


def test_a_number_may_have_40_digits():
    assert read_number("9" * 40) == float("9" * 40)
    assert read_parameters("1" + "0" * 38 + "K") == 1e41


@given(LIKE_NUMBERS)
@example("1e99").via("the largest exponent")
def test_a_number_is_refused_or_read_as_its_decimal(text):
    try:
        value = read_number(text)
    except ValueError:
        return
    if text:
        assert value == float(Decimal(text)) >= 0
        assert (value == 0) == (Decimal(text) == 0)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1112420", 1112420),
        ("625K", 625_000),
        ("1.2M", 1_200_000),
        ("4.2MB", 4_200_000),  # 4.2 * 1e6 is no whole number in binary
        ("2 G", 2e9),
        ("1.0005K", 1000),  # half to even, as whole parameters
        ("Trainable 1.7 M non-Trainable 1.7M", 3_400_000),
        ("trainable 1 M non-trainable 500", 1_000_500),
        ("trainable 1 M" + " " * 50 + "non-trainable 1 M", 2_000_000),  # 80 characters
    ],
)
def test_parameters_are_read(text, value):
    assert read_parameters(text) == value


@pytest.mark.parametrize(
    "text",
    [
        *NO_PARAMETERS.split(),
        "trainable 1 M non-trainable 1,5 M",
        "trainable 1" + " " * 100 + "x",
        "1" + "0" * 40 + "K",
        "trainable 1 M" + " " * 51 + "non-trainable 1 M",
    ],
)
def test_other_parameters_are_refused(text):
    with pytest.raises(ValueError, match="expected a number of parameters, such as 1112420, 625K"):
        read_parameters(text)


@pytest.mark.parametrize(
    ("text", "value"), [("5", 5), ("10 (5 SEDT, 5 frame-wise model)", 10), ("999999", 999_999)]
)
def test_a_subsystem_count_is_read(text, value):
    assert read_subsystems(text) == value
    assert pd.isna(read_subsystems("None"))


@pytest.mark.parametrize("text", ["0", "five", "3.5", "5e3", "5,000", "1٣", "1000000", "5 systems"])
def test_other_subsystems_are_refused(text):
    with pytest.raises(ValueError, match="expected a number of subsystems, such as 5, or nothing"):
        read_subsystems(text)


@pytest.mark.parametrize(
    ("system", "team", "task"),
    [
        ("Zhang_UCAS_task4_2", "Zhang_UCAS", True),
        ("Nam_KAIST_task4_SED_2", "Nam_KAIST", True),
        ("Kim_GIST-HanwhaVision_task4a_5", "Kim_GIST-HanwhaVision", True),
        ("Baseline (AudioSet)", "Baseline", False),
        ("A_taskforce", "A_taskforce", False),
        ("A_task٣", "A_task٣", False),
        ("_task4_1", "", True),
    ],
)
def test_the_team_of_a_system(system, team, task):
    assert (team_of(system), names_task(system)) == (team, task)


def test_every_field_of_a_format_is_used_once():
    for place in range(len(FORMATS)):
        fields = [c.fields[place] for c in COLUMNS if c.fields and c.fields[place] != "-"]
        assert len(set(fields)) == len(fields)
    assert {len(column.fields) for column in COLUMNS} == {0, len(FORMATS)}
