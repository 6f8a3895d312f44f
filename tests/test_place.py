"""`sedenergy place` as it is typed: the cases, twelve systems of 2024, a folder, make's words."""

import json
import subprocess
from pathlib import Path

import pandas as pd
import pytest
import runs
from conftest import ROOT
from copies import environment, needs_make
from placing import answer, as_shown, read_cases
from test_make import HOSTILE, copy_makefile, write_command

from sedenergy.analysis.caps import capped
from sedenergy.analysis.frontier import frontier, scored
from sedenergy.analysis.placing import Entry, place
from sedenergy.book import placements
from sedenergy.cli import main
from sedenergy.printed.keys import NumberKey
from sedenergy.submissions.emissions import parse_run

CASES = read_cases()


@pytest.fixture
def loaded(analysis, monkeypatch):
    """The data, read once for all cases."""
    monkeypatch.setattr(placements, "load_years", lambda _: analysis.years)
    monkeypatch.setattr(placements, "Analysis", lambda _: analysis)


def test_there_are_cases_of_each_kind():
    assert len({case["name"] for case in CASES}) == len(CASES) >= 40
    kinds = {case["name"].split(":")[0] for case in CASES if ":" in case["name"]}
    assert kinds == {"fault", "edge", "wrong"}
    releases = {case["name"] for case in CASES if case["name"].startswith("release ")}
    assert releases == {f"release {release}" for release in runs.COLUMNS_OF}
    assert all(("error" in case) == case["name"].startswith("wrong") for case in CASES)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_a_case_shows_what_it_should(case, loaded, tmp_path):
    path = tmp_path / "placed.json"
    status, out, error = answer(case, tmp_path, f"--json={path}")
    if "error" in case:
        assert (status, out, error) == (1, "", case["error"])
        assert not path.exists()
    else:
        assert (status, out, error) == (0, as_shown(case["shown"]), "")
        assert json.loads(path.read_text(encoding="utf-8"))["shown"] == case["shown"]


def test_what_is_written_has_the_numbers_in_full(loaded, tmp_path):
    case = next(case for case in CASES if case["name"] == "all that can be given")
    answer(case, tmp_path, f"--json={tmp_path / 'placed.json'}")
    record = json.loads((tmp_path / "placed.json").read_text(encoding="utf-8"))
    assert record["figures"]["train_kwh_normalized"] == pytest.approx(0.0299 / 0.04)
    assert record["carbon"][0] == {"place": "France", "g_per_kwh": 56, "g": 56.0}
    assert (record["year"], record["system"]["release"], record["warnings"]) == (2024, "2.3.4", [])
    assert record["in_front"]["psds"] == ["Chen_NCUT_task4_3", "Chen_NCUT_task4_1"]
    assert record["ranks"]["psds"]["place"] == 21


def test_nothing_is_written_where_no_file_is_named(loaded, tmp_path):
    case = CASES[0]
    assert answer(case, tmp_path) == (0, as_shown(case["shown"]), "")
    assert {path.name for path in tmp_path.iterdir()} == {*case["files"]}


TWELVE = (
    *("Schmid_CPJKU_task4_4", "Schmid_CPJKU_task4_2", "Nam_KAIST_task4_4", "Nam_KAIST_task4_1"),
    *("Zhang_BUPT_task4_1", "Chen_NCUT_task4_3", "Huang_SJTU_task4_4", "LEE_KT_task4_1"),
    *("Cornell_CMU_task4_1", "XIAO_FMSG-JLESS_task4_2", "Lyu_SCUT_task4_1", "Huang_SJTU_task4_3"),
)


