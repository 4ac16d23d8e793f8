"""Records of a list as a table: one row a record, one column a member, for whoever works in a spreadsheet."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from triskele.formats import Format, write_csv
from triskele_api.negotiate import JSON

CSV = Format("csv", "text/csv", "csv", "rows")
LISTS = (JSON, CSV)
"""What a list is offered as."""
_TONGUES = {"tr", "en"}


def write_table(items: Iterable[Mapping[str, Any]]) -> bytes:
    """The records as CSV (RFC 4180, UTF-8). A thing stands as its key, beside it its label; texts in two languages
    stand in two columns; several values are joined by semicolons. A page without records has the column ``key``."""
    rows = [_row(item) for item in items]
    columns = list(dict.fromkeys(name for row in rows for name in row)) or ["key"]
    return write_csv(columns, rows, "\r\n").encode()


def _row(item: Mapping[str, Any]) -> dict[str, str]:
    row: dict[str, str] = {}
    for name, value in item.items():
        if isinstance(value, Mapping) and set(value) == _TONGUES:
            row |= {f"{name.removesuffix('s')}_{tag}": _cell(value[tag]) for tag in ("tr", "en")}
        else:
            row[name] = _cell(value)
            if isinstance(value, Mapping) and "label" in value:
                row[f"{name}_label"] = _cell(value["label"])
    return row


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return ";".join(map(_cell, value))
    if isinstance(value, Mapping):
        name = value.get("key") or value.get("iri")
        return str(name) if name else json.dumps(value, ensure_ascii=False)
    return str(value)
