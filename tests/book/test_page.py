"""How a chapter begins, in the notebook and by hand; what it hands over to its page."""

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import matplotlib.pyplot as plt
import myst_nb
import pandas as pd
import pytest
from conftest import DATA, ROOT

from sedenergy.book import page as pages
from sedenergy.book.page import Page, Text, glue, open_chapter
from sedenergy.book.svg import Html
from sedenergy.errors import DataError
from sedenergy.paper import Paper


@pytest.fixture
def said(monkeypatch):
    """What was handed over, by name."""
    found = {}
    monkeypatch.setattr(pages, "glue", lambda name, value, display: found.update({name: value}))
    return found


@pytest.mark.parametrize("display", [True, False])
@pytest.mark.parametrize("value", [Text("a <b>"), Html("<b>c</b>"), 3])
def test_a_value_is_kept_as_the_library_keeps_it(value, display, monkeypatch):
    kept = []
    monkeypatch.setattr(
        "IPython.core.display_functions.publish_display_data",
        lambda data, metadata, **_: kept.append((data, metadata)),
    )
    myst_nb.glue("name", value, display)
    glue("name", value, display)
    assert len(kept) == 2
    assert kept[0] == kept[1]


def test_text_is_glued_without_quotes_and_escaped(said):
    Page(None).say(first="a <b>", second=3)
    assert [repr(text) for text in said.values()] == ["a <b>", "3"]
    assert said["first"]._repr_html_() == "a &lt;b&gt;"


def test_a_frame_is_written_whole_and_nowhere_without_a_folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    frame = pd.DataFrame({"a": ["x, y", 'z "q"'], "b": ["", "é"]})
    assert Page(None, tmp_path).frame("name", frame) is frame
    written = (tmp_path / "name.csv").read_bytes().decode()
    assert written == 'a,b\n"x, y",\n"z ""q""",é\n'
    assert Page(None).frame("other", frame) is frame
    Page(None).file("other.json", "{}")
    assert [path.name for path in tmp_path.iterdir()] == ["name.csv"]
    Page(None, tmp_path).file("other.json", "{é}\n")
    assert (tmp_path / "other.json").read_bytes().decode() == "{é}\n"


@pytest.fixture(scope="module")
def paper():
    return Paper.load(DATA, [2023, 2024])


def test_a_table_is_written_three_times_and_counted(paper, said, tmp_path):
    shown = Page(paper, tmp_path).table("table-4")
    assert {path.suffixes[0] for path in tmp_path.iterdir()} == {".csv", ".full", ".page"}
    head = "Year,Energy 10 epochs (kWh): Mean,Energy 10 epochs (kWh): Std\n"
    # As the paper prints them: 0.030 ± 0.020 and 0.052 ± 0.023.
    text = f"{head}2023,0.030,0.020\n2024,0.052,0.023\n"
    assert (tmp_path / "table-4.csv").read_text() == text
    assert (tmp_path / "table-4.page.csv").read_text() == text
    assert shown.to_csv(index=False) == text
    assert said["table_4_outcome"] == "All 4 numbers that the paper printed come out."


def test_years_that_the_paper_does_not_cover_are_named(paper, said):
    later = replace(paper.years[2024], facts=replace(paper.years[2024].facts, in_paper=False))
    Page(Paper(DATA, {2023: paper.years[2023], 2025: replace(later, year=2025)})).table("table-4")
    expected = "All 2 numbers that the paper printed come out. The paper does not cover 2025."
    assert said["table_4_outcome"] == expected


def test_a_number_that_differs_has_brackets_on_the_page_alone(paper, said, tmp_path):
    Page(paper, tmp_path).table("table-3")
    assert "6.58 [6.59]" in (tmp_path / "table-3.page.csv").read_text()
    assert "[" not in (tmp_path / "table-3.csv").read_text()
    assert said["table_3_outcome"].startswith("11 of the 12 numbers that the paper printed")


def draw(height, width):
    return plt.subplots(figsize=(width, height))[0]


def test_figures_stand_below_each_other_by_year(said):
    Page(None).figure("alone", draw, 1, alt="What it shows.")
    assert 'role="img" aria-label="What it shows."' in said["alone"]
    Page(None).figures("several", draw, {2023: 1, 2024: 2}, "What it shows.")
    assert said["several"].count('<div class="sed-figure"') == 2
    assert 'aria-label="2024: What it shows."' in said["several"]
    assert 'id="several-2023-wide-' in said["several"]
    Page(None).figures("none", draw, {}, "What it shows.")
    assert said["none"] == "<p>The years shown have no data for this figure.</p>"


GIVEN = {"years": [2023], "data_dir": str(DATA), "tables_dir": "tables"}


def test_a_chapter_gets_its_paper_and_its_page():
    paper, page = open_chapter(GIVEN)
    assert list(paper.years) == [2023]
    assert (page.paper, page.tables_dir) == (paper, "tables")


def test_names_that_are_no_parameters_are_left_alone():
    own = {"__name__": "__main__", "_i1": "x = 1", "In": [""], "Out": {}, "quit": print}
    own |= {"open_chapter": open_chapter, "pd": pd}
    paper, _ = open_chapter({**own, **GIVEN})
    # The cell is run once more: the chapter has set names of its own.
    open_chapter({**own, **GIVEN, "paper": paper, "asked": [2023]})


@pytest.mark.parametrize("value", [2023, [2023], "2023", None, 2023.0, {}])
def test_a_parameter_that_there_is_not_is_refused(value):
    with pytest.raises(DataError) as caught:
        open_chapter({**GIVEN, "year": value})
    sentence = "'year': there is no such parameter; there are years, data_dir, tables_dir"
    assert str(caught.value) == sentence
    assert caught.value._render_traceback_() == [f"DataError: {sentence}"]
    with pytest.raises(DataError) as caught:
        open_chapter({**GIVEN, "years": [2023.5]})
    assert caught.value._render_traceback_() == [f"DataError: {caught.value}"]


def run_by_hand(folder, *parameters):
    """Run a chapter as README says."""
    scripts = Path(sys.executable).parent
    commands = [
        ["jupytext", "--quiet", "--to", "ipynb", "--output", f"{folder}/in.ipynb", "gpu_share.py"],
        ["papermill", "--engine", "sedenergy", "--no-progress-bar", f"{folder}/in.ipynb"],
    ]
    commands[1] += [f"{folder}/out.ipynb", "-p", "tables_dir", str(folder), *parameters]
    for name, *arguments in commands:
        call, here = [f"{scripts}/{name}", *arguments], ROOT / "notebooks"
        done = subprocess.run(call, cwd=here, capture_output=True, text=True, check=False)
    return done


@pytest.mark.slow
@pytest.mark.parametrize(
    "parameters", [["-p", "years", "2024"], ["-p", "years", "[2024]"], ["-y", "years: [2024]"]]
)
def test_a_chapter_runs_by_hand_without_a_warning(parameters, tmp_path):
    done = run_by_hand(tmp_path, *parameters)
    assert done.returncode == 0, done.stderr
    assert "warn" not in done.stderr.lower()
    assert list(pd.read_csv(tmp_path / "table-5.csv", dtype=str)["Year"]) == ["2024"]


@pytest.mark.slow
def test_a_misspelt_parameter_ends_with_the_sentence(tmp_path):
    done = run_by_hand(tmp_path, "-p", "year", "2024")
    assert done.returncode == 1
    last = done.stderr.strip().splitlines()[-1]
    assert last.startswith("DataError: 'year': there is no such parameter")
