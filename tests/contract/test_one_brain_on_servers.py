"""Whoever asks a server who may meet a requirement is told the same, and the same as without a server."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from one_brain import ask, find_disagreements, make_map
from oracle.sketch import GOAL
from strategies.convincing_maps import seeds

from samverkan.store.in_memory import open_map
from samverkan.store.protocol import Store


@pytest.mark.neo4j
@pytest.mark.parametrize("edition", ["lts", "newest"])
def test_everybody_says_the_same_on_a_server(edition: str, open_server: Callable[[str], Store]) -> None:
    store = open_server(edition)

    @given(seeds)
    @settings(settings.get_profile("stores"), max_examples=20)
    def check(seed: int) -> None:
        content = make_map(seed)
        store.write_map(content, "replace")
        assert list(find_disagreements(store, content)) == []
        at_hand = open_map(content, "m")
        assert ask(store, "who-to-convince", initiative=GOAL) == ask(at_hand, "who-to-convince", initiative=GOAL)

    check()
