"""A new year: in with one command, replaced, out again without a trace, whole or not at all."""

import csv
import os
import shutil
import signal
import sys

import made_up
import pytest
from conftest import DATA, contents

from sedenergy.errors import DataError
from sedenergy.submissions.datapackage import describe
from sedenergy.submissions.intake import convert_results, take_in, take_out
from sedenergy.submissions.years import load_years

PAPER = [2022, 2023, 2024]
NAMES = ["2022", "2023", "2024"]


@pytest.fixture
def results(tmp_path):
    return made_up.results_2024(tmp_path / "results.yaml")


def change(path, old, new):
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def is_described(data_dir):
    return (data_dir / "datapackage.json").read_text(encoding="utf-8") == describe(data_dir)


def test_a_year_goes_in_and_comes_out_without_a_trace(data_dir, results):
    before = contents(data_dir)
    done = take_in(data_dir, 2025, results)
    assert done[:3] == [
        "2025: 40 systems from results.yaml",
        "  baseline: Baseline_MADEUP_task4_1, by its code in the file",
        "  reference: 0.0299 kWh, from the entry of Baseline_MADEUP_task4_1",
    ]
    assert done[3].startswith("  implausible, kept: row 7 (Made-up1_NOWHERE_task4_3), macs")
    after = load_years(data_dir)
    assert list(after) == [*PAPER, 2025]
    assert after[2025].facts.weighting_kwh == 0.95
    assert is_described(data_dir)
    assert take_out(data_dir, 2025) == ["2025: taken out"]
    assert contents(data_dir) == before


def test_a_corrected_file_replaces_the_year_and_says_what_changed(data_dir, results):
    take_in(data_dir, 2025, results)
    facts = data_dir / "submissions" / "2025" / "facts.toml"
    change(facts, "baselines", "# Looked at.\nbaselines")
    change(results, "submission_training: 0.95", "submission_training: 0.96")
    said = take_in(data_dir, 2025, results)
    assert said[0] == "2025: 40 systems from results.yaml, replacing 40; 1 of its systems differ"
    assert said[-1] == "  ~ Baseline_MADEUP_task4_1: train_kwh 0.95 → 0.96"
    assert "# Looked at.\n" in facts.read_text(encoding="utf-8")
    before = (contents(data_dir), (data_dir / "datapackage.json").stat().st_mtime_ns)
    assert take_in(data_dir, 2025, results) == ["2025: nothing changed"]
    assert (contents(data_dir), (data_dir / "datapackage.json").stat().st_mtime_ns) == before


@pytest.mark.parametrize("year", PAPER)
def test_a_year_of_the_paper_taken_in_again_is_as_it_was(year, data_dir):
    before = contents(data_dir)
    path = DATA / "submissions" / str(year) / "systems.csv"
    assert take_in(data_dir, year, path)[0] == f"{year}: nothing changed"
    assert contents(data_dir) == before


def test_next_year_may_repeat_every_code_and_the_baseline_s(data_dir):
    source = data_dir / "submissions" / "2024" / "systems.csv"
    take_in(data_dir, 2000, source, ["Cornell_CMU_task4_1"])
    after = load_years(data_dir)
    assert after[2000].systems.equals(after[2024].systems)
    assert after[2000].facts.baselines == after[2024].facts.baselines
    assert after[2000].facts.reference_train_kwh == after[2024].facts.reference_train_kwh


def test_differences_name_each_system(data_dir, tmp_path):
    path, codes = tmp_path / "x.csv", [f"T_task4_{letter}" for letter in "ABC"]
    rows = [{"system": code, "team": "T", "macs": "1"} for code in codes]
    path.write_text(made_up.table(*rows))
    take_in(data_dir, 2099, path, ["none"])
    b, c = {**rows[1], "macs": "2", "psds": "0.6"}, {**rows[2], "macs": ""}
    path.write_text(made_up.table(c, {**rows[0], "system": "T_task4_D"}, b))
    said = take_in(data_dir, 2099, path, ["none"])
    assert said[0] == "2099: 3 systems from x.csv, replacing 3; 4 of its systems differ"
    assert said[-4:] == [
        "  - T_task4_A: gone",
        "  ~ T_task4_C: macs 1 → empty",
        "  + T_task4_D: new",
        "  ~ T_task4_B: macs 1 → 2, psds 0.412 → 0.6",
    ]


