"""The look of the book: each colour and each mark of a drawing stands here, and nowhere else."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Colour:
    """A colour on light pages and on dark ones, as ``#`` and six hexadecimal digits.

    Drawings are made in the light value, by which `sedenergy.book.svg` knows the colour again: no
    two colours share one.
    """

    name: str
    light: str
    dark: str

    @property
    def variable(self) -> str:
        """The variable of the style sheet that stands for the colour."""
        return f"--sed-{self.name}"


@dataclass(frozen=True)
class Mark:
    """A group's name in legends, Matplotlib's marker of its points, and their area (points²)."""

    words: str
    shape: str
    size: int


INK = Colour("ink", "#1b1c1d", "#f0f1f2")  # text, axes, baselines
MUTED = Colour("muted", "#6f7479", "#a4abb2")  # grids, guides, what cannot be checked
# Text on the colour of a verdict; the contrast is at least 4.5.
ON_VERDICT = Colour("on-verdict", "#ffffff", "#1c1d1e")

# Wong's colours, which colour-blind eyes tell apart (Nature Methods 8, 441, 2011), one a year from
# 2022 on; then they begin again. Three are darker on light pages, all are lighter on dark ones.
YEARS = (
    Colour("year-0", "#777777", "#b4b8bc"),
    Colour("year-1", "#0072b2", "#58b4e8"),
    Colour("year-2", "#d55e00", "#ff8f45"),
    Colour("year-3", "#009e73", "#33cfa0"),
    Colour("year-4", "#b0568d", "#e79cc6"),
    Colour("year-5", "#8a6500", "#e6bf4a"),
    Colour("year-6", "#2b8cc4", "#9fd5f5"),
)
_FIRST_YEAR = 2022

# What does not come out; darker than the colour of a year, since white digits stand on it.
DIFFERS = Colour("differs", "#bb5000", "#ff8f45")

VERDICT_COLOURS: dict[str, Colour] = {
    "reproduced": YEARS[1],
    "holds": YEARS[1],
    "explained": YEARS[5],
    "holds in part": YEARS[5],
    "differs": DIFFERS,
    "fails": DIFFERS,
    "cannot be checked": MUTED,
}
"""The colour of each verdict on a number, a point or a claim."""

PALETTE: tuple[Colour, ...] = (INK, MUTED, ON_VERDICT, *YEARS, DIFFERS)
"""Every colour."""

MARKS: dict[str, Mark] = {
    "ensemble": Mark("Ensemble", "s", 30),
    "single": Mark("Single system", "o", 30),
    "baseline": Mark("Baseline", "*", 110),
}
"""The mark of each group."""

RC: dict[str, object] = {
    **dict.fromkeys(("axes.labelcolor", "text.color"), INK.light),
    **dict.fromkeys(("xtick.labelcolor", "ytick.labelcolor"), INK.light),
    **dict.fromkeys(("axes.edgecolor", "grid.color", "xtick.color", "ytick.color"), MUTED.light),
    **dict.fromkeys(("xtick.labelsize", "ytick.labelsize", "legend.fontsize"), 8.5),
    **dict.fromkeys(("axes.labelsize", "font.size"), 9),
    **dict.fromkeys(("axes.spines.right", "axes.spines.top", "legend.frameon"), False),
    "axes.grid": True,
    "axes.linewidth": 0.8,
    "axes.titlelocation": "left",
    "axes.titlesize": 9.5,
    "figure.constrained_layout.use": True,
    "figure.dpi": 72,
    "grid.alpha": 0.25,
    "grid.linewidth": 0.6,
    "svg.fonttype": "none",
}
"""Matplotlib's settings for every drawing."""


def year_colour(year: int) -> str:
    """Return the light colour of a year, the same in every chapter whichever years are shown."""
    return _colour_of(year).light


def year_variable(year: int) -> str:
    """Return the variable of the style sheet that stands for the colour of a year."""
    return _colour_of(year).variable


def _colour_of(year: int) -> Colour:
    return YEARS[(year - _FIRST_YEAR) % len(YEARS)]


def verdict_class(verdict: str) -> str:
    """Return the class of a table's row with this verdict, such as ``verdict-holds-in-part``."""
    return f"verdict-{verdict.replace(' ', '-')}"


def colours_css() -> str:
    """Return the text of ``_static/colours.css``: each colour, and the line beside each verdict."""
    light = "".join(f"  {colour.variable}: {colour.light};\n" for colour in PALETTE)
    dark = "".join(f"  {colour.variable}: {colour.dark};\n" for colour in PALETTE)
    verdicts = "".join(
        f"table.sed-table .{verdict_class(verdict)} .sed-verdict "
        f"{{ border-left-color: var({colour.variable}); }}\n"
        for verdict, colour in VERDICT_COLOURS.items()
    )
    return (
        "/* Written from sedenergy.book.theme when the book is put together. */\n"
        f'html {{\n{light}}}\nhtml[data-theme="dark"] {{\n{dark}}}\n{verdicts}'
    )
