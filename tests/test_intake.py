"""A new year: in with one command, shown everywhere, out again without a trace."""

import os
import shutil
import subprocess
import sys

import made_up
import pytest
from conftest import DATA, copy_of_papers_data

from sedenergy import check, plots
from sedenergy.cli import main
from sedenergy.figures import figure_1, figure_2
from sedenergy.files import PENDING, change, recover
from sedenergy.selection import select_all
from sedenergy.submissions import load
from sedenergy.tables import TABLES


def contents(folder):
    return {p.relative_to(folder): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def visible(folder):
    """Return the contents without what a killed process left under a hidden name."""
    return {k: v for k, v in contents(folder).items() if not str(k).startswith(".")
            and not k.name.startswith(".")}  # fmt: skip


def run(data_dir, *arguments):
    return main([*arguments, "--data-dir", str(data_dir)])


@pytest.fixture
def results(tmp_path):
    return made_up.results_2024(tmp_path / "results.yaml")


def test_a_year_goes_in_and_comes_out_without_a_trace(data_dir, results, capsys, years):
    before = contents(data_dir)
    held = {s: check.held(s, years, DATA) for s in check.SUBJECTS}
    assert run(data_dir, "year", "2025", str(results)) == 0
    said = capsys.readouterr().out
    assert "2025: 40 systems from results.yaml" in said
    assert "baseline: Baseline_MADEUP_task4_1, by its code in the file" in said
    assert "reference: 0.0299 kWh, from the entry of Baseline_MADEUP_task4_1" in said
    after = load(data_dir)
    assert list(after) == [2022, 2023, 2024, 2025]
    assert after[2025].facts.weighting_kwh == pytest.approx(0.95)
    # The check against the paper gives the same result with the new year.
    for subject in check.SUBJECTS:
        assert check.held(subject, after, data_dir) == held[subject]
        assert check.expected(subject, data_dir) == held[subject]
    assert run(data_dir, "drop-year", "2025") == 0
    assert contents(data_dir) == before


def test_a_corrected_file_replaces_the_year_and_says_what_changed(data_dir, results, capsys):
    run(data_dir, "year", "2025", str(results))
    text = results.read_text()
    results.write_text(text.replace("energy_consumption_submission_training: 0.95",
                                    "energy_consumption_submission_training: 0.96"))  # fmt: skip
    capsys.readouterr()
    assert run(data_dir, "year", "2025", str(results)) == 0
    said = capsys.readouterr().out
    assert "replacing 40; 1 differences" in said
    assert "~ Baseline_MADEUP_task4_1: train_kwh 0.95 → 0.96" in said
    assert run(data_dir, "year", "2025", str(results)) == 0
    assert "2025: nothing changed" in capsys.readouterr().out


def test_systems_that_come_and_go_are_named(data_dir, results, tmp_path, capsys):
    run(data_dir, "year", "2025", str(results))
    fewer = made_up.results_2024(tmp_path / "fewer.yaml", systems=38)
    capsys.readouterr()
    assert run(data_dir, "year", "2025", str(fewer)) == 0
    said = capsys.readouterr().out
    assert "  - Made-up9_NOWHERE_task4_3: gone" in said
    assert run(data_dir, "year", "2025", str(results)) == 0
    assert "  + Made-up9_NOWHERE_task4_4: new" in capsys.readouterr().out


def test_a_reference_that_nothing_can_use_is_said(data_dir, tmp_path, capsys):
    results = str(made_up.results_2022(tmp_path / "results.yaml"))
    assert run(data_dir, "year", "2025", results, "--reference-kwh", "0.03") == 0
    assert "no system reports a baseline energy" in capsys.readouterr().out
    assert load(data_dir)[2025].facts.reference_train_kwh is None


def test_a_submissions_table_goes_in_as_well(data_dir, results, tmp_path):
    run(data_dir, "year", "2025", str(results))
    table = shutil.copy(data_dir / "submissions" / "2025.csv", tmp_path / "table.csv")
    made = contents(data_dir)
    run(data_dir, "drop-year", "2025")
    assert run(data_dir, "year", "2025", str(table)) == 0
    assert contents(data_dir) == made


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ([], "the file does not tell which system is the baseline of 2025: name it, BASELINE=CODE"),
        (["--baseline", "Nobody"], "'Nobody': no system has this code; BASELINE names one"),
        (["--baseline", "none"], "the file does not tell what ten epochs of the baseline of 2025"),
    ],
)
def test_what_the_file_cannot_tell_is_asked_for(arguments, message, data_dir, tmp_path, capsys):
    results = made_up.results_one(tmp_path / "one.yaml")
    before = contents(data_dir)
    assert run(data_dir, "year", "2025", str(results), *arguments) == 2
    assert message in capsys.readouterr().err
    assert contents(data_dir) == before


@pytest.mark.parametrize("text", ["-1", "0", "nan", "0,03", "0.03 kWh", "1e999"])
def test_a_reference_that_is_none_is_refused(text, data_dir, results, capsys):
    before = contents(data_dir)
    with pytest.raises(SystemExit) as stop:
        run(data_dir, "year", "2025", str(results), f"--reference-kwh={text}")
    assert stop.value.code == 2
    assert text in capsys.readouterr().err
    assert contents(data_dir) == before


def test_a_year_of_the_paper_cannot_be_dropped(data_dir, capsys):
    assert run(data_dir, "drop-year", "2023") == 2
    assert "the paper covers this year; it stays" in capsys.readouterr().err
    assert run(data_dir, "drop-year", "2031") == 2
    assert "there is no year 2031; there are 2022, 2023, 2024" in capsys.readouterr().err


