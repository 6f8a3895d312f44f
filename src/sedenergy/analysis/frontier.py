"""Score against energy: the frontier of each year, how it moves, and what more energy buys.

The paper compares scores with energies in section IV; none of this is in it. Systems are those of
the normalised comparison (METHOD, step 4), ensembles and single systems together. Intervals come
from teams drawn whole, each year by itself.
"""

from collections.abc import Callable, Mapping
from itertools import pairwise

import numpy as np
import pandas as pd

from sedenergy.analysis.quantiles import Values
from sedenergy.analysis.resampling import SEED, Counts, draw_teams, interval
from sedenergy.analysis.selection import Selection, singles
from sedenergy.printed.forms import exact

Scored = Mapping[int, pd.DataFrame]
"""The systems of each year, as `scored` gives them."""


def scored(selection: Selection, score: str = "psds") -> pd.DataFrame:
    """Return the systems of a year that have a score and a normalised training energy above 0.

    Parameters
    ----------
    selection : Selection
    score : str
        A column: ``psds`` or ``segmpauc``.

    Returns
    -------
    DataFrame
        ``system``, ``team``, ``ensemble``, ``baseline``; ``score``, ``low`` and ``high``, the ends
        of its interval as the organisers give it; ``kwh``, the normalised training energy (kWh).
        In the order of the file. Energies have twelve digits: equal ones are equal to the bit.
    """
    frame = selection.normalized
    columns = {score: "score", f"{score}_low": "low", f"{score}_high": "high"}
    columns |= {"train_kwh_normalized": "kwh"}
    frame = frame[frame[score].notna() & (frame["train_kwh_normalized"] > 0)].rename(
        columns=columns
    )
    frame = frame.assign(kwh=[float(exact(kwh)) for kwh in frame["kwh"]])
    return frame[["system", "team", "ensemble", "baseline", *columns.values()]].reset_index(
        drop=True
    )


def frontier(systems: pd.DataFrame) -> pd.DataFrame:
    """Return the systems that no other beats: at least their score with at most their energy.

    One of the two has to be better: systems equal in both do not beat each other, and all stay.

    Parameters
    ----------
    systems : DataFrame
        With ``score`` and ``kwh``.

    Returns
    -------
    DataFrame
        Some of the rows, from the least energy to the best score; equal ones as in the file.
    """
    score, kwh = (systems[name].to_numpy(dtype=float) for name in ("score", "kwh"))
    no_worse = (score[:, None] >= score) & (kwh[:, None] <= kwh)
    better = (score[:, None] > score) | (kwh[:, None] < kwh)
    kept = systems[~(no_worse & better).any(axis=0)]
    return kept.sort_values("kwh", kind="stable")


def scored_years(selections: Mapping[int, Selection]) -> dict[int, pd.DataFrame]:
    """Return the systems of each year by PSDS, as `scored`; without years that have none."""
    years = {year: scored(selection) for year, selection in selections.items()}
    return {year: systems for year, systems in years.items() if len(systems)}


def reference_energy(years: Scored) -> float:
    """Return the energy at which areas end: the largest of all systems of all years, in kWh."""
    return float(max((systems["kwh"].max() for systems in years.values()), default=np.nan))


def hypervolumes(systems: pd.DataFrame, counts: Counts, reference_kwh: float) -> Values:
    """Return the area that the frontier of each draw covers.

    Parameters
    ----------
    systems : DataFrame
        With ``score`` and ``kwh``.
    counts : ndarray, shape (times, systems)
        A system is there where its count is above 0.
    reference_kwh : float
        Where the area ends; it begins at a score of 0. No system uses more.

    Returns
    -------
    ndarray, shape (times,)
        In units of the score times decades of energy: the best score that is reached within an
        energy, summed over the logarithm to base ten of that energy. 0 where no system is there.
    """
    order = np.argsort(systems["kwh"].to_numpy(dtype=float), kind="stable")
    score, kwh = (systems[name].to_numpy(dtype=float)[order] for name in ("score", "kwh"))
    best = np.maximum.accumulate(np.where(counts[:, order] > 0, score, 0.0), axis=1)
    areas: Values = best @ np.diff(np.log10([*kwh, reference_kwh]))
    return areas


def carrier(systems: pd.DataFrame, reference_kwh: float) -> str:
    """Return the system without which the area is smallest, the first of equals; '' of none."""
    if systems.empty:
        return ""
    without_one = 1 - np.eye(len(systems), dtype=np.int64)
    place = int(np.argmin(hypervolumes(systems, without_one, reference_kwh).round(12)))
    return str(systems["system"].iloc[place])


def areas(years: Scored, reference_kwh: float) -> pd.DataFrame:
    """Return the area under the frontier of each year, and its change from the year before.

    Returns
    -------
    DataFrame
        One row a year: ``year``, ``systems`` (how many), ``value``, ``low``, ``high``,
        ``carrier`` (the system without which the area is smallest), ``change``, ``change_low``,
        ``change_high`` (against the year before, missing in the first); areas as `hypervolumes`.
    """
    rows, before = [], (float("nan"), np.array([np.nan]))
    for year, systems in years.items():
        value = _whole(hypervolumes, systems, reference_kwh)
        draws = _drawn(hypervolumes, year, systems, reference_kwh)
        ends = (*interval(draws), carrier(systems, reference_kwh))
        moved = (value - before[0], *interval(draws - before[1]))
        rows.append((year, len(systems), value, *ends, *moved))
        before = value, draws
    columns = ["year", "systems", "value", "low", "high", "carrier"]
    return pd.DataFrame(rows, columns=[*columns, "change", "change_low", "change_high"])


