"""Where to look for who decides, and how far leverage is followed: each rule told from its neighbours."""

from __future__ import annotations

import pytest
from oracle.sketch import DAY, GOAL, US, Sketch, answer

from samverkan.decisions.answer import Answer


def ask(sketch: Sketch) -> Answer:
    return answer(sketch, on=DAY, start=[US])


def matters(basis: str | None, other: str | None) -> Sketch:
    """Nobody decides on m; the office holds a mandate in m2; the initiative also needs m3, where the yard decides."""
    sketch = Sketch()
    sketch.nodes = [n for n in sketch.nodes if n.id != "m"]
    sketch.add("Matter", "m", legal_basis=basis)
    sketch.add("Matter", "m2", legal_basis=other)
    sketch.add("Matter", "m3", legal_basis="somewhere else")
    sketch.actor("office", "yard", kind="department")
    sketch.mandate("d2", "office", matter="m2")
    sketch.mandate("d3", "yard", matter="m3")
    sketch.requires({"op": "all", "of": [{"form": "decide"}, {"form": "decide", "matter": "m3"}]})
    return sketch


def look_at(sketch: Sketch) -> tuple[str, ...]:
    (gap,) = [g for g in ask(sketch).gaps if g.kind == "unknown_authority"]
    return tuple(gap.values["look_at"])  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("basis", "other", "expected"),
    [
        ("KL 6:38", "KL 6:38", ("office",)),  # the same legal basis goes before the matters of the same initiative
        ("KL 6:38", "KL 6:39", ("yard",)),
        (None, None, ("yard",)),  # two matters without one have nothing in common
        ("", "", ("yard",)),
        (None, "KL 6:38", ("yard",)),
    ],
)
def test_matters_with_the_same_legal_basis_tell_where_to_look(
    basis: str | None, other: str | None, expected: tuple[str, ...]
) -> None:
    assert look_at(matters(basis, other)) == expected


def test_whoever_holds_another_mandate_in_the_matter_itself_goes_before_all() -> None:
    sketch = matters("KL 6:38", "KL 6:38")
    sketch.actor("desk", kind="department")
    sketch.mandate("d1", "desk", kind="fund")
    assert look_at(sketch) == ("desk",)


def test_the_owner_of_an_issue_is_asked_too_also_by_a_cause_and_by_its_organisation() -> None:
    sketch = matters("KL 6:38", "KL 6:38")
    sketch.add("Issue", "issue")
    sketch.add("Cause", "cause")
    sketch.link("CONTRIBUTES_TO", "cause", "issue")
    sketch.link("ADDRESSES", GOAL, "cause")
    sketch.actor("owning", kind="department")
    sketch.actor("owner", part_of="owning")
    sketch.link("INVOLVED_IN", "owner", "issue", role="owner")
    sketch.actor("helper")
    sketch.link("INVOLVED_IN", "helper", "issue", role="support")
    assert look_at(sketch) == ("office", "owning")


def chain(links: int) -> Sketch:
    """The decider has leverage over a0, that over a1, and so on: so many links."""
    sketch = Sketch()
    sketch.actor("decider")
    sketch.mandate("d", "decider", kind="contract")
    for number in range(links):
        sketch.actor(f"a{number}", kind="company")
        sketch.link("HAS_LEVERAGE_OVER", "decider" if number == 0 else f"a{number - 1}", f"a{number}")
    sketch.requires({"form": "contract"})
    return sketch


def longest(sketch: Sketch) -> int:
    return max(len(path) for path in ask(sketch).leverage)


def test_leverage_is_followed_over_six_links_and_no_further() -> None:
    # a path counts its decider: three links are four actors, six links seven, and seven links are cut to six
    assert [longest(chain(links)) for links in (1, 3, 6, 7, 9)] == [2, 4, 7, 7, 7]
