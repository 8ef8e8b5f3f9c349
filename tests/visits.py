"""A page that is open in a window of its own: what it asked for, what it complained of, and where it stands."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from weakref import WeakKeyDictionary

from served import PATIENCE

TWO_FRAMES = "() => new Promise((after) => requestAnimationFrame(() => requestAnimationFrame(() => after(true))))"
_FIND_EACH = """(names) => names.flatMap((name) => {
    const field = document.querySelector('input[type=search]');
    field.focus();
    field.value = name;
    field.dispatchEvent(new Event('input', { bubbles: true }));
    field.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true }));
    const heading = document.querySelector('#panel h2').innerText, wide = document.documentElement.scrollWidth;
    const fits = wide <= innerWidth;
    return heading === name && fits ? [] : [`${name}: ${heading}, ${wide} px`];
})"""


@dataclass
class Visit:
    """An open page, every request that it made beside its own file, and every complaint on the console."""

    page: Any
    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)
    kind: str = ""

    @property
    def heading(self) -> str:
        """What the panel is about."""
        return str(self.page.locator("#panel h2").inner_text())

    def see(self, expression: str, argument: object = None) -> Any:
        """Return what an expression comes to among the things that the page lets its tests look at."""
        body = f"(given) => {{ with (page.look()) {{ return ({expression}); }} }}"
        return self.page.evaluate(body, argument)

    def find_each(self, names: list[str]) -> list[str]:
        """Look for one name after the other, as `find` does, and return those that the panel is not about then.

        A page that has become wider than its window by it says so, too.
        """
        return list(self.page.evaluate(_FIND_EACH, names))

    def resize(self, width: int, height: int) -> None:
        """Give the window another size, and wait until the page has seen it."""
        resize(self.page, width, height)

    def find(self, name: str) -> None:
        """Type a name in the search field and press Enter."""
        self.page.fill("input[type=search]", name)
        self.page.press("input[type=search]", "Enter")


def resize(page: Any, width: int, height: int) -> None:
    """Give a page's window another size, and wait until the page has seen it."""
    page.set_viewport_size({"width": width, "height": height})
    page.evaluate(TWO_FRAMES)


_IDLE: WeakKeyDictionary[Any, list[Any]] = WeakKeyDictionary()
"""Windows of a browser that nobody looks at: a new one takes longer to make than most pages take to be drawn."""


@contextmanager
def visit_page(
    browser: Any, path: Path, html: str, *, width: int = 1280, height: int = 720, dark: bool = False, address: str = ""
) -> Iterator[Visit]:
    """Open a page's text in a window that nobody else has, from a file at a path."""
    path.write_text(html, encoding="utf-8")
    idle = _IDLE.setdefault(browser, [])
    found = Visit(idle.pop() if idle else browser.new_context().new_page())
    page, own = found.page, path.as_uri()
    page.set_default_timeout(PATIENCE)
    page.set_viewport_size({"width": width, "height": height})
    page.emulate_media(media="null", color_scheme="dark" if dark else "light")
    heard = {
        "request": lambda r: None if r.url.split("#")[0] == own else found.requests.append(r.url),
        "console": lambda m: found.complaints.append(m.text),
        "pageerror": lambda e: found.complaints.append(str(e)),
    }
    for event, hear in heard.items():
        page.on(event, hear)
    page.goto(own + address)
    yield found
    for event, hear in heard.items():
        page.remove_listener(event, hear)
    page.goto("about:blank")  # nothing of the page goes on, and the next one begins as in a new window
    page.mouse.move(0, 0)
    idle.append(page)
