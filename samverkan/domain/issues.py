"""What an initiative is about: the issues that it addresses, itself or by a cause, and whether causes are analysed."""

from __future__ import annotations

from samverkan.model import Map


def find_issues(content: Map, initiative: str) -> set[str]:
    """Return the issues that an initiative addresses, itself or through the causes that it addresses."""
    addressed = (r.end for r in content.out(initiative, "ADDRESSES"))
    reached = content.reach(addressed, "CONTRIBUTES_TO")
    return {i for i in reached if i in content.nodes and content.nodes[i].label == "Issue"}


def find_causes(content: Map, issue: str) -> set[str]:
    """Return the causes that contribute to an issue, however many steps below it."""
    return content.reach([issue], "CONTRIBUTES_TO", backwards=True) - {issue}


def find_initiatives(content: Map, issue: str) -> list[str]:
    """Return the initiatives that address an issue or a cause of it, in id order."""
    about = content.reach([issue], "CONTRIBUTES_TO", backwards=True)
    return sorted({r.start for node in about for r in content.into(node, "ADDRESSES")})


def find_analysis(content: Map, initiative: str) -> str:
    """Tell whether an initiative's causes are analysed: `done`, `skipped` (with a reason) or `missing`.

    Done: it addresses a cause, or a cause contributes to an issue that it addresses.
    """
    addressed = content.targets(initiative, "ADDRESSES")
    if any(n.label == "Cause" or content.into(n.id, "CONTRIBUTES_TO") for n in addressed):
        return "done"
    reason = content.nodes[initiative].properties.get("skipped_analysis_reason")
    return "missing" if reason is None else "skipped"
