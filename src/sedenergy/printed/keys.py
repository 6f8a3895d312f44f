"""By what a printed number, a point and a claim are known."""

from dataclasses import dataclass

from sedenergy.vocabulary import STATISTICS


@dataclass(frozen=True, order=True)
class NumberKey:
    """A number of a table.

    Attributes
    ----------
    table : str
        The table's name, ``table-1``.
    year : int
    quantity, statistic : str
        Names of `sedenergy.vocabulary.QUANTITIES` and `STATISTICS`.

    Examples
    --------
    >>> key = NumberKey("table-6", 2023, "macs", "q25.psds")
    >>> str(key), key.measured
    ('table-6.2023.macs.q25.psds', 'psds')
    """

    table: str
    year: int
    quantity: str
    statistic: str

    def __str__(self) -> str:
        """Return its id, as it stands in files."""
        return f"{self.table}.{self.year}.{self.quantity}.{self.statistic}"

    @property
    def measured(self) -> str:
        """The name of the quantity that the value is in: in table VI it may be a score."""
        return STATISTICS[self.statistic].of or self.quantity


@dataclass(frozen=True, order=True)
class PointKey:
    """A point of a figure: a system of a year in a panel and a series.

    Examples
    --------
    >>> str(PointKey("figure-1", "single", "Entries 2024", 2024, "Made_UP_task4_1"))
    'figure-1.single.Entries_2024.Made_UP_task4_1'
    """

    figure: str
    panel: str
    series: str
    year: int
    system: str

    def __str__(self) -> str:
        """Return its id, as it stands in files; blanks in the series become ``_``."""
        return f"{self.figure}.{self.panel}.{self.series.replace(' ', '_')}.{self.system}"


@dataclass(frozen=True, order=True)
class ClaimKey:
    """A claim of the paper's prose.

    Examples
    --------
    >>> str(ClaimKey(7))
    'claim-07'
    """

    number: int

    def __str__(self) -> str:
        """Return its id, as it stands in files."""
        return f"claim-{self.number:02d}"
