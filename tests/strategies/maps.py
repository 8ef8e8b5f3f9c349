"""Generate valid maps: every label, every relation, and texts that look like something else.

`maps()` makes whole maps as their owner could have written them: without an error, never without a doubt. What is
generated follows the schema, so that a new property or relation is generated without a change here.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from datetime import date
from typing import Any
from unicodedata import normalize

from hypothesis import strategies as st

from samverkan.model import Map, Node, Relation, Value, build_map
from samverkan.schema import Label, Property, RelationType, read_schema
from samverkan.validate import hide_identity_numbers

Draw = Callable[[st.SearchStrategy[Any]], Any]

NASTY = (
    "'",
    '"',
    "a: b",
    "- x",
    "# no comment",
    "x # y",
    "{a: 1}",
    "[1, 2]",
    "&a *a",
    "!!str x",
    "| >",
    "%YAML 1.2",
    "@`",
    "null",
    "~",
    "true",
    "yes",
    "on",
    "1e3",
    "007",
    "0x1F",
    "-.inf",
    "1_000",
    "12:30:45",
    "2024-01-01",
    " leading",
    "trailing ",
    "two\nlines\n",
    "\ttab",
    "back\\slash \\n",
    "🙂 emoji",
    "<script>alert(1)</script>",
    "Räddningstjänsten",
    "\u2028line separator",
    "\u00a0",
    "\ufeff",
    "…",
    "---",
    "a" * 200,
    "=",
    "<<",
    "to",
)
_SAID = ("name", "note", "status", "status_on")
NASTY_IDS = ("null", "true", "no", "1e3", "007", "2024-01-01", "åäö", "Ö.2_x-y", "a" * 64, "all", "veto", "id", "to")

_LETTERS = st.characters(exclude_categories=("Cc", "Cs", "Cn", "Co"), exclude_characters="\ufffe\uffff")
DATES = st.dates(date(1900, 1, 1), date(2099, 12, 31))


def is_no_identity(number: float) -> bool:
    """Tell whether a number may stand in a map: one of ten or twelve digits may be somebody's identity number."""
    return hide_identity_numbers(str(number)) == str(number)


NUMBERS = (
    st.integers(-(10**15), 10**15)
    | st.floats(-1e9, 1e9, allow_subnormal=False).map(lambda x: int(x) if x.is_integer() else x)
).filter(is_no_identity)


def is_fit(text: str) -> bool:
    """Tell whether a text may stand in a map."""
    # so few digits that no two texts of a thing make an identity number together
    return bool(text) and sum(sign.isnumeric() for sign in text) < 5


def texts() -> st.SearchStrategy[str]:
    """Generate texts that a map may hold, in composed form."""
    free = st.text(_LETTERS, min_size=1, max_size=20).map(lambda s: normalize("NFC", s))
    return (st.sampled_from(NASTY) | free).filter(is_fit)


@st.composite
def maps(draw: Draw, most: int = 3, persons: bool = True) -> Map:
    """Generate a valid map with at most `most` things of each label (and the trees of its initiatives)."""
    builder = _Builder(draw, most)
    for label in read_schema().labels.values():
        if label.name != "Requirement" and (persons or label.name != "Person"):
            builder.add_nodes(label)
    for kind in read_schema().relations.values():
        builder.add_relations(kind)
    builder.drop_what_lacks_something()
    for initiative in builder.labelled("Initiative"):
        if draw(st.booleans()):
            builder.add_tree(initiative)
    return builder.build()


