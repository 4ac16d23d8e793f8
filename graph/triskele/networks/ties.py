"""Every tie and every actor of a release as columns, read once from the store and kept beside it.

This is the one place where statements become arrays; projections only select and renumber.
"""

from __future__ import annotations

import io
import os
import pickle
import shutil
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from triskele.release.library import Release

SPHERES = ("university", "industry", "government", "civil-society", "hybrid")
"""Codes 0 to 4 of the column ``sphere``; -1 is unknown."""
UNKNOWN_YEAR = -32768
FOLDER = "ties"

_NODES = """
SELECT ?node ?class ?sphere ?tr ?en ?founded WHERE {
  { SELECT DISTINCT ?node { { ?t tsk:source ?node } UNION { ?t tsk:target ?node } UNION { ?t tsk:participant ?node .
      ?t a tsk:Tie } UNION { ?node a ?c . ?c rdfs:subClassOf* tsk:Actor } } }
  ?node a ?class . FILTER(?class != skos:Concept)
  OPTIONAL { ?node tsk:sphere ?sphere }
  OPTIONAL { ?node skos:prefLabel ?tr FILTER(LANG(?tr) = "tr") }
  OPTIONAL { ?node skos:prefLabel ?en FILTER(LANG(?en) = "en") }
  OPTIONAL { ?node schema:foundingDate ?founded }
} ORDER BY ?node
"""
_TIES = """
SELECT ?tie ?type ?layer ?symmetric ?u ?v ?from ?to ?modality ?confidence ?amount ?document WHERE {
  ?tie a tsk:Tie ; tsk:tieType ?type ; tsk:modality ?modality ; tsk:confidence ?confidence .
  { ?tie tsk:source ?u ; tsk:target ?v . BIND(false AS ?symmetric) }
  UNION { ?tie tsk:participant ?u , ?v . FILTER(STR(?u) < STR(?v)) BIND(true AS ?symmetric) }
  OPTIONAL { ?type tsk:layer ?layer }
  OPTIONAL { ?tie tsk:validFrom ?from }
  OPTIONAL { ?tie tsk:validTo ?to }
  OPTIONAL { ?tie tsk:amount ?amount }
  OPTIONAL { SELECT ?tie (MIN(STR(?d)) AS ?document) { ?tie a tsk:Tie ; tsk:evidence/prov:hadPrimarySource ?d }
             GROUP BY ?tie }
} ORDER BY ?tie ?u ?v
"""
_SHARES = """SELECT ?node ?sphere ?share {
  ?node tsk:hasSphereAssignment [ tsk:assignedSphere ?sphere ; tsk:sphereShare ?share ] }"""
_ACTORS = "SELECT DISTINCT ?node { ?node a ?c . ?c rdfs:subClassOf* tsk:Actor }"
_PLACES = """SELECT DISTINCT ?node ?place {
  { ?node dct:spatial/tsk:within* ?place }
  UNION { ?t a tsk:Tie ; tsk:tieType tie:location ; tsk:source ?node ; tsk:target/tsk:within* ?place }
  FILTER NOT EXISTS { ?node a tsk:Event } }"""
_SECTORS = """SELECT DISTINCT ?node ?sector {
  ?t a tsk:Tie ; tsk:source ?node ; tsk:target/skos:broader* ?sector . ?sector a tsk:Sector }"""
_CLUSTERS = """SELECT DISTINCT ?node ?cluster {
  ?t a tsk:Tie ; tsk:tieType tie:cluster-membership ; tsk:source ?node ; tsk:target ?cluster }"""


@dataclass(frozen=True)
class TieTable:
    """``nodes`` has one row a node (key, iri, class, sphere code, actor flag, labels, founded, four shares), ``ties``
    one row a pair of ends (tie, type, layer, symmetric, u and v as rows of ``nodes``, from and to as years or
    UNKNOWN_YEAR, modality, confidence, amount, document)."""

    nodes: pd.DataFrame
    ties: pd.DataFrame
    places: pd.DataFrame
    sectors: pd.DataFrame
    clusters: pd.DataFrame

    @cached_property
    def shares(self) -> NDArray[np.float64]:
        """Membership of each node in the first four spheres, rows summing to 1 or, when unknown, to 0."""
        return self.nodes[list(SPHERES[:4])].to_numpy(dtype=float)

    def nodes_with(self, frame: str, column: str, keys: tuple[str, ...]) -> NDArray[np.bool_]:
        """Which nodes the frame (places, sectors, clusters) ties to any of these keys."""
        table: pd.DataFrame = getattr(self, frame)
        chosen = table.loc[table[column].isin(keys), "node"].to_numpy()
        mask = np.zeros(len(self.nodes), dtype=bool)
        mask[chosen] = True
        return mask


