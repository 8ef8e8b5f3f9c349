"""route and brief: what they tell of the example, as JSON, page and document."""

from __future__ import annotations

import re
import zipfile

import pytest
from command_line import HAVSAKRA, write_map
from golden_files import check_golden

MAP = """
us: [p]
sources: [{id: s, name: Anteckning, kind: minutes, date: 2025-09-01, reference: A1}]
actors:
  - {id: p, name: Samordnare, kind: post, tie: {to: q, strength: strong, basis: person, source: s}}
  - {id: q, name: Chefen, kind: post, part_of: org}
  - {id: org, name: Förvaltningen, kind: department}
  - {id: gone, name: Bolaget, kind: company, valid_to: 2024-01-01}
matters: [{id: m, name: Bänk}]
mandates: [{id: m1, kind: decide, covers: m, held_by: q, sourced_by: s, legal_basis: "§ 1", conditions: efter samråd}]
initiatives: [{id: x, name: Bänkar, status: proposed, requires: {decide: m}}]
positions:
  - {id: pq, taken_by: q, about: x, kind: stance, value: hesitant, concern: "<script>alert(1)</script>",
     would_help: en plan, basis: written, stated_on: 2025-09-20, sourced_by: s}
  - {id: own, taken_by: q, about: x, kind: stance, value: opposes, concern: hemligt, basis: own_assessment,
     stated_on: 2025-09-25}
interactions:
  - {id: i1, name: Mötet, kind: meeting, date: 2025-09-10, summary: Vi sågs., attended_by: [p, q], about: x,
     feedback_due: 2025-09-20}
  - {id: i2, name: Nästa möte, kind: meeting, date: 2025-11-10, attended_by: [p, q], about: x}
  - {id: i3, name: Utan chefen, kind: meeting, date: 2025-11-11, attended_by: [p], about: x}
commitments: [{id: c, name: räkna bänkar, due: 2025-09-30, committed_by: q, about: x, agreed_at: i1}]
"""


@pytest.fixture
def store(folder):
    return write_map(folder / "karta.yaml", MAP)


@pytest.mark.parametrize("lang", ["sv", "en"])
@pytest.mark.parametrize("goal", ["p-gatuchef", "trv"])
def test_route_reads_as_written_down(run, goal, lang):
    check_golden(f"route/{goal}.{lang}.txt", run("route", goal, "--lang", lang, on=HAVSAKRA).out)


@pytest.mark.parametrize("lang", ["sv", "en"])
@pytest.mark.parametrize("id", ["p-gatuchef", "tff", "c1", "i05", "x-torg-2025-09"])
def test_brief_reads_as_written_down(run, id, lang):
    check_golden(f"brief/{id}.{lang}.txt", run("brief", id, "--lang", lang, on=HAVSAKRA).out)


def test_route_as_json_is_what_others_build_on(run, store):
    found = run("route", "q", "--format", "json", on=store).data
    step = {"from": "p", "to": "q", "effort": 1, "kind": "tie", "strength": "strong", "basis": "person"}
    assert found[0] == {"effort": 1, "cold": False, "steps": [{**step, "last_contact": "2025-09-10"}]}
    assert [set(one) for one in found] == [{"effort", "cold", "steps"}] * len(found)
    assert "Hänger på en person." in run("route", "Chefen", on=store).out


def test_route_takes_two_ends_and_knows_what_it_was_not_given(run, store):
    assert run("route", "q", "p", "--format", "json", on=store).data[0]["steps"][0]["from"] == "q"
    assert run("route", "q", "p", "org", on=store).code == 2
    assert run("route", "nobody", on=store).code == 2
    assert run("route", "org", "--format", "csv", on=store).out.startswith("route,effort,cold,from,to,")


def test_you_know_nobody_only_where_nobody_leads_there(run, folder):
    alone = write_map(
        folder / "ensam.yaml", "us: [p]\nactors: [{id: p, name: P, kind: post}, {id: z, name: Z, kind: post}]\n"
    )
    assert "Ni känner ingen där, och ingen ni känner leder dit." in run("route", "z", on=alone).out
    assert "Ni känner ingen" not in run("route", "trv", on=HAVSAKRA).out


def test_brief_of_a_post_tells_what_we_ask_what_was_said_and_what_is_owed(run, store):
    told = run("brief", "q", on=store).out
    for sentence in (
        "Vi ber om 1 sak. Ta med: en plan.",
        "Vi är skyldiga dem 1 sak som är försenad.",
        "besluta om Bänk · § 1 – villkor: efter samråd",
        "! tveksam, 2025-09-20, skriftligt · A1",
        "försenat: återkoppling efter Mötet, senast 2025-09-20",
        "försenat: räkna bänkar, senast 2025-09-30",
        "2025-09-10 Mötet: Vi sågs.",
        "2025-11-10 Nästa möte",
        "Samordnare → Chefen: stark relation, senast 2025-09-10. Hänger på en person.",
    ):
        assert sentence in told
    assert "hemligt" not in told
    assert "Chefen" in run("brief", "org", on=store).out


