"""The paper's tables as the book shows them, and every table as data to download."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping

import pandas as pd

from sedenergy.analysis.tables import Table
from sedenergy.printed.forms import Form, in_scale, plain, write_number
from sedenergy.printed.keys import NumberKey
from sedenergy.printed.record import PrintedNumber
from sedenergy.vocabulary import QUANTITIES, STATISTICS

Texts = Mapping[NumberKey, str]
"""What stands for each number of a table, in the order of the table."""

TIDY_COLUMNS = {
    "table": "Table of the paper",
    "year": "Year of the challenge",
    "quantity": "What is measured or counted for each system",
    "unit": "Unit of the value and of the printed number",
    "statistic": "What is given of the quantity; in table VI the cap and what stands under it",
    "value": "What comes out, at full precision, in the unit",
    "printed": "The number that the paper printed, in the unit; empty where it printed none",
    "printed_text": "The same as it stands in the paper",
    "verdict": "reproduced, explained or differs; empty where the paper printed no number",
}
"""The columns of a table of the paper as data, and what they mean."""

_SIGNS = str.maketrans({"−": "-", "×": "", "+": ""})
_AS_TEXT = re.compile(r"[×+−-]?\d[\d,]*(\.\d+)?( %)?")
_FROM_TO = re.compile(r"[×+−-]?\d[\d.]*(( to |–)[×+−-]?\d[\d.]*)?")
_NOTHING = "–"


def texts_of(
    values: Mapping[NumberKey, float], printed: Mapping[NumberKey, PrintedNumber]
) -> Texts:
    """Write values in the form of the printed numbers, or in their natural form."""
    return {
        key: write_number(value, key.measured, printed[key].text if key in printed else "")
        for key, value in values.items()
    }


def find_scales(texts: Texts) -> dict[str, str]:
    """Return by quantity the suffix that most of its texts have: one for all its columns."""
    suffixes: dict[str, Counter[str]] = {}
    for key, text in texts.items():
        suffixes.setdefault(key.measured, Counter())[Form.of(text).suffix] += 1
    return {quantity: counts.most_common(1)[0][0] for quantity, counts in suffixes.items()}


def in_one_scale(texts: Texts, scales: Mapping[str, str]) -> Texts:
    """Write each text in the scale of its quantity, which then stands in the head alone."""
    return {key: in_scale(text, scales[key.measured]) for key, text in texts.items()}


def beside_print(texts: Texts, printed: Texts) -> Texts:
    """Add the printed number in brackets to each text that differs from it."""
    was = {key: printed.get(key, text) for key, text in texts.items()}
    return {k: text if text == was[k] else f"{text} [{was[k]}]" for k, text in texts.items()}


def lay_out_table(table: Table, texts: Texts, scales: Mapping[str, str]) -> pd.DataFrame:
    """Lay out the numbers of a table as the paper does, with heads on levels.

    A row is a year, and a column a statistic of a quantity. In table VI a row is a cap, and a
    column what is under the cap in a year for a quantity. All columns of the table are there, with
    an empty cell where a number cannot be computed. A year without any number is left out.

    Parameters
    ----------
    table : Table
    texts : mapping of NumberKey to str
        In the scales of their quantities.
    scales : mapping of str to str
        As `find_scales` gives them.

    Returns
    -------
    DataFrame
        All text; the columns are a MultiIndex with a level a row of heads.
    """
    years = sorted({str(key.year) for key in texts})
    heads = {q: scaled_head(q, scales.get(q, "")) for q in table.quantities}
    layout = _lay_out_caps if table.by == "quantity" else _lay_out_years
    rows, columns = layout(table, years, heads)
    cells = {_place_of(key, table, heads): text for key, text in texts.items()}
    lines = [[row, *(cells.get((row, column), "") for column in columns)] for row in rows if years]
    corner = ("Cap" if table.by == "quantity" else "Year", *[""] * (len(columns[0]) - 1))
    return pd.DataFrame(lines, columns=pd.MultiIndex.from_tuples([corner, *columns]), dtype=str)


_Layout = tuple[list[str], list[tuple[str, ...]]]


def _lay_out_years(table: Table, years: list[str], heads: Mapping[str, str]) -> _Layout:
    """Return the rows and the heads of columns of a table with a row a year."""
    statistics = [s.head for s in STATISTICS.values() if s.name in table.statistics]
    return years, [(heads[q], head) for q in table.quantities for head in statistics]


def _lay_out_caps(table: Table, years: list[str], heads: Mapping[str, str]) -> _Layout:
    """Return the rows and the heads of columns of a table with a row a cap."""
    statistics = [s for s in STATISTICS.values() if s.name in table.statistics]
    under = list(dict.fromkeys(s.under_cap for s in statistics))
    columns: list[tuple[str, ...]] = [
        (heads[q], year, u) for q in table.quantities for year in years or [""] for u in under
    ]
    return list(dict.fromkeys(s.cap.head for s in statistics if s.cap)), columns


def _place_of(
    key: NumberKey, table: Table, heads: Mapping[str, str]
) -> tuple[str, tuple[str, ...]]:
    """Return the row and the column in which a number stands."""
    statistic, head = STATISTICS[key.statistic], heads[key.quantity]
    if table.by == "quantity" and statistic.cap:
        return statistic.cap.head, (head, str(key.year), statistic.under_cap)
    return str(key.year), (head, statistic.head)


def scaled_head(quantity: str, suffix: str) -> str:
    """Return the head of a quantity with the scale of its numbers.

    Examples
    --------
    >>> scaled_head("parameters", "M"), scaled_head("macs", "G"), scaled_head("train_kwh", "")
    ('System complexity (M parameters)', 'MACs (G)', 'Energy train (kWh)')
    """
    head = QUANTITIES[quantity].head
    if suffix in ("", "%"):
        return head
    return head.replace("(", f"({suffix} ") if "(" in head else f"{head} ({suffix})"


def tidy_numbers(
    values: Mapping[NumberKey, float],
    printed: Mapping[NumberKey, PrintedNumber],
    verdicts: Mapping[str, str],
) -> pd.DataFrame:
    """Return a row a number, with plain numbers in the quantity's own unit.

    Parameters
    ----------
    values : mapping of NumberKey to float
    printed : mapping of NumberKey to PrintedNumber
    verdicts : mapping of str to str
        By the id of a number.

    Returns
    -------
    DataFrame
        Columns as `TIDY_COLUMNS`, all text; empty where there is nothing.
    """
    rows = []
    for key, value in values.items():
        was = printed.get(key)
        on_paper = (plain(was.value), was.text) if was else ("", "")
        unit = QUANTITIES[key.measured].unit
        about = (key.table, str(key.year), key.quantity, unit, key.statistic)
        rows.append((*about, plain(value), *on_paper, verdicts.get(str(key), "")))
    return pd.DataFrame(rows, columns=list(TIDY_COLUMNS), dtype=str)


def as_data(frame: pd.DataFrame) -> pd.DataFrame:
    """Return a table that is shown as data: plain numbers, empty cells where there is nothing.

    A column of numbers loses its signs for factors, per cent and thousands; per cent goes into the
    head. A column of spans becomes two. What is no text stays as it is, with all its digits.

    Examples
    --------
    >>> shown = pd.DataFrame({"Share": ["12 %", "–"], "Span": ["×1.5 to ×2", "–"]})
    >>> as_data(shown).to_dict("list")
    {'Share (%)': ['12', ''], 'Span, low': ['1.5', ''], 'Span, high': ['2', '']}
    """
    columns = [_as_columns(str(head), map(_plain_text, column)) for head, column in frame.items()]
    data = {name: cells for part in columns for name, cells in part.items()}
    return pd.DataFrame(data, dtype=str)


def _as_columns(head: str, column: Iterable[str]) -> dict[str, list[str]]:
    """Return a column of text as one of data, or as two where it holds spans."""
    texts = list(column)
    if _are_all(_AS_TEXT, texts):
        per_cent = " (%)" if "%" in "".join(texts) else ""
        return {f"{head}{per_cent}": [_as_number(text) for text in texts]}
    if _are_all(_FROM_TO, texts):
        ends = [re.split(" to |–", text) for text in texts]
        low, high = ([_as_number(end[place]) for end in ends] for place in (0, -1))
        return {f"{head}, low": low, f"{head}, high": high}
    return {head: texts}


def _are_all(form: re.Pattern[str], texts: Iterable[str]) -> bool:
    """Return whether there are texts that are not empty, and all of these have a form."""
    known = [text for text in texts if text]
    return bool(known) and all(map(form.fullmatch, known))


def _plain_text(cell: object) -> str:
    if isinstance(cell, float):
        return plain(cell)
    return "" if cell is None or cell is pd.NA or cell == _NOTHING else str(cell)


def _as_number(text: str) -> str:
    return text.translate(_SIGNS).removesuffix("%").strip().replace(",", "")
