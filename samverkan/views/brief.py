"""A brief as a page in one file: on the screen all of it, on paper one sheet."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from importlib import resources

from samverkan import __version__
from samverkan.reports.report import Report, Section, Table
from samverkan.texts import Texts
from samverkan.views.brief_fit import count_items, find_shown, is_wide
from samverkan.views.hyphens import find_hyphens

_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"
_VERY_LONG, _PIECE = 25, 14  # letters
_LONG_WORD = re.compile(r"\S{14,}")
_DATE = re.compile(r"\b\d{4}-\d{2}-\d{2}\b")
_TURNING = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def to_brief_html(report: Report, texts: Texts) -> str:
    """Return a brief as HTML without scripts; texts of the map are text, never markup."""
    wide = tuple(section for section in report.sections if is_wide(section))
    return render_report(report, texts, find_shown(report), wide)


def render_report(report: Report, texts: Texts, shown: Mapping[str, int], wide: tuple[Section, ...]) -> str:
    """Return a report as HTML: of each section so much goes on paper, and some take the whole width."""
    left = {section.key: count_items(section) - shown[section.key] for section in report.sections}
    said = {key: texts.count("brief.more-on-screen", n) for key, n in left.items() if n > 0}
    parted = find_hyphens(_find_texts(report), report.language)
    text: str = _read_template().render(
        apart=lambda told: _part_words(told, parted),
        report=report,
        shown=shown,
        more=said,
        wide=[section for section in wide if section.key != "notes"],
        narrow=[section for section in report.sections if section not in wide],
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


def _find_texts(report: Report) -> Iterator[str]:
    yield report.title
    for part in (*report.lead, *(part for section in report.sections for part in section.parts)):
        if isinstance(part, Table):
            yield from (cell if isinstance(cell, str) else cell.text for row in part.rows for cell in row)
        else:
            yield part.text


def _part_words(text: str, parted: Mapping[str, str]) -> str:
    """Return a text whose long words may be parted: where their language does it, else anywhere in a very long one."""
    return _LONG_WORD.sub(lambda hit: _part_word(hit[0], parted), text)


def _part_word(word: str, parted: Mapping[str, str]) -> str:
    known = re.sub(r"[^\W\d_]+", lambda hit: parted.get(hit[0], hit[0]).replace("-", "\u00ad"), word)
    if known != word or len(word) < _VERY_LONG:
        return known
    return "\u200b".join(word[place : place + _PIECE] for place in range(0, len(word), _PIECE))


def _keep_dates(text: str):  # type: ignore[no-untyped-def]
    """Return a text as markup in which no date is broken at the end of a line."""
    from markupsafe import Markup, escape

    return Markup(_DATE.sub(r'<span class="date">\g<0></span>', str(escape(text))))


def _read_asset(name: str) -> str:
    return (resources.files("samverkan.views") / "assets" / name).read_text("utf-8")
