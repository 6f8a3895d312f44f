"""What stands in the drawings."""

from itertools import combinations

import matplotlib as mpl
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest
from matplotlib.collections import PathCollection
from matplotlib.colors import to_hex
from matplotlib.text import Text
from small import small_year

from sedenergy.analysis.selection import select
from sedenergy.book.drawings import common, distributions, frontiers, scores
from sedenergy.book.svg import NARROW, WIDE, draw_markup
from sedenergy.book.theme import INK, RC, VERDICT_COLOURS, year_colour
from sedenergy.printed.forms import write_point

# A baseline, an ensemble and two single systems; a system of 1 kWh comes to 0.5 kWh on the
# organisers' machine, since the team's takes 0.06 kWh for what theirs does with 0.03.
KWH = (1.0, 8.0, 2.0, 4.0)
ROWS = [
    {"train_kwh": kwh, "baseline_train_kwh": 0.06, "macs": 1e9 * kwh, "psds": psds, "subsystems": n}
    for kwh, psds, n in zip(KWH, (0.4, 0.7, 0.5, 0.45), ("", "5", "", ""), strict=True)
]
FACTS = {"baselines": ("A",), "reference_train_kwh": 0.03, "weighting_kwh": 1.0}


@pytest.fixture(autouse=True)
def closed():
    """Draw as the book does, and close every drawing at the end."""
    with mpl.rc_context(RC):
        yield
        plt.close("all")


@pytest.fixture
def selections():
    """A year of four systems, and one before it that asked for neither MACs nor a baseline."""
    before = small_year({"train_kwh": 3.0}, {"train_kwh": 3.0}, year=2029)
    return {y.year: select(y) for y in (before, small_year(*ROWS, year=2030, **FACTS))}


def point(x, y, group="single", year=2030, panel="psds-ew_psds"):
    """Return a point of a figure by its columns."""
    quantities = {"x_quantity": "psds", "y_quantity": "ew_psds", "system": "S"}
    return quantities | {"x": x, "y": y, "group": group, "year": year, "panel": panel}


def labels_of(texts):
    """Return the text of labels."""
    return [text.get_text() for text in texts]


def offsets(axis):
    """Return the points of an axis in the order in which they are drawn."""
    found = [c.get_offsets() for c in axis.collections if isinstance(c, PathCollection)]
    return [tuple(map(float, xy)) for xy in np.concatenate(found)] if found else []


def titles(drawing):
    """Return the names of a drawing's points."""
    markup = draw_markup(drawing, "f", "wide")
    return [part.split("</title>")[0] for part in markup.split("<title>")[1:]]


@pytest.mark.parametrize(
    ("figure", "draw", "width", "count"),
    [
        # Ten of each of two years, and the two baselines.
        ("figure-1", scores.draw_figure_1, NARROW, 22),
        # Thirty systems, and the baseline once more.
        ("figure-2", scores.draw_figure_2, WIDE, 31),
    ],
)
def test_the_plotted_points_are_the_published_ones(figure, draw, width, count, analysis, printed):
    """Compare what stands in the drawing's collections with figures.csv, panel by panel."""
    drawing = draw(analysis.points(figure), width)
    published = {}
    for key, point_in_print in printed.points_of(figure, analysis.years).items():
        published.setdefault(key.panel, []).append(point_in_print.text)
    assert [len(texts) for texts in published.values()] == [count] * 2
    for axis, texts in zip(drawing.axes, published.values(), strict=True):
        floor = axis.get_ylim()[0]
        drawn = [write_point(x, 0.0 if y == floor else y) for x, y in offsets(axis)]
        assert sorted(drawn) == sorted(texts)


def test_values_of_0_stand_at_the_lower_edge():
    points = pd.DataFrame([point(0.1, 0.02), point(0.2, 5.0), point(0.3, 0.0, year=2029)])
    drawing = scores.draw_figure_2(points, WIDE)
    (axis,) = drawing.axes
    assert axis.get_ylim()[0] == 0.01
    assert offsets(axis) == [(0.1, 0.02), (0.2, 5.0), (0.3, 0.01)]
    assert titles(drawing)[2] == "S (2029): PSDS 0.3, Energy-weighted PSDS 0"
    assert to_hex(axis.collections[-1].get_facecolor()) == year_colour(2029)
    (alone,) = scores.draw_figure_2(points[points["y"] == 0], WIDE).axes
    assert offsets(alone) == [(0.3, alone.get_ylim()[0])]