def test_brief_of_a_meeting_before_and_after(run, store):
    after = run("brief", "i1", on=store).out
    assert "Mötet var 2025-09-10. 2 var med." in after and "Vi sågs." in after
    assert "• Chefen: räkna bänkar" in after.split("Vad som bestämdes")[1]
    before = run("brief", "i3", on=store).out
    assert "• Chefen, Förvaltningen: besluta om Bänk" in before.split("Behövs, men sitter inte här")[1]
    assert "Beslutat i dag" in before
    assert "Alla som behövs sitter här." in run("brief", "i2", on=store).out


def test_brief_of_an_initiative_parts_its_arguments_by_full_stops(run):
    """Gatuchef bears two arguments of the map, neither of which ends in a full stop there."""
    row = next(
        row for row in run("brief", "c1", "--format", "json", on=HAVSAKRA).out.splitlines() if "sommarstängt" in row
    )
    assert "har sommarstängt. Går emot deras kärnuppdrag" in row


def test_nothing_after_the_day_is_told(run, store):
    told = run("brief", "q", "--as-of", "2025-09-15", on=store).out
    assert "Vi sågs." in told and "tveksam" not in told and "försenat" not in told
    assert "Vi sågs." not in run("brief", "q", "--as-of", "2025-09-05", on=store).out


@pytest.mark.parametrize("name", ["q.html", "q.docx"])
def test_no_file_holds_an_own_assessment_and_markup_is_text(run, folder, store, name):
    assert run("brief", "q", "-o", name, on=store).code == 0
    text = read_text(folder / name)
    assert "hemligt" not in text and "<script>" not in text and "alert(1)" in text
    assert "Arbetsmaterial" in text


def read_text(path):
    if path.suffix == ".html":
        return path.read_text("utf-8").replace("\u200b", "").replace("\u00ad", "")
    with zipfile.ZipFile(path) as file:
        return file.read("word/document.xml").decode()


def test_a_meeting_brief_holds_nothing_of_what_somebody_said(run, folder, store):
    assert run("brief", "i1", "--meeting", on=store).code == 2  # what two have said to each other is between them
    for id in ("q", "x"):
        assert run("brief", id, "--meeting", "-o", f"{id}.html", on=store).code == 0
        text = read_text(folder / f"{id}.html")
        for secret in ("tveksam", "en plan", "alert(1)", "Vi sågs", "Hänger på", "Arbetsmaterial"):
            assert secret not in text, (id, secret)


def test_document_has_real_headings_and_tables_and_the_templates_look(run, folder, store):
    docx = pytest.importorskip("docx")
    template = docx.Document()
    template.add_paragraph("Mallens egen text")
    template.sections[0].header.paragraphs[0].text = "Förvaltningens huvud"
    template.save(folder / "mall.docx")
    assert run("brief", "x", "-o", "x.docx", "--template", "mall.docx", on=store).code == 0
    made = docx.Document(folder / "x.docx")
    assert next(p.style.name for p in made.paragraphs) == "Heading 1"
    assert made.sections[0].header.paragraphs[0].text == "Förvaltningens huvud"
    assert "Mallens egen text" not in [p.text for p in made.paragraphs]
    assert [cell.text for cell in made.tables[0].rows[0].cells][:3] == ["Steg", "Vem", "Vi ber dem"]
    widths = [column.width for column in made.tables[0].columns]  # by which Writer goes: not all equal
    assert widths == [cell.width for cell in made.tables[0].rows[-1].cells] and len(set(widths)) > 1
    assert "tblHeader" in read_text(folder / "x.docx")


def test_same_input_gives_the_same_bytes(run, folder, store):
    for name in ("a.docx", "b.docx", "a.html", "b.html"):
        assert run("brief", "q", "-o", name, on=store).code == 0
    assert (folder / "a.docx").read_bytes() == (folder / "b.docx").read_bytes()
    assert (folder / "a.html").read_bytes() == (folder / "b.html").read_bytes()


def test_wrong_files_and_things_are_said_in_words(run, folder, store):
    (folder / "skräp.docx").write_bytes(b"no")
    for wrong in (
        ("brief", "q", "-o", "q.pdf"),
        ("brief", "q", "--template", "skräp.docx"),
        ("brief", "q", "-o", "q.docx", "--template", "skräp.docx"),
        ("brief", "q", "-o", "q.docx", "--template", "finns-inte.docx"),
        ("brief", "m"),
        ("brief", "nobody"),
        ("brief", "gone"),
        ("route", "gone"),
    ):
        done = run(*wrong, on=store)
        assert done.code == 2 and "Något gick fel" not in done.err, wrong


def test_page_is_one_file_without_requests_or_scripts(run, folder, store):
    run("brief", "q", "-o", "q.html", on=store)
    text = read_text(folder / "q.html")
    assert (
        '<html lang="sv"' in text
        and "Content-Security-Policy" in text
        and '<meta name="generator" content="samverkan' in text
    )
    assert not re.search(r"<script|<link rel=\"stylesheet|https?://", text)
    assert "<table>" in text and '<th scope="col">' in text
