"""The drawings of scores: figures 1 and 2 of the paper, the energy caps, and the ledger's totals.

The points of the two figures are those of `sedenergy.analysis.figures.FIGURES`.
"""

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure as Drawing
from matplotlib.lines import Line2D

from sedenergy.analysis.caps import CAPPED, cap_curve, capped
from sedenergy.analysis.selection import GROUP_OF, Selection
from sedenergy.analysis.tables import compute_statistic
from sedenergy.book.drawings.common import (
    add_legend,
    add_marks_legend,
    draw_no_data,
    draw_panels,
    is_wide,
    label_rows,
    scale_axis,
    scatter_points,
    square_handle,
)
from sedenergy.book.svg import name_points
from sedenergy.book.theme import INK, MARKS, MUTED, ON_VERDICT, VERDICT_COLOURS, year_colour
from sedenergy.vocabulary import QUANTITIES, STATISTICS

_DASHES: dict[str, Any] = {"q25": (0, (1, 2)), "median": (0, (5, 2))}


def draw_figure_1(points: pd.DataFrame, width: float) -> Drawing:
    """Draw figure 1: normalised training energy over PSDS, ensembles beside single systems."""
    if points.empty:
        return draw_no_data(width)
    low = _power_below(points["y"])  # of both panels, which share their axes
    drawing, axes = draw_panels(2, width, 3.1, sharex=True, sharey=True)
    for axis, group in zip(axes, GROUP_OF, strict=True):
        axis.set_title(f"{MARKS[group].words}s", loc="left")
        axis.tick_params(labelbottom=True, labelleft=True)
        panel = points[points["panel"] == group]
        _draw_points(axis, panel, "psds", "train_kwh_normalized", low)
    add_marks_legend(drawing, sorted(points["year"].unique()))
    return drawing


def draw_figure_2(points: pd.DataFrame, width: float) -> Drawing:
    """Draw figure 2: energy-weighted scores over scores, the baseline's as dotted lines."""
    if points.empty:
        return draw_no_data(width)
    panels = list(points.groupby("panel", sort=False))
    drawing, axes = draw_panels(len(panels), width, 3.2)
    for axis, (_, panel) in zip(axes, panels, strict=True):
        quantities = panel["x_quantity"].iloc[0], panel["y_quantity"].iloc[0]
        _draw_points(axis, panel, *quantities, low=_power_below(panel["y"]))
        style: dict[str, Any] = {"color": INK.light, "linewidth": 1.0, "linestyle": (0, (1, 2))}
        for baseline in panel[panel["group"] == "baseline"].itertuples():
            axis.axvline(baseline.x, zorder=1, **style)
            axis.axhline(baseline.y, zorder=1, **style)
    add_marks_legend(drawing, sorted(points["year"].unique()))
    return drawing


def _draw_points(
    axis: Axes, points: pd.DataFrame, x_quantity: str, y_quantity: str, low: float
) -> None:
    """Draw points on a logarithmic y axis; those at 0 as triangles at its lower end, at `low`."""
    scale_axis(axis, "y", y_quantity)
    x, y = QUANTITIES[x_quantity].label, QUANTITIES[y_quantity].label
    axis.set(xlabel=x, ylabel=y)
    rows = points.itertuples()
    names = [f"{p.system} ({p.year}): {x} {p.x:g}, {y} {p.y:g}" for p in rows]
    points = points.assign(name=names)
    scatter_points(axis, points[points["y"] > 0])
    for year, part in points[points["y"] <= 0].groupby("year"):
        axis.set_ylim(bottom=low)
        style: dict[str, Any] = {"s": 36, "marker": "v", "clip_on": False, "zorder": 4}
        marks = axis.scatter(part["x"], [low] * len(part), color=year_colour(year), **style)
        name_points(marks, part["name"])


def _power_below(values: pd.Series) -> float:
    """Return the power of ten at or below the least value above 0; 1 where there is none."""
    positive = values[values > 0]
    return float(10 ** np.floor(np.log10(positive.min()))) if len(positive) else 1.0