def test_the_panels_of_figure_1_share_their_lower_edge():
    points = [point(0.1, 0.0, panel="ensemble"), point(0.2, 20.0, panel="ensemble")]
    drawing = scores.draw_figure_1(pd.DataFrame([*points, point(0.3, 5.0, panel="single")]), WIDE)
    assert [axis.get_ylim()[0] for axis in drawing.axes] == [1.0, 1.0]
    assert offsets(drawing.axes[0]) == [(0.2, 20.0), (0.1, 1.0)]


def test_the_baseline_of_figure_2_has_lines_through_it():
    points = pd.DataFrame([point(0.3, 2.0), point(0.4, 1.0, "baseline"), point(0.5, 3.0)])
    (axis,) = scores.draw_figure_2(points, WIDE).axes
    assert [list(line.get_xdata()) for line in axis.lines] == [[0.4, 0.4], [0, 1]]
    assert [list(line.get_ydata()) for line in axis.lines] == [[0, 1], [1.0, 1.0]]


@pytest.mark.parametrize(("width", "rows", "columns"), [(WIDE, 1, 6), (NARROW, 2, 2)])
def test_panels_stand_side_by_side_where_there_is_room(width, rows, columns):
    points = pd.DataFrame([point(0.3, 2.0, panel=panel) for panel in ("ensemble", "single")])
    drawing = scores.draw_figure_1(points, width)
    assert drawing.axes[0].get_subplotspec().get_gridspec().nrows == rows
    assert drawing.get_size_inches() == pytest.approx([width, 3.1 * rows])
    assert [axis.get_title(loc="left") for axis in drawing.axes] == ["Ensembles", "Single systems"]
    assert labels_of(drawing.legends[0].get_texts()) == [
        "2030",
        "Ensemble",
        "Single system",
        "Baseline",
    ]
    assert drawing.legends[0]._ncols == columns


def test_an_odd_panel_stands_in_a_row_of_its_own():
    drawing, panels = common.draw_panels(3, WIDE, 1.5)
    assert len(panels) == 3
    assert [axis.get_visible() for axis in drawing.axes] == [True, True, True, False]
    assert drawing.get_size_inches() == pytest.approx([WIDE, 3.0])


def test_a_distribution_has_each_system_and_the_quartiles(selections):
    drawing = distributions.draw_distributions(selections, ["train_kwh", "macs"], WIDE)
    energies, macs = drawing.axes
    # The year before stands in place 0; in each, ensembles are drawn first and baselines last.
    assert [x for x, _ in offsets(energies)] == [3.0, 3.0, 8.0, 2.0, 4.0, 1.0]
    assert [round(y) for _, y in offsets(energies)] == [0, 0, 1, 1, 1, 1]
    # Of 1, 2, 4 and 8: 1.75, 3 and 5.
    boxes = [sorted({float(x) for x in line.get_xdata()}) for line in energies.lines]
    assert [1.75, 5.0] in boxes
    assert [3.0] in boxes
    assert energies.get_ylim() == (1.5, -0.5)
    assert labels_of(energies.get_yticklabels()) == ["2029", "2030"]
    (text,) = macs.texts
    assert (text.get_text(), text.get_position()) == ("2029: not asked for", (0.02, 0))
    assert "B (2030): Training energy (kWh) 8" in titles(drawing)


def test_a_baseline_is_drawn_in_ink_and_others_in_the_colour_of_their_year(selections):
    systems = selections[2030].valid
    _, axis = plt.subplots()
    common.scatter_points(axis, common.points_of_systems(systems, 2030, range(4), range(4), "abcd"))
    faces = [to_hex(marks.get_facecolor()) for marks in axis.collections]
    assert faces == [year_colour(2030), year_colour(2030), INK.light]
    assert to_hex(axis.collections[-1].get_edgecolor()) == year_colour(2030)


