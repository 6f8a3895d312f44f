"""Tests of a change, from the first number to the second."""

import operator
from collections.abc import Callable

from sedenergy.claims.thresholds import SIMILAR, SLIGHTLY, STRONGLY
from sedenergy.printed.forms import exact

Test = Callable[[float, float], bool]

rises: Test = operator.lt
falls: Test = operator.gt


def rises_much(before: float, after: float) -> bool:
    """Tell whether a number rises by at least `STRONGLY`."""
    return exact(after) >= exact(before * (1 + STRONGLY))


def is_slight(before: float, after: float) -> bool:
    """Tell whether a number changes, either way, by at most `SLIGHTLY`."""
    return exact(abs(after - before)) <= exact(before * SLIGHTLY)


def is_similar(before: float, after: float) -> bool:
    """Tell whether a number moves by no more than the factor `SIMILAR`, either way."""
    return before / SIMILAR <= after <= before * SIMILAR
