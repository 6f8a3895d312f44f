"""Runs as CodeCarbon wrote them: every release, and what is none."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
import runs

from sedenergy.errors import DataError
from sedenergy.submissions.emissions import parse_run, read_run

NAME = Path("a.csv")
COUNTS = {"1.0.0": 12, "2.0.0": 29, "2.2.0": 30, "2.2.3": 31, "2.7.0": 32, "3.0.8": 34, "3.2.1": 38}


def test_the_headers_have_the_columns_of_the_releases():
    assert {release: len(names) for release, names in runs.COLUMNS_OF.items()} == COUNTS


@pytest.mark.parametrize("release", COUNTS)
def test_every_release_is_read(release):
    run = parse_run(NAME, runs.emissions(release=release))
    assert (run.file, run.run_id, run.runs, run.release) == ("a.csv", "run-a", 1, release)
    assert run.is_told == (release not in ("1.0.0", "2.0.0"))
    assert (run.duration_s, run.energy_kwh, run.timestamp) == (36000, 1, "2024-06-01T09:00:00")
    parts = (run.cpu_kwh, run.gpu_kwh, run.ram_kwh, run.cpu_w, run.gpu_w, run.ram_w)
    machine = (run.cpu_model, run.gpu_model, run.gpu_count, run.hardware)
    if release == "1.0.0":
        assert (parts, machine) == ((None,) * 6, ("", "", None, "36000s"))
    else:
        assert parts == (0.3, 0.6, 0.1, 30, 60, 10)
        assert machine == ("Made-up CPU", "1 x NVIDIA A10", 1, "36000s (1 NVIDIA A10)")


def test_a_release_that_the_file_does_not_say_is_the_first_with_its_columns():
    for release in ("2.2.0", "2.2.3", "3.0.8", "3.2.1"):
        run = parse_run(NAME, runs.emissions({"codecarbon_version": ""}, release=release))
        assert (run.release, run.is_told) == (release, False)
    assert parse_run(NAME, runs.emissions({"codecarbon_version": "3.0.0_rc1"})).major == 3


def test_a_report_is_read():
    run = parse_run(Path("a.json"), runs.boamps())
    assert (run.file, run.run_id, run.release, run.is_told) == ("a.json", "run-a", "3.3.2", True)
    assert (run.energy_kwh, run.duration_s, run.gpu_kwh) == (1, 36000, None)
    assert (run.cpu_model, run.gpu_model, run.gpu_count) == ("Made-up CPU", "1 x NVIDIA A10", 1)
    bare = json.dumps({"measures": [{"powerConsumption": 2, "measurementDuration": 5}]})
    other = parse_run(NAME, bare)
    assert (other.energy_kwh, other.release, other.is_told) == (2, "3.2.7", False)
    assert (other.run_id, other.gpu_count) == ("", None)


def test_of_several_runs_the_last_counts_or_the_one_that_is_named():
    rows = [
        {"run_id": name, "energy_consumed": kwh} for name, kwh in zip("aaba", "2345", strict=True)
    ]
    text = runs.emissions(*rows)
    assert (parse_run(NAME, text).energy_kwh, parse_run(NAME, text).runs) == (5, 2)
    assert parse_run(NAME, text, "b").energy_kwh == 4
    assert parse_run(NAME, text, "a").energy_kwh == 5  # the last row of the run
    first = runs.emissions({"experiment_id": "x", "energy_consumed": 7}, {}, release="1.2.0")
    assert parse_run(NAME, first, "x").energy_kwh == 7


def test_two_machines_need_a_name():
    text = runs.emissions({}, {"run_id": "b", "gpu_model": "1 x NVIDIA A40"})
    said = "a.csv: rows of two machines (Made-up CPU and 1 x NVIDIA A10; Made-up CPU and 1 x NVIDIA"
    assert refused(text).startswith(said)
    assert parse_run(NAME, text, "b").gpu_model == "1 x NVIDIA A40"


@pytest.mark.parametrize(
    ("model", "count", "hardware"),
    [
        ("2 x NVIDIA A40", "2", "60s (2 NVIDIA A40)"),
        ("NVIDIA A40", "", "60s (1 NVIDIA A40)"),
        ("1 x NVIDIA A100 80GB PCIe", "1.0", "60s (1 NVIDIA A100 PCIe 80GB)"),
        ("1 x NVIDIA A401 x NVIDIA A10", "2", "60s"),  # two kinds, as 2.3.4 joins them
        ("", "0", "60s"),
    ],
)
def test_the_hardware_is_written_as_teams_do(model, count, hardware):
    cells = {"gpu_model": model, "gpu_count": count, "duration": "60.4"}
    assert parse_run(NAME, runs.emissions(cells)).hardware == hardware


def test_pue_and_tracking_are_read():
    run = parse_run(NAME, runs.emissions({"pue": "1.5", "tracking_mode": "process"}))
    assert (run.pue, run.is_whole_machine) == (1.5, False)
    assert parse_run(NAME, runs.emissions({"pue": ""})) == replace(
        run, pue=1, is_whole_machine=True
    )


def refused(text, run_id=""):
    with pytest.raises(DataError) as caught:
        parse_run(NAME, text, run_id)
    assert len(str(caught.value).splitlines()) == 1
    return str(caught.value)


HEADER = runs.emissions().splitlines()[0]
NUMBER = "expected a plain decimal number, at least 0, with a point and without a unit"


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (
            "a,b\n1,2\n",
            "a.csv: no emissions file; an emissions.csv of CodeCarbon or a BoAmps JSON ",
        ),
        (runs.emissions(delimiter=";"), "a.csv, row header: cells are separated by ';'; commas w"),
        (HEADER, "a.csv: no run; at least one was expected"),
        (HEADER + ',"', "a.csv: not a CSV table at line 1: "),
        (runs.emissions() + "1,2\n", "a.csv, row 2: 2 cells, 31 were expected"),
        (
            runs.emissions().replace("1.0", "1,0"),
            "a.csv, row 1: 32 cells, 31 were expected; is a c",
        ),
        (
            runs.emissions({"energy_consumed": "1,0"}),
            f"a.csv, row 1, column energy_consumed: '1,0': {NUMBER}",
        ),
        (runs.emissions({"gpu_energy": "n/a"}), f"column gpu_energy: 'n/a': {NUMBER}"),
        (runs.emissions({"energy_consumed": "0"}), "'0': expected an energy above 0: from 1e-9 to"),
        (
            runs.emissions({"energy_consumed": ""}),
            "'': expected an energy above 0: from 1e-9 to 1e",
        ),
        (runs.emissions({"energy_consumed": "-1"}), f"column energy_consumed: '-1': {NUMBER}"),
        (runs.emissions({"energy_consumed": "1e10"}), "'1e10': expected at most 1e9"),
        (
            runs.emissions({"duration": "0"}),
            "column duration: '0': expected a duration above 0, in",
        ),
        (runs.emissions({"gpu_energy": "1.1"}), "'1.1': a part is more than the whole, 1.00 kWh"),
        (runs.emissions({"codecarbon_version": "x"}), "'x': expected a release of CodeCarbon such"),
        (runs.emissions({"cpu_model": "a" * 201}), "expected at most 200 printable characters"),
        (runs.emissions({"gpu_model": "a\x1b[31m"}), "expected at most 200 printable characters"),
        (
            runs.emissions().replace("duration", "durations"),
            "the header lacks duration; is durations me",
        ),
        (runs.emissions().replace("gpu_energy", "x"), "row header: the header lacks gpu_energy"),
        (runs.emissions().replace("region", "run_id", 1), "'run_id': a column stands twice"),
        ('{"a": 1}', "a.csv: no emissions file; "),
        ("[1]", "a.csv: no emissions file; "),
        ('{"measures": [1]}', "a.csv: no emissions file; "),
        ('{"measures": []}', "a.csv, column measures: 0 measures; one was expected"),
        ('{"a": \n', "a.csv: not valid JSON at line 2"),
        ("[" * 100_000, "a.csv: not valid JSON"),
        (runs.boamps(powerConsumption="much"), f"column powerConsumption: 'much': {NUMBER}"),
        (runs.boamps(powerConsumption=True), "powerConsumption: 'true': expected a number, at lea"),
        (runs.boamps(powerConsumption=0), "powerConsumption: '0': expected an energy above 0"),
        (runs.boamps(powerConsumption=-1), f"powerConsumption: '-1': {NUMBER}"),
        (runs.boamps(powerConsumption=float("nan")), f"powerConsumption: 'NaN': {NUMBER}"),
        (runs.boamps(measurementDuration=None), "measurementDuration: expected a duration above 0"),
        (runs.boamps(version=3), "a.csv, column version: '3': expected at most 200 printable char"),
    ],
)
def test_what_cannot_be_used_is_one_sentence(text, sentence):
    assert sentence in refused(text)


def test_a_run_that_is_not_there():
    assert refused(runs.emissions(), "x") == "a.csv: 'x': no run has this id; there are run-a"
    assert refused(runs.boamps(), "x") == "a.csv: 'x': no run has this id; there is run-a"


def test_a_file_that_is_too_large_or_not_there(tmp_path):
    path = tmp_path / "large.csv"
    with path.open("wb") as file:
        file.truncate(100 * 2**20)
    with pytest.raises(DataError, match=r"^large\.csv: larger than 64 MB, which no results are$"):
        read_run(path)
    with pytest.raises(DataError, match=r"^no\.csv: the file cannot be read"):
        read_run(tmp_path / "no.csv")
    path.write_text(runs.emissions(), encoding="utf-8-sig")
    assert read_run(path).energy_kwh == 1
