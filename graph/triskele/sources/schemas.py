"""The schema of a table as its descriptor gives it: looked at before anything is read by it."""

from __future__ import annotations

import re
import warnings
from collections.abc import Mapping
from typing import Any

from triskele.errors import SourceError

_NUMBERS = ("minimum", "maximum")


def check_schema(schema: Any, path: str) -> dict[str, Any]:
    """The schema, when every part that tables are read by is what the Table Schema standard says; else SourceError
    that names the part."""
    if not isinstance(schema, dict) or not isinstance(schema.get("fields"), list) or not schema["fields"]:
        raise _wrong(path, "lists no fields")
    names = set()
    for number, column in enumerate(schema["fields"], start=1):
        name = column.get("name") if isinstance(column, Mapping) else None
        if not isinstance(name, str) or not name:
            raise _wrong(path, f"gives field {number} no name")
        if name in names:
            raise _wrong(path, f"names {name!r} twice")
        names.add(name)
        if not isinstance(column.get("type", "string"), str):
            raise _wrong(path, f"gives {name} no type but {column['type']!r}")
        _check_rules(column.get("constraints", {}), path, name)
    return schema


def _check_rules(rules: Any, path: str, name: str) -> None:
    if not isinstance(rules, Mapping):
        raise _wrong(path, f"gives {name} no constraints but {rules!r}")
    for key in _NUMBERS:
        if isinstance(rules.get(key, 0), bool) or not isinstance(rules.get(key, 0), int | float):
            raise _wrong(path, f"gives {name} the {key} {rules[key]!r}, which is no number")
    options = rules.get("enum", [])
    if not isinstance(options, list) or not all(isinstance(option, str) for option in options):
        raise _wrong(path, f"gives {name} the options {options!r}, which are no list of texts")
    try:
        with warnings.catch_warnings(action="error"):  # what a later Python will read otherwise is refused today
            re.compile(rules.get("pattern", ""))
    except (re.error, TypeError, OverflowError, RecursionError, Warning) as error:
        raise _wrong(path, f"gives {name} the pattern {rules['pattern']!r}, which is none ({error})") from error


def _wrong(path: str, what: str) -> SourceError:
    return SourceError(
        f"The schema of {path} {what[:300]}.", hint="See the schemas beside the seeds, or the Table Schema standard."
    )
