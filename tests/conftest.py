"""What several tests use: the project's data, and the organisers' files where they stand."""

from __future__ import annotations

import gc
import shutil
from pathlib import Path

import pytest

from sedenergy.intake import take_out
from sedenergy.selection import select_all
from sedenergy.submissions import load, read_facts

# The libraries make hundreds of thousands of objects that stay: to look through them all again and
# again for garbage takes a tenth of the time of the tests.
gc.set_threshold(100_000, 50, 50)

ROOT = Path(__file__).parent.parent
CHAPTERS = sorted(p.stem for p in (ROOT / "notebooks").glob("*.py") if p.stem != "what_comes_out")
"""Those that compute; *What comes out* gathers what they did."""

DATA = ROOT / "data"
ORGANISERS = ROOT.parent / "shared" / "data" / "organisers"


@pytest.fixture(scope="session")
def years():
    """All years that the paper covers."""
    return {n: y for n, y in load(DATA).items() if y.facts.in_paper}


@pytest.fixture(scope="session")
def selections(years):
    """The selected systems of these years."""
    return select_all(years)


def copy_of_papers_data(target):
    """Copy the data folder without the years that the paper does not cover.

    Made-up ones can then be taken in, also where the project has taken in the next year's data.
    """
    shutil.copytree(DATA, target)
    for year, facts in read_facts(target / "years.toml").items():
        if not facts.in_paper:
            take_out(target, year)
    return target


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
