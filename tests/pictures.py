"""Draw the pictures of the examples' READMEs from real pages, in Chromium: `python tests/pictures.py`.

Each is what a projector of 1280×720 shows when the page has opened. Run it when a page has changed its look.
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Thread
from typing import Any

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

PICTURES = {
    "havsakra": (
        "sv",
        {
            "decision-path": "c1",
            "network": None,
            "readiness": None,
            "interventions": "A-taxi",
            "influence": "v1",
            "situation": "p-samordnare",
        },
    ),
    "harbourside": ("en", {"decision-path": "h2", "network": None}),
}
SIZE = {"width": 1280, "height": 720}


def main() -> None:
    """Draw every picture, and say how large each became."""
    from playwright.sync_api import sync_playwright

    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    with sync_playwright() as playwright, TemporaryDirectory() as folder:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        window = browser.new_page(viewport=SIZE, color_scheme="light")
        for example, (lang, pages) in PICTURES.items():
            for kind, subject in pages.items():
                page = Path(folder) / f"{example}-{kind}.html"
                page.write_text(build(example, kind, subject, lang), "utf-8")
                window.goto(page.as_uri())
                path = ROOT / "examples" / example / f"{kind}.png"
                window.screenshot(path=path)
                print(f"{path.relative_to(ROOT)}: {path.stat().st_size // 1000} kB")
        path = ROOT / "examples" / "havsakra" / "workspace.png"
        draw_workspace(browser.new_page(viewport=SIZE, color_scheme="light"), path)
        print(f"{path.relative_to(ROOT)}: {path.stat().st_size // 1000} kB")
        browser.close()


def draw_workspace(window: Any, path: Path) -> None:
    """Draw the workspace of the README: a plan in which somebody is assumed to say no."""
    from desk_requests import open_session

    from samverkan.desk.guard import Guard
    from samverkan.desk.routes import build_app
    from samverkan.desk.server import Server

    apps: list[Any] = []
    server = Server(lambda request: apps[0](request))
    guard = Guard(server.port)
    apps.append(build_app(open_session(ROOT / "examples" / "havsakra" / "map.yaml", "sv", lasting=False), guard))
    serving = Thread(target=server.run)
    serving.start()
    window.goto(guard.make_link())
    window.goto(f"{guard.origin}/plan/c1")
    window.fill("#search", "Gatuchef")
    window.press("#search", "Enter")
    window.click("text=Säger nej – vad då?")
    window.wait_for_selector(".desk-band")
    window.wait_for_timeout(300)
    window.screenshot(path=path)
    window.close()
    server.stop()
    serving.join()


def build(example: str, kind: str, subject: str | None, lang: str) -> str:
    """Return a page of an example, as the command would write it."""
    from view_maps import draw

    from samverkan.tables.map_file import read_map_file

    content, problems = read_map_file(ROOT / "examples" / example / "map.yaml")
    if content is None:
        raise SystemExit(f"{example}: {problems}")
    return draw(content, kind, subject, lang=lang)


if __name__ == "__main__":
    main()
