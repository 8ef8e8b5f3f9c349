"""Who is kept out of the workspace: every line is an attack, or a slip of a user's, with its answer."""

from __future__ import annotations

from pathlib import Path
from threading import Barrier, Thread
from urllib.parse import urlsplit

import pytest
from desk_requests import PORT, build_headers, open_session

from samverkan.desk.guard import HEADERS, LINK_SECONDS, MOST_BYTES, Guard
from samverkan.desk.message import Answer, Request, see_other
from samverkan.desk.routes import ROUTES, build_app


class Clock:
    now = 1000.0

    def __call__(self) -> float:
        return self.now


def ask(
    guard: Guard, method: str = "GET", path: str = "/", headers: dict[str, str] | None = None, **more: object
) -> int:
    request = Request(method, path, headers=headers if headers is not None else build_headers(guard), **more)  # type: ignore[arg-type]
    answer = guard.check(request)
    return 200 if answer is None else answer.status


def enter(guard: Guard, link: str, **headers: str) -> Answer:
    parts = urlsplit(link)
    token = parts.query.removeprefix("token=")
    given = {"host": f"127.0.0.1:{guard.port}", **headers}
    answer = guard.check(Request("GET", parts.path, {"token": token}, headers=given))
    assert answer is not None
    return answer


@pytest.mark.parametrize(
    "host", ["evil.example:4711", "127.0.0.1", "localhost", "0.0.0.0:4711", "127.0.0.1:80", "", "[::1]:4711"]
)
def test_another_name_for_this_machine_is_misdirected(host: str) -> None:
    guard = Guard(PORT)
    assert ask(guard, headers={**build_headers(guard), "host": host}) == 421


def test_both_names_of_this_machine_are_known() -> None:
    guard = Guard(PORT)
    assert ask(guard, headers={**build_headers(guard), "host": f"localhost:{PORT}"}) == 200
    assert ask(guard) == 200


def test_a_link_lets_in_once() -> None:
    guard = Guard(PORT)
    link = guard.make_link()
    first = enter(guard, link)
    assert first.status == 303 and first.headers["location"] == "/"
    cookie = first.headers["set-cookie"]
    assert "HttpOnly" in cookie and "SameSite=Strict" in cookie and "Max-Age" not in cookie and "Expires" not in cookie
    assert enter(guard, link).status == 403
    assert enter(guard, f"http://127.0.0.1:{PORT}/enter?token=").status == 403
    # Whoever is in already and loads the link again is sent on.
    assert enter(guard, link, cookie=cookie.partition(";")[0]).status == 303


def test_a_link_lets_in_for_a_minute() -> None:
    clock = Clock()
    guard = Guard(PORT, clock=clock)
    link = guard.make_link()
    clock.now += LINK_SECONDS + 1
    assert enter(guard, link).status == 403


def test_of_two_at_once_a_link_lets_in_one() -> None:
    guard = Guard(PORT)
    for _ in range(20):
        link, together, found = guard.make_link(), Barrier(2), []

        def knock(link: str = link, together: Barrier = together, found: list[int] = found) -> None:
            together.wait()
            found.append(enter(guard, link).status)

        threads = [Thread(target=knock) for _ in range(2)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert sorted(found) == [303, 403]


def test_a_program_that_only_asks_for_a_link_leaves_it_to_the_user() -> None:
    guard = Guard(PORT)
    link = guard.make_link()
    asked = Request("HEAD", "/enter", {"token": link.partition("token=")[2]}, headers={"host": f"127.0.0.1:{PORT}"})
    answer = guard.check(asked)
    assert answer is not None and answer.status == 403
    assert enter(guard, link).status == 303


@pytest.mark.parametrize(
    ("site", "mode", "into", "status"),
    [
        ("cross-site", "no-cors", "image", 403),
        ("same-site", "no-cors", "script", 403),  # another port of this machine, whose pages carry our cookie
        ("same-site", "cors", "empty", 403),
        ("same-site", "navigate", "iframe", 403),
        ("same-site", "websocket", "websocket", 403),
        ("same-site", "navigate", "document", 200),
        ("same-origin", "no-cors", "script", 200),
        ("none", "navigate", "document", 200),
    ],
)
def test_no_other_page_takes_a_screen_in(site: str, mode: str, into: str, status: int) -> None:
    guard = Guard(PORT)
    headers = build_headers(guard, sec_fetch_site=site, sec_fetch_mode=mode, sec_fetch_dest=into)
    assert ask(guard, "GET", "/thing/c1", headers) == status


@pytest.mark.parametrize("cookie", ["", "samverkan-4711=", "samverkan-4711=wrong", "samverkan-4712=x", "å=ä"])
def test_without_the_cookie_nothing_is_shown(cookie: str) -> None:
    guard = Guard(PORT)
    assert ask(guard, headers={"host": f"127.0.0.1:{PORT}", "cookie": cookie}) == 403


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"sec_fetch_site": "same-origin"}, 200),
        ({"sec_fetch_site": "same-origin", "origin": f"http://127.0.0.1:{PORT}"}, 200),
        ({"origin": f"http://127.0.0.1:{PORT}"}, 200),
        ({"sec_fetch_site": "same-origin", "origin": "null"}, 200),  # a form of our own pages, which send no referrer
        ({}, 403),
        ({"sec_fetch_site": "cross-site", "origin": "null"}, 403),
        ({"sec_fetch_site": "none", "origin": "null"}, 403),
        ({"origin": "null"}, 403),
        ({"origin": "http://evil.example"}, 403),
        ({"origin": f"http://127.0.0.1:{PORT + 1}"}, 403),
        ({"sec_fetch_site": "cross-site"}, 403),
        ({"sec_fetch_site": "same-site", "origin": f"http://127.0.0.1:{PORT}"}, 403),
        ({"sec_fetch_site": "none"}, 403),
        ({"sec_fetch_site": "same-origin", "origin": "http://evil.example"}, 403),
    ],
)
@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE"])
def test_only_our_own_pages_may_write(headers: dict[str, str], status: int, method: str) -> None:
    guard = Guard(PORT)
    assert ask(guard, method, "/note", build_headers(guard, **headers)) == status