class _Builder:
    def __init__(self, draw: Draw, most: int) -> None:
        self.draw, self.most = draw, most
        self.nodes: dict[str, Node] = {}
        self.relations: list[Relation] = []
        self.spare = list(draw(st.permutations(NASTY_IDS)))

    def labelled(self, label: str) -> list[str]:
        return [n.id for n in self.nodes.values() if n.label == label]

    def new_id(self, stem: str) -> str:
        """Return a plain id, now and then one that looks like something else."""
        if self.spare and self.draw(st.integers(0, 5)) == 0:
            return self.spare.pop()
        return f"{stem}-{len(self.nodes)}"

    def add_nodes(self, label: Label) -> None:
        least = 2 if label.name in ("Actor", "Area", "Matter", "Source") else 0
        for _ in range(self.draw(st.integers(least, max(least, self.most)))):
            self.add_node(label, self.new_id(label.section[:3]), {})

    def add_node(self, label: Label, node_id: str, fixed: dict[str, Value]) -> None:
        properties = fixed | self.properties(label.properties, fixed)
        if label.name_required:
            properties.setdefault("name", self.draw(texts()))
        self.nodes[node_id] = Node(node_id, label.name, properties)

    def properties(self, known: Any, fixed: dict[str, Value]) -> dict[str, Value]:
        found: dict[str, Value] = {}
        for prop in sorted(known.values(), key=lambda p: p.enum_by or ""):
            if prop.name in fixed or not (prop.required or self.draw(st.integers(0, 2)) == 0):
                continue
            if prop.is_source:
                if sources := self.labelled("Source"):
                    found[prop.name] = self.draw(st.sampled_from(sources))
            elif prop.name not in ("valid_from", "valid_to"):
                found[prop.name] = self.value(prop, found)
        if str(found.get("review_by", "")) < str(found.get("stated_on", "")):
            found.pop("review_by", None)  # a position is never reviewed before it was stated
        if "valid_from" in known and self.draw(st.booleans()):
            found |= self.validity()
        return found

    def validity(self) -> dict[str, Value]:
        first, second = sorted(self.draw(st.tuples(DATES, DATES)))
        ends: dict[str, Value] = {"valid_from": first, "valid_to": second}
        if first == second or self.draw(st.booleans()):
            del ends[self.draw(st.sampled_from(["valid_from", "valid_to"]))]
        return ends

    def value(self, prop: Property, siblings: dict[str, Value]) -> Value:
        simple: dict[str, st.SearchStrategy[Any]] = {
            "text": texts().map(lambda text: text[: prop.longest]),
            "texts": st.lists(texts(), min_size=1, max_size=3).map(tuple),
            "number": NUMBERS,
            "int": st.integers(-(10**9) if prop.least is None else prop.least, prop.most or 10**9).filter(
                is_no_identity
            ),
            "bool": st.booleans(),
            "date": DATES,
        }
        if prop.type in simple:
            return self.draw(simple[prop.type])
        schema = read_schema()
        return self.draw(st.sampled_from(sorted(schema.enums[str(schema.enum_of(prop, siblings))])))

    def add_relations(self, kind: RelationType) -> None:
        pairs = [(s, e) for s, e in self.pairs(kind) if self.is_allowed(kind, s, e)]
        if not pairs:
            return
        chosen = self.draw(st.lists(st.sampled_from(pairs), max_size=self.most + 1, unique=True))
        for start, end in chosen:
            self.add_relation(kind, start, end)
        for needy in self.list_needy(kind):
            fitting = [(s, e) for s, e in pairs if needy in (s, e)]
            if fitting and not any(needy in pair for pair in chosen):
                self.add_relation(kind, *self.draw(st.sampled_from(fitting)))

    def pairs(self, kind: RelationType) -> list[tuple[str, str]]:
        by_label: dict[str, list[str]] = defaultdict(list)
        for node in self.nodes.values():
            by_label[node.label].append(node.id)
        return [(s, e) for a, b in sorted(kind.ends) for s in by_label[a] for e in by_label[b]]

    def is_allowed(self, kind: RelationType, start: str, end: str) -> bool:
        if kind.acyclic and start <= end:
            return False
        return not kind.end_kinds or self.nodes[end].properties.get("kind") in kind.end_kinds

    def list_needy(self, kind: RelationType) -> list[str]:
        """Return the nodes that must have a relation of a kind."""
        found = []
        for label in read_schema().labels.values():
            if kind.key in label.needs or kind.inverse in label.needs:
                found += self.labelled(label.name)
        return [n for n in found if any(n in pair for pair in self.pairs(kind))]

    def add_relation(self, kind: RelationType, start: str, end: str) -> None:
        properties = self.properties(kind.properties, {})
        self.relations.append(Relation(kind.name, start, end, properties))
        if kind.timed and "valid_to" in properties and self.draw(st.booleans()):
            again: dict[str, Value] = {"valid_from": properties["valid_to"]}
            self.relations.append(Relation(kind.name, start, end, again))

    def drop_what_lacks_something(self) -> None:
        """Leave out the nodes that need a relation to something which this map has none of."""
        schema = read_schema()
        lacking = set()
        for node in self.nodes.values():
            for key in schema.labels[node.label].needs:
                kind, outward = schema.keys[node.label][key]
                ends = {r.start if outward else r.end for r in self.relations if r.type == kind.name}
                if node.id not in ends:
                    lacking.add(node.id)
        if lacking:
            self.nodes = {i: n for i, n in self.nodes.items() if i not in lacking}
            self.relations = [r for r in self.relations if r.start in self.nodes and r.end in self.nodes]
            self.drop_what_lacks_something()

    def add_tree(self, initiative: str) -> None:
        properties: dict[str, Value] = {}
        if self.draw(st.integers(0, 4)) == 0:
            properties = {"source": self.draw(st.sampled_from(self.labelled("Source")))}
        self.relations.append(Relation("REQUIRES", initiative, self.add_requirement(3), properties))

    def add_requirement(self, depth: int) -> str:
        label, node_id = read_schema().labels["Requirement"], self.new_id("r")
        said: dict[str, Value] = {}
        if self.draw(st.integers(0, 3)) == 0:
            said = {key: self.value(label.properties[key], {}) for key in self.draw(st.sets(st.sampled_from(_SAID)))}
        op = self.draw(st.sampled_from(["all", "any", "at_least", "sequence"])) if depth else "leaf"
        if op == "leaf" or self.draw(st.integers(0, 2)) == 0:
            self.add_leaf(label, node_id, said)
        else:
            self.add_inner(label, node_id, op, depth, said)
        if self.draw(st.integers(0, 4)) == 0:
            self.add_relation(read_schema().relations["SOURCED_BY"], node_id, self.labelled("Source")[0])
        return node_id

    def add_leaf(self, label: Label, node_id: str, said: dict[str, Value]) -> None:
        form = self.draw(st.sampled_from(sorted(read_schema().enums["mandate_kind"])))
        leaf: dict[str, Value] = {"op": "leaf", "form": form}
        if self.draw(st.booleans()):
            leaf["amount"] = self.draw(st.integers(0, 200_000))
        if self.draw(st.booleans()):
            leaf["veto"] = self.draw(st.booleans())
        self.nodes[node_id] = Node(node_id, label.name, said | leaf)
        ends = {"CONCERNS": "Matter", "DIRECTED_TO": "Actor", "IN_AREA": "Area", "ANSWERED_BY": "Actor"}
        chosen = self.draw(st.sets(st.sampled_from(sorted(ends))))
        if not chosen & {"CONCERNS", "DIRECTED_TO"}:
            chosen = chosen | {"CONCERNS"}
        for kind in sorted(chosen):
            end = self.draw(st.sampled_from(self.labelled(ends[kind])))
            self.relations.append(Relation(kind, node_id, end))

    def add_inner(self, label: Label, node_id: str, op: str, depth: int, said: dict[str, Value]) -> None:
        self.nodes[node_id] = Node(node_id, label.name, said | {"op": op})
        children = [self.add_requirement(depth - 1) for _ in range(self.draw(st.integers(1, 3)))]
        if op == "at_least":
            number = self.draw(st.integers(1, len(children)))
            self.nodes[node_id] = Node(node_id, label.name, said | {"op": op, "n": number})
        for step, child in enumerate(children, 1):
            self.relations.append(Relation("REQUIRES", node_id, child, {"step": step}))

    def build(self) -> Map:
        actors = self.labelled("Actor")
        allowed = {"purpose": self.draw(texts()), "legal_basis": self.draw(texts()), "retention_months": 12}
        header = Map(
            {},
            (),
            title=self.draw(st.just("") | texts()),
            profile=self.draw(st.sampled_from(read_schema().profiles)),
            language=self.draw(st.sampled_from(read_schema().languages)),
            us=tuple(self.draw(st.lists(st.sampled_from(actors), max_size=2, unique=True))),
            as_of=self.draw(st.none() | DATES),
            persons_allowed=allowed if self.labelled("Person") or self.draw(st.booleans()) else None,
            register=self.group("register", actors) or None if self.draw(st.booleans()) else None,
            requests=tuple(self.group("requests", actors) for _ in range(self.draw(st.integers(0, 2)))),
        )
        return build_map(self.nodes.values(), self.relations, header)

    def group(self, key: str, actors: list[str]) -> dict[str, Any]:
        """Return a group of the header, as the schema has it."""
        return self.fill(read_schema().header[key], actors)

    def fill(self, group: Property, actors: list[str]) -> dict[str, Any]:
        found: dict[str, Any] = {}
        posts = [actor for actor in actors if self.nodes[actor].properties["kind"] == "post"]
        for name, prop in group.properties.items():
            fitting = actors if prop.actor == "any" else posts
            if (prop.actor and not fitting) or not (prop.required or self.draw(st.booleans())):
                continue
            if prop.type == "group":
                found |= {name: inner} if (inner := self.fill(prop, actors)) else {}
            elif prop.actor:
                found[name] = self.draw(st.sampled_from(fitting))
            elif prop.type == "texts_or_count":
                found[name] = self.draw(
                    st.integers(0, 99) | st.lists(texts(), min_size=1, max_size=2, unique=True).map(tuple)
                )
            else:
                value = self.value(prop, found)
                found[name] = tuple(dict.fromkeys(value)) if isinstance(value, tuple) else value
        return found
