"""Which names of files an answer or a page may be written under: what it holds is what its name says."""

from __future__ import annotations

from pathlib import Path

from samverkan.errors import UsageError

PAGES = (".html", ".htm", ".svg", ".pptx")
_PAGE_ONLY = (".html", ".htm")
_FOREIGN = (".xls", ".ods", ".docx", ".pptx", ".pdf", ".png", ".jpg", ".jpeg")


def require_suffix(path: Path, known: tuple[str, ...]) -> None:
    """Refuse to write a page into a file whose name says that it is something else; a name may say nothing."""
    if path.suffix and path.suffix.lower() not in known:
        raise UsageError("page-suffix", path=path, suffix=path.suffix, known=known)


def require_page(path: Path) -> None:
    """Refuse to write a page that moves into anything but a page."""
    require_suffix(path, _PAGE_ONLY)


def refuse_foreign(path: Path) -> None:
    """Refuse to write an answer as text into what a spreadsheet, a word processor or an image program opens."""
    if path.suffix.lower() in _FOREIGN:
        raise UsageError("answer-suffix", path=path, suffix=path.suffix)
