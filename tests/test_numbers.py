"""Every number and every point that the paper printed."""

import matplotlib.pyplot as plt
import pandas as pd
import pytest
from conftest import DATA
from matplotlib.collections import PathCollection

from sedenergy import check, plots
from sedenergy.cli import main
from sedenergy.errors import DataError
from sedenergy.figures import FIGURES, quadrants
from sedenergy.normalization import cross_check, derive
from sedenergy.published import (
    UNEXPLAINED,
    Form,
    number,
    point_text,
    printed_numbers,
    printed_points,
    read,
)
from sedenergy.selection import Method, select
from sedenergy.svg import NARROW, WIDE
from sedenergy.tables import TABLES, _quartiles, cap, cells
from sedenergy.variants import NEEDED, Results, Variant, all_variants

PRINTED = printed_numbers(DATA)
DEVIATIONS = read(DATA, "deviations").set_index("id")


@pytest.fixture(scope="module")
def results(years):
    return Results(years, PRINTED)


def test_all_printed_numbers_are_there():
    assert len(PRINTED) == 93
    assert len(printed_points(DATA)) == 106


@pytest.mark.parametrize("key", [k for k in PRINTED if k not in DEVIATIONS.index])
def test_comes_out_as_printed(key, results):
    assert results.reproduced[key] == PRINTED[key]


@pytest.mark.parametrize("key", [k for k in PRINTED if k in DEVIATIONS.index])
def test_differs_as_stated(key, results):
    row = DEVIATIONS.loc[key]
    assert row["printed"] == PRINTED[key]
    assert row["reproduced"] == results.reproduced[key] != PRINTED[key]
    if row["variant"] != UNEXPLAINED:
        assert results.texts(Variant.named(row["variant"]).method)[key] == PRINTED[key]


def test_the_list_of_deviations_is_what_the_search_finds(years):
    text = (DATA / "published" / "deviations.csv").read_text(encoding="utf-8")
    assert check.deviations(years, DATA) == text


def test_the_search_leaves_out_only_what_changes_nothing(years, results):
    """Its numbers are those of the whole method, selected and computed without any shortcut."""
    for variant in all_variants(2):
        if variant.method.rounding != Method().rounding:
            continue  # it moves no value
        whole = {n: select(y, variant.method) for n, y in years.items()}
        direct = pd.concat([cells(name, table(whole)) for name, table in TABLES.items()])
        assert results.values(variant.method).to_dict() == direct.to_dict(), variant.name


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("id\n", "verdicts.csv: expected the columns id, verdict"),
        ("id,verdict\na,holds\na,fails\n", "verdicts.csv: 'a': this id stands twice"),
        ("", "verdicts.csv: expected a CSV table that can be read (No columns to parse from file)"),
        ("id,verdict\na,holds, too\n",
         "verdicts.csv: expected a CSV table that can be read (Length of header or names does not "
         "match length of data. This leads to a loss of data with index_col=False.)"),
        ("id,verdict\na,holds\nb,holds,too,long\n",
         "verdicts.csv: expected a CSV table that can be read (Error tokenizing data. C error: "
         "Expected 2 fields in line 3, saw 4)"),
    ],
)  # fmt: skip
def test_a_published_file_that_is_none_is_one_sentence(text, message, data_dir):
    (data_dir / "published" / "verdicts.csv").write_text(text)
    with pytest.raises(DataError) as failure:
        read(data_dir, "verdicts")
    assert str(failure.value) == message


def test_a_text_that_is_no_printed_number_is_refused():
    with pytest.raises(DataError, match="'four': expected a number as the paper prints them"):
        Form.of("four")


def test_the_published_value_is_the_printed_text():
    for row in read(DATA, "tables").itertuples():
        assert float(number(row.printed)) == float(row.value), row.id


# METHOD, section 1, and section II-C, III-B and IV-A of the paper.
@pytest.mark.parametrize(
    ("year", "valid", "normalized", "ensembles", "singles"),
    [(2022, 60, 0, 0, 0), (2023, 64, 60, 33, 27), (2024, 35, 30, 13, 17)],
)
def test_selection(year, valid, normalized, ensembles, singles, selections):
    selection = selections[year]
    frame = selection.normalized
    assert (len(selection.valid), len(frame)) == (valid, normalized)
    assert int(frame["ensemble"].sum()) == ensembles
    assert int((~frame["ensemble"]).sum()) == singles
    steps = selection.log.groupby("step")["system"].count()
    assert len(selection.submitted) - steps.get("valid", 0) - steps.get("duplicate", 0) == valid
    assert selection.log["why"].ne("").all()


