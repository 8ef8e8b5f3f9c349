"""Maps that try a view: hostile names, names without a break, ids that mean something to JavaScript, secrets, size."""

from __future__ import annotations

import random
from datetime import date
from functools import cache

from samverkan.decisions.answer import Answer
from samverkan.decisions.plan import build_answer
from samverkan.model import Map, Node, Relation, build_map
from samverkan.texts import Texts
from samverkan.views.build import build_view

DAY = date(2025, 10, 1)
HOSTILE = (
    "<img src=x onerror=\"window.hacked=1;fetch('http://127.0.0.1:9/x')\"></script><script>window.hacked=2</script>"
)
LONG = "Ö" * 250
SECRETS = (
    "hemlig-farhåga",
    "hemlig-hjälp",
    "hemlig-källa",
    "hemligt-band",
    "hemlig-person",
    "pos-hemlig",
    "src-hemlig",
)
_HEADER = Map({}, (), title="Prov & <b>karta</b>", us=("us",), as_of=DAY)


@cache
def build_hostile() -> Map:
    """Build a map whose every name tries to be markup, one has no break, and one id is called constructor."""
    nodes = [
        Node("us", "Actor", {"name": "Vi själva", "kind": "post"}),
        Node("constructor", "Actor", {"name": HOSTILE, "kind": "post"}),
        Node("toString", "Actor", {"name": LONG, "kind": "board"}),
        Node("hasOwnProperty", "Actor", {"name": "href=javascript:alert(1)", "kind": "forum"}),
        Node("m1", "Matter", {"name": HOSTILE, "legal_basis": "javascript:alert(1)"}),
        Node("m2", "Matter", {"name": LONG}),
        Node("m3", "Matter", {"name": "Okänt ärende"}),
        Node("md1", "Mandate", {"kind": "decide", "legal_basis": HOSTILE}),
        Node("md2", "Mandate", {"kind": "fund", "limit": 5000}),
        Node("i1", "Issue", {"name": HOSTILE}),
        Node("x1", "Initiative", {"name": HOSTILE, "status": "proposed", "family": HOSTILE}),
        Node("k1", "Cause", {"name": LONG, "evidence": HOSTILE, "status": HOSTILE}),
        Node("k2", "Cause", {"name": HOSTILE, "evidence": LONG}),
        Node("e1", "Effect", {"name": LONG, "intended": True}),
        Node("e2", "Effect", {"name": HOSTILE, "intended": False}),
        Node("i2", "Issue", {"name": LONG}),
        Node("o1", "Agreement", {"name": HOSTILE, "valid_to": date(2025, 12, 1)}),
        Node("r0", "Requirement", {"op": "all"}),
        Node("r1", "Requirement", {"op": "leaf", "form": "decide", "veto": True}),
        Node("r2", "Requirement", {"op": "leaf", "form": "fund", "amount": 4000}),
        Node("r3", "Requirement", {"op": "leaf", "form": "concur"}),
        Node("s1", "Source", {"name": HOSTILE, "reference": "javascript:alert(1)", "date": date(2025, 1, 1)}),
        Node(
            "s2",
            "Source",
            {"name": "Säker källa", "reference": "https://example.org/a?b=<c>", "date": date(2025, 1, 2)},
        ),
        _position("p1", "opposes", HOSTILE),
    ]
    relations = [
        Relation("HOLDS", "constructor", "md1"),
        Relation("COVERS", "md1", "m1"),
        Relation("HOLDS", "toString", "md2"),
        Relation("HOLDS", "constructor", "md2"),
        Relation("COVERS", "md2", "m2"),
        Relation("REQUIRES", "x1", "r0"),
        *(Relation("REQUIRES", "r0", f"r{n}", {"step": n}) for n in (1, 2, 3)),
        *(Relation("CONCERNS", f"r{n}", f"m{n}") for n in (1, 2, 3)),
        Relation("ADDRESSES", "x1", "i1"),
        Relation("INVOLVED_IN", "constructor", "i1", {"role": "owner"}),
        Relation("TIE", "us", "constructor", {"strength": "strong", "source": "s1"}),
        Relation("MEMBER_OF", "us", "hasOwnProperty"),
        Relation("MEMBER_OF", "toString", "hasOwnProperty"),
        Relation("HAS_LEVERAGE_OVER", "constructor", "toString", {"instrument": HOSTILE}),
        Relation("TAKES", "constructor", "p1"),
        Relation("ABOUT", "p1", "x1"),
        Relation("SOURCED_BY", "p1", "s1"),
        Relation("SOURCED_BY", "md1", "s2"),
        Relation("CONTRIBUTES_TO", "k1", "k2"),
        Relation("CONTRIBUTES_TO", "k2", "i1"),
        Relation("LEADS_TO", "x1", "e1"),
        Relation("LEADS_TO", "x1", "e2"),
        Relation("LEADS_TO", "e2", "i2"),
        Relation("INVOLVED_IN", "toString", "i1", {"role": "receiver"}),
        Relation("PARTY_TO", "toString", "o1"),
    ]
    return build_map(nodes, relations, _HEADER)


