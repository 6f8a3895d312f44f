"""The drawings of every system: sizes and energies, their normalisation, and the GPU's share."""

import warnings
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd
import seaborn as sns
from matplotlib.axes import Axes
from matplotlib.figure import Figure as Drawing
from matplotlib.lines import Line2D
from matplotlib.ticker import LogLocator

from sedenergy.analysis.selection import SHARES, Selection
from sedenergy.book.drawings.common import (
    add_legend,
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

_SEED = 20240913  # of the jitter that keeps points apart, the same in each build


def draw_distributions(
    selections: Mapping[int, Selection], quantities: Sequence[str], width: float
) -> Drawing:
    """Draw how quantities of the valid systems are distributed, a panel each, as `draw_strips`."""
    if not selections:
        return draw_no_data(width)
    drawing, axes = draw_panels(len(quantities), width, 0.75 + 0.42 * len(selections))
    for axis, quantity in zip(axes, quantities, strict=True):
        draw_strips(axis, {year: s.valid for year, s in selections.items()}, quantity)
    add_marks_legend(drawing)
    return drawing


def draw_strips(axis: Axes, frames: Mapping[int, pd.DataFrame], quantity: str) -> None:
    """Draw a strip a year: a point a system, a box from quartile to quartile, the median.

    `frames` has the systems of each year, at least of one. The axis is logarithmic, so values of 0
    do not show.
    """
    shown = {year: frame[frame[quantity] > 0] for year, frame in frames.items()}
    values = pd.concat([frame[quantity] for frame in shown.values()])
    label = QUANTITIES[quantity].label
    if len(values):
        # On a logarithmic axis seaborn would interpolate the quartiles between logarithms.
        _draw_boxes(axis, shown, quantity)
    scale_axis(axis, "x", quantity)
    if values.nunique() == 1:
        # A logarithmic axis cannot find limits of its own for a single value.
        axis.set_xlim(values.iloc[0] / 10, values.iloc[0] * 10)
    generator = np.random.default_rng(_SEED)
    for place, (year, frame) in enumerate(shown.items()):
        values, jitter = list(frame[quantity]), generator.uniform(-0.22, 0.22, len(frame))
        said = [f"{label} {value:.4g}" for value in values]
        scatter_points(axis, points_of_systems(frame, year, values, place + jitter, said))
        if frame.empty:
            where, text = axis.get_yaxis_transform(), f"{year}: not asked for"
            axis.text(0.02, place, text, transform=where, va="center", color=MUTED.light)
    axis.set(xlabel=label, ylabel="")
    label_rows(axis, [str(year) for year in shown])


def _draw_boxes(axis: Axes, frames: Mapping[int, pd.DataFrame], quantity: str) -> None:
    """Draw a box a year from quartile to quartile, with the median."""
    data = pd.concat([frame.assign(year=str(year)) for year, frame in frames.items()])
    order = [str(year) for year in frames]
    style = {"width": 0.62, "color": INK.light, "linewidth": 1.0, "fill": False}
    style |= {"boxprops": {"alpha": 0.7}, "medianprops": {"linewidth": 2.2}}
    style |= {"showfliers": False, "showcaps": False}
    with warnings.catch_warnings():
        # seaborn 0.13.2 still says `vert`, which matplotlib takes until 3.13.
        warnings.filterwarnings("ignore", message="vert: bool")
        sns.boxplot(data=data, x=quantity, y="year", order=order, ax=axis, whis=0, **style)


def draw_absolute_against_normalized(selections: Mapping[int, Selection], width: float) -> Drawing:
    """Draw each system's normalised energy over its reported one, for training and test."""
    if not selections:
        return draw_no_data(width)
    drawing, axes = draw_panels(2, width, 3.0 if is_wide(width) else 3.1)
    for axis, reported in zip(axes, ("train_kwh", "test_kwh"), strict=True):
        normalized = f"{reported}_normalized"
        scale_axis(axis, "x", reported)
        scale_axis(axis, "y", normalized)
        for year, selection in selections.items():
            systems = selection.normalized[selection.normalized[reported] > 0]
            x, y = list(systems[reported]), list(systems[normalized])
            said = [f"{a:.3g} kWh, normalised {b:.3g} kWh" for a, b in zip(x, y, strict=True)]
            scatter_points(axis, points_of_systems(systems, year, x, y, said))
        low = max(axis.get_xlim()[0], axis.get_ylim()[0])
        high = min(axis.get_xlim()[1], axis.get_ylim()[1])
        axis.plot([low, high], [low, high], color=INK.light, linewidth=0.9, linestyle=(0, (4, 3)))
        axis.set(xlabel=QUANTITIES[reported].label, ylabel=QUANTITIES[normalized].label)
    add_marks_legend(drawing, selections)
    return drawing


def draw_baseline_energies(selections: Mapping[int, Selection], width: float) -> Drawing:
    """Draw what ten epochs of the baseline took on the teams' machines, and the reference."""
    if not selections:
        return draw_no_data(width)
    drawing, (axis,) = draw_panels(1, width, 0.9 + 0.5 * len(selections))
    frames = {year: selection.normalized for year, selection in selections.items()}
    draw_strips(axis, frames, "baseline_train_kwh")
    axis.xaxis.set_major_locator(LogLocator(subs=(1, 2, 5)))
    style: dict[str, Any] = {"color": INK.light, "linewidth": 1.6, "linestyle": (0, (2, 1.5))}
    for place, selection in enumerate(selections.values()):
        reference = selection.year.facts.reference_train_kwh or float("nan")
        axis.plot([reference] * 2, [place - 0.42, place + 0.42], zorder=4, **style)
    add_marks_legend(drawing, (), Line2D([], [], label="Organisers' machine", **style))
    return drawing


def draw_gpu_shares(selection: Selection, width: float) -> Drawing:
    """Draw the GPU's share of every system of a year: training and test, joined by a line."""
    systems = selection.valid.dropna(subset=list(SHARES))
    # Systems with equal shares stay in the file's order, whatever a float's last digits are.
    order = systems[SHARES[0]].round(9).sort_values(kind="stable").index
    systems = systems.loc[order].reset_index(drop=True)
    if systems.empty:
        return draw_no_data(width)
    colour = year_colour(selection.year.year)
    drawing, (axis,) = draw_panels(1, width, 1.0 + 0.19 * len(systems))
    for place, ends in enumerate(systems[list(SHARES)].to_numpy()):
        axis.plot(ends, [place] * 2, color=MUTED.light, linewidth=1.0, alpha=0.6, zorder=2)
    for share, face in zip(SHARES, (colour, "none"), strict=True):
        style: dict[str, Any] = {"s": 30, "marker": "o", "linewidths": 1.3, "zorder": 3}
        style |= {"facecolors": face, "edgecolors": colour}
        points, label = (
            axis.scatter(systems[share], systems.index, **style),
            QUANTITIES[share].label,
        )
        pairs = zip(systems["system"], systems[share], strict=True)
        name_points(points, [f"{system}: {label} {value:.1f}" for system, value in pairs])
    names = systems["system"].str.replace("$", r"\$")  # which would start a formula
    if not is_wide(width):
        names = names.str.replace("_task4_", " ").str.replace("HanwhaVision", "Hanwha")
    axis.set_yticks(systems.index, names, fontsize=7.5 if is_wide(width) else 6.3)
    axis.set(xlim=(0, 100), ylim=(-0.7, len(systems) - 0.3))
    axis.set_xlabel(f"GPU's share of the energy, {selection.year.year} (%)")
    axis.grid(visible=False, axis="y")
    style = {"marker": "o", "linestyle": "", "markersize": 6, "color": colour}
    filled = Line2D([], [], label="Training", **style)
    hollow = Line2D([], [], label="Test", markerfacecolor="none", markeredgewidth=1.3, **style)
    add_legend(drawing, [filled, hollow], columns=2, is_tight=False)
    return drawing
