"""A network as a folder of arrays that are memory-mapped when it is opened."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from triskele.errors import InvalidInput
from triskele.networks.columns import frozen, load_column, save_column, write_json
from triskele.networks.parts import Parts

if TYPE_CHECKING:
    from triskele.networks.csr import Network

FORMAT = 1


def save(network: Network, folder: str | Path) -> Path:
    """Write the network into a new or empty folder; ids must be texts or integers.

    ``network.json`` is written last, so a folder without it is an unfinished one.
    """
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    if any(type(node) not in (str, int) for node in network.ids):
        raise InvalidInput("Only networks whose ids are texts or integers can be saved.", hint="Rename the nodes.")
    np.save(folder / "indptr.npy", network.indptr)
    np.save(folder / "indices.npy", network.indices)
    if network.weights is not None:
        np.save(folder / "weights.npy", network.weights)
    if network.is_directed():
        np.save(folder / "in_indptr.npy", network.in_indptr)
        np.save(folder / "in_indices.npy", network.in_indices)
        np.save(folder / "in_arcs.npy", network.in_arcs)
    write_json(folder / "ids.json", network.ids)
    for kind, columns in (("node", network.node_data), ("edge", network.edge_data)):
        for number, column in enumerate(columns.values()):
            save_column(folder / f"{kind}-{number}", column)
    about = {
        "format": FORMAT,
        "directed": network.is_directed(),
        "nodes": len(network),
        "weighted": network.weights is not None,
        "node_data": list(network.node_data),
        "edge_data": list(network.edge_data),
        "categories": network.categories,
        "graph": network.graph,
    }
    write_json(folder / "network.json", about)
    return folder


def load(folder: Path) -> tuple[Parts, tuple[NDArray, NDArray, NDArray] | None]:
    """(the network's parts without its ids, the arriving arcs of a directed one)."""
    try:
        about = json.loads((folder / "network.json").read_text(encoding="utf-8"))
    except FileNotFoundError as missing:
        raise InvalidInput(
            f"{folder} holds no network.", hint="Give a folder that Network.save has written."
        ) from missing
    if about["format"] != FORMAT:
        raise InvalidInput(
            f"{folder} holds a network of format {about['format']}, not {FORMAT}.",
            hint="Save it again with this version.",
        )

    def array(name: str) -> NDArray:
        return frozen(np.asarray(np.load(folder / f"{name}.npy", mmap_mode="r")))

    parts = Parts(
        about["directed"],
        None,
        array("indptr"),
        array("indices"),
        array("weights") if about["weighted"] else None,
        {name: load_column(folder / f"node-{i}") for i, name in enumerate(about["node_data"])},
        {name: load_column(folder / f"edge-{i}") for i, name in enumerate(about["edge_data"])},
        about["categories"],
        about["graph"],
    )
    return parts, (array("in_indptr"), array("in_indices"), array("in_arcs")) if about["directed"] else None


def load_ids(folder: Path) -> list:
    return json.loads((folder / "ids.json").read_text(encoding="utf-8"))
