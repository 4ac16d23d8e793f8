"""Thresholds and checklists as data: TOML files beside the code, each named, dated and with its source."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from triskele.errors import ParameterError
from triskele.text import did_you_mean

DATA = Path(__file__).parent / "data"

SUBJECTS = {
    "ecosystem-completeness": "ecosystem-components",
    "next-generation-scorecard": "next-generation-features",
    "diamond-coverage": "diamond",
}
"""Metrics of clusters that are ticked off a list, and the scheme in which a release classifies for it."""


def rule_file(name: str) -> dict[str, Any]:
    """The content of ``data/{name}.toml``."""
    return tomllib.loads((DATA / f"{name}.toml").read_text(encoding="utf-8"))


def rule_sets(kind: str) -> list[str]:
    """The names of the rule sets of this kind that are shipped."""
    return sorted(path.stem for path in (DATA / kind).glob("*.toml"))


def rule_set(kind: str, given: Any) -> dict[str, Any]:
    """A shipped rule set by name, one of your own as a mapping, or as the :class:`Path` of a TOML file.

    A text is only ever a name: a service may pass on what it was asked without opening files of its host.
    """
    if isinstance(given, Mapping):
        return dict(given)
    if isinstance(given, Path):
        try:
            return tomllib.loads(given.read_text(encoding="utf-8"))
        except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError) as wrong:
            raise ParameterError(
                f"{given} is not a TOML file ({wrong})", hint="See the shipped rule sets for the form."
            ) from wrong
    name = str(given)
    if name in rule_sets(kind):
        return rule_file(f"{kind}/{name}")
    otherwise = f"Shipped: {', '.join(rule_sets(kind))}; or pathlib.Path of a .toml file."
    raise ParameterError(
        f"no {kind} rule set is called {name!r}",
        hint=did_you_mean(name, rule_sets(kind), otherwise, cutoff=0.4),
    )
