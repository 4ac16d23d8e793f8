"""Attributes of nodes and ties as columns, and back as the dictionaries networkx reads."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from triskele.errors import InvalidInput
from triskele.networks.rows import FrozenDict


class _Missing:
    """The value of an attribute that this node or edge does not have."""

    def __repr__(self) -> str:
        return "missing"

    def __reduce__(self) -> str:
        return "MISSING"


MISSING = _Missing()


def frozen(array: NDArray) -> NDArray:
    """The array, C-ordered and read-only: numba then sees one type whether it lives in memory or in a file."""
    array = np.ascontiguousarray(array)
    if array.flags.writeable:
        array = array.view()
        array.flags.writeable = False
    return array


def _numbers(values: list) -> NDArray:
    """A column of Python values: bool, int64 or float64 when all are such numbers, else objects."""
    kinds = {type(value) for value in values}
    if kinds and kinds <= {int, bool, float}:
        column = np.array(values)
        if column.dtype.kind in "bif":
            return column
    return np.fromiter(values, dtype=object, count=len(values))


def columns_of(rows: Sequence[Mapping], wanted: Mapping[str, Any] | None) -> dict[str, NDArray]:
    """Attribute dictionaries turned into columns; ``wanted`` maps names to defaults, None takes all."""
    if wanted is None:
        wanted = dict.fromkeys((name for row in rows for name in row), None)
    columns = {}
    for name, default in wanted.items():
        absent = MISSING if default is None else default
        columns[name] = _numbers([row.get(name, absent) for row in rows])
    return columns


def as_column(values: ArrayLike, length: int, name: str) -> NDArray:
    column = np.asarray(values)
    if column.ndim != 1 or len(column) != length:
        raise InvalidInput(
            f"Column {name!r} has shape {column.shape}, not ({length},).",
            hint="Give one value for every node or tie, in the order of the network.",
        )
    return frozen(column)


def attributes(columns: Mapping[str, NDArray], categories: Mapping[str, list], which: Any) -> list[FrozenDict]:
    """The attribute dictionaries of some nodes or ties."""
    names = list(columns)
    values = []
    complete = True
    for name, column in columns.items():
        coded = categories.get(name)
        if coded is None:
            values.append(column[which].tolist())
            complete = complete and column.dtype != object
        else:
            values.append([coded[c] if c >= 0 else MISSING for c in column[which].tolist()])
            complete = False
    rows = zip(*values, strict=True)
    if complete:
        return [FrozenDict(zip(names, row, strict=True)) for row in rows]
    return [FrozenDict((name, v) for name, v in zip(names, row, strict=True) if v is not MISSING) for row in rows]


def write_json(path: Path, value: Any) -> None:
    path.write_text(json.dumps(value, ensure_ascii=False), encoding="utf-8")


def save_column(path: Path, column: NDArray) -> None:
    """Numbers as an array; anything else as JSON, where an absent value is null."""
    if column.dtype.kind in "biufc":
        np.save(path.with_suffix(".npy"), column)
    else:
        write_json(path.with_suffix(".json"), [None if v is MISSING else v for v in column.tolist()])


def load_column(path: Path) -> NDArray:
    if path.with_suffix(".npy").exists():
        return np.asarray(np.load(path.with_suffix(".npy"), mmap_mode="r"))
    values = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    return _numbers([MISSING if v is None else v for v in values])
