"""Matplotlib figures as SVG inside the page: they follow its colours, width and font.

A picture file would be white in a dark page and unreadable at a phone's width; inside the page
the colours are the style sheet's, each point can name its system, and of two drawings the one
that fits is shown.
"""

from __future__ import annotations

import html
import io
import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any
from xml.etree import ElementTree as ET

import matplotlib as mpl
import matplotlib.pyplot as plt
import numpy as np
from matplotlib.collections import PathCollection
from matplotlib.figure import Figure

from sedenergy.theme import PALETTE, RC

_SVG = "http://www.w3.org/2000/svg"
_XLINK = "http://www.w3.org/1999/xlink"
_FONT = re.compile(r"font: ([^;']*?)'[^;]*")
ET.register_namespace("", _SVG)
ET.register_namespace("xlink", _XLINK)

WIDE, NARROW = 7.2, 3.6
"""Widths of the two drawings in inches; the page scales them to its own."""


class Html(str):
    """Markup that a notebook shows as it is."""

    __slots__ = ()

    def _repr_html_(self) -> str:
        return str(self)


def name_points(points: PathCollection, titles: Sequence[str]) -> None:
    """Give each point of a scatter the text that shows when a pointer rests on it.

    Parameters
    ----------
    points : PathCollection
        As ``Axes.scatter`` returns it.
    titles : sequence of str
        One a point, in their order.

    Raises
    ------
    ValueError
        There are more or fewer titles than points.
    """
    count = np.shape(points.get_offsets())[0]
    if count != len(titles):
        raise ValueError(f"{len(titles)} titles for {count} points")
    figure = points.get_figure(root=True)
    known = figure.__dict__.setdefault("_sedenergy_titles", {})
    gid = f"points-{len(known)}"
    points.set_gid(gid)
    known[gid] = list(titles)


def inline(name: str, draw: Callable[[float], Figure], alt: str) -> Html:
    """Draw a figure for a wide page and for a narrow one, as markup.

    Parameters
    ----------
    name : str
        Unique in the book; goes before every id in the drawings.
    draw : callable
        Takes a width in inches (`WIDE` or `NARROW`), returns the figure.
    alt : str
        What the figure shows, for those who do not see it.

    Returns
    -------
    Html
        One element with both drawings; the style sheet shows one of them.
    """
    parts = []
    for kind, width in (("wide", WIDE), ("narrow", NARROW)):
        settings: dict[Any, Any] = {**RC, "svg.hashsalt": name}
        with mpl.rc_context(settings):
            figure = draw(width)
            parts.append(markup(figure, f"{name}-{kind}", f"sed-{kind}"))
            plt.close(figure)
    # Without the book's style sheet, as in JupyterLab, the wide drawing alone shows.
    parts[1] = parts[1].replace("<svg ", '<svg style="display:none" ', 1)
    return Html(
        f'<div class="sed-figure" role="img" aria-label="{html.escape(alt)}">{"".join(parts)}</div>'
    )


def markup(figure: Figure, prefix: str, css_class: str) -> str:
    """Return a figure as an SVG element with the page's colours and font, and its points named."""
    buffer = io.BytesIO()
    if layout := figure.get_layout_engine():
        # Laid out here, once: saving would draw the whole figure for it, and then once more.
        layout.execute(figure)
        figure.set_layout_engine("none")
    # No date and no creator, so that two builds are equal.
    figure.savefig(buffer, format="svg", transparent=True, metadata={"Date": None, "Creator": None})
    root = ET.fromstring(buffer.getvalue())
    for metadata in root.findall(f"{{{_SVG}}}metadata"):
        root.remove(metadata)
    for name in ("width", "height"):
        root.attrib.pop(name, None)
    root.set("class", css_class)
    root.set("aria-hidden", "true")
    _name(root, figure.__dict__.get("_sedenergy_titles", {}))
    _prefix_ids(root, prefix)
    text = ET.tostring(root, encoding="unicode")
    for colour, variable in PALETTE.items():
        text = re.sub(re.escape(colour), f"var({variable}, {colour})", text, flags=re.I)
    text = _FONT.sub(r"font: \1var(--pst-font-family-base, sans-serif)", text)
    return re.sub(r">\s+<", "><", text)


def _name(root: ET.Element, titles: Mapping[str, Sequence[str]]) -> None:
    groups = {e.get("id"): e for e in root.iter(f"{{{_SVG}}}g") if e.get("id") in titles}
    for gid, names in titles.items():
        # Matplotlib refers to one shape, or draws each where there are few.
        points = list(groups[gid].iter(f"{{{_SVG}}}use")) or _paths(groups[gid])
        if len(points) != len(names):
            raise ValueError(f"{gid}: {len(points)} points drawn, {len(names)} named")
        for point, name in zip(points, names, strict=True):
            ET.SubElement(point, f"{{{_SVG}}}title").text = name


def _paths(group: ET.Element) -> list[ET.Element]:
    defined = {id(p) for d in group.iter(f"{{{_SVG}}}defs") for p in d.iter()}
    return [p for p in group.iter(f"{{{_SVG}}}path") if id(p) not in defined]


def _prefix_ids(root: ET.Element, prefix: str) -> None:
    """Put the figure's name before every id: several drawings stand in one page."""
    ids = {e.get("id") for e in root.iter() if e.get("id")}
    for element in root.iter():
        for key, value in element.attrib.items():
            if key == "id":
                element.set(key, f"{prefix}-{value}")
            elif value.startswith("#") and value[1:] in ids:
                element.set(key, f"#{prefix}-{value[1:]}")
            elif match := re.search(r"url\(#([^)]+)\)", value):
                element.set(key, value.replace(match[1], f"{prefix}-{match[1]}"))
