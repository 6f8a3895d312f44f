"""Claims on the GPU's share."""

import pytest
from small_claims import expect, judge_numbers, series


def shares(statistic, train, test):
    both = (("train_gpu_share", train), ("test_gpu_share", test))
    return {k: v for name, x in both for k, v in series("table-5", name, statistic, x).items()}


def spread(stds, ranges):
    return shares("std", *stds) | shares("min", 10, 10) | shares("max", *(10 + r for r in ranges))


@pytest.mark.parametrize(
    ("number", "numbers", "verdict"),
    [
        (19, shares("mean", 53, 38), "holds"),
        (19, shares("mean", 55, 38), "holds in part"),
        (19, shares("mean", 53, 39), "holds in part"),
        (19, shares("mean", 30, 40), "fails"),
        (20, spread((1, 2), (3, 4)), "holds"),
        (20, spread((2, 2), (3, 4)), "holds in part"),
        (20, spread((1, 2), (3, 3)), "holds in part"),
    ],
)
def test_a_table(number, numbers, verdict):
    assert judge_numbers(number, numbers, {19: "50%; 38%"}).verdict == verdict


@pytest.mark.parametrize(
    ("pairs", "parts"),
    [
        ([(5, 2), (5, 2), (5, 6)], (True, True)),
        ([(9, 2), (5, 5)], (True, False)),
        ([(5, 5)], (False, False)),
    ],
)
def test_less_to_do_at_test(pairs, parts):
    rows = [
        {"gpu_train_kwh": train, "gpu_test_kwh": test, "train_kwh": 10.0, "test_kwh": 10.0}
        for train, test in pairs
    ]
    expect(67, {2024: [*rows, {}]}, parts, "mean of 2024: GPU's share of test energy ")


GPU = {"gpu_train_kwh": 1.0, "gpu_test_kwh": 1.0}


@pytest.mark.parametrize(
    ("rows", "parts"),
    [
        ({2024: [GPU, GPU, {}]}, (True, True, True)),
        ({2024: [GPU, {}]}, (True, True, False)),
        ({2022: [GPU], 2024: [GPU]}, (False, True, True)),
    ],
)
def test_more_than_half_report_it(rows, parts):
    expect(50, rows, parts)
