"""What make does again when something changed: exactly what depends on it, by a dry run.

In a copy of this folder, which has to be built (`make book`).
"""

import os
import re
import shutil
import subprocess
import sys
from contextlib import contextmanager

import pytest
from conftest import ROOT
from trial import environment

ALL = {"energy_caps", "general_trends", "gpu_share", "normalization", "performance",
       "what_comes_out"}  # fmt: skip
"""The notebooks whose dependencies are known here; another may stand beside them."""
VENV = ROOT / ".venv"
pytestmark = pytest.mark.skipif(
    sys.platform == "win32" or not shutil.which("make"), reason="there is no make here"
)


def copied(target):
    """Copy this folder with all that was built, and the times of the files."""
    left = shutil.ignore_patterns(".*", "work", "source", "expected", "__pycache__")
    shutil.copytree(ROOT, target, ignore=left)
    return target


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    """A copy for dry runs, which change nothing."""
    return copied(tmp_path_factory.mktemp("copy") / "project")


@contextmanager
def touched(path):
    """Make a file newer than all that was built, and put its time back."""
    status = path.stat()
    os.utime(path)
    try:
        yield
    finally:
        os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))


def make(project, *arguments):
    """Run `make book` and return what it says."""
    run = subprocess.run(
        # The environment is this folder's, and is not set up for the copy.
        ["make", "--no-print-directory", f"VENV={VENV}", f"--assume-old={VENV / 'ready'}",
         *arguments, "book"],
        cwd=project, capture_output=True, text=True, check=True,
        env=environment(),
    )  # fmt: skip
    assert not run.stderr
    return run.stdout


def planned(project):
    """Return the chapters that `make book` would execute, and all that it says."""
    said = make(project, "--dry-run")
    executed = re.findall(r"notebooks/(\w+)\.py", said)
    assert len(executed) == len(set(executed))
    return set(executed), said


def test_nothing_changed_starts_nothing(project):
    chapters, said = planned(project)
    assert chapters == set()
    assert "Nothing to be done" in said or not said.strip(), "build the book first (make book)"


@pytest.mark.parametrize(
    ("name", "chapters"),
    [
        ("notebooks/gpu_share.py", {"gpu_share"}),
        ("book/index.md", set()),
        ("_toc.yml", set()),
        ("data/README.md", set()),
        # A module that one chapter imports, two that all do, two that none does.
        ("src/sedenergy/ledger.py", {"what_comes_out"}),
        ("src/sedenergy/normalization.py", ALL),
        ("src/sedenergy/plots.py", ALL),
        ("src/sedenergy/pages.py", set()),
        ("src/sedenergy/intake.py", set()),
        # Data that all chapters read, and data that some do.
        ("data/submissions/2023.csv", ALL),
        ("data/years.toml", ALL),
        ("data/published/figures.csv", {"performance", "general_trends", "what_comes_out"}),
        ("data/published/claims.csv", {"what_comes_out"}),
    ],
)
def test_a_change_does_again_what_depends_on_it(name, chapters, project):
    with touched(project / name):
        found, said = planned(project)
    assert found & ALL == chapters
    assert chapters or not found
    assert "sedenergy book" in said


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("notebooks/gpu_share.py", ["execute --jobs 2 notebooks/gpu_share.py", "book"]),
        ("book/index.md", ["book"]),
        ("src/sedenergy/ledger.py", ["execute --jobs 2 notebooks/what_comes_out.py", "book"]),
        ("data/published/claims.csv", ["execute --jobs 2 notebooks/what_comes_out.py", "book"]),
        ("LICENSE", ["make: Nothing to be done for 'book'."]),
    ],
)
def test_make_does_what_its_dry_run_says(name, said, tmp_path):
    """For real, with commands that only say what they are called with."""
    project = copied(tmp_path / "project")
    os.utime(project / name)
    assert make(project, "SEDENERGY=echo", "JOBS=2").splitlines() == said


def test_what_changes_during_a_build_is_done_in_the_next(tmp_path):
    project = copied(tmp_path / "project")
    command = project / "command"
    command.write_text("#!/bin/sh\nsleep 0.1\ntouch book/speed.md\nsleep 0.1\n", encoding="utf-8")
    command.chmod(0o755)
    os.utime(project / "book" / "index.md")
    make(project, "SEDENERGY=./command")
    assert "sedenergy book" in planned(project)[1]
    make(project, "SEDENERGY=echo")
    assert "Nothing to be done" in planned(project)[1]
