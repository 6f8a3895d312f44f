"""What a link opens, and the pages from a disk."""

import pytest
from visits import HTML

OPEN = "Array.from(document.querySelectorAll('details')).map(d => d.open)"


def folded(page):
    """Return how many of a page's folded parts are open, and how many there are."""
    states = page.evaluate(OPEN)
    return sum(states), len(states)


@pytest.mark.parametrize("part", ["#checked", "#main-content", ""])
def test_a_link_to_a_heading_unfolds_nothing(part, site, visit):
    is_open, count = folded(visit(f"{site}gpu_share.html{part}").page)
    assert count > 3
    assert is_open == 0


def test_the_link_that_skips_unfolds_nothing(site, visit):
    page = visit(f"{site}gpu_share.html", width=1400).page
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.url.endswith("#main-content")
    assert folded(page)[0] == 0


def test_a_link_to_a_cell_unfolds_this_cell(site, visit):
    page = visit(f"{site}gpu_share.html#cell-table-5").page
    is_open, count = folded(page)
    inside = page.locator("#cell-table-5 details")
    assert 0 < is_open == inside.count() < count


@pytest.mark.parametrize("name", ["index", "gpu_share"])
def test_a_page_works_from_a_disk(name, visit):
    faults = visit((HTML / f"{name}.html").as_uri(), width=1400).faults(is_whole=False)
    assert not faults
