"""Which systems a number rests on: ties, one system, none, the ends of quantiles and of caps."""

import pytest
from small import NAN, small_year
from small_print import key_of

from sedenergy.analysis.method import Method
from sedenergy.analysis.selection import select
from sedenergy.check.grounds import Ground, ground_of


def find(number, *rows, method=None, **facts):
    return ground_of(
        key_of(f"{number[:7]}.2030{number[7:]}"), select(small_year(*rows, **facts), method)
    )


def parameters(*values):
    return [{"parameters": value} for value in values]


@pytest.mark.parametrize(
    ("number", "values", "systems", "words"),
    [
        # Five in order: C 1, A 2, E 3, B 4, D 5. Quartiles lie on the second, third and fourth.
        ("q25", (2, 4, 1, 5, 3), "A", "5 systems; the 25th percentile lies on A"),
        ("median", (2, 4, 1, 5, 3), "E", "5 systems; the median lies on E"),
        ("q75", (2, 4, 1, 5, 3), "B", "5 systems; the 75th percentile lies on B"),
        # Four: the 25th percentile is at 0.75, between the first and the second.
        ("q25", (2, 4, 1, 5), "CA", "4 systems; the 25th percentile lies on C and A"),
        ("median", (2, 4, 1, 5), "AB", "4 systems; the median lies on A and B"),
        ("q75", (2, 4, 1, 5), "BD", "4 systems; the 75th percentile lies on B and D"),
        # Of equals the first in the file is the lower one.
        ("median", (2, 2, 1, 2), "AB", "4 systems; the median lies on A and B"),
        ("median", (7,), "A", "1 systems; the median lies on A"),
    ],
)
def test_a_quartile_lies_on_the_systems_beside_it(number, values, systems, words):
    found = find(f"table-1.parameters.{number}", *parameters(*values))
    by_name = dict(zip("ABCDE", values, strict=False))
    assert found == Ground(tuple(systems), tuple(by_name[s] for s in systems), words)


def test_where_no_system_has_a_figure_it_rests_on_nothing():
    assert find("table-1.macs.median", *parameters(1, 2)) == Ground()


SHARES = [
    {"train_kwh": 1.0, "test_kwh": 1.0, "gpu_train_kwh": share / 100, "gpu_test_kwh": 0.5}
    | {"parameters": place}
    for place, share in enumerate((40, 20, 60, 30), 1)
]


@pytest.mark.parametrize(
    ("number", "systems", "words"),
    [
        ("min", "B", "4 systems; the minimum is B"),
        ("max", "C", "4 systems; the maximum is C"),
        ("mean", "ABCD", "all 4 systems"),
        ("std", "ABCD", "all 4 systems"),
    ],
)
def test_an_extreme_is_one_system_and_a_mean_all(number, systems, words):
    without = {"gpu_train_kwh": NAN, "gpu_test_kwh": 0.1, "parameters": 9.0}
    found = find(f"table-5.train_gpu_share.{number}", *SHARES, without)
    assert (found.systems, found.words) == (tuple(systems), words)


SINGLES = [
    {"parameters": p, "psds": s, "baseline_train_kwh": 0.03}
    for p, s in ((10, 0.6), (20, 0.5), (30, 0.7), (40, 0.7), (50, 0.4))
]
ENSEMBLE = {"parameters": 5, "psds": 0.9, "baseline_train_kwh": 0.03, "subsystems": "3"}


@pytest.mark.parametrize(
    ("number", "method", "systems", "values", "words"),
    [
        ("all.max", "below", "E", (50,), "5 single systems; the threshold lies on E"),
        ("q25.max", "below", "B", (20,), "5 single systems; the threshold lies on B"),
        ("median.max", "below", "C", (30,), "5 single systems; the threshold lies on C"),
        ("all.psds", "below", "C", (0.7,), "5 of 5 single systems; the best is C"),
        ("median.psds", "below", "A", (0.6,), "2 of 5 single systems; the best is A"),
        ("median.psds", "at most", "C", (0.7,), "3 of 5 single systems; the best is C"),
        ("q25.psds", "below", "A", (0.6,), "1 of 5 single systems; the best is A"),
    ],
)
def test_a_cap_rests_on_its_threshold_and_on_the_best_below(number, method, systems, values, words):
    found = find(
        *(f"table-6.parameters.{number}", *SINGLES, ENSEMBLE),
        method=Method(cap=method),
        reference_train_kwh=0.03,
    )
    assert found == Ground(tuple(systems), values, words)


def test_below_the_only_system_there_is_none():
    found = find("table-6.parameters.median.psds", SINGLES[0], reference_train_kwh=0.03)
    assert found == Ground(words="none of 1 single systems")