def test_results_are_checked_before_they_are_converted(tmp_path):
    path = tmp_path / "x.yaml"
    path.write_text(made_up.entry())
    (row,) = csv.DictReader(convert_results(path).splitlines())
    assert (row["system"], row["macs"], row["psds_low"]) == (
        "Made_UP_task4_1",
        "1036000000",
        "0.400",
    )
    path.write_text(made_up.entry(macs="0"))
    with pytest.raises(
        DataError, match=r"^x\.yaml, row 1 \(Made_UP_task4_1\), column macs: '0': exp"
    ):
        convert_results(path)


@pytest.mark.parametrize("act", [take_in, take_out])
def test_a_folder_that_cannot_be_written_to_is_said(act, data_dir, results):
    (data_dir / ".lock").mkdir()  # no lock can be taken, as in a folder that is read-only
    with pytest.raises(DataError, match=r"^\.lock: it cannot be written to \(Is a directory\)$"):
        act(data_dir, 2025, *[results] * (act is take_in))


OWN, TRAIN = "energy_consumption_baseline_10epochs: 0.0299", "submission_training: 0.95"
FIRST = r"results\.yaml, row 1 \(Baseline_MADEUP_task4_1\), column "


@pytest.mark.parametrize(
    ("swap", "arguments", "message"),
    [
        (("", ""), {"year": 1999}, "1999: expected a year from 2000 to 2099"),
        (("", ""), {"year": 2100}, "2100: expected a year from 2000 to 2099"),
        (("", ""), {"reference_kwh": 0.0}, "REFERENCE_KWH is 0; expected an energy above 0 an"),
        (
            (TRAIN, "submission_training: 1e6"),
            {},
            r"2025/facts\.toml, column weighting_kwh: 1000000",
        ),
        ((OWN, OWN.replace("0.0299", "0")), {}, r"results\.yaml: the file does not tell what ten"),
        (
            (TRAIN, "submission_training: 0,95"),
            {},
            FIRST + "train_kwh: '0,95': expected a plain de",
        ),
        (("", ""), {"baselines": ["Nobody"]}, r"results\.yaml: 'Nobody': no system has this code"),
    ],
)
def test_what_cannot_be_taken_in_changes_nothing(swap, arguments, message, data_dir, results):
    change(results, *swap)
    before = contents(data_dir)
    with pytest.raises(DataError, match=f"^{message}"):
        take_in(data_dir, **{"year": 2025, "results": results, **arguments})
    assert contents(data_dir) == before
    assert sorted(path.name for path in (data_dir / "submissions").iterdir()) == NAMES
    assert list(load_years(data_dir)) == PAPER


@pytest.mark.parametrize("name", ["facts.toml", "systems.csv"])
@pytest.mark.parametrize("year", [2024, 2025])
@pytest.mark.parametrize("content", [b"\xff", None])
def test_a_year_is_taken_out_of_a_tree_that_cannot_be_read(name, year, content, data_dir, results):
    take_in(data_dir, 2025, results)
    path = data_dir / "submissions" / str(year) / name
    path.unlink()
    if content:
        path.write_bytes(content)
    said = "\n".join(take_out(data_dir, 2025))
    assert sorted(path.name for path in (data_dir / "submissions").iterdir()) == NAMES
    assert ("sedenergy datapackage --write" in said) == (year == 2024)
    assert (f"{year}/{name}" in said) == (year == 2024)
    assert year == 2024 or is_described(data_dir)


@pytest.mark.parametrize(
    "text", ["in_paper = true", "= \nin_paper=true\n", b"\xff\nin_paper = true"]
)
def test_a_year_of_the_paper_stays(text, data_dir):
    path = data_dir / "submissions" / "2023" / "facts.toml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    with pytest.raises(DataError, match="2023: the paper covers this year; it stays"):
        take_out(data_dir, 2023)
    with pytest.raises(DataError, match="there is no year 2031; the data have 2022, 2023, 2024"):
        take_out(data_dir, 2031)


