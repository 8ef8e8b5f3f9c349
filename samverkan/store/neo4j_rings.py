"""Fetch what lies around some things in rings, nearest first, each thing asked for its steps once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from samverkan.domain.reads import Rings, Step
from samverkan.store.neo4j_picked import Picked

_SMALL = 1000


def grow_rings(picked: Picked, read: Rings, start: set[str]) -> set[str]:
    """Fetch rings around some things; return those whose steps are all there."""
    return _Growing(picked, read).grow(start)


class _Growing:
    def __init__(self, picked: Picked, read: Rings) -> None:
        self.picked, self.read = picked, read
        self.pairs: Mapping[str, Step] = {step.type: step for step in read.steps if not step.shared}
        self.shared = [step for step in read.steps if step.shared]
        self.costs = {
            f"{step.type} {value}".strip(): effort
            for step in self.pairs.values()
            for value, effort in step.efforts.items()
        }
        self.ends: set[str] = set()

    def grow(self, start: set[str]) -> set[str]:
        radius = self.read.radius
        number = self.picked.work.run("count_labelled", {"label": self.read.label})[0]["number"]
        distances, settled = dict.fromkeys(start, 0), set[str]()
        while distances:
            if len(settled) + len(distances) > max(_SMALL, number // 3):
                return self.fetch_all()
            nearest = min(distances.values())
            front = {thing for thing, distance in distances.items() if distance == nearest}
            settled |= front
            distances = {thing: distance for thing, distance in distances.items() if thing not in front}
            left = -1 if radius is None or nearest == 0 else radius - nearest
            for thing, effort in self.fetch(front, left).items():
                distance = nearest + effort
                if thing not in settled and (radius is None or distance <= radius):
                    distances[thing] = min(distance, distances.get(thing, distance))
        return settled if radius is None else set(start)

    def fetch(self, front: Iterable[str], left: int) -> dict[str, int]:
        """Fetch the steps of some things as far as `left` reaches (-1: all); return the effort to where they lead."""
        ids = sorted(front)
        found: dict[str, int] = {}
        if left < 0 or left >= min(self.costs.values(), default=left + 1):
            by = {step.type: step.by for step in self.pairs.values()}
            rows = [{"id": thing, "left": left} for thing in ids]
            names = {"label": self.read.label, "types": "|".join(self.pairs)}
            steps = self.picked.work.run("pick_steps", names, rows=rows, by=by, costs=self.costs)
            self.picked.add(steps)
            for row in steps:
                step = self.pairs[row["type"]]
                self.note(found, (row["start"], row["end"]), step.cost(row["properties"].get(step.by)))
        for step in self.shared:
            if left < 0 or left >= step.cost():
                self.note(
                    found, self.fetch_marked(step, ids) if step.mark else self.fetch_shared(step, ids), step.cost()
                )
        return found

    def fetch_shared(self, step: Step, ids: list[str]) -> list[str]:
        names = {"label": self.read.label, "types": step.type}
        rows = self.picked.work.run("pick_shared", names, ids=ids, known=sorted(self.ends))
        self.picked.add(rows)
        self.ends.update(row["end"] for row in rows)
        return [row["start"] for row in rows]

    def fetch_marked(self, step: Step, ids: list[str]) -> list[str]:
        statement = "pick_lifted" if step.lifted else "pick_marked"
        names = {"label": self.read.label, "types": step.type}
        rows = self.picked.work.run(statement, names, ids=ids, mark=step.mark)
        self.picked.add(rows)
        return [row["start"] for row in rows]

    @staticmethod
    def note(found: dict[str, int], things: Iterable[str], effort: int) -> None:
        for thing in things:
            found[thing] = min(effort, found.get(thing, effort))

    def fetch_all(self) -> set[str]:
        """Fetch all steps at once: where most things can matter, that is quicker than ring by ring."""
        types = list(dict.fromkeys(step.type for step in self.read.steps))
        rows = self.picked.work.run_grouped("pick_all_among", {"label": self.read.label, "types": "|".join(types)})
        self.picked.add_all(rows, self.read.label, types)
        return set(self.picked.ids)
