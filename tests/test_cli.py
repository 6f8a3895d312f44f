"""The commands as they are typed; what they compute is tried elsewhere."""

import json
import shutil

import pandas as pd
import pytest
from conftest import DATA, ROOT

from sedenergy import build, mutate, trace
from sedenergy.cli import main
from sedenergy.errors import DataError
from sedenergy.published import printed_numbers, read
from sedenergy.submissions import load, read_facts


def test_the_commands_that_print_give_what_the_files_hold(capsys):
    for name in ("deviations", "verdicts"):
        assert main([name, "--data-dir", str(DATA)]) == 0
        kept = (DATA / "published" / f"{name}.csv").read_text(encoding="utf-8")
        assert capsys.readouterr().out == kept
    assert main(["datapackage", "--data-dir", str(DATA)]) == 0
    is_so = capsys.readouterr().out == (DATA / "datapackage.json").read_text(encoding="utf-8")
    assert is_so, "look at git diff data/, then: .venv/bin/sedenergy datapackage --write"
    assert main(["summary", "--data-dir", str(DATA)]) == 0
    assert capsys.readouterr().out.startswith(
        f"{len(printed_numbers(DATA))} printed numbers checked: "
    )


def test_the_commands_that_write_put_the_files_back(data_dir):
    kept = {name: (data_dir / name).read_bytes()
            for name in ("published/verdicts.csv", "datapackage.json")}  # fmt: skip
    for name in kept:
        (data_dir / name).write_text("x")
    assert main(["verdicts", "--write", "--data-dir", str(data_dir)]) == 0
    assert main(["datapackage", "--write", "--data-dir", str(data_dir)]) == 0
    assert {name: (data_dir / name).read_bytes() for name in kept} == kept


def test_expected_writes_a_notebook_for_nbval(tmp_path):
    notebook = ROOT / "notebooks" / "gpu_share.py"
    command = ["expected", str(notebook), "--out-dir", str(tmp_path), "--data-dir", str(DATA)]
    assert main(command) == 0
    text = (tmp_path / "gpu_share.ipynb").read_text(encoding="utf-8")
    printed = read(DATA, "tables").set_index("id")["printed"]
    assert printed["table-5.2024.train_gpu_share.mean"] in text


def test_a_missing_file_is_one_sentence(tmp_path, capsys):
    path = tmp_path / "no.yaml"
    assert main(["import", "2025", str(path), "--data-dir", str(tmp_path)]) == 2
    error = capsys.readouterr().err
    assert error.startswith("sedenergy: no.yaml: ")
    assert len(error.splitlines()) == 1


def test_the_system_saying_no_is_one_sentence(monkeypatch, capsys, data_dir):
    def refuse(*_):
        raise PermissionError(13, "Permission denied", str(data_dir / "years.toml"))

    monkeypatch.setattr("sedenergy.check.summary", refuse)
    assert main(["summary", "--data-dir", str(data_dir)]) == 2
    assert capsys.readouterr().err == "sedenergy: years.toml: Permission denied\n"


def test_mutate_says_what_was_noticed_and_what_not(monkeypatch, tmp_path, capsys):
    rows = [("printed digit", "a +1", "tables and figures", ""),
            ("reported figure", "2022 x macs", "", "left out"),
            ("reported figure", "2022 y macs", "claims", "")]  # fmt: skip
    found = pd.DataFrame(rows, columns=["kind", "where", "noticed_by", "why"])
    monkeypatch.setattr(mutate, "run", lambda *_: found)
    command = ["mutate", "--data-dir", str(DATA), "--build-dir", str(tmp_path)]
    assert main(command) == 0
    said = capsys.readouterr().out
    assert "printed digit: 1 of 1 noticed (100.0 %): 1 by tables and figures" in said
    assert "1 × reported figure: left out (2022 x macs)" in said
    found.loc[0, "noticed_by"] = ""
    assert main(command) == 2
    assert (tmp_path / "mutations.csv").is_file()


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("x = [", "years.toml: not valid TOML"),
        ("[1999]\n", "years.toml: '1999': expected a year from 2000 to 2099"),
        ("2022 = 3\n", "years.toml, row 2022: 3: expected a table of facts"),
        ("[2022]\nmood = 'x'\n", "years.toml, row 2022, column mood: no such key"),
        (
            "[2022]\nbaselines = 'x'\n",
            "years.toml, row 2022, column baselines: 'x': expected a list",
        ),
        ("[2022]\nweighting_kwh = -1.0\n", "expected an energy above 0 kWh"),
    ],
)
def test_facts_that_are_none_are_one_sentence(text, message, tmp_path):
    path = tmp_path / "years.toml"
    path.write_text(text)
    with pytest.raises(DataError) as failure:
        read_facts(path)
    assert message in str(failure.value)
    assert len(str(failure.value).splitlines()) == 1


