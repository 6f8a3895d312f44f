"""What several tests use: the project's data, and the organisers' files where they stand."""

from __future__ import annotations

import gc
import os
import shutil
from pathlib import Path

import pytest

from sedenergy.analysis.analysis import Analysis
from sedenergy.printed.record import Printed
from sedenergy.submissions.datapackage import describe
from sedenergy.submissions.facts import read_facts
from sedenergy.submissions.years import covered, load_years, year_folders

# The libraries make hundreds of thousands of objects that stay: to look through them all again and
# again for garbage takes a tenth of the time of the tests.
gc.set_threshold(100_000, 50, 50)

ROOT = Path(__file__).parent.parent
DATA = ROOT / "data"
ORGANISERS = ROOT.parent / "shared" / "data" / "organisers"

collect_ignore = ["site"]  # in a browser, with an environment of its own: `make test-site`


def once(fixture_name, config):
    """Make what is costly once for all tests; anew for each where mutmut tries changed code.

    It runs for a changed function those tests that called it, and a shared part is called by one.
    """
    return "function" if "MUTANT_UNDER_TEST" in os.environ else "session"


@pytest.fixture(scope=once)
def years():
    """All years that the paper covers."""
    return covered(load_years(DATA))


def copy_of_papers_data(target):
    """Copy the data folder without the years that the paper does not cover.

    Made-up ones can then be taken in, also where the project has taken in the next year's data.
    """
    shutil.copytree(DATA, target, ignore=shutil.ignore_patterns(".*"))
    for folder in year_folders(target).values():
        if not read_facts(folder / "facts.toml").in_paper:
            shutil.rmtree(folder)
    (target / "datapackage.json").write_text(describe(target), encoding="utf-8")
    return target


@pytest.fixture(scope=once)
def printed():
    """What the paper printed."""
    return Printed(DATA)


@pytest.fixture(scope=once)
def analysis(years):
    """What is computed of these years by the authors' method."""
    return Analysis(years)


@pytest.fixture
def data_dir(tmp_path):
    """A copy of the data of the paper's years, to break."""
    return copy_of_papers_data(tmp_path / "data")


@pytest.fixture
def organisers():
    """The folder with the organisers' own files, which are not part of the project."""
    if not ORGANISERS.is_dir():
        pytest.skip("the organisers' files are not part of the project and do not stand beside it")
    return ORGANISERS


def contents(folder):
    """Return each file of a folder with its bytes, without what has a hidden name."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and not any(p.startswith(".") for p in path.relative_to(folder).parts)
    }
