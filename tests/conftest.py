"""What several tests use: the project's data, and the organisers' files where they stand."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from sedenergy.selection import select_all
from sedenergy.submissions import load

ROOT = Path(__file__).parent.parent
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


@pytest.fixture
def data_dir(tmp_path):
    """A copy of the data folder, to break."""
    return Path(shutil.copytree(DATA, tmp_path / "data"))


@pytest.fixture
def organisers():
    """The folder with the organisers' own files, which are not part of the project."""
    if not ORGANISERS.is_dir():
        pytest.skip("the organisers' files are not part of the project and do not stand beside it")
    return ORGANISERS
