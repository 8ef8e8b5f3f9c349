"""What a claim rests on: a source, or for a position the contact at which it was stated."""

from __future__ import annotations

import pytest
from strategies.small_maps import DAY, Sketch

from samverkan.validate import find_problems


@pytest.mark.parametrize(
    ("told", "asked_for"),
    [("", True), ("said SOURCED_BY notes", False), ("said STATED_AT met", False)],
)
def test_a_position_rests_on_a_source_or_on_the_contact_at_which_it_was_stated(told: str, asked_for: bool) -> None:
    sketch = Sketch().actors("chief").node("fair", "Initiative", status="proposed").node("notes", "Source")
    sketch.node("met", "Interaction", kind="meeting", date=DAY)
    sketch.position("said", "chief", "fair", "hesitant", DAY, basis="stated_in_meeting")
    content = (sketch.link(told) if told else sketch).to_map()
    found = [p.item for p in find_problems(content, DAY) if p.key == "claim-without-source"]
    assert found == (["said"] if asked_for else [])
