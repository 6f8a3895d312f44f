"""The figures of the paper: a record each, its points, and what the quadrants of figure 2 say."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from sedenergy.analysis.selection import GROUP_OF, Selection
from sedenergy.printed.keys import PointKey

TOP = 10
"""How many systems of a year and group figure 1 shows."""

PANELS = {"psds-ew_psds": "psds", "segmpauc-ew_segmpauc": "segmpauc"}
"""Panels of figure 2 and the score of each."""

POINT_COLUMNS = [
    *("figure", "panel", "series", "year", "system", "x_quantity", "x", "y_quantity"),
    *("y", "y_recomputed", "group"),
]

_SERIES = {"ensemble": "Ensemble", "single": "Non-Ensemble"}
_ORGANISERS = {
    "train_kwh_normalized": "organisers_train_kwh_normalized",
    "ew_psds": "organisers_ew_psds_train",
    "ew_segmpauc": "organisers_ew_segmpauc_train",
}


@dataclass(frozen=True)
class Figure:
    """A figure of the paper.

    Attributes
    ----------
    name, section, chapter : str
        As those of `sedenergy.analysis.tables.Table`.
    points : callable
        Takes a mapping of int to Selection, returns the points: a frame with `POINT_COLUMNS`.
    """

    name: str
    section: str
    chapter: str
    points: Callable[[Mapping[int, Selection]], pd.DataFrame]


def points_of_figure_1(selections: Mapping[int, Selection]) -> pd.DataFrame:
    """Return the points of figure 1: PSDS against normalised training energy.

    Parameters
    ----------
    selections : mapping of int to Selection

    Returns
    -------
    DataFrame
        One row a point: ``figure``, ``panel`` (``ensemble`` or ``single``), ``series``
        (``Entries YEAR`` or ``Baseline YEAR``), ``year``, ``system``, ``x_quantity``, ``x``
        (PSDS), ``y_quantity``, ``y`` (kWh), ``y_recomputed`` (kWh), ``group``.

        Per year and group the ten best by PSDS of the normalised comparison, without baselines,
        missing values, and points equal to another in both coordinates, of which the first in the
        file stays; the baselines stand in both panels (METHOD, section on figures). ``y`` is the
        organisers' own figure where they give one, as in the paper's plots; ``y_recomputed``
        is ours from the raw figures.
    """
    quantity, parts = "train_kwh_normalized", []

    def add(frame: pd.DataFrame, panel: str, series: str, year: int, group: str) -> None:
        parts.append(_as_points(frame, "figure-1", panel, series, year, "psds", quantity, group))

    for panel, group in GROUP_OF.items():
        for year, selection in selections.items():
            frame = _with_y(group(selection.normalized), quantity)
            frame = frame[~frame["baseline"]].dropna(subset=["psds", "y"])
            frame = frame.drop_duplicates(["psds", "y"])
            best = frame.sort_values("psds", ascending=False, kind="stable").head(TOP)
            add(best, panel, f"Entries {year}", year, panel)
        for year in sorted(selections, reverse=True):
            frame = _with_y(_drawn_baseline(selections[year]), quantity).dropna(subset=["y"])
            add(frame, panel, f"Baseline {year}", year, "baseline")
    return _joined_points(parts)


def points_of_figure_2(selections: Mapping[int, Selection]) -> pd.DataFrame:
    """Return the points of figure 2: scores against energy-weighted scores.

    Returns
    -------
    DataFrame
        As `points_of_figure_1`; ``panel`` is a key of `PANELS`, ``series`` ``Ensemble``,
        ``Non-Ensemble`` (where the baseline stands as well) or ``Baseline YEAR``; x and y have
        no unit. All systems of the normalised comparison of the years that have segMPAUC,
        introduced in 2024, and of years that the paper does not cover.
    """
    parts = []
    for panel, score in PANELS.items():
        for year, selection in selections.items():
            if selection.normalized["segmpauc"].isna().all() and selection.year.facts.in_paper:
                continue
            systems = _with_y(selection.normalized, f"ew_{score}").dropna(subset=[score, "y"])
            own = systems["system"] == selection.year.facts.figure_baseline
            series = [(_SERIES[name], name, group(systems)) for name, group in GROUP_OF.items()]
            for text, name, frame in [*series, (f"Baseline {year}", "baseline", systems[own])]:
                place = ("figure-2", panel, text, year, score, f"ew_{score}", name)
                parts.append(_as_points(frame, *place))
    return _joined_points(parts)


FIGURES: dict[str, Figure] = {
    figure.name: figure
    for figure in (
        Figure("figure-1", "IV-A", "performance", points_of_figure_1),
        Figure("figure-2", "IV-B", "performance", points_of_figure_2),
    )
}
"""Every figure by its name."""


def keys_of_points(points: pd.DataFrame) -> list[PointKey]:
    """Return by what each point of a figure is known, in their order."""
    columns = points[["figure", "panel", "series", "year", "system"]]
    return [PointKey(*values) for values in columns.itertuples(index=False, name=None)]


def quadrants(points: pd.DataFrame, y: str = "y") -> pd.DataFrame:
    """Say in which quadrant of figure 2 each system lies, seen from its year's baseline.

    Parameters
    ----------
    points : DataFrame
        As `points_of_figure_2` gives them.
    y : {'y', 'y_recomputed'}
        Whose energy-weighted scores.

    Returns
    -------
    DataFrame
        The points of ensembles and single systems but the baseline, with ``quadrant``:
        ``top-right`` (better score, and better when weighted by energy), ``bottom-right``
        (better score only), ``bottom-left`` (neither), ``top-left`` (better only when
        weighted). A system on a line counts as not better. ``y`` is the column asked for.
    """
    points = points.assign(y=points[y])
    is_line = points["group"] == "baseline"
    lines = points.loc[is_line, ["panel", "year", "x", "y", "system"]]
    systems = points[~is_line].merge(lines, on=["panel", "year"], suffixes=("", "_line"))
    systems = systems[systems["system"] != systems["system_line"]]
    right = np.where(systems["x"] > systems["x_line"], "right", "left")
    top = np.where(systems["y"] > systems["y_line"], "top-", "bottom-")
    corners = [t + r for t, r in zip(top, right, strict=True)]
    systems = systems.drop(columns=["x_line", "y_line", "system_line"])
    return systems.assign(quadrant=corners).reset_index(drop=True)


def _drawn_baseline(selection: Selection) -> pd.DataFrame:
    frame = selection.normalized
    return frame[frame["system"] == selection.year.facts.figure_baseline]


def _with_y(frame: pd.DataFrame, quantity: str) -> pd.DataFrame:
    drawn = frame[_ORGANISERS[quantity]].fillna(frame[quantity])
    return frame.assign(y=drawn, y_recomputed=frame[quantity])


def _as_points(
    frame: pd.DataFrame,
    figure: str,
    panel: str,
    series: str,
    year: int,
    x_quantity: str,
    y_quantity: str,
    group: str,
) -> pd.DataFrame:
    points = frame.assign(
        figure=figure,
        panel=panel,
        series=series,
        year=year,
        x_quantity=x_quantity,
        x=frame[x_quantity],
        y_quantity=y_quantity,
        group=group,
    )
    return points[POINT_COLUMNS]


def _joined_points(parts: list[pd.DataFrame]) -> pd.DataFrame:
    """Join the points of several series; a figure without any still has its columns."""
    filled = [part for part in parts if len(part)]
    if not filled:
        return pd.DataFrame(columns=POINT_COLUMNS)
    return pd.concat(filled, ignore_index=True)
