"""Thresholds and checklists as data: TOML files beside the code, each named, dated and with its source."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from triskele.errors import ParameterError

DATA = Path(__file__).parent / "data"


def rule_file(name: str) -> dict[str, Any]:
    """The content of ``data/{name}.toml``."""
    return tomllib.loads((DATA / f"{name}.toml").read_text(encoding="utf-8"))


def rule_sets(kind: str) -> list[str]:
    """The names of the rule sets of this kind that are shipped."""
    return sorted(path.stem for path in (DATA / kind).glob("*.toml"))


def rule_set(kind: str, given: Any) -> dict[str, Any]:
    """A rule set by name, by the path of a TOML file, or as a mapping of the same form."""
    if isinstance(given, Mapping):
        return dict(given)
    name = str(given)
    if name in rule_sets(kind):
        return rule_file(f"{kind}/{name}")
    path = Path(name)
    if path.suffix == ".toml" and path.is_file():
        try:
            return tomllib.loads(path.read_text(encoding="utf-8"))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as wrong:
            raise ParameterError(
                f"{path} is not TOML ({wrong})", hint="See the shipped rule sets for the form."
            ) from wrong
    near = get_close_matches(name, rule_sets(kind), 3, 0.4)
    raise ParameterError(
        f"no {kind} rule set is called {name!r}",
        hint=f"Did you mean {', '.join(near)}?" if near else f"Shipped: {', '.join(rule_sets(kind))}; or a .toml path.",
    )
