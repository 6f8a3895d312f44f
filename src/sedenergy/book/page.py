"""A chapter and its page: how it begins, and the values, tables and figures that it hands over."""

import csv
import html
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import pandas as pd
from IPython.core.formatters import format_display_data
from IPython.display import display as show
from matplotlib.figure import Figure as Drawing

from sedenergy.analysis.tables import TABLES
from sedenergy.book.svg import Html, inline
from sedenergy.book.tables import (
    as_data,
    beside_print,
    find_scales,
    in_one_scale,
    lay_out_table,
    texts_of,
    tidy_numbers,
)
from sedenergy.check.outcomes import outcome_sentence
from sedenergy.errors import DataError
from sedenergy.files import write_whole
from sedenergy.paper import Paper

_CHAPTER_PARAMETERS = ("years", "data_dir", "tables_dir")


class Text(str):
    """Text that is glued as it is: without quotes, and in another page not as code."""

    __slots__ = ()

    def __repr__(self) -> str:
        return str(self)

    def _repr_html_(self) -> str:
        return html.escape(self)


def glue(name: str, value: object, display: bool = True) -> None:
    """Keep a value under a name in the notebook, for a page to paste; maybe also show it.

    This does what ``myst_nb.glue`` does. To import that one takes a third of a second in each
    kernel, as it imports the whole of Sphinx. A test holds the two against each other.
    """
    bundle, metadata = format_display_data(value)
    prefix = "" if display else "application/papermill.record/"
    metadata["scrapbook"] = {"name": name, "mime_prefix": prefix}
    show({prefix + kind: data for kind, data in bundle.items()}, raw=True, metadata=metadata)


@dataclass(frozen=True)
class Page:
    """The page of a chapter; it writes tables as CSV, nowhere where `tables_dir` is empty."""

    paper: Paper
    tables_dir: str | Path = ""

    def say(self, **texts: object) -> None:
        """Hand over texts and numbers under their names, for ``{glue:text}`` in the Markdown."""
        for name, text in texts.items():
            glue(name, Text(text), display=False)

    def table(self, name: str) -> pd.DataFrame:
        """Write a table of the paper, and say how many of its numbers come out as printed.

        The page shows the table as the paper has it, with the printed number in brackets where it
        differs. The file to download has a row a number. The sentence goes by the table's name:
        ``table_1_outcome``. Returned is the table without brackets.
        """
        table, values = TABLES[name], self.paper.analysis.numbers(name)
        printed = {k: n for k, n in self.paper.printed.numbers.items() if k in values}
        entries = self.paper.entries_of(name)
        texts = texts_of(values, printed)
        scales = find_scales(texts)
        ours = in_one_scale(texts, scales)
        theirs = in_one_scale({key: number.text for key, number in printed.items()}, scales)
        verdicts = dict(zip(entries["id"], entries["verdict"], strict=True))
        shown = lay_out_table(table, beside_print(ours, theirs), scales)
        self.frame(name, shown, tidy_numbers(values, printed, verdicts))
        beyond = [year for year in self.paper.years if year not in self.paper.in_paper.years]
        outcome = outcome_sentence(entries, name, beyond)
        self.say(**{f"{name.replace('-', '_')}_outcome": outcome})
        return lay_out_table(table, ours, scales)

    def frame(
        self, name: str, frame: pd.DataFrame, data: pd.DataFrame | None = None
    ) -> pd.DataFrame:
        """Write a frame for a page to show and for its reader to download, and return it.

        Parameters
        ----------
        name : str
        frame : DataFrame
            What the page shows. It is written as ``NAME.page.csv`` where the data are another.
        data : DataFrame, optional
            What is downloaded, ``NAME.csv``; what `sedenergy.book.tables.as_data` makes of the
            frame, where it is not given.
        """
        raw = as_data(frame if data is None else data)
        shown, text = self._as_csv(frame), self._as_csv(raw)
        self.file(f"{name}.csv", text)
        if shown != text:
            self.file(f"{name}.page.csv", shown)
        return frame

    @staticmethod
    def _as_csv(frame: pd.DataFrame) -> str:
        return str(frame.to_csv(index=False, lineterminator="\n", quoting=csv.QUOTE_MINIMAL))

    def file(self, name: str, text: str) -> None:
        """Write a text as a file beside the tables, to download."""
        if self.tables_dir:
            write_whole(Path(self.tables_dir) / name, text)

    def figure(self, name: str, draw: Callable[..., Drawing], *data: Any, alt: str) -> None:
        """Draw a figure for a wide and a narrow page, and hand it over under its name.

        The name is unique in the book. `draw` takes the data and a width in inches. `alt` says
        what the figure shows, to readers who do not see it.
        """
        glue(name, inline(name, partial(draw, *data), alt), display=False)

    def figures(
        self, name: str, draw: Callable[..., Drawing], years: Mapping[int, Any], alt: str
    ) -> None:
        """Draw a figure a year, below each other: as `figure`, with the data of each year."""
        drawn = [inline(f"{name}-{n}", partial(draw, of), f"{n}: {alt}") for n, of in years.items()]
        nothing = "<p>The years shown have no data for this figure.</p>"
        glue(name, Html("".join(drawn) or nothing), display=False)


def open_chapter(names: Mapping[str, Any]) -> tuple[Paper, Page]:
    """Load what a chapter shows, by the values of its parameters cell among its globals.

    Raises
    ------
    DataError
        There is no parameter of a name that was set, as where ``year`` stands for ``years``; or
        the data cannot be loaded. The notebook shows the sentence and not how Python got there.
    """
    try:
        _expect_parameters(names)
        paper = Paper.load(names["data_dir"], names["years"])
    except DataError as error:
        sentence = f"{type(error).__name__}: {error}"
        # IPython asks an exception for this name before it writes a traceback of its own.
        error._render_traceback_ = lambda: [sentence]  # type: ignore[attr-defined]
        raise
    return paper, Page(paper, names["tables_dir"])


def _expect_parameters(names: Mapping[str, Any]) -> None:
    if isinstance(names.get("paper"), Paper):
        return  # the cell is run again: the chapter has set names of its own
    for name, value in names.items():
        is_own = name.startswith("_") or name in ("In", "Out", *_CHAPTER_PARAMETERS)
        # Of these kinds are the values that papermill sets.
        if isinstance(value, int | float | str | list | dict | None) and not is_own:
            known = ", ".join(_CHAPTER_PARAMETERS)
            raise DataError(f"there is no such parameter; there are {known}", value=name)
