"""What the notebooks hand to the book: tables as files, sentences with computed numbers."""

from __future__ import annotations

import csv
import html
import io
from collections.abc import Iterable, Mapping
from itertools import pairwise
from pathlib import Path

import pandas as pd
from IPython.core.formatters import format_display_data
from IPython.display import display as show

from sedenergy.columns import HEADS, STATISTICS
from sedenergy.files import write_whole
from sedenergy.published import Form, natural_form, printed_numbers, read, write
from sedenergy.submissions import Year
from sedenergy.tables import cells
from sedenergy.variants import quantity_of


class Text(str):
    """Text that `glue` pastes as it is: without quotes, and in another page not as code."""

    __slots__ = ()

    def __repr__(self) -> str:
        return str(self)

    def _repr_html_(self) -> str:
        return html.escape(self)


def say(**sentences: object) -> None:
    """Hand texts and numbers to the page under their names, to be pasted with ``glue``."""
    for name, text in sentences.items():
        glue(name, Text(text), display=False)


def glue(name: str, value: object, display: bool = True) -> None:
    """Keep a value under a name in the notebook, for a page to paste.

    What ``myst_nb.glue`` does, for which it imports the whole of Sphinx into each kernel: a third
    of a second. A test holds the two against each other.

    Parameters
    ----------
    name : str
        Unique in the book.
    value : object
        Kept as the notebook would display it.
    display : bool
        Whether it is also shown where it stands.
    """
    bundle, metadata = format_display_data(value)
    prefix = "" if display else "application/papermill.record/"
    metadata["scrapbook"] = {"name": name, "mime_prefix": prefix}
    show({prefix + kind: data for kind, data in bundle.items()}, raw=True, metadata=metadata)


def formatted(name: str, table: pd.DataFrame, data_dir: str | Path) -> pd.DataFrame:
    """Return a table as the book shows it.

    Parameters
    ----------
    name : str
        A name of `sedenergy.tables.TABLES`.
    table : DataFrame
        As the function of that name gives it.
    data_dir : path-like
        Where the printed numbers are, for their form.

    Returns
    -------
    DataFrame
        Text; one row a year (table VI: a quantity and year), one column a statistic. A number
        that the paper did not print has a natural form; one that cannot be computed is empty.
    """
    printed = printed_numbers(data_dir)
    rows: dict[tuple[str, ...], dict[str, str]] = {}
    for key, value in cells(name, table).items():
        _, year, quantity, statistic = str(key).split(".", 3)
        text = write(str(key), value, printed, quantity_of(str(key)))
        if name == "table-6":
            row: tuple[str, ...] = (HEADS[quantity], year)
            column = STATISTICS[statistic]
        else:
            row, column = (year,), f"{HEADS[quantity]}: {STATISTICS[statistic]}"
        rows.setdefault(row, {})[column] = text
    heads = ["Capped quantity", "Year"] if name == "table-6" else ["Year"]
    if name != "table-6":
        rows = dict(sorted(rows.items()))
    columns = list(dict.fromkeys([*heads, *_columns(name, table)]))
    lines = [dict(zip(heads, row, strict=True)) | values for row, values in rows.items()]
    return pd.DataFrame([{c: line.get(c, "") for c in columns} for line in lines], columns=columns)


def _columns(name: str, table: pd.DataFrame) -> list[str]:
    if name == "table-6":
        return [STATISTICS[f"{cap}.{kind}"] for cap in table.index for kind in ("max", "psds")]
    return [f"{HEADS[q]}: {STATISTICS[s]}" for q, s in table.columns]


def save_table(
    name: str, table: pd.DataFrame, data_dir: str | Path, tables_dir: str | Path
) -> pd.DataFrame:
    """Write a table for the book, and return it as the book shows it.

    Three files: ``NAME.csv`` has the numbers as shown, to download; ``NAME.page.csv`` the same
    with the printed number in brackets where it differs, for the page; ``NAME.full.csv`` every
    number at full precision, a row a number, with what the paper printed.

    Parameters
    ----------
    name, table, data_dir
        As for `formatted`.
    tables_dir : path-like
        Where to write; nothing is written where it is empty.
    """
    shown = formatted(name, table, data_dir)
    if not tables_dir:
        return shown
    save_frame(name, shown, tables_dir)
    printed = printed_numbers(data_dir)
    values = cells(name, table)
    page = shown.copy()
    for key, value in values.items():
        text = write(str(key), value, printed, quantity_of(str(key)))
        if printed.get(str(key), text) != text:
            _, year, quantity, statistic = str(key).split(".", 3)
            row = page["Year"] == year
            column = f"{HEADS[quantity]}: {STATISTICS[statistic]}"
            if name == "table-6":
                row &= page["Capped quantity"] == HEADS[quantity]
                column = STATISTICS[statistic]
            page.loc[row, column] = f"{text} [{printed[str(key)]}]"
    save_frame(f"{name}.page", page, tables_dir)
    full = pd.DataFrame({
        "id": values.index,
        "value": [f"{v:.12g}" for v in values],
        "shown": [write(k, v, printed, quantity_of(k)) for k, v in values.items()],
        "printed": [printed.get(k, "") for k in values.index],
    })  # fmt: skip
    save_frame(f"{name}.full", full, tables_dir)
    return shown


