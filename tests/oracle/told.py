"""The one place where the tests of the planner's meaning touch the product: a question in, the promised JSON out."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from typing import Any

from samverkan.model import Map

Json = dict[str, Any]


def tell(
    content: Map,
    initiative: str,
    day: date,
    start: Sequence[str],
    without: Sequence[str] = (),
    alternatives: int = 0,
) -> Json:
    """Return what `plan --format json` prints."""
    from samverkan.reports.plan_json import to_plan_json
    from samverkan.reports.plan_words import PlanWords
    from samverkan.texts import Texts
    from samverkan.workflows.plan import Wishes, plan_in

    wishes = Wishes(start=start, without=without, alternatives=alternatives, seconds=None)
    planned = plan_in(content, initiative, wishes, as_of=day)
    told = to_plan_json(PlanWords(planned.answer, planned.content, Texts("en"), False, alternatives))
    answer: Json = json.loads(json.dumps(told, default=str))
    return answer
