"""The plan of a draft beside today's, in words: the effort of both, who comes in and who falls out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from samverkan.decisions.beside import Difference
from samverkan.reports.vocabulary import join_names
from samverkan.texts import Texts

# Of which of the two efforts, today's and the new one, it is not certain that nothing less will do.
_OPEN = {(True, False): "beside.before-open", (False, True): "beside.after-open", (True, True): "beside.both-open"}


def tell_difference(found: Difference, names: Mapping[str, str], texts: Texts) -> Iterator[str]:
    """Yield sentences about how a plan differs from today's; one of them where time ran out before all was proven."""
    yield _say_effort(found, texts)
    is_open = (found.before is not None and not found.before_proven, found.after is not None and not found.after_proven)
    if key := _OPEN.get(is_open):
        yield texts(key)
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
        return texts("plan.beside-no-way" if found.after_proven else "beside.none-found")
    if found.before is None:
        key = "plan.beside-a-way" if found.before_proven else "beside.none-found-today"
        return texts(key, after=found.after)
    key = "same-effort" if found.before == found.after else "effort"
    return texts(f"plan.beside-{key}", before=found.before, after=found.after)
