"""Tests of a change."""

import pytest

from sedenergy.claims import changes, thresholds


@pytest.mark.parametrize(
    ("before", "after", "passed"),
    [
        (2, 3, "rises rises_much"),
        (2, 2.999, "rises"),
        (2, 2, "is_slight"),
        (100, 85, "falls is_slight"),
        (100, 84.9, "falls"),
        (100, 115, "rises is_slight"),
        (100, 115.1, "rises"),
        (0.3, 0.45, "rises rises_much"),
        (0, 0, "rises_much is_slight"),
        (0, 1, "rises rises_much"),
    ],
)
def test_tests_of_a_change(before, after, passed):
    names = ("rises", "falls", "rises_much", "is_slight")
    assert " ".join(n for n in names if getattr(changes, n)(before, after)) == passed


def test_what_words_mean_is_said_with_their_thresholds():
    said = (thresholds.STRONG, thresholds.SLIGHT, thresholds.A_FEW, thresholds.MAJORITY)
    shares = ("at least 50 %", "at most 15 %", "at most 20 %", "more than 50 %")
    assert all(share in text for share, text in zip(shares, said, strict=True))
