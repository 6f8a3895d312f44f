"""Tests of a change, from the first number to the second."""

import operator
from collections.abc import Callable
from dataclasses import dataclass

from sedenergy.claims.thresholds import AS_STATED, SIMILAR, SLIGHTLY, STRONGLY, Criteria, Threshold
from sedenergy.printed.forms import exact

Test = Callable[[float, float], bool]

rises: Test = operator.lt
falls: Test = operator.gt


@dataclass(frozen=True)
class Measured:
    """A test that rests on a threshold: `passes` takes both numbers and the threshold's value."""

    threshold: Threshold
    passes: Callable[[float, float, float], bool]

    def __call__(self, before: float, after: float, *, criteria: Criteria = AS_STATED) -> bool:
        """Test a change, by the thresholds in force."""
        return self.passes(before, after, criteria[self.threshold])


rises_much = Measured(STRONGLY, lambda a, b, share: exact(b) >= exact(a * (1 + share)))
"""A number rises by at least this share."""

is_slight = Measured(SLIGHTLY, lambda a, b, share: exact(abs(b - a)) <= exact(a * share))
"""A number changes, either way, by at most this share."""

is_similar = Measured(SIMILAR, lambda a, b, factor: a / factor <= b <= a * factor)
"""A number moves, either way, by no more than this factor."""
