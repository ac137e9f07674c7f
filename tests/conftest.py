"""How many cases a property is tried on, and how many processes the tests run in."""

import os

from hypothesis import HealthCheck, settings

# A hundred cases, always the same; `FUZZ=20000` new ones.
FUZZ = int(os.environ.get("FUZZ", "0"))
settings.register_profile(
    "here",
    max_examples=FUZZ or 100,
    derandomize=not FUZZ,
    deadline=None,
    database=None,
    suppress_health_check=list(HealthCheck),
)
settings.load_profile("here")


def pytest_xdist_auto_num_workers() -> int:
    """One more than there are processors, as many tests wait: for a browser, a host, a save."""
    return (os.cpu_count() or 1) + 1
