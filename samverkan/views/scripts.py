"""The style and scripts of a page, as text that stands in it: the only place that knows what brings vis-network."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Collection, Iterable
from functools import cache
from hashlib import sha256
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path

_VIS = "templates/lib/vis-9.1.2/vis-network.min.js"
_VIS_SHA256 = "1f20f0736f32cb9bedf8f6383b25cfea2f839e1abe80d6e8040b4d5bea378c69"
_STYLES = (
    "tokens.css",
    "page.css",
    "table.css",
    "diagram.css",
    "signs.css",
    "readiness.css",
    "rungs.css",
    "plan.css",
    "path.css",
    "show.css",
    "print.css",
)
_NOT_IN_A_NETWORK = frozenset(
    {
        "diagram.css",
        "readiness.css",
        "rungs.css",
        "path.css",
        "path.js",
        "paper.js",
        "lanes.js",
        "cell_names.js",
        "grow.js",
    }
)
# What a page has no use for unless it draws a picture of its own, or has a plan.
DRAWN, PLAN = "drawn", "plan"
_ONLY_FOR = {
    "labels.js": DRAWN,
    "picture_texts.js": DRAWN,
    "fields.js": DRAWN,
    "open_box.js": PLAN,
    "arrange.js": PLAN,
}
# What computes and knows no page: functions of what they are given, tried one by one.
LIBRARY = ("letters.js", "numbers.js", "xml.js", "taken.js", "ways.js", "street_lines.js")
# What lives in a page, in the order in which it comes to life; together the body of openPage(data, actions).
FRAGMENTS = (
    "listen.js",
    "plan_panes.js",
    "state.js",
    "shapes.js",
    "labels.js",
    "picture.js",
    "picture_texts.js",
    "diagram.js",
    "hyphens.js",
    "page.js",
    "path.js",
    "paper.js",
    "lanes.js",
    "steps.js",
    "show.js",
    "plan_type.js",
    "answers.js",
    "plan.js",
    "open_box.js",
    "arrange.js",
    "svg_canvas.js",
    "svg.js",
    "tables.js",
    "pins.js",
    "cell_names.js",
    "network.js",
    "fields.js",
    "grow.js",
    "opened.js",
)
_SPACED = re.compile(r"(?<=[{};,:]) | (?=[{}])")  # a space that a style needs not
# A comment that has lines of its own, or ends one; no text of a script holds what looks like it.
_COMMENT = re.compile(r"^[ \t]*/\*(?:(?!\*/).)*\*/[ \t]*$|[ \t]+/\*[^*\n]*\*/[ \t]*$", re.MULTILINE | re.DOTALL)
_START = 'const page = openPage(JSON.parse(document.getElementById("data").textContent), () => []);'


def read_style(kind: str = "") -> str:
    """Return the style of a kind of page; of every kind where none is named."""
    return "\n".join(read_asset(name) for name in _choose(_STYLES, kind))


def _choose(names: Iterable[str], kind: str) -> list[str]:
    return [name for name in names if kind != "network" or name not in _NOT_IN_A_NETWORK]


def read_opener(kind: str = "", parts: Collection[str] = (DRAWN, PLAN)) -> str:
    """Return the script that defines openPage(data, actions): it makes a page live, and returns what closes it."""
    library = "\n".join(read_asset(name) for name in LIBRARY)
    wanted = [name for name in _choose(FRAGMENTS, kind) if name not in _ONLY_FOR or _ONLY_FOR[name] in parts]
    body = "\n".join(read_asset(name) for name in wanted)
    return f'"use strict";\n{library}\nfunction openPage(data, actions) {{\n{body}\nreturn close;\n}}'


def read_scripts(parts: Collection[str], kind: str = "") -> list[str]:
    """Return the scripts of a page that stands alone; one that draws brings vis-network along."""
    return [*([read_vis()] if DRAWN in parts else []), f"{read_opener(kind, parts)}\n{_START}"]


@cache
def read_asset(name: str) -> str:
    """Read a file of style or script as it stands in a page: without indents and without comments.

    No script holds a text of several lines, in which an indent would count; a test says so.
    """
    text = (files("samverkan.views") / "assets" / name).read_text(encoding="utf-8")
    lines = [line.strip() for line in _COMMENT.sub("", text).splitlines()]
    if name.endswith(".css"):
        lines = [_SPACED.sub("", line) for line in lines]
    return "\n".join(line for line in lines if line)


@cache
def read_vis() -> str:
    """Read pyvis's vis-network; another version than the one that was tried is refused."""
    # Found, not imported: that would bring networkx and IPython along.
    found = find_spec("pyvis")
    assert found is not None and found.submodule_search_locations
    content = (Path(found.submodule_search_locations[0]) / _VIS).read_bytes()
    if sha256(content).hexdigest() != _VIS_SHA256:
        raise RuntimeError("vis-network of this pyvis is not the one that samverkan was tried with")
    return _escape_script(content.decode("utf-8").replace("\r\n", "\n").replace("\r", "\n"))


def _escape_script(script: str) -> str:
    return script.replace("</script", "<\\/script").replace("<!--", "<\\!--")


def write_policy(scripts: Iterable[str], style: str) -> str:
    """Write the content security policy: these scripts, this style, pictures drawn in the page, nothing else."""
    allowed = " ".join(f"'sha256-{_hash(script)}'" for script in scripts)
    return (
        f"default-src 'none'; script-src {allowed}; style-src 'sha256-{_hash(style)}'; "
        "img-src data: blob:; base-uri 'none'; form-action 'none'"
    )


def _hash(text: str) -> str:
    return b64encode(sha256(text.encode("utf-8")).digest()).decode("ascii")
