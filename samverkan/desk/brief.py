"""One page to bring along, about a thing: as a document to keep, without own assessments."""

from __future__ import annotations

from samverkan.decisions.deadline import Listener, Stage
from samverkan.desk.making import answer_made
from samverkan.desk.message import Answer, Request, send_file
from samverkan.desk.part import find_thing
from samverkan.desk.session import Session

BRIEFED = ("Actor", "Initiative", "Issue", "Interaction")
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def send_brief(session: Session, request: Request, thing: str) -> Answer:
    """Send the brief of a thing as a document: the one of the command; for a meeting without anybody's position.

    That of an initiative rests on a plan, which may take its time.
    """
    session.require_whole()
    node, meeting = find_thing(session, thing), request.query.get("meeting") == "1"
    name = "-".join(part for part in (session.say("brief-name"), thing, "meeting" if meeting else "") if part)

    def make(listener: Listener) -> bytes:
        from samverkan.views.brief_document import to_brief_document
        from samverkan.workflows.brief import write_brief

        told = write_brief(session.read(), node.id, as_of=session.as_of, texts=session.texts, meeting=meeting)
        listener(Stage("plan"))
        return to_brief_document(told, session.texts, None)

    return answer_made(
        session, request, session.say("brief"), make, lambda made: send_file(made, f"{name}.docx", _TYPE)
    )
