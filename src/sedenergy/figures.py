"""The points of figures 1 and 2 of the paper, and what their quadrants say."""

from __future__ import annotations

import numpy as np
import pandas as pd

from sedenergy.selection import Selection, ensembles, singles
from sedenergy.tables import Selections

TOP = 10
"""How many systems of a year and group figure 1 shows."""

GROUPS = {"ensemble": ensembles, "single": singles}
SERIES = {"ensemble": "Ensemble", "single": "Non-Ensemble"}

PANELS = {"psds-ew_psds": "psds", "segmpauc-ew_segmpauc": "segmpauc"}
"""Panels of figure 2 and the score of each."""

POINT_COLUMNS = ["figure", "panel", "series", "year", "system", "x_quantity", "x", "y_quantity",
                 "y", "y_recomputed", "group"]  # fmt: skip


def figure_1(selections: Selections) -> pd.DataFrame:
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
    points = [pd.DataFrame(columns=POINT_COLUMNS)]
    for panel, group in GROUPS.items():
        for number, selection in selections.items():
            frame = _with_y(group(selection.normalized), "train_kwh_normalized")
            frame = frame[~frame["baseline"]].dropna(subset=["psds", "y"])
            frame = frame.drop_duplicates(["psds", "y"])
            best = frame.sort_values("psds", ascending=False, kind="stable").head(TOP)
            points.append(_points(best, "figure-1", panel, f"Entries {number}", number, "psds",
                                  "train_kwh_normalized", panel))  # fmt: skip
        for number, selection in sorted(selections.items(), reverse=True):
            frame = _with_y(_baseline(selection), "train_kwh_normalized").dropna(subset=["y"])
            points.append(_points(frame, "figure-1", panel, f"Baseline {number}", number, "psds",
                                  "train_kwh_normalized", "baseline"))  # fmt: skip
    return pd.concat(points[1:] or points, ignore_index=True)


def figure_2(selections: Selections) -> pd.DataFrame:
    """Return the points of figure 2: scores against energy-weighted scores.

    Returns
    -------
    DataFrame
        As `figure_1`; ``panel`` is a key of `PANELS`, ``series`` ``Ensemble``,
        ``Non-Ensemble`` (where the baseline stands as well) or ``Baseline YEAR``; x and y have
        no unit. All systems of the normalised comparison of the years that have segMPAUC,
        introduced in 2024, and of years that the paper does not cover.
    """
    points = [pd.DataFrame(columns=POINT_COLUMNS)]
    for panel, score in PANELS.items():
        for number, selection in selections.items():
            if selection.normalized["segmpauc"].isna().all() and selection.year.facts.in_paper:
                continue
            systems = _with_y(selection.normalized, f"ew_{score}").dropna(subset=[score, "y"])
            for name, group in GROUPS.items():
                points.append(_points(group(systems), "figure-2", panel, SERIES[name], number,
                                      score, f"ew_{score}", name))  # fmt: skip
            frame = systems[systems["system"] == selection.year.facts.figure_baseline]
            points.append(_points(frame, "figure-2", panel, f"Baseline {number}", number, score,
                                  f"ew_{score}", "baseline"))  # fmt: skip
    return pd.concat(points[1:] or points, ignore_index=True)


FIGURES = {"figure-1": figure_1, "figure-2": figure_2}


def quadrants(points: pd.DataFrame) -> pd.DataFrame:
    """Say in which quadrant of figure 2 each system lies, seen from the baseline.

    Parameters
    ----------
    points : DataFrame
        As `figure_2` gives them.

    Returns
    -------
    DataFrame
        The points of ensembles and single systems but the baseline, with ``quadrant``:
        ``top-right`` (better score, and better when weighted by energy), ``bottom-right``
        (better score only), ``bottom-left`` (neither), ``top-left`` (better only when
        weighted). A system on a line counts as not better.
    """
    is_line = points["group"] == "baseline"
    lines = points.loc[is_line, ["panel", "year", "x", "y", "system"]]
    systems = points[~is_line].merge(lines, on=["panel", "year"], suffixes=("", "_line"))
    systems = systems[systems["system"] != systems["system_line"]].copy()
    right = (systems["x"] > systems["x_line"]).to_numpy()
    top = (systems["y"] > systems["y_line"]).to_numpy()
    corners = np.array(["bottom-left", "bottom-right", "top-left", "top-right"], dtype=object)
    systems["quadrant"] = corners[2 * top + right]
    return systems.drop(columns=["x_line", "y_line", "system_line"]).reset_index(drop=True)


def _baseline(selection: Selection) -> pd.DataFrame:
    frame = selection.normalized
    return frame[frame["system"] == selection.year.facts.figure_baseline]


_ORGANISERS = {
    "train_kwh_normalized": "organisers_train_kwh_normalized",
    "ew_psds": "organisers_ew_psds_train",
    "ew_segmpauc": "organisers_ew_segmpauc_train",
}


def _with_y(frame: pd.DataFrame, quantity: str) -> pd.DataFrame:
    return frame.assign(
        y=frame[_ORGANISERS[quantity]].fillna(frame[quantity]), y_recomputed=frame[quantity]
    )


def _points(
    frame: pd.DataFrame,
    figure: str,
    panel: str,
    series: str,
    year: int,
    x_quantity: str,
    y_quantity: str,
    group: str,
) -> pd.DataFrame:
    values = {
        "figure": figure, "panel": panel, "series": series, "year": year,
        "system": frame["system"], "x_quantity": x_quantity, "x": frame[x_quantity],
        "y_quantity": y_quantity, "y": frame["y"], "y_recomputed": frame["y_recomputed"],
        "group": group,
    }  # fmt: skip
    return pd.DataFrame(values, columns=POINT_COLUMNS)
