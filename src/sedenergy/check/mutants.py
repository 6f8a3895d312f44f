"""Changes of the data and of the printed numbers, one at a time, to try the checks on."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

import pandas as pd

from sedenergy.printed.keys import NumberKey
from sedenergy.printed.record import Printed
from sedenergy.submissions.years import Year

FACTOR = 1.1
"""By how much a reported figure is changed."""

REPORTED = (
    *("parameters", "macs", "train_kwh", "test_kwh", "baseline_train_kwh"),
    *("gpu_train_kwh", "gpu_test_kwh", "psds", "segmpauc"),
)
"""What teams and organisers reported and a table, figure or claim rests on."""

GIVEN = (
    *("organisers_train_kwh_normalized", "organisers_ew_psds_train"),
    "organisers_ew_segmpauc_train",
)
"""The organisers' own figures that figures 1 and 2 are drawn from."""

KINDS = ("printed digit", "reported figure", "row dropped", "row copied", "rows reversed")


@dataclass(frozen=True)
class Mutant:
    """One change.

    Attributes
    ----------
    kind : str
        One of `KINDS`.
    key : NumberKey or None
        The printed number that is changed; then nothing else is.
    up : bool
        Whether its last digit is raised by one; else it is lowered.
    year : int
        The year that is changed.
    row : int
        The row that is changed; −1 for none.
    system, column : str
        What stands there.
    """

    kind: str
    key: NumberKey | None = None
    up: bool = True
    year: int = 0
    row: int = -1
    system: str = ""
    column: str = ""

    @property
    def where(self) -> str:
        """What is changed: the id, or the year, system and column."""
        if self.key:
            return f"{self.key} {'+1' if self.up else '-1'}"
        return f"{self.year} {self.system} {self.column}".strip()


def list_mutants(years: Mapping[int, Year], printed: Printed) -> Iterator[Mutant]:
    """Yield every mutant of the data, in the order of `KINDS`."""
    for key in printed.numbers:
        for up in (True, False):
            yield Mutant("printed digit", key, up)
    for year in years.values():
        yield from _list_figures(year)
    for kind in ("row dropped", "row copied"):
        for number, year in years.items():
            for row, system in enumerate(year.systems["system"]):
                yield Mutant(kind, year=number, row=row, system=system)
    for number in years:
        yield Mutant("rows reversed", year=number)


def _list_figures(year: Year) -> Iterator[Mutant]:
    for row, system in enumerate(year.systems["system"]):
        # Ten per cent of nothing change nothing.
        figures = year.systems.loc[row, [*REPORTED, *GIVEN]]
        for column in figures.index[figures.notna() & (figures != 0)]:
            yield Mutant("reported figure", None, True, year.year, row, system, column)


def mutate_year(year: Year, mutant: Mutant) -> Year:
    """Return a year with a mutant's change.

    A copied row gets a code of its own: one under the same code is refused when it is read.
    """
    systems = year.systems
    if mutant.kind == "reported figure":
        systems = systems.copy()
        systems.loc[mutant.row, mutant.column] *= FACTOR
    elif mutant.kind == "row dropped":
        systems = systems.drop(index=mutant.row)
    elif mutant.kind == "row copied":
        copy = systems.loc[[mutant.row]].assign(system=f"{mutant.system}_copy")
        parts = [systems.loc[: mutant.row], copy, systems.loc[mutant.row + 1 :]]
        systems = pd.concat(parts)
    elif mutant.kind == "rows reversed":
        systems = systems.iloc[::-1]
    return replace(year, systems=systems.reset_index(drop=True))
