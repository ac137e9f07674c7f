"""How many cases a property is tried on: a hundred, always the same; `FUZZ=20000` new ones."""

import os

from hypothesis import HealthCheck, settings

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
