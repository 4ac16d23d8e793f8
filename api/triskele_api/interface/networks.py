"""Networks, what lies around an actor, and paths."""

from __future__ import annotations

from typing import Any

from pydantic import Field

from triskele_api.interface.metrics import Parameter
from triskele_api.interface.operation import Operation, Operations
from triskele_api.interface.records import Answer, Items, Record, Texts, Thing, Tie


class Projection(Record):
    """A named way to make a network of a release."""

    name: str
    title: Texts
    description: Texts
    parameters: list[Parameter]


class Node(Thing):
    """A node of a network."""

    id: str
    degree: int
    community: int | None
    membership: dict[str, float] = Field(description="Shares of the four spheres")
    certain: bool | None = Field(None, description="With a year: whether it certainly is there")


class Link(Record):
    """Two nodes and the ties between them."""

    source: str
    target: str
    weight: float
    types: list[str]
    modality: str
    ties: list[str]
    first: int | None = Field(alias="from")
    last: int | None = Field(alias="to")
    confidence: float
    certain: bool | None = Field(None, description="With a year: whether one of the ties certainly counts in it")


class Around(Record):
    """How many ties an actor has, and why so few of them are lines."""

    actor: str
    ties: int
    drawn: int
    lines: int
    apart: dict[str, int] = Field(description="Ties that are no line, by reason")


class Network(Answer):
    """A network; ``networkx.node_link_graph(document, edges="links")`` reads it."""

    projection: str
    parameters: dict[str, Any]
    dropped: dict[str, int]
    directed: bool
    multigraph: bool
    graph: dict[str, Any]
    nodes: list[Node]
    links: list[Link]
    around: Around | None = Field(None, description="With one actor as focus")
    meta: dict[str, Any]


class Step(Record):
    """One step of a path."""

    a: str = Field(alias="from")
    b: str = Field(alias="to")
    ties: list[Tie]


class Path(Record):
    """One path between two actors."""

    length: int
    nodes: list[Thing]
    steps: list[Step]


class Paths(Answer):
    """Shortest paths; none has a reason."""

    projection: str
    parameters: dict[str, Any]
    paths: list[Path]
    reason: Texts | None = None


OPERATIONS: Operations = {
    ("get", "/networks"): Operation(Items[Projection]),
    ("get", "/networks/{projection}"): Operation(Network),
    ("get", "/networks/{projection}/ego"): Operation(Network),
    ("get", "/networks/{projection}/paths"): Operation(Paths),
}  # fmt: skip
