"""The plan of a draft beside today's, in words: the effort of both, who comes in and who falls out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from samverkan.decisions.beside import Difference
from samverkan.reports.vocabulary import join_names
from samverkan.texts import Texts


def tell_difference(found: Difference, names: Mapping[str, str], texts: Texts) -> Iterator[str]:
    """Yield sentences about how a plan differs from today's."""
    yield _say_effort(found, texts)
    if found.after is None:
        return
    for key, actors in (("comes", found.comes), ("goes", found.goes)):
        if actors:
            told = join_names([names.get(actor, actor) for actor in actors], texts("plan.and"))
            yield texts(f"plan.beside-{key}", names=told)
    if not (found.comes or found.goes):
        yield texts("plan.beside-same-people")


def _say_effort(found: Difference, texts: Texts) -> str:
    if found.after is None:
        return texts("plan.beside-no-way")
    if found.before is None:
        return texts("plan.beside-a-way", after=found.after)
    key = "same-effort" if found.before == found.after else "effort"
    return texts(f"plan.beside-{key}", before=found.before, after=found.after)
