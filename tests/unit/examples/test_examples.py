"""The two examples hold what their READMEs, the golden files and the planner's hand-worked answers rest on."""

from __future__ import annotations

from datetime import date

import pytest

from samverkan.decisions.plan import build_answer
from samverkan.model import Map, Node
from samverkan.schema import read_schema
from samverkan.tables.trees import to_line
from samverkan.validate import find_problems

BEFORE_THE_DEPARTMENT = date(2021, 5, 10)

# As counted in the material that the town was brought over from, and what was added to it since.
COUNTS = {
    "Actor": 57 + 1 + 7,
    "AffectedGroup": 7,
    "Area": 9,
    "CoreMandate": 14,
    "Issue": 15,
    "Initiative": 10 + 1,
    "Matter": 15 + 1 + 2,
    "Mandate": 27 + 2,
    "Effect": 8 + 3 + 1,
    "Indicator": 6 + 2,
}

TREES = {
    "a1": "decide d-ltf",
    "a2": "all(decide d-fysisk, concur d-utryckning veto=true)",
    "a3": "champion directed_to=p-samordnare",
    "a4": "contract d-ftavtal",
    "a5": "all(contract d-ftavtal, decide d-ltf, any(fund d-medel-liten amount=60000, "
    "decide d-hbab-mark in=norrbacken))",
    "b1": "at_least(2, decide d-polisinsats, decide d-fysisk, decide d-hbab-mark in=norrbacken)",
    "c1": "all(decide d-offplats, concur d-kommunyttrande veto=true, any(fund d-medel-liten amount=80000), "
    "decide d-forening)",
    "d1": "any(decide d-hbab-mark in=ostervang, sequence(consult d-dso, decide d-kamera, fund d-budget))",
    "s1": "all(decide d-lokalupplat in=norrbacken, fund d-medel-liten amount=90000, decide d-forening)",
    "t1": "any(decide d-statlig-vag, all(concur d-statlig-vag directed_to=trv, decide d-belysning-overtagande, "
    "fund d-budget))",
}

# holder, kind, covers, delegated from, area, limit
MANDATES = {
    "md1": ("tfn", "decide", "d-ltf", None, None, None),
    "md2": ("p-tf-chef", "decide", "d-ltf", "md1", None, None),
    "md3": ("p-trafiking", "decide", "d-ltf", "md2", None, None),
    "md4": ("tfn", "decide", "d-fysisk", None, None, None),
    "md5": ("p-gatuchef", "decide", "d-fysisk", "md4", None, None),
    "md6": ("p-raddningschef", "concur", "d-utryckning", None, None, None),
    "md7": ("dnk", "contract", "d-ftavtal", None, None, None),
    "md8": ("p-kt-chef", "contract", "d-ftavtal", "md7", None, None),
    "md9": ("p-kt-avtal", "contract", "d-ftavtal", "md8", None, None),
    "md10": ("polis", "decide", "d-offplats", None, None, None),
    "md11": ("tfn", "concur", "d-kommunyttrande", None, None, None),
    "md12": ("p-gatuchef", "concur", "d-kommunyttrande", "md11", None, None),
    "md13": ("p-fritidschef", "fund", "d-medel-liten", None, None, 100000),
    "md14": ("p-hbab-omr", "fund", "d-medel-liten", None, None, 100000),
    "md15": ("p-hbab-vd", "decide", "d-hbab-mark", None, None, None),
    "md16": ("p-hbab-omr", "decide", "d-hbab-mark", "md15", "norrbacken", None),
    "md17": ("ks", "decide", "d-kamera", None, None, None),
    "md18": ("p-dso", "consult", "d-dso", None, None, None),
    "md19": ("trv", "decide", "d-statlig-vag", None, None, None),
    "md20": ("bun", "decide", "d-lokalupplat", None, None, None),
    "md21": ("p-bu-chef", "decide", "d-lokalupplat", "md20", None, None),
    "md22": ("p-rektor", "decide", "d-lokalupplat", "md21", "norrbacken", None),
    "md23": ("p-lpo-chef", "decide", "d-polisinsats", None, None, None),
    "md24": ("p-if-ordf", "decide", "d-forening", None, None, None),
    "md25": ("kf", "fund", "d-budget", None, None, None),
}

