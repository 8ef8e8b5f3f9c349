"""Which powers an issue needs: to drive it, to decide, to fund, by what its initiatives ask for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from samverkan.domain.requirements import find_leaves
from samverkan.model import Map

POWERS = ("drive", "decide", "fund")
_POWER_OF: Mapping[str, str] = {
    **dict.fromkeys(("champion", "coordinate", "prepare", "consult"), "drive"),
    **dict.fromkeys(("decide", "concur", "contract", "execute", "supervise"), "decide"),
    "fund": "fund",
}


def find_power(kind: str | None) -> str:
    """Return which power a kind of mandate, or the form of a requirement, is; to decide where nothing says."""
    return _POWER_OF.get(kind or "", "decide")


def find_needed_powers(today: Map, initiatives: Iterable[str]) -> tuple[str, ...]:
    """Return the powers that some initiatives ask for, in the order to drive, to decide, to fund."""
    leaves = (today.nodes[leaf] for initiative in initiatives for leaf in find_leaves(today, initiative))
    needed = {find_power(leaf.text("form")) for leaf in leaves}
    return tuple(power for power in POWERS if power in needed)
