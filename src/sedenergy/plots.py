"""The drawings of the book: each function takes the selected systems and a width in inches."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import seaborn as sns
from matplotlib.axes import Axes
from matplotlib.axis import Axis
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.ticker import FuncFormatter, LogLocator, NullLocator

from sedenergy.columns import LABELS
from sedenergy.selection import Selection
from sedenergy.svg import name_points
from sedenergy.tables import CAPPED, QUARTILES, Selections, cap_curve, capped
from sedenergy.theme import INK, MARKERS, MUTED, NAMES, SIZES, colour

_BREAK = 5.0  # inches; below it panels stand below each other
_DASHES = {"q25": (0, (1, 2)), "median": (0, (5, 2))}
_SEED = 20240913  # the jitter that keeps points apart, the same in each build


def group_of(frame: pd.DataFrame) -> pd.Series:
    """Return each system's group: ``baseline``, ``ensemble`` or ``single``."""
    kind = frame["ensemble"].map({True: "ensemble", False: "single"})
    return kind.where(~frame["baseline"], "baseline")


def panels(count: int, width: float, height: float, **kwargs: Any) -> tuple[Figure, list[Axes]]:
    """Return a figure with panels side by side, or below each other where it is narrow."""
    wide = width >= _BREAK
    columns = min(count, 2) if wide else 1
    rows = -(-count // columns)
    figure, axes = plt.subplots(
        rows, columns, figsize=(width, height * rows), squeeze=False, **kwargs
    )
    flat = list(axes.flat)
    for unused in flat[count:]:
        unused.set_visible(False)
    return figure, flat[:count]


def nothing(width: float) -> Figure:
    """Draw a word in place of a figure for which the years have no data."""
    figure, (axis,) = panels(1, width, 0.6)
    axis.set_axis_off()
    axis.text(0, 0.5, "The years shown have no data for this figure.", va="center", color=MUTED)
    return figure


def distributions(
    selections: Selections, quantities: Sequence[str], step: str, width: float
) -> Figure:
    """Draw a quantity's distribution a panel: a point a system, the quartiles as a box.

    Parameters
    ----------
    selections : mapping of int to Selection
    quantities : sequence of str
        Columns; the axes are logarithmic, so values of 0 do not show.
    step : {'valid', 'normalized'}
        The systems.
    width : float
        Inches.

    Returns
    -------
    Figure
    """
    height = 0.75 + 0.42 * len(selections)
    figure, axes = panels(len(quantities), width, height)
    for axis, quantity in zip(axes, quantities, strict=True):
        frames = {n: getattr(s, step) for n, s in selections.items()}
        strips(axis, frames, quantity)
    _groups_legend(figure, ("ensemble", "single", "baseline"))
    return figure


def strips(axis: Axes, frames: Mapping[int, pd.DataFrame], quantity: str) -> None:
    """Draw a strip of points a year, with a box from quartile to quartile and the median."""
    shown = {n: f[f[quantity] > 0] for n, f in frames.items()}
    data = pd.concat([f.assign(year=str(n)) for n, f in shown.items()])
    order = [str(n) for n in shown]
    _log(axis.xaxis, quantity, axis.set_xscale)
    if data[quantity].nunique() == 1:
        # A logarithmic axis cannot find limits of its own for a single value.
        axis.set_xlim(data[quantity].iloc[0] / 10, data[quantity].iloc[0] * 10)
    if len(data):
        with warnings.catch_warnings():
            # seaborn 0.13.2 still says `vert`, which matplotlib takes until 3.13.
            warnings.filterwarnings("ignore", message="vert: bool")
            sns.boxplot(
                data=data, x=quantity, y="year", order=order, ax=axis, width=0.62, whis=0,
                fill=False, showfliers=False, showcaps=False, color=INK, linewidth=1.0,
                boxprops={"alpha": 0.7}, medianprops={"linewidth": 2.2},
            )  # fmt: skip
    generator = np.random.default_rng(_SEED)
    for place, (number, frame) in enumerate(shown.items()):
        jitter = place + generator.uniform(-0.22, 0.22, len(frame))
        for group in MARKERS:
            chosen = (group_of(frame) == group).to_numpy(dtype=bool)
            part = frame[chosen]
            scatter(axis, part[quantity], jitter[chosen], group, number, [
                f"{s} ({number}): {LABELS[quantity]} {v:.4g}"
                for s, v in zip(part["system"], part[quantity], strict=True)
            ])  # fmt: skip
    for place, number in enumerate(shown):
        if shown[number].empty:
            axis.text(0.02, place, f"{number}: not asked for", transform=axis.get_yaxis_transform(),
                      va="center", color=MUTED)  # fmt: skip
    axis.set_yticks(range(len(order)), order)
    axis.set_ylim(len(order) - 0.5, -0.5)
    axis.set(xlabel=LABELS[quantity], ylabel="")
    axis.grid(visible=False, axis="y")


def scatter(
    axis: Axes,
    x: Sequence[float],
    y: Sequence[float],
    group: str,
    year: int,
    titles: Sequence[str],
) -> None:
    """Draw points in the year's colour and the group's marker, each with its name."""
    if len(x) == 0:
        return
    points = axis.scatter(
        x, y, s=SIZES[group], marker=MARKERS[group], linewidths=0.6, zorder=3,
        color=INK if group == "baseline" else colour(year),
        alpha=1.0 if group == "baseline" else 0.75,
        edgecolors=colour(year) if group == "baseline" else "none",
    )  # fmt: skip
    name_points(points, list(titles))


def absolute_against_normalized(selections: Selections, width: float) -> Figure:
    """Draw each system's normalised energy over its reported one, for training and test."""
    if not selections:
        return nothing(width)
    figure, axes = panels(2, width, 3.0 if width >= _BREAK else 3.1)
    for axis, phase in zip(axes, ("train", "test"), strict=True):
        x, y = f"{phase}_kwh", f"{phase}_kwh_normalized"
        _log(axis.xaxis, x, axis.set_xscale)
        _log(axis.yaxis, y, axis.set_yscale)
        for number, selection in selections.items():
            for group in MARKERS:
                part = selection.normalized
                part = part[(group_of(part) == group) & (part[x] > 0)]
                scatter(axis, part[x], part[y], group, number, [
                    f"{s} ({number}): {a:.3g} kWh, normalised {b:.3g} kWh"
                    for s, a, b in zip(part["system"], part[x], part[y], strict=True)
                ])  # fmt: skip
        low = max(axis.get_xlim()[0], axis.get_ylim()[0])
        high = min(axis.get_xlim()[1], axis.get_ylim()[1])
        axis.plot([low, high], [low, high], color=INK, linewidth=0.9, linestyle=(0, (4, 3)))
        axis.set(xlabel=LABELS[x], ylabel=LABELS[y])
    _legend(figure, selections, ("ensemble", "single", "baseline"))
    return figure


def baseline_energies(selections: Selections, width: float) -> Figure:
    """Draw what ten epochs of the baseline took on the teams' machines, and the reference."""
    if not selections:
        return nothing(width)
    figure, (axis,) = panels(1, width, 0.9 + 0.5 * len(selections))
    strips(axis, {n: s.normalized for n, s in selections.items()}, "baseline_train_kwh")
    axis.xaxis.set_major_locator(LogLocator(subs=(1, 2, 5)))
    axis.xaxis.set_major_formatter(FuncFormatter(lambda v, _: f"{v:g}"))
    for place, selection in enumerate(selections.values()):
        reference = selection.year.facts.reference_train_kwh or float("nan")
        axis.plot([reference] * 2, [place - 0.42, place + 0.42], color=INK, linewidth=1.6,
                  linestyle=(0, (2, 1.5)), zorder=4)  # fmt: skip
    reference_line = Line2D([], [], color=INK, linestyle=(0, (2, 1.5)), linewidth=1.6,
                            label="Organisers' machine")  # fmt: skip
    _groups_legend(figure, ("ensemble", "single", "baseline"), extra=[reference_line])
    return figure


def gpu_shares(selection: Selection, width: float) -> Figure:
    """Draw the GPU's share of every system of a year: training and test, joined by a line."""
    frame = selection.valid.dropna(subset=["train_gpu_share", "test_gpu_share"])
    frame = frame.sort_values("train_gpu_share", kind="stable").reset_index(drop=True)
    number = selection.year.year
    figure, (axis,) = panels(1, width, 1.0 + 0.19 * len(frame))
    for place, row in frame.iterrows():
        ends = [row["train_gpu_share"], row["test_gpu_share"]]
        axis.plot(ends, [place] * 2, color=MUTED, linewidth=1.0, alpha=0.6, zorder=2)
    for column, face in (("train_gpu_share", colour(number)), ("test_gpu_share", "none")):
        points = axis.scatter(
            frame[column], frame.index, s=30, marker="o", facecolors=face,
            edgecolors=colour(number), linewidths=1.3, zorder=3,
        )  # fmt: skip
        name_points(points, [
            f"{s}: {LABELS[column]} {v:.1f}"
            for s, v in zip(frame["system"], frame[column], strict=True)
        ])  # fmt: skip
    size = 7.5 if width >= _BREAK else 6.3
    # A dollar would start a formula.
    names = [(_short(s) if width < _BREAK else s).replace("$", r"\$") for s in frame["system"]]
    axis.set_yticks(frame.index, names, fontsize=size)
    axis.set_ylim(-0.7, len(frame) - 0.3)
    axis.set_xlim(0, 100)
    axis.set_xlabel(f"GPU's share of the energy, {number} (%)")
    axis.grid(visible=False, axis="y")
    style: dict[str, Any] = {"marker": "o", "linestyle": "", "markersize": 6}
    handles = [
        Line2D([], [], **style, color=colour(number), label="Training"),
        Line2D([], [], **style, markerfacecolor="none", markeredgecolor=colour(number),
               markeredgewidth=1.3, label="Test"),
    ]  # fmt: skip
    figure.legend(handles=handles, loc="outside upper left", ncols=2)
    return figure


def figure_1(points: pd.DataFrame, width: float) -> Figure:
    """Draw figure 1: normalised training energy over PSDS, ensembles beside single systems."""
    if points.empty:
        return nothing(width)
    figure, axes = panels(2, width, 3.1, sharex=True, sharey=True)
    for axis, panel in zip(axes, ("ensemble", "single"), strict=True):
        _log(axis.yaxis, "train_kwh_normalized", axis.set_yscale)
        _draw_points(axis, points[points["panel"] == panel])
        axis.set_title(f"{NAMES[panel]}s", loc="left")
        axis.set_xlabel(LABELS["psds"])
        axis.tick_params(labelbottom=True, labelleft=True)
        axis.set_ylabel(LABELS["train_kwh_normalized"])
    years = points["year"].unique()
    _legend(figure, dict.fromkeys(sorted(years)), ("ensemble", "single", "baseline"))
    return figure


def figure_2(points: pd.DataFrame, width: float) -> Figure:
    """Draw figure 2: energy-weighted scores over scores, the baseline's as dotted lines."""
    shown = list(dict.fromkeys(points["panel"]))
    if not shown:
        return nothing(width)
    figure, axes = panels(len(shown), width, 3.2)
    for axis, panel in zip(axes, shown, strict=True):
        part = points[points["panel"] == panel]
        _log(axis.yaxis, "ew", axis.set_yscale)
        _draw_points(axis, part)
        for _, line in part[part["group"] == "baseline"].iterrows():
            style: dict[str, Any] = {
                "color": INK,
                "linewidth": 1.0,
                "linestyle": (0, (1, 2)),
                "zorder": 1,
            }
            axis.axvline(line["x"], **style)
            axis.axhline(line["y"], **style)
        axis.set(
            xlabel=LABELS[part["x_quantity"].iloc[0]], ylabel=LABELS[part["y_quantity"].iloc[0]]
        )
    years = dict.fromkeys(sorted(points["year"].unique()))
    _legend(figure, years, ("ensemble", "single", "baseline"))
    return figure


def _draw_points(axis: Axes, points: pd.DataFrame) -> None:
    """Draw points on a logarithmic y axis; those at 0 as a triangle at its lower end."""
    positive = points[points["y"] > 0]
    for (year, group), part in positive.groupby(["year", "group"], sort=False):
        scatter(axis, part["x"], part["y"], group, year, _titles(part))
    at_zero = points[points["y"] <= 0]
    if at_zero.empty or positive.empty:
        return
    floor = 10 ** np.floor(np.log10(positive["y"].min()))
    axis.set_ylim(bottom=floor)
    for year, part in at_zero.groupby("year"):
        marks = axis.scatter(
            part["x"], [floor] * len(part), s=36, marker="v", color=colour(year), clip_on=False,
            zorder=4,
        )  # fmt: skip
        name_points(marks, _titles(part))


def _titles(points: pd.DataFrame) -> list[str]:
    return [
        f"{p.system} ({p.year}): {LABELS[p.x_quantity]} {p.x:g}, {LABELS[p.y_quantity]} {p.y:g}"
        for p in points.itertuples()
    ]


def cap_curves(selections: Selections, width: float) -> Figure:
    """Draw the best reachable PSDS over the cap, a panel a quantity, a line a year."""
    wide = width >= _BREAK
    if not any(len(capped(s, q)) for s in selections.values() for q in CAPPED):
        return nothing(width)
    figure, axes = plt.subplots(
        3 if not wide else 1, 1 if not wide else 3, figsize=(width, 3.0 if wide else 7.2),
        squeeze=False, sharey=True,
    )  # fmt: skip
    for axis, quantity in zip(axes.flat, CAPPED, strict=True):
        _log(axis.xaxis, quantity, axis.set_xscale)
        for number, selection in selections.items():
            systems = capped(selection, quantity)
            steps = cap_curve(systems, quantity)
            if steps.empty:
                continue
            end = systems[quantity].max()
            axis.step([*steps["cap"], end], [*steps["psds"], steps["psds"].iloc[-1]], where="post",
                      color=colour(number), linewidth=1.8, zorder=2)  # fmt: skip
            scatter(axis, steps["cap"], steps["psds"], "single", number, [
                f"{s.system} ({number}): PSDS {s.psds:g} from {s.cap:.4g} on"
                for s in steps.itertuples()
            ])  # fmt: skip
            for name, dash in _DASHES.items():
                threshold = systems[quantity].quantile(QUARTILES[name])
                axis.axvline(
                    threshold, color=colour(number), linestyle=dash, linewidth=1.1, zorder=1
                )
        axis.set_xlabel("\n(".join(LABELS[quantity].rsplit(" (", 1)))
        axis.tick_params(labelleft=True)
    for axis in axes.flat if not wide else axes.flat[:1]:
        axis.set_ylabel("Best PSDS within the cap")
    handles = [
        Line2D([], [], color=colour(n), linewidth=1.8, marker="o", markersize=5, label=str(n))
        for n in selections
    ]
    handles += [
        Line2D(
            [], [], color=MUTED, linestyle=_DASHES["q25"], linewidth=1.2, label="25th percentile"
        ),
        Line2D([], [], color=MUTED, linestyle=_DASHES["median"], linewidth=1.2, label="Median"),
    ]
    figure.legend(handles=handles, loc="outside upper left", ncols=4 if wide else 2)
    return figure


def _log(axis: Axis, quantity: str, set_scale: Callable[[str], None]) -> None:
    """Make an axis logarithmic, with plain numbers, and K, M, G for counts."""
    set_scale("log")
    counts = quantity in ("parameters", "macs")
    axis.set_major_locator(LogLocator(numticks=6 if counts else 8))
    axis.set_minor_locator(NullLocator())
    axis.set_major_formatter(FuncFormatter(lambda v, _: _scaled(v) if counts else f"{v:g}"))


def _scaled(value: float) -> str:
    """Write a count with K, M, G or T, as the paper's tables do."""
    for suffix, factor in (("T", 1e12), ("G", 1e9), ("M", 1e6), ("K", 1e3)):
        if value >= factor:
            return f"{value / factor:g} {suffix}"
    return f"{value:g}"


def _legend(figure: Figure, years: Mapping[int, object], groups: Sequence[str]) -> None:
    handles = [
        Line2D([], [], marker="s", linestyle="", color=colour(n), markersize=7, label=str(n))
        for n in years
    ]
    _groups_legend(figure, groups, before=handles)


def _groups_legend(
    figure: Figure,
    groups: Sequence[str],
    before: Sequence[Line2D] = (),
    extra: Sequence[Line2D] = (),
) -> None:
    handles = [
        Line2D(
            [],
            [],
            marker=MARKERS[g],
            linestyle="",
            color=INK,
            label=NAMES[g],
            markerfacecolor=INK if g == "baseline" else "none",
            markersize=9 if g == "baseline" else 6,
        )
        for g in groups
    ]
    columns = 6 if figure.get_size_inches()[0] >= _BREAK else 2
    figure.legend(handles=[*before, *handles, *extra], loc="outside upper left", ncols=columns,
                  handletextpad=0.3, columnspacing=1.2)  # fmt: skip


def _short(system: str) -> str:
    return system.replace("_task4_", " ").replace("HanwhaVision", "Hanwha")


_VERDICT_COLOURS = {
    "reproduced": "#0072b2",
    "holds": "#0072b2",
    "explained": "#a87b00",
    "holds in part": "#a87b00",
    "differs": "#d55e00",
    "fails": "#d55e00",
    "cannot be checked": "#777777",
}


def verdicts(totals: pd.DataFrame, width: float) -> Figure:
    """Draw the ledger's totals: a bar a kind of entry, its parts the verdicts with their counts.

    Parameters
    ----------
    totals : DataFrame
        Index the kinds, columns the verdicts, counts, as `sedenergy.ledger.totals` gives them.
    width : float
        Inches.
    """
    shown = totals[totals.sum(axis=1) > 0]
    if shown.empty:
        return nothing(width)
    figure, (axis,) = panels(1, width, 0.7 + 0.42 * len(shown))
    for place, (_, counts) in enumerate(shown.iterrows()):
        start = 0.0
        for verdict, number in counts[counts > 0].items():
            part = 100 * number / counts.sum()
            axis.barh(place, part, left=start, height=0.62, color=_VERDICT_COLOURS[verdict])
            if part > 100 * 0.16 / width:  # room for two digits
                axis.text(start + part / 2, place, f"{number}", ha="center", va="center",
                          color="#ffffff", fontsize=8.5, fontweight="bold")  # fmt: skip
            start += part
    axis.set_yticks(range(len(shown)), [f"{k.capitalize()}s" for k in shown.index])
    axis.set_ylim(len(shown) - 0.5, -0.5)
    axis.set_xlim(0, 100)
    axis.set_xlabel("Share of the entries (%)")
    axis.grid(visible=False, axis="y")
    labels = {
        "reproduced, holds": "#0072b2", "explained, holds in part": "#a87b00",
        "differs, fails": "#d55e00", "cannot be checked": "#777777",
    }  # fmt: skip
    handles = [
        Line2D([], [], marker="s", linestyle="", color=c, markersize=7, label=text)
        for text, c in labels.items()
    ]
    figure.legend(handles=handles, loc="outside upper left", ncols=4 if width >= _BREAK else 2,
                  handletextpad=0.3, columnspacing=1.2)  # fmt: skip
    return figure
