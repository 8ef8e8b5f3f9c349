"""The oracle on the formal order and the order of conversation, by hand."""

from __future__ import annotations

from oracle.hand import listed
from oracle.order import Conversation, stages
from oracle.sketch import Sketch, Tree, all_of, in_sequence, leaf
from oracle.ways import Ask


def deciders(**stances: str) -> Sketch:
    """Actors who each decide and prepare in a matter of their own, with their stances."""
    sketch = Sketch()
    for actor, stance in stances.items():
        sketch.actor(actor)
        sketch.add("Matter", f"m-{actor}")
        for kind in ("decide", "prepare"):
            sketch.mandate(f"{kind}-{actor}", actor, kind=kind, matter=f"m-{actor}")
        if stance != "silent":
            sketch.stance(f"p-{actor}", actor, stance)
    return sketch


def of(actor: str, form: str = "decide", **given: object) -> Tree:
    return leaf(form, matter=f"m-{actor}", **given)


def order(sketch: Sketch) -> list[str] | None:
    oracle = listed(sketch)
    way = oracle.plans[0].way
    return Conversation(oracle, way, dict.fromkeys(oracle.ways.asked(way), ())).expected


def stage(sketch: Sketch) -> dict[str, int]:
    oracle = listed(sketch)
    return {f"{a.actor}{'*' if a.beside else ''}": n for a, n in stages(oracle.ways, oracle.plans[0].way).items()}


def test_a_champion_first_then_what_can_fail_then_the_others_and_supporters_last() -> None:
    sketch = deciders(a="supports", b="neutral", c="opposes", d="champions", e="silent", f="hesitant")
    sketch.requires(all_of(*map(of, "abcdef")))
    assert order(sketch) == ["d", "c", "e", "f", "b", "a"]


def test_within_a_kind_by_stage_then_id() -> None:
    sketch = deciders(a="opposes", b="hesitant", c="silent")
    sketch.requires(all_of(in_sequence(of("c"), of("a")), of("b")))
    assert stage(sketch) == {"c": 1, "a": 2, "b": 1}
    assert order(sketch) == ["b", "c", "a"], "one talks to those who decide late while there is time"


def test_who_decides_late_and_can_stop_it_is_talked_to_before_who_supports() -> None:
    sketch = deciders(a="supports", b="opposes")
    sketch.requires(in_sequence(of("a"), of("b")))
    assert order(sketch) == ["b", "a"]


def test_who_prepares_comes_before_who_decides_the_same_matter() -> None:
    sketch = deciders(a="silent")
    sketch.actor("z")
    sketch.mandate("d", "z", kind="prepare", matter="m-a")
    sketch.relations = [r for r in sketch.relations if (r.start, r.end) != ("a", "prepare-a")]
    sketch.requires(all_of(of("a"), of("a", "prepare")))
    assert stage(sketch) == {"a": 2, "z": 1}


def test_a_sequence_counts_where_it_goes_against_preparing_first() -> None:
    sketch = deciders(a="silent")
    sketch.actor("z")
    sketch.mandate("d", "z", kind="prepare", matter="m-a")
    sketch.relations = [r for r in sketch.relations if (r.start, r.end) != ("a", "prepare-a")]
    sketch.requires(in_sequence(of("a"), of("a", "prepare")))
    assert stage(sketch) == {"a": 1, "z": 2}


def test_a_hearing_comes_before_the_ask_it_belongs_to() -> None:
    sketch = deciders(a="silent", b="champions")
    sketch.actor("h")
    sketch.link("AFTER_HEARING", "decide-a", "h")
    sketch.requires(in_sequence(of("b"), of("a")))
    assert stage(sketch) == {"b": 1, "h*": 2, "a": 3}
    assert order(sketch) == ["b", "h", "a"]


def test_a_hearing_of_its_own_stands_before_the_first_of_a_later_stage_else_last() -> None:
    for build, expected in ((in_sequence, ["h", "a"]), (all_of, ["a", "h"])):
        sketch = deciders(a="champions")
        sketch.actor("h")
        sketch.mandate("c", "h", kind="consult")
        sketch.requires(build(leaf("consult"), of("a")))
        assert order(sketch) == expected


def test_whoever_leads_to_a_later_step_comes_before_it() -> None:
    sketch = deciders(a="supports", b="opposes")
    sketch.requires(all_of(of("a"), of("b")))
    oracle = listed(sketch)
    way = oracle.plans[0].way
    talk = Conversation(oracle, way, {"a": (), "b": ("a",)})
    assert list(talk.complaints(["a", "b"])) == []
    assert list(talk.complaints(["b", "a"])) == ["a leads to b and stands after it"]
    assert list(Conversation(oracle, way, {"a": (), "b": ()}).complaints(["a", "b"])) != []


def test_a_champion_who_also_can_stop_it_is_a_champion() -> None:
    sketch = deciders(a="champions", b="opposes")
    sketch.requires(all_of(of("a"), of("b")))
    assert order(sketch) == ["a", "b"]
    assert Ask("r1", "a") in listed(sketch).plans[0].way
