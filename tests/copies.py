"""Copies of the project in which make runs, with the environment of this one."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import ROOT

VENV = Path(sys.prefix)
needs_make = pytest.mark.skipif(
    sys.platform == "win32" or not shutil.which("make"), reason="there is no make here"
)


def copy_project(target, with_build=False):
    """Copy what is, or would be, in git, and what was built; times are kept."""
    names = git(ROOT, "ls-files", "--cached", "--others", "--exclude-standard").splitlines()
    for name in names:
        if (ROOT / name).is_file():
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, target / name)
    if with_build:
        left_out = shutil.ignore_patterns("source", "expected", "home")
        shutil.copytree(ROOT / "_build", target / "_build", ignore=left_out)
    return target


def git(folder, *arguments):
    """Run git and return what it prints."""
    command = ["git", "-c", "user.name=test", "-c", "user.email=test@localhost", *arguments]
    run = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=True)
    return run.stdout


def make_command(*arguments, venv=VENV):
    """Return the call of make, with an environment that is not set up for the copy."""
    return ["make", "--silent", f"VENV={venv}", f"--assume-old={venv / 'ready'}", *arguments]


def environment(project, **more):
    """Return the environment of a make that is no part of this one and uses the copy's package."""
    ours = {k: v for k, v in os.environ.items() if k not in ("MAKEFLAGS", "MAKELEVEL", "MFLAGS")}
    return {**ours, "PYTHONPATH": str(project / "src"), **more}


def run_make(project, *arguments, venv=VENV, **more):
    """Run make and return what it prints; where it fails, the test fails with what it said."""
    run = subprocess.run(
        make_command(*arguments, venv=venv),
        cwd=project,
        env=environment(project, **more),
        capture_output=True,
        text=True,
        check=False,
    )
    assert not run.returncode, f"make {' '.join(arguments)} failed\n{run.stdout}\n{run.stderr}"
    return run.stdout
