"""Whole books built by make: made-up years, kills, two at once, other Pythons, other users."""

import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import made_up
import pytest
from conftest import ROOT, contents
from copies import copy_project, environment, git, make_command, needs_make, run_make

pytestmark = [pytest.mark.slow, needs_make]

YEARS = {
    "the fields of 2024": (made_up.results_2024, [], ["general_trends", "performance"]),
    "the fields of 2022": (made_up.results_2022, [], ["general_trends"]),
    "one system": (made_up.results_one, ["BASELINE=none", "REFERENCE_KWH=0.03"], ["normalization"]),
}
OTHERS = [v for v in ("3.11", "3.12", "3.13") if v != f"3.{sys.version_info.minor}"]


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    """A copy, in git, that is built."""
    made = copy_project(tmp_path_factory.mktemp("copy") / "project")
    git(made, "init", "--quiet")
    git(made, "add", "--all")
    git(made, "commit", "--quiet", "--message", "x")
    run_make(made, "book")
    return made


def built(project):
    """Return what a build made, but for what is measured."""
    build = project / "_build"
    made = {name: contents(build / name) for name in ("html", "tables")}
    made["chapters"] = {k: v for k, v in contents(build / "chapters").items() if "." in k}
    made["html"].pop("measured/status.js")
    return made | {"ledger": (build / "ledger.csv").read_bytes()}


def assert_equal(one, other):
    for part, files in one.items():
        if isinstance(files, dict):
            assert set(files) == set(other[part]), part
            assert [name for name in files if files[name] != other[part][name]] == [], part
    assert one["ledger"] == other["ledger"]


@pytest.mark.parametrize("kind", YEARS)
def test_a_made_up_year_goes_in_is_shown_checked_and_goes_out(kind, project, tmp_path):
    before = built(project)
    write, arguments, chapters = YEARS[kind]
    results = write(tmp_path / "its results.yaml")
    run_make(project, "year", "YEAR=2025", f"RESULTS={results}", *arguments)
    for chapter in chapters:
        text = (project / "_build" / "html" / f"{chapter}.html").read_text(encoding="utf-8")
        assert "2025" in text
        assert "<script>alert" not in text
        assert "<b>x</b>" not in text
    run_make(project, "nbval")
    run_make(project, "drop-year", "YEAR=2025")
    assert git(project, "status", "--porcelain") == ""
    assert_equal(built(project), before)


def test_a_build_that_was_killed_ends_as_one_that_was_not(project):
    draw, before = random.Random(20), built(project)
    for _ in range(12):
        for path in (project / "notebooks").glob("*.py"):
            if draw.random() < 0.3:
                path.touch()
        process = subprocess.Popen(
            make_command("book"),
            cwd=project,
            env=environment(project),
            start_new_session=True,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        time.sleep(draw.uniform(0.1, 15))
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        # What a reader sees is whole at each moment.
        assert (project / "_build" / "html" / "index.html").is_file()
    run_make(project, "book")
    assert_equal(built(project), before)


def test_two_builds_at_once_do_not_disturb_each_other(project):
    before = built(project)
    for path in (project / "notebooks").glob("*.py"):
        path.touch()
    call = {"cwd": project, "env": environment(project), "stdout": subprocess.DEVNULL}
    both = [subprocess.Popen(make_command("book"), **call) for _ in range(2)]
    assert [process.wait() for process in both] == [0, 0]
    assert_equal(built(project), before)


def test_what_changes_during_a_build_is_built_in_the_next(project):
    (project / "book" / "index.md").touch()
    process = subprocess.Popen(make_command("book"), cwd=project, env=environment(project))
    time.sleep(1.5)
    (project / "book" / "check.md").touch()
    assert process.wait() == 0
    assert "sedenergy book" in run_make(project, "--no-silent", "--dry-run", "book")


def test_another_folder_gives_the_same_bytes(project, tmp_path):
    other = copy_project(tmp_path / "another folder")
    run_make(other, "book")
    assert_equal(built(other), built(project))


@pytest.mark.parametrize("version", OTHERS)
def test_another_python_gives_the_same_bytes(version, project, tmp_path):
    """In an environment that stays for the next time: ``.venv-3.12`` and so on."""
    python = find_python(version)
    if not python:
        pytest.skip(f"Python {version} is not here")
    venv = ROOT / f".venv-{version}"
    call = ["make", "--silent", "setup", f"VENV={venv.name}", f"PYTHON={python}"]
    subprocess.run(call, cwd=ROOT, env=environment(ROOT), check=True, stdout=subprocess.DEVNULL)
    other = copy_project(tmp_path / "project")
    run_make(other, "book", venv=venv)
    assert_equal(built(other), built(project))


def find_python(version):
    """Return a Python that runs: from the PATH, or of pyenv, whose commands do not all run."""
    root = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv"))
    name = f"python{version}"
    for path in (name, *map(str, root.glob(f"versions/{version}.*/bin/{name}"))):
        try:
            if not subprocess.run([path, "-c", ""], capture_output=True, check=False).returncode:
                return path
        except OSError:
            continue
    return None


@pytest.mark.skipif(
    not shutil.which("setpriv") or not hasattr(os, "geteuid") or os.geteuid() != 0,
    reason="only root can be another user",
)
@pytest.mark.parametrize("home", [{}, {"HOME": "/root"}], ids=["no home", "the home of another"])
def test_an_ordinary_user_builds_the_book(home, project):
    """With an environment of its own, set up from the lock, and nothing in the shell's."""
    python = shutil.which("python3", path="/usr/local/bin:/usr/bin:/bin")
    user = ["setpriv", "--reuid=12345", "--regid=12345", "--clear-groups", "env", "-i"]
    variables = [f"{name}={value}" for name, value in home.items()]
    user += ["PATH=/usr/local/bin:/usr/bin:/bin", *variables]
    supported = "import sys, ensurepip; sys.exit(not (3, 11) <= sys.version_info < (3, 14))"
    if not python or subprocess.run([*user, python, "-c", supported], check=False).returncode:
        pytest.skip("there is no Python that every user can start")
    with tempfile.TemporaryDirectory() as folder:  # pytest's own is closed to others
        other = copy_project(Path(folder) / "project")
        Path(folder).chmod(0o755)
        for path in [other, *other.rglob("*")]:
            os.chown(path, 12345, 12345)
        call = [*user, "make", "--silent", f"PYTHON={python}", "book"]
        run = subprocess.run(call, cwd=other, capture_output=True, text=True, check=False)
        assert run.returncode == 0, run.stdout + run.stderr
        assert_equal(built(other), built(project))
