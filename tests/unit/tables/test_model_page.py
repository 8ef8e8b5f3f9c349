"""The data-model page: made from the vocabulary, and its own example a sound map."""

import re
from pathlib import Path

from model_page import to_relations, to_sections, to_words

import samverkan
from samverkan.schema import read_schema
from samverkan.tables.map_file import read_map_file

PAGE = Path(samverkan.__file__).with_name("MODEL.md").read_text("utf-8")


def test_the_page_holds_the_tables_of_today() -> None:
    for table in (to_sections(), to_relations(), to_words()):
        assert table.strip() in PAGE


def test_nothing_of_the_vocabulary_is_missing() -> None:
    schema = read_schema()
    for relation in schema.relations.values():
        assert f"`{relation.key}` | `{relation.inverse}`" in to_relations()
    for label in schema.labels.values():
        assert f"### `{label.section}`" in to_sections()
        assert all(f"`{name}`" in to_sections() for name in label.properties)
    assert all(f"`{token}`" in to_words() for tokens in schema.enums.values() for token in tokens)


def test_the_example_of_the_page_is_a_map(tmp_path: Path) -> None:
    block = re.search(r"```yaml\n(samverkan: 1.*?)```", PAGE, re.DOTALL)
    assert block is not None
    path = tmp_path / "map.yaml"
    path.write_text(block[1], "utf-8")
    content, problems = read_map_file(path)
    assert content is not None, problems
    assert content.out("bommar", "REQUIRES")


def test_every_link_leads_to_a_heading() -> None:
    headings = {line[4:].replace(" ", "-") for line in PAGE.splitlines() if line.startswith("### ")}
    assert set(re.findall(r"\]\(#([^)]+)\)", PAGE)) <= headings
