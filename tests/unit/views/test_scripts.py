"""The scripts of a page: they parse, keep the rules of the house, and what computes in them computes right."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from samverkan.views.encode import SHAPE_PATHS
from samverkan.views.scripts import FRAGMENTS, LIBRARY, read_asset, read_opener

NODE = shutil.which("node")
needs_node = pytest.mark.skipif(NODE is None, reason="node is not there")
ALL = (*LIBRARY, *FRAGMENTS)
# What would run a text, or write it as markup.
NEVER = re.compile(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\b|new Function|setInterval|\bvar\b")


def compute(expression: str) -> Any:
    """Return what an expression comes to, in node, among what computes and knows no page."""
    library = "\n".join(read_asset(name) for name in LIBRARY)
    program = f'"use strict";\n{library}\nprocess.stdout.write(JSON.stringify({expression}));'
    done = subprocess.run([str(NODE), "-e", program], capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


@needs_node
def test_what_is_put_together_parses(tmp_path: Path) -> None:
    path = tmp_path / "page.js"
    path.write_text(read_opener(), encoding="utf-8")
    done = subprocess.run([str(NODE), "--check", path], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("name", ALL)
def test_no_script_runs_a_text_or_writes_it_as_markup(name: str) -> None:
    assert NEVER.findall(read_asset(name)) == []


@pytest.mark.parametrize("name", [name for name in ALL if name != "listen.js"])
def test_everything_is_listened_to_in_one_place(name: str) -> None:
    outside = re.findall(
        r"addEventListener|ResizeObserver|MutationObserver|\.on(?:click|change|resize)\b", read_asset(name)
    )
    assert outside == []


@pytest.mark.parametrize("name", LIBRARY)
def test_what_computes_knows_no_page(name: str) -> None:
    assert re.findall(r"\b(?:document|window|data|state|root|location)\b[.\[]", read_asset(name)) == []


def test_every_file_of_script_is_part_of_the_page() -> None:
    folder = Path(__file__).parents[3] / "samverkan" / "views" / "assets"
    assert sorted(ALL) == sorted(path.name for path in folder.glob("*.js"))


@needs_node
@pytest.mark.parametrize(
    ("text", "plain"), [("Östervång", "östervång"), ("IDÉ", "ide"), ("Ærø", "ærø"), ("A\u030angst", "ångst")]
)
def test_swedish_letters_are_letters_and_accents_are_not(text: str, plain: str) -> None:
    assert compute(f"plain({json.dumps(text)})") == plain


@needs_node
def test_hits_are_ranked_by_where_they_begin() -> None:
    names = ["gatuchef", "gatuchef norr", "bitr. gatuchef", "regatuchef", "rektor"]
    assert compute(f"{json.dumps(names)}.map((name) => rankHit(name, 'gatuchef'))") == [0, 1, 2, 3, 9]


@needs_node
@pytest.mark.parametrize(
    ("wanted", "steps"),
    [("1", 1), ("3", 3), ("0", 1), ("-4", 1), ("Infinity", 57), ("1e9", 57), ("NaN", 1), ("2.9", 2)],
)
def test_steps_are_whole_and_at_most_as_many_as_there_are_things(wanted: str, steps: int) -> None:
    assert compute(f"countSteps(Number('{wanted}'), 57)") == steps


@needs_node
def test_a_path_scales_and_its_flags_do_not() -> None:
    assert compute("scalePath('M-9 0A9 9 0 1 1 9 0Z', 2)") == "M-18 0A18 18 0 1 1 18 0Z"
    for shape, path in SHAPE_PATHS.items():
        as_is = compute(f"scalePath({json.dumps(path)}, 1)")
        numbers = [re.findall(r"-?[\d.]+", text) for text in (path, as_is)]
        assert [float(n) for n in numbers[0]] == [float(n) for n in numbers[1]], shape


@needs_node
def test_boxes_that_touch_do_not_meet() -> None:
    taken = "(() => { const taken = new Taken(); taken.add([0, 0, 100, 20]); return %s; })()"
    assert compute(taken % "taken.meets([100, 0, 10, 10])") is False
    assert compute(taken % "taken.meets([99, 19, 10, 10])") is True
    assert compute(taken % "taken.count([90, 10, 500, 500])") == 1


@needs_node
def test_text_for_xml_is_no_markup_and_holds_no_sign_that_xml_lacks() -> None:
    assert compute("xml('a<b> & \"c\" \\u0000\\uffff')") == "a&lt;b&gt; &amp; &quot;c&quot; "
