"""A system placed in a small year, worked out by hand."""

from dataclasses import replace

import pytest
import runs
from small import NAN, small_year

from sedenergy.analysis.analysis import Analysis
from sedenergy.analysis.placing import CapPlace, Entry, Rank, place, read_given
from sedenergy.errors import DataError

FACTS = {
    "reference_train_kwh": 0.03,
    "weighting_kwh": 1.0,
    "baselines": ("A",),
    "figure_baseline": "A",
}
ROWS = (
    # Normalised: 1, 2, 4 and 0.5 kWh.
    {"psds": 0.5, "psds_low": 0.45, "psds_high": 0.55, "segmpauc": 0.6, "parameters": 10},
    {"psds": 0.6, "psds_low": 0.55, "psds_high": 0.65, "segmpauc": 0.6, "parameters": 20}
    | {"train_kwh": 2},
    {"psds": 0.7, "psds_low": 0.6, "psds_high": 0.8, "subsystems": "3", "train_kwh": 8}
    | {"baseline_train_kwh": 0.06},
    {"psds": 0.4, "psds_low": 0.3, "psds_high": 0.5, "parameters": 40, "train_kwh": 0.5},
)


def analysis_of(*rows, **facts):
    year = small_year(*({"baseline_train_kwh": 0.03} | row for row in rows), **FACTS | facts)
    return Analysis({2030: year})


def entry_of(test=None, kwh=3.0, own=0.06, **given):
    system = runs.system_run(energy_kwh=kwh, gpu_kwh=1.2)
    return Entry(system, runs.baseline_run(energy_kwh=own), {"psds": 0.58} | given, test)


def test_a_system_is_placed():
    tested = runs.system_run(energy_kwh=0.2, gpu_kwh=0.05)
    entry = entry_of(tested, segmpauc=0.6, parameters=15.0)
    found = place(analysis_of(*ROWS), 2030, entry)
    assert (found.year, found.reference_kwh, found.entry) == (2030, 0.03, entry)
    assert found.kwh == pytest.approx(1.5)
    wanted = {
        "train_kwh": 3,
        "test_kwh_normalized": 0.1,
        "ew_psds": 0.58 / 1.5,
        "ew_segmpauc": 0.4,
        "train_gpu_share": 40,
        "test_gpu_share": 25,
    }
    assert {name: found.figures[name] for name in wanted} == pytest.approx(wanted)
    assert found.ranks == {
        "psds": Rank(3, 5, 2, 3, False),
        "segmpauc": Rank(1, 3, None, None, None),
    }
    # Better than the baseline's 0.5, not than its 0.5 weighted; on the line counts as not better.
    assert found.quadrants == {"psds": "bottom-right", "segmpauc": "bottom-left"}
    assert found.in_front == {"psds": (), "segmpauc": ("A",)}
    assert found.shares == {}


def test_caps_let_in_what_is_strictly_below_them():
    """Single systems: A, B and D, with 10, 20 and 40 parameters and 1, 2 and 0.5 kWh."""
    found = place(analysis_of(*ROWS), 2030, entry_of(parameters=15.0))
    assert found.caps[:3] == (
        CapPlace("parameters", "all", 15, 40, 0.6, 2, 4),
        CapPlace("parameters", "q25", 15, 15, 0.5, None, 1),
        CapPlace("parameters", "median", 15, 20, 0.5, 1, 2),
    )
    energies = [(c.quantity, c.cap, c.threshold, c.best, c.place) for c in found.caps[3:]]
    name = "train_kwh_normalized"
    assert energies == [
        (name, "all", 2, 0.6, 2),
        (name, "q25", 0.75, 0.4, None),
        (name, "median", 1, 0.4, None),
    ]
    assert [cap.is_below for cap in found.caps] == [True, False, True, True, False, False]


def test_the_best_is_in_the_best_class_and_who_is_in_front_has_the_score_for_less():
    best = place(analysis_of(*ROWS), 2030, entry_of(psds=0.9))
    assert best.ranks["psds"] == Rank(1, 5, 1, 1, True)
    edge = place(analysis_of(*ROWS), 2030, entry_of(psds=0.6))
    assert edge.ranks["psds"] == Rank(2, 5, 1, 3, True)
    # 3 kWh: A has less score; B has 0.6 with 2 kWh, C takes more.
    assert place(analysis_of(*ROWS), 2030, entry_of(kwh=6.0)).in_front["psds"] == ("B",)
    # Equal in both: neither is in front.
    assert place(analysis_of(*ROWS), 2030, entry_of(psds=0.6, kwh=4.0)).in_front["psds"] == ()


def test_the_year_is_left_as_it_was_and_a_missing_interval_is_the_score():
    rows = ({**ROWS[0], "psds_low": NAN, "psds_high": NAN}, *ROWS[1:])
    analysis = analysis_of(*rows)
    before = analysis.selections[2030].normalized.copy()
    assert place(analysis, 2030, entry_of(psds=0.49)).ranks["psds"] == Rank(4, 5, 4, 5, False)
    assert analysis.selections[2030].normalized.equals(before)


def test_a_year_without_a_comparison_is_refused():
    analysis = Analysis({2029: replace(small_year({}), year=2029), **analysis_of(*ROWS).years})
    said = "column year: '2029': no energies can be normalised in this year; they can in 2030"
    with pytest.raises(DataError, match=f"^{said}$"):
        place(analysis, 2029, entry_of())
    with pytest.raises(DataError, match=r"they can in none$"):
        place(Analysis({}), 2030, entry_of())


def test_figures_are_read_by_the_rules_of_their_columns():
    assert read_given({"psds": " 0.52", "parameters": "1.2M", "macs": "1e9", "year": "x"}) == {
        "psds": 0.52,
        "parameters": 1.2e6,
        "macs": 1e9,
    }


@pytest.mark.parametrize(
    ("name", "text", "sentence"),
    [
        ("psds", "", "column psds: '': expected a score from 0 to 1"),
        ("psds", "1.01", "column psds: '1.01': expected a score from 0 to 1"),
        ("psds", "0,5", "column psds: '0,5': expected a plain decimal number, at least 0, with a"),
        ("segmpauc", "52", "column segmpauc: '52': expected a score from 0 to 1"),
        ("parameters", "0", "column parameters: '0': expected a count from 1 to 1e+18"),
        ("parameters", "many", "column parameters: 'many': expected a number of parameters, such"),
        ("macs", "1G", "column macs: '1G': expected a plain decimal number, at least 0, with a p"),
    ],
)
def test_a_figure_that_is_none_is_refused(name, text, sentence):
    with pytest.raises(DataError) as caught:
        read_given({"psds": "0.5", name: text})
    assert str(caught.value).startswith(sentence)
