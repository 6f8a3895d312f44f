"""Drawings inside the page."""

import re

import matplotlib as mpl
import matplotlib.pyplot as plt
import pytest

from sedenergy.book.svg import NARROW, WIDE, Html, draw_markup, inline, name_points
from sedenergy.book.theme import INK, RC, YEARS


@pytest.fixture
def axis():
    with mpl.rc_context(RC):
        drawing, axis = plt.subplots()
        yield axis
        plt.close(drawing)


def draw(width):
    """Draw three named points, text and a grid, in two colours."""
    drawing, axis = plt.subplots(figsize=(width, 2))
    name_points(axis.scatter([1, 2, 3], [1, 2, 3], color=YEARS[1].light), ["a", "b", "c"])
    axis.set_title("title")
    return drawing


def test_every_point_has_its_name_and_a_name_with_markup_stays_text(axis):
    names = ['a <b>"&amp;\\', "#1b1c1d", "\u00e9, [1]"]
    name_points(axis.scatter([1, 2, 3], [1, 2, 3]), names)
    name_points(axis.scatter([4], [4], edgecolors="none"), ["drawn as a path"])
    markup = draw_markup(axis.figure, "f", "wide")
    escaped = ['a &lt;b&gt;"&amp;amp;\\', "#1b1c1d", "\u00e9, [1]", "drawn as a path"]
    assert re.findall("<title>(.*?)</title>", markup) == escaped
    assert re.findall('id="(f-points-.*?)"', markup) == ["f-points-0", "f-points-1"]


def test_a_point_without_a_name_or_a_name_without_a_point_is_an_error(axis):
    with pytest.raises(ValueError, match="1 names for 2 points"):
        name_points(axis.scatter([1, 2], [1, 2]), ["a"])
    name_points(axis.scatter([1, 2], [1, float("nan")]), ["drawn", "not drawn"])
    with pytest.raises(ValueError, match="points-0: 1 points drawn, 2 named"):
        draw_markup(axis.figure, "f", "wide")


def test_colours_and_font_follow_the_page(axis):
    axis.plot([1, 2], [1, 2], color=YEARS[2].light)
    axis.set_title("title", color=INK.light.upper())
    markup = draw_markup(axis.figure, "f", "wide")
    assert "stroke: var(--sed-year-2, #d55e00)" in markup
    title = re.search('<text style="([^"]*)"[^>]*>title<', markup)[1]
    assert "fill: var(--sed-ink, #1b1c1d)" in title
    assert set(re.findall("font-family: ([^;]*)", markup)) == {
        "var(--pst-font-family-base, sans-serif)"
    }
    assert "<metadata" not in markup
    opening = re.search("<svg [^>]*>", markup)[0]
    assert 'class="wide"' in opening
    assert 'aria-hidden="true"' in opening
    assert " width=" not in opening


def test_a_figure_is_drawn_wide_and_narrow_and_says_what_it_shows():
    widths = []
    made = inline("name", lambda width: widths.append(width) or draw(width), 'Two "<b>" & more')
    assert widths == [WIDE, NARROW]
    assert made._repr_html_() == made
    assert isinstance(made, Html)
    assert made.startswith(
        '<div class="sed-figure" role="img" aria-label="Two &quot;&lt;b&gt;&quot; &amp; more"><svg '
    )
    # Where there is no style sheet, only the wide one shows.
    wide, narrow = re.findall("<svg [^>]*>", made)
    assert 'class="sed-wide"' in wide
    assert "display:none" not in wide
    assert 'class="sed-narrow"' in narrow
    assert 'style="display:none"' in narrow
    assert plt.get_fignums() == []


def test_ids_are_unique_in_the_book_and_a_figure_drawn_again_is_the_same_to_the_byte():
    one = inline("one", draw, "")
    assert one == inline("one", draw, "")
    markup = one + inline("two", draw, "")
    ids = re.findall(' id="([^"]+)"', markup)
    references = re.findall(r'(?:href="|url\()#([^")]+)', markup)
    assert len(ids) == len(set(ids))
    assert len(references) > 10
    assert set(references) <= set(ids)
