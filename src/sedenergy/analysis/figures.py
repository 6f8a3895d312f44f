"""The figures of the paper: a record each, its points, and what the quadrants of figure 2 say."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

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
    quantity = "train_kwh_normalized"
    rows: list[tuple[Any, ...]] = []
    for panel in GROUP_OF:
        for year, selection in selections.items():
            frame = selection.normalized
            is_ours = frame["ensemble"].to_numpy(dtype=bool) == (panel == "ensemble")
            entries = frame[is_ours & ~frame["baseline"].to_numpy(dtype=bool)]
            place = ("figure-1", panel, f"Entries {year}", year, "psds", quantity, panel)
            rows += _best(_as_rows(entries, *place))
        for year in sorted(selections, reverse=True):
            place = ("figure-1", panel, f"Baseline {year}", year, "psds", quantity, "baseline")
            rows += _as_rows(_drawn_baseline(selections[year]), *place)
    return pd.DataFrame(rows, columns=POINT_COLUMNS)


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
    rows: list[tuple[Any, ...]] = []
    for panel, score in PANELS.items():
        for year, selection in selections.items():
            systems = selection.normalized
            if systems["segmpauc"].isna().all() and selection.year.facts.in_paper:
                continue
            series = [(_SERIES[name], name, group(systems)) for name, group in GROUP_OF.items()]
            line = (f"Baseline {year}", "baseline", _drawn_baseline(selection))
            for text, name, frame in [*series, line]:
                place = ("figure-2", panel, text, year, score, f"ew_{score}", name)
                rows += _as_rows(frame, *place)
    return pd.DataFrame(rows, columns=POINT_COLUMNS)


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
    is_line = points["group"] == "baseline"
    lines = {(p.panel, p.year): p for p in points[is_line].itertuples()}
    kept, corners = [], []
    for at, point in enumerate(points.itertuples()):
        line = lines.get((point.panel, point.year))
        if line is None or point.group == "baseline" or point.system == line.system:
            continue
        is_above = getattr(point, y) > getattr(line, y)
        side = "right" if point.x > line.x else "left"
        kept.append(at)
        corners.append(f"{'top' if is_above else 'bottom'}-{side}")
    systems = points.iloc[kept].assign(quadrant=corners, y=points[y].iloc[kept])
    return systems.reset_index(drop=True)


def _drawn_baseline(selection: Selection) -> pd.DataFrame:
    frame = selection.normalized
    return frame[frame["system"] == selection.year.facts.figure_baseline]


def _as_rows(
    frame: pd.DataFrame,
    figure: str,
    panel: str,
    series: str,
    year: int,
    x_quantity: str,
    y_quantity: str,
    group: str,
) -> list[tuple[Any, ...]]:
    """Return a row of `POINT_COLUMNS` a system that has both values."""
    ours = frame[y_quantity].to_numpy(dtype=float)
    own = frame[_ORGANISERS[y_quantity]].to_numpy(dtype=float)
    drawn, scores = np.where(np.isnan(own), ours, own), frame[x_quantity].to_numpy(dtype=float)
    start = (figure, panel, series, year)
    return [
        (*start, system, x_quantity, x, y_quantity, y, recomputed, group)
        for system, x, y, recomputed in zip(frame["system"], scores, drawn, ours, strict=True)
        if not (np.isnan(x) or np.isnan(y))
    ]


def _best(rows: list[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    """Return the `TOP` rows by score; of rows equal in both coordinates the first counts."""
    x, y = POINT_COLUMNS.index("x"), POINT_COLUMNS.index("y")
    apart: dict[tuple[float, float], tuple[Any, ...]] = {}
    for row in rows:
        apart.setdefault((row[x], row[y]), row)
    return sorted(apart.values(), key=lambda row: -row[x])[:TOP]
