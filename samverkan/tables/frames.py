"""A map as pandas frames and as a networkx graph, for whoever reckons with it. The only place that knows pandas."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from samverkan.model import Map, Value
from samverkan.schema import Property, read_schema

if TYPE_CHECKING:
    import networkx as nx
    import pandas as pd

_TYPES = {"date": "datetime64[s]", "bool": "boolean", "int": "Int64", "number": "Float64", "text": "string"}


def to_frame(columns: Sequence[str], rows: Iterable[Mapping[str, Any]]) -> pd.DataFrame:
    """Return rows as a frame with these columns, in their order; lists stay lists."""
    import pandas as pd

    return pd.DataFrame([[row.get(column) for column in columns] for row in rows], columns=list(columns))


def to_frames(content: Map) -> dict[str, pd.DataFrame]:
    """Return a frame for each label and relation type that a map has, with every property as a typed column.

    A frame of a label has its ids as index; one of a relation type has the columns `start` and `end` first. Days are
    datetimes, tokens are texts, and what is not known is missing.
    """
    schema, found = read_schema(), dict[str, "pd.DataFrame"]()
    for name, label in schema.labels.items():
        nodes = content.labelled(name)
        if nodes:
            rows = [{"id": node.id, **node.properties} for node in nodes]
            found[name] = _typed(["id"], label.properties, rows).set_index("id")
    for name, kind in schema.relations.items():
        relations = [r for r in content.relations if r.type == name]
        if relations:
            rows = [{"start": r.start, "end": r.end, **r.properties} for r in relations]
            found[name] = _typed(["start", "end"], kind.properties, rows)
    return found


def _typed(first: list[str], known: Mapping[str, Property], rows: list[dict[str, Any]]) -> pd.DataFrame:
    import pandas as pd

    columns = {name: pd.Series([row[name] for row in rows], dtype="string") for name in first}
    for name, prop in known.items():
        values = [_to_value(row.get(name)) for row in rows]
        if prop.type == "texts":
            columns[name] = pd.Series(values, dtype=object)
        elif prop.type == "date":
            columns[name] = pd.Series(pd.to_datetime(pd.Series(values, dtype=object)), dtype=_TYPES["date"])
        else:
            columns[name] = pd.Series(values, dtype=_TYPES.get(prop.type, "string"))
    return pd.DataFrame(columns)


def _to_value(value: Value | None) -> Any:
    return list(value) if isinstance(value, tuple) else value


def to_networkx(content: Map) -> nx.MultiDiGraph[str]:
    """Return a map as a directed graph that may have several edges between two nodes: their types are the keys."""
    import networkx as nx

    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph(title=content.title, language=content.language)
    for node in content.nodes.values():
        graph.add_node(node.id, label=node.label, **{k: _to_value(v) for k, v in node.properties.items()})
    for number, relation in enumerate(content.relations):
        values = {k: _to_value(v) for k, v in relation.properties.items()}
        again = graph.has_edge(relation.start, relation.end, relation.type)
        key = f"{relation.type} {number}" if again else relation.type
        graph.add_edge(relation.start, relation.end, key=key, type=relation.type, **values)
    return graph
