"""The years of the data, read and typed."""

import shutil
from pathlib import Path

import pandas as pd
import pytest
from made_up import table

from sedenergy.errors import DataError
from sedenergy.submissions.text_files import parse_csv
from sedenergy.submissions.years import (
    covered,
    load_years,
    read_year,
    type_systems,
    year_folders,
)

PATH = Path("x.csv")


def typed(*rows):
    return type_systems(parse_csv(PATH, table(*rows)), PATH)


def test_the_years_of_the_paper(years):
    # Section II-C of the paper.
    assert {n: len(year.systems) for n, year in years.items()} == {2022: 101, 2023: 84, 2024: 42}


def test_a_folder_counts_where_it_is_in_place_or_its_replacement_was_cut_off(tmp_path):
    folder = tmp_path / "submissions"
    for name in ("2030", ".2030.old", ".2029.old", ".2028.new", ".2027.gone", "1999", "20300"):
        (folder / name).mkdir(parents=True)
    (folder / "2031").write_text("a file")
    assert year_folders(tmp_path) == {2029: folder / ".2029.old", 2030: folder / "2030"}


def test_some_years_are_loaded_in_order(data_dir):
    shutil.rmtree(data_dir / "submissions" / "2023")
    assert list(load_years(data_dir, [2024, 2022, 2024])) == [2022, 2024]
    assert list(load_years(data_dir)) == [2022, 2024]
    with pytest.raises(DataError, match=r"there is no year 2023; the data have 2022, 2024$"):
        load_years(data_dir, [2022, 2023])
    # A broken year does not keep the others from being read.
    (data_dir / "submissions" / "2024" / "facts.toml").write_text("=")
    assert list(load_years(data_dir, [2022])) == [2022]
    with pytest.raises(DataError, match=r"^2024/facts\.toml: not valid TOML"):
        load_years(data_dir)


def test_no_years_at_all(tmp_path):
    with pytest.raises(DataError, match=r"no submissions/YEAR/systems\.csv; at least one year was"):
        load_years(tmp_path)


def test_years_that_the_paper_covers(data_dir):
    path = data_dir / "submissions" / "2023" / "facts.toml"
    path.write_text(path.read_text().replace("in_paper = true", ""))
    assert list(covered(load_years(data_dir))) == [2022, 2024]


@pytest.mark.parametrize("fact", ['baselines = ["Nobody"]', "[left_out]\nNobody = 'why'"])
def test_facts_name_systems_of_the_year(fact, tmp_path):
    (tmp_path / "systems.csv").write_text(table())
    (tmp_path / "facts.toml").write_text(fact)
    with pytest.raises(DataError) as error:
        read_year(tmp_path, 2030)
    assert str(error.value) == "2030/facts.toml: 'Nobody': not among the systems of systems.csv"


def test_a_table_is_typed():
    (system,) = typed({"subsystems": "5 (a, b)", "psds_low": "0.400", "psds_high": "0.430"}).iloc
    assert system["parameters"] == 1_200_000
    assert (system["ensemble_count"], system["subsystems"]) == (5, "5 (a, b)")
    assert (system["psds_low"], system["psds"], system["psds_high"]) == (0.4, 0.412, 0.43)
    assert pd.isna(system["test_kwh"])
    assert system["hardware"] == ""


@pytest.mark.parametrize("column", ["psds", "psds_low", "psds_high"])
def test_a_score_that_cannot_be_read_is_said_once(column):
    with pytest.raises(DataError) as error:
        typed({"psds_low": "0.3", "psds": "0.4", "psds_high": "0.5"} | {column: "0,4"})
    (line,) = str(error.value).splitlines()
    assert f"column {column}: '0,4': expected a plain decimal number" in line


def test_everything_wrong_is_said_at_once_with_the_year_in_each_line(tmp_path):
    rows = [{"train_kwh": "1,5", "psds": "2"}, {"macs": "0"}]
    (tmp_path / "systems.csv").write_text(table(*rows))
    (tmp_path / "facts.toml").write_text("in_paper = false")
    with pytest.raises(DataError) as error:
        read_year(tmp_path, 2030)
    # Row by row, and in a row in the order of the columns.
    assert [line.split(":")[0] for line in str(error.value).splitlines()] == [
        "2030/systems.csv, row 1 (Made_UP_task4_1), column train_kwh",
        "2030/systems.csv, row 1 (Made_UP_task4_1), column psds",
        "2030/systems.csv, row 2 (Made_UP_task4_1), column system",
        "2030/systems.csv, row 2 (Made_UP_task4_1), column macs",
    ]
