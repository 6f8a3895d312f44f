"""The drawings of the energies as measurements: watts over TDP, and baselines by GPU."""

import textwrap
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.figure import Figure as Drawing
from matplotlib.lines import Line2D
from matplotlib.ticker import LogLocator

from sedenergy.analysis.watts import LEAST, MOST
from sedenergy.book.drawings.common import (
    add_legend,
    draw_no_data,
    draw_panels,
    is_wide,
    label_rows,
    scale_axis,
    scatter_points,
    square_handle,
)
from sedenergy.book.theme import INK, MARKS, MUTED, year_colour
from sedenergy.vocabulary import QUANTITIES

_ROW = 0.25  # inches
_NAMES = 40  # characters of a line beside a row


def draw_watts_over_tdp(held: pd.DataFrame, width: float) -> Drawing:
    """Draw the watts per GPU over its TDP, a point a report, a row a GPU; the limits as a band.

    `held` is what `sedenergy.analysis.instrument.hold_years` gives. In a wide drawing, the teams
    with a report beyond the limits stand beside the row.
    """
    shown = held[held["ratio"] > 0].sort_values("model", kind="stable")
    if shown.empty:
        return draw_no_data(width)
    models = list(shown["model"].unique())
    drawing, (axis,) = draw_panels(1, width, 1.0 + _ROW * len(models))
    axis.axvspan(LEAST, MOST, color=MUTED.light, alpha=0.18, linewidth=0)
    axis.axvline(1, color=MUTED.light, linewidth=1.0)
    names = [
        f"{r.system} ({r.year}): {r.hardware}, {r.watts:.0f} W per GPU, {r.ratio:.2g} of the TDP"
        for r in shown.itertuples()
    ]
    rows = shown["model"].map(models.index) + _spread_evenly(shown["model"])
    points = {"x": shown["ratio"], "y": rows, "name": names, "group": "single"}
    scatter_points(axis, pd.DataFrame(points).assign(year=shown["year"]))
    ends = min(0.02, shown["ratio"].min() / 1.5), max(30, shown["ratio"].max() * 1.5)
    axis.set(xscale="log", xlabel="Watts per GPU over its TDP", xlim=ends)
    axis.xaxis.set_major_formatter(lambda value, _: f"{value:g}")
    label_rows(axis, models)
    axis.tick_params(axis="y", labelsize=7.5 if is_wide(width) else 6.3)
    if is_wide(width):
        beyond = shown[(shown["ratio"] < LEAST) | (shown["ratio"] > MOST)]
        style: dict[str, Any] = {"transform": axis.get_yaxis_transform(), "va": "center"}
        for model, part in beyond.groupby("model"):
            text = textwrap.fill(", ".join(part["team"].unique()), _NAMES).replace("$", r"\$")
            axis.text(1.01, models.index(model), text, fontsize=6, linespacing=1.15, **style)
    label = f"{LEAST:g} to {MOST:g} times the TDP"
    style = {"color": MUTED.light, "alpha": 0.3, "linewidth": 9, "solid_capstyle": "butt"}
    band = Line2D([], [], label=label, **style)
    years = [square_handle(str(year), year_colour(year)) for year in sorted(set(shown["year"]))]
    add_legend(drawing, [*years, band])
    return drawing


def _spread_evenly(groups: pd.Series) -> pd.Series:
    """Return offsets that keep the points of a group apart, the same in each build."""
    place = groups.groupby(groups).cumcount()
    return 0.3 * np.sin(2.4 * place)


def draw_baselines_by_model(baselines: pd.DataFrame, width: float) -> Drawing:
    """Draw what ten epochs of the baseline took, a point a team, a row a GPU.

    `baselines` is what `sedenergy.analysis.instrument.baselines_by_model` gives.
    """
    shown = baselines[baselines["kwh"] > 0]
    if shown.empty:
        return draw_no_data(width)
    medians = shown.groupby("model")["kwh"].median()
    models = list(medians.sort_values(kind="stable").index)
    drawing, (axis,) = draw_panels(1, width, 1.0 + _ROW * len(models))
    ends = shown.groupby("model")["kwh"].agg(["min", "max"])
    for model, (low, high) in ends.iterrows():
        axis.plot([low, high], [models.index(model)] * 2, color=MUTED.light, linewidth=1.0)
    names = [f"{r.team} ({r.year}): {r.model}, {r.kwh:.3f} kWh" for r in shown.itertuples()]
    groups = shown["baseline"].map({True: "baseline", False: "single"})
    points = {"x": shown["kwh"], "y": shown["model"].map(models.index), "name": names}
    scale_axis(axis, "x", "baseline_train_kwh")
    points = pd.DataFrame(points).assign(group=groups, year=shown["year"])
    scatter_points(axis, points.sort_values("group", ascending=False, kind="stable"))
    axis.xaxis.set_major_locator(LogLocator(subs=(1, 2, 5)))
    axis.set(xlabel=QUANTITIES["baseline_train_kwh"].label)
    label_rows(axis, models)
    axis.tick_params(axis="y", labelsize=7.5 if is_wide(width) else 6.3)
    years = [square_handle(str(year), year_colour(year)) for year in sorted(set(shown["year"]))]
    star: dict[str, Any] = {"marker": MARKS["baseline"].shape, "color": INK.light, "markersize": 9}
    add_legend(drawing, [*years, Line2D([], [], linestyle="", label="Organisers", **star)])
    return drawing
