"""What is written down in forms is the edit that the commands make; what is refused comes back with what was typed."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from desk_requests import Desk, open_session, to_words

from samverkan.shipped import find_folder
from samverkan.store.embedded import open_address
from samverkan.store.registry import Access
from samverkan.workflows.open_store import Where, open_store, read_valid_map


def test_a_stance_is_noted_by_names_and_undone(desk: Desk, havsakra_file: Path) -> None:
    before = havsakra_file.read_bytes()
    answer = desk.post(
        "/note",
        who="Räddningschef",
        about="Sommartorg",
        stance="hesitant",
        concern="framkomligheten",
        would_help="en provdag",
        basis="stated_in_meeting",
        on="2025-09-30",
        back="/thing/p-raddningschef",
    )
    assert answer.status == 303, to_words(answer)
    assert answer.headers["location"] == "/thing/p-raddningschef"
    content = read_valid_map(havsakra_file)
    (position,) = [
        n for n in content.targets("p-raddningschef", "TAKES") if n.properties.get("concern") == "framkomligheten"
    ]
    assert (position.properties["value"], str(position.properties["stated_on"])) == ("hesitant", "2025-09-30")
    said = desk.read("/thing/p-raddningschef")
    assert "framkomligheten" in said
    assert desk.post("/undo/1", back="/thing/p-raddningschef").headers["location"] == "/thing/p-raddningschef"
    assert havsakra_file.read_bytes() == before


@pytest.mark.parametrize(
    ("form", "beside", "words"),
    [
        ({"who": "Nobody at all", "about": "c1"}, "who", "Nobody at all"),
        ({"who": "Gatuchef", "about": "Zebra torg"}, "about", "Zebra torg"),
        ({"who": "Gatuchef", "about": "c1", "on": "31 maj"}, "on", "31 maj"),
        ({"who": "Gatuchef", "about": "c1", "promise": "x", "due": "2026-02-30"}, "due", "2026-02-30"),
    ],
)
def test_what_is_wrong_stands_beside_its_field_and_the_rest_stays(
    desk: Desk, havsakra_file: Path, form: dict[str, str], beside: str, words: str
) -> None:
    before = havsakra_file.read_bytes()
    answer = desk.post("/note", stance="opposes", concern="det här skrev jag", **form)
    assert answer.status == 422
    text = answer.content.decode()
    assert f'id="w-{beside}"' in text and f'name="{beside}"' in text
    assert "det här skrev jag" in text and words in text
    assert havsakra_file.read_bytes() == before


def test_a_contact_with_two_and_feedback(desk: Desk, havsakra_file: Path) -> None:
    answer = desk.post(
        "/contact", kind="call", who="Gatuchef; Fritidschef", about="Sommartorg", on="2025-09-29", feedback="2025-10-20"
    )
    assert answer.status == 303, to_words(answer)
    content = read_valid_map(havsakra_file)
    (contact,) = [n for n in content.labelled("Interaction") if str(n.properties.get("feedback_due")) == "2025-10-20"]
    came = {n.name for n in content.origins(contact.id, "TOOK_PART_IN")}
    assert {"Gatuchef", "Fritidschef"} < came
    assert desk.post("/contact", kind="call", who=" ", about="Sommartorg").status == 422
    assert desk.post(f"/done/{contact.id}", on="2025-10-02").status == 303
    assert str(read_valid_map(havsakra_file).nodes[contact.id].properties["feedback_given"]) == "2025-10-02"


def test_a_tie_and_a_new_actor(desk: Desk, havsakra_file: Path) -> None:
    made = desk.post("/add", section="actors", name="Ny chef", kind="post", part_of="Polisen")
    assert made.status == 303 and made.headers["location"] == "/thing/ny-chef", to_words(made)
    tied = desk.post("/tie", **{"from": "Gatuchef", "to": "Ny chef", "strength": "strong", "basis": "person"})
    assert tied.status == 303, to_words(tied)
    (tie,) = read_valid_map(havsakra_file).into("ny-chef", "TIE")
    assert (tie.start, tie.properties["strength"], tie.properties["basis"]) == ("p-gatuchef", "strong", "person")
    assert desk.post("/add", section="actors", name="", kind="post").status == 422
    assert desk.post("/add", section="sources", name="x").status == 422


def test_a_second_thing_of_a_name_is_saved_only_by_who_was_told(desk: Desk, havsakra_file: Path) -> None:
    before = havsakra_file.read_bytes()
    new = {"section": "actors", "name": "GATUCHEF", "kind": "post", "part_of": "Polisen"}
    told = desk.post("/add", **new)
    assert told.status == 422 and havsakra_file.read_bytes() == before
    assert "Det finns redan en som heter så." in to_words(told)
    assert 'href="/thing/p-gatuchef"' in str(told.body) and 'name="told" value="GATUCHEF"' in str(told.body)
    assert desk.post("/add", **{**new, "name": "Fritidschef", "told": "GATUCHEF"}).status == 422, "told of another"
    wrong = desk.post("/add", **{**new, "kind": "", "told": "GATUCHEF"})
    assert wrong.status == 422 and 'name="told" value="GATUCHEF"' in str(wrong.body), "what is wrong asks for no more"
    assert desk.post("/add", **{**new, "told": "GATUCHEF"}).headers["location"] == "/thing/gatuchef"
    assert desk.post("/add", section="issues", name="Gatuchef").status == 303


def copy_to_sqlite(source: Path, folder: Path) -> str:
    address = str(folder / "map.samverkan")
    store = open_address(address, Access({}), create=True)
    store.write_map(read_valid_map(source), "new")
    store.close()
    return address


def copy_file(source: Path, folder: Path) -> str:
    return str(shutil.copy(source, folder / "copy.yaml"))


@pytest.mark.parametrize("copy", [copy_file, copy_to_sqlite])
def test_two_at_once_keep_other_fields_and_are_shown_the_same_one(
    tmp_path: Path, copy: Callable[[Path, Path], str]
) -> None:
    address = copy(find_folder("examples") / "havsakra" / "map.yaml", tmp_path)
    one, other = Desk(open_session(address)), Desk(open_session(address))
    old = one.session.content.nodes["c1"].name
    other.read("/change/c1?field=name")
    assert one.post("/change/c1", field="name", value="Höst-torg", seen=old).status == 303
    # Another field, from a form that was opened before: both are kept.
    assert other.post("/change/c1", field="lesson", value="en lärdom", seen="").status == 303
    # The same field: nothing is written, and all three are shown.
    answer = other.post("/change/c1", field="name", value="Vintertorg", seen=old)
    assert answer.status == 409
    said = to_words(answer)
    assert old in said and "Höst-torg" in said and "Vintertorg" in said
    with open_store(Where(address, {}, tmp_path)) as store:
        node = store.read_map().nodes["c1"]
    assert (node.name, node.text("lesson")) == ("Höst-torg", "en lärdom")
    # Once it has been seen, it may be overwritten.
    assert other.post("/change/c1", field="name", value="Vintertorg", seen="Höst-torg").status == 303
    assert "Vintertorg" in one.read("/thing/c1")


def test_sources_are_named_a_line_each(desk: Desk, havsakra_file: Path) -> None:
    content = read_valid_map(havsakra_file)
    bare = next(n for n in content.labelled("Position") if not content.targets(n.id, "SOURCED_BY"))
    source = content.labelled("Source")[0]
    assert "Ett namn per rad" in desk.read(f"/change/{bare.id}?field=sourced_by")
    answer = desk.post(f"/change/{bare.id}", field="sourced_by", value=source.name, seen="")
    assert answer.status == 303, to_words(answer)
    assert [n.id for n in read_valid_map(havsakra_file).targets(bare.id, "SOURCED_BY")] == [source.id]
    assert desk.post(f"/change/{bare.id}", field="sourced_by", value="Zebra", seen=source.name).status == 422


def test_a_wrong_value_is_said_in_words(desk: Desk) -> None:
    answer = desk.post("/change/c1", field="started_on", value="snart", seen="")
    assert answer.status == 422
    said = to_words(answer)
    assert "snart" in said and "started_on" not in said


def test_an_empty_folder_begins_with_four_questions(tmp_path: Path) -> None:
    desk = Desk(open_session(tmp_path / "samverkan.samverkan"))
    assert "Börja med några frågor" in desk.read("/")
    assert not list(tmp_path.iterdir())  # nothing is made before something is saved
    assert desk.post("/begin", place="Ekby", post="", organisation="Ekby kommun").status == 422
    assert (
        desk.post(
            "/begin", place="Ekby", post="Trygghetssamordnare", organisation="Ekby kommun", initiative="Ljusare gångväg"
        ).status
        == 303
    )
    said = desk.read("/")
    assert "Ekby" in said and "Vi: Trygghetssamordnare" in said and "Ljusare gångväg" in said
    assert desk.post("/begin/example").status == 422  # what is there is never replaced


def test_an_empty_folder_takes_the_example(tmp_path: Path) -> None:
    desk = Desk(open_session(tmp_path / "samverkan.samverkan"))
    assert desk.post("/begin/example").status == 303
    assert "Sommartorg" in desk.read("/")


def test_an_outside_change_is_seen(desk: Desk, havsakra_file: Path) -> None:
    stamp = desk.read("/stamp")
    havsakra_file.write_text(havsakra_file.read_text("utf-8").replace("Sommartorg", "Lördagstorg"), "utf-8")
    assert desk.read("/stamp") != stamp
    assert "Lördagstorg" in desk.read("/thing/c1")
