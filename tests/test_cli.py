"""The commands as they are typed; what they compute is tried elsewhere."""

import made_up
import pandas as pd
import pytest
from conftest import DATA, ROOT, contents

from sedenergy.check import mutations
from sedenergy.check.reasons import UNCLEAR
from sedenergy.cli import main
from sedenergy.paper import Paper


@pytest.fixture(scope="module")
def paper():
    """The paper, whose ledger is computed once."""
    return Paper.load(DATA)


def run(*arguments, data_dir=DATA):
    return main([*map(str, arguments), "--data-dir", str(data_dir)])


def test_the_commands_that_print_give_what_the_files_hold(paper, monkeypatch, tmp_path, capsys):
    monkeypatch.setattr(Paper, "load", lambda *_: paper)
    for name in ("deviations", "verdicts"):
        assert run(name) == 0
        kept = (DATA / "published" / f"{name}.csv").read_text(encoding="utf-8")
        assert capsys.readouterr().out == kept
    assert run("summary") == 0
    said = capsys.readouterr().out
    assert said.startswith(f"{len(paper.printed.numbers)} printed numbers checked: ")
    assert run("ledger", "--build-dir", tmp_path) == 0
    count = len(paper.printed.numbers) + len(paper.printed.points) + len(paper.printed.claims)
    assert f"ledger.csv: {count} entries. " in capsys.readouterr().out
    ledger = pd.read_csv(tmp_path / "ledger.csv", dtype=str, keep_default_na=False)
    assert ledger.equals(paper.ledger.astype(str).reset_index(drop=True))


def test_the_description_of_the_data_is_up_to_date(capsys):
    assert run("datapackage") == 0
    is_so = capsys.readouterr().out == (DATA / "datapackage.json").read_text(encoding="utf-8")
    assert is_so, "look at git diff data/, then: .venv/bin/sedenergy datapackage --write"


def test_the_commands_that_write_put_the_files_back(paper, monkeypatch, data_dir, capsys):
    monkeypatch.setattr(Paper, "load", lambda *_: paper)
    names = ("published/verdicts.csv", "published/deviations.csv", "datapackage.json")
    kept = {name: (data_dir / name).read_bytes() for name in names}
    for name in names[:2]:
        (data_dir / name).write_text("x")
        command = name.removeprefix("published/").removesuffix(".csv")
        assert run(command, "--write", data_dir=data_dir) == 0
    (data_dir / names[2]).write_text("x")
    assert run("datapackage", "--write", data_dir=data_dir) == 0
    assert {name: (data_dir / name).read_bytes() for name in names} == kept
    assert capsys.readouterr().out == ""


def test_expected_writes_notebooks_for_nbval(tmp_path):
    notebooks = [ROOT / "notebooks" / f"{name}.py" for name in ("gpu_share", "energy_caps")]
    assert run("expected", *notebooks, "--out-dir", tmp_path) == 0
    assert set(contents(tmp_path)) == {"gpu_share.ipynb", "energy_caps.ipynb"}


def test_lint_names_each_problem(tmp_path, capsys):
    assert main(["lint", *map(str, sorted((ROOT / "notebooks").glob("*.py")))]) == 0
    assert capsys.readouterr().err == ""
    assert main(["lint", str(ROOT / "notebooks" / "gpu_share.py")]) == 2
    lines = capsys.readouterr().err.splitlines()
    assert "sedenergy: table-1 is checked in no notebook; expected one" in lines


def test_a_year_goes_in_and_out(data_dir, tmp_path, capsys):
    """With a baseline that is named, and an energy that is given."""
    before = contents(data_dir)
    results = made_up.results_2024(tmp_path / "a file's name.yaml")
    facts = ("--baseline", "Baseline_MADEUP_task4_1", "--reference-kwh", "0.03")
    assert run("year", "2025", results, *facts, data_dir=data_dir) == 0
    assert "2025: 40 systems from a file's name.yaml" in capsys.readouterr().out
    toml = contents(data_dir)["submissions/2025/facts.toml"].decode()
    assert "reference_train_kwh = 0.03\n" in toml
    assert run("drop-year", "2025", data_dir=data_dir) == 0
    assert capsys.readouterr().out.startswith("2025: taken out")
    assert contents(data_dir) == before


def test_import_shows_the_systems_that_a_year_would_get_and_changes_nothing(data_dir, capsys):
    results = made_up.results_2022(data_dir.parent / "results.yaml")
    before = contents(data_dir)
    assert run("import", results, data_dir=data_dir) == 0
    shown = capsys.readouterr().out
    assert contents(data_dir) == before
    assert run("year", "2025", results, data_dir=data_dir) == 0
    assert contents(data_dir)["submissions/2025/systems.csv"].decode() == shown


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["import", "no.yaml"], "sedenergy: no.yaml: "),
        (["drop-year", "2031"], "there is no year 2031; the data have 2022, 2023, 2024"),
        (["drop-year", "2022"], "the paper covers this year; it stays"),
        (["year", "1999", "x"], "'YEAR': 1999 is not in the range 2000<=x<=2099"),
        (["year", "2O25", "x"], "'YEAR': '2O25' is not a valid integer"),
        (["year", "2025", "x", "--reference-kwh", "0,03"], "'0,03' is not a valid float"),
        (["year"], "Missing argument 'YEAR'"),
        (["years"], "No such command 'years'"),
        (["lint"], "Missing argument 'NOTEBOOKS...'"),
        (["summary", "--fast"], "No such option"),
        ([], "Missing command"),
    ],
)
def test_what_cannot_be_used_is_one_sentence(arguments, sentence, data_dir, capsys):
    options = ["--data-dir", str(data_dir)] if len(arguments) > 1 else []
    assert main([*arguments, *options]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.startswith("sedenergy: ")
    assert sentence in said.err
    assert len(said.err.splitlines()) == 1


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        (PermissionError(13, "Permission denied", "data/a.csv"), "a.csv: Permission denied"),
        (OSError(28, "No space left on device"), "No space left on device"),
        (KeyboardInterrupt(), "interrupted"),
    ],
)
def test_the_system_saying_no_is_one_sentence(error, sentence, monkeypatch, capsys):
    def refuse(*_):
        raise error

    monkeypatch.setattr(Paper, "load", refuse)
    assert run("summary") == 2
    assert capsys.readouterr().err.strip() == f"sedenergy: {sentence}"


@pytest.mark.parametrize(("why", "status"), [("left out", 0), (UNCLEAR, 2)])
def test_mutate_fails_on_what_is_unclear(why, status, paper, monkeypatch, tmp_path, capsys):
    rows = [
        ("printed digit", "a +1", "tables and figures", "", ""),
        ("reported figure", "2022 x macs", "", why, ""),
    ]
    found = pd.DataFrame(rows, columns=mutations.OUTCOME_COLUMNS)
    taken = []
    monkeypatch.setattr(mutations, "run_mutants", lambda *given: taken.append(given) or found)
    monkeypatch.setattr(Paper, "load", lambda *_: paper)
    assert run("mutate", "--sample", "0", "--build-dir", tmp_path) == status
    assert taken[0][2] == 1
    assert "printed digit: 1 of 1 noticed" in capsys.readouterr().out
    assert len(pd.read_csv(tmp_path / "mutations.csv")) == 2


def test_version_and_help(capsys):
    assert main(["--version"]) == 0
    assert capsys.readouterr().out.startswith("sedenergy ")
    assert main(["year", "--help"]) == 0
    assert "--reference-kwh" in capsys.readouterr().out