def test_values_that_cannot_be_drawn_are_left_out_and_a_single_value_has_room():
    year = small_year({"train_kwh": 0.0}, {"train_kwh": 5.0}, year=2030)
    (axis,) = distributions.draw_distributions({2030: select(year)}, ["train_kwh"], WIDE).axes
    assert [x for x, _ in offsets(axis)] == [5.0]
    assert axis.get_xlim() == (0.5, 50.0)


def test_normalised_energies_stand_over_those_reported(selections):
    drawing = distributions.draw_absolute_against_normalized({2030: selections[2030]}, NARROW)
    assert offsets(drawing.axes[0]) == [(8.0, 4.0), (2.0, 1.0), (4.0, 2.0), (1.0, 0.5)]
    scales = {(axis.get_xscale(), axis.get_yscale()) for axis in drawing.axes}
    assert scales == {("log", "log")}
    line = drawing.axes[0].lines[0]
    assert list(line.get_xdata()) == list(line.get_ydata())
    assert "B (2030): 8 kWh, normalised 4 kWh" in titles(drawing)


def test_the_reference_stands_in_the_row_of_its_year(selections):
    (axis,) = distributions.draw_baseline_energies({2030: selections[2030]}, WIDE).axes
    assert list(axis.lines[-1].get_xdata()) == [0.03, 0.03]
    assert list(axis.lines[-1].get_ydata()) == [-0.42, 0.42]
    assert [x for x, _ in offsets(axis)] == [0.06] * 4


@pytest.mark.parametrize(
    ("width", "names"),
    [
        (WIDE, [r"Low_task4_1 \$", "A_HanwhaVision_task4_1", "A_HanwhaVision_task4_2"]),
        (NARROW, [r"Low 1 \$", "A_Hanwha 1", "A_Hanwha 2"]),
    ],
)
def test_shares_are_ordered_by_that_in_training(width, names):
    # 0.1 of 0.3 kWh and 0.3 of 0.9 kWh are the same share; as floats the first is larger.
    systems = ["A_HanwhaVision_task4_1", "A_HanwhaVision_task4_2", "Low_task4_1 $", "Silent"]
    energies = [(0.1, 0.3, 0.5), (0.3, 0.9, 0.2), (0.2, 2.0, 0.4), (float("nan"), 1.0, 0.1)]
    rows = [
        {"system": s, "gpu_train_kwh": g, "train_kwh": t, "gpu_test_kwh": test, "test_kwh": 1.0}
        for s, (g, t, test) in zip(systems, energies, strict=True)
    ]
    drawing = distributions.draw_gpu_shares(select(small_year(*rows)), width)
    (axis,) = drawing.axes
    assert labels_of(axis.get_yticklabels()) == names
    assert [(round(x), y) for x, y in offsets(axis)] == [
        *[(10, 0), (33, 1), (33, 2)],
        *[(40, 0), (50, 1), (20, 2)],
    ]
    lines = [list(map(round, line.get_xdata())) for line in axis.lines]
    assert lines == [[10, 40], [33, 50], [33, 20]]
    assert axis.get_xlim() == (0, 100)
    training, test = axis.collections
    assert (len(training.get_facecolor()), len(test.get_facecolor())) == (1, 0)
    assert "Low_task4_1 $: GPU's share of test energy (%) 40.0" in titles(drawing)


def test_a_cap_curve_has_a_step_for_each_better_system(selections):
    drawing = scores.draw_cap_curves(selections, WIDE)
    energy = drawing.axes[2]
    # The single systems: 0.5, 1 and 2 kWh normalised with 0.4, 0.5 and 0.45.
    assert offsets(energy) == [(0.5, 0.4), (1.0, 0.5)]
    curve, quarter, half = energy.lines
    assert curve.get_drawstyle() == "steps-post"
    assert list(curve.get_xdata()) == [0.5, 1.0, 2.0]
    assert list(curve.get_ydata()) == [0.4, 0.5, 0.5]
    assert (quarter.get_xdata()[0], half.get_xdata()[0]) == (0.75, 1.0)
    assert [axis.get_ylabel() for axis in drawing.axes] == ["Best PSDS within the cap", "", ""]
    assert drawing.axes[1].get_xlabel() == "MACs\n(per 10 s of audio)"
    assert "A (2030): PSDS 0.4 from 0.5 on" in titles(drawing)
    assert labels_of(drawing.legends[0].get_texts()) == [
        "2029",
        "2030",
        "25th percentile",
        "Median",
    ]
    narrow = scores.draw_cap_curves(selections, NARROW)
    assert all(axis.get_ylabel() for axis in narrow.axes)


