"""What the notebooks hand to the book."""

import matplotlib.pyplot as plt
import pytest
from myst_nb import glue

from sedenergy import report
from sedenergy.svg import Html, markup, name_points


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


def test_every_point_has_one_name():
    figure, axis = plt.subplots()
    points = axis.scatter([1, 2], [1, 2])
    with pytest.raises(ValueError, match="1 titles for 2 points"):
        name_points(points, ["a"])
    name_points(points, ["a <b>", "c"])
    assert "<title>a &lt;b&gt;</title>" in markup(figure, "f", "wide")
    figure.__dict__["_sedenergy_titles"]["points-0"].append("d")
    with pytest.raises(ValueError, match="points-0: 2 points drawn, 3 named"):
        markup(figure, "f", "wide")
    plt.close(figure)
