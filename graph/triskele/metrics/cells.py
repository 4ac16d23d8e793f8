"""Records and firms as the occupied cells of a count table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from triskele.errors import TableError
from triskele.metrics.tables import UNKNOWN_WORDS, labels, numbers, read, unique

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class Cells:
    """Occupied cells of a count table: ``codes`` (cells × variables), ``counts``, sorted so that row order is lost.

    ``labels[v][c]`` names code c of variable v. ``dropped`` counts the records left out, by reason.
    """

    variables: tuple[str, ...]
    labels: tuple[tuple[str, ...], ...]
    codes: NDArray[Any]
    counts: NDArray[Any]
    dropped: Mapping[str, int] = field(default_factory=dict)

    @property
    def total(self) -> float:
        """N, the number of records."""
        return float(self.counts.sum())

    @property
    def coverage(self) -> float | None:
        """Known records over all records; None without records."""
        everything = self.total + sum(self.dropped.values())
        return self.total / everything if everything else None

    @property
    def shape(self) -> tuple[int, ...]:
        """How many classes each variable has."""
        return tuple(len(names) for names in self.labels)

    def dense(self) -> NDArray[Any]:
        """The whole table, one axis a variable."""
        table = np.zeros(self.shape)
        table[tuple(self.codes.T)] = self.counts
        return table

    def keep(self, axes: Sequence[int]) -> Cells:
        """The margin table over these variables."""
        chosen = list(axes)
        names = tuple(self.variables[a] for a in chosen), tuple(self.labels[a] for a in chosen)
        return _cells(*names, self.codes[:, chosen], self.counts, self.dropped)

    def require_whole(self) -> None:
        """TableError when the counts are not whole numbers: a null model shuffles records."""
        if np.any(self.counts != np.round(self.counts)):
            raise TableError(
                "the counts are not whole numbers; a null model shuffles records",
                hint="Give counts of records. Weights go into sphere-entropy, sphere-overlap and sphere-shapley.",
            )


def _cells(
    variables: tuple[str, ...],
    names: tuple[tuple[str, ...], ...],
    codes: NDArray[Any],
    counts: NDArray[Any],
    dropped: Mapping[str, int],
) -> Cells:
    kept = counts > 0
    codes, counts = codes[kept], counts[kept]
    distinct, where = np.unique(codes, axis=0, return_inverse=True)
    summed = np.bincount(where.ravel(), weights=counts, minlength=len(distinct))
    return Cells(
        variables, names, distinct.reshape(-1, len(variables)), summed, {k: v for k, v in dropped.items() if v}
    )


def _counts(frame: pd.DataFrame, identifiers: Sequence[str], name: str) -> NDArray[Any]:
    """How many records each row stands for. Rows of a counted table differ in some column, if not in those counted."""
    for identifier in identifiers:
        if identifier in frame.columns:
            labels(frame, identifier, name=name)
            unique(frame, identifier, name=name)
    if "count" not in frame.columns:
        return np.ones(len(frame))
    if not any(identifier in frame.columns for identifier in identifiers):
        unique(frame, *(column for column in frame.columns if column != "count"), name=name)
    return numbers(frame, "count", name=name)


def read_records(source: Any, variables: Sequence[str], *, name: str = "records") -> Cells:
    """Records by presence of each variable (binary axes; any positive number is 1, an empty cell unknown).

    One row a record, or one row a pattern with a ``count``. Records with an unknown cell are left out and counted.
    """
    import pandas as pd  # slow to import

    frame = read(source, *variables, name=name)
    counts = _counts(frame, ("record", "id"), name)
    marks = {"true": "1", "yes": "1", "present": "1", "false": "0", "no": "0", "absent": "0"}
    lowered = {v: [marks.get(cell.lower(), cell.lower()) for cell in frame[v]] for v in variables}
    plain = pd.DataFrame(lowered, dtype=object)
    plain.attrs = frame.attrs
    values = np.column_stack([numbers(plain, v, name=name, blank=True) for v in variables])
    known = ~np.isnan(values).any(axis=1)
    codes = (values[known] > 0).astype(np.int64)
    dropped = {"unknown-sphere": int(counts[~known].sum())}
    return _cells(tuple(variables), (("0", "1"),) * len(variables), codes, counts[known], dropped)


def read_firms(source: Any, variables: Sequence[str], *, name: str = "firms") -> Cells:
    """Firms by class of each variable (any labels); firms with an unknown class are left out and counted.

    One row a firm, or one row a combination with a ``count``.
    """
    frame = read(source, *variables, name=name)
    counts = _counts(frame, ("firm", "id"), name)
    unknown = np.column_stack([frame[v].isin(UNKNOWN_WORDS).to_numpy(dtype=bool) for v in variables]).any(axis=1)
    kept = frame[~unknown]
    names, codes = [], []
    for variable in variables:
        classes, code = np.unique(kept[variable].to_numpy(dtype=str), return_inverse=True)
        names.append(tuple(str(c) for c in classes))
        codes.append(code.ravel())
    stacked = np.column_stack(codes) if len(kept) else np.zeros((0, len(variables)), dtype=np.int64)
    dropped = {"unknown-class": int(counts[unknown].sum())}
    return _cells(tuple(variables), tuple(names), stacked, counts[~unknown], dropped)
