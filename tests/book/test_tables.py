"""Tables as the book shows them: rows, heads, brackets, full precision."""

import pytest

from sedenergy.analysis.tables import Table
from sedenergy.book.tables import at_full_precision, beside_print, lay_out_table, texts_of
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
    known = printed(train_kwh=was) if was else {}
    texts = texts_of({KEY: value}, known)
    assert texts == {KEY: text}
    assert beside_print(texts, known) == {KEY: beside}


def test_a_row_is_a_year_in_order_and_gaps_stay_empty():
    texts = {
        NumberKey("table-2", 2024, "train_kwh", "q25"): "b",
        NumberKey("table-2", 2024, "test_kwh", "median"): "c",
        NumberKey("table-2", 2023, "test_kwh", "q25"): "a",
    }
    shown = lay_out_table(ENERGY, texts)
    assert list(shown.columns) == [
        *("Year", "Energy train (kWh): 25 %", "Energy train (kWh): Median"),
        *("Energy test (kWh): 25 %", "Energy test (kWh): Median"),
    ]
    assert shown.to_numpy().tolist() == [["2023", "", "", "a", ""], ["2024", "b", "", "", "c"]]


def test_a_row_is_a_quantity_and_year_with_scores_beside_their_caps():
    texts = {
        NumberKey("table-6", 2023, "parameters", "all.max"): "a",
        NumberKey("table-6", 2023, "parameters", "q25.psds"): "b",
        NumberKey("table-6", 2024, "parameters", "q25.max"): "c",
        NumberKey("table-6", 2023, "macs", "all.psds"): "d",
    }
    shown = lay_out_table(CAPS, texts)
    heads = ["Capped quantity", "Year", "All: max", "All: PSDS", "25 %: max", "25 %: PSDS"]
    assert list(shown.columns) == heads
    assert shown.to_numpy().tolist() == [
        ["System complexity (parameters)", "2023", "a", "", "", "b"],
        ["System complexity (parameters)", "2024", "", "", "c", ""],
        ["MACs", "2023", "", "d", "", ""],
    ]


def test_a_table_of_no_year_has_its_heads_and_no_row():
    table = Table("table-2", "valid", ("psds",), ("mean",), "III", "c", "quantity")
    shown = lay_out_table(table, {})
    assert (list(shown.columns), len(shown)) == (["Quantity", "Year", "Mean"], 0)


def test_the_full_file_has_twelve_digits():
    score = NumberKey("table-6", 2023, "macs", "all.psds")  # written as a score, not as MACs
    values, known = {KEY: 8.7740000000001, score: 2 / 3}, printed(train_kwh="8.78")
    frame = at_full_precision(values, texts_of(values, known), known)
    assert list(frame.columns) == ["id", "value", "shown", "printed"]
    assert frame.to_numpy().tolist() == [
        ["table-2.2024.train_kwh.median", "8.774", "8.77", "8.78"],
        ["table-6.2023.macs.all.psds", "0.666666666667", "0.67", ""],
    ]
