"""The tables of the paper: a record each, and what it gives of the selected systems."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np
import pandas as pd

from sedenergy.analysis.caps import CAPPED, cap_at, capped
from sedenergy.analysis.method import Method
from sedenergy.analysis.quantiles import geometric_mean, quantile
from sedenergy.analysis.selection import SHARES, Selection
from sedenergy.printed.keys import NumberKey
from sedenergy.vocabulary import QUARTILES, STATISTICS, Statistic


@dataclass(frozen=True)
class Table:
    """A table of the paper.

    Attributes
    ----------
    name : str
    population : {'valid', 'normalized', 'gpu', 'capped'}
        The systems that it rests on: those of step 2, those of step 4, those of step 2 that
        report the GPU's energy for both phases, or the single systems of `capped`.
    quantities, statistics : tuple of str
        Names of `sedenergy.vocabulary.QUANTITIES` and `STATISTICS`.
    section : str
        Of the paper.
    chapter : str
        The notebook that shows and checks it.
    by : {'year', 'quantity'}
        What a row is when it is shown: a year, or a quantity and a year.
    """

    name: str
    population: Literal["valid", "normalized", "gpu", "capped"]
    quantities: tuple[str, ...]
    statistics: tuple[str, ...]
    section: str
    chapter: str
    by: Literal["year", "quantity"] = "year"

    def systems(self, selection: Selection, quantity: str) -> pd.DataFrame:
        """Return the systems that the table's numbers of a quantity rest on."""
        if self.population == "capped":
            return capped(selection, quantity)
        if self.population == "gpu":
            shares = selection.valid[["system", *SHARES]]
            return shares[shares.notna().all(axis=1)]
        return selection.normalized if self.population == "normalized" else selection.valid

    def results(self, selections: Iterable[Selection]) -> dict[NumberKey, float]:
        """Return the table's numbers at full precision, without those that cannot be computed.

        Parameters
        ----------
        selections : iterable of Selection

        Returns
        -------
        dict of NumberKey to float
            In the unit of what is measured, in the order in which the table is read.
        """
        return self.in_order(dict(n for selection in selections for n in self._numbers(selection)))

    def in_order(self, numbers: Mapping[NumberKey, float]) -> dict[NumberKey, float]:
        """Return numbers of the table in the order in which it is read."""
        return {key: numbers[key] for key in sorted(numbers, key=self._place)}

    def _numbers(self, selection: Selection) -> Iterator[tuple[NumberKey, float]]:
        year = selection.year.year
        for quantity in self.quantities:
            systems = self.systems(selection, quantity)
            for name in self.statistics:
                value = compute_statistic(systems, quantity, STATISTICS[name], selection.method)
                if pd.notna(value):
                    yield NumberKey(self.name, year, quantity, name), value

    def _place(self, key: NumberKey) -> tuple[int, int, int]:
        quantity = self.quantities.index(key.quantity)
        statistic = self.statistics.index(key.statistic)
        inner = (statistic, key.year) if self.by == "year" else (key.year, statistic)
        return quantity, *inner


def compute_statistic(
    systems: pd.DataFrame, quantity: str, statistic: Statistic, method: Method | None = None
) -> float:
    """Compute a statistic of a quantity over some systems.

    Parameters
    ----------
    systems : DataFrame
    quantity : str
        A column.
    statistic : Statistic
        The standard deviation is that with n − 1.
    method : Method, optional
        Says which systems a cap leaves, and what the middle is; the authors' where not given.

    Returns
    -------
    float
        NaN where there are too few systems.
    """
    values, method = systems[quantity], method or Method()
    if statistic.cap:
        part, score = statistic.cap.quantile, statistic.of or "psds"
        threshold, best = cap_at(systems, quantity, part, method.cap, score)
        return best if statistic.of else threshold
    if statistic.name == "median" and method.centre == "geometric mean":
        return geometric_mean(values)
    if statistic.quantile is not None:
        return quantile(values, statistic.quantile)
    known = values.to_numpy(dtype=float)
    known = known[~np.isnan(known)]
    if len(known) < 1 + (statistic.name == "std"):
        return float("nan")
    return float(known.std(ddof=1) if statistic.name == "std" else getattr(known, statistic.name)())


_ENERGIES = ("train_kwh", "test_kwh")
_NORMALIZED = ("train_kwh_normalized", "test_kwh_normalized")
_CAPS = tuple(name for of in ("", "psds") for name, s in STATISTICS.items() if s.cap and s.of == of)

TABLES: dict[str, Table] = {
    table.name: table
    for table in (
        Table("table-1", "valid", ("parameters", "macs"), QUARTILES, "III-A", "general_trends"),
        Table("table-2", "valid", _ENERGIES, QUARTILES, "III-A", "general_trends"),
        Table("table-3", "normalized", _NORMALIZED, QUARTILES, "III-B", "normalization"),
        Table(
            *("table-4", "normalized", ("baseline_train_kwh",), ("mean", "std")),
            *("III-B", "normalization"),
        ),
        Table("table-5", "gpu", SHARES, ("mean", "std", "min", "max"), "III-C", "gpu_share"),
        Table("table-6", "capped", CAPPED, _CAPS, "IV-C", "energy_caps", by="quantity"),
    )
}
"""Every table by its name."""