def _position(key: str, value: str, concern: str) -> Node:
    properties = {
        "kind": "stance",
        "value": value,
        "concern": concern,
        "basis": "written",
        "stated_on": date(2025, 9, 1),
    }
    return Node(key, "Position", properties)


def plant_secrets(content: Map) -> Map:
    """Plant what no meeting page may hold in a map: a position, a tie and a person, each with its source."""
    actors = [a.id for a in content.labelled("Actor") if a.text("kind") == "post"]
    initiatives = [i.id for i in content.labelled("Initiative")]
    first, second = actors[0], actors[1]
    nodes = [
        *content.nodes.values(),
        Node(
            "pos-hemlig",
            "Position",
            {
                "kind": "stance",
                "value": "hesitant",
                "concern": "hemlig-farhåga",
                "would_help": "hemlig-hjälp",
                "basis": "own_assessment",
                "stated_on": DAY,
            },
        ),
        Node("src-hemlig", "Source", {"name": "hemlig-källa"}),
        Node("src-band", "Source", {"name": "hemligt-band"}),
        Node("person-1", "Person", {"name": "hemlig-person", "display": "hemlig-person"}),
    ]
    relations = [
        *content.relations,
        Relation("TAKES", first, "pos-hemlig"),
        *(Relation("ABOUT", "pos-hemlig", i) for i in initiatives),
        Relation("SOURCED_BY", "pos-hemlig", "src-hemlig"),
        Relation("TIE", first, second, {"strength": "strong", "source": "src-band"}),
        Relation("FILLS", "person-1", first),
    ]
    return build_map(nodes, relations, content)


def build_synthetic(size: int, seed: int = 1) -> Map:
    """Build a map of so many actors with three times as many ties, mostly to those close by."""
    draw = random.Random(seed)
    kinds = ("post", "post", "post", "unit", "board", "association", "company", "forum")
    nodes = [Node(f"a{n:05}", "Actor", {"name": f"Aktör {n}", "kind": draw.choice(kinds)}) for n in range(size)]
    pairs: set[tuple[int, int]] = set()
    while len(pairs) < 3 * size:
        one = draw.randrange(size)
        other = int(one + draw.gauss(0, size / 30)) if draw.random() < 0.8 else draw.randrange(size)
        if 0 <= other < size and one != other:
            pairs.add((one, other))
    strengths = ("new", "acquainted", "established", "strong")
    ties = [
        Relation("TIE", f"a{one:05}", f"a{other:05}", {"strength": draw.choice(strengths)})
        for one, other in sorted(pairs)
    ]
    return build_map(nodes, ties, Map({}, (), title=f"Prov {size}", us=("a00000",)))


def find_answer(content: Map, initiative: str, day: date = DAY) -> Answer:
    """Return the planner's answer on an initiative, from the map's own us."""
    return build_answer(content, initiative, on=day, start=content.us)


_ANSWERS: dict[tuple[int, str, date], tuple[Map, Answer]] = {}


def _find_answer_once(content: Map, initiative: str, day: date) -> Answer:
    """Return the planner's answer, which the pages of an initiative have in common; the last twenty are kept."""
    key = (id(content), initiative, day)
    if key not in _ANSWERS:
        if len(_ANSWERS) >= 20:
            _ANSWERS.pop(next(iter(_ANSWERS)))
        _ANSWERS[key] = content, find_answer(content, initiative, day)
    return _ANSWERS[key][1]


