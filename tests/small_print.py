"""Small made-up prints and analyses in memory, for cases that are worked out by hand."""

from __future__ import annotations

from dataclasses import replace

from sedenergy.analysis.method import Method
from sedenergy.printed.forms import number
from sedenergy.printed.keys import NumberKey
from sedenergy.printed.record import Deviation, Printed, PrintedNumber, PrintedPoint


def key_of(text: str) -> NumberKey:
    """Read ``table-2.2030.test_kwh.median``."""
    table, year, quantity, statistic = text.split(".", 3)
    return NumberKey(table, int(year), quantity, statistic)


def small_print(numbers=None, points=None, deviations=None, claims=None) -> Printed:
    """Return a print of some numbers (id: text), points (key: x, y) and deviations (key: fields).

    A number's deviation is found by its id.
    """
    printed = Printed("nowhere")
    keys = {text: key_of(text) for text in numbers or {}}
    known = {keys.get(key, key): Deviation(*fields) for key, fields in (deviations or {}).items()}
    vars(printed).update(
        numbers={
            keys[t]: PrintedNumber(keys[t], n, float(number(n))) for t, n in (numbers or {}).items()
        },
        points={key: PrintedPoint(key, *place) for key, place in (points or {}).items()},
        deviations=known,
        claims={claim.key: claim for claim in claims or ()},
        verdicts={},
    )
    return printed


class SmallAnalysis:
    """Values by the method, and others where a field of it is another; no systems behind them.

    `others` has for a field of `Method` and its value the numbers that then change.
    """

    def __init__(self, values, others=None, points=None, taken=None):
        taken = taken or Method()
        self.years = {2030: None, 2031: None}
        self.method, self._all = taken, (values, others or {})
        self._points = points or {}
        changed = {}
        for (field, value), numbers in (others or {}).items():
            changed |= numbers if getattr(taken, field) == value else {}
        self.values = {key_of(text): v for text, v in {**values, **changed}.items()}

    def of(self, method):
        assert method.rounding == Method().rounding  # it moves no value
        return SmallAnalysis(*self._all, self._points, replace(method))

    def numbers(self, table):
        return self.values

    def points(self, figure):
        return self._points[figure]
