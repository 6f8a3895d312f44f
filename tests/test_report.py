"""What the notebooks hand to the book."""

import pytest
from myst_nb import glue

from sedenergy import report
from sedenergy.svg import Html


@pytest.mark.parametrize("display", [True, False])
@pytest.mark.parametrize("value", [report.Text("a <b>"), Html("<b>c</b>"), 3])
def test_a_value_is_kept_as_the_library_keeps_it(value, display, monkeypatch):
    kept = []
    monkeypatch.setattr(
        "IPython.core.display_functions.publish_display_data",
        lambda data, metadata, **_: kept.append((data, metadata)),
    )
    glue("name", value, display)
    report.glue("name", value, display)
    assert len(kept) == 2
    assert kept[0] == kept[1]
