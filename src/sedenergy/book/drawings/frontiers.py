"""The drawings of score against energy: systems with their frontier, and what more energy buys."""

import re
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure as Drawing
from matplotlib.lines import Line2D

from sedenergy.analysis.frontier import Scored, frontier
from sedenergy.book.drawings.common import (
    add_marks_legend,
    draw_no_data,
    draw_panels,
    is_wide,
    label_rows,
    points_of_systems,
    scale_axis,
    scatter_points,
)
from sedenergy.book.svg import name_points
from sedenergy.book.theme import INK, MUTED, year_colour
from sedenergy.vocabulary import QUANTITIES

_FEW = 3  # names in a narrow drawing
_LONGEST_NAME = 28  # characters of a name
_LINE = 0.15  # inches from a name to the next


def draw_frontiers(years: Scored, width: float) -> Drawing:
    """Draw PSDS over normalised training energy, a panel a year, with the frontier as steps.

    The systems on the frontier are named; in a narrow drawing the three that raise it most. The
    dashed steps are the frontier of the year before.
    """
    if not years:
        return draw_no_data(width)
    height = 3.3
    drawing, axes = draw_panels(len(years), width, height, beside=1, sharex=True, sharey=True)
    largest = max(systems["kwh"].max() for systems in years.values())
    before: tuple[int, pd.DataFrame] | None = None
    for axis, (year, systems) in zip(axes, years.items(), strict=True):
        scale_axis(axis, "x", "train_kwh_normalized")
        best, kwh = frontier(systems), systems["kwh"]
        said = [f"PSDS {s:g}, {e:.4g} kWh" for s, e in zip(systems["score"], kwh, strict=True)]
        scatter_points(axis, points_of_systems(systems, year, kwh, systems["score"], said))
        if before:
            _draw_steps(axis, *before, largest, linestyle=(0, (4, 2)), linewidth=1.0, alpha=0.8)
        _draw_steps(axis, year, best, largest, linewidth=1.8)
        _name_systems(axis, best, is_wide(width), _LINE / (height - 0.9))
        axis.set_title(f"{year}: {len(best)} of {len(systems)} systems on the frontier")
        axis.set(ylabel="PSDS", ylim=(-0.03, 1))
        axis.tick_params(labelbottom=True)
        before = year, best
    least = min(systems["kwh"].min() for systems in years.values())
    axes[-1].set_xlim(least / 10, largest * 1.5)  # room for names to the left
    axes[-1].set_xlabel(QUANTITIES["train_kwh_normalized"].label)
    dashed = Line2D([], [], color=MUTED.light, linestyle=(0, (4, 2)), label="Year before")
    add_marks_legend(drawing, (), *[dashed] * (len(years) > 1))
    return drawing


def _draw_steps(axis: Axes, year: int, best: pd.DataFrame, end: float, **style: Any) -> None:
    kwh, score = [*best["kwh"], end], [*best["score"], best["score"].iloc[-1]]
    axis.step(kwh, score, where="post", color=year_colour(year), zorder=2, **style)


def _name_systems(axis: Axes, best: pd.DataFrame, is_roomy: bool, line: float) -> None:
    """Write the names of systems, each to the upper left of its point and above the last.

    `line` is the height of one in units of the score. Systems at one point share a name; what has
    no room is left out.
    """
    names = best["system"].map(_short).groupby([best["kwh"], best["score"]]).agg(", ".join)
    points = names.reset_index()
    rises = points["score"].diff().fillna(points["score"])
    if not is_roomy:
        points = points[rises.rank(ascending=False, method="first") <= _FEW]
    level = 0.0
    for point in points.itertuples():
        level = max(level + line, point.score + 0.03)
        if level > 1 - line:
            return
        arrow = {"arrowstyle": "-", "color": MUTED.light, "linewidth": 0.6, "shrinkB": 3}
        label = axis.annotate(
            point.system,
            (point.kwh, point.score),
            (point.kwh, level),
            ha="right",
            va="bottom",
            fontsize=7.5,
            arrowprops=arrow | {"relpos": (1, 0), "shrinkA": 0},
            zorder=5,
        )
        label.set_in_layout(False)


def _short(name: str) -> str:
    """Return a system's name without what all have, at most so long, and not as a formula."""
    name = re.sub(r"_task\d\w?_", " ", name)
    name = name if len(name) <= _LONGEST_NAME else f"{name[:_LONGEST_NAME]}…"
    return name.replace("$", r"\$")


def draw_bought(rows: pd.DataFrame, width: float) -> Drawing:
    """Draw what ten times the energy goes with: a dot and its interval a row of `bought`."""
    shown = rows.dropna(subset=["value", "low", "high"]).reset_index(drop=True)
    if shown.empty:
        return draw_no_data(width)
    drawing, (axis,) = draw_panels(1, width, 0.8 + 0.3 * len(shown))
    axis.axvline(0, color=INK.light, linewidth=0.9, linestyle=(0, (4, 3)), zorder=1)
    labels = []
    for place, row in enumerate(shown.itertuples()):
        colour, group = year_colour(row.year), row.group
        labels.append(f"{QUANTITIES[row.score].words} {row.year}, {group}")
        axis.plot([row.low, row.high], [place] * 2, color=colour, linewidth=1.8, zorder=2)
        dot = axis.scatter([row.value], [place], s=34, color=colour, zorder=3)
        said = f"{row.value:+.3f}, interval {row.low:+.3f} to {row.high:+.3f}"
        name_points(dot, [f"{labels[-1]}: {said}"])
    label_rows(axis, labels)
    text = (
        "Change of the score for ten times the energy" if is_wide(width) else "Change of the score"
    )
    axis.set_xlabel(text)
    return drawing
