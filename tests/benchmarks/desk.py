"""Time the workspace as a browser sees it, beside the planner's own time in the same run.

On the example and on a town of 500 actors: from the start of the program to the first page, a plan with "says no"
from request to answer, a search, a form and a save; then the memory of the server. With `--large` on a town of 9,500
instead: what every screen takes, wall and processor, and what others do while a plan is reckoned. With `--peer` and
the path of Fava (installed in a venv of its own) only the start to the first page, beside Fava's. From the checkout:

    python tests/benchmarks/desk.py [--actors N] [--large] [--peer PATH_TO_FAVA]
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from http.client import HTTPConnection
from pathlib import Path
from statistics import median
from time import perf_counter, sleep
from urllib.parse import urlencode, urlsplit

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from answers import Town
from first_page import print_beside

from samverkan.model import Map
from samverkan.store.embedded import open_embedded
from samverkan.workflows.open_store import read_valid_map
from samverkan.workflows.plan import Wishes, plan_in

ROOT = Path(__file__).resolve().parents[2]
TIMES = 9
APPROVALS = 6
LARGE = 9500
EXAMPLE = ROOT / "examples" / "havsakra" / "map.yaml"


class Desk:
    """A workspace in a process of its own, asked over HTTP."""

    def __init__(self, file: Path, runtime: Path) -> None:
        began = perf_counter()
        environ = {**os.environ, "CI": "1", "XDG_RUNTIME_DIR": str(runtime), "PYTHONPATH": str(ROOT)}
        command = [sys.executable, "-m", "samverkan", "open", str(file), "--no-browser", "--lang", "en"]
        self.process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=environ)
        assert self.process.stderr is not None
        found = re.search(r"http\S+", self.process.stderr.readline())
        assert found
        link = urlsplit(found[0])
        self.connection = HTTPConnection("127.0.0.1", link.port or 0)
        self.headers: dict[str, str] = {}
        self.status = 0
        _, cookie = self.ask(f"{link.path}?{link.query}")
        self.headers = {"Cookie": cookie.partition(";")[0], "Sec-Fetch-Site": "same-origin"}
        self.ask("/")
        self.start, self.start_cpu = perf_counter() - began, self.cpu()

    def ask(self, path: str, **form: str) -> tuple[str, str]:
        """Return the body of an answer and the cookie that it sets; a form is sent by POST."""
        text, cookie, _ = self.ask_once(path, **form)
        while self.status == 202:  # a plan that takes its time
            sleep(0.01)
            text, cookie, _ = self.ask_once(path)
        return text, cookie

    def ask_once(self, path: str, **form: str) -> tuple[str, str, int]:
        """Return the body of an answer as it comes, the cookie that it sets, and its status."""
        body = urlencode(form) if form else None
        kind = {"Content-Type": "application/x-www-form-urlencoded"} if form else {}
        self.connection.request("POST" if form else "GET", path, body, {**self.headers, **kind})
        answer = self.connection.getresponse()
        text = answer.read().decode()
        assert answer.status in (200, 202, 303), (path, answer.status)
        self.status = answer.status
        return answer.headers.get("Location") or text, answer.headers.get("Set-Cookie") or "", answer.status

    def memory(self) -> float:
        """Return the memory of the server in MB; 0 where the system does not tell."""
        status = Path(f"/proc/{self.process.pid}/status")
        found = re.search(r"VmRSS:\s+(\d+)", status.read_text()) if status.exists() else None
        return int(found[1]) / 1000 if found else 0.0

    def cpu(self) -> float:
        """Return the seconds that the server has computed; 0 where the system does not tell."""
        status = Path(f"/proc/{self.process.pid}/stat")
        parts = status.read_text().rpartition(")")[2].split() if status.exists() else ()
        return sum(map(int, parts[11:13])) / os.sysconf("SC_CLK_TCK") if parts else 0.0

    def stop(self) -> None:
        """Stop the server."""
        self.connection.close()
        self.process.terminate()
        self.process.wait()
        if self.process.stderr:
            self.process.stderr.close()


def time(act: Callable[[int], object], times: int = TIMES) -> float:
    """Return the median of some runs in milliseconds; each hears its number."""
    found = []
    for number in range(times):
        began = perf_counter()
        act(number)
        found.append(perf_counter() - began)
    return 1000 * median(found)


def main() -> None:
    """Print one line of the table for each map."""
    reader = argparse.ArgumentParser(description=__doc__)
    reader.add_argument("--actors", type=int, default=500)
    reader.add_argument("--large", action="store_true", help="measure a town of 9,500 actors instead")
    reader.add_argument("--peer", type=Path, help="measure the start to the first page beside this Fava instead")
    options = reader.parse_args()
    if options.peer:
        with tempfile.TemporaryDirectory() as folder:
            shutil.copy(EXAMPLE, Path(folder) / "map.yaml")
            things = len(read_valid_map(EXAMPLE).nodes)
            return print_beside(options.peer.absolute(), Path(folder) / "map.yaml", things, Path(folder))
    if options.large:
        return measure_large()
    actors = options.actors
    heads = (
        "map",
        "start s",
        "of it CPU s",
        "says no ms",
        "planner ms",
        "search ms",
        "form ms",
        "save ms",
        "plans",
        "MB",
    )
    print(" | ".join(heads))
    with tempfile.TemporaryDirectory() as folder:
        example = Path(folder) / "example.yaml"
        shutil.copy(EXAMPLE, example)
        town, content = Path(folder) / "town.samverkan", Town(actors, APPROVALS, 1).build()
        store = open_embedded(town, create=True)
        store.write_map(content, "new")
        store.close()
        print(" | ".join(measure("example", example, read_valid_map(example), Path(folder))), flush=True)
        print(" | ".join(measure(f"town of {actors}", town, content, Path(folder))), flush=True)


def measure(name: str, file: Path, content: Map, folder: Path) -> list[str]:
    """Return the figures of one map."""
    initiative, asked = choose(content)
    desk = Desk(file, folder)
    try:
        desk.ask(f"/plan/{initiative}")

        def says_no(number: int) -> None:
            desk.ask(desk.ask(f"/assume/{initiative}", kind="no", who=asked[number % len(asked)])[0])

        def plan(number: int) -> None:
            plan_in(content, initiative, Wishes(without=(asked[number % len(asked)],)), as_of=None)

        node = content.nodes[initiative]
        changed, own = time(says_no), time(plan)
        search = time(lambda n: desk.ask("/find?q=" + ("chef", "plan", "park")[n % 3]))
        form = time(lambda n: desk.ask(f"/note?who={asked[n % len(asked)]}"))
        names = [node.name, *(f"{node.name} {n}" for n in range(TIMES))]
        save = time(lambda n: desk.ask(f"/change/{initiative}", field="name", value=names[n + 1], seen=names[n]), TIMES)
        for number in range(500):
            desk.ask(f"/plan/{initiative}?a={number % 3}")
        figures = (desk.start, desk.start_cpu, changed, own, search, form, save, 500, desk.memory())
        return [name, *(f"{figure:.2f}" for figure in figures[:2]), *(f"{figure:.0f}" for figure in figures[2:])]
    finally:
        desk.stop()


def measure_large() -> None:
    """Print what the screens of a large map take, and what others take while a plan is reckoned."""
    with tempfile.TemporaryDirectory() as folder:
        town, content = Path(folder) / "town.samverkan", Town(LARGE, APPROVALS, 1).build()
        store = open_embedded(town, create=True)
        store.write_map(content, "new")
        store.close()
        desk = Desk(town, Path(folder))
        print(f"things {len(content.nodes)}, relations {len(content.relations)}")
        print(f"start | {1000 * desk.start:.0f} ms | of it processor {1000 * desk.start_cpu:.0f}")
        try:
            _time_screens(desk, content)
            _time_beside(desk, content.labelled("Initiative")[0].id)
            tell(desk, "network, first answer", lambda n: desk.ask_once("/view/network"), 1)
            tell(desk, "network", lambda n: desk.ask("/view/network"), 1)
            print(f"memory | {desk.memory():.0f} MB")
        finally:
            desk.stop()


def _time_screens(desk: Desk, content: Map) -> None:
    actors = [n.id for n in content.labelled("Actor")][100 : 100 + 2 * TIMES]
    name = content.nodes[actors[0]].name
    names = [name, *(f"{name} {n}" for n in range(TIMES))]
    desk.ask("/waits")
    desk.ask(f"/thing/{actors[-1]}")
    tell(desk, "search", lambda n: desk.ask(f"/find?q=a00{n}1"))
    tell(desk, "names", lambda n: desk.ask(f"/names?of=Actor&q=a00{n}1"))
    tell(desk, "form", lambda n: desk.ask(f"/note?who={actors[n]}"))
    tell(desk, "about a thing", lambda n: desk.ask(f"/thing/{actors[n]}"))
    tell(desk, "to review", lambda n: desk.ask("/review"))
    tell(desk, "save", lambda n: desk.ask(f"/change/{actors[0]}", field="name", value=names[n + 1], seen=names[n]))
    tell(desk, "about a thing, as the first after a save", lambda n: _save_and_look(desk, actors[1], n), 3)


def _save_and_look(desk: Desk, actor: str, number: int) -> float:
    note = {"stance": "supports", "on": f"2025-09-1{number}", "about": "", "concern": f"c {number}"}
    desk.ask("/note", who=actor, **{**note, "about": "goal"})
    began = perf_counter()
    desk.ask(f"/thing/{actor}")
    return perf_counter() - began


def _time_beside(desk: Desk, initiative: str) -> None:
    """Time the first word of a long plan, what other screens take meanwhile, and how soon it ends when given up."""
    began = perf_counter()
    _, _, status = desk.ask_once(f"/plan/{initiative}")
    print(f"plan, first answer ({status}) | {1000 * (perf_counter() - began):.0f} ms")
    tell(desk, "search meanwhile", lambda n: desk.ask(f"/find?q=a00{n}1"))
    tell(desk, "about a thing meanwhile", lambda n: desk.ask(f"/thing/a00{500 + n:04}"))
    began, before, spent = perf_counter(), desk.cpu(), 1.0
    desk.ask_once(f"/giveup/{initiative}", a="")
    while spent > 0.02 and perf_counter() - began < 10:
        sleep(0.2)
        before, spent = desk.cpu(), desk.cpu() - before
    print(f"given up, quiet after | {1000 * (perf_counter() - began):.0f} ms")


def tell(desk: Desk, name: str, act: Callable[[int], object], times: int = TIMES) -> None:
    """Print what something takes: the median by the clock, and the server's processor for each."""
    before, found = desk.cpu(), []
    for number in range(times):
        began = perf_counter()
        made = act(number)
        found.append(made if isinstance(made, float) else perf_counter() - began)
    spent = 1000 * (desk.cpu() - before) / times
    print(f"{name} | {1000 * median(found):.0f} ms | processor {spent:.0f}", flush=True)


def choose(content: Map) -> tuple[str, list[str]]:
    """Return an initiative that can be planned, and whom it asks."""
    for node in content.labelled("Initiative"):
        found = plan_in(content, node.id, Wishes(), as_of=None).answer.plan
        if found and found.steps:
            return node.id, [step.actor for step in found.steps]
    raise SystemExit("no initiative can be planned")


if __name__ == "__main__":
    main()
