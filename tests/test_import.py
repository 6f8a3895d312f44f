"""From the organisers' files to the submissions tables."""

import re

import pytest
from conftest import DATA

from sedenergy.cli import main
from sedenergy.columns import NAMES
from sedenergy.importers import read_results, team

FILES = {2022: "dcase2022_task4.yaml", 2023: "dcase2023_task4a.yaml", 2024: "dcase2024_task4.yaml"}
ROWS = {2022: 101, 2023: 84, 2024: 42}  # section II-C of the paper

OLD = """\
- code: Made_UP_task4_1
  system_complexity: 4.2MB
  energy_training: 1.50
  energy_test: null
  PSDS_1_all: 0.5
"""
NEW = """\
- system_name: Made_UP_task4_1
  system_complexity_params: 1200000
  system_ensemble_method_subsystem_count: None
  energy_consumption_submission_training: 1.50
  energy_consumption_submission_test: 0.10
  psds1_desed_eval_bootstrap: 0.412 (0.400 - 0.430)
"""


@pytest.mark.parametrize("year", FILES)
def test_the_organisers_file_gives_the_committed_table(year, organisers, tmp_path):
    (tmp_path / "submissions").mkdir()
    source = organisers / FILES[year]
    assert main(["import", str(year), str(source), "--data-dir", str(tmp_path)]) == 0
    made = (tmp_path / "submissions" / f"{year}.csv").read_bytes()
    assert made == (DATA / "submissions" / f"{year}.csv").read_bytes()


@pytest.mark.parametrize("year", FILES)
def test_every_system_is_there_once(year, years):
    systems = years[year].systems
    assert len(systems) == ROWS[year]
    assert systems["system"].is_unique
    assert (systems["team"] != "").all()


def test_figures_stay_as_reported(tmp_path):
    path = tmp_path / "made-up.yaml"
    path.write_text(OLD)
    (row,) = read_results(path)
    assert list(row) == list(NAMES)
    assert (row["parameters"], row["train_kwh"], row["test_kwh"]) == ("4.2MB", "1.50", "")
    path.write_text(NEW)
    (row,) = read_results(path)
    assert row["subsystems"] == "None"
    assert (row["psds"], row["psds_low"], row["psds_high"]) == ("0.412", "0.400", "0.430")


@pytest.mark.parametrize(
    ("system", "expected"),
    [
        ("Zhang_UCAS_task4_2", "Zhang_UCAS"),
        ("Nam_KAIST_task4_SED_2", "Nam_KAIST"),
        ("Kim_GIST-HanwhaVision_task4a_5", "Kim_GIST-HanwhaVision"),
        ("Baseline (AudioSet)", "Baseline"),
    ],
)
def test_team_of_a_system(system, expected):
    assert team(system) == expected


SYSTEM = r"x\.yaml, row \d \(Made_UP_task4_1\)"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a: 1\n", r"x\.yaml: a mapping; a list of systems was expected"),
        ("[]\n", r"x\.yaml: an empty list; at least one system was expected"),
        ("- [1\n", r"x\.yaml: not valid YAML at line 2"),
        ("- a: 1\n", r"x\.yaml: the fields are those of none of the formats of 2022, 2023, 2024"),
        (NEW + "  macs: 1\n  macs: 2\n", r"x\.yaml, row 1, column macs: this field stands twice"),
        (
            NEW.replace("1.50", "1,50"),
            SYSTEM + r", column train_kwh: '1,50': expected a plain decimal",
        ),
        (
            NEW.replace("1.50", "-1"),
            SYSTEM + r", column train_kwh: '-1': expected a plain decimal",
        ),
        (
            NEW.replace("0.430)", "0.410)"),
            SYSTEM + r", column psds: '0\.412': expected low ≤ mean ≤ high",
        ),
        (
            NEW + NEW,
            SYSTEM + r", column system: 'Made_UP_task4_1': two systems have this code",
        ),
    ],
)
def test_what_cannot_be_imported_says_why_and_changes_nothing(text, message, tmp_path, capsys):
    path = tmp_path / "x.yaml"
    path.write_text(text)
    assert main(["import", "2025", str(path), "--data-dir", str(tmp_path / "data")]) == 2
    assert re.search(f"^sedenergy: {message}", capsys.readouterr().err)
    assert not (tmp_path / "data").exists()