MADE_UP = {
    "in the fields of 2024": (made_up.results_2024, []),
    "with the fields of 2022 only": (made_up.results_2022, []),
    "of one system": (made_up.results_one, ["--baseline", "none", "--reference-kwh", "0.03"]),
}


@pytest.mark.no_cover
@pytest.mark.parametrize("name", MADE_UP)
def test_tables_and_drawings_take_a_new_year(name, data_dir, tmp_path):
    """The chapters themselves are executed with these years in test_new_year_book.py."""
    make, arguments = MADE_UP[name]
    assert run(data_dir, "year", "2025", str(make(tmp_path / "results.yaml")), *arguments) == 0
    for chosen in ([], [2025], [2023, 2025]):
        selections = select_all(load(data_dir, chosen))
        for table in TABLES.values():
            table(selections)
        comparable = {n: s for n, s in selections.items() if len(s.normalized)}
        assert len(figure_1(comparable)) >= len(comparable)
        figure_2(comparable)
        plots.plt.close(
            plots.distributions(selections, ["parameters", "macs", "train_kwh"], "valid", 7.2)
        )


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system has no fork")
def test_an_interrupted_change_is_carried_out_by_the_next_command(data_dir):
    draft = data_dir / "submissions" / "2022.csv"
    old = draft.read_text(encoding="utf-8")
    pid = os.fork()
    if pid == 0:
        change(data_dir, {draft: "new"}, finish=lambda _: os._exit(0))
    os.waitpid(pid, 0)
    assert (data_dir / PENDING).is_dir()
    assert recover(data_dir)
    assert draft.read_text() == "new" != old
    assert not recover(data_dir)
    assert not list(data_dir.glob(f"{PENDING}*"))


# Takes the year in, in a process of its own for each time: killed when it touches a file for the
# first, the second, the third time, and so on, until it gets through.
KILLED = """
import os, signal, sys
from pathlib import Path
from sedenergy.cli import main

EVENTS = {"open", "os.mkdir", "os.rename", "os.remove", "os.rmdir", "os.chmod"}
arguments, data_dir = sys.argv[1:-1], sys.argv[-1]

def touches(event, values):
    if event not in EVENTS or not data_dir in str(values[0]):
        return False
    return event != "open" or bool(values[2] & (os.O_WRONLY | os.O_RDWR))

main([*arguments, "--data-dir", data_dir])
main(["drop-year", "2025", "--data-dir", data_dir])
moment = 0
while True:
    moment += 1
    child = os.fork()
    if not child:
        left = [moment]
        def kill(event, values):
            if touches(event, values):
                left[0] -= 1
                if not left[0]:
                    os.kill(os.getpid(), signal.SIGKILL)
        sys.addaudithook(kill)
        os._exit(main([*arguments, "--data-dir", data_dir]))
    _, status = os.waitpid(child, 0)
    print("moment", moment, "killed" if os.WIFSIGNALED(status) else "done", flush=True)
    if input() == "stop":
        break
"""


@pytest.mark.no_cover
@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system has no fork")
def test_an_import_killed_at_any_moment_leaves_the_old_state_or_the_new(data_dir, results):
    old = contents(data_dir)
    run(data_dir, "year", "2025", str(results))
    new = contents(data_dir)
    run(data_dir, "drop-year", "2025")
    process = subprocess.Popen(
        [sys.executable, "-c", KILLED, "year", "2025", str(results), str(data_dir)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    states = []
    with process:
        for line in process.stdout:
            if not line.startswith("moment"):
                continue
            if line.endswith("done\n"):
                process.communicate("stop\n")
                break
            run(data_dir, "recover")
            now = visible(data_dir)
            assert now in (old, new), line
            states.append(now == new)
            if now == new:
                run(data_dir, "drop-year", "2025")
            process.stdin.write("on\n")
            process.stdin.flush()
    # Killed before the change was certain and after; once it is, it stays so.
    assert len(states) > 10
    assert states == sorted(states)
    assert set(states) == {False, True}
    assert visible(data_dir) == new


def test_a_full_disk_is_one_sentence(results, tmp_path, capsys):
    """On a small file system of its own, where this process may make one."""
    small = tmp_path / "small"
    small.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=400k", "tmpfs", str(small)],
                             capture_output=True, check=False)  # fmt: skip
    if mounted.returncode:
        pytest.skip("only root may mount a small file system")
    try:
        data_dir = small / "data"
        copy_of_papers_data(data_dir)
        filler = small / "filler"
        free = shutil.disk_usage(small).free
        filler.write_bytes(b"x" * max(0, free - 4096))
        before = contents(data_dir)
        assert run(data_dir, "year", "2025", str(results)) == 2
        error = capsys.readouterr().err
        assert "cannot be written (No space left on device); nothing was changed" in error
        assert len(error.strip().splitlines()) == 1
        assert contents(data_dir) == before
    finally:
        subprocess.run(["umount", str(small)], check=True)


def test_a_folder_that_cannot_be_written_is_one_sentence(data_dir, results, capsys, monkeypatch):
    # Root may write everywhere, so the refusal is made here.
    def refuse(*_, **__):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("sedenergy.files.tempfile.mkdtemp", refuse)
    before = contents(data_dir)
    assert run(data_dir, "year", "2025", str(results)) == 2
    assert "cannot be written (Permission denied); nothing was changed" in capsys.readouterr().err
    assert contents(data_dir) == before
