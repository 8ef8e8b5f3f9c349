"""Put a brief into a file: a page, or a document in a template of one's own."""

from __future__ import annotations

from pathlib import Path

from samverkan.files import require_file, write_file
from samverkan.reports.report import Report
from samverkan.texts import Texts


def write_brief_page(told: Report, path: Path, *, texts: Texts, replace: bool) -> None:
    """Write a brief as a page; one that samverkan made is replaced without being asked."""
    from samverkan.views.brief import to_brief_html
    from samverkan.workflows.view import write_page

    write_page(path, to_brief_html(told, texts), replace=replace)


def write_brief_document(told: Report, path: Path, *, texts: Texts, template: Path | None, replace: bool) -> None:
    """Write a brief as .docx."""
    from samverkan.views.brief_document import to_brief_document

    if template is not None:
        require_file(template)
    write_file(path, to_brief_document(told, texts, template), replace=replace)
