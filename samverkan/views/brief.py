"""A brief as a page in one file: on the screen all of it, on paper one sheet."""

from __future__ import annotations

import re
from functools import cache
from importlib import resources

from samverkan import __version__
from samverkan.reports.report import Report
from samverkan.texts import Texts
from samverkan.views.brief_fit import count_items, find_shown, is_wide

_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"
_DATE = re.compile(r"\b\d{4}-\d{2}-\d{2}\b")
_TURNING = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def to_brief_html(report: Report, texts: Texts) -> str:
    """Return a brief as HTML without scripts; texts of the map are text, never markup."""
    shown = find_shown(report)
    left = {section.key: count_items(section) - shown[section.key] for section in report.sections}
    said = {key: texts.count("brief.more-on-screen", n) for key, n in left.items() if n}
    text: str = _read_template().render(
        report=report,
        shown=shown,
        more=said,
        wide=[section for section in report.sections if is_wide(section) and section.key != "notes"],
        narrow=[section for section in report.sections if not is_wide(section)],
        notes=[section for section in report.sections if section.key == "notes"],
        policy=_POLICY,
        version=__version__,
        style=_read_asset("brief.css"),
    )
    return _TURNING.sub("\ufffd", text)


@cache
def _read_template():  # type: ignore[no-untyped-def]  # jinja2 is imported only where a page is made
    from jinja2 import Environment

    environment = Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True)
    environment.filters["dated"] = _keep_dates
    return environment.from_string(_read_asset("brief.html.j2"))


def _keep_dates(text: str):  # type: ignore[no-untyped-def]
    """Return a text as markup in which no date is broken at the end of a line."""
    from markupsafe import Markup, escape

    return Markup(_DATE.sub(r'<span class="date">\g<0></span>', str(escape(text))))


def _read_asset(name: str) -> str:
    return (resources.files("samverkan.views") / "assets" / name).read_text("utf-8")
