"""Other worlds: other choices of method, teams shuffled between the years, systems left out."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import product
from typing import Any

import numpy as np
import pandas as pd

from sedenergy.analysis.decisions import DECISIONS
from sedenergy.analysis.method import Method
from sedenergy.analysis.resampling import SEED
from sedenergy.analysis.selection import Selection

_FRAMES = ("submitted", "valid", "normalized")


def list_choices() -> dict[str, tuple[Any, ...]]:
    """Return the values that each field of `Method` can have, the authors' first."""
    choices: dict[str, tuple[Any, ...]] = {}
    for decision in DECISIONS:
        if decision.is_choice:
            known = choices.get(decision.field, (getattr(Method(), decision.field),))
            choices[decision.field] = (*known, decision.value)
    return choices


def list_universes() -> list[Method]:
    """Return every combination of the choices that can be defended; the authors' method first."""
    choices = list_choices()
    return [
        replace(Method(), **dict(zip(choices, values, strict=True)))
        for values in product(*choices.values())
    ]


def shuffle_teams(
    selections: Mapping[int, Selection], times: int, seed: int = SEED
) -> Iterator[dict[int, Selection]]:
    """Yield worlds in which each team's year is left to chance.

    A team goes to another year with all of its systems, as they were selected and normalised in
    their own year. Each year keeps its number of teams, and its baselines.

    Parameters
    ----------
    selections : mapping of int to Selection
    times, seed : int

    Yields
    ------
    dict of int to Selection
    """
    years = list(selections)
    pools = {
        name: pd.concat(
            [getattr(s, name).assign(own_year=year) for year, s in selections.items()],
            ignore_index=True,
        )
        for name in _FRAMES
    }
    units = pools["submitted"].loc[~pools["submitted"]["baseline"], ["own_year", "team"]]
    units = units.drop_duplicates(ignore_index=True)
    places = {unit: at for at, unit in enumerate(units.itertuples(index=False, name=None))}
    # What belongs to no team that moves, a baseline, stands at the end and stays in its year.
    codes = {
        name: np.array(
            [
                len(units) + years.index(year) if is_baseline else places[year, team]
                for year, team, is_baseline in zip(
                    pool["own_year"], pool["team"], pool["baseline"], strict=True
                )
            ],
            dtype=int,
        )
        for name, pool in pools.items()
    }
    labels = units["own_year"].to_numpy()
    chance = np.random.default_rng(seed)
    for _ in range(times):
        now = np.concatenate([chance.permutation(labels), years])
        yield {
            year: replace(
                selection,
                **{name: pools[name][now[codes[name]] == year] for name in _FRAMES},
            )
            for year, selection in selections.items()
        }


def leave_out(
    selections: Mapping[int, Selection],
) -> Iterator[tuple[int, str, dict[int, Selection]]]:
    """Yield each valid system, and each team of several, with what is left without it.

    What was a duplicate of it does not take its place.

    Yields
    ------
    year : int
    name : str
        The system, or ``team NAME``.
    left : dict of int to Selection
    """
    for year, selection in selections.items():
        systems = selection.valid[~selection.valid["baseline"]]
        names = [(name, "system") for name in systems["system"]]
        sizes = systems["team"].value_counts(sort=False)
        names += [(name, "team") for name in sizes.index[sizes > 1]]
        for name, column in names:
            left = {
                frame: getattr(selection, frame)[getattr(selection, frame)[column] != name]
                for frame in _FRAMES
            }
            said = name if column == "system" else f"team {name}"
            yield year, said, {**selections, year: replace(selection, **left)}
