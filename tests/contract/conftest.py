"""Settings and stores that the contract tests share."""

from __future__ import annotations

from hypothesis import HealthCheck, settings

# Every example is written to a server, so there are few of them, and the same ones each time.
settings.register_profile(
    "stores", max_examples=12, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck)
)