# must · must unless above · one of · above
NEEDS = {
    "a1": ([], ["p-trafiking"], [], ["p-tf-chef", "tfn"]),
    "a2": (["p-raddningschef"], ["p-gatuchef"], [], ["tfn"]),
    "a4": ([], ["p-kt-avtal"], [], ["dnk", "p-kt-chef"]),
    "a5": (
        [],
        ["p-kt-avtal", "p-trafiking"],
        ["p-fritidschef", "p-hbab-omr"],
        ["dnk", "p-hbab-vd", "p-kt-chef", "p-tf-chef", "tfn"],
    ),
    "b1": ([], [], ["p-gatuchef", "p-hbab-omr", "p-lpo-chef"], ["p-hbab-vd", "tfn"]),
    "c1": (["p-if-ordf", "polis"], ["p-gatuchef"], ["p-fritidschef", "p-hbab-omr"], ["tfn"]),
    "d1": ([], [], ["kf", "ks", "p-hbab-vd"], []),  # p-dso is only heard
    "s1": (["p-if-ordf"], ["p-rektor"], ["p-fritidschef", "p-hbab-omr"], ["bun", "p-bu-chef"]),
    "t1": (["trv"], [], ["kf"], []),
}


def only(nodes: tuple[Node, ...]) -> str | None:
    assert len(nodes) <= 1
    return nodes[0].id if nodes else None


def ids(nodes: tuple[Node, ...]) -> set[str]:
    return {node.id for node in nodes}


def tree_of(content: Map, initiative: str) -> str:
    root = only(content.targets(initiative, "REQUIRES"))
    assert root is not None
    return to_line(content, root)


def day_of(content: Map) -> date:
    assert content.as_of is not None
    return content.as_of


def positions(content: Map, about: str) -> set[tuple[str | None, str | None, str | None]]:
    return {
        (only(content.origins(node.id, "TAKES")), node.text("value"), node.text("stated_on"))
        for node in content.origins(about, "ABOUT")
        if node.label == "Position"
    }


