"""Each page of the built book in a browser: light and dark, at three widths."""

import pytest
from visits import SCHEMES, WIDTHS, page_names

WAYS = [
    pytest.param(s, w, marks=[pytest.mark.quick] if (s, w) == ("light", 390) else [])
    for w in WIDTHS
    for s in SCHEMES
]


@pytest.mark.parametrize(("scheme", "width"), WAYS)
@pytest.mark.parametrize("name", page_names())
def test_a_page_has_no_fault(name, scheme, width, site, visit):
    opened = visit(f"{site}{name}.html", scheme=scheme, width=width)
    assert opened.page.evaluate("document.documentElement.dataset.theme") == scheme
    faults = opened.faults(is_whole=width != 768)
    assert not faults, "\n".join(f"{kind}: {line}" for kind in faults for line in faults[kind])
