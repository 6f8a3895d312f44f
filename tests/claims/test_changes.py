"""Tests of a change."""

import pytest

from sedenergy.claims import changes
from sedenergy.claims.thresholds import Criteria


@pytest.mark.parametrize(
    ("before", "after", "passed"),
    [
        (2, 3, "rises rises_much"),
        (2, 2.999, "rises"),
        (2, 2, "is_slight"),
        (100, 90, "falls is_slight"),
        (100, 89.9, "falls"),
        (100, 110, "rises is_slight"),
        (100, 110.1, "rises"),
        (0.3, 0.45, "rises rises_much"),
        (0, 0, "rises_much is_slight"),
        (0, 1, "rises rises_much"),
    ],
)
def test_tests_of_a_change(before, after, passed):
    names = ("rises", "falls", "rises_much", "is_slight")
    assert " ".join(n for n in names if getattr(changes, n)(before, after)) == passed


@pytest.mark.parametrize(
    ("test", "value", "passed", "failed"),
    [
        (changes.is_slight, 0.15, (100, 115), (100, 116)),
        (changes.rises_much, 0.25, (100, 125), (100, 124)),
        (changes.is_similar, 3, (1, 3), (3, 0.9)),
    ],
)
def test_a_test_goes_by_the_criteria_in_force(test, value, passed, failed):
    criteria = Criteria({test.threshold.name: value})
    assert test(*passed, criteria=criteria)
    assert not test(*failed, criteria=criteria)
    assert not test(*passed)
