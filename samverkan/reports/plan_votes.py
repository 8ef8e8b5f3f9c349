"""Votes told as votes: how many are needed, how each stands, who brings most, and what can stop a board."""

from __future__ import annotations

from collections.abc import Iterator

from samverkan.decisions.answer import BlockingPattern, Votes
from samverkan.reports.plan_words import PlanWords
from samverkan.reports.report import Line, to_item

_TALLY = ("in_favour", "against", "hesitant", "neutral", "unknown", "vacant")
_BRINGERS = 3


def tell_votes(words: PlanWords) -> Iterator[Line]:
    """Yield each board that votes once: what it needs, how it stands, and whose yes brings most votes."""
    told = set()
    for need in words.answer.requirements:
        for board, votes in need.votes.items():
            if board not in told:
                told.add(board)
                yield to_item(say_votes(words, board, votes), ids=(board,))


def say_votes(words: PlanWords, board: str, votes: Votes) -> str:
    """Return how a board stands, as sentences."""
    short = votes.needed - votes.in_favour
    parts = [
        words.count("votes-board", votes.votes, board=words.name(board), needed=votes.needed),
        f"{say_tally(words, votes)}.",
        words.count("votes-short", short) if short > 0 else words.say("votes-enough-now"),
    ]
    bringers = [one for one in words.answer.brings.get(board, ()) if one.votes > 1][:_BRINGERS]
    if bringers:
        names = words.join([words.say("votes-bringer", name=words.name(one.actor), n=one.votes) for one in bringers])
        parts.append(words.say("votes-brings", names=names))
    return " ".join(parts)


def say_tally(words: PlanWords, votes: Votes) -> str:
    """Return how many votes there are of each stance, those there are."""
    counts = [(kind, getattr(votes, kind)) for kind in _TALLY]
    return words.join([words.count(f"votes-{kind.replace('_', '-')}", n) for kind, n in counts if n])


def say_pattern(words: PlanWords, pattern: BlockingPattern) -> str:
    """Return that some of a board's members can stop it, once for all combinations of them."""
    values = {"n": pattern.at_least, "of": len(pattern.of), "board": words.name(pattern.board)}
    voting = max((len(need.members.get(pattern.board, ())) for need in words.answer.requirements), default=0)
    key = "pattern-some" if len(pattern.of) < voting else "pattern"
    if pattern.along_with:
        return words.say(f"{key}-and", names=words.names(pattern.along_with), **values)
    return words.say(key, **values)
