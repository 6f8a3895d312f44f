"""The files on what the energies were measured with."""

import pytest
from conftest import DATA

from sedenergy.errors import DataError
from sedenergy.submissions.instruments import (
    Card,
    Intensity,
    read_cards,
    read_editions,
    read_intensities,
)

CARDS = "model,form,memory_gb,tdp_w,source\n"
EDITIONS = "year,codecarbon,processor,memory,gpu,gpus,source\n"


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "instrument").mkdir()
    return tmp_path / "instrument"


def test_a_card_is_a_row(folder):
    (folder / "cards.csv").write_text(CARDS + "V100,SXM,16,300,a sheet\nA10,,24,150,another\n")
    assert read_cards(folder.parent) == (
        Card("V100", "SXM", 16, 300, "a sheet"),
        Card("A10", "", 24, 150, "another"),
    )


def test_the_projects_files_are_whole(years):
    cards = read_cards(DATA)
    assert len({(c.model, c.form, c.memory_gb, c.tdp_w) for c in cards}) == len(cards)
    assert all(year.cards == cards for year in years.values())
    # The maker's A100: 40 and 80 GB, for a slot or for a board.
    assert sorted(c.tdp_w for c in cards if c.model == "A100") == [250, 300, 400, 400]
    editions = read_editions(DATA)
    assert {n: e["codecarbon"] for n, e in editions.items()} == {
        2022: "1.2.0",
        2023: "2.1.4",
        2024: "2.3.4",
    }
    assert [e["memory"] == "not counted" for e in editions.values()] == [True, False, False]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "cards.csv: the file is empty; a table was expected"),
        ("model,tdp_w\n", "cards.csv: expected the columns model, form, memory_gb, tdp_w, source"),
        (CARDS + '"V', "cards.csv: not a CSV table at line 2: "),
        (CARDS + "V100,16\n", "cards.csv, row 1: 2 cells, 5 were expected"),
        (CARDS + " ,,1,1,s\n", "cards.csv, row 1, column model: ' ': expected a text"),
        (CARDS + "A,,1,1,s\nA,pcie,1,1,s\n", "row 2, column form: 'pcie': expected PCIe, SXM or n"),
        (CARDS + "A,,,1,s\n", "row 1, column memory_gb: '': expected a whole number above 0"),
        (CARDS + "A,,1,0,s\n", "row 1, column tdp_w: '0': expected a whole number above 0"),
        (CARDS + "A,,1,250 W,s\n", "column tdp_w: '250 W': expected a whole number above 0"),
        (CARDS + "A,,1,1,\n", "row 1, column source: '': expected a text"),
    ],
)
def test_what_is_no_card_is_refused(text, message, folder):
    (folder / "cards.csv").write_text(text)
    with pytest.raises(DataError) as caught:
        read_cards(folder.parent)
    assert message in str(caught.value)


def test_an_edition_needs_a_year_and_the_files_are_needed(folder):
    (folder / "editions.csv").write_text(EDITIONS + "22,1,a,b,c,d,e\n")
    with pytest.raises(DataError, match=r"^editions\.csv, row 1, column year: '22': expected a y"):
        read_editions(folder.parent)
    with pytest.raises(DataError, match=r"^cards\.csv: the file cannot be read"):
        read_cards(folder.parent)


def test_an_intensity_is_a_row(folder):
    (folder / "intensities.csv").write_text("place,g_per_kwh,of_year,source\nNowhere,7,2030,s\n")
    assert read_intensities(folder.parent) == (Intensity("Nowhere", 7, 2030, "s"),)
    there = {each.place: each.g_per_kwh for each in read_intensities(DATA)}
    assert (there["France"], there["Taiwan"], len(there)) == (56, 642, 8)
