"""The first lines of a plan: the initiative's status and who is against, the tally, and with whom to begin."""

from __future__ import annotations

from collections.abc import Iterator

from samverkan.decisions.answer import ActorNeed, RequirementNeed, Step, Votes
from samverkan.domain.initiatives import CLOSED
from samverkan.reports.plan_beside import tell_difference
from samverkan.reports.plan_words import PlanWords
from samverkan.reports.report import Line
from samverkan.reports.vocabulary import say_token

NEEDED = ("must", "must_unless_above", "one_of")
_TALLIED = (*NEEDED, "heard")
_NAMED = 4


def say_title(words: PlanWords) -> str:
    """Return the first line: the initiative, its status, and how many are against, asked or not."""
    status = say_status(words)
    key = "title-status" if status else "title-plain"
    return words.say(key, name=words.answer.name, status=status, against=say_against(words))


def say_status(words: PlanWords) -> str:
    """Return the status of the initiative with its date; empty where the map tells none."""
    status = say_token("initiative_status", words.status, words.texts)
    ended = words.content.nodes[words.answer.initiative].properties.get("ended_on")
    if status and words.status in CLOSED and ended:
        return words.say("status-dated", status=status, day=ended)
    pilot = words.answer.pilot_until or words.content.nodes[words.answer.initiative].properties.get("pilot_until")
    if status and pilot:
        over = str(pilot) < str(words.answer.as_of)
        return words.say("status-pilot-ended" if over else "status-pilot", status=status, day=pilot)
    return status


def say_against(words: PlanWords) -> str:
    """Return who is known to be against, asked or not."""
    against = words.answer.against
    if not against:
        return words.say("against-none")
    names = [words.name(actor) for actor in against[:_NAMED]]
    if len(against) > _NAMED:
        names.append(words.say("rests-more", n=len(against) - _NAMED))
    return words.count("against", len(against), names=words.join(names))


def tell_lead(words: PlanWords) -> Iterator[Line]:
    """Yield what stands before everything else: with whom to begin, the day, and who hesitates."""
    yield Line(" ".join(part for part in (say_tally(words), say_begin(words)) if part), "strong")
    start = words.names(words.answer.start)
    yield Line(words.say("holds-for", date=words.answer.as_of, us=start), "dim", ids=words.answer.start)
    if words.answer.without:
        yield Line(words.say("without", names=words.names(words.answer.without)), "warn", ids=words.answer.without)
    if words.beside is not None:
        names = {node.id: node.name for node in words.content.nodes.values()}
        yield Line(" ".join(tell_difference(words.beside, names, words.texts)), ids=words.answer.without)
    yield from tell_doubts(words)


def say_tally(words: PlanWords) -> str:
    """Return how many are needed, and how."""
    counts = {need: sum(actor.need == need for actor in words.answer.actors) for need in _TALLIED}
    parts = [_say_count(words, need, number) for need, number in counts.items() if number]
    unknown = any(need.unknown_authority for need in words.answer.requirements)
    open_ended = unknown or not words.answer.requirements or words.answer.plan is None
    if not parts and open_ended:
        return ""
    said = words.join(parts) if parts else words.say("tally-nobody")
    return f"{said[:1].upper()}{said[1:]}{'' if said.endswith('.') else '.'}"


def _say_count(words: PlanWords, need: str, number: int) -> str:
    if need == "one_of":
        board = find_board(words)
        if board is not None:
            votes = board[1]
            return words.say("tally-votes", n=votes.needed, of=votes.votes, board=words.name(board[0]))
        choice = [leaf for leaf in words.answer.requirements if leaf.need == "must" and len(leaf.ordinary) == number]
        holders = {actor.id for actor in words.answer.actors if actor.need == need}
        if number > 1 and len(choice) == 1 and set(choice[0].ordinary) == holders:
            return words.say("tally-choice", n=number, form=words.form(choice[0].form))
    return words.count(f"tally-{need.replace('_', '-')}", number)


def find_board(words: PlanWords) -> tuple[str, Votes] | None:
    """Find the one board whose members are all of those who are one of several."""
    holders = {actor.id for actor in words.answer.actors if actor.need == "one_of"}
    boards = {
        board: votes
        for leaf in words.answer.requirements
        for board, votes in leaf.votes.items()
        if board in leaf.ordinary and holders <= set(leaf.members.get(board, ()))
    }
    return next(iter(boards.items())) if len(boards) == 1 else None


def say_begin(words: PlanWords) -> str:
    """Return with whom to begin: what to ask them, and how to get there."""
    plan = words.answer.plan
    if not words.answer.requirements:
        return words.say("begin-no-tree")
    if plan is None:
        return words.say("begin-nothing" if not words.answer.without else "begin-found")
    unknown = [contact[1].removeprefix("?") for contact in plan.contacts if contact[3] == "unknown_authority"]
    if unknown:
        need = words.leaves[unknown[0]]
        return words.say("begin-finding", asks=words.do(need.form, need.matter))
    again = [words.say("begin-again")] if words.status in CLOSED else []
    return " ".join([*again, _say_first(words, plan.steps[0])]) if plan.steps else ""


def _say_first(words: PlanWords, step: Step) -> str:
    asks = words.join([words.asked(ask) for ask in step.asks])
    if step.is_only_heard:
        matters = words.join([words.matter(ask) for ask in step.asks])
        return words.say("begin-hearing", name=words.name(step.actor), matters=matters, way=say_way(words, step))
    if words.is_us(step.actor):
        return words.say("begin-us", asks=asks)
    return words.say("begin", name=words.name(step.actor), asks=asks, way=say_way(words, step))


