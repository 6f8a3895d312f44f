"""What make does again when something changed: exactly what depends on it, by a dry run.

In a copy of this folder, which has to be built (`make book`).
"""

import os
import re
import shutil
import subprocess
from contextlib import contextmanager

import pytest
from conftest import ROOT

CHAPTERS = {"energy_caps", "general_trends", "gpu_share", "normalization", "performance",
            "what_comes_out"}  # fmt: skip
pytestmark = pytest.mark.skipif(not shutil.which("make"), reason="there is no make here")


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    """A copy with all that was built, and the times of the files."""
    target = tmp_path_factory.mktemp("copy") / "project"
    left = shutil.ignore_patterns(".*", "work", "source", "expected", "__pycache__")
    shutil.copytree(ROOT, target, ignore=left)
    return target


@contextmanager
def touched(path):
    """Make a file newer than all that was built, and put its time back."""
    status = path.stat()
    os.utime(path)
    try:
        yield
    finally:
        os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))


def planned(project):
    """Return the chapters that `make book` would execute, and all that it says."""
    run = subprocess.run(
        ["make", "--dry-run", "--no-print-directory", f"VENV={ROOT / '.venv'}", "book"],
        cwd=project, capture_output=True, text=True, check=True,
        env={k: v for k, v in os.environ.items() if k not in ("MAKEFLAGS", "MAKELEVEL", "MFLAGS")},
    )  # fmt: skip
    assert not run.stderr
    executed = re.findall(r"notebooks/(\w+)\.py", run.stdout)
    assert len(executed) == len(set(executed))
    return set(executed), run.stdout


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
        ("src/sedenergy/normalization.py", CHAPTERS),
        ("src/sedenergy/plots.py", CHAPTERS),
        ("src/sedenergy/pages.py", set()),
        ("src/sedenergy/intake.py", set()),
        # Data that all chapters read, and data that some do.
        ("data/submissions/2023.csv", CHAPTERS),
        ("data/years.toml", CHAPTERS),
        ("data/published/figures.csv", {"performance", "general_trends", "what_comes_out"}),
        ("data/published/claims.csv", {"what_comes_out"}),
    ],
)
def test_a_change_does_again_what_depends_on_it(name, chapters, project):
    with touched(project / name):
        found, said = planned(project)
    assert found == chapters
    assert "sedenergy book" in said
