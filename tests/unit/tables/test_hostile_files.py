"""Whatever stands in a file, reading it ends with a map or with problems in words, never with a traceback."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from samverkan.shipped import find_folder
from samverkan.tables.map_file import read_map_file, to_json
from samverkan.tables.sentences import to_sentence
from samverkan.texts import Texts

EXAMPLE = (find_folder("examples") / "harbourside" / "map.yaml").read_text("utf-8")
HOSTILE = ("", "[", "}", "{", '"', "'", "- ", ": ", "\t", "&a ", "*a", "!!str ", "\x00", "null", "1e999", "[[[[", "?")


def read_and_tell(path: Path, data: bytes) -> None:
    path.write_bytes(data)
    content, problems = read_map_file(path)
    told = [to_sentence(p, Texts(lang)) for p in problems for lang in ("sv", "en")]
    assert all(line.encode("utf-8") for line in told)
    assert content is not None or any(p.severity == "error" for p in problems)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("hostile")


def text_of(name: str, folder: Path) -> str:
    if name == "map.yaml":
        return EXAMPLE
    path = folder / "example.yaml"
    path.write_text(EXAMPLE, "utf-8")
    content, _ = read_map_file(path)
    assert content is not None
    return to_json(content)


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
@pytest.mark.parametrize("name", ["map.yaml", "map.json"])
def test_a_damaged_file_gives_words(folder: Path, name: str, data: st.DataObject) -> None:
    text = text_of(name, folder)
    start = data.draw(st.integers(0, len(text)))
    end = start + data.draw(st.integers(0, 40))
    read_and_tell(folder / name, (text[:start] + data.draw(st.sampled_from(HOSTILE)) + text[end:]).encode())


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.binary(max_size=200))
@pytest.mark.parametrize("name", ["map.yaml", "map.json"])
def test_any_bytes_give_words(folder: Path, name: str, data: bytes) -> None:
    read_and_tell(folder / name, data)


@pytest.mark.parametrize(
    "data",
    [
        b'{"samverkan": 1, "areas": [{"id": "\\ud800", "name": "\\udfff"}], "\\ud800": 1}',
        b'{"samverkan": 1, "areas": [{"id": "a\\u0000", "name": "b\\u0007", "\\u001b[31m": 1}]}',
        b'{"samverkan": 1' + b"0" * 100_000 + b"}",
        b'{"a":' * 5000,
        b"[" * 200_000,
        b"-Infinity",
        b'"text"',
        b"null",
    ],
)
def test_hostile_json(folder: Path, data: bytes) -> None:
    read_and_tell(folder / "map.json", data)


@pytest.mark.parametrize(
    "data",
    [
        b"%YAML 1.2\n---\nsamverkan: 1\n...\n",
        b"%YAML 3.0\n---\nsamverkan: 1\n",
        b"%TAG ! tag:x,2000:\n---\nsamverkan: !y 1\n",
        b"<<: {a: 1}\nsamverkan: 1\n",
        b"? samverkan\n: 1\n",
        b"? \n: 1\n",
        b'samverkan: 1\ntitle: "\\ud800"\n',
        b"samverkan: 1\n" + b"a: " * 5000,
        b"- " * 50_000,
        b"{" * 50_000,
        b"samverkan: 1\nareas:\n" + b"".join(b" " * i + b"-\n" for i in range(1, 300)),
        b"samverkan: " + b"9" * 100_000,
        b"samverkan: 1\nareas: [{id: " + b"x" * 100_000 + b", name: y}]",
        "samverkan: 1\nactors: [{id: a, name: \u202eb, kind: unit}]\n".encode(),
    ],
)
def test_hostile_yaml(folder: Path, data: bytes) -> None:
    read_and_tell(folder / "map.yaml", data)
