"""Phrases that chapters glue into their sentences, where the words depend on the years shown."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from itertools import pairwise

import pandas as pd

from sedenergy.printed.forms import Form, exact, natural_form, number
from sedenergy.printed.keys import NumberKey
from sedenergy.vocabulary import QUANTITIES, STATISTICS

_MOST_DECIMALS = 4


def listed(items: Iterable[object], none: str = "") -> str:
    """Join items as a sentence does; `none` stands where there are none.

    Examples
    --------
    >>> listed([2022, 2023, 2024]), listed([], "no year")
    ('2022, 2023 and 2024', 'no year')
    """
    *first, last = [str(item) for item in items] or [none]
    return f"{', '.join(first)} and {last}" if first else last


def each_year(texts: Mapping[int, object], none: str = "") -> str:
    """Join what is said of each year, as ``falls in 2023 and rises in 2024``; `none` of no year."""
    return listed([f"{text} in {year}" for year, text in texts.items()], none)


def count(many: int, what: str) -> str:
    """Write a count with its noun: ``no ensemble``, ``1 ensemble``, ``4 single systems``."""
    return f"{many or 'no'} {what}{'s' if many > 1 else ''}"


def say_value(value: float, quantity: str, more: int = 0) -> str:
    """Write a value in prose, in its natural form and with its unit; maybe with more decimals.

    Examples
    --------
    >>> say_value(4.374, "train_kwh_normalized"), say_value(15658236, "parameters")
    ('4.37 kWh', '15.7 M parameters')
    """
    if pd.isna(value):
        return "not reported"
    natural = natural_form(value, quantity)
    form = replace(natural, decimals=natural.decimals + more)
    text, unit = form.write(value).rstrip(), QUANTITIES[quantity].unit
    if unit == "%":  # which stands in the form
        return text
    is_prefix = unit == "MACs" and text[-1].isalpha()  # 7.30 GMACs
    return f"{text}{'' if is_prefix else ' '}{unit}".rstrip()


def change(before: float, after: float, quantity: str) -> str:
    """Say how a value changed: the verb, both values and the ratio.

    As many decimals are shown as it takes for the values to differ, and for the ratio to follow
    from them. A value stays where both are equal.

    Examples
    --------
    >>> change(4.295, 9.506, "train_kwh"), change(0.026, 0.0345, "test_kwh")
    ('rises from 4.30 kWh to 9.51 kWh (×2.21)', 'rises from 0.0260 kWh to 0.0345 kWh (×1.33)')
    """
    if pd.isna(before) or pd.isna(after):
        return "cannot be compared"
    if exact(before) == exact(after):
        return f"stays at {say_value(before, quantity)}"
    verb = "rises" if after > before else "falls"
    ratio = f" (×{Form(2).write(after / before)})" if before > 0 else ""
    for more in range(_MOST_DECIMALS):
        first, second = (say_value(value, quantity, more) for value in (before, after))
        shown = [_read_value(text) for text in (first, second)]
        if first != second and (not ratio or _follows(ratio, *shown)):
            break
    return f"{verb} from {first} to {second}{ratio}"


def _read_value(text: str) -> float:
    digits, suffix = re.fullmatch(r"([\d.]+) ?([KMG]?).*", text).groups()  # type: ignore[union-attr]
    return float(number(f"{digits}{suffix}"))


def _follows(ratio: str, before: float, after: float) -> bool:
    return before > 0 and f" (×{Form(2).write(after / before)})" == ratio


def changes(values: Mapping[int, float], quantity: str) -> str:
    """Say how a value changed, as `change` does, from each year to the next that has one."""
    known = {year: value for year, value in values.items() if pd.notna(value)}
    if len(known) == 1:
        ((year, value),) = known.items()
        return f"is {say_value(value, quantity)} in {year}, the only year that has it"
    steps = pairwise(known.items())
    texts = [f"{change(a, b, quantity)} from {x} to {y}" for (x, a), (y, b) in steps]
    return listed(texts, "is not reported")


def by_year(values: Mapping[NumberKey, float], quantity: str, statistic: str) -> dict[int, float]:
    """Return a statistic of a table by year; `values` as `Analysis.numbers` gives them."""
    is_asked = (quantity, statistic)
    chosen = {k.year: v for k, v in values.items() if (k.quantity, k.statistic) == is_asked}
    return dict(sorted(chosen.items()))


def values_of(values: Mapping[NumberKey, float], quantity: str, statistic: str) -> str:
    """Say what a table has of a quantity and statistic in each year."""
    texts = {y: say_value(v, quantity) for y, v in by_year(values, quantity, statistic).items()}
    return each_year(texts, "not known")


def changes_of(values: Mapping[NumberKey, float], quantity: str, statistic: str) -> str:
    """Say how a number of a table changed from year to year, as `changes` does.

    The statistic's own quantity gives the unit: in table VI it may be a score.
    """
    measured = STATISTICS[statistic].of or quantity
    return changes(by_year(values, quantity, statistic), measured)
