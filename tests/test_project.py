"""The environment, its lock, and the workflows."""

import ast
import re
import sys
import tomllib
from functools import cache
from importlib.metadata import distributions, packages_distributions

import pytest
import yaml
from conftest import ROOT
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from sedenergy import __version__

LOCK = (ROOT / "requirements.txt").read_text(encoding="utf-8")
SOURCES = sorted([*ROOT.glob("notebooks/*.py"), *ROOT.glob("src/**/*.py")])
packages = cache(packages_distributions)  # it looks at every file of the environment


def entries(lock):
    """Return the entries of a lock: a package, its version, its hashes, whom it is for."""
    return [e for e in re.split(r"\n(?=\S)", lock.strip()) if not e.startswith("#")]


def test_everything_is_pinned_with_hashes():
    pinned = entries(LOCK)
    assert len(pinned) > 100
    assert all(re.match(r"[\w.-]+(\[[\w,]+\])?==\S+", e) and "--hash=sha256:" in e for e in pinned)
    assert not re.search(r"https?://|file:|--index|--find-links", LOCK)
    assert re.search(r"^jupyter-book==1\.", LOCK, re.MULTILINE)  # which reads _config.yml
    assert re.search(r"^uv==", LOCK, re.MULTILINE)  # with which `make setup` begins


def test_every_line_of_the_data_ends_alike():
    """With LF: a row added by hand would else be of another kind, and a rewrite change them all."""
    for path in [*(ROOT / "data").rglob("*.csv"), *(ROOT / "data").glob("*.*")]:
        assert b"\r" not in path.read_bytes(), path.name


@pytest.mark.parametrize(
    "name", ["requirements", "requirements-lab", "requirements-mutation", "requirements-site"]
)
def test_the_lock_is_what_its_requirements_ask_for(name):
    """No name more or less, every version within its bounds; `make lock` resolves them anew."""
    lines = (ROOT / f"{name}.in").read_text(encoding="utf-8").splitlines()
    asked = [Requirement(line) for line in lines if line and not line.startswith(("#", "-"))]
    lock = (ROOT / f"{name}.txt").read_text(encoding="utf-8")
    locked = dict(re.findall(r"^([\w.-]+)(?:\[[\w,]+\])?==([^ ;\\]+)", lock, re.MULTILINE))
    for requirement in asked:
        assert requirement.specifier.contains(locked[requirement.name]), requirement
    direct = {re.split(r"[=\[]", e)[0] for e in entries(lock) if f"-r {name}.in" in e}
    assert direct == {requirement.name for requirement in asked}


def test_what_is_imported_is_in_the_lock_and_declared():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    declared = {canonicalize_name(Requirement(text).name) for text in project["dependencies"]}
    locked = set(re.findall(r"^([\w.-]+)(?:\[[\w,]+\])?==", LOCK, re.MULTILINE))
    assert declared <= locked
    for path in SOURCES:
        for module in imported(path):
            names = set(map(canonicalize_name, packages().get(module, ())))
            assert names & declared, f"{path.name} imports {module}"


def imported(path):
    """Return the modules of others that a file imports, by their first names."""
    nodes = list(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))
    names = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    names |= {node.module for node in nodes if isinstance(node, ast.ImportFrom) if node.module}
    return {name.split(".")[0] for name in names} - set(sys.stdlib_module_names) - {"sedenergy"}


def test_the_environment_is_the_lock_and_nothing_else():
    """What runs the tests: each package of the lock in its version, and none that is not in it."""
    pinned = [Requirement(line) for line in re.findall(r"^(\S+==[^\\\n]+)", LOCK, re.MULTILINE)]
    wanted = {
        canonicalize_name(entry.name): str(entry.specifier).removeprefix("==")
        for entry in pinned
        if entry.marker is None or entry.marker.evaluate()
    }
    # What a new environment holds by itself, and the project.
    given = {"pip", "setuptools", "sedenergy"} - set(wanted)
    found = {canonicalize_name(d.name): d.version for d in distributions()}
    assert {k: v for k, v in found.items() if k not in given} == wanted


def test_the_citation_is_of_this_version():
    citation = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    assert citation["version"] == __version__


@pytest.mark.parametrize("path", sorted(ROOT.glob(".github/workflows/*")), ids=lambda p: p.name)
def test_workflows_pin_actions_and_may_do_little(path):
    """Each action is pinned to a commit with its release beside it; writing is for one job."""
    text = path.read_text(encoding="utf-8")
    uses = re.findall(r"uses: (.+)", text)
    assert uses
    assert [u for u in uses if not re.fullmatch(r"[\w/-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", u)] == []
    assert yaml.safe_load(text)["permissions"] == {"contents": "read"}
    assert len(re.findall(r"\w+: write", text)) == (2 if path.stem == "publish" else 0)
