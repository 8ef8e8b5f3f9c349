"""The names in a picture: what has no room is left out whole, counted, and comes back when it is chosen."""

from __future__ import annotations

from typing import Any

import pytest
from view_maps import draw

from samverkan.model import Map

pytestmark = pytest.mark.browser
DRAWN = """(() => { const out = new SvgCanvas(); drawPictureTo(out);
    return new DOMParser().parseFromString('<svg xmlns="http://www.w3.org/2000/svg">' + out.parts.join('') + '</svg>',
        'image/svg+xml').documentElement.textContent; })()"""


def test_names_without_room_are_counted(open_page: Any, havsakra: Map) -> None:
    visit = open_page(draw(havsakra, "network"), address="#tab=free")
    unnamed = int(visit.page.get_attribute("#picture", "data-unnamed"))
    assert 0 < unnamed < 57
    assert visit.page.inner_text("#unnamed").startswith(f"{unnamed} namn får inte plats")


def test_where_all_have_room_nothing_is_said(open_page: Any, harbourside: Map) -> None:
    visit = open_page(draw(harbourside, "network", lang="en"), width=1920, height=1080, address="#tab=free")
    assert visit.page.get_attribute("#picture", "data-unnamed") == "0"
    assert not visit.page.is_visible("#unnamed")


def test_the_name_of_an_issue_in_the_middle_is_always_there(open_page: Any, havsakra: Map) -> None:
    visit = open_page(draw(havsakra, "network", issue="i01"), address="#tab=free")
    assert "färdtjänstuppdrag" in visit.see(DRAWN)


def test_who_is_chosen_is_named(open_page: Any, havsakra: Map) -> None:
    visit = open_page(draw(havsakra, "network"), address="#tab=free")
    drawn = visit.see(DRAWN)
    names = [name for name in visit.see("scene.nodes.map((n) => n.label)") if name.split()[-1] not in drawn]
    visit.find(names[0])
    assert names[0].split()[-1] in visit.see(DRAWN)
