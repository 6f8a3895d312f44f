"""The environment and the notebooks on their own."""

import ast
import re
import subprocess
import sys
import tomllib
from functools import cache
from importlib.metadata import distributions, packages_distributions
from pathlib import Path

import pandas as pd
import pytest
import yaml
from conftest import ROOT
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from sedenergy import __version__

LOCK = (ROOT / "requirements.txt").read_text(encoding="utf-8")
packages = cache(packages_distributions)  # it looks at every file of the environment


def test_everything_is_pinned_with_hashes():
    entries = re.split(r"\n(?=\S)", LOCK.strip())
    pinned = [e for e in entries if not e.startswith("#")]
    assert len(pinned) > 100
    assert all(re.match(r"[\w.-]+(\[[\w,]+\])?==\S+", e) and "--hash=sha256:" in e for e in pinned)
    assert not re.search(r"https?://|file:|--index|--find-links", LOCK)


def test_every_line_of_the_data_ends_alike():
    """With LF: a row added by hand would else be of another kind, and a rewrite change them all."""
    for path in [*(ROOT / "data").rglob("*.csv"), *(ROOT / "data").glob("*.*")]:
        assert b"\r" not in path.read_bytes(), path.name


def test_jupyter_book_is_the_one_that_reads_config_yml():
    assert re.search(r"^jupyter-book==1\.", LOCK, re.MULTILINE)


def test_the_lock_is_what_its_requirements_ask_for():
    """No name more or less, every version within its bounds; `make lock` resolves them anew."""
    for name in ("requirements", "requirements-lab"):
        lines = (ROOT / f"{name}.in").read_text(encoding="utf-8").splitlines()
        asked = [Requirement(line) for line in lines if line and not line.startswith("#")]
        lock = (ROOT / f"{name}.txt").read_text(encoding="utf-8")
        locked = dict(re.findall(r"^([\w.-]+)(?:\[[\w,]+\])?==([^ ;\\]+)", lock, re.MULTILINE))
        for requirement in asked:
            assert requirement.specifier.contains(locked[requirement.name]), requirement
        entries = re.split(r"\n(?=\S)", lock)
        direct = {e.split("==")[0].split("[")[0] for e in entries if f"-r {name}.in" in e}
        assert direct == {requirement.name for requirement in asked}


def imported(path):
    """Return the modules of others that a file imports, by their first names."""
    nodes = list(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))
    names = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    names |= {node.module for node in nodes if isinstance(node, ast.ImportFrom) if node.module}
    return {name.split(".")[0] for name in names} - set(sys.stdlib_module_names) - {"sedenergy"}


@pytest.mark.parametrize("path", sorted([*ROOT.glob("notebooks/*.py"), *ROOT.glob("src/*/*.py")]),
                         ids=lambda path: path.name)  # fmt: skip
def test_what_is_imported_is_in_the_lock(path):
    modules = imported(path)
    locked = set(re.findall(r"^([\w.-]+)(?:\[[\w,]+\])?==", LOCK, re.MULTILINE))
    known = packages()
    strange = {m for m in modules if not set(map(canonicalize_name, known.get(m, ()))) & locked}
    assert not strange


def test_a_notebook_runs_by_itself_on_chosen_years(tmp_path):
    """As README says it: jupytext makes the notebook, papermill runs it with parameters."""
    target = tmp_path / "normalization.ipynb"
    scripts = Path(sys.executable).parent
    source = subprocess.run(
        [f"{scripts}/jupytext", "--to", "ipynb", "-o", "-", "normalization.py"],
        cwd=ROOT / "notebooks", capture_output=True, check=True,
    )  # fmt: skip
    subprocess.run(
        [f"{scripts}/papermill", "-", str(target), "-p", "tables_dir", str(tmp_path),
         "-y", "years: [2023]", "--no-progress-bar"],
        input=source.stdout, cwd=ROOT / "notebooks", capture_output=True, check=True,
    )  # fmt: skip
    table = pd.read_csv(tmp_path / "table-3.csv", dtype=str)
    assert list(table["Year"]) == ["2023"]
    assert '"output_type": "error"' not in target.read_text(encoding="utf-8")


def test_the_environment_is_the_lock_and_nothing_else():
    """What runs the tests: each package of the lock in its version, and none that is not in it."""
    entries = [Requirement(line) for line in re.findall(r"^(\S+==[^\\\n]+)", LOCK, re.MULTILINE)]
    wanted = {
        canonicalize_name(entry.name): str(entry.specifier).removeprefix("==")
        for entry in entries
        if entry.marker is None or entry.marker.evaluate()
    }
    # What a new environment holds by itself, and the project.
    given = {"pip", "setuptools", "sedenergy"} - set(wanted)
    found = {canonicalize_name(d.name): d.version for d in distributions()}
    assert {k: v for k, v in found.items() if k not in given} == wanted


def test_the_workflow_types_on_windows_what_the_guide_says():
    guide = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    blocks = re.findall(r"```powershell\n(.+?)```", guide, re.DOTALL)
    workflow = yaml.safe_load((ROOT / ".github/workflows/test.yml").read_text(encoding="utf-8"))
    steps = [step["run"] for step in workflow["jobs"]["windows"]["steps"] if "run" in step]
    stop_at_the_first_failure = (
        '$ErrorActionPreference = "Stop"\n$PSNativeCommandUseErrorActionPreference = $true\n'
    )
    assert steps[1:] == [stop_at_the_first_failure + block for block in blocks]
    assert "autocrlf false" in steps[0]
    assert steps[0] in guide


def test_the_guide_sets_on_windows_what_make_sets():
    guide = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    typed = dict(re.findall(r'^\$env:(\w+) = "(.+)"$', guide, re.MULTILINE))
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    exported = dict(re.findall(r"^export (\w+) \??:?= (\S+)$", makefile, re.MULTILINE))
    # Python's own mode for text, which is the default elsewhere.
    assert typed == exported | {"PYTHONUTF8": "1"}


@pytest.mark.parametrize("path", sorted(ROOT.glob("src/*/*.py")), ids=lambda path: path.name)
def test_what_the_package_imports_it_declares(path):
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    declared = {canonicalize_name(Requirement(text).name) for text in project["dependencies"]}
    known = packages()
    assert {
        m for m in imported(path) if not {*map(canonicalize_name, known[m])} & declared
    } == set()


def test_the_citation_is_of_this_version():
    citation = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    assert citation["version"] == __version__


@pytest.mark.parametrize(
    "path", sorted(ROOT.glob(".github/workflows/*")), ids=lambda path: path.name
)
def test_workflows_pin_actions_and_may_do_little(path):
    """Each action is pinned to a commit with its release beside it; writing is for one job."""
    text = path.read_text(encoding="utf-8")
    uses = re.findall(r"uses: (.+)", text)
    assert uses
    assert [u for u in uses if not re.fullmatch(r"[\w/-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", u)] == []
    assert yaml.safe_load(text)["permissions"] == {"contents": "read"}
    assert len(re.findall(r"\w+: write", text)) == (2 if path.stem == "publish" else 0)
