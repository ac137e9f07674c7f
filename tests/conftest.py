"""How many cases a property is tried on, in how many processes, surroundings, and what lasts."""

import os
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, settings

from datastory.charts import process_pool
from datastory.disk.revisions import ELSEWHERE

# In a hook of git, the repositories that tests make would be taken for the hook's own.
for name in ELSEWHERE & os.environ.keys():
    del os.environ[name]

# Fifty cases, always the same; `make fuzz` tries thousands of new ones (FUZZ=9000).
FUZZ = int(os.environ.get("FUZZ", "0"))
settings.register_profile(
    "here",
    max_examples=FUZZ or 50,
    derandomize=not FUZZ,
    deadline=None,
    database=None,
    suppress_health_check=list(HealthCheck),
)
settings.load_profile("here")


def pytest_xdist_auto_num_workers() -> int:
    """One more than there are processors, as many tests wait: for a browser, a host, a save."""
    return (os.cpu_count() or 1) + 1


@pytest.fixture(scope="session", autouse=True)
def processes_at_hand(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Those that draw charts take a second to start, and last for all tests."""
    with process_pool.pool({}, tmp_path_factory.mktemp("cache")):
        yield
