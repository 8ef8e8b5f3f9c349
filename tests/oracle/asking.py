"""Short questions to the planner about a sketched map."""

from __future__ import annotations

from typing import Any

from oracle.sketch import Sketch, Tree, answer, leaf

from samverkan.decisions.answer import Plan, RequirementNeed


def sketch_to_ask(*actors: str, form: str = "concur", **properties: Any) -> Sketch:
    """Sketch actors of whom the first must concur, which costs nothing to ask."""
    sketch = Sketch()
    sketch.actor(*actors, **properties)
    sketch.mandate("d", actors[0], kind=form)
    sketch.requires(leaf(form))
    return sketch


def plan(sketch: Sketch, **given: Any) -> Plan:
    found = answer(sketch, **given).plan
    assert found is not None
    return found


def sketch_with(*actors: str) -> Sketch:
    sketch = Sketch()
    sketch.actor(*actors)
    return sketch


def ask(sketch: Sketch, tree: Tree | None = None) -> RequirementNeed:
    """Give the initiative a single leaf and return who may meet it."""
    sketch.requires(tree or leaf())
    return answer(sketch).requirements[0]


def gaps(sketch: Sketch) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for gap in answer(sketch).gaps:
        found.setdefault(gap.kind, []).append(gap.id)
    return found


def needs(sketch: Sketch) -> dict[str, str]:
    return {actor.id: actor.need for actor in answer(sketch).actors}
