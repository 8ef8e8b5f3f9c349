"""Every question on the example, kept as golden rows: each with the arguments that a reader would try first."""

from __future__ import annotations

import json
from datetime import date

import pytest
from golden_files import check_golden

from samverkan.model import Map
from samverkan.queries import find_question, read_questions
from samverkan.question_values import read_parameters
from samverkan.store.embedded import open_map
from samverkan.workflows.ask import answer_question

ASKED: dict[str, list[dict[str, str]]] = {
    "who-to-convince": [{"initiative": i} for i in ("a2", "a5", "c1", "d1", "t1")],
    "which-path": [{"initiative": i} for i in ("a5", "b1", "d1", "t1")],
    "who-decides": [
        {"matter": "d-hbab-mark"},
        {"matter": "d-hbab-mark", "area": "ostervang"},
        {"matter": "d-medel-liten", "amount": "100001"},
        {"matter": "d-belysning-overtagande"},
    ],
    "core-mandate": [{"actor": "p-gatuchef"}, {"actor": "rtj"}],
    "why-stuck": [{"issue": "i04"}, {"issue": "i05"}],
    "shared-picture": [{"issue": "i05"}, {"issue": "i06"}],
    "who-prioritises": [{"issue": "i04"}, {"area": "norrbacka-torg"}],
    "right-people": [{"forum": "f-est"}, {"forum": "f-rad", "initiative": "d1"}],
    "who-has-leverage": [{"affected": "g-forare"}, {"actor": "samfallighet"}],
    "contact-route": [
        {"us": "p-samordnare", "actor": "p-gatuchef"},
        {"us": "p-samordnare", "actor": "p-kommunpolis"},
        {"us": "p-samordnare", "actor": "trv"},
    ],
    "person-borne-ties": [{}, {"actor": "p-kt-avtal"}],
    "what-was-tried": [{"issue": "i01"}, {"area": "ostervang"}],
    "side-effects": [{"initiative": "a4"}, {}],
    "foresight": [{"initiative": "t1"}, {"matter": "d-ftavtal"}],
    "missing-cause-analysis": [{}],
    "cause-tree": [{"issue": "i04"}, {"issue": "i06"}],
    "how-did-it-go": [{"initiative": "a4"}, {"initiative": "c1"}],
    "who-shares-what": [{"actor": "polis"}],
    "unused-assets": [{}, {"area": "ostervang"}],
    "feedback-owed": [{}],
    "lands-on-us": [{"us": "p-samordnare"}, {"us": "hbab"}],
    "promised": [{}, {"actor": "p-hbab-omr"}],
    "who-brings-votes": [{"initiative": "v1"}, {"initiative": "c1", "board": "ks-lu"}],
    "whom-to-meet": [{}],
    "changes-hands": [{"actor": "p-kt-avtal"}, {"actor": "p-gatuchef"}],
    "do-we-agree": [{"issue": "i05"}, {"area": "ostervang"}],
    "my-week": [{"us": "p-samordnare"}, {"us": "p-strateg", "area": "ostervang"}],
    "not-met": [{"area": "norrbacken"}, {"issue": "i05", "since": "2025-09-01"}],
    "collective-efficacy": [{"area": "norrbacken"}, {"area": "ostervang"}],
    "changed-since": [{"since": "2025-06-01"}],
}


def test_all_are_asked() -> None:
    assert ASKED.keys() == read_questions().keys()


@pytest.mark.parametrize("name", ASKED)
def test_golden_rows(name: str, havsakra: Map) -> None:
    question, store = find_question(name), open_map(havsakra, "map.yaml")
    assert havsakra.as_of == date(2025, 10, 1)
    answers = [
        {
            "asked": given,
            "rows": answer_question(
                store, question, read_parameters(question, given, as_of=havsakra.as_of), havsakra.as_of
            ),
        }
        for given in ASKED[name]
    ]
    text = json.dumps(answers, ensure_ascii=False, indent=1, default=str)
    check_golden(f"questions/{name}.json", text + "\n")
