"""The arrays of a release as they would be after the changes of a scenario; the release stays as it is.

Everything that reads a release through its arrays (networks, metrics, checklists) reads the changed ones the same way.
Ties that are added count in every year, stated and with full confidence, and rest on no document.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from triskele.errors import InvalidInput
from triskele.ledger.arrays import SPHERES, Arrays, packed
from triskele.ledger.time import FUTURE, PAST
from triskele.networks.choosing import MEMBERSHIP, check_known, open_arrays
from triskele.networks.scenario import Change, Scenario

if TYPE_CHECKING:
    from triskele.release.library import Release

CLUSTER = "ClusterInitiative"
_TEXTS = ("key", "iri", "label_tr", "label_en")
_SHARES = tuple(f"share_{i}" for i in range(4))
_BOUNDS = ("possible_from", "possible_to", "certain_from", "certain_to")
_NODE = ("class", "kind", "actor", "person", "collective", "sphere", *_SHARES, *_BOUNDS)
_PAIR = ("tie", "u", "v", "mutual", "type", "layer", "modality", "confidence", "amount", "currency", "occurrence",
         "dated", "first", "last", *_BOUNDS)  # fmt: skip


def changed(release: Release, scenario: Scenario) -> Release:
    """The release with the changes made; InvalidInput names the first that cannot be. O(nodes + ties) a change."""
    from dataclasses import replace

    return replace(release, arrays=change_arrays(open_arrays(release), scenario))


def change_arrays(base: Arrays, scenario: Scenario) -> Arrays:
    """The arrays with the changes made."""
    work = _Work(base)
    for number, change in enumerate(scenario.changes, 1):
        try:
            work.make(change)
        except InvalidInput as error:
            raise InvalidInput(f"Change {number} ({change.do}): {error.message}", hint=error.hint) from error
    return work.done()


class _Work:
    """Columns that are changed one change at a time. Nodes that come are put at the end and sorted in at last."""

    def __init__(self, base: Arrays) -> None:
        self.base = base
        self.keys = base.keys.tolist()
        self.ties = base.texts("tie-key").all().tolist()
        self.texts = {name: base.texts(f"node-{name}").all().tolist() for name in _TEXTS}
        self.node = {name: np.array(base.nodes[name]) for name in _NODE}
        self.pair = {name: np.array(base.pairs[name]) for name in _PAIR}
        self.relation = np.array(base._load("tie-relation"))
        self.links = {name: (np.array(base._load(f"{name}-row")), np.array(base._load(f"{name}-code")))
                      for name in ("place", "sector")}  # fmt: skip
        self.categories = {name: list(values) for name, values in base.categories.items()}
        self.index = {key: row for row, key in enumerate(self.keys)}
        self.gone: set[str] = set()

    def make(self, change: Change) -> None:
        names = change.names
        match change.do:
            case "remove-actor":
                self._remove(self._actor(names[0]))
            case "add-actor":
                self._add(names[0], names[1], names[2] if len(names) == 3 else None)
            case "merge-actors":
                self._merge([self._actor(name) for name in names])
            case "add-tie":
                self._tie(self._actor(names[0]), self._actor(names[1]), names[2])
            case "end-tie":
                self._end(names)
            case "found-cluster":
                members = [self._actor(name) for name in names[1:]]
                cluster = self._add(names[0], CLUSTER, None)
                for member in members:
                    self._tie(member, cluster, MEMBERSHIP)

    def _actor(self, key: str) -> int:
        row = self.index.get(key)
        if row is None or key in self.gone or not (self.node["actor"][row] or self.node["person"][row]):
            there = [k for k, r in self.index.items() if self.node["actor"][r] and k not in self.gone]
            check_known((key,), there, "actor")
            raise InvalidInput(f"{key} is no actor.", hint="Name an actor or a person of the release.")
        return row

    def _code(self, name: str, value: str) -> int:
        if value not in self.categories[name]:
            self.categories[name].append(value)
        return self.categories[name].index(value)

    def _remove(self, row: int) -> None:
        self._keep((self.pair["u"] != row) & (self.pair["v"] != row))
        self.node["actor"][row] = self.node["person"][row] = False
        self.gone.add(self.keys[row])

    def _keep(self, kept: NDArray[np.bool_]) -> None:
        self.pair = {name: column[kept] for name, column in self.pair.items()}

    def _add(self, key: str, kind: str, sphere: str | None) -> int:
        if key in self.index:
            raise InvalidInput(f"There is a {key} already.", hint="Give the new actor a key of its own.")
        check_known((kind,), self.base.known["class"], "class")
        row = len(self.keys)
        self.keys.append(key)
        self.index[key] = row
        name = key.replace("-", " ")
        for column, value in (("key", key), ("iri", f"urn:what-if:{key}"), ("label_tr", name), ("label_en", name)):
            self.texts[column].append(value)
        code = self._code("class", kind)
        shares, sphere_code = self._sphere(code, sphere)
        values: dict[str, Any] = {
            "class": code, "kind": self._code("kind", "actor"), "actor": True, "person": False, "collective": False,
            "sphere": sphere_code, **dict(zip(_SHARES, shares, strict=True)),
            "possible_from": PAST, "possible_to": FUTURE, "certain_from": PAST, "certain_to": FUTURE,
        }  # fmt: skip
        self.node = {n: np.append(c, np.array([values[n]], dtype=c.dtype)) for n, c in self.node.items()}
        return row

    def _sphere(self, kind: int, sphere: str | None) -> tuple[list[float], int]:
        """Shares and code of a sphere; where none is given, what most actors of the class have, else unknown."""
        if sphere is not None and sphere != "hybrid":
            return [float(name == sphere) for name in SPHERES[:4]], SPHERES.index(sphere)
        alike = np.flatnonzero((self.node["class"] == kind) & self.node["actor"])
        if sphere == "hybrid":
            alike = alike[self.node["sphere"][alike] == SPHERES.index("hybrid")]
        if not len(alike):
            return [0.0] * 4, SPHERES.index("hybrid") if sphere == "hybrid" else -1
        found, counts = np.unique(self.node["sphere"][alike], return_counts=True)
        code = int(found[counts.argmax()])
        first = alike[self.node["sphere"][alike] == code][0]
        return [float(self.node[name][first]) for name in _SHARES], code

    def _merge(self, rows: list[int]) -> None:
        into, others = rows[0], rows[1:]
        shares = np.array([[self.node[name][row] for name in _SHARES] for row in rows], dtype=float)
        known = shares[shares.sum(axis=1) > 0]
        spheres = {int(self.node["sphere"][row]) for row in rows if self.node["sphere"][row] >= 0}
        if len(spheres) > 1:
            self.node["sphere"][into] = SPHERES.index("hybrid")
        elif spheres:
            self.node["sphere"][into] = spheres.pop()
        if len(known):
            for name, share in zip(_SHARES, known.mean(axis=0), strict=True):
                self.node[name][into] = share
        for column, pick in (("possible_from", min), ("possible_to", max), ("certain_from", min), ("certain_to", max)):
            self.node[column][into] = pick(int(self.node[column][row]) for row in rows)
        for end in ("u", "v"):
            self.pair[end][np.isin(self.pair[end], others)] = into
        for name, (of, code) in self.links.items():
            of[np.isin(of, others)] = into
            both = np.unique(np.column_stack([of, code]), axis=0)
            self.links[name] = (both[:, 0], both[:, 1])
        self._keep(self.pair["u"] != self.pair["v"])
        for row in others:
            self.node["actor"][row] = self.node["person"][row] = False
            self.gone.add(self.keys[row])

    def _tie(self, source: int, target: int, kind: str) -> None:
        check_known((kind,), self.base.known["type"], "tie type")
        code = self._code("type", kind)
        alike = np.flatnonzero(self.pair["type"] == code)
        first = int(alike[0]) if len(alike) else -1

        def same(name: str, otherwise: Any) -> Any:
            return self.pair[name][first] if first >= 0 else otherwise

        values: dict[str, Any] = {
            "tie": len(self.ties), "u": source, "v": target, "mutual": same("mutual", False), "type": code,
            "layer": same("layer", self._code("layer", "")), "modality": self._code("modality", "stated"),
            "confidence": 1.0, "amount": np.nan, "currency": self._code("currency", ""),
            "occurrence": same("occurrence", False), "dated": True, "first": PAST, "last": FUTURE,
            **{name: PAST if name.endswith("from") else FUTURE for name in _BOUNDS},
        }  # fmt: skip
        self.pair = {n: np.append(c, np.array([values[n]], dtype=c.dtype)) for n, c in self.pair.items()}
        self.ties.append(f"~{1 + sum(key.startswith('~') for key in self.ties)}")
        self.relation = np.append(self.relation, np.array([self._code("relation", "")], dtype=self.relation.dtype))

    def _end(self, names: Sequence[str]) -> None:
        if len(names) == 1:
            check_known(names, self.ties, "tie")
            kept = self.pair["tie"] != self.ties.index(names[0])
        else:
            a, b = self._actor(names[0]), self._actor(names[1])
            u, v = self.pair["u"], self.pair["v"]
            between = ((u == a) & (v == b)) | ((u == b) & (v == a))
            if len(names) == 3:
                check_known(names[2:], self.base.known["type"], "tie type")
                between &= self.pair["type"] == self._code("type", names[2])
            kept = ~between
        if kept.all():
            raise InvalidInput(f"There is no such tie: {', '.join(names)}.", hint="See the ties of one with: show KEY.")
        self._keep(kept)

    def done(self) -> Arrays:
        """The arrays, nodes in the order of their keys again."""
        order = np.array(sorted(range(len(self.keys)), key=self.keys.__getitem__), dtype=np.int64)
        place = np.empty(len(order), dtype=np.int64)
        place[order] = np.arange(len(order))
        made = Arrays(self.base.folder)
        for name, column in self.node.items():
            made._open[f"node-{name}"] = column[order]
        for end in ("u", "v"):
            self.pair[end] = place[self.pair[end]].astype(self.pair[end].dtype)
        for name, column in self.pair.items():
            made._open[f"pair-{name}"] = column
        for name, (row, code) in self.links.items():
            made._open[f"{name}-row"], made._open[f"{name}-code"] = place[row].astype(row.dtype), code
        made._open["tie-relation"] = self.relation
        for name, values in (*((f"node-{n}", [v[i] for i in order.tolist()]) for n, v in self.texts.items()),
                             ("tie-key", self.ties)):  # fmt: skip
            made._open[f"{name}-ends"], made._open[f"{name}-text"] = packed(values)
        made.__dict__["categories"] = self.categories
        return made
