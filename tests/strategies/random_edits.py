"""Random small edits of a map, as a person makes them: a field, a relation, a thing that comes or goes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from random import Random

from samverkan.edits.checking import find_new_problems
from samverkan.model import Map, Node, Relation, build_map
from samverkan.schema import read_schema

_TEXTS = ("Nytt", "a: b", "# ingen kommentar", "x, y", "två\nrader", "ja", "117", "Å så", '"citat"', "a" * 150)


def edit_randomly(content: Map, rng: Random, ways: Sequence[Callable[[Map, Random], Map]] = ()) -> Map:
    """Return a valid map that differs from another by one small edit."""
    there = [way for way in ways or WAYS if all(map(content.labelled, _NEEDED.get(way, ())))]
    while True:
        new = rng.choice(there or WAYS[:2])(content, rng)
        if new != content and not any(p.severity == "error" for p in find_new_problems(content, new)):
            return new


def _set_field(content: Map, rng: Random) -> Map:
    node = rng.choice(list(content.nodes.values()))
    texts = [p.name for p in read_schema().labels[node.label].properties.values() if p.type == "text"]
    return _put(content, replace(node, properties={**node.properties, rng.choice(texts): rng.choice(_TEXTS)}))


def _set_token(content: Map, rng: Random) -> Map:
    schema, node = read_schema(), rng.choice(list(content.nodes.values()))
    props = [p for p in schema.labels[node.label].properties.values() if p.type == "token"]
    if not props:
        return content
    prop = rng.choice(props)
    tokens = sorted(schema.enums.get(str(schema.enum_of(prop, node.properties)), {}))
    value = rng.choice(tokens) if tokens else "x"
    return _put(content, replace(node, properties={**node.properties, prop.name: value}))


def _drop_field(content: Map, rng: Random) -> Map:
    node = rng.choice([n for n in content.nodes.values() if n.properties])
    gone = rng.choice(sorted(node.properties))
    return _put(content, replace(node, properties={k: v for k, v in node.properties.items() if k != gone}))


def _put(content: Map, node: Node) -> Map:
    return build_map([node if n.id == node.id else n for n in content.nodes.values()], content.relations, content)


def _add_relation(content: Map, rng: Random) -> Map:
    kind = rng.choice(list(read_schema().relations.values()))
    start, end = rng.choice(sorted(kind.ends))
    starts, ends = content.labelled(start), content.labelled(end)
    if not starts or not ends or kind.name == "REQUIRES":
        return content
    relation = Relation(kind.name, rng.choice(starts).id, rng.choice(ends).id, {})
    if any(r.end == relation.end for r in content.out(relation.start, kind.name)):
        return content
    return build_map(content.nodes.values(), (*content.relations, relation), content)


def _drop_relation(content: Map, rng: Random) -> Map:
    gone = rng.choice(content.relations)
    return build_map(content.nodes.values(), (r for r in content.relations if r is not gone), content)


def _set_relation(content: Map, rng: Random) -> Map:
    chosen = rng.choice(content.relations)
    source = rng.choice(content.labelled("Source")).id
    new = replace(chosen, properties={**chosen.properties, "source": source})
    return build_map(content.nodes.values(), (new if r is chosen else r for r in content.relations), content)


def _drop_thing(content: Map, rng: Random) -> Map:
    gone = rng.choice(list(content.nodes))
    nodes = (n for n in content.nodes.values() if n.id != gone)
    return build_map(nodes, (r for r in content.relations if gone not in (r.start, r.end)), content)


def _add_thing(content: Map, rng: Random) -> Map:
    label = rng.choice(["Actor", "Issue", "Area", "Matter", "Source", "Indicator", "Cause"])
    node = Node(f"ny-{rng.randrange(10**6)}", label, {"name": rng.choice(_TEXTS)})
    if label == "Actor":
        node = replace(node, properties={**node.properties, "kind": "post"})
        line = Relation("PART_OF", node.id, rng.choice(content.labelled("Actor")).id, {})
        return build_map([*content.nodes.values(), node], (*content.relations, line), content)
    return build_map([*content.nodes.values(), node], content.relations, content)


def _rename(content: Map, rng: Random) -> Map:
    return replace(content, title=rng.choice(_TEXTS))


def _set_requirement(content: Map, rng: Random) -> Map:
    node = rng.choice(content.labelled("Requirement"))
    values = {"status": "met", "name": rng.choice(_TEXTS), "note": rng.choice(_TEXTS)}
    key = rng.choice(sorted(values))
    return _put(content, replace(node, properties={**node.properties, key: values[key]}))


def _choose_condition(content: Map, rng: Random) -> Node | None:
    found = [n for n in content.labelled("Requirement") if n.properties["op"] != "leaf"]
    return rng.choice(found) if found else None


def _set_condition(content: Map, rng: Random) -> Map:
    node = _choose_condition(content, rng)
    if node is None:
        return content
    op = rng.choice(["all", "any", "sequence", "at_least"])
    properties = {k: v for k, v in node.properties.items() if k != "n"} | {"op": op}
    return _put(content, replace(node, properties=properties | ({"n": 1} if op == "at_least" else {})))


def _set_children(content: Map, rng: Random) -> Map:
    """Add, take away or move what is below a requirement."""
    node = _choose_condition(content, rng)
    if node is None:
        return content
    below = sorted(content.out(node.id, "REQUIRES"), key=lambda r: int(str(r.properties["step"])))
    children, gone, more = [r.end for r in below], set[str](), list[Node]()
    way = rng.randrange(3)
    if way == 0:
        more.append(Node(f"ny-{rng.randrange(10**6)}", "Requirement", {"op": "leaf", "form": "decide"}))
        children.insert(rng.randrange(len(children) + 1), more[0].id)
    elif way == 1 and len(children) > 1:
        gone = {children.pop(rng.randrange(len(children)))}
        gone |= content.reach(gone, "REQUIRES")
    else:
        rng.shuffle(children)
    kept = [r for r in content.relations if not gone & {r.start, r.end} and r not in below]
    steps = [Relation("REQUIRES", node.id, child, {"step": step}) for step, child in enumerate(children, 1)]
    about = [Relation("CONCERNS", one.id, rng.choice(content.labelled("Matter")).id, {}) for one in more]
    nodes = [*(n for n in content.nodes.values() if n.id not in gone), *more]
    return build_map(nodes, [*kept, *steps, *about], content)


TREE_WAYS = (_set_requirement, _set_condition, _set_children)
WAYS = (
    _set_field,
    _set_field,
    _set_token,
    _drop_field,
    _add_relation,
    _add_relation,
    _drop_relation,
    _set_relation,
    _drop_thing,
    _add_thing,
    _rename,
)
_NEEDED = {
    _set_relation: ("Source",),
    _add_thing: ("Actor",),
    _set_requirement: ("Requirement",),
    _set_condition: ("Requirement",),
    _set_children: ("Requirement", "Matter"),
}
