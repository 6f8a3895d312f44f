"""The paper's tables as the book shows them: rows, heads, and what was printed in brackets."""

from collections.abc import Mapping

import pandas as pd

from sedenergy.analysis.tables import Table
from sedenergy.printed.forms import write_number
from sedenergy.printed.keys import NumberKey
from sedenergy.printed.record import PrintedNumber
from sedenergy.vocabulary import QUANTITIES, STATISTICS

Texts = Mapping[NumberKey, str]
"""What stands for each number of a table, in the order of the table."""


def texts_of(
    values: Mapping[NumberKey, float], printed: Mapping[NumberKey, PrintedNumber]
) -> Texts:
    """Write values in the form of the printed numbers, or in their natural form."""
    return {
        key: write_number(value, key.measured, printed[key].text if key in printed else "")
        for key, value in values.items()
    }


def beside_print(texts: Texts, printed: Mapping[NumberKey, PrintedNumber]) -> Texts:
    """Add the printed number in brackets to each text that differs from it."""
    was = {key: printed[key].text if key in printed else text for key, text in texts.items()}
    return {k: text if text == was[k] else f"{text} [{was[k]}]" for k, text in texts.items()}


def lay_out_table(table: Table, texts: Texts) -> pd.DataFrame:
    """Put the numbers of a table into rows, one a year, or one a quantity and year; as text.

    All columns of the table are there, with an empty cell where a number cannot be computed. A
    year without any number has no row.
    """
    by_quantity = table.by == "quantity"
    heads = ["Capped quantity" if table.population == "capped" else "Quantity"] * by_quantity
    columns = [s.head for name, s in STATISTICS.items() if name in table.statistics]
    if not by_quantity:
        columns = [f"{QUANTITIES[q].head}: {head}" for q in table.quantities for head in columns]
    rows: dict[tuple[str, ...], dict[str, str]] = {}
    for key, text in texts.items():
        quantity, head = QUANTITIES[key.quantity].head, STATISTICS[key.statistic].head
        if by_quantity:
            rows.setdefault((quantity, str(key.year)), {})[head] = text
        else:
            rows.setdefault((str(key.year),), {})[f"{quantity}: {head}"] = text
    ordered = rows if by_quantity else sorted(rows)
    lines = [[*row, *(rows[row].get(column, "") for column in columns)] for row in ordered]
    return pd.DataFrame(lines, columns=[*heads, "Year", *columns], dtype=str)


def at_full_precision(
    values: Mapping[NumberKey, float], texts: Texts, printed: Mapping[NumberKey, PrintedNumber]
) -> pd.DataFrame:
    """Return a row a number: ``id``, ``value`` with twelve digits, ``shown``, ``printed``."""
    rows = [
        (str(key), f"{value:.12g}", texts[key], printed[key].text if key in printed else "")
        for key, value in values.items()
    ]
    return pd.DataFrame(rows, columns=["id", "value", "shown", "printed"], dtype=str)
