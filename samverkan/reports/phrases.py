"""What somebody is asked to do, as one says it: to decide on something, to endorse it, to sign an agreement."""

from __future__ import annotations

import re

from samverkan.texts import Texts

_ABOUT = re.compile(r" (?:to|of|under|enligt|av|i) ")  # what concerns an agreement is none


def say_where(texts: Texts, area: str, kind: str | None) -> str:
    """Return where something is, by the name of its area and the kind: in a district, but at a place."""
    return texts("plan.at-place" if kind == "place" else "plan.in-area", area=area)


def say_do(texts: Texts, form: str, matter: str) -> str:
    """Return a form with the name of its matter; a decision is taken, and an agreement is signed."""
    first, last = matter.split(" ", 1)[0], matter.rsplit(" ", 1)[-1]
    if form == "decide" and first.casefold() in texts("plan.words-decision").split():
        return texts("plan.do-decide-taken", matter=f"{matter[:1].lower()}{matter[1:]}")
    agreements = tuple(texts("plan.words-agreement").split())
    is_one = first.casefold().endswith(agreements) or (last.casefold() in agreements and not _ABOUT.search(matter))
    if form == "contract" and is_one:
        return texts("plan.do-contract-signed", matter=matter)
    return texts(f"plan.do-{form}", matter=matter)
