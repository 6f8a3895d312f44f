"""The tables: each statistic by hand, and every number that the paper printed."""

import math

import pandas as pd
import pytest
from small import NAN, small_year

from sedenergy.analysis.analysis import Analysis
from sedenergy.analysis.method import Method
from sedenergy.analysis.tables import TABLES, compute_statistic
from sedenergy.printed.forms import write_number
from sedenergy.printed.keys import NumberKey
from sedenergy.vocabulary import STATISTICS


@pytest.mark.parametrize("table", TABLES)
def test_what_the_paper_printed_comes_out_or_differs_as_stated(table, analysis, printed):
    numbers = printed.numbers_of(table, analysis.years)
    known = {key: printed.deviations[key] for key in numbers if key in printed.deviations}
    texts = {key: number.text for key, number in numbers.items()}
    found = {k: write_number(analysis.values[k], k.measured, t) for k, t in texts.items()}
    assert found == texts | {key: deviation.reproduced for key, deviation in known.items()}
    assert all(d.printed == texts[k] != d.reproduced for k, d in known.items())


def test_each_table_of_the_paper_has_a_record(printed):
    assert {key.table for key in printed.numbers} == set(TABLES)


VALUES = pd.DataFrame({"x": [1.0, 2.0, 4.0, 9.0, NAN], "psds": [0.1, 0.2, 0.3, 0.4, 0.5]})


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("q25", 1.75),
        ("median", 3.0),
        ("q75", 5.25),
        ("mean", 4.0),
        ("std", math.sqrt((9 + 4 + 0 + 25) / 3)),  # n − 1
        ("min", 1.0),
        ("max", 9.0),
        ("all.max", 9.0),
        ("all.psds", 0.5),
        ("q25.max", 1.75),
        ("q25.psds", 0.1),
        ("median.max", 3.0),
        ("median.psds", 0.2),
    ],
)
def test_each_statistic(name, value):
    assert compute_statistic(VALUES, "x", STATISTICS[name]) == pytest.approx(value)


@pytest.mark.parametrize(("rule", "best"), [("below", 0.1), ("at most", 0.2)])
def test_a_cap_leaves_those_below_or_those_on_it_too(rule, best):
    assert (
        compute_statistic(VALUES.iloc[:3], "x", STATISTICS["median.psds"], Method(cap=rule)) == best
    )


def test_the_middle_can_be_a_geometric_mean():
    method = Method(centre="geometric mean")
    systems = pd.DataFrame({"x": [1.0, 1.0, 8.0]})
    assert compute_statistic(systems, "x", STATISTICS["median"]) == 1.0
    assert compute_statistic(systems, "x", STATISTICS["median"], method) == 2.0
    assert compute_statistic(systems, "x", STATISTICS["q25"], method) == 1.0


def test_of_one_and_of_nobody():
    assert compute_statistic(VALUES.iloc[:1], "x", STATISTICS["median"]) == 1.0
    assert math.isnan(compute_statistic(VALUES.iloc[:1], "x", STATISTICS["std"]))
    for statistic in STATISTICS.values():
        assert math.isnan(compute_statistic(VALUES.iloc[:0], "x", statistic)), statistic.name


def made(table, *rows, method=None, **facts):
    """Return a table's numbers of a small year, by quantity and statistic."""
    found = Analysis({2030: small_year(*rows, **facts)}, method).numbers(table)
    assert {(key.table, key.year) for key in found} <= {(table, 2030)}
    return {(key.quantity, key.statistic): value for key, value in found.items()}


def test_a_table_rests_on_its_systems():
    rows = [
        {"macs": 1.0, "baseline_train_kwh": 0.03},
        {"macs": 9.0, "train_kwh": 3.0},  # without a baseline energy
        {"macs": 5.0, "train_kwh": NAN},  # not valid
    ]
    assert made("table-1", *rows)["macs", "median"] == 5.0
    assert made("table-2", *rows)["train_kwh", "median"] == 2.0
    assert made("table-3", *rows) == {}
    found = made("table-3", *rows, reference_train_kwh=0.06)
    assert found["train_kwh_normalized", "median"] == pytest.approx(2.0)
    # A standard deviation needs two.
    found = made("table-4", *rows, reference_train_kwh=0.06)
    assert found == {("baseline_train_kwh", "mean"): pytest.approx(0.03)}


def test_the_gpus_share_is_of_systems_that_report_both():
    rows = [{"gpu_train_kwh": 0.5, "gpu_test_kwh": 0.1}, {"gpu_train_kwh": 0.9}]
    found = made("table-5", *rows)
    assert found["train_gpu_share", "max"] == 50.0
    assert found["test_gpu_share", "min"] == pytest.approx(10.0)


def test_a_caps_rule_is_the_methods():
    rows = [
        {"psds": p, "macs": m, "baseline_train_kwh": 0.03, "train_kwh": m}
        for p, m in ((0.1, 1.0), (0.9, 2.0), (0.5, 3.0))
    ]
    for rule, best in (("below", 0.1), ("at most", 0.9)):
        found = made("table-6", *rows, method=Method(cap=rule), reference_train_kwh=0.03)
        assert found["macs", "median.psds"] == best
        assert found["macs", "median.max"] == 2.0
        assert found["train_kwh_normalized", "all.psds"] == 0.9


def test_numbers_come_in_the_order_of_the_table():
    years = {n: small_year({"macs": 1.0}, {"macs": 2.0}, year=n) for n in (2031, 2030)}
    found = [k for k in Analysis(years).numbers("table-1") if k.quantity == "macs"]
    assert found == [
        NumberKey("table-1", year, "macs", statistic)
        for statistic in ("q25", "median", "q75")
        for year in (2030, 2031)
    ]
