"""The systems that a number of a table rests on: what would move it."""

from dataclasses import dataclass
from math import ceil, floor

import pandas as pd

from sedenergy.analysis.quantiles import quantile
from sedenergy.analysis.selection import Selection
from sedenergy.analysis.tables import TABLES
from sedenergy.printed.keys import NumberKey
from sedenergy.vocabulary import STATISTICS


@dataclass(frozen=True)
class Ground:
    """What a number of a table rests on.

    Attributes
    ----------
    systems : tuple of str
        Those that a quantile, an extreme or a best score lies on; all, for a mean.
    values : tuple of float
        Theirs; where these stay, the number stays.
    words : str
        The same in words, with the count of all systems that were looked at.
    """

    systems: tuple[str, ...] = ()
    values: tuple[float, ...] = ()
    words: str = ""


def ground_of(key: NumberKey, selection: Selection) -> Ground:
    """Find what a number rests on.

    Parameters
    ----------
    key : NumberKey
    selection : Selection
        Of the number's year.

    Returns
    -------
    Ground
        An empty one where no system has the quantity.
    """
    statistic, quantity = STATISTICS[key.statistic], key.quantity
    frame = TABLES[key.table].systems(selection, quantity).dropna(subset=[quantity])
    ordered = frame.sort_values(quantity, kind="stable")
    if ordered.empty:
        return Ground()
    count = f"{len(ordered)} systems"
    if statistic.cap:
        count = f"{len(ordered)} single systems"
        part = statistic.cap.quantile
        if statistic.of:
            return _ground_of_best(ordered, key, part, selection.method.cap)
        around = _around(ordered, 1.0 if part is None else part)
        return _ground(around, quantity, f"{count}; the {statistic.words} lies on {{}}")
    if statistic.quantile is not None:
        around = _around(ordered, statistic.quantile)
        return _ground(around, quantity, f"{count}; the {statistic.words} lies on {{}}")
    if statistic.name in ("min", "max"):
        extreme = _around(ordered, 0.0 if statistic.name == "min" else 1.0)
        return _ground(extreme, quantity, f"{count}; the {statistic.words} is {{}}")
    return _ground(frame, quantity, f"all {count}")


def _around(ordered: pd.DataFrame, part: float) -> pd.DataFrame:
    """Return the one or two systems that linear interpolation takes a quantile from."""
    place = part * (len(ordered) - 1)
    return ordered.iloc[sorted({floor(place), ceil(place)})]


def _ground_of_best(ordered: pd.DataFrame, key: NumberKey, part: float | None, rule: str) -> Ground:
    """Find the system with the best score under a cap, the one with the least use of equals."""
    left = ordered
    if part is not None:
        threshold = quantile(ordered[key.quantity], part)
        values = ordered[key.quantity]
        left = ordered[values <= threshold if rule == "at most" else values < threshold]
    if left.empty:
        return Ground(words=f"none of {len(ordered)} single systems")
    best = left.loc[[left[key.measured].idxmax()]]
    words = f"{len(left)} of {len(ordered)} single systems; the best is {{}}"
    return _ground(best, key.measured, words)


def _ground(systems: pd.DataFrame, column: str, words: str) -> Ground:
    names = tuple(systems["system"])
    return Ground(names, tuple(systems[column]), words.format(" and ".join(dict.fromkeys(names))))
