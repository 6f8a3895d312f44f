"""What several drawings share: panels, named points, axes and legends."""

from collections.abc import Iterable, Sequence
from typing import Any

import matplotlib.pyplot as plt
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure as Drawing
from matplotlib.lines import Line2D
from matplotlib.ticker import FuncFormatter, LogLocator, NullLocator

from sedenergy.book.svg import name_points
from sedenergy.book.theme import INK, MARKS, MUTED, year_colour
from sedenergy.vocabulary import QUANTITIES

_BREAK = 5.0  # inches
_SCALES = {"T": 1e12, "G": 1e9, "M": 1e6, "K": 1e3}


def is_wide(width: float) -> bool:
    """Say whether panels of a drawing of this width, in inches, stand side by side."""
    return width >= _BREAK


def draw_panels(
    count: int, width: float, height: float, beside: int = 2, **kwargs: Any
) -> tuple[Drawing, list[Axes]]:
    """Return a drawing with panels side by side, or below each other where it is narrow.

    `height` is that of a row of panels, in inches as `width`. A wide drawing has at most `beside`
    panels in a row. What else is given goes to Matplotlib's ``subplots``.
    """
    columns = min(count, beside) if is_wide(width) else 1
    rows = -(-count // columns)
    size = (width, height * rows)
    drawing, axes = plt.subplots(rows, columns, figsize=size, squeeze=False, **kwargs)
    panels = list(axes.flat)
    for unused in panels[count:]:
        unused.set_visible(False)
    return drawing, panels[:count]


def draw_no_data(width: float) -> Drawing:
    """Draw a sentence in place of a figure for which the years have no data."""
    drawing, (axis,) = draw_panels(1, width, 0.6)
    axis.set_axis_off()
    text = "The years shown have no data for this figure."
    axis.text(0, 0.5, text, va="center", color=MUTED.light)
    return drawing


def points_of_systems(
    systems: pd.DataFrame, year: int, x: Iterable[float], y: Iterable[float], said: Iterable[str]
) -> pd.DataFrame:
    """Return systems of a year, with what is said of each, for `scatter_points`; baselines last."""
    group = systems["ensemble"].map({True: "ensemble", False: "single"})
    group = group.where(~systems["baseline"], "baseline")
    names = [f"{name} ({year}): {text}" for name, text in zip(systems["system"], said, strict=True)]
    points = pd.DataFrame({"x": x, "y": y, "name": names, "group": list(group), "year": year})
    order = {name: place for place, name in enumerate(MARKS)}
    return points.sort_values("group", key=lambda names: names.map(order), kind="stable")


def scatter_points(axis: Axes, points: pd.DataFrame) -> None:
    """Draw points in the colour of their year with the mark of their group, each with its name.

    `points` has the columns ``x``, ``y``, ``name``, ``group`` (a name of `MARKS`) and ``year``.
    """
    for (year, group), part in points.groupby(["year", "group"], sort=False):
        style: dict[str, Any] = {"color": year_colour(year), "alpha": 0.75, "edgecolors": "none"}
        if group == "baseline":
            style = {"color": INK.light, "edgecolors": year_colour(year)}
        style |= {"s": MARKS[group].size, "marker": MARKS[group].shape, "linewidths": 0.6}
        name_points(axis.scatter(part["x"], part["y"], zorder=3, **style), part["name"])


def scale_axis(axes: Axes, which: str, quantity: str) -> None:
    """Make the axis ``x`` or ``y`` logarithmic, with plain numbers; K, M, G or T for counts."""
    is_count = QUANTITIES[quantity].decimals is None
    axis = axes.xaxis if which == "x" else axes.yaxis
    axes.set(**{f"{which}scale": "log"})
    axis.set_major_locator(LogLocator(numticks=6 if is_count else 8))
    axis.set_minor_locator(NullLocator())
    axis.set_major_formatter(FuncFormatter(lambda v, _: _with_suffix(v) if is_count else f"{v:g}"))


def _with_suffix(count: float) -> str:
    suffix = next((s for s, factor in _SCALES.items() if count >= factor), "")
    return f"{count / _SCALES[suffix]:g} {suffix}" if suffix else f"{count:g}"


def label_rows(axis: Axes, labels: Sequence[str]) -> None:
    """Give each row of a panel its label, the first at the top."""
    axis.set_yticks(range(len(labels)), labels)
    axis.set_ylim(len(labels) - 0.5, -0.5)
    axis.grid(visible=False, axis="y")


def square_handle(label: str, colour: str) -> Line2D:
    """Return a legend's square in a colour."""
    return Line2D([], [], marker="s", linestyle="", color=colour, markersize=7, label=label)


def add_marks_legend(drawing: Drawing, years: Iterable[int] = (), *more: Line2D) -> None:
    """Put a legend above the panels: the years, the mark of each group, and what else there is."""
    squares = [square_handle(str(year), year_colour(year)) for year in years]
    open_mark: dict[str, Any] = {"markerfacecolor": "none", "markersize": 6}
    styles = dict.fromkeys(MARKS, open_mark) | {"baseline": {"markersize": 9}}
    marks = [
        Line2D([], [], linestyle="", color=INK.light, label=m.words, marker=m.shape, **styles[name])
        for name, m in MARKS.items()
    ]
    add_legend(drawing, [*squares, *marks, *more])


def add_legend(
    drawing: Drawing, handles: Sequence[Line2D], columns: int = 6, is_tight: bool = True
) -> None:
    """Put a legend above the panels, in `columns`; in two where the drawing is narrow.

    Where it `is_tight`, entries stand closer together than Matplotlib sets them.
    """
    ncols = columns if is_wide(drawing.get_size_inches()[0]) else 2
    spacing: dict[str, Any] = {"handletextpad": 0.3, "columnspacing": 1.2} if is_tight else {}
    drawing.legend(handles=list(handles), loc="outside upper left", ncols=ncols, **spacing)
