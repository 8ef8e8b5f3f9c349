"""What the columns of a table are for, by the words of their headings."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from samverkan.tables.field_words import fold

_AGAIN = re.compile(r" \(\d+\)$")  # a heading that comes again has a number
PRIVATE = (
    "namn",
    "name",
    "förnamn",
    "efternamn",
    "e-post",
    "epost",
    "mejl",
    "mail",
    "e-mail",
    "email",
    "telefon",
    "tel",
)
PRIVATE_STARTS = (
    *("mobil", "phone", "telefon", "tfn", "e-post", "e-mail", "mejl", "personnummer", "adress", "address"),
    *("kontaktperson", "contact person", "innehavare", "holder"),
)

# For each kind of table the roles of its columns, each with the headings that mean it; those marked ! are needed.
KINDS: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "delegation": {
        "!matter": ("ärende", "beslut", "ärendetyp", "ärende/ärendegrupp", "ärendegrupp", "matter", "decision"),
        "!delegate": (
            *("delegat", "lägsta beslutsnivå", "beslutande", "beslutande var för sig", "beslutsfattare", "delegate"),
            *("delegerad till", "delegation till"),
        ),
        "section": ("punkt", "avsnitt", "nr", "nummer", "kod", "no", "ärendegrupp", "grupp"),
        "law": ("lagrum", "författning", "lag", "legal basis"),
        "remark": ("anmärkning", "anmäls till/anmärkning", "anteckningar", "ändring", "villkor", "kommentar", "remark"),
    },
    "action_plan": {
        "!measure": ("åtgärd", "insats", "aktivitet", "measure"),
        "!cause": ("orsak", "orsaker", "cause"),
        "issue": ("problem", "fråga", "problembild", "issue"),
        "status": ("status", "läge"),
        "when": ("när", "klart", "klart senast", "tid", "tidplan", "tidsplan", "datum", "when", "due"),
        "who": ("vem", "ansvarig", "ansvariga", "ansvar", "who"),
        "follow_up": ("uppföljning", "utfall", "follow-up"),
        "goal": ("operativa mål", "mål", "goal"),
    },
    "contacts": {
        "!post": ("befattning", "funktion", "titel", "roll", "position", "job title", "post"),
        "!organisation": ("organisation", "förvaltning", "enhet", "avdelning", "organization_unit", "arbetsplats"),
        "area": ("område", "area", "distrikt"),
    },
    "stakeholders": {
        "!stakeholder": ("intressent", "intressenter", "stakeholder", "stakeholders"),
        "type": ("typ", "slag", "kategori", "type", "kind"),
        "interest": ("inställning", "hållning", "intresse", "interest", "stance"),
        "influence": ("inflytande", "makt", "påverkan", "influence", "power", "prioritet"),
        "concern": ("farhåga", "farhågor", "oro", "concern", "concerns"),
        "would_help": ("det som skulle hjälpa", "krav/förväntningar", "krav", "förväntningar", "would help"),
        "about": ("insats", "fråga", "gäller", "about", "initiative"),
        "basis": ("grund", "underlag", "basis"),
        "stated_on": ("uttalad", "datum", "stated on", "date"),
    },
}


def find_roles(headings: Sequence[str], given: Mapping[str, str]) -> tuple[str, dict[str, str]] | None:
    """Return the kind of a table, and the heading of each role that was found; None of a table of no known kind.

    `given` are roles that a recipe names, with their headings.
    """
    folded = {fold(heading): heading for heading in headings}
    for kind, roles in KINDS.items():
        found: dict[str, str] = {}
        for role, words in roles.items():
            name = role.lstrip("!")
            heading = given.get(name) or next((folded[word] for word in words if word in folded), None)
            if heading is not None:
                found[name] = heading
        if all(role.lstrip("!") in found for role in roles if role.startswith("!")):
            return kind, found
    return None


def is_private(heading: str) -> bool:
    """Tell whether a column holds what a map of functions does without: names, addresses, telephone numbers."""
    word = _AGAIN.sub("", fold(heading))
    return word in PRIVATE or word.startswith(PRIVATE_STARTS)
