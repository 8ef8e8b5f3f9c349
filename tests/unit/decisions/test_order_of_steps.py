"""In which order the steps of a plan stand, and what each of them tells."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from oracle.order import leaf_order
from oracle.sketch import DAY, GOAL, US, Sketch, Tree, all_of, answer, in_sequence, leaf
from oracle.there import There
from oracle.ways import Ways
from strategies.approval_maps import make_question, many, seeds

from samverkan.decisions.answer import Plan
from samverkan.decisions.plan import build_answer


def sketch_deciders(*actors: str) -> Sketch:
    """Sketch actors who each decide in a matter of their own, named after them."""
    sketch = Sketch()
    for actor in actors:
        sketch.actor(actor)
        sketch.add("Matter", f"m-{actor}")
        for kind in ("decide", "prepare"):
            sketch.mandate(f"{kind}-{actor}", actor, kind=kind, matter=f"m-{actor}")
    return sketch


def from_(actor: str, form: str = "decide", **given: Any) -> Tree:
    return leaf(form, matter=f"m-{actor}", **given)


def plan(sketch: Sketch, **given: Any) -> Plan:
    found = answer(sketch, **given).plan
    assert found is not None
    return found


def order(sketch: Sketch) -> list[str]:
    return [step.actor for step in plan(sketch).steps]


def stages(sketch: Sketch) -> dict[str, int]:
    return {ask.requirement: ask.stage for step in plan(sketch).steps for ask in step.asks}


def test_one_talks_early_to_who_decides_late_and_may_fail_but_a_sequence_is_kept_formally() -> None:
    sketch = sketch_deciders("a", "b", "c")
    sketch.stance("p1", "a", "opposes")
    sketch.stance("p2", "b", "hesitant")
    sketch.stance("p3", "c", "supports")
    sketch.requires(in_sequence(from_("c"), from_("b"), from_("a")))
    assert order(sketch) == ["b", "a", "c"], "hesitant at stage 2, against at stage 3, then who has said yes"
    assert stages(sketch) == {"r1": 1, "r2": 2, "r3": 3}
    assert [step.asks[0].after for step in plan(sketch).steps] == [("r1",), ("r1", "r2"), ()]


def test_a_sequence_puts_all_below_one_part_before_all_below_the_next() -> None:
    sketch = sketch_deciders("a", "b", "c", "d")
    sketch.requires(in_sequence(all_of(from_("d"), from_("c")), all_of(from_("b"), from_("a"))))
    assert order(sketch) == ["c", "d", "a", "b"]


def test_who_prepares_a_matter_comes_before_who_decides_it() -> None:
    sketch = sketch_deciders("a")
    sketch.actor("z")
    sketch.mandate("d", "z", kind="prepare", matter="m-a")
    sketch.stance("p1", "a", "opposes")
    sketch.stance("p2", "z", "supports")
    sketch.requires(all_of(from_("a"), from_("z", "prepare")))
    sketch.relations = [r for r in sketch.relations if (r.type, r.start) != ("CONCERNS", "r2")]
    sketch.link("CONCERNS", "r2", "m-a")
    sketch.relations = [r for r in sketch.relations if (r.start, r.end) != ("a", "prepare-a")]
    assert stages(sketch) == {"r1": 2, "r2": 1}
    assert order(sketch) == ["a", "z"], "who may fail is talked with first all the same"
    assert plan(sketch).steps[0].asks[0].after == ("r2",)


def test_preparing_one_matter_does_not_come_before_deciding_another() -> None:
    sketch = sketch_deciders("a", "z")
    sketch.stance("p1", "a", "opposes")
    sketch.stance("p2", "z", "supports")
    sketch.requires(all_of(from_("a"), from_("z", "prepare")))
    assert order(sketch) == ["a", "z"]


def test_what_could_fail_comes_first_where_nothing_else_says() -> None:
    sketch = sketch_deciders("a", "b", "c", "d", "e")
    for number, (actor, value) in enumerate([("a", "supports"), ("b", "neutral"), ("d", "hesitant"), ("e", "opposes")]):
        sketch.stance(f"p{number}", actor, value)
    sketch.requires(all_of(*(from_(actor) for actor in "abcde")))
    assert order(sketch) == ["c", "d", "e", "b", "a"], "unknown, hesitant, against by id, then neutral, then supports"


def test_a_champion_comes_first_since_a_yes_in_the_room_is_the_best_argument() -> None:
    sketch = sketch_deciders("a", "b", "c")
    sketch.stance("p1", "a", "opposes")
    sketch.stance("p2", "c", "champions")
    sketch.requires(all_of(*(from_(actor) for actor in "abc")))
    assert order(sketch) == ["c", "a", "b"]
    assert [step.reason for step in plan(sketch).steps] == ["champion", "may_fail", "may_fail"]


def test_who_is_only_heard_stands_right_before_what_the_hearing_belongs_to() -> None:
    sketch = sketch_deciders("a", "b")
    sketch.actor("h")
    sketch.link("AFTER_HEARING", "decide-b", "h")
    sketch.requires(all_of(from_("a"), from_("b")))
    assert order(sketch) == ["a", "h", "b"]
    heard = next(step for step in plan(sketch).steps if step.actor == "h")
    (asked,) = heard.asks
    assert (asked.form, asked.mandate, asked.requirement, asked.hearing) == ("consult", "decide-b", "r2", True)
    assert (asked.stage, stages(sketch)["r2"]) == (1, 2)
    assert heard.convince == 0


def test_a_hearing_of_its_own_stands_before_the_first_step_of_a_later_stage() -> None:
    sketch = sketch_deciders("a", "b")
    sketch.actor("h")
    sketch.mandate("hears", "h", kind="consult")
    sketch.requires(in_sequence(from_("a"), leaf("consult"), from_("b")))
    assert order(sketch) == ["a", "h", "b"]
    sketch.relations = [r for r in sketch.relations if r.type != "REQUIRES"]
    sketch.requires(in_sequence(from_("a"), from_("b"), leaf("consult")))
    assert order(sketch) == ["a", "b", "h"]


def test_where_sequence_and_preparing_first_contradict_sequence_counts_and_a_gap_says_so() -> None:
    sketch = sketch_deciders("a")
    sketch.requires(in_sequence(from_("a"), from_("a", "prepare")))
    assert stages(sketch) == {"r1": 1, "r2": 2}
    found = [gap for gap in answer(sketch).gaps if gap.kind == "sequence_against_prepare"]
    assert [(gap.id, gap.values["prepare"]) for gap in found] == [("r1", "r2")]


def test_within_a_class_the_earlier_stage_comes_first_then_by_id() -> None:
    sketch = sketch_deciders("a", "b", "c")
    sketch.requires(all_of(in_sequence(from_("c"), from_("a")), from_("b")))
    assert order(sketch) == ["b", "c", "a"]


def test_who_answers_twice_in_a_sequence_stands_where_its_first_answer_is_due() -> None:
    sketch = sketch_deciders("a", "b")
    sketch.stance("p", "b", "opposes")
    sketch.requires(in_sequence(from_("a"), from_("b"), from_("a", "prepare")))
    assert order(sketch) == ["a", "b"]


def test_there_is_one_step_for_each_actor_asked_and_go_betweens_stand_in_through() -> None:
    sketch = sketch_deciders("a", "b")
    sketch.actor("x", "y")
    for one, other in ((US, "x"), ("x", "y"), ("y", "a"), ("a", "b")):
        sketch.tie(one, other)
    sketch.requires(all_of(from_("a"), from_("a", "prepare"), from_("b")))
    steps = {step.actor: step for step in plan(sketch).steps}
    assert set(steps) == {"a", "b"}
    assert steps["a"].through == ("x", "y")
    assert steps["b"].through == ("x", "y", "a")
    assert [ask.form for ask in steps["a"].asks] == ["prepare", "decide"], "in the formal order"


def test_a_step_tells_mandate_paragraph_position_and_what_would_help() -> None:
    sketch = Sketch()
    sketch.actor("a")
    sketch.add("Source", "s1")
    sketch.add("Source", "s2")
    sketch.mandate("d", "a", legal_basis="Road Act 7")
    sketch.link("SOURCED_BY", "d", "s1")
    sketch.stance("p", "a", "hesitant", basis="written", would_help="a trial", concern="snow")
    sketch.link("SOURCED_BY", "p", "s2")
    sketch.add("Effect", "e1", intended=False)
    sketch.add("Effect", "e2", intended=True)
    for effect in ("e1", "e2"):
        sketch.link("LEADS_TO", GOAL, effect)
        sketch.link("AFFECTS", effect, "a")
    sketch.requires(leaf())
    (step,) = plan(sketch).steps
    (asked,) = step.asks
    assert (asked.form, asked.matter, asked.mandate, asked.legal_basis) == ("decide", "m", "d", "Road Act 7")
    assert step.position is not None
    assert (step.position.value, step.position.stated_on, step.position.basis) == ("hesitant", DAY, "written")
    assert (step.would_help, step.position.concern, step.sources) == ("a trial", "snow", ("s1", "s2"))
    assert step.effects == ("e1",), "what is intended is no side effect"


def test_without_a_paragraph_on_the_mandate_that_of_the_matter_is_told() -> None:
    sketch = Sketch()
    sketch.actor("a")
    sketch.add("Matter", "m3", legal_basis="Parks Act 4")
    sketch.mandate("d", "a", matter="m3")
    sketch.requires(leaf(matter="m3"))
    assert plan(sketch).steps[0].asks[0].legal_basis == "Parks Act 4"


def test_a_step_tells_what_speaks_for_it() -> None:
    sketch = Sketch()
    sketch.actor("office", kind="department")
    sketch.actor("a", part_of="office")
    sketch.mandate("d", "a")
    sketch.add("CoreMandate", "core")
    sketch.link("HAS_CORE_MANDATE", "office", "core")
    sketch.link("SERVES", GOAL, "core", direction="positive", argument="fewer falls", source="s9")
    sketch.add("Issue", "issue")
    sketch.link("ADDRESSES", GOAL, "issue")
    sketch.stance("p", "office", "high", kind="priority", about="issue")
    sketch.requires(leaf())
    (step,) = plan(sketch).steps
    told = {argument["kind"]: argument for argument in step.arguments}
    assert told["serves"]["argument"] == "fewer falls"
    assert (told["priority"]["value"], told["priority"]["actor"]) == ("high", "office")
    assert step.sources == ("s9",)


def test_sources_tell_of_other_plans_and_of_whom_the_plan_only_passes_too() -> None:
    sketch = Sketch()
    sketch.actor("a", "b", "between")
    sketch.mandate("d", "a", "b")
    sketch.tie(US, "between", source="s-near")
    sketch.tie("between", "a", source="s-far")
    sketch.tie(US, "b", strength="new", source="s-other")
    sketch.stance("p", "between", "supports")
    sketch.add("Source", "s-stance", kind="minutes")
    sketch.link("SOURCED_BY", "p", "s-stance")
    sketch.requires(leaf())
    found = answer(sketch, alternatives=1)
    assert [actor.id for actor in found.go_betweens] == ["between"]
    assert [step.sources for step in found.alternatives[0].steps] == [("s-other",)]
    assert found.sources == ("s-far", "s-near", "s-other", "s-stance")
    assert answer(sketch).sources == ("s-far", "s-near", "s-stance"), "what is not told needs no source"


@given(seeds)
@many
def test_stages_keep_every_sequence(seed: int) -> None:
    question = make_question(seed)
    found = build_answer(question.content, GOAL, on=DAY, start=question.start, without=question.without).plan
    if found is None:
        return
    order = leaf_order(Ways(There(question.content, DAY), GOAL))
    stages = [(ask.requirement, ask.stage) for step in found.steps for ask in step.asks if ask.form != "consult"]
    for one, early in stages:
        for other, late in stages:
            assert (one, other) not in order or early < late