def test_none_read_as_none_makes_31_singles(years):
    frame = select(years[2023], Method(none_is_ensemble=False)).normalized
    assert (int(frame["ensemble"].sum()), int((~frame["ensemble"]).sum())) == (31, 29)


def test_the_organisers_own_figures_come_out(years):
    for year in years.values():
        found = cross_check(year)
        assert len(found) > 100
        assert not (found["agreement"] == "none").any()
        energies = found[found["quantity"].str.endswith("normalized")]
        assert (energies["agreement"] == "from the raw figures").all()


@pytest.mark.parametrize("figure", FIGURES)
@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_the_plotted_points_are_the_published_ones(figure, width, selections):
    """Compare what stands in the drawing's collections with figures.csv, panel by panel."""
    points = FIGURES[figure](selections)
    drawing = {"figure-1": plots.figure_1, "figure-2": plots.figure_2}[figure](points, width)
    published = printed_points(DATA)
    published = published[published["figure"] == figure]
    for axis, (_, panel) in zip(drawing.axes, published.groupby("panel", sort=False), strict=True):
        floor = axis.get_ylim()[0]
        plotted = sorted(
            point_text(x, 0.0 if y == floor else y)
            for collection in axis.collections
            if isinstance(collection, PathCollection)
            for x, y in collection.get_offsets()
        )
        assert plotted == sorted(
            point_text(float(x), float(y)) for x, y in zip(panel["x"], panel["y"], strict=True)
        )
    plt.close(drawing)


def test_each_point_has_its_system(selections):
    for figure, points in FIGURES.items():
        ours = points(selections)
        published = printed_points(DATA)
        published = published[published["figure"] == figure]
        keys = ["panel", "series", "system"]
        assert _by_system(ours, keys) == _by_system(published, keys)


def _by_system(points, keys):
    return {
        tuple(point[key] for key in keys): point_text(float(point["x"]), float(point["y"]))
        for _, point in points.iterrows()
    }


def test_quadrants_name_everybody_once(selections):
    points = FIGURES["figure-2"](selections)
    corners = quadrants(points)
    # 13 ensembles and 17 singles, one of them the baseline, in two panels.
    assert len(corners) == 2 * (13 + 17 - 1)
    assert not corners.duplicated(["panel", "system"]).any()


@pytest.mark.parametrize(
    ("value", "printed", "rounding", "expected"),
    [
        (4.295, "4.30", "half up", "4.30"),
        (13.975, "13.98", "half up", "13.98"),
        (0.0345, "0.04", "half up", "0.03"),
        (0.0345, "0.04", "twice", "0.04"),
        (17.2905, "17.30", "up", "17.30"),
        (181600000.0, "181M", "cut", "181M"),
        (181600000.0, "181M", "half up", "182M"),
        (52.697, "53%", "half up", "53%"),
    ],
)
def test_rounding(value, printed, rounding, expected):
    assert Form.of(printed).write(value, rounding) == expected


def test_a_cap_is_strict(selections):
    frame = selections[2024].normalized.iloc[:5]
    quantity = "train_kwh_normalized"
    threshold, best = cap(frame, quantity, 0.5)
    on_it = frame[frame[quantity] == threshold]["psds"].iloc[0]
    assert best == frame[frame[quantity] < threshold]["psds"].max()
    assert cap(frame, quantity, 0.5, "at most")[1] == max(best, on_it)


def test_the_summary_counts(capsys):
    assert main(["summary", "--data-dir", str(DATA)]) == 0
    text = capsys.readouterr().out
    assert f"{len(PRINTED)} printed numbers checked" in text
    assert f"{len(PRINTED) - sum(k in PRINTED for k in DEVIATIONS.index)} come out" in text


def test_tables_have_every_id(results):
    assert set(PRINTED) <= set(results.values().index)
    assert set(TABLES) == {k.split(".")[0] for k in PRINTED}


def test_a_table_of_an_unlisted_column_is_one_sentence(years, monkeypatch):
    column = next(c for c in derive(years[2022]).select_dtypes(float) if c not in NEEDED)
    monkeypatch.setitem(TABLES, "table-1", lambda s: _quartiles(s, "valid", [column]))
    with pytest.raises(DataError) as failure:
        Results(years, PRINTED).values()
    assert str(failure.value) == (
        f"tables.py, column {column}: table-1 is made of this column; expected it in NEEDED"
    )