def save_frame(name: str, frame: pd.DataFrame, tables_dir: str | Path) -> pd.DataFrame:
    """Write a frame of text as ``NAME.csv``, whole or not at all; nothing without a folder."""
    if tables_dir:
        text = io.StringIO()
        frame.to_csv(text, index=False, lineterminator="\n", quoting=csv.QUOTE_MINIMAL)
        write_whole(Path(tables_dir) / f"{name}.csv", text.getvalue())
    return frame


def outcome(subject: str, years: Mapping[int, Year], data_dir: str | Path) -> str:
    """Say in one sentence how many of a table's printed numbers come out, and why not the rest."""
    printed = [
        k
        for k in printed_numbers(data_dir)
        if k.split(".")[0] == subject and int(k.split(".")[1]) in years
    ]
    known = read(data_dir, "deviations").set_index("id")["variant"]
    differing = [known[k] for k in printed if k in known.index]
    extra = [n for n, year in years.items() if not year.facts.in_paper]
    beyond = f" The paper does not cover {listed(extra)}." if extra else ""
    if not printed:
        return f"The paper printed no numbers for these years.{beyond}"
    if not differing:
        return f"All {len(printed)} numbers that the paper printed come out.{beyond}"
    causes = pd.Series(differing).value_counts()
    listing = listed(f"{n} by “{variant}”" for variant, n in causes.items())
    listing = listing.replace("by “unexplained”", "unexplained")
    return (
        f"{len(printed) - len(differing)} of the {len(printed)} numbers that the paper printed "
        f"come out; in brackets stands the printed one where it differs ({listing}).{beyond}"
    )


def listed(items: Iterable[object]) -> str:
    """Join items as a sentence does.

    Examples
    --------
    >>> listed([2022, 2023, 2024])
    '2022, 2023 and 2024'
    """
    texts = [str(i) for i in items]
    return " and ".join([", ".join(texts[:-1]), texts[-1]] if len(texts) > 1 else texts)


def count(many: int, what: str) -> str:
    """Write a count with its noun.

    Examples
    --------
    >>> count(0, "ensemble"), count(1, "ensemble"), count(4, "single system")
    ('no ensemble', '1 ensemble', '4 single systems')
    """
    return f"no {what}" if many == 0 else f"{many} {what}{'s' if many > 1 else ''}"


def number(value: float, quantity: str) -> str:
    """Write a value in prose, with its unit.

    Examples
    --------
    >>> number(4.374, "train_kwh_normalized"), number(15658236, "parameters")
    ('4.37 kWh', '15.7 M parameters')
    """
    if pd.isna(value):
        return "not reported"
    units = {"parameters": " parameters", "macs": "MACs", "psds": "", "segmpauc": ""}
    unit = units.get(quantity, "" if quantity.endswith("share") else " kWh")
    return f"{natural_form(value, quantity).write(value)}{unit}"


def change(before: float, after: float, quantity: str) -> str:
    """Say how a value changed: the verb, both values and the ratio.

    Examples
    --------
    >>> change(4.295, 9.506, "train_kwh")
    'rises from 4.30 kWh to 9.51 kWh (×2.21)'
    """
    first, second = number(before, quantity), number(after, quantity)
    if first == second:
        return f"stays at {first}"
    verb = "rises" if after > before else "falls"
    ratio = f" (×{Form(2).write(after / before)})" if before > 0 else ""
    return f"{verb} from {first} to {second}{ratio}"


def changes(values: Mapping[int, float], quantity: str) -> str:
    """Say how a value changed from each year to the next that has one.

    Examples
    --------
    >>> changes({2023: 4.295, 2024: 9.506}, "train_kwh")
    'rises from 4.30 kWh to 9.51 kWh (×2.21) from 2023 to 2024'
    """
    present = [(year, v) for year, v in values.items() if pd.notna(v)]
    if not present:
        return "is not reported"
    if len(present) == 1:
        return f"is {number(present[0][1], quantity)} in {present[0][0]}, the only year that has it"
    pairs = pairwise(present)
    return listed(f"{change(a, b, quantity)} from {x} to {y}" for (x, a), (y, b) in pairs)
