"""Where a system stands among others, in years that are worked out by hand."""

import pandas as pd
from small import NAN, small_year

from sedenergy.analysis.places import ahead, places
from sedenergy.analysis.selection import select


def place_of(selection, system, table, quantity):
    found = places(selection)
    asked = (found["system"] == system) & (found["table"] == table)
    rows = found[asked & (found["quantity"] == quantity)]
    return [tuple(row) for row in rows[["below", "others", "is_counted"]].to_numpy()]


def test_a_system_lies_among_the_others_of_its_table():
    rows = [{"train_kwh": kwh} for kwh in (1.0, 2.0, 2.0, 5.0)]
    selection = select(small_year(*rows))
    assert place_of(selection, "A", "table-2", "train_kwh") == [(0, 3, True)]
    assert place_of(selection, "B", "table-2", "train_kwh") == [(1, 3, True)]
    assert place_of(selection, "D", "table-2", "train_kwh") == [(3, 3, True)]
    assert place_of(selection, "A", "table-3", "train_kwh_normalized") == []


def test_one_that_is_left_out_is_held_against_those_that_are_kept():
    left_out = {"train_kwh": 3.0, "test_kwh": NAN}
    selection = select(small_year({"train_kwh": 2.0}, left_out, {"train_kwh": 4.0}))
    assert place_of(selection, "B", "table-2", "train_kwh") == [(1, 2, False)]
    assert place_of(selection, "C", "table-2", "train_kwh") == [(1, 1, True)]
    assert place_of(selection, "B", "table-2", "test_kwh") == []


def test_noise_of_binary_arithmetic_is_no_difference():
    rows = [{"train_kwh": kwh} for kwh in (0.1 + 0.2, 0.3)]
    selection = select(small_year(*rows))
    assert place_of(selection, "A", "table-2", "train_kwh") == [(0, 1, True)]


def test_alone_there_is_no_place():
    assert places(select(small_year({}))).empty


def test_who_is_ahead_is_on_the_frontier():
    columns = ["system", "score", "kwh"]
    rows = [("A", 0.5, 1.0), ("B", 0.6, 2.0), ("C", 0.5, 2.0), ("D", 0.55, 3.0), ("E", 0.5, 1.0)]
    found = ahead(pd.DataFrame(rows, columns=columns))
    assert found == {"A": (), "B": (), "C": ("A", "E", "B"), "D": ("B",), "E": ()}
