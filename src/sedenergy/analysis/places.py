"""Where a system stands among others: in each table's distribution, and behind the frontier."""

import pandas as pd

from sedenergy.analysis.frontier import frontier
from sedenergy.analysis.selection import Selection
from sedenergy.analysis.tables import TABLES
from sedenergy.printed.forms import exact

PLACE_COLUMNS = ["system", "table", "quantity", "below", "others", "is_counted"]


def places(selection: Selection) -> pd.DataFrame:
    """Return where each submitted system of a year lies among those that a table rests on.

    Parameters
    ----------
    selection : Selection

    Returns
    -------
    DataFrame
        One row a system, table and quantity of it that the system has a value of: ``system``,
        ``table``, ``quantity``; ``below``, how many other systems of the table have a smaller
        value; ``others``, how many other systems the table rests on; ``is_counted``, whether it
        rests on this system. No row where there is no other system. Values have twelve digits.
    """
    rows = []
    for table in TABLES.values():
        for quantity in table.quantities:
            values = selection.submitted[quantity].dropna().map(_rounded)
            of_table = table.systems(selection, quantity)
            counted = values[values.index.isin(of_table.index)]
            for row, value in values.items():
                is_counted = row in counted.index
                others = len(counted) - is_counted
                place = (int((counted < value).sum()), others, is_counted)
                if others:
                    name = selection.submitted.at[row, "system"]
                    rows.append((name, table.name, quantity, *place))
    return pd.DataFrame(rows, columns=PLACE_COLUMNS)


def _rounded(value: float) -> float:
    return float(exact(value))


def ahead(systems: pd.DataFrame) -> dict[str, tuple[str, ...]]:
    """Name the systems on the frontier that beat each system; none for one that is on it.

    Parameters
    ----------
    systems : DataFrame
        As `sedenergy.analysis.frontier.scored` gives them.

    Returns
    -------
    dict of str to tuple of str
        By system; those that beat it from the least energy on.
    """
    front = frontier(systems)
    found = {}
    for system in systems.itertuples():
        no_worse = (front["score"] >= system.score) & (front["kwh"] <= system.kwh)
        better = (front["score"] > system.score) | (front["kwh"] < system.kwh)
        found[str(system.system)] = tuple(front[no_worse & better]["system"])
    return found