def test_a_form_or_json_and_nothing_large() -> None:
    guard = Guard(PORT)
    own = {"sec_fetch_site": "same-origin"}
    assert ask(guard, "POST", "/note", build_headers(guard, content_type="text/plain", **own)) == 415
    assert ask(guard, "POST", "/note", build_headers(guard, content_type="multipart/form-data; x=y", **own)) == 415
    assert ask(guard, "POST", "/note", build_headers(guard, content_type="application/json", **own)) == 200
    assert ask(guard, "POST", "/note", build_headers(guard, **own), length=MOST_BYTES + 1) == 413


def test_the_second_start_needs_the_secret() -> None:
    guard = Guard(PORT)
    host = {"host": f"127.0.0.1:{PORT}"}
    assert ask(guard, "POST", "/link", host) == 403
    assert ask(guard, "POST", "/link", {**host, "authorization": "Bearer x"}) == 403
    assert ask(guard, "GET", "/link", {**host, "authorization": f"Bearer {guard.secret}"}) == 403
    answer = guard.check(Request("POST", "/link", headers={**host, "authorization": f"Bearer {guard.secret}"}))
    assert answer is not None and isinstance(answer.body, str)
    assert enter(guard, answer.body).status == 303


def test_each_answer_carries_the_policy_and_no_refusal_tells_of_the_map(tmp_path: Path, havsakra_file: Path) -> None:
    guard = Guard(PORT)
    answer = build_app(open_session(havsakra_file), guard)
    seen = answer(Request("GET", "/", headers=build_headers(guard)))
    assert "Havsåkra" in seen.content.decode()
    refused = answer(Request("GET", "/", headers={"host": f"127.0.0.1:{PORT}"}))
    assert refused.status == 403 and "Havsåkra" not in refused.content.decode()
    for one in (seen, refused):
        assert HEADERS.items() <= dict(one.headers).items()
    policy = seen.headers["content-security-policy"]
    assert "default-src 'none'" in policy and "frame-ancestors 'none'" in policy and "unsafe" not in policy


@pytest.mark.parametrize("path", ["//evil.example", "/\\evil.example", "https://evil.example", "", "/a\r\nx: y", "/å"])
def test_nobody_is_sent_elsewhere(path: str) -> None:
    assert see_other(path).headers["location"] == "/"


PATHS = ("/assets/x/../../pyproject.toml", "/thing/..%2f", "/assets/x/nothing.js", "/etc/passwd", "/view/../x")


@pytest.mark.parametrize("path", PATHS)
def test_no_path_leads_out_of_the_workspace(path: str, havsakra_file: Path) -> None:
    guard = Guard(PORT)
    answer = build_app(open_session(havsakra_file), guard)
    assert answer(Request("GET", path, headers=build_headers(guard))).status in (404, 422)


def test_to_read_changes_nothing(havsakra_file: Path) -> None:
    before = havsakra_file.read_bytes()
    guard = Guard(PORT)
    answer = build_app(open_session(havsakra_file), guard)
    for method, pattern, _ in ROUTES:
        if method == "GET":
            path = pattern.replace("([^/]+)", "c1").replace("([0-9]+)", "1").replace("([a-z.]+)", "desk.js")
            assert answer(Request("GET", path, headers=build_headers(guard))).status < 500
    assert havsakra_file.read_bytes() == before
    assert [f.name for f in havsakra_file.parent.iterdir()] == [havsakra_file.name]
