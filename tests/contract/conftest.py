"""Settings and stores that the contract tests share."""

from __future__ import annotations

from hypothesis import HealthCheck, Phase, settings

# Every example is written to a server, so there are few of them, the same ones each time, and none is made smaller:
# that takes longer than a test may.
settings.register_profile(
    "stores",
    max_examples=12,
    deadline=None,
    derandomize=True,
    database=None,
    phases=(Phase.explicit, Phase.generate),
    suppress_health_check=list(HealthCheck),
)
