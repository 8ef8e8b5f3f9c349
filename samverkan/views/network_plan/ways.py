"""Who can be reached through whom, and what it takes: the planner's own contacts, for the way between two."""

from __future__ import annotations

from collections.abc import Mapping

from samverkan.decisions.contacts import Contact, build_contacts
from samverkan.decisions.effort import build_settings
from samverkan.views.request import Request
from samverkan.views.selection import Selection
from samverkan.views.spec import Way


def build_ways(request: Request, selection: Selection) -> Mapping[str, tuple[Way, ...]]:
    """Build the contacts of everybody, both ways; those not shown lead on too."""
    found = build_contacts(request.content, build_settings(), request.on)
    return {
        actor: tuple(Way(other, contact.effort, _say(request, contact)) for other, contact in contacts.items())
        for actor in found.near
        if (contacts := found.list_from(actor))
    }


def _say(request: Request, contact: Contact) -> str:
    """Say what carries a contact: the strength of a tie, the body where they meet, or the line."""
    words = request.words
    if contact.kind == "tie":
        return words.token("tie_strength", contact.strength)
    if contact.kind == "body":
        body = request.content.nodes[contact.through or ""]
        return words.texts("views_network.way-body", body=body.text("short") or body.name)
    return words.texts(f"plan.contact-{contact.kind}")