def some_scored(*points, names="ABCDEFGHIJKLM"):
    """Return systems by energy and score as `scored` has them; those with an odd energy combine."""
    frame = pd.DataFrame(points, columns=["kwh", "score"])
    frame["system"] = [f"{name}_task4a_1" for name in names[: len(points)]]
    return frame.assign(ensemble=frame["kwh"] % 2 == 1, baseline=False)


def test_a_frontier_is_steps_to_the_largest_energy_with_its_systems_named():
    years = {
        2029: some_scored((1, 0.3), (2, 0.2), (50, 0.1)),
        2030: some_scored((2, 0.4), (4, 0.5), (4, 0.5), (8, 0.45)),
    }
    drawing = frontiers.draw_frontiers(years, WIDE)
    first, second = drawing.axes
    assert first.get_title(loc="left") == "2029: 1 of 3 systems on the frontier"
    assert second.get_title(loc="left") == "2030: 3 of 4 systems on the frontier"
    assert offsets(first) == [(1, 0.3), (2, 0.2), (50, 0.1)]
    assert [(list(line.get_xdata()), list(line.get_ydata())) for line in second.lines] == [
        ([1, 50], [0.3, 0.3]),  # the year before, dashed
        ([2, 4, 4, 50], [0.4, 0.5, 0.5, 0.5]),
    ]
    assert [line.get_drawstyle() for line in second.lines] == ["steps-post"] * 2
    colours = [year_colour(2029), year_colour(2030)]
    assert [to_hex(line.get_color()) for line in second.lines] == colours
    assert labels_of(second.texts) == ["A 1", "B 1, C 1"]  # two at one point
    assert [label.get_position()[0] for label in second.texts] == [2, 4]
    assert first.get_xlim() == second.get_xlim() == (0.1, 75.0)
    assert "A_task4a_1 (2029): PSDS 0.3, 1 kWh" in titles(drawing)
    assert labels_of(drawing.legends[0].get_texts())[-1] == "Year before"
    alone = frontiers.draw_frontiers({2030: years[2030]}, WIDE)
    assert labels_of(alone.legends[0].get_texts())[-1] == "Baseline"


@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_names_on_a_frontier_do_not_overlap(width):
    crowd = some_scored(*[(2.0 * 1.02**n, 0.5 + n / 100) for n in range(13)])
    drawing = frontiers.draw_frontiers({2030: crowd}, width)
    drawing.canvas.draw()
    # Of the text alone: an annotation's own extent holds its line too.
    boxes = [Text.get_window_extent(label) for label in drawing.axes[0].texts]
    assert len(boxes) == (7 if width == WIDE else 3)
    assert not any(a.overlaps(b) for a, b in combinations(boxes, 2))
    frame = drawing.axes[0].get_window_extent()
    assert all(frame.y0 < box.y0 and box.y1 < frame.y1 for box in boxes)


def test_a_narrow_frontier_names_the_systems_that_raise_it_most():
    systems = some_scored((1, 0.3), (2, 0.31), (4, 0.5), (8, 0.52), (9, 0.6))
    (axis,) = frontiers.draw_frontiers({2030: systems}, NARROW).axes
    assert labels_of(axis.texts) == ["A 1", "C 1", "E 1"]


def test_a_long_name_is_cut_and_no_formula():
    systems = some_scored((1, 0.3)).assign(system="$x_task4_2" + "y" * 40)
    (axis,) = frontiers.draw_frontiers({2030: systems}, WIDE).axes
    assert labels_of(axis.texts) == [r"\$x 2" + "y" * 24 + "…"]


