"""The dictionaries networkx reads: made row by row when somebody looks, never written."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, NoReturn

import networkx as nx

from triskele.errors import TriskeleError

if TYPE_CHECKING:
    from triskele.networks.csr import Network


class ImmutableNetwork(nx.NetworkXError, TriskeleError):
    """A network was asked to change; it is a view of a release and releases do not change."""

    code = "immutable-network"

    def __init__(self, what: str = "network") -> None:
        TriskeleError.__init__(
            self,
            f"This {what} cannot be changed: it reads the arrays of a release.",
            hint="Work on a copy: nx.Graph(G) or nx.DiGraph(G) is an ordinary networkx graph.",
        )


class FrozenDict(dict):
    """An attribute dictionary that can be read and copied but not written."""

    __slots__ = ()

    def _refuse(self, *args: object, **kwargs: object) -> NoReturn:
        raise ImmutableNetwork("attribute")

    __setitem__ = __delitem__ = __ior__ = _refuse
    update = setdefault = pop = popitem = clear = _refuse

    def __reduce__(self) -> tuple:
        return dict, (dict(self),)


NOTHING = FrozenDict()


class Rows(dict):
    """One value a node, made when first looked up; looks complete from the outside at all times.

    A real ``dict`` because networkx looks rows up millions of times and a present key must cost what it costs in C.
    """

    __slots__ = ("_full", "_make", "_network")

    def __init__(self, network: Network, make: Callable[[int], dict]) -> None:
        self._network = network
        self._make = make
        self._full = False

    def __missing__(self, node: Any) -> dict:
        row = self._make(self._network.index[node])
        dict.__setitem__(self, node, row)
        return row

    def fill(self) -> Rows:
        """Every row, in node order."""
        if not self._full:
            made = dict(dict.items(self))
            dict.clear(self)
            make = self._make
            collecting = gc.isenabled()
            gc.disable()  # millions of new dictionaries and not one to collect: the collector would double the time
            try:
                for position, node in enumerate(self._network.ids):
                    row = made.get(node)
                    dict.__setitem__(self, node, make(position) if row is None else row)
            finally:
                if collecting:
                    gc.enable()
            self._full = True
        return self

    def __len__(self) -> int:
        return len(self._network)

    def __iter__(self) -> Iterator:
        return iter(self._network.ids)

    def __reversed__(self) -> Iterator:
        return reversed(self._network.ids)

    def __contains__(self, node: Any) -> bool:
        return node in self._network.index

    def keys(self):
        return self._network.index.keys()

    def values(self):
        return dict.values(self.fill())

    def items(self):
        return dict.items(self.fill())

    def get(self, node: Any, default: Any = None) -> Any:
        try:
            return self[node]
        except KeyError:
            return default

    def copy(self) -> dict:
        return dict(self.items())

    def __eq__(self, other: object) -> bool:
        if isinstance(other, Rows):
            other.fill()
        return dict.__eq__(self.fill(), other)

    def __ne__(self, other: object) -> bool:
        return not self == other

    __hash__ = None  # type: ignore[assignment]  # as dict has it, which may not be a key either

    def __repr__(self) -> str:
        return dict.__repr__(self.fill())

    def __reduce__(self) -> tuple:
        return dict, (self.copy(),)

    def _refuse(self, *args: object, **kwargs: object) -> NoReturn:
        raise ImmutableNetwork

    __setitem__ = __delitem__ = __ior__ = _refuse
    update = setdefault = pop = popitem = clear = _refuse
