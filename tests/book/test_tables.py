"""Tables as the book shows them, and as data to download."""

import pandas as pd
import pytest

from sedenergy.analysis.tables import Table
from sedenergy.book.tables import (
    TIDY_COLUMNS,
    as_data,
    beside_print,
    find_scales,
    in_one_scale,
    lay_out_table,
    texts_of,
    tidy_numbers,
)
from sedenergy.printed.keys import NumberKey
from sedenergy.printed.record import PrintedNumber

ENERGY = Table("table-2", "valid", ("train_kwh", "test_kwh"), ("q25", "median"), "III", "c")
CAPS = Table(
    *("table-6", "capped", ("parameters", "macs"), ("all.max", "q25.max", "all.psds", "q25.psds")),
    *("IV", "c", "quantity"),
)


def printed(**texts):
    keys = {name: NumberKey("table-2", 2024, name, "median") for name in texts}
    return {key: PrintedNumber(key, texts[name], 0.0) for name, key in keys.items()}


KEY = NumberKey("table-2", 2024, "train_kwh", "median")


@pytest.mark.parametrize(
    ("value", "was", "text", "beside"),
    [
        (8.775, "8.78", "8.78", "8.78"),  # half up
        (8.774, "8.78", "8.77", "8.77 [8.78]"),
        (8.774, "8.8", "8.8", "8.8"),  # as many decimals as printed
        (8.774, None, "8.77", "8.77"),
    ],
)
def test_a_number_stands_in_the_printed_form(value, was, text, beside):
    texts = texts_of({KEY: value}, printed(train_kwh=was) if was else {})
    assert texts == {KEY: text}
    assert beside_print(texts, {KEY: was} if was else {}) == {KEY: beside}


def number_of(quantity, year, statistic):
    return NumberKey("table-6", year, quantity, statistic)


def test_the_numbers_of_a_quantity_have_one_scale():
    """That of most of them; a score in table VI is no count."""
    texts = {
        number_of("macs", 2023, "all.max"): "460G",
        number_of("macs", 2024, "all.max"): "45G",
        number_of("macs", 2023, "q25.max"): "912M",
        number_of("macs", 2023, "q25.psds"): "0.55",
    }
    scales = find_scales(texts)
    assert scales == {"macs": "G", "psds": ""}
    assert list(in_one_scale(texts, scales).values()) == ["460", "45", "0.912", "0.55"]


def heads(shown):
    return [list(column) for column in shown.columns]


def test_a_row_is_a_year_in_order_and_gaps_stay_empty():
    texts = {
        NumberKey("table-2", 2024, "train_kwh", "q25"): "b",
        NumberKey("table-2", 2024, "test_kwh", "median"): "c",
        NumberKey("table-2", 2023, "test_kwh", "q25"): "a",
    }
    shown = lay_out_table(ENERGY, texts, {})
    assert heads(shown) == [
        ["Year", ""],
        *(["Energy train (kWh)", "25 %"], ["Energy train (kWh)", "Median"]),
        *(["Energy test (kWh)", "25 %"], ["Energy test (kWh)", "Median"]),
    ]
    assert shown.to_numpy().tolist() == [["2023", "", "", "a", ""], ["2024", "b", "", "", "c"]]


def test_a_row_is_a_cap_with_years_and_scores_beside_each_other():
    texts = {
        number_of("parameters", 2023, "all.max"): "a",
        number_of("parameters", 2023, "q25.psds"): "b",
        number_of("parameters", 2024, "q25.max"): "c",
        number_of("macs", 2023, "all.psds"): "d",
    }
    shown = lay_out_table(CAPS, texts, {"parameters": "M", "macs": "G", "psds": ""})
    size, macs = "System complexity (M parameters)", "MACs (G)"
    assert heads(shown) == [
        ["Cap", "", ""],
        *([size, "2023", "Max"], [size, "2023", "PSDS"]),
        *([size, "2024", "Max"], [size, "2024", "PSDS"]),
        *([macs, "2023", "Max"], [macs, "2023", "PSDS"]),
        *([macs, "2024", "Max"], [macs, "2024", "PSDS"]),
    ]
    assert shown.to_numpy().tolist() == [
        ["All", "a", "", "", "", "", "d", "", ""],
        ["25 %", "", "b", "c", "", "", "", "", ""],
    ]


@pytest.mark.parametrize(("table", "corner"), [(ENERGY, ["Year", ""]), (CAPS, ["Cap", "", ""])])
def test_a_table_of_no_year_has_its_heads_and_no_row(table, corner):
    shown = lay_out_table(table, {}, {})
    assert (heads(shown)[0], len(shown), len(heads(shown))) == (corner, 0, 5)


def test_data_are_plain_numbers_at_full_precision():
    score = number_of("macs", 2023, "all.psds")  # in the unit of a score, not of MACs
    size = NumberKey("table-1", 2023, "parameters", "median")
    was = {
        KEY: PrintedNumber(KEY, "8.78", 8.78),
        size: PrintedNumber(size, "104 M", 104e6),
    }
    values = {KEY: 8.7740000000001, score: 2 / 3, size: 1.5e12}
    frame = tidy_numbers(values, was, {str(KEY): "differs"})
    assert list(frame.columns) == list(TIDY_COLUMNS)
    assert frame.to_numpy().tolist() == [
        ["table-2", "2024", "train_kwh", "kWh", "median", "8.774", "8.78", "8.78", "differs"],
        ["table-6", "2023", "macs", "", "all.psds", "0.666666666667", "", "", ""],
        [
            *("table-1", "2023", "parameters", "parameters", "median"),
            *("1500000000000", "104000000", "104 M", ""),
        ],
    ]


@pytest.mark.parametrize(
    ("shown", "data"),
    [
        (["1,024", "–", "2"], {"A": ["1024", "", "2"]}),
        (["×1.5", "−0.3", "+2"], {"A": ["1.5", "-0.3", "2"]}),
        (["12 %", "3.5 %"], {"A (%)": ["12", "3.5"]}),
        (["−1 to +2", "–"], {"A, low": ["-1", ""], "A, high": ["2", ""]}),
        (["250–300", "400"], {"A, low": ["250", "400"], "A, high": ["300", "400"]}),
        (["4.8 M", "3"], {"A": ["4.8 M", "3"]}),  # what is no number stays
        (["2023 → 2024"], {"A": ["2023 → 2024"]}),
        ([0.1 + 0.2, float("nan")], {"A": ["0.3", ""]}),
        ([1.5e13, 2e-5], {"A": ["15000000000000", "0.00002"]}),
        ([None, True], {"A": ["", "True"]}),
        ([], {"A": []}),
    ],
)
def test_what_is_shown_becomes_data(shown, data):
    assert as_data(pd.DataFrame({"A": shown})).to_dict("list") == data