def say_way(words: PlanWords, step: Step, key: str = "by") -> str:
    """Return how to get to somebody: you yourselves, through others, directly, or without knowing anybody."""
    if words.is_us(step.actor):
        return words.say(f"{key}-us")
    between = [actor for actor in step.through if not words.is_us(actor)]
    if between:
        return words.say(f"{key}-through", names=" → ".join(words.name(actor) for actor in between))
    contacts = words.answer.plan.contacts if words.answer.plan else ()
    contact = next((c for c in contacts if c[1] == step.actor), None)
    if contact is None or contact[3] != "cold":
        return _say_direct(words, key, contact)
    dearer = next((g for g in words.answer.gaps if g.kind == "cold_contact" and g.id == step.actor), None)
    if dearer is None:
        return words.say(f"{key}-cold")
    names = " → ".join(words.name(actor) for actor in dearer.values["route"])
    return words.say(f"{key}-cold-dearer", names=names, effort=dearer.values["effort"])


def _say_direct(words: PlanWords, key: str, contact: tuple[str, str, int, str] | None) -> str:
    """Return by what kind of contact we reach somebody without anybody between."""
    kind = contact[3] if contact else "tie"
    if contact and kind == "body":
        start, end = contact[:2]
        bodies = {r.end for r in words.today.out(start, "MEMBER_OF")} & {
            r.end for r in words.today.out(end, "MEMBER_OF")
        }
        if bodies:
            return words.say(f"{key}-body", name=words.name(min(bodies)))
    return words.say(f"{key}-{kind}" if kind in ("met", "boss", "line") else f"{key}-direct")


def tell_doubts(words: PlanWords) -> Iterator[Line]:
    """Yield who of those needed is against or hesitates, whose stance is unknown, and for what nobody is known."""
    yield from tell_stances(words)
    missing = [need.id for need in words.answer.requirements if need.unknown_authority]
    if missing:
        yield Line(words.count("doubt-nobody", len(missing)), "bad", ids=tuple(missing))


def tell_stances(words: PlanWords) -> Iterator[Line]:
    """Yield a line for everybody needed who is against or hesitates, and one for those whose stance is unknown."""
    group: list[str] = []
    for actor in words.answer.actors:
        line = _say_doubt(words, actor)
        if line is not None:
            yield line
        elif _doubts(words, actor) == "hesitant":
            group.append(actor.id)
    if group:
        yield Line(words.say("doubt-group-hesitant", names=words.first_names(group)), "warn", ids=tuple(group))
    silent = [
        actor.id
        for actor in words.answer.actors
        if actor.need in NEEDED and _is_unknown(actor) and actor.id not in (*words.answer.without, *words.answer.start)
    ]
    restricted = tuple(actor for actor in silent if words.is_restricted(actor))
    unknown = tuple(actor for actor in silent if actor not in restricted)
    for key, found in (("doubt-unknown", unknown), ("doubt-restricted", restricted)):
        if found:
            yield Line(words.count(key, len(found), names=words.first_names(found)), "accent", ids=found)


def _doubts(words: PlanWords, actor: ActorNeed) -> str | None:
    """Return how somebody needed stands in the way: refused (assumed), against or hesitant; None where not at all."""
    if actor.id in words.answer.without and actor.requirements:
        return "refused"
    stance = actor.stance.counts if actor.stance else "unknown"
    asked = actor.need in NEEDED and not words.is_us(actor.id)
    return stance if asked and stance in ("hesitant", "opposes") else None


def _say_doubt(words: PlanWords, actor: ActorNeed) -> Line | None:
    """Return a line of one's own for whoever cannot be left aside; others stand together, or in the first line."""
    doubt = _doubts(words, actor)
    if doubt is None:
        return None
    above = [other for other in find_above(words, actor) if other not in words.answer.without]
    alone = actor.need == "must_unless_above" or (doubt == "refused" and bool(_find_own(words, actor)))
    stuck = actor.need == "must" or (alone and not above)
    if doubt != "refused" and not above and not stuck:
        return None
    key = f"doubt-{doubt}" + ("-above" if above else "-must" if stuck else "-heard" if actor.need == "heard" else "")
    said = words.say(key, name=actor.name, above=words.names(above, "or"))
    return Line(said, "bad" if doubt == "opposes" else "warn", ids=(actor.id,))


def _is_unknown(actor: ActorNeed) -> bool:
    return actor.stance is None or actor.stance.counts == "unknown"


def find_above(words: PlanWords, actor: ActorNeed) -> list[str]:
    """Return who could decide above an actor that is needed unless somebody does."""
    if actor.need == "must_unless_above":
        own = [need for need in words.answer.requirements if need.id in actor.requirements and need.need == "must"]
    else:
        own = _find_own(words, actor) if actor.id in words.answer.without else []
    return list(dict.fromkeys(above for need in own for above in need.above))


def _find_own(words: PlanWords, actor: ActorNeed) -> list[RequirementNeed]:
    """Return the requirements that are needed and that this actor alone is usually asked for."""
    binding = (need for need in words.answer.requirements if need.need == "must" and not need.hearing)
    return [need for need in binding if need.ordinary == (actor.id,)]