def draw_cap_curves(selections: Mapping[int, Selection], width: float) -> Drawing:
    """Draw the best PSDS that is reachable under a cap, a panel a quantity, a line a year."""
    systems = {
        quantity: {year: capped(s, quantity) for year, s in selections.items()}
        for quantity in CAPPED
    }
    if not any(len(frame) for years in systems.values() for frame in years.values()):
        return draw_no_data(width)
    height = 3.0 if is_wide(width) else 2.4
    drawing, axes = draw_panels(len(CAPPED), width, height, beside=len(CAPPED), sharey=True)
    for axis, (quantity, years) in zip(axes, systems.items(), strict=True):
        scale_axis(axis, "x", quantity)
        for year, frame in years.items():
            if len(frame):
                _draw_cap_curve(axis, frame, quantity, year)
        axis.set_xlabel("\n(".join(QUANTITIES[quantity].label.rsplit(" (", 1)))
        axis.tick_params(labelleft=True)
        if axis is axes[0] or not is_wide(width):
            axis.set_ylabel("Best PSDS within the cap")
    add_legend(drawing, _cap_handles(selections), columns=4, is_tight=False)
    return drawing


def _draw_cap_curve(axis: Axes, systems: pd.DataFrame, quantity: str, year: int) -> None:
    steps, colour = cap_curve(systems, quantity), year_colour(year)
    caps = [*steps["cap"], systems[quantity].max()]
    best = [*steps["psds"], steps["psds"].iloc[-1]]
    axis.step(caps, best, where="post", color=colour, linewidth=1.8, zorder=2)
    points = steps.rename(columns={"cap": "x", "psds": "y"}).assign(year=year, group="single")
    names = [f"{p.system} ({year}): PSDS {p.y:g} from {p.x:.4g} on" for p in points.itertuples()]
    scatter_points(axis, points.assign(name=names))
    for name, dash in _DASHES.items():
        threshold = compute_statistic(systems, quantity, STATISTICS[name])
        axis.axvline(threshold, color=colour, linestyle=dash, linewidth=1.1, zorder=1)


def _cap_handles(years: Mapping[int, Selection]) -> list[Line2D]:
    curve: dict[str, Any] = {"linewidth": 1.8, "marker": "o", "markersize": 5}
    lines = [Line2D([], [], color=year_colour(year), label=str(year), **curve) for year in years]
    for name, dash in _DASHES.items():
        label = STATISTICS[name].words.capitalize()
        lines.append(Line2D([], [], color=MUTED.light, linestyle=dash, linewidth=1.2, label=label))
    return lines


def draw_verdicts(totals: pd.DataFrame, width: float) -> Drawing:
    """Draw the ledger's totals: a bar a kind of entry (a row), its parts the verdicts (columns)."""
    shown = totals[totals.sum(axis=1) > 0]
    if shown.empty:
        return draw_no_data(width)
    drawing, (axis,) = draw_panels(1, width, 0.7 + 0.42 * len(shown))
    for place, (_, counts) in enumerate(shown.iterrows()):
        _draw_bar(axis, place, counts[counts > 0], width)
    axis.set(xlim=(0, 100), xlabel="Share of the entries (%)")
    label_rows(axis, [f"{kind.capitalize()}s" for kind in shown.index])
    labels: dict[str, list[str]] = {}
    for verdict, colour in VERDICT_COLOURS.items():
        labels.setdefault(colour.light, []).append(verdict)
    handles = [square_handle(", ".join(verdicts), light) for light, verdicts in labels.items()]
    add_legend(drawing, handles, columns=4)
    return drawing


def _draw_bar(axis: Axes, place: int, counts: pd.Series, width: float) -> None:
    style: dict[str, Any] = {"ha": "center", "va": "center", "color": ON_VERDICT.light}
    style |= {"fontsize": 8.5, "fontweight": "bold"}
    start = 0.0
    for verdict, count in counts.items():
        part = 100 * count / counts.sum()
        axis.barh(place, part, left=start, height=0.62, color=VERDICT_COLOURS[str(verdict)].light)
        if part > 100 * 0.16 / width:  # room for two digits
            axis.text(start + part / 2, place, f"{count}", **style)
        start += part