class TestHavsakra:
    def test_the_town_is_whole(self, havsakra: Map) -> None:
        assert {label: len(havsakra.labelled(label)) for label in COUNTS} == COUNTS
        assert len(havsakra.labelled("Position")) >= 15
        assert (havsakra.profile, havsakra.language, havsakra.us) == ("se", "sv", ("p-samordnare",))
        assert havsakra.as_of == date(2025, 10, 1)

    def test_every_part_of_the_vocabulary_is_shown_save_persons(self, havsakra: Map) -> None:
        schema = read_schema()
        assert {label for label in schema.labels if not havsakra.labelled(label)} == {"Person"}
        assert set(schema.relations) - {relation.type for relation in havsakra.relations} == {"FILLS"}

    @pytest.mark.parametrize("initiative", TREES)
    def test_what_an_initiative_requires(self, havsakra: Map, initiative: str) -> None:
        assert tree_of(havsakra, initiative) == TREES[initiative]

    @pytest.mark.parametrize("mandate", MANDATES)
    def test_who_holds_what(self, havsakra: Map, mandate: str) -> None:
        properties = havsakra.nodes[mandate].properties
        assert MANDATES[mandate] == (
            only(havsakra.origins(mandate, "HOLDS")),
            properties["kind"],
            only(havsakra.targets(mandate, "COVERS")),
            only(havsakra.targets(mandate, "DELEGATED_FROM")),
            only(havsakra.targets(mandate, "IN_AREA")),
            properties.get("limit"),
        )

    def test_championing_an_issue_covers_issues_not_matters(self, havsakra: Map) -> None:
        covered = {m: ids(havsakra.targets(m, "COVERS")) for m in ("md26", "md27")}
        assert covered == {"md26": {"i01", "i02", "i04", "i05", "i06", "i13", "i14"}, "md27": {"i13", "i14", "i15"}}

    @pytest.mark.parametrize("initiative", NEEDS)
    def test_the_needs_worked_out_by_hand(self, havsakra: Map, initiative: str) -> None:
        answer = build_answer(havsakra, initiative, on=day_of(havsakra), start=havsakra.us)
        found = tuple(
            sorted(actor.id for actor in answer.actors if actor.need == need)
            for need in ("must", "must_unless_above", "one_of", "above")
        )
        assert found == NEEDS[initiative]

    def test_the_summer_square_costs_what_a_pencil_says(self, havsakra: Map) -> None:
        # convince: hesitant street manager 2 · ask: permit 1 + endorse 0 + fund 2 + association 1
        # reach: local police officer 1 + line to the police 3, forum to the area manager 3, on to the street
        # manager 2, the association 3
        answer = build_answer(havsakra, "c1", on=day_of(havsakra), start=havsakra.us)
        assert answer.plan is not None and answer.plan.proven
        assert (answer.plan.effort, answer.plan.convinces, answer.plan.asks, answer.plan.reaches) == (18, 2, 4, 12)
        refusals = {actor.id: actor.refuses for actor in answer.actors if actor.refuses != "not in plan"}
        stops = {"polis": "stops", "p-if-ordf": "stops"}
        assert {key: refusals[key] for key in ("p-hbab-omr", "p-gatuchef", *stops)} == {
            "p-hbab-omr": 19,  # the leisure manager pays instead: unknown +2, but closer to the association −1
            "p-gatuchef": 27,  # the board above: −2 −2, then unknown 2, above 4, reached over four steps 7
            **stops,
        }

    def test_stances_on_the_summer_square(self, havsakra: Map) -> None:
        assert positions(havsakra, "c1") == {
            ("polis", "supports", "2025-09-10"),
            ("p-gatuchef", "hesitant", "2025-09-12"),
            ("p-hbab-omr", "supports", "2025-09-12"),
            ("p-if-ordf", "champions", "2025-09-12"),
        }

    def test_leverage_reaches_the_drivers(self, havsakra: Map) -> None:
        now = havsakra.on(day_of(havsakra))
        assert "taxi-a" in ids(now.targets("kusttrafiken", "HAS_LEVERAGE_OVER"))
        assert "g-forare" in ids(now.targets("taxi-a", "HAS_LEVERAGE_OVER"))

    def test_the_company_became_a_department(self, havsakra: Map) -> None:
        then, now = havsakra.on(BEFORE_THE_DEPARTMENT), havsakra.on(day_of(havsakra))
        assert only(then.targets("p-kt-avtal", "PART_OF")) == "kusttrafiken-ab"
        assert only(now.targets("p-kt-avtal", "PART_OF")) == "kusttrafiken"
        assert "kusttrafiken" not in then.nodes and "kusttrafiken-ab" not in now.nodes
        assert "taxi-a" in ids(then.targets("kusttrafiken-ab", "HAS_LEVERAGE_OVER"))
        last_day, next_day = havsakra.on(date(2022, 12, 31)), havsakra.on(date(2023, 1, 1))
        assert "kusttrafiken-ab" in last_day.nodes and "kusttrafiken" in next_day.nodes

    def test_a_side_effect_became_an_issue_and_is_mitigated(self, havsakra: Map) -> None:
        assert only(havsakra.targets("e3", "LEADS_TO")) == "i03"
        assert only(havsakra.origins("e3", "LEADS_TO")) == "a4"
        assert only(havsakra.origins("e3", "MITIGATES")) == "a5"

    def test_two_pictures_of_the_square_compete(self, havsakra: Map) -> None:
        assert ids(havsakra.origins("i05", "OF")) == {"pp-ordning", "pp-motesplats"}
        shared = {
            p: {a for a, value, _ in positions(havsakra, p) if value == "shares"}
            for p in ("pp-ordning", "pp-motesplats")
        }
        assert shared == {"pp-ordning": {"polis"}, "pp-motesplats": {"hbab", "norrbackens-if", "fritidsgard"}}

    @pytest.mark.parametrize("issue", ["i04", "i06"])
    def test_cause_trees_look_at_all_four_sides(self, havsakra: Map, issue: str) -> None:
        found: set[str] = set()
        seen = [issue]
        while seen:
            causes = havsakra.origins(seen.pop(), "CONTRIBUTES_TO")
            found |= {str(cause.properties["category"]) for cause in causes}
            seen += [cause.id for cause in causes]
        assert found == {"victim", "offender", "place", "organisation"}

    def test_what_is_deliberately_wrong(self, havsakra: Map) -> None:
        today = day_of(havsakra)
        now = havsakra.on(today)
        assert "o-skotsel" in havsakra.nodes and "o-skotsel" not in now.nodes
        assert "samfallighet" in ids(now.targets("hbab", "HAS_LEVERAGE_OVER"))
        assert {n.id for n in now.labelled("Actor") if n.properties.get("vacant")} == {"p-falt"}
        same_year = [n.properties["value"] for n in now.origins("n7", "OF") if n.text("date") == "2024-12-31"]
        assert sorted(map(float, map(str, same_year))) == [9, 14]
        overdue = {
            n.id
            for n in now.labelled("Interaction")
            if "feedback_given" not in n.properties and str(n.properties.get("feedback_due", today)) < str(today)
        }
        assert overdue == {"x-dialog-torg"}
        assert not now.into("d-belysning-overtagande", "COVERS")

    def test_some_ties_hang_on_a_person(self, havsakra: Map) -> None:
        ties = [r for r in havsakra.on(day_of(havsakra)).relations if r.type == "TIE"]
        assert {(r.start, r.end) for r in ties if r.properties["basis"] == "person"} == {
            ("p-samordnare", "p-kt-avtal"),
            ("p-samordnare", "p-omradespolis"),
            ("p-samordnare", "nattvandrarna"),
            ("p-rektor", "p-falt"),
        }
        assert all("source" in r.properties and "strength" in r.properties for r in ties)

    def test_goodwill_that_nobody_uses(self, havsakra: Map) -> None:
        unused = {
            n.id
            for n in havsakra.labelled("Resource")
            if n.properties["kind"] == "engagement"
            and not havsakra.into(n.id, "USES")
            and not havsakra.into(n.id, "NEEDS")
        }
        assert unused == {"r-nattvandrare", "r-odlare"}


