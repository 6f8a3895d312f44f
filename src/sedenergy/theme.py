"""One look for every figure: a colour a year, a marker a group, baselines always the same."""

from __future__ import annotations

INK = "#1b1c1d"
"""Text, axes, baselines: black on white, white on black."""

MUTED = "#6f7479"
"""Grids, guides."""

# Wong's colours that stay apart for colour-blind eyes (Nature Methods 8, 441, 2011), a year each
# from 2022 on; beyond them they come round again.
_YEARS = ("#777777", "#0072b2", "#d55e00", "#009e73", "#cc79a7", "#a87b00", "#56b4e9")
FIRST = 2022

PALETTE: dict[str, str] = {
    INK: "--sed-ink",
    MUTED: "--sed-muted",
    **{colour: f"--sed-year-{i}" for i, colour in enumerate(_YEARS)},
}
"""Colour to the variable of the style sheet that stands for it."""

MARKERS = {"ensemble": "s", "single": "o", "baseline": "*"}
"""One marker for ensembles, one for single systems, one for baselines."""

NAMES = {"ensemble": "Ensemble", "single": "Single system", "baseline": "Baseline"}

SIZES = {"ensemble": 30, "single": 30, "baseline": 110}

RC: dict[str, object] = {
    "axes.edgecolor": MUTED,
    "axes.grid": True,
    "axes.grid.which": "major",
    "axes.labelcolor": INK,
    "axes.labelsize": 9,
    "axes.linewidth": 0.8,
    "axes.spines.right": False,
    "axes.spines.top": False,
    "axes.titlecolor": INK,
    "axes.titlelocation": "left",
    "axes.titlesize": 9.5,
    "figure.constrained_layout.use": True,
    "figure.dpi": 72,
    "font.size": 9,
    "grid.alpha": 0.25,
    "grid.color": MUTED,
    "grid.linewidth": 0.6,
    "legend.fontsize": 8.5,
    "legend.frameon": False,
    "legend.labelcolor": INK,
    "svg.fonttype": "none",
    "text.color": INK,
    "xtick.color": MUTED,
    "xtick.labelcolor": INK,
    "xtick.labelsize": 8.5,
    "xtick.minor.visible": False,
    "ytick.color": MUTED,
    "ytick.labelcolor": INK,
    "ytick.labelsize": 8.5,
    "ytick.minor.visible": False,
}
"""Matplotlib's settings for every figure."""


def colour(year: int) -> str:
    """Return the colour of a year, the same in every chapter whichever years are shown."""
    return _YEARS[(year - FIRST) % len(_YEARS)]