def tie_table(release: Release) -> TieTable:
    """The columns of a release: from its folder when they are there, else read from the store and kept."""
    folder = release.folder / "derived" / FOLDER
    try:
        return _read_kept(folder)
    except (FileNotFoundError, EOFError, pickle.UnpicklingError, ValueError):  # not there, or cut off by a crash
        _write(_read(release), folder)
    return _read_kept(folder)


def _read_kept(folder: Path) -> TieTable:
    return TieTable(**{name: pd.read_pickle(folder / f"{name}.pkl") for name in _FRAMES})


_FRAMES = ("nodes", "ties", "places", "sectors", "clusters")


def _write(table: TieTable, folder: Path) -> None:
    beside = folder.with_name(f".{folder.name}-{os.getpid()}")
    shutil.rmtree(beside, ignore_errors=True)
    beside.mkdir(parents=True)
    for name in _FRAMES:
        getattr(table, name).to_pickle(beside / f"{name}.pkl")
    try:
        os.rename(beside, folder)
    except OSError:  # somebody else was first, or what lies there is broken: a folder that holds files is not replaced
        old = folder.with_name(f".{folder.name}-old-{os.getpid()}")
        os.rename(folder, old)
        os.rename(beside, folder)
        shutil.rmtree(old)


def _frame(release: Release, query: str) -> pd.DataFrame:
    """The rows of a query as text columns; the engine writes CSV, which is many times faster than Python objects."""
    output = io.BytesIO()
    release.store.query(query).write("csv", output)
    output.seek(0)
    return pd.read_csv(output, dtype=str, keep_default_na=False)


def _tail(column: pd.Series) -> pd.Series:
    """The last part of each IRI: key, concept or class name."""
    return column.str.extract(r"([^/#]*)$", expand=False)


def _read(release: Release) -> TieTable:
    nodes = _frame(release, _NODES).drop_duplicates("node").rename(columns={"node": "iri"})
    nodes["key"] = _tail(nodes["iri"])
    nodes["class"] = _tail(nodes["class"])
    nodes = nodes.sort_values("key", ignore_index=True)
    position = pd.Series(nodes.index.to_numpy(), index=nodes["iri"].to_numpy())
    codes = {name: code for code, name in enumerate(SPHERES)}
    nodes["sphere"] = _tail(nodes["sphere"]).map(codes).fillna(-1).astype("int8")
    nodes["actor"] = nodes["iri"].isin(_frame(release, _ACTORS)["node"])
    shares = _frame(release, _SHARES)
    for name in SPHERES[:4]:
        part = shares[_tail(shares["sphere"]) == name]
        given = pd.Series(part["share"].astype(float).to_numpy(), index=part["node"].to_numpy())
        nodes[name] = nodes["iri"].map(given[~given.index.duplicated()]).fillna(0.0).astype(float)
    ties = _frame(release, _TIES).rename(columns={"tie": "iri"})
    ties["tie"] = _tail(ties["iri"])
    for column in ("type", "layer", "modality", "document"):
        ties[column] = _tail(ties[column]).astype("category")
    ties["symmetric"] = ties["symmetric"] == "true"
    for column in ("u", "v"):
        ties[column] = ties[column].map(position).astype("int64")
    for column in ("from", "to"):
        ties[column] = pd.to_numeric(ties[column].str.slice(0, 4)).fillna(UNKNOWN_YEAR).astype("int16")
    ties["confidence"] = ties["confidence"].astype(float)
    ties["amount"] = pd.to_numeric(ties["amount"])
    links = {}
    for name, column, query in (
        ("places", "place", _PLACES),
        ("sectors", "sector", _SECTORS),
        ("clusters", "cluster", _CLUSTERS),
    ):
        frame = _frame(release, query)
        frame["node"] = frame["node"].map(position)
        frame[column] = _tail(frame[column])
        links[name] = frame.dropna(subset=["node"]).astype({"node": "int64"}).reset_index(drop=True)
    return TieTable(nodes, ties.drop(columns="iri"), **links)
