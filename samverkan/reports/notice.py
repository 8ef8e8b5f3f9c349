"""The notice to those about whom a map keeps something (GDPR art. 13 and 14), in plain words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from samverkan.domain.organisations import find_organisation
from samverkan.model import Map, Node
from samverkan.reports.register import tell_register
from samverkan.reports.report import Line, Report, Table, build_section, to_item
from samverkan.reports.vocabulary import join_names
from samverkan.texts import Texts
from samverkan.validate.records import find_first_dated

_RIGHTS = ("access", "rectify", "erase", "restrict", "object", "complain")


def tell_notice(
    content: Map, posts: Sequence[Node], day: date, texts: Texts, to: Sequence[Node] | None = None
) -> Report:
    """Return the text of the notice, and the posts that have not been told; addressed `to` some, it is a letter."""
    party = any(n.properties.get("kind") == "party_group" for n in content.labelled("Actor"))
    keys = ("what", "from", "of-whom", *(("party",) if party else ()), "not", "how-long", "no-decision")
    said = [Line(texts(f"records.notice-{key}")) for key in keys]
    sections = (
        *build_section("what", texts("records.notice-what-title"), said),
        *build_section("register", texts("records.who-answers"), tell_register(content, texts)),
        *build_section(
            "rights", texts("records.your-rights"), [to_item(texts(f"records.right-{right}")) for right in _RIGHTS]
        ),
        *(
            build_section("posts", texts("records.notice-posts"), _tell_posts(content, posts, day, texts))
            if to is None
            else ()
        ),
    )
    title = texts("records.notice-title", title=content.title)
    names = join_names([node.name for node in to or ()], texts("plan.and"))
    lead = [Line(texts("records.notice-to", names=names, day=day))] if to else []
    return Report(title, texts.lang, (*lead, Line(texts("records.notice-lead"), "strong")), sections)


def _tell_posts(content: Map, posts: Sequence[Node], day: date, texts: Texts) -> Iterator[Line | Table]:
    if not posts:
        yield Line(texts("records.notice-all-told"))
        return
    yield Line(texts("records.notice-as-of", day=day))
    heads = tuple(texts(f"records.head-{name}") for name in ("post", "organisation", "first"))
    yield Table(heads, tuple(_to_row(content, post) for post in posts))


def _to_row(content: Map, post: Node) -> tuple[str, str, str]:
    whose = find_organisation(content, post.id)
    first = find_first_dated(content, post.id)
    organisation = content.nodes[whose].name if whose != post.id else ""
    return f"{post.name} ({post.id})", organisation, first.isoformat() if first else ""