@pytest.mark.parametrize("left", ["2025", ".2025.old"])
def test_what_a_kill_left_does_not_stand_for_the_year(left, data_dir, results):
    submissions = data_dir / "submissions"
    take_in(data_dir, 2025, results)
    shutil.copytree(submissions / "2025", submissions / ".2025.old")
    if left != "2025":
        shutil.rmtree(submissions / "2025")
    assert list(load_years(data_dir)) == [*PAPER, 2025]
    take_out(data_dir, 2025)
    assert sorted(path.name for path in submissions.iterdir()) == NAMES


def test_a_broken_table_is_replaced(data_dir, results):
    take_in(data_dir, 2025, results)
    path = data_dir / "submissions" / "2025" / "systems.csv"
    made = path.read_bytes()
    path.write_text("macs")
    said = take_in(data_dir, 2025, results)
    assert said[0] == "2025: 40 systems from results.yaml, replacing a table with errors"
    assert path.read_bytes() == made


def test_no_data_folder(tmp_path, results):
    for act in (
        lambda: take_in(tmp_path / "x", 2025, results),
        lambda: take_out(tmp_path / "x", 1),
    ):
        with pytest.raises(DataError, match="x: no folder submissions in it; the data folder was"):
            act()
    assert not (tmp_path / "x").exists()


@pytest.mark.parametrize("full", [1, 2, 3])
def test_a_full_disk_leaves_all_as_it_was(full, data_dir, results, monkeypatch):
    """It is full at the systems, the facts, or the description."""
    before, left = contents(data_dir), [full]

    def fsync(_):
        left[0] -= 1
        if not left[0]:
            raise OSError(28, "No space left on device")

    monkeypatch.setattr("sedenergy.files.os.fsync", fsync)
    with pytest.raises(DataError, match=r"the file cannot be written \(No space left on device\)"):
        take_in(data_dir, 2025, results)
    assert contents(data_dir) == before
    assert not (data_dir / "submissions" / ".2025.new").exists()
    left[0] = 4
    assert take_in(data_dir, 2025, results)
    assert "No space left" in take_out(data_dir, 2025)[1]
    assert list(load_years(data_dir)) == PAPER


RENAMES = ("os.rename",)
TOUCHES = ("open", "os.mkdir", "os.rename", "os.remove", "os.rmdir", "os.chmod")


def killed(act, data_dir, moment, events):
    """Carry out in a process that is killed at the event of this number; say whether it was."""
    left = [moment]

    def hook(event, values):
        writes = event != "open" or (
            bool(values[2] & (os.O_WRONLY | os.O_RDWR)) and str(data_dir) in str(values[0])
        )
        if event in events and writes:
            left[0] -= 1
            if not left[0]:
                os.kill(os.getpid(), signal.SIGKILL)

    child = os.fork()
    if not child:
        try:
            sys.addaudithook(hook)
            act(data_dir)
        finally:
            os._exit(0)
    return os.WIFSIGNALED(os.waitpid(child, 0)[1])


@pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning")
@pytest.mark.parametrize(
    "events", [RENAMES, pytest.param(TOUCHES, marks=pytest.mark.slow)], ids=["renames", "touches"]
)
@pytest.mark.parametrize(
    ("old", "new"), [(0, 40), (38, 40), (38, 0)], ids=["in", "replaced", "out"]
)
def test_a_kill_at_any_moment_leaves_the_old_year_or_the_new(events, old, new, data_dir, results):
    for year in (2022, 2023):
        shutil.rmtree(data_dir / "submissions" / str(year))
    if old:
        take_in(data_dir, 2025, made_up.results_2024(results.with_name("old.yaml"), systems=old))

    def act(folder):
        take_in(folder, 2025, results) if new else take_out(folder, 2025)

    states = []
    for moment in range(1, 100):
        trial = shutil.copytree(data_dir, results.with_name(f"trial-{moment}"))
        was_killed = killed(act, trial, moment, events)
        years = load_years(trial)
        states.append(len(years[2025].systems) if 2025 in years else 0)
        # The next command works, whatever was left.
        take_in(trial, 2025, results)
        assert len(load_years(trial)[2025].systems) == 40
        assert is_described(trial)
        if not was_killed:
            break
    # The old one up to a moment, the new one from there.
    assert set(states) == {old, new}
    assert states == sorted(states, key=[old, new].index)
    assert moment > 3
