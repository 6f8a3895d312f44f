"""The look of the book."""

import re

import pytest
from conftest import ROOT

from sedenergy.book import theme

SHEET = theme.colours_css()
LIGHT, DARK = (dict(re.findall(r"(--sed-\S+): (\S+);", part)) for part in SHEET.split("html[")[:2])


@pytest.mark.parametrize("colour", theme.PALETTE, ids=lambda colour: colour.name)
def test_the_style_sheet_has_each_colour_for_light_and_dark_pages(colour):
    assert LIGHT[f"--sed-{colour.name}"] == colour.light
    assert DARK[f"--sed-{colour.name}"] == colour.dark


def test_a_colour_is_known_by_its_name_and_by_its_light_value():
    assert len({c.name for c in theme.PALETTE}) == len({c.light for c in theme.PALETTE}) == 11
    assert set(theme.VERDICT_COLOURS.values()) <= set(theme.PALETTE)


def test_a_colour_stands_in_one_place():
    sources = [*(ROOT / "src").rglob("*.py"), *(ROOT / "book" / "_static").glob("*.css")]
    colours = {p.name for p in sources if re.search(r"#[0-9a-f]{6}\b", p.read_text("utf-8"))}
    assert colours == {"theme.py"}
    sheet = (ROOT / "book" / "_static" / "sedenergy.css").read_text("utf-8")
    assert set(re.findall(r"var\((--sed-[\w-]+)", sheet)) <= set(LIGHT)


def luminance(colour):
    """Return the relative luminance of the WCAG, 2.1, section on contrast."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("mode", ["light", "dark"])
@pytest.mark.parametrize("verdict", theme.VERDICT_COLOURS)
def test_a_count_can_be_read_on_the_colour_of_its_verdict(verdict, mode):
    pair = [getattr(c, mode) for c in (theme.ON_VERDICT, theme.VERDICT_COLOURS[verdict])]
    low, high = sorted(luminance(colour) for colour in pair)
    assert (high + 0.05) / (low + 0.05) >= 4.5


def test_verdicts_have_their_colour_in_tables():
    selector = "table.sed-table .verdict-holds-in-part .sed-verdict"
    assert f"{selector} {{ border-left-color: var(--sed-year-5); }}" in SHEET.splitlines()


@pytest.mark.parametrize(("year", "place"), [(2022, 0), (2024, 2), (2028, 6), (2029, 0), (2021, 6)])
def test_a_year_keeps_its_colour(year, place):
    assert theme.year_colour(year) == theme.YEARS[place].light
