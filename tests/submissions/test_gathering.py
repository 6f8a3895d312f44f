"""A folder of systems for organisers."""

import pytest
import runs
from conftest import ROOT

from sedenergy.errors import DataError
from sedenergy.submissions.columns import COLUMN_NAMES
from sedenergy.submissions.gathering import gather

FACTS = 'name = "Made_UP_task4_1"\npsds = 0.52\nparameters = "1.2M"\nsubsystems = 3\n'


@pytest.fixture
def folder(tmp_path):
    add(tmp_path, "one")
    return tmp_path


def add(folder, name, facts=FACTS, **files):
    (folder / name).mkdir()
    texts = {"emissions.csv": runs.emissions(), "baseline.csv": runs.baseline()}
    for file, text in (texts | {"system.toml": facts} | files).items():
        (folder / name / file).write_text(text, encoding="utf-8")


def test_a_subfolder_is_a_row(folder):
    second = FACTS.replace("task4_1", "task4_2").replace("subsystems = 3", "macs = 1e9")
    add(folder, "a two", second, **{"test.csv": runs.emissions({"energy_consumed": "0.7"})})
    (folder / "a two" / "emissions.csv").unlink()
    (folder / "a two" / "emissions.json").write_text(runs.boamps())
    (folder / ".hidden").mkdir()
    (folder / "notes.txt").touch()
    table, found = gather(folder)
    assert list(table.columns) == list(COLUMN_NAMES)
    assert list(found) == list(table["system"]) == ["Made_UP_task4_2", "Made_UP_task4_1"]
    assert list(found["Made_UP_task4_2"]) == ["emissions", "baseline", "test"]
    cells = [{k: v for k, v in row.items() if v} for row in table.to_dict("records")]
    shared = {"team": "Made_UP", "parameters": "1.2M", "psds": "0.52", "train_kwh": "1.0"}
    shared |= {"baseline_train_kwh": "0.04", "gpu_baseline_train_kwh": "0.02"}
    shared |= {"hardware": "36000s (1 NVIDIA A10)"}
    test = {"test_kwh": "0.7", "gpu_test_kwh": "0.6"}
    assert cells == [
        shared | test | {"system": "Made_UP_task4_2", "macs": "1000000000.0"},
        shared | {"system": "Made_UP_task4_1", "subsystems": "3", "gpu_train_kwh": "0.6"},
    ]


def test_the_example_is_one():
    table, found = gather(ROOT / "tests" / "example_systems")
    (runs_of_it,) = found.values()
    assert table["train_kwh"].tolist() == [str(runs_of_it["emissions"].energy_kwh)] == ["0.986"]


def without(name):
    return lambda folder: (folder / "one" / name).unlink()


def with_text(name, text):
    return lambda folder: (folder / "one" / name).write_text(text)


@pytest.mark.parametrize(
    ("spoil", "sentence"),
    [
        (without("system.toml"), "one/system.toml: the file cannot be read (No such file or dire"),
        (without("emissions.csv"), "one/emissions.csv: this file is missing"),
        (without("baseline.csv"), "one/baseline.csv: this file is missing"),
        (with_text("emissions.json", "{}"), "one/emissions.json: two files stand for it; one was"),
        (with_text("test.csv", "a"), "one/test.csv: no emissions file; "),
        (with_text("system.toml", "a"), "one/system.toml: not valid TOML: "),
        (with_text("system.toml", "psds = 1"), "one/system.toml: the keys lack name, parameters"),
        (
            with_text("system.toml", "names = 'x'"),
            "system.toml, column names: no such key; is name m",
        ),
        (with_text("system.toml", "train_kwh = 1"), "column train_kwh: no such key"),
        (with_text("system.toml", "psds = [1]"), "column psds: [1]: expected a text or a number"),
        (with_text("system.toml", "psds = true"), "column psds: True: expected a text or a number"),
        (
            with_text("system.toml", FACTS.replace("0.52", "52")),
            "row 1 (Made_UP_task4_1), column psds: '52': expected a score from 0 to 1",
        ),
        (
            with_text("system.toml", FACTS + 'team = "Other"'),
            "column team: 'Other': expected the system's code up to `_task`",
        ),
        (lambda folder: add(folder, "two"), "two systems have this code"),
    ],
)
def test_what_cannot_be_used_is_named(spoil, sentence, folder):
    spoil(folder)
    with pytest.raises(DataError) as caught:
        gather(folder)
    assert sentence in str(caught.value)


def test_each_system_is_looked_at_and_there_is_one(folder, tmp_path_factory):
    add(folder, "two", facts="a")
    (folder / "one" / "baseline.csv").unlink()
    with pytest.raises(DataError) as caught:
        gather(folder)
    assert [line.split(":")[0] for line in str(caught.value).splitlines()] == [
        "one/baseline.csv",
        "two/system.toml",
    ]
    empty = tmp_path_factory.mktemp("empty")
    for path, said in ((empty, "no subfolder; one a system"), (empty / "x", "this is no folder")):
        with pytest.raises(DataError, match=said):
            gather(path)
