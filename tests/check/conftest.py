"""What the tests of the checks use."""

import pytest
from conftest import DATA, once

from sedenergy.paper import Paper


@pytest.fixture(scope=once)
def paper(years):
    """The paper and its reproduction: computed once for all tests of the checks."""
    return Paper(DATA, years)
