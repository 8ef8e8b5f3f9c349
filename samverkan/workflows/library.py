"""What `import samverkan` offers to whoever reckons with maps: read one, plan, ask, and take the answers further.

Answers hold what an answer may hold: own assessments and what has expired are left out when a map is read, unless it
is read `internal`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from samverkan.model import Map
from samverkan.privacy import find_own_assessments, keep_what_counts, leave_out_own_assessments
from samverkan.workflows.find_node import find_day

if TYPE_CHECKING:
    import networkx as nx
    import pandas as pd

    from samverkan.decisions.answer import Answer as Planned
    from samverkan.texts import Texts


@dataclass(frozen=True)
class OpenMap:
    """A map that was read. `left_out` counts what is not in it, by rule; `content` is the map itself."""

    content: Map
    left_out: Mapping[str, int] = field(default_factory=dict)

    @property
    def title(self) -> str:
        """What the map is called."""
        return self.content.title

    def __repr__(self) -> str:
        """Say what it is in a line."""
        return f"<map {self.title!r}: {len(self.content.nodes)} things, {len(self.content.relations)} relations>"

    def _repr_html_(self) -> str:
        """Return a picture of who knows whom, for a notebook."""
        from samverkan.texts import Texts

        return _draw("network", self.content, Texts(self.content.language))


@dataclass(frozen=True)
class Answer:
    """An answer: its columns and rows, the whole of it as plain data, and a picture where there is one."""

    columns: tuple[str, ...]
    rows: tuple[Mapping[str, Any], ...]
    data: Any
    picture: str = ""

    def __len__(self) -> int:
        """How many rows there are."""
        return len(self.rows)

    def to_frame(self) -> pd.DataFrame:
        """Return the rows as a pandas frame."""
        from samverkan.tables.frames import to_frame

        return to_frame(self.columns, self.rows)

    def _repr_html_(self) -> str:
        """Return the picture, else the rows as a table, for a notebook."""
        return self.picture or str(self.to_frame().to_html(notebook=True))


def read(path: str | Path, *, internal: bool = False) -> OpenMap:
    """Read a map file, a workbook or a store file; an address of a server is read too.

    Own assessments, what has expired and figures below ten of special groups are left out, unless `internal`.
    """
    import os

    from samverkan.workflows.open_store import Where, read_whole_map

    content = read_whole_map(Where(str(path), os.environ, Path()))
    if internal:
        return OpenMap(content)
    kept = keep_what_counts(leave_out_own_assessments(content) or content, find_day(content, None), date.today())
    own = len(find_own_assessments(content))
    expired = len(content.labelled("Position")) - len(kept.labelled("Position")) - own
    counts = {"own_assessment": own, "expired": expired}
    return OpenMap(kept, {rule: number for rule, number in counts.items() if number})


def plan(
    content: OpenMap | Map,
    initiative: str,
    *,
    start: Sequence[str] = (),
    without: Sequence[str] = (),
    as_of: date | None = None,
    lang: str | None = None,
    **wishes: Any,
) -> Answer:
    """Plan an initiative: a row a step of the cheapest plan; `data` is what `plan --format json` says."""
    from samverkan.reports.plan_json import to_plan_json
    from samverkan.reports.plan_words import PlanWords
    from samverkan.texts import Texts
    from samverkan.workflows.plan import Wishes, plan_in

    map_ = _content_of(content)
    planned = plan_in(map_, initiative, Wishes(tuple(start), tuple(without), **wishes), as_of=as_of)
    texts = Texts(lang or map_.language)
    data = to_plan_json(PlanWords(planned.answer, planned.content, texts))
    rows = tuple((data.get("plan") or {}).get("steps") or ())
    columns = tuple(dict.fromkeys(key for row in rows for key in row))
    picture = _draw("decision-path", map_, texts, planned.answer)
    return Answer(columns, rows, data, picture)


def ask(content: OpenMap | Map, question: str, *, as_of: date | None = None, **parameters: str) -> Answer:
    """Ask a question of the catalogue, by its name in either language; parameters by id or name."""
    from samverkan.store.in_memory import open_map
    from samverkan.workflows.ask import ask_store

    answered = ask_store(open_map(_content_of(content), "map"), question, parameters, as_of=as_of)
    columns = tuple(column.name for column in answered.question.given_columns)
    return Answer(columns, answered.rows, [dict(row) for row in answered.rows])


def frames(content: OpenMap | Map) -> dict[str, pd.DataFrame]:
    """Return a pandas frame for each label and each relation type of a map."""
    from samverkan.tables.frames import to_frames

    return to_frames(_content_of(content))


def to_networkx(content: OpenMap | Map) -> nx.MultiDiGraph[str]:
    """Return a map as a networkx graph."""
    from samverkan.tables.frames import to_networkx as build

    return build(_content_of(content))


def _content_of(content: OpenMap | Map) -> Map:
    return content.content if isinstance(content, OpenMap) else content


def _draw(kind: str, content: Map, texts: Texts, answer: Planned | None = None) -> str:
    """Return a view as a static picture, empty where there is nothing to draw."""
    from samverkan.errors import SamverkanError
    from samverkan.views.build import build_svg

    day = answer.as_of if answer else find_day(content, None)
    try:
        return build_svg(
            kind, content, on=day, texts=texts, subject=answer.initiative if answer else None, answer=answer
        )
    except SamverkanError:
        return ""