def without_carriers(years: Scored, reference_kwh: float) -> dict[int, pd.DataFrame]:
    """Return the systems of each year but the one that carries the area."""
    return {
        year: systems[systems["system"] != carrier(systems, reference_kwh)].reset_index(drop=True)
        for year, systems in years.items()
    }


def least_energies(systems: pd.DataFrame, counts: Counts, score: float) -> Values:
    """Return the least energy of each draw with which a score is reached, in kWh; inf: by none."""
    reaching = systems["score"].to_numpy(dtype=float) >= score
    kwh = np.where(reaching & (counts > 0), systems["kwh"].to_numpy(dtype=float), np.inf)
    least: Values = kwh.min(axis=1, initial=np.inf)
    return least


def equal_scores(years: Scored) -> pd.DataFrame:
    """Return with how much energy two years in succession reach the same score.

    Returns
    -------
    DataFrame
        One row a score of either frontier that both years reach: ``before``, ``after`` (years),
        ``score``, ``kwh_before``, ``kwh_after``, ``value`` (the second energy over the first),
        ``low``, ``high``. An end is 0 or infinite where the draws beyond it do not reach the score
        in the first or in the second year; draws that reach it in neither are left aside.
    """
    rows = []
    for (before, first), (after, second) in pairwise(years.items()):
        reached = {*frontier(first)["score"], *frontier(second)["score"]}
        for score in sorted(
            s for s in reached if s <= min(first["score"].max(), second["score"].max())
        ):
            kwh = [_whole(least_energies, systems, score) for systems in (first, second)]
            each = [_drawn(least_energies, y, years[y], score) for y in (before, after)]
            ratio = (kwh[1] / kwh[0], *_interval_of_ratio(*each))
            rows.append((before, after, score, *kwh, *ratio))
    columns = ["before", "after", "score", "kwh_before", "kwh_after", "value", "low", "high"]
    return pd.DataFrame(rows, columns=columns)


def _interval_of_ratio(below: Values, above: Values) -> tuple[float, float]:
    """Return the interval of a ratio whose parts may be infinite, by the share of `above`."""
    with np.errstate(divide="ignore", invalid="ignore"):
        shares = (1 / below) / (1 / below + 1 / above)
        low, high = np.array(interval(shares)) / (1 - np.array(interval(shares)))
    return float(low), float(high)


def slopes_of_draws(x: pd.Series, y: pd.Series, counts: Counts) -> Values:
    """Return the slope of least squares of each draw, each point repeated as often as it counts.

    Parameters
    ----------
    x, y : Series
        Without gaps.
    counts : ndarray, shape (times, points)

    Returns
    -------
    ndarray, shape (times,)
        NaN where all x are alike or there are no points.
    """
    # About the middle of all, so that what is subtracted below is small.
    along, up = (v.to_numpy(dtype=float) - v.mean() for v in (x, y))
    total = counts.sum(axis=1)
    with np.errstate(divide="ignore", invalid="ignore"):
        mean = (counts @ along) / total
        spread = (counts @ along**2) / total - mean**2
        together = (counts @ (along * up)) / total - mean * (counts @ up) / total
        slopes: Values = np.where(spread > 1e-12, together / spread, np.nan)
    return slopes


def bought(selections: Mapping[int, Selection], score: str) -> pd.DataFrame:
    """Return by how much a score is higher for ten times the normalised training energy.

    The slope of least squares of the score on the energy's logarithm to base ten.

    Parameters
    ----------
    selections : mapping of int to Selection
    score : str
        ``psds`` or ``segmpauc``; a year that has none has no row.

    Returns
    -------
    DataFrame
        One row a year and group: ``year``, ``score``, ``group`` (``all`` or ``single``),
        ``systems`` (how many), ``value``, ``low``, ``high`` (in units of the score).
    """
    rows = []
    for year, selection in selections.items():
        every = scored(selection, score)
        for group, systems in {"all": every, "single": singles(every)}.items():
            value = _whole(_slopes, systems)
            ends = interval(_drawn(_slopes, year, systems))
            if len(every):
                rows.append((year, score, group, len(systems), value, *ends))
    columns = ["year", "score", "group", "systems", "value", "low", "high"]
    return pd.DataFrame(rows, columns=columns)


def _slopes(systems: pd.DataFrame, counts: Counts) -> Values:
    return slopes_of_draws(np.log10(systems["kwh"]), systems["score"], counts)


def _whole(statistic: Callable[..., Values], systems: pd.DataFrame, *more: float) -> float:
    """Return a statistic of all systems, each counted once."""
    return float(statistic(systems, np.ones((1, len(systems)), dtype=np.int64), *more)[0])


def _drawn(
    statistic: Callable[..., Values], year: int, systems: pd.DataFrame, *more: float
) -> Values:
    """Return a statistic of each draw of a year's teams; NaN where there is one team or none."""
    counts = draw_teams(systems["team"], seed=SEED + year)
    draws = statistic(systems, counts, *more)
    return draws if systems["team"].nunique() > 1 else np.full(len(draws), np.nan)


def best_class(systems: pd.DataFrame) -> pd.DataFrame:
    """Return the systems whose score's own interval overlaps that of the best.

    Of equally good ones the best is the one that uses least, of these the first in the file.
    Intervals that touch overlap; a system without an interval is left aside.

    Parameters
    ----------
    systems : DataFrame
        As `scored` gives them.

    Returns
    -------
    DataFrame
        Some of the rows, the best first, then by energy from the least on.
    """
    known = systems.dropna(subset=["low", "high"])
    by_score = known.sort_values(["score", "kwh"], ascending=[False, True], kind="stable")
    best, others = by_score.iloc[:1], by_score.iloc[1:].sort_values("kwh", kind="stable")
    for top in best.itertuples():
        others = others[(others["high"] >= top.low) & (others["low"] <= top.high)]
    return pd.concat([best, others])
