"""Frames and sentences of the chapter on the instrument: small cases, worked out by hand."""

import matplotlib as mpl
import matplotlib.pyplot as plt
import pandas as pd
import pytest
from small import NAN, small_year

from sedenergy.analysis import instrument
from sedenergy.analysis.selection import select
from sedenergy.book import measurements
from sedenergy.book.drawings.instrument import draw_baselines_by_model, draw_watts_over_tdp
from sedenergy.book.svg import NARROW, WIDE, draw_markup
from sedenergy.book.theme import RC
from sedenergy.submissions.instruments import Card

CARDS = (
    Card("A10", "", 24, 100, "s"),
    Card("A100", "", 40, 200, "s"),
    Card("A100", "", 80, 400, "s"),
)
REPORTS = (
    ("1h (A10)", 0.1, NAN),
    ("1h (A10)", 0.7, NAN),  # 7 times the TDP
    ("1h (A10)", 0.4, 0.11),  # 4 times, and the GPU alone more than it can draw
    ("1h (A100)", 0.3, 0.4),
    ("1h (A100)", 0.01, NAN),
    ("1h", 0.01, 0.01),
)


@pytest.fixture
def selections():
    rows = [
        {"hardware": text, "train_kwh": kwh, "gpu_train_kwh": own, "team": f"team {kwh} $"}
        | {"baseline_train_kwh": 0.03 * (place + 1)}
        for place, (text, kwh, own) in enumerate(REPORTS)
    ]
    year = small_year(*rows, reference_train_kwh=0.03, left_out={"B": "why"})
    return {2030: select(type(year)(2030, year.facts, year.systems, CARDS))}


@pytest.fixture
def held(selections):
    return instrument.hold_years(selections)


def rows(frame):
    """Return what a frame has below its heads in the file that a page shows."""
    return [line.split(",") for line in frame.to_csv(index=False).splitlines()[1:]]


def test_an_edition_that_is_not_known_says_so():
    parts = {"codecarbon": "1.2", "processor": "a", "memory": "b", "gpu": "c", "gpus": "d"}
    assert rows(measurements.describe_editions([2030, 2031], {2030: parts})) == [
        ["2030", "1.2", "a", "b", "c", "d"],
        ["2031", *["not known"] * 5],
    ]


def test_reports_are_counted_by_verdict_and_listed(held):
    assert rows(measurements.count_contradictions(held)) == [["2030", "1", "2", "1", "2", "3", "2"]]
    bad = measurements.contradicting(held)
    assert rows(measurements.list_reports(bad)) == [
        ["2030", "B", "1h (A10)", "0.7", "700", "100", "7.000", "too much"],
        ["2030", "C", "1h (A10)", "0.4", "400", "100", "4.000", "too much"],
        ["2030", "E", "1h (A100)", "0.01", "10", "200–400", "0.050", "too little"],
    ]
    said = measurements.say_held(held)
    assert said == {
        "told": "5 in 2030",
        "contradict": "3 of 5 in 2030",
        "watts": "from 10 to 700 W",
        "far": "2 in 2030",
        "own": "1 of 2 in 2030",
    }


def test_where_nothing_can_be_told_the_sentences_say_so(held):
    said = measurements.say_held(held[held["verdict"] == "cannot be told"])
    assert said.pop("watts") == "not known"
    assert set(said.values()) == {"none"}
    assert rows(measurements.count_contradictions(held.tail(1))) == [["2030", "1", *"00000"]]


def test_directions_that_stay_and_turn():
    columns = ["table", "quantity", "statistic", "year", "value", "without", "turns"]
    numbers = [
        ("table-2", "train_kwh", "median", 2030, 1.005, 2.0, NAN),
        ("table-2", "train_kwh", "median", 2031, 2.0, 1.0, True),
        ("table-4", "baseline_train_kwh", "mean", 2030, 0.1, 0.1, NAN),
        ("table-4", "baseline_train_kwh", "mean", 2031, 0.2, 0.3, False),
    ]
    compared = pd.DataFrame(numbers, columns=columns)
    assert rows(measurements.list_findings(compared))[1:3] == [
        ["Table 2", "Training energy", "Median", "2031", "2.00", "1.00", "turns"],
        ["Table 4", "Energy of ten baseline epochs", "Mean", "2030", "0.100", "0.100", "–"],
    ]
    assert measurements.say_findings(compared) == {
        "kept": "1 of 2",
        "turned": "the median of the training energy in 2031",
        "reported_without": "falls from 2.00 kWh to 1.00 kWh (×0.50) from 2030 to 2031",
        "normalized_without": "is not reported",
    }


