"""What the log keeps in words of its own – a reason, a decision, a diary number – names no person."""

from __future__ import annotations

from samverkan.errors import UsageError
from samverkan.validate.identity_numbers import find_personal_number
from samverkan.validate.privacy import find_marks

_NEVER_LOGGED = ("email", "telephone", "identity")


def refuse_identity(*texts: str | None) -> None:
    """Refuse a reason that holds an identity number: that is kept nowhere."""
    if any(text and find_personal_number(text) for text in texts):
        raise UsageError("records.reason-identity")


def refuse_private(*texts: str | None) -> None:
    """Refuse what the log of records would keep with an identity number, an e-mail address or a telephone number."""
    refuse_identity(*texts)
    for text in texts:
        for topic, found in find_marks(text or ""):
            if topic in _NEVER_LOGGED:
                raise UsageError("records.reason-private", text=found)
