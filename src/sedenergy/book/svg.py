"""Matplotlib's figures as SVG inside the page: they follow its colours, width and font.

A picture file would be white in a dark page and too small to read on a phone. Inside the page the
colours are those of the style sheet, each point can name its system, and of two drawings the one
that fits is shown.
"""

import html
import io
import json
import re
from collections.abc import Callable, Collection
from typing import Any
from xml.etree import ElementTree as ET

import matplotlib as mpl
import matplotlib.pyplot as plt
import numpy as np
from matplotlib.collections import PathCollection
from matplotlib.figure import Figure as Drawing

from sedenergy.book.theme import PALETTE, RC

_SVG = "{http://www.w3.org/2000/svg}"
_FONT = re.compile(r"(font-family: |font: [^;']*)'[^;]*")
_COLOUR = re.compile("|".join(colour.light for colour in PALETTE), re.IGNORECASE)
_VARIABLES = {colour.light: f"var({colour.variable}, {colour.light})" for colour in PALETTE}
ET.register_namespace("", _SVG.strip("{}"))
ET.register_namespace("xlink", "http://www.w3.org/1999/xlink")

WIDE, NARROW = 7.2, 3.6
"""Widths of the two drawings in inches; the page scales them to its own."""


class Html(str):
    """Markup that a notebook shows as it is."""

    __slots__ = ()

    def _repr_html_(self) -> str:
        return str(self)


def name_points(points: PathCollection, names: Collection[str]) -> None:
    """Give each point of a scatter the text that shows when a pointer rests on it."""
    count = np.shape(points.get_offsets())[0]
    if count != len(names):
        raise ValueError(f"{len(names)} names for {count} points")
    # Of what belongs to a collection, only its id comes through into the SVG.
    points.set_gid(json.dumps(list(names)))


def inline(name: str, draw: Callable[[float], Drawing], alt: str) -> Html:
    """Draw a figure for a wide page and for a narrow one; the style sheet shows one of them.

    The name is unique in the book, and goes before every id. `draw` takes a width in inches.
    """
    parts = []
    for kind, width in (("wide", WIDE), ("narrow", NARROW)):
        settings: dict[Any, Any] = {**RC, "svg.hashsalt": name}
        with mpl.rc_context(settings):
            drawing = draw(width)
            parts.append(draw_markup(drawing, f"{name}-{kind}", f"sed-{kind}"))
            plt.close(drawing)
    # Without the book's style sheet, as in JupyterLab, the wide drawing alone shows.
    parts[1] = parts[1].replace("<svg ", '<svg style="display:none" ', 1)
    return Html(
        f'<div class="sed-figure" role="img" aria-label="{html.escape(alt)}">{"".join(parts)}</div>'
    )


def draw_markup(drawing: Drawing, prefix: str, css_class: str) -> str:
    """Return a drawing as an SVG element with the page's colours and font, its points named.

    It is a `ValueError` that a point has a name and is not drawn, as where a coordinate is missing.
    """
    buffer = io.BytesIO()
    if layout := drawing.get_layout_engine():
        # Laid out here, once: saving would draw the whole figure for it, and then once more.
        layout.execute(drawing)
        drawing.set_layout_engine("none")
    # No date and no program, so that two builds are equal.
    nothing = dict.fromkeys(("Creator", "Date", "Format", "Type"))
    drawing.savefig(buffer, format="svg", transparent=True, metadata=nothing)
    root = ET.fromstring(buffer.getvalue())
    del root.attrib["width"], root.attrib["height"]
    root.attrib |= {"class": css_class, "aria-hidden": "true"}
    _add_titles(root)
    _prefix_ids(root, prefix)
    _follow_style_sheet(root)
    return re.sub(r">\s+<", "><", ET.tostring(root, encoding="unicode"))


def _add_titles(root: ET.Element) -> None:
    """Write the names that `name_points` kept in the groups' ids to the groups' points."""
    named = [g for g in root.iter(f"{_SVG}g") if g.get("id", "").startswith("[")]
    for place, group in enumerate(named):
        names = json.loads(group.attrib["id"])
        group.set("id", f"points-{place}")
        # Matplotlib refers to one shape, or draws each where there are few.
        defined = {path for defs in group.iter(f"{_SVG}defs") for path in defs.iter()}
        drawn = [path for path in group.iter(f"{_SVG}path") if path not in defined]
        points = list(group.iter(f"{_SVG}use")) or drawn
        if len(points) != len(names):
            raise ValueError(f"points-{place}: {len(points)} points drawn, {len(names)} named")
        for point, name in zip(points, names, strict=True):
            ET.SubElement(point, f"{_SVG}title").text = name


def _follow_style_sheet(root: ET.Element) -> None:
    """Put the style sheet's variables in the place of colours and of the font's family."""
    for element in root.iter():
        if style := element.get("style"):
            style = _COLOUR.sub(lambda found: _VARIABLES[found[0].lower()], style)
            style = _FONT.sub(r"\1var(--pst-font-family-base, sans-serif)", style)
            element.set("style", style)


def _prefix_ids(root: ET.Element, prefix: str) -> None:
    """Put the figure's name before every id: several drawings stand in one page."""
    for element in root.iter():
        for key, value in element.items():
            before = r"^" if key == "id" else r"^#|url\(#"
            element.set(key, re.sub(before, rf"\g<0>{prefix}-", value))