def draw(
    content: Map, kind: str, subject: str | None = None, *, lang: str = "sv", meeting: bool = False, **more: object
) -> str:
    """Return a page, as the command would make it."""
    day = content.as_of or DAY
    answer = _find_answer_once(content, subject, day) if kind in ("decision-path", "influence") and subject else None
    return build_view(kind, content, on=day, texts=Texts(lang), subject=subject, answer=answer, meeting=meeting, **more)


_DRAWN: dict[tuple[object, ...], tuple[Map, str]] = {}


def draw_once(
    content: Map, kind: str, subject: str | None = None, *, lang: str = "sv", meeting: bool = False, **more: object
) -> str:
    """Return a page that several tests look at, drawn when the first asks for it; the last hundred are kept."""
    key = (id(content), kind, subject, lang, meeting, repr(sorted(more.items())))
    if key not in _DRAWN:
        if len(_DRAWN) >= 100:
            _DRAWN.pop(next(iter(_DRAWN)))
        _DRAWN[key] = content, draw(content, kind, subject, lang=lang, meeting=meeting, **more)
    return _DRAWN[key][1]


def build_twelve(size: int = 12) -> Map:
    """Build a map with an initiative of twelve requirements (or so many), each with a holder of its own."""
    numbers = range(1, size + 1)
    nodes = [
        Node("us", "Actor", {"name": "Vi", "kind": "post"}),
        Node("x", "Initiative", {"name": "Tolv krav"}),
        Node("r0", "Requirement", {"op": "all"}),
        *(Node(f"a{n}", "Actor", {"name": f"Enhetschef {n}", "kind": "post"}) for n in numbers),
        *(Node(f"m{n}", "Matter", {"name": f"Ärende {n}", "legal_basis": f"reglemente {n} §"}) for n in numbers),
        *(Node(f"md{n}", "Mandate", {"kind": "decide"}) for n in numbers),
        *(Node(f"r{n}", "Requirement", {"op": "leaf", "form": "decide"}) for n in numbers),
    ]
    relations = [Relation("REQUIRES", "x", "r0")]
    for n in numbers:
        relations += [
            Relation("HOLDS", f"a{n}", f"md{n}"),
            Relation("COVERS", f"md{n}", f"m{n}"),
            Relation("REQUIRES", "r0", f"r{n}", {"step": n}),
            Relation("CONCERNS", f"r{n}", f"m{n}"),
            Relation("TIE", "us", f"a{n}", {"strength": "strong"}),
        ]
    return build_map(nodes, relations, _HEADER)


def build_town(size: int, seed: int = 3) -> Map:
    """Build a municipality of so many actors: boards with departments and posts, organisations around, forums."""
    draw = random.Random(seed)
    nodes = [Node("town", "Actor", {"name": "Åsköpings kommun", "kind": "municipality"})]
    relations: list[Relation] = []
    for n in range(8):
        nodes.append(Node(f"n{n}", "Actor", {"name": f"Nämnd {n}", "kind": "board"}))
        nodes.append(Node(f"f{n}", "Actor", {"name": f"Förvaltning {n}", "kind": "department"}))
        relations += [Relation("PART_OF", f"n{n}", "town"), Relation("PART_OF", f"f{n}", f"n{n}")]
    around = [f"o{n}" for n in range(size // 10)]
    nodes += [Node(i, "Actor", {"name": f"Föreningen {i}", "kind": "association"}) for i in around]
    posts = [f"p{n}" for n in range(size - len(nodes))]
    for post in posts:
        home = f"f{draw.randrange(8)}" if draw.random() < 0.6 else draw.choice(around)
        nodes.append(Node(post, "Actor", {"name": f"Samordnare {post}", "kind": "post"}))
        relations.append(Relation("PART_OF", post, home))
    pairs = {(min(p), max(p)) for p in (draw.sample(posts, 2) for _ in range(2 * size))}
    strengths = ("new", "acquainted", "established", "strong")
    relations += [Relation("TIE", a, b, {"strength": draw.choice(strengths)}) for a, b in sorted(pairs)]
    return build_map(nodes, relations, Map({}, (), title="Åsköpings kommun", us=("p0",), as_of=DAY))