@pytest.mark.parametrize("system", TWELVE)
def test_a_system_of_2024_is_placed_where_the_chapters_show_it(system, analysis):
    """Its own figures, as CodeCarbon would have written them."""
    selection = analysis.selections[2024]
    own = selection.normalized.set_index("system").loc[system]
    rest = {"cpu_energy": "0", "ram_energy": "0"}
    made = [
        rest
        | {
            "energy_consumed": repr(float(own[f"{name}_kwh"])),
            "gpu_energy": repr(float(own[f"gpu_{name}_kwh"])),
        }
        for name in ("train", "baseline_train")
    ]
    system_run, baseline_run = (parse_run(Path("a.csv"), runs.emissions(row)) for row in made)
    names = ("psds", "segmpauc", "parameters", "macs")
    given = {name: float(own[name]) for name in names}
    placed = place(analysis, 2024, Entry(system_run, baseline_run, given))
    for name in ("train_kwh_normalized", "ew_psds", "ew_segmpauc", "train_gpu_share"):
        assert placed.figures[name] == own[name], name
    rows = analysis.quadrants[analysis.quadrants["system"] == system]
    shown = dict(zip(rows["x_quantity"], rows["quadrant"], strict=True))
    # The baseline is where the lines cross: no quadrant is shown of it, and it is not better.
    assert placed.quadrants == (shown or dict.fromkeys(("psds", "segmpauc"), "bottom-left"))
    assert len(placed.caps) == 9
    for cap in placed.caps:
        printed = [
            analysis.values[NumberKey("table-6", 2024, cap.quantity, f"{cap.cap}.{part}")]
            for part in ("max", "psds")
        ]
        assert [cap.threshold, cap.best] == printed
        below = capped(selection, cap.quantity)
        if system in set(below["system"]) and cap.cap != "all":
            below = below[below[cap.quantity] < cap.threshold]
            assert cap.is_below == (system in set(below["system"]))
    on_it = set(frontier(scored(selection))["system"])
    assert (placed.in_front["psds"] == ()) == (system in on_it)
    place_of = int((scored(selection)["score"] > own["psds"]).sum()) + 1
    assert placed.ranks["psds"].place == place_of


EXAMPLE = ROOT / "tests" / "example_systems"


def test_a_folder_becomes_a_year(data_dir, tmp_path, capsys):
    table = tmp_path / "table.csv"
    words = ["place", f"--folder={EXAMPLE}", f"--out={table}", f"--data-dir={data_dir}"]
    assert main(words) == 0
    assert capsys.readouterr().out == (
        f"{table}: 1 system\n  Made-up_NOWHERE_task4_1: System and baseline: the processor was not "
        "recognised; 42.5 W is half of an assumed 85 W.\n"
    )
    name = "Made-up_NOWHERE_task4_1"
    words = ["year", "2025", str(table), f"--baseline={name}", f"--data-dir={data_dir}"]
    assert main(words) == 0
    assert "2025: 1 systems from table.csv" in capsys.readouterr().out
    taken = pd.read_csv(data_dir / "submissions" / "2025" / "systems.csv")
    assert taken.loc[0, ["system", "train_kwh", "psds"]].tolist() == [name, 0.986, 0.52]


def test_a_folder_with_an_error_writes_nothing(tmp_path, capsys):
    (tmp_path / "systems" / "one").mkdir(parents=True)
    words = ["place", f"--folder={tmp_path / 'systems'}", f"--out={tmp_path / 'table.csv'}"]
    assert main(words) == 1
    assert capsys.readouterr().err == "sedenergy: one/emissions.csv: this file is missing\n"
    assert not (tmp_path / "table.csv").exists()


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ([], "expected --emissions, --baseline, --psds"),
        (["--emissions=a", "--psds=1"], "expected --baseline"),
        (["--folder=a"], "expected --folder and --out together"),
        (["--emissions=a", "--baseline=b", "--psds=1", "--out=x"], "expected --folder and --out t"),
        (["--year=24"], "24 is not in the range 2000<=x<=2099"),
    ],
)
def test_words_that_lack_something(words, sentence, capsys):
    assert main(["place", *words]) == 2
    said = capsys.readouterr()
    assert sentence in said.err
    assert (said.out, len(said.err.splitlines())) == ("", 1)


@needs_make
def test_make_hands_each_word_over_as_it_was_typed(tmp_path):
    copy_makefile(tmp_path)
    write_command(tmp_path / "show", r"""printf '<%s>' "$@" >> shown""")
    words = ("emissions", "baseline", "psds", "segmpauc", "parameters", "macs", "test", "year")
    words += ("run", "baseline-run", "json")
    typed = [f"{word.upper().replace('-', '_')}={HOSTILE}" for word in words]
    command = ["make", "VENV=.venv", "--assume-old=.venv/ready", "SEDENERGY=./show", "place"]
    subprocess.run(
        [*command, *typed], cwd=tmp_path, env=environment(tmp_path), capture_output=True, check=True
    )
    shown = "".join(f"<--{word}={HOSTILE}>" for word in words)
    assert (tmp_path / "shown").read_text() == f"<place>{shown}"
    assert not (tmp_path / "x").exists()
    lacking = subprocess.run(
        [*command, *typed[:2]], cwd=tmp_path, env=environment(tmp_path), capture_output=True,
        check=False, text=True,
    )  # fmt: skip
    assert lacking.returncode == 2
    assert lacking.stderr.startswith("make: say which files and score: make place EMISSIONS=")