def test_years_that_are_not_there_are_named(data_dir):
    with pytest.raises(DataError, match="there is no year 2031; the data have 2022, 2023, 2024"):
        load(data_dir, [2031])
    facts = data_dir / "years.toml"
    whole = facts.read_text(encoding="utf-8")
    facts.write_text(whole.replace('figure_baseline = "Baseline"', 'figure_baseline = "Baseline"'
                                   '\nleft_out = {Nobody = "x"}'), encoding="utf-8")  # fmt: skip
    with pytest.raises(DataError, match=r"'Nobody': not among the systems of 2022\.csv"):
        load(data_dir, [2022])
    facts.write_text("[2023]\n" + whole.split("[2023]")[1], encoding="utf-8")
    with pytest.raises(DataError, match=r"years\.toml: no entry for 2022"):
        load(data_dir, [2022])
    shutil.rmtree(data_dir / "submissions")
    with pytest.raises(DataError, match=r"no submissions/YEAR\.csv; at least one year"):
        load(data_dir)


def test_a_small_book_is_built_and_a_warning_stops_it(data_dir, tmp_path, capsys, monkeypatch):
    root = tmp_path / "root"
    (root / "book").mkdir(parents=True)
    (root / "book" / "index.md").write_text("# A book\n\nText.\n")
    (root / "_config.yml").write_text("title: A book\nexecute: {execute_notebooks: 'off'}\n"
                                      "only_build_toc_files: true\n")  # fmt: skip
    contents = "format: jb-book\nroot: index\n"
    (root / "_toc.yml").write_text(contents + "chapters: [{file: other}]\n")
    (root / "book" / "other.md").write_text("# Other\n")
    shutil.copytree(data_dir, root / "data")
    made = root / "_build"
    (made / "work").mkdir(parents=True)
    (made / "work" / "unfinished").touch()
    page = build.book(root, made)
    assert "Text." in page.read_text(encoding="utf-8")
    assert not (made / "work" / "unfinished").exists()
    assert (made / "html" / "measured" / "status.js").is_file()
    assert (made / "html" / "other.html").is_file()
    # A page that is taken out of the contents is gone, though its source is there.
    (root / "_toc.yml").write_text(contents)
    build.book(root, made)
    assert not (made / "html" / "other.html").exists()
    before = page.read_bytes()
    (root / "book" / "index.md").write_text("# A book\n\n[](nowhere.md)\n")
    with pytest.raises(DataError, match=r"(?s)^Jupyter Book did not build the book:.*nowhere"):
        build.book(root, made)
    assert page.read_bytes() == before


def test_notebooks_of_two_folders_are_refused(tmp_path):
    with pytest.raises(DataError, match="expected notebooks of one folder"):
        build.execute_all([tmp_path / "a.py", tmp_path / "b" / "c.py"], DATA, tmp_path, 1, print)


def test_what_is_read_is_noted(tmp_path, monkeypatch):
    monkeypatch.setattr(trace, "_seen", set())
    monkeypatch.setattr(trace, "_placed", set())
    monkeypatch.setattr(trace.sys, "addaudithook", lambda hook: hook("open", (str(DATA), "r", 0)))
    trace.load_ipython_extension(None)
    trace._note("open", (3, "r", 0))
    trace._note("os.rename", ("x", tmp_path, -1, -1))
    found = json.loads(trace.report())
    assert str(DATA) in found["read"]
    assert any(path.endswith("sedenergy/trace.py") for path in found["read"])
    assert found["written"] == [str(tmp_path)]
