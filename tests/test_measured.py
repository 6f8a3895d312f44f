"""What differs from build to build: the status and the speed page, and the manifest."""

import json

import pytest
import yaml
from conftest import DATA, ROOT

from sedenergy import codecheck, measured
from sedenergy.errors import DataError
from sedenergy.published import printed_numbers, read

RESULT = {"what": "Everything", "measured": "1 s", "against": "2 s", "target": "3 s",
          "verdict": "met", "remark": "so.", "part": "book"}  # fmt: skip


@pytest.fixture
def build(tmp_path):
    (tmp_path / "times").mkdir()
    times = json.dumps({"chapter": "gpu_share", "seconds": 4.25})
    (tmp_path / "times" / "gpu_share.json").write_text(times)
    return tmp_path


def content(build, name):
    text = (build / "html" / "measured" / f"{name}.js").read_text("utf-8")
    assert text.startswith(f'sedMeasured("{name}", ')
    return json.loads(text.removeprefix(f'sedMeasured("{name}", ').removesuffix(");\n"))


def test_the_status_names_chapters_commit_data_and_versions(build):
    measured.write(ROOT, build)
    origin, chapters, versions = content(build, "status")["tables"]
    assert chapters["rows"] == [["gpu_share", "4.2"]]
    assert [row[0] for row in origin["rows"]] == ["Commit", "Data last changed", "Built", "Machine"]
    assert {row[0] for row in versions["rows"]} >= {"Python", "jupyter-book", "pandas", "nbval"}
    assert "not installed" not in str(versions)


def test_without_git_it_says_so(build, monkeypatch):
    monkeypatch.setenv("PATH", "")
    assert "not known: no git history here" in str(measured.status(build, build))
    monkeypatch.setattr(measured, "version", lambda name: {}[name] if name else "")
    monkeypatch.setattr(measured, "PackageNotFoundError", KeyError)
    assert "not installed" in str(measured.status(build, build))


def test_the_speed_page_says_when_nothing_was_measured_and_shows_what_was(build):
    assert measured.speed(build) == {"text": ["Not measured yet on this machine: make bench."]}
    size = {"size": ["100", "1", "2", "3", "4"], "part": "growth"}
    bench = {"date": "2024-01-02", "commit": "abc", "machine": "one", "results": [RESULT, size]}
    (build / "bench.json").write_text(json.dumps(bench))
    measured.write(ROOT, build)
    shown = content(build, "speed")
    assert shown["text"] == ["Measured on 2024-01-02 at commit abc, on one."]
    assert shown["tables"][0]["rows"] == [["Everything", "1 s", "met", "3 s", "2 s"]]
    assert shown["tables"][1]["rows"] == [["100", "1", "2", "3", "4"]]
    assert shown["tables"][0]["row_classes"] == ["verdict-met"]
    assert shown["notes"]["rows"] == [["Everything", "so."]]


@pytest.mark.parametrize("text", ["", "{}", "[]", '{"results": [{}], "date": 1}'])
def test_a_benchmark_that_is_none_is_one_sentence(text, build):
    (build / "bench.json").write_text(text)
    with pytest.raises(DataError, match=r"^bench\.json: expected what `make bench` writes"):
        measured.speed(build)


def test_the_manifest_lists_what_the_build_reproduces():
    listed = yaml.safe_load(codecheck.manifest(ROOT, ROOT / "_build"))
    assert listed["version"] == codecheck.SPECIFICATION
    assert listed["paper"]["authors"] == [{"name": "Constance Douwes"}, {"name": "Romain Serizel"}]
    comments = " ".join(entry["comment"] for entry in listed["manifest"])
    for number in range(1, 7):
        printed = sum(key.startswith(f"table-{number}.") for key in printed_numbers(DATA))
        assert f"of {printed} printed numbers" in comments
    assert f"of {len(read(DATA, 'claims'))} printed claims" in comments
    assert all((ROOT / entry["file"]).is_file() for entry in listed["manifest"])
    # It is what there is to check, and claims nobody's check.
    assert not {"codechecker", "certificate", "check_time"} & set(listed)
    text = (ROOT / "_build" / "codecheck.yml").read_text("utf-8")
    assert text == codecheck.manifest(ROOT, ROOT / "_build")


def test_a_manifest_needs_a_build(tmp_path):
    with pytest.raises(DataError, match=r"^ledger\.csv: expected the ledger of a build"):
        codecheck.manifest(ROOT, tmp_path)
    (tmp_path / "tables").mkdir()
    ledger = (ROOT / "_build" / "tables" / "ledger.csv").read_text("utf-8")
    (tmp_path / "tables" / "ledger.csv").write_text(ledger, encoding="utf-8")
    with pytest.raises(DataError, match=r"^table-1\.csv: expected this file in a build"):
        codecheck.manifest(ROOT, tmp_path)
