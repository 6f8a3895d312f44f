"""How firmly the claims stand: under other choices, with teams shuffled, without single systems."""

from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from itertools import combinations

import numpy as np
import pandas as pd

from sedenergy.analysis.analysis import Analysis
from sedenergy.analysis.worlds import leave_out, list_choices, list_universes, shuffle_teams
from sedenergy.claims import CLAIMS, VERDICTS
from sedenergy.claims.evidence import Evidence
from sedenergy.claims.reads import Judge, World
from sedenergy.printed.keys import ClaimKey
from sedenergy.printed.record import Printed

SHUFFLES = 500
"""How many worlds there are in which teams are shuffled between the years."""

HOLDS, UNTOLD_VERDICT = VERDICTS[0], VERDICTS[-1]


def find_years(analysis: Analysis, printed: Printed) -> dict[ClaimKey, set[int]]:
    """Return the years that each claim rests on."""
    court, world = Judge(printed), World(analysis, {})
    for key in printed.claims:
        court.verdict(key, world)
    return {key: court.years_of(key, analysis) for key in printed.claims}


def judge_universes(analysis: Analysis, printed: Printed) -> pd.DataFrame:
    """Judge every claim under every combination of choices that can be defended.

    Parameters
    ----------
    analysis : Analysis
        By the authors' method.
    printed : Printed

    Returns
    -------
    DataFrame
        A row a universe, in the order of `sedenergy.analysis.worlds.list_universes`; a column a
        claim, with its verdict.
    """
    court = Judge(printed)
    contents: dict[Hashable, int] = {}
    worlds = (World(analysis.of(method), contents) for method in list_universes())
    rows = [[court.verdict(key, world) for key in printed.claims] for world in worlds]
    return pd.DataFrame(rows, columns=list(printed.claims))


def find_turning(universes: pd.DataFrame) -> pd.DataFrame:
    """Return how often each choice alone gives a claim another verdict.

    Returns
    -------
    DataFrame
        A row a claim, a column a field of `Method`: of the pairs of universes that differ in this
        field alone, the share in which the verdicts differ.
    """
    choices = list_choices()
    shape = [len(values) for values in choices.values()]
    turned = {}
    for key in universes:
        verdicts = pd.factorize(universes[key])[0].reshape(shape)
        shares = {}
        for axis, field in enumerate(choices):
            pairs = combinations(np.moveaxis(verdicts, axis, 0), 2)
            shares[field] = float(np.mean([one != other for one, other in pairs]))
        turned[key] = shares
    return pd.DataFrame(turned).T


def judge_placebo(
    analysis: Analysis, printed: Printed, times: int = SHUFFLES
) -> dict[ClaimKey, float]:
    """Return in which share of worlds without the effect each claim holds that compares years.

    In such a world the teams are shuffled between the years: those with normalised energies for
    claims that rest on these alone, and else all. A claim that holds there nearly as often says
    nothing about the years.

    Parameters
    ----------
    analysis, printed
        As for `judge_universes`.
    times : int

    Returns
    -------
    dict of ClaimKey to float
        Claims that do not compare years have no share.
    """
    groups: dict[tuple[int, ...], list[ClaimKey]] = {}
    comparable = tuple(analysis.comparable)
    for key, rests in find_years(analysis, printed).items():
        if CLAIMS[key].compares_years and len(rests) > 1:
            moving = comparable if rests <= set(comparable) else tuple(analysis.years)
            groups.setdefault(moving, []).append(key)
    counts = dict.fromkeys((key for keys in groups.values() for key in keys), 0)
    for moving, keys in groups.items():
        selections = {year: analysis.selections[year] for year in moving}
        for world in shuffle_teams(selections, times):
            drawn = Analysis.of_selections({**analysis.selections, **world})
            evidence = Evidence(drawn, printed, is_brief=True)
            for key in keys:
                counts[key] += CLAIMS[key].find(evidence, nearby=False).verdict == HOLDS
    return {key: count / times for key, count in counts.items()}


@dataclass(frozen=True)
class Turn:
    """A system or team of a year that, left out, gives a claim another verdict."""

    year: int
    name: str
    verdict: str


def judge_without_each(analysis: Analysis, printed: Printed) -> dict[ClaimKey, list[Turn]]:
    """Find, for every claim, which single system or team turns its verdict when it is left out.

    Parameters
    ----------
    analysis, printed
        As for `judge_universes`.

    Returns
    -------
    dict of ClaimKey to list of Turn
    """
    contents: dict[Hashable, int] = {}
    court = Judge(printed)
    whole = World(analysis, contents)
    ours = {key: court.verdict(key, whole) for key in printed.claims}
    found: dict[ClaimKey, list[Turn]] = {key: [] for key in ours}
    for year, name, left in leave_out(analysis.selections):
        world = World(Analysis.of_selections(left), contents)
        for key, verdict in ours.items():
            other = court.verdict(key, world)
            if other != verdict:
                found[key].append(Turn(year, name, other))
    return found


def write_turns(turns: Iterable[Turn], most: int = 3) -> str:
    """Name what turns a verdict, or count it where it is much."""
    turns = list(turns)
    if len(turns) > most:
        return f"any of {len(turns)} systems or teams"
    return "; ".join(f"{turn.name} ({turn.year}): {turn.verdict}" for turn in turns)
