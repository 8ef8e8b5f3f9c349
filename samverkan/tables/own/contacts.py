"""A contact list: posts and their organisations. Who holds a post is nobody's business here."""

from __future__ import annotations

from samverkan.tables.field_words import fold
from samverkan.tables.own.find_table import Line
from samverkan.tables.own.taker import Taker


def take_row(work: Taker, line: Line) -> None:
    """Make a post and its organisation of a row."""
    post, organisation = work.say(line, "post"), work.say(line, "organisation")
    place = work.find("Actor", organisation, "unit") if organisation else None
    if not post:
        if place is None:
            work.report.leave("no-post", f"rad {line.number}")
        return
    known = work.named.get(("Actor", fold(post)))
    above = work.find_above(known) if known is not None else []
    # The same title somewhere else is another post.
    name = f"{post} {organisation}" if place is not None and above and place not in above else post
    node_id = work.find("Actor", name, "post")
    if place is not None:
        work.link("PART_OF", node_id, place)
    if area := work.say(line, "area"):
        work.link("IN_AREA", node_id, work.find("Area", area))
