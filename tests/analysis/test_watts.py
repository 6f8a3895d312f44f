"""Reports held against their own hardware: cases worked out by hand."""

import pytest
from small import NAN
from small_reports import CARDS, report, year_of

from sedenergy.analysis import watts
from sedenergy.analysis.hardware import Hardware
from sedenergy.analysis.selection import select


@pytest.mark.parametrize(
    ("hardware", "ends"),
    [
        (Hardware("A10"), (100, 100)),
        (Hardware("A100"), (200, 400)),
        (Hardware("A100", form="SXM"), (400, 400)),
        (Hardware("A100", memory_gb=40), (200, 400)),
        (Hardware("A100", memory_gb=80), (400, 400)),
        (Hardware("A100", form="PCIe", memory_gb=80), None),
        (Hardware("A10", form="PCIe"), None),
        (Hardware("V100"), None),
        (Hardware(), None),
    ],
)
def test_the_range_is_that_of_the_variants_that_the_text_allows(hardware, ends):
    assert watts.tdp_range(hardware, CARDS) == ends


def test_watts_are_the_energy_over_hours_and_gpus():
    rows = [
        report("10h (1 A10)", 2.0),  # 200 W
        report("10h (4 A10)", 2.0, gpu_train_kwh=1.0),  # 50 W, of which 25 W are the GPU's own
        report("10h * 2 (A100)", 2.0),  # 100 W of at least 200 W
        report("10h (A100)", 3.0),  # 300 W, between the two
        report("10h (A100)", 6.0),  # 600 W of at most 400 W
        # 40 GPU hours of 100 W, 10 of 400 W: 8 kWh in all would be the TDP; 160 W on average.
        report("10h (4 A10) + 10h (A100-SXM4-40GB)", 4.0),
    ]
    held = watts.hold_against_hardware(select(year_of(*rows)).submitted, CARDS)
    assert held["watts"].tolist() == pytest.approx([200, 50, 100, 300, 600, 80])
    assert held["own_watts"].dropna().tolist() == pytest.approx([25])
    assert held["ratio"].tolist() == pytest.approx([2, 0.5, 0.5, 1, 1.5, 0.5])
    assert held["tdp_low"].tolist() == pytest.approx([100, 100, 200, 200, 200, 160])
    assert held["tdp_high"].tolist() == pytest.approx([100, 100, 400, 400, 400, 160])
    last = held.iloc[-1]
    assert (last["model"], last["count"], last["hours"], last["gpu_hours"]) == (
        *("A10 + A100", 5, 20, 50),
    )
    assert set(held["verdict"]) == {"agrees"}


@pytest.mark.parametrize(
    ("hardware", "kwh", "verdict"),
    [
        ("1h (A10)", 0.019, "too little"),
        ("1h (A10)", 0.021, "agrees"),
        ("1h (A10)", 0.299, "agrees"),
        ("1h (A10)", 0.301, "too much"),
        ("1h (A10)", 0.0, "too little"),
        ("1h (A100)", 0.039, "too little"),  # of 200 W
        ("1h (A100)", 1.199, "agrees"),
        ("1h (A100)", 1.201, "too much"),  # of 400 W
        ("1h (A10)", NAN, "cannot be told"),
        ("", 100.0, "cannot be told"),
        ("1h", 100.0, "cannot be told"),
        ("(A10)", 100.0, "cannot be told"),
        ("0h (A10)", 100.0, "cannot be told"),
        ("1h (0 A10)", 100.0, "cannot be told"),
        ("1h (V100)", 100.0, "cannot be told"),
        ("1h (A10) + 1h (V100)", 100.0, "cannot be told"),
        ("1h (A10) + something", 100.0, "cannot be told"),
    ],
)
def test_a_report_contradicts_beyond_the_limits_and_not_where_it_cannot_be_told(
    hardware, kwh, verdict
):
    frame = select(year_of(report(hardware, kwh))).submitted
    assert watts.hold_against_hardware(frame, CARDS)["verdict"].tolist() == [verdict]
    is_contradictory = watts.contradictory(frame, CARDS)
    assert is_contradictory.tolist() == [verdict.startswith("too")]
    assert is_contradictory.dtype == bool


def test_what_is_not_known_of_a_stage_is_not_known_of_all():
    rows = [report("1h (A10) + 2h", 1.0), report("1h (A10) + (A10)", 1.0), report("", 1.0)]
    held = watts.hold_against_hardware(select(year_of(*rows)).submitted, CARDS)
    assert held["model"].map(str).tolist()[1:2] == ["A10 + A10"]
    assert held["model"].isna().tolist() == [True, False, True]
    assert held["count"].fillna(-1).tolist() == [-1, 2, -1]
    assert held["hours"].fillna(-1).tolist() == [3, -1, -1]
    assert held["watts"].isna().all()


def test_a_year_without_systems_has_a_table_without_rows():
    frame = select(year_of({})).submitted.iloc[:0]
    assert watts.hold_against_hardware(frame, CARDS).empty
    assert watts.contradictory(frame, CARDS).empty
