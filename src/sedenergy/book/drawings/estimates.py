"""Drawings of comparisons with their intervals, and of how firmly claims stand."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.figure import Figure as Drawing
from matplotlib.lines import Line2D
from matplotlib.ticker import FixedLocator, FuncFormatter, LogLocator, NullLocator

from sedenergy.analysis.uncertainty import Estimate
from sedenergy.book.certainty import name_estimate, write_effect, write_years_of
from sedenergy.book.drawings.common import (
    add_legend,
    draw_no_data,
    draw_panels,
    is_wide,
    label_rows,
    scale_axis,
)
from sedenergy.book.svg import name_points
from sedenergy.book.theme import INK, MUTED, YEARS, year_colour
from sedenergy.book.universes import name_choice
from sedenergy.printed.keys import ClaimKey

_SURE = YEARS[1]


def draw_estimates(estimates: Sequence[Estimate], width: float) -> Drawing:
    """Draw ratios on a logarithmic axis: a dot, the interval by teams, and thin that by systems.

    What can be told from no change stands in colour, the rest in grey.
    """
    shown = [e for e in estimates if np.isfinite([e.value, *e.by_team]).all() and e.value > 0]
    if not shown:
        return draw_no_data(width)
    drawing, (axis,) = draw_panels(1, width, 0.9 + (0.28 if is_wide(width) else 0.4) * len(shown))
    axis.set_xscale("log")
    axis.axvline(1, color=INK.light, linewidth=0.9, linestyle=(0, (4, 3)), zorder=1)
    labels = []
    for place, e in enumerate(shown):
        colour = (_SURE if e.is_sure else MUTED).light
        name = name_estimate(e)
        years = write_years_of(e)
        labels.append(f"{name}, {years}" if is_wide(width) else f"{name},\n{years}")
        style: dict[str, Any] = {"color": colour, "solid_capstyle": "butt"}
        axis.plot(e.by_team, [place] * 2, linewidth=2.4, zorder=2, **style)
        axis.plot(e.by_system, [place + 0.24] * 2, linewidth=1.0, alpha=0.9, zorder=2, **style)
        dot = axis.scatter([e.value], [place], s=36, color=colour, zorder=3)
        ends = " to ".join(write_effect(end, e) for end in e.by_team)
        name_points(dot, [f"{name}, {years}: {write_effect(e.value, e)}, interval {ends}"])
    label_rows(axis, labels)
    low = min(e.by_team[0] for e in shown if e.by_team[0] > 0)
    high = max(e.by_team[1] for e in shown)
    ticks = [t for t in (0.01, 0.03, 0.1, 0.3, 1, 3, 10, 30, 100) if low / 2 <= t <= high * 2]
    axis.xaxis.set_major_locator(FixedLocator(ticks))
    axis.xaxis.set_minor_locator(NullLocator())
    axis.xaxis.set_major_formatter(FuncFormatter(lambda v, _: f"×{v:g}"))
    axis.set_xlabel("Later year over earlier year" if is_wide(width) else "Later over earlier year")
    handles = [
        Line2D([], [], color=_SURE.light, linewidth=2.4, label="by teams, told from no change"),
        Line2D([], [], color=MUTED.light, linewidth=2.4, label="by teams, not told from it"),
        Line2D([], [], color=MUTED.light, linewidth=1.0, label="by systems"),
    ]
    add_legend(drawing, handles, columns=3, is_tight=False)
    return drawing


def draw_firmness(shares: pd.DataFrame, labels: Mapping[ClaimKey, str], width: float) -> Drawing:
    """Draw in which share of all universes each claim holds, and how far one choice moves it.

    Parameters
    ----------
    shares : DataFrame
        As `sedenergy.book.universes.hold_by_choice` gives it.
    labels : mapping of ClaimKey to str
        What each claim says, in short.
    width : float
        In inches.
    """
    if shares.empty:
        return draw_no_data(width)
    drawing, (axis,) = draw_panels(1, width, 0.9 + 0.19 * len(shares))
    by_choice = shares.drop(columns="all")
    for place, (key, row) in enumerate(by_choice.iterrows()):
        low, high, share = row.min(), row.max(), shares.loc[key, "all"]
        axis.plot([100 * low, 100 * high], [place] * 2, color=MUTED.light, linewidth=1.6, zorder=2)
        dot = axis.scatter([100 * share], [place], s=26, color=YEARS[1].light, zorder=3)
        ends = (
            f"{name_choice(*row.idxmin())} {low:.0%}",
            f"{name_choice(*row.idxmax())} {high:.0%}",
        )
        said = f"{labels[key]} ({key}): holds in {share:.0%}; with {ends[0]}, with {ends[1]}"
        name_points(dot, [said])
    texts = [labels[key] if is_wide(width) else str(key) for key in shares.index]
    label_rows(axis, [text.replace("$", r"\$") for text in texts])
    axis.tick_params(axis="y", labelsize=7.5)
    axis.set(xlim=(-1, 101), xlabel="Share of all combinations in which it holds (%)")
    handles = [
        Line2D([], [], marker="o", linestyle="", color=YEARS[1].light, label="all combinations"),
        Line2D([], [], color=MUTED.light, linewidth=1.6, label="with one choice fixed"),
    ]
    add_legend(drawing, handles, columns=2, is_tight=False)
    return drawing


def draw_medians(medians: pd.DataFrame, width: float) -> Drawing:
    """Draw the median training energy of each year, as reported and normalised, with intervals.

    `medians` is as `sedenergy.analysis.uncertainty.estimate_medians` gives it.
    """
    if medians.empty:
        return draw_no_data(width)
    drawing, axes = draw_panels(2, width, 3.0 if is_wide(width) else 2.3, sharey=True)
    heads = {"train_kwh": "As reported", "train_kwh_normalized": "Hardware taken out"}
    for axis, (quantity, head) in zip(axes, heads.items(), strict=True):
        part = medians[medians["quantity"] == quantity]
        axis.plot(part["year"], part["value"], color=MUTED.light, linewidth=1.2, zorder=1)
        for row in part.itertuples():
            colour = year_colour(row.year)
            axis.plot([row.year] * 2, [row.low, row.high], color=colour, linewidth=2.4, zorder=2)
            dot = axis.scatter([row.year], [row.value], s=64, color=colour, zorder=3)
            ends = f"{row.low:.2f} to {row.high:.2f} kWh"
            name_points(dot, [f"{head}, {row.year}: {row.value:.2f} kWh, interval {ends}"])
            beside: dict[str, Any] = {"xytext": (8, 8), "textcoords": "offset points"}
            axis.annotate(f"{row.value:.2f}", (row.year, row.value), va="center", **beside)
        scale_axis(axis, "y", quantity)
        axis.yaxis.set_major_locator(LogLocator(subs=(1, 2, 5)))
        years = sorted(medians["year"].unique())
        axis.set_xticks(years, [str(year) for year in years])
        axis.set(xlim=(years[0] - 0.5, years[-1] + 0.7), title=head)
        axis.tick_params(labelleft=True)
    axes[0].set_ylabel("Median training energy (kWh)")
    if not is_wide(width):
        axes[1].set_ylabel("Median training energy (kWh)")
    return drawing