def bought_rows(value):
    """Return what `bought` gives of a year: all systems and single ones."""
    row = {"year": 2030, "score": "psds", "value": value, "low": -0.1, "high": 0.3}
    return pd.DataFrame([row | {"group": "all"}, row | {"group": "single", "value": value / 2}])


def test_a_slope_is_a_dot_with_its_interval_beside_no_change():
    drawing = frontiers.draw_bought(bought_rows(0.2), WIDE)
    (axis,) = drawing.axes
    assert offsets(axis) == [(0.2, 0), (0.1, 1)]
    nothing, *intervals = [(list(line.get_xdata()), list(line.get_ydata())) for line in axis.lines]
    assert nothing[0] == [0, 0]
    assert intervals == [([-0.1, 0.3], [0, 0]), ([-0.1, 0.3], [1, 1])]
    assert labels_of(axis.get_yticklabels()) == ["PSDS 2030, all", "PSDS 2030, single"]
    assert titles(drawing)[0] == "PSDS 2030, all: +0.200, interval -0.100 to +0.300"


def test_a_bar_is_divided_by_verdicts_with_counts_where_there_is_room():
    totals = pd.DataFrame(0, index=["number", "point", "claim"], columns=list(VERDICT_COLOURS))
    totals.loc["number", ["reproduced", "explained", "differs"]] = [190, 4, 6]
    totals.loc["claim", ["holds", "fails"]] = [3, 1]
    drawing = scores.draw_verdicts(totals, WIDE)
    (axis,) = drawing.axes
    bars = [(p.get_x(), p.get_width(), to_hex(p.get_facecolor())) for p in axis.patches]
    blue, brown, red = (VERDICT_COLOURS[v].light for v in ("holds", "explained", "fails"))
    assert bars == [(0, 95, blue), (95, 2, brown), (97, 3, red), (0, 75, blue), (75, 25, red)]
    # At 7.2 inches, two digits need 2.2 % of the width.
    counts = [(text.get_text(), text.get_position()) for text in axis.texts]
    assert counts == [("190", (47.5, 0)), ("6", (98.5, 0)), ("3", (37.5, 1)), ("1", (87.5, 1))]
    assert labels_of(axis.get_yticklabels()) == ["Numbers", "Claims"]
    assert "explained, holds in part" in labels_of(drawing.legends[0].get_texts())


@pytest.mark.parametrize(
    "draw",
    [
        lambda: distributions.draw_distributions({}, ["macs"], WIDE),
        lambda: distributions.draw_absolute_against_normalized({}, WIDE),
        lambda: distributions.draw_baseline_energies({}, NARROW),
        lambda: distributions.draw_gpu_shares(select(small_year({})), WIDE),
        lambda: scores.draw_figure_1(pd.DataFrame({"panel": []}), WIDE),
        lambda: scores.draw_figure_2(pd.DataFrame({"panel": []}), WIDE),
        lambda: scores.draw_cap_curves({2030: select(small_year({}))}, WIDE),
        lambda: frontiers.draw_frontiers({}, WIDE),
        lambda: frontiers.draw_bought(bought_rows(float("nan")), NARROW),
        lambda: scores.draw_verdicts(pd.DataFrame({"holds": [0]}, index=["claim"]), WIDE),
    ],
)
def test_where_there_is_nothing_to_draw_a_sentence_says_so(draw):
    (axis,) = draw().axes
    assert [t.get_text() for t in axis.texts] == ["The years shown have no data for this figure."]


@pytest.mark.parametrize(
    ("quantity", "value", "text"),
    [
        *[("macs", 5e12, "5 T"), ("macs", 1e9, "1 G"), ("parameters", 2e6, "2 M")],
        *[("parameters", 999, "999"), ("macs", 1000, "1 K"), ("train_kwh", 1000, "1000")],
    ],
)
def test_counts_on_an_axis_have_suffixes(quantity, value, text):
    _, axis = plt.subplots()
    common.scale_axis(axis, "x", quantity)
    assert axis.xaxis.get_major_formatter()(value) == text
    assert (axis.get_xscale(), axis.get_yscale()) == ("log", "linear")
