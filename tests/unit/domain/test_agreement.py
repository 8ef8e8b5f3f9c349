"""Whoever asks who may meet a requirement is told the same: plan, questions, mandates and checks, on generated maps."""

from __future__ import annotations

from hypothesis import HealthCheck, Phase, given, settings
from one_brain import find_disagreements, make_map
from strategies.convincing_maps import seeds

from samverkan.store.in_memory import open_map


@given(seeds)
@settings(
    max_examples=500,
    deadline=None,
    derandomize=True,
    database=None,
    phases=(Phase.explicit, Phase.generate),
    suppress_health_check=list(HealthCheck),
)
def test_everybody_says_the_same_of_who_may_meet_a_requirement(seed: int) -> None:
    content = make_map(seed)
    assert list(find_disagreements(open_map(content, "m"), content)) == []