class TestHarbourside:
    def test_nothing_in_it_is_tied_to_a_country(self, harbourside: Map) -> None:
        assert (harbourside.profile, harbourside.language) == ("none", "en")
        assert len(harbourside.labelled("Actor")) == 17
        words = " ".join(str(v) for n in harbourside.nodes.values() for v in (n.id, *n.properties.values()))
        assert not set(words.casefold()) & set("åäö")

    def test_its_trees_use_every_kind_of_condition(self, harbourside: Map) -> None:
        used = {str(n.properties["op"]) for n in harbourside.labelled("Requirement")}
        assert used == set(read_schema().enums["requirement_op"])

    def test_two_of_three_on_the_panel_must_say_yes(self, harbourside: Map) -> None:
        assert harbourside.nodes["panel"].properties["decides_by"] == "vote"
        answer = build_answer(harbourside, "h3", on=day_of(harbourside), start=harbourside.us)
        assert {a.id: a.need for a in answer.actors if a.need != "not_needed"} == {
            "inspector": "heard",
            "panel-chair": "one_of",
            "panel-north": "one_of",
            "panel-south": "one_of",
        }
        assert answer.plan is not None and set(answer.plan.convince) == {"panel-chair", "panel-north"}
        heard = [step.actor for step in answer.plan.steps if all(ask.hearing for ask in step.asks)]
        assert heard == ["inspector"]  # an opinion does not bind: the inspector is asked, and need not be convinced

    def test_nobody_knows_who_decides_about_the_ferry_stop(self, harbourside: Map) -> None:
        answer = build_answer(harbourside, "h4", on=day_of(harbourside), start=harbourside.us)
        assert [r.matter for r in answer.requirements if r.unknown_authority] == ["d-ferry-stop"]
        assert answer.can_be_met


def doubts(content: Map) -> set[tuple[str | None, str]]:
    problems = find_problems(content, day_of(content))
    assert [p for p in problems if p.severity == "error"] == []
    return {(p.item, p.key) for p in problems}


def test_havsakra_is_warned_of_what_its_readme_says(havsakra: Map) -> None:
    assert doubts(havsakra) == {
        ("t1", "no-cause-analysis"),
        ("i05", "special-group-at-place"),  # privacy.md K
        ("md24", "decision-without-ground"),
        (None, "no-action-plan"),
        ("o-nattvandring", "agreement-without-purposes"),
        ("o-nattvandring", "agreement-without-area"),
        ("s-lages-2023", "picture-too-old"),
        ("p-bu-chef-stance-s1-2025-02-10", "claim-without-source"),
        ("p-bu-chef-stance-s1-2025-02-10", "position-past-review"),
        ("p-raddningschef-stance-a2-2021-03-02", "position-past-review"),
        ("p-kt-avtal-stance-a4-2021-05-10", "position-past-review"),
        ("trv-stance-t1-2024-05-14", "position-past-review"),
        ("kusttrafiken-priority-i01-2021-05-10", "position-past-review"),
        ("kusttrafiken-ab-priority-i01-2021-05-10", "position-past-review"),
        ("trv-priority-i07-2024-05-14", "review-far-off"),  # privacy.md F3: two years
    }


def test_harbourside_is_clean_but_for_an_own_assessment_and_a_group_at_one_place(harbourside: Map) -> None:
    assert doubts(harbourside) == {
        ("traders-stance-h3-2025-09-08", "claim-without-source"),
        ("q-access", "special-group-at-place"),  # privacy.md K
    }
