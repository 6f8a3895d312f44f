"""What `make reproducible` compares, and what it says; the two builds themselves take minutes."""

import sys

import pytest
import reproducible
from conftest import ROOT


@pytest.fixture
def builds(tmp_path):
    """Two builds that are equal but for what is measured."""
    made = []
    for name in ("one", "two"):
        build = tmp_path / name
        for path in ("tables/a.csv", "notebooks/b.ipynb", "html/index.html", "ledger.csv",
                     "codecheck.yml"):  # fmt: skip
            (build / path).parent.mkdir(parents=True, exist_ok=True)
            (build / path).write_text("first\nsecond\n")
        (build / "html" / "measured").mkdir()
        (build / "html" / "measured" / "status.js").write_text(name)
        made.append(build)
    return made


def test_only_what_is_measured_may_differ(builds):
    one, two = map(reproducible.files, builds)
    assert one == two
    assert set(one) == {"tables/a.csv", "notebooks/b.ipynb", "html/index.html", "ledger.csv",
                        "codecheck.yml"}  # fmt: skip
    assert reproducible.difference(one, two) == ""


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda b: (b / "notebooks/b.ipynb").write_text("first\n2024-01-01 00:00:01\n"),
         "notebooks/b.ipynb differs in line 2: b'second' and b'2024-01-01 00:00:01'"),
        (lambda b: (b / "html/index.html").unlink(),
         "html/index.html differs (it is in one build only)"),
        (lambda b: (b / "tables/z.csv").write_text(""),
         "tables/z.csv differs (it is in one build"),
        (lambda b: (b / "ledger.csv").write_text("first\nsecond"),
         "ledger.csv differs in its last line end"),
    ],
)  # fmt: skip
def test_the_first_file_and_line_that_differ_are_named(change, message, builds):
    change(builds[1])
    assert message in reproducible.difference(*map(reproducible.files, builds))


def test_what_other_states_change_is_there():
    for changes in reproducible.ELSE:
        for name, (old, new) in changes.items():
            text = (ROOT / name).read_text(encoding="utf-8") if old else ""
            assert old in text, name
            assert old != new


@pytest.mark.skipif(sys.platform == "win32", reason="there is no make, which this is a part of")
def test_of_other_pythons_those_that_run_are_taken(tmp_path, monkeypatch):
    """Pyenv's command stands on the PATH for every version and runs for one."""
    monkeypatch.setattr(reproducible, "PYTHONS", ("3.97", "3.98", "3.99", reproducible.OWN))
    for place, status in {
        "path/python3.97": 0, "path/python3.98": 127, "path/python3.99": 127,
        "pyenv/versions/3.98.2/bin/python3.98": 0, "pyenv/versions/3.99.1/bin/python3.99": 1,
        f"path/python{reproducible.OWN}": 0,
    }.items():  # fmt: skip
        command = tmp_path / place
        command.parent.mkdir(parents=True, exist_ok=True)
        command.write_text(f"#!/bin/sh\nexit {status}\n", encoding="utf-8")
        command.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path / "path"), prepend=":")
    monkeypatch.setenv("PYENV_ROOT", str(tmp_path / "pyenv"))
    found = reproducible.interpreters()
    assert found == {
        "3.97": "python3.97",
        "3.98": str(tmp_path / "pyenv/versions/3.98.2/bin/python3.98"),
    }