def test_baselines_are_compared_within_years_and_over_all():
    table = [(2030, "a", 0.01), (2030, "b", 0.04), (2031, "A", 0.02)]
    baselines = pd.DataFrame(table, columns=["year", "team", "kwh"]).assign(model="A10")
    assert rows(measurements.list_spreads(baselines)) == [
        ["2030", "A10", "2", "0.010", "0.025", "0.040", "4.0"],
        ["2030 and 2031", "A10", "3", "0.010", "0.020", "0.040", "4.0"],
    ]
    assert measurements.say_widest(baselines) == (
        "2 teams with A10 report 0.010 to 0.040 kWh in 2030"
    )
    assert measurements.say_widest(baselines.tail(1)) == "no two teams name the same GPU"
    repeats = instrument.repeat_baselines(baselines)
    assert measurements.say_repeats(repeats) == "A (A10), 0.010 kWh in 2030 and 0.020 kWh in 2031"
    assert measurements.say_repeats(repeats.iloc[:0]) == "none"


def test_repeated_energies_are_listed_and_counted():
    energies = [("a", 1.0, 0.01), ("a", 1.0, 0.02), ("b", 1.0, 0.01), ("c", NAN, 0.01)]
    year = small_year(
        *({"team": t, "train_kwh": e, "baseline_train_kwh": b} for t, e, b in energies)
    )
    selections = {2030: select(year)}
    assert rows(measurements.list_repeated(selections)) == [
        ["2030", "a", "Training energy", "1", "2"]
    ]
    assert measurements.say_repeated(selections) == {
        "repeated": "2 of 3 in 2030",
        "differing": "a (2030): 0.01 to 0.02 kWh",
    }


@pytest.mark.parametrize(("width", "named"), [(WIDE, 2), (NARROW, 0)])
def test_reports_stand_in_the_row_of_their_gpu_and_outliers_are_named(width, named, held):
    with mpl.rc_context(RC):
        drawing = draw_watts_over_tdp(held, width)
        (axis,) = drawing.axes
        assert [t.get_text() for t in axis.get_yticklabels()] == ["A10", "A100"]
        (points,) = axis.collections
        found = [(round(x, 2), round(y)) for x, y in points.get_offsets()]
        assert found == [(1.0, 0), (7.0, 0), (4.0, 0), (1.0, 1), (0.05, 1)]
        texts = [text.get_text() for text in axis.texts]
        assert texts == [r"team 0.7 \$, team 0.4 \$", r"team 0.01 \$"][:named]
        band = axis.patches[0].get_extents().transformed(axis.transData.inverted())
        assert (band.x0, band.x1) == pytest.approx((0.2, 3))
        assert "B (2030): 1h (A10), 700 W per GPU, 7 of the TDP" in draw_markup(drawing, "f", "w")
        plt.close("all")


def test_baselines_stand_in_the_row_of_their_gpu(selections):
    baselines = instrument.baselines_by_model(selections)
    with mpl.rc_context(RC):
        (axis,) = draw_baselines_by_model(baselines, WIDE).axes
        assert [t.get_text() for t in axis.get_yticklabels()] == ["A10", "A100"]
        (points,) = axis.collections
        # The team of E also has F, which names no GPU.
        assert points.get_offsets().round(2).tolist() == [[0.03, 0], [0.09, 0], [0.12, 1]]
        lines = [line.get_xdata() for line in axis.lines]
        assert [round(x, 2) for ends in lines for x in ends] == [0.03, 0.09, 0.12, 0.12]
        for draw, nothing in [(draw_baselines_by_model, baselines), (draw_watts_over_tdp, None)]:
            empty = instrument.hold_years(selections).tail(1) if nothing is None else nothing[:0]
            (axis,) = draw(empty, NARROW).axes
            assert axis.texts[0].get_text() == "The years shown have no data for this figure."
        plt.close("all")
