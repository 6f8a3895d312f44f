"""The paper and its reproduction: all that chapters, checks and pages are given."""

import re
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path

import pandas as pd

from sedenergy.analysis.analysis import Analysis
from sedenergy.analysis.selection import Selection
from sedenergy.check import cells, ledger
from sedenergy.check.causes import Explanation, explain
from sedenergy.claims import judge
from sedenergy.claims.judgement import Finding
from sedenergy.errors import DataError
from sedenergy.printed.keys import NumberKey
from sedenergy.printed.record import Printed
from sedenergy.submissions.years import Year, covered, load_years


class Paper:
    """The paper and its reproduction; each part is computed once, when it is first asked for.

    Parameters
    ----------
    data_dir : path-like
        The data folder.
    years : mapping of int to Year
        The submissions.

    Attributes
    ----------
    data_dir : Path
    years : dict of int to Year
    printed : Printed
        What the paper printed.
    analysis : Analysis
        What is computed of the years.
    """

    def __init__(self, data_dir: str | Path, years: Mapping[int, Year]) -> None:
        self.data_dir = Path(data_dir)
        self.years = dict(years)
        self.printed = Printed(data_dir)
        self.analysis = Analysis(years)

    @classmethod
    def load(cls, data_dir: str | Path, years: object = ()) -> "Paper":
        """Read the submissions of some years.

        Parameters
        ----------
        data_dir : path-like
        years : int, str or iterable of these, optional
            As `read_years` takes them; every year of the data where it is empty.

        Raises
        ------
        DataError
            `years` are no years, there is no such year, or a file of the data has errors.
        """
        return cls(data_dir, load_years(data_dir, read_years(years)))

    @property
    def selections(self) -> dict[int, Selection]:
        """The selected systems of each year."""
        return self.analysis.selections

    @property
    def comparable(self) -> dict[int, Selection]:
        """The selections of the years in which energies can be normalised."""
        return self.analysis.comparable

    @cached_property
    def in_paper(self) -> Analysis:
        """What is computed of those years that the paper covers."""
        return self.analysis.only(covered(self.years))

    @cached_property
    def findings(self) -> list[Finding]:
        """What comes out for each claim, in the order of the claims."""
        return judge(self.in_paper, self.printed)

    @cached_property
    def explanations(self) -> dict[NumberKey, Explanation]:
        """What the search for causes found for each number that does not come out."""
        return explain(self.in_paper, self.printed.numbers_in(self.in_paper.years))

    @cached_property
    def ledger(self) -> pd.DataFrame:
        """A verdict and a cause for all that the paper printed: `sedenergy.check.ledger`."""
        return ledger.build_ledger(self.in_paper, self.printed, self.findings, self.explanations)

    def entries_of(self, table: str) -> pd.DataFrame:
        """Return the ledger's entries of a table; of it alone, where nothing else is asked for."""
        if "ledger" in vars(self):
            return self.ledger[self.ledger["subject"] == table]
        numbers = self.printed.numbers_of(table, self.in_paper.years)
        causes = explain(self.in_paper, numbers)
        return ledger.gather_entries(ledger.number_rows(self.in_paper, numbers, causes))

    def check(self, subject: str) -> str:
        """Return what a check cell prints: a table, a figure, ``claims`` or ``data``."""
        return cells.computed_output(subject, self)


def read_years(years: object) -> list[int]:
    """Read the parameter of a notebook that says which years to show.

    Parameters
    ----------
    years : object
        A year, a list of years, or text of these; empty for every year.

    Returns
    -------
    list of int

    Raises
    ------
    DataError
        It is none of these.

    Examples
    --------
    >>> read_years(2023), read_years("2023"), read_years("[2023, 2024]"), read_years([])
    ([2023], [2023], [2023, 2024], [])
    """
    if isinstance(years, str) and re.fullmatch(r"\[?(\d{4}(\s*,\s*\d{4})*)?\]?", years.strip()):
        return [int(year) for year in re.findall(r"\d+", years)]
    each = years if isinstance(years, list | tuple | range) else [years]
    if not all(isinstance(year, int | str) and re.fullmatch(r"\d{4}", str(year)) for year in each):
        problem = "expected a year or a list of years, such as 2023 or [2023, 2024]"
        raise DataError(problem, column="years", value=years)
    return [int(str(year)) for year in each]
