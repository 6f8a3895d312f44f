"""What words are taken to mean, and that a reader's other meanings are tried."""

import pytest

from sedenergy.claims import thresholds
from sedenergy.claims.thresholds import AS_STATED, FAR, SLIGHTLY, Criteria, Threshold

ALL = [value for value in vars(thresholds).values() if isinstance(value, Threshold)]


@pytest.mark.parametrize("threshold", ALL, ids=lambda threshold: threshold.name)
def test_the_other_meanings_lie_on_both_sides(threshold):
    # Those of a majority and of an upper half have no lower one.
    is_least = threshold in (thresholds.MOST, thresholds.HIGH)
    assert is_least or min(threshold.nearby) < threshold.value
    assert threshold.value < max(threshold.nearby) <= 2 * threshold.value
    assert "{}" in threshold.bound


def test_each_has_a_name_of_its_own():
    assert len({threshold.name for threshold in ALL}) == len(ALL) > 10


def test_what_a_word_means_is_said():
    assert SLIGHTLY.sentence == "Slight means here by at most 10 %."
    assert FAR.called("much more").sentence == "Much more means here by a factor of at least 10."
    assert FAR.write(2.5) == "by a factor of at least 2.5"


def test_criteria_are_known_by_name():
    changed = Criteria({"slight": 0.5})
    assert (AS_STATED[SLIGHTLY], changed[SLIGHTLY.called("small")], changed[FAR]) == (0.1, 0.5, 10)
