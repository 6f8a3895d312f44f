"""How sure the trends are: each change between two years with an interval from teams drawn anew."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import pandas as pd

from sedenergy.analysis.quantiles import Values, quantile
from sedenergy.analysis.resampling import (
    SEED,
    Counts,
    draw_teams,
    interval,
    means_of_draws,
    quantiles_of_draws,
)
from sedenergy.analysis.selection import GROUP_OF, SHARES, Selection
from sedenergy.analysis.tables import TABLES
from sedenergy.vocabulary import STATISTICS

TRENDS = ("table-1", "table-2", "table-3", "table-4")
"""The tables whose changes from year to year the paper speaks of (sections III-A and III-B)."""

_TRAIN = "train_kwh_normalized"


@dataclass(frozen=True)
class Estimate:
    """A comparison and how sure it is.

    Attributes
    ----------
    what : tuple of str
        The quantity and the statistic.
    between : tuple of int or str
        The two years, or the year and the groups, that are compared.
    value : float
        The ratio of the second to the first, or their difference.
    by_team, by_system : tuple of float
        95 % intervals, from teams and from systems drawn anew.
    one_a_team : float
        The same of one value a team, the median of its systems.
    without_one : tuple of float
        The lowest and the highest value when each team is left out once.
    nothing : float
        What the value is where there is no effect: 1 for a ratio, 0 for a difference.
    """

    what: tuple[str, str]
    between: tuple[int | str, ...]
    value: float
    by_team: tuple[float, float]
    by_system: tuple[float, float]
    one_a_team: float
    without_one: tuple[float, float]
    nothing: float = 1.0

    @property
    def is_sure(self) -> bool:
        """Whether the interval by teams leaves out that there is no effect."""
        low, high = self.by_team
        return low > self.nothing or high < self.nothing


@dataclass(frozen=True)
class _Sample:
    """Values of some systems, one each, with their teams and the seed of their year."""

    values: pd.Series
    teams: pd.Series
    seed: int

    def statistic(self, name: str) -> float:
        return float(self._counted(name, np.ones((1, len(self.values)), dtype=np.int64))[0])

    def draws(self, name: str, by_team: bool = True) -> Values:
        units = self.teams if by_team else pd.Series(range(len(self.teams)))
        return self._counted(name, draw_teams(units, seed=self.seed))

    def one_a_team(self, name: str) -> float:
        medians = self.values.groupby(self.teams.to_numpy()).median()
        return _Sample(medians, pd.Series(medians.index), self.seed).statistic(name)

    def without_each_team(self, name: str) -> Values:
        teams = self.teams.unique()
        kept = np.array([(self.teams != team).to_numpy() for team in teams], dtype=np.int64)
        return self._counted(name, kept.reshape(len(teams), len(self.values)))

    def _counted(self, name: str, counts: Counts) -> Values:
        part = STATISTICS[name].quantile
        if part is None:
            return means_of_draws(self.values, counts)
        return quantiles_of_draws(self.values, counts, part)


def _sample(frame: pd.DataFrame, quantity: str, seed: int) -> _Sample:
    known = frame[frame[quantity].notna()]
    return _Sample(
        known[quantity].reset_index(drop=True), known["team"].reset_index(drop=True), seed
    )


def compare(
    what: tuple[str, str], between: tuple[int | str, ...], before: _Sample, after: _Sample
) -> Estimate:
    """Compare a statistic of two samples whose teams are drawn apart, as a ratio."""
    name = what[1]
    whole = [sample.statistic(name) for sample in (before, after)]
    by_team, by_system = (
        interval(_ratio(before.draws(name, by), after.draws(name, by))) for by in (True, False)
    )
    left_out = np.concatenate(
        [
            _ratio(before.without_each_team(name), np.array(whole[1])),
            _ratio(np.array(whole[0]), after.without_each_team(name)),
        ]
    )
    alone = [np.array(sample.one_a_team(name)) for sample in (before, after)]
    return Estimate(
        what,
        between,
        float(_ratio(*map(np.array, whole))),
        by_team,
        by_system,
        float(_ratio(*alone)),
        (float(np.nanmin(left_out)), float(np.nanmax(left_out))),
    )


def _ratio(before: Values, after: Values) -> Values:
    """Return after over before; missing where before is 0."""
    before, after = np.broadcast_arrays(before, after)
    ratios: Values = np.full(before.shape, np.nan)
    return np.divide(after, before, out=ratios, where=before > 0)


def estimate_changes(selections: Mapping[int, Selection]) -> list[Estimate]:
    """Return how each statistic of tables I to IV changes, from each year to the next that has it.

    Parameters
    ----------
    selections : mapping of int to Selection

    Returns
    -------
    list of Estimate
        Ratios; ``between`` has the two years.
    """
    found = []
    for name in TRENDS:
        table = TABLES[name]
        for quantity in table.quantities:
            samples = {
                year: _sample(table.systems(selection, quantity), quantity, SEED + year)
                for year, selection in selections.items()
            }
            known = [year for year, sample in samples.items() if len(sample.values)]
            for statistic in (s for s in table.statistics if s != "std"):
                found += [
                    compare((quantity, statistic), pair, *(samples[year] for year in pair))
                    for pair in pairwise(known)
                ]
    return found


def estimate_gpu_gap(selections: Mapping[int, Selection]) -> list[Estimate]:
    """Return how much lower the GPU's mean share is at test than in training, in points.

    Both shares are of the same system, so a team that is drawn brings both.
    """
    found = []
    for year, selection in selections.items():
        frame = TABLES["table-5"].systems(selection, SHARES[0])
        if frame.empty:
            continue
        teams = selection.valid.loc[frame.index, "team"].reset_index(drop=True)
        gap = (frame[SHARES[1]] - frame[SHARES[0]]).reset_index(drop=True)
        sample = _Sample(gap, teams, SEED + year)
        found.append(_difference(("gpu_share", "mean"), (year, *SHARES), sample, "mean"))
    return found


def _difference(
    what: tuple[str, str], between: tuple[int | str, ...], sample: _Sample, name: str
) -> Estimate:
    left_out = sample.without_each_team(name)
    return Estimate(
        what,
        between,
        sample.statistic(name),
        interval(sample.draws(name)),
        interval(sample.draws(name, by_team=False)),
        sample.one_a_team(name),
        (float(np.nanmin(left_out)), float(np.nanmax(left_out))),
        nothing=0.0,
    )


def estimate_price(selections: Mapping[int, Selection]) -> list[Estimate]:
    """Return what ensembles take and give beside single systems, by year, at the median.

    Returns
    -------
    list of Estimate
        Ratios of the normalised training energy and of the PSDS, ensembles over single systems.
        A team that is drawn brings both kinds of its systems.
    """
    found = []
    for year, selection in selections.items():
        groups = [GROUP_OF[name](selection.normalized) for name in ("single", "ensemble")]
        for quantity in (_TRAIN, "psds"):
            known = [group[group[quantity].notna()] for group in groups]
            if all(map(len, known)):
                found.append(_compare_groups(quantity, year, *known))
    return found


def _compare_groups(
    quantity: str, year: int, singles: pd.DataFrame, ensembles: pd.DataFrame
) -> Estimate:
    both = pd.concat([singles, ensembles], ignore_index=True)
    is_single = np.arange(len(both)) < len(singles)

    def ratios(counts: Counts) -> Values:
        sides = (is_single, ~is_single)
        return _ratio(*(quantiles_of_draws(both[quantity], counts * s, 0.5) for s in sides))

    seed, ones = SEED + year, np.ones((1, len(both)), dtype=np.int64)
    teams = both["team"].unique()
    left_out = ratios(np.array([(both["team"] != team).to_numpy(int) for team in teams]))
    alone = both.assign(kind=is_single).groupby(["team", "kind"], sort=False)[quantity].median()
    medians = [quantile(alone.xs(kind, level="kind"), 0.5) for kind in (True, False)]
    return Estimate(
        (quantity, "median"),
        (year, "single", "ensemble"),
        float(ratios(ones)[0]),
        interval(ratios(draw_teams(both["team"], seed=seed))),
        interval(ratios(draw_teams(pd.Series(range(len(both))), seed=seed))),
        float(_ratio(*map(np.array, medians))),
        (float(np.nanmin(left_out)), float(np.nanmax(left_out))),
    )


def estimate_medians(selections: Mapping[int, Selection]) -> pd.DataFrame:
    """Return the median training energy of each year, as reported and normalised.

    Returns
    -------
    DataFrame
        One row a quantity and year: ``quantity``, ``year``, ``value``, ``low``, ``high`` (kWh, the
        interval from teams drawn anew), ``teams``.
    """
    rows = []
    for table, quantity in (("table-2", "train_kwh"), ("table-3", _TRAIN)):
        for year, selection in selections.items():
            sample = _sample(TABLES[table].systems(selection, quantity), quantity, SEED + year)
            if len(sample.values):
                ends = interval(sample.draws("median"))
                teams = sample.teams.nunique()
                rows.append((quantity, year, sample.statistic("median"), *ends, teams))
    return pd.DataFrame(rows, columns=["quantity", "year", "value", "low", "high", "teams"])
