"""A page of every kind, whole, without what every page has alike and without coordinates."""

from __future__ import annotations

import re

import pytest
from golden_files import check_golden
from view_maps import draw

from samverkan.model import Map

PAGES = [
    ("havsakra", "decision-path", "c1", "sv", False),
    ("havsakra", "decision-path", "c1", "sv", True),
    ("havsakra", "decision-path", "t1", "en", False),
    ("havsakra", "network", None, "sv", False),
    ("havsakra", "network", "p-gatuchef", "sv", True),
    ("harbourside", "readiness", None, "en", False),
    ("havsakra", "causes", "i04", "sv", False),
    ("havsakra", "interventions", "A-taxi", "sv", False),
    ("havsakra", "delegation", "d-ltf", "sv", False),
    ("havsakra", "influence", "c1", "sv", False),
    ("havsakra", "influence", "c1", "sv", True),
    ("havsakra", "situation", "p-samordnare", "sv", False),
    ("harbourside", "readiness", None, "en", True),
    ("harbourside", "interventions", "night-street", "en", False),
    ("harbourside", "situation", "coordinator", "en", True),
    ("harbourside", "decision-path", "h4", "en", False),
    ("harbourside", "network", None, "en", False),
]


def to_skeleton(html: str) -> str:
    """Leave out style, scripts and policy, which are the project's own, and coordinates, which numpy may differ in."""
    html = re.sub(r"<style>.*?</style>", "<style>…</style>", html, flags=re.S)
    html = re.sub(r"<script>.*?</script>", "<script>…</script>", html, flags=re.S)
    html = re.sub(r'(Content-Security-Policy" content=")[^"]*', r"\1…", html)
    html = re.sub(r'content="samverkan [^"]*"', 'content="samverkan …"', html)
    html = re.sub(r'"(x|y)":-?\d+', r'"\1":0', html)
    html = re.sub(r'"hyphens":\{.*?\}', '"hyphens":{}', html)  # those of pyphen, by its version
    html = html.replace("},{", "},\n{")
    return re.sub(r"\n\s*\n+", "\n", html).rstrip() + "\n"


@pytest.mark.parametrize(("example", "kind", "subject", "lang", "meeting"), PAGES)
def test_page_is_as_it_was_read(
    request: pytest.FixtureRequest, example: str, kind: str, subject: str | None, lang: str, meeting: bool
) -> None:
    content: Map = request.getfixturevalue(example)
    name = ".".join(filter(None, [example, kind, subject, "meeting" if meeting else "", lang, "html"]))
    check_golden(f"pages/{name}", to_skeleton(draw(content, kind, subject, lang=lang, meeting=meeting)))
