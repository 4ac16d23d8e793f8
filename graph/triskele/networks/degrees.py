"""networkx's views of degrees, read from arrays."""

from __future__ import annotations

from networkx.classes.reportviews import DegreeView, DiDegreeView, InDegreeView, OutDegreeView


class _ArrayDegrees:
    """Degrees come from the arrays; with a weight they go networkx's way."""

    _column: str

    def _values(self):
        return getattr(self._graph, self._column)

    def __iter__(self):
        if self._weight is not None:
            return super().__iter__()
        graph = self._graph
        values = self._values().tolist()
        if self._nodes is self._succ:
            return zip(graph.ids, values, strict=True)
        index = graph.index
        return ((node, values[index[node]]) for node in self._nodes)

    def __getitem__(self, node):
        if self._weight is not None:
            return super().__getitem__(node)
        return int(self._values()[self._graph.index[node]])


class Degrees(_ArrayDegrees, DegreeView):
    _column = "degrees"


class DiDegrees(_ArrayDegrees, DiDegreeView):
    _column = "degrees"


class InDegrees(_ArrayDegrees, InDegreeView):
    _column = "in_degrees"


class OutDegrees(_ArrayDegrees, OutDegreeView):
    _column = "out_degrees"
