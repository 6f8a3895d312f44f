"""The points of the figures, and the quadrants."""

import pandas as pd
import pytest
from small import NAN, small_year

from sedenergy.analysis.figures import (
    FIGURES,
    POINT_COLUMNS,
    TOP,
    keys_of_points,
    points_of_figure_1,
    points_of_figure_2,
    quadrants,
)
from sedenergy.analysis.selection import select
from sedenergy.printed.forms import write_point

FACTS = {"baselines": ("A",), "figure_baseline": "A", "reference_train_kwh": 0.03}


@pytest.mark.parametrize("figure", FIGURES)
def test_the_points_are_those_of_the_paper(figure, analysis, printed):
    points = analysis.points(figure)
    texts = map(write_point, points["x"], points["y"])
    found = dict(zip(keys_of_points(points), texts, strict=True))
    points_in_paper = printed.points_of(figure, analysis.years)
    assert found == {key: point.text for key, point in points_in_paper.items()}
    assert points.columns.tolist() == POINT_COLUMNS
    assert points.index.tolist() == list(range(len(points)))


def selected(*rows, year=2030, **facts):
    """Return the selection of a small year whose first system is the baseline."""
    rows = [{"baseline_train_kwh": 0.03, "train_kwh": 1.0 + n} | r for n, r in enumerate(rows)]
    return {year: select(small_year(*rows, year=year, **(FACTS | facts)))}


def points_of(points, panel, group):
    """Return the systems of a panel and group, as one text."""
    chosen = (points["panel"] == panel) & (points["group"] == group)
    return "".join(points.loc[chosen, "system"])


def test_figure_1_has_the_best_without_baselines_gaps_and_coinciding_points():
    rows = [
        {"psds": 0.99},  # the baseline
        {"psds": 0.3},
        {"psds": 0.5, "subsystems": "2"},
        {"psds": 0.5, "train_kwh": 2.0},
        {"psds": 0.3, "train_kwh": 2.0},  # coincides with B
        {"psds": NAN},
        {"psds": 0.4, "baseline_train_kwh": NAN},  # no normalised energy
    ]
    points = points_of_figure_1(selected(*rows))
    assert points_of(points, "single", "single") == "DB"
    assert points_of(points, "ensemble", "ensemble") == "C"
    assert (
        points_of(points, "single", "baseline") == points_of(points, "ensemble", "baseline") == "A"
    )
    assert set(points["series"]) == {"Entries 2030", "Baseline 2030"}


def test_figure_1_has_ten_a_group_and_of_equals_the_first():
    rows = [{"psds": 0.9}, *({"psds": 0.5} for _ in range(TOP + 2))]
    assert points_of(points_of_figure_1(selected(*rows)), "single", "single") == "BCDEFGHIJK"


def test_figure_1_draws_the_organisers_energy_where_they_give_one():
    rows = [{}, {"psds": 0.5, "organisers_train_kwh_normalized": 2.345}, {"psds": 0.4}]
    points = points_of_figure_1(selected(*rows)).set_index("system")
    assert points.loc["B", ["y", "y_recomputed"]].tolist() == [2.345, 2.0]
    assert points.loc["C", ["y", "y_recomputed"]].tolist() == [3.0, 3.0]
    quantities = points[["x_quantity", "y_quantity"]].drop_duplicates().to_numpy().tolist()
    assert quantities == [["psds", "train_kwh_normalized"]]


def test_figure_1_has_the_later_baseline_first():
    years = selected({"psds": 0.5}, year=2030) | selected({"psds": 0.5}, year=2031)
    points = points_of_figure_1(years)
    assert points["series"].tolist() == ["Baseline 2031", "Baseline 2030"] * 2


def test_figure_2_needs_segmpauc_of_a_year_of_the_paper_only():
    rows = [{"psds": 0.5}, {"psds": 0.6}]
    assert points_of_figure_2(selected(*rows, weighting_kwh=1.0, in_paper=True)).empty
    points = points_of_figure_2(selected(*rows, weighting_kwh=1.0))
    assert points_of(points, "psds-ew_psds", "single") == "AB"
    assert points_of(points, "psds-ew_psds", "baseline") == "A"
    assert points_of(points, "segmpauc-ew_segmpauc", "single") == ""
    assert set(points["x_quantity"] + " " + points["y_quantity"]) == {"psds ew_psds"}
    assert set(points["figure"]) == {"figure-2"}


def test_without_years_there_are_no_points():
    for figure in FIGURES.values():
        assert figure.points({}).empty
        assert figure.points({}).columns.tolist() == POINT_COLUMNS


def corners(*systems):
    """Return the quadrant of each (name, year, x, y) around a baseline at 0.5, 1.0 of each year."""
    rows = [
        {"panel": "p", "year": y, "x": 0.5, "y": 1.0, "system": "base", "group": "baseline"}
        for y in (2030, 2031)
    ]
    rows += [
        {"panel": "p", "year": year, "x": x, "y": y, "system": name, "group": "single"}
        for name, year, x, y in systems
    ]
    frame = pd.DataFrame(rows).assign(y_recomputed=lambda f: f["y"] + 1)
    return quadrants(frame).set_index("system")["quadrant"].to_dict()


@pytest.mark.parametrize(
    ("x", "y", "corner"),
    [
        (0.6, 1.1, "top-right"),
        (0.6, 0.9, "bottom-right"),
        (0.4, 0.9, "bottom-left"),
        (0.4, 1.1, "top-left"),
        (0.5, 1.1, "top-left"),  # on the upright line: not better
        (0.6, 1.0, "bottom-right"),  # on the level line: not better
    ],
)
def test_the_quadrants(x, y, corner):
    assert corners(("S", 2030, x, y)) == {"S": corner}


def test_the_baseline_itself_lies_in_no_quadrant_and_each_year_has_its_own():
    assert corners(("base", 2030, 0.5, 1.0), ("S", 2031, 0.9, 9.0)) == {"S": "top-right"}


def test_by_the_recomputed_scores():
    rows = [
        {"psds": 0.5, "segmpauc": 0.5, "organisers_ew_psds_train": 0.5},
        {"psds": 0.6, "segmpauc": 0.6, "organisers_ew_psds_train": 0.9},  # ours: 0.6 / 2
    ]
    points = points_of_figure_2(selected(*rows, weighting_kwh=1.0))
    for y, corner in (("y", "top-right"), ("y_recomputed", "bottom-right")):
        found = quadrants(points, y).set_index("panel")["quadrant"]
        assert found["psds-ew_psds"] == corner


def test_everybody_of_2024_lies_in_a_quadrant_once(analysis):
    found = analysis.quadrants
    # 13 ensembles and 17 singles, one of them the baseline, in two panels.
    assert len(found) == 2 * (13 + 17 - 1)
    assert not found.duplicated(["panel", "system"]).any()
    assert found.columns.tolist() == [*POINT_COLUMNS, "quadrant"]
