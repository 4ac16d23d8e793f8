"""The metrics by name. A module is imported when a metric of it is asked for: the one that is run loads no other.

A new metric is a function under ``@metric(...)`` in a module named in :data:`MODULES`. A module must not
carry the Python name of a metric (``brokerage`` the metric lives in, say, ``roles.py``): both would be
``triskele.metrics.brokerage``.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

from triskele.errors import UnknownMetric
from triskele.metrics.metric import INPUTS, Metric
from triskele.metrics.record import Result
from triskele.text import did_you_mean
from triskele.words import languages, texts_of

MODULES: tuple[str, ...] = (
    "information",
    "synergy",
    "regions",
    "overlap",
    "location",
    "stars",
    "izmir_index",
    "concentration",
    "cluster_index",
    "localisation",
    "relatedness",
    "complexity",
    "typology",
    "diamond",
    "nextgen",
    "completeness",
    "mixing",
    "outward",
    "closure",
    "reach",
    "bridging",
    "roles",
    "holes",
    "spread",
    "cutpoints",
    "removal",
    "cores",
    "smallworld",
    "richclub",
    "communities",
    "twomode",
    "multiplex",
    "hyperedges",
    "evolution",
    "helixsystem",
    "centrality",
    "centralisation",
    "qap",
    "triads",
    "periphery",
    "blocks",
    "keyplayers",
    "ego",
    "layerqap",
)
"""Every module of this package that registers metrics."""

TEXTS = ("title", "question", "formula", "range", "cost", "reference", "undefined_when", "direction", "weights",
         "lower", "higher")  # fmt: skip
"""The fields of a metric that are texts: those below its own name in the words of its module need not be given."""
TESTS = "tests/graph/metrics/"
"""Where the worked examples are: in the file of the same name as the module, or as ``test_other.py::test_name``."""

_metrics: dict[str, Metric] = {}
_loaded = False


def metric(**record: Any) -> Callable[[Callable[..., Result]], Metric]:
    """Register the decorated function as a metric; the fields are those of :class:`Metric`, :data:`TEXTS` among them
    where they hold no word and are the same in every language, or are told of several metrics."""

    def register(function: Callable[..., Result]) -> Metric:
        module = function.__module__.rpartition(".")[2]
        own = texts_of(f"{module}.{record['name']}", (name for name in TEXTS if name not in record))
        plain = {name: dict.fromkeys(languages(), record[name]) for name in TEXTS if isinstance(record.get(name), str)}
        example = record["example"] if "::" in record["example"] else f"test_{module}.py::{record['example']}"
        made = Metric(function=function, **{**record, **plain, **own, "example": TESTS + example})
        if made.name in _metrics and _metrics[made.name].function.__module__ != function.__module__:
            raise ValueError(f"two metrics are called {made.name}")
        if made.input not in INPUTS:
            raise ValueError(f"{made.name}: input {made.input!r} is not one of {INPUTS}")
        _metrics[made.name] = made
        return made

    return register


def all() -> list[Metric]:
    """Every registered metric, sorted by name."""
    _load()
    return [_metrics[name] for name in sorted(_metrics)]


def get(name: str) -> Metric:
    """The metric of this kebab-case name; UnknownMetric with near matches otherwise."""
    if name not in _metrics and (module := _modules_of_names().get(name)):
        import_module(f"triskele.metrics.{module}")
    if name not in _metrics:
        _load()
    if name in _metrics:
        return _metrics[name]
    wanted = name.lower().replace("_", "-")
    raise UnknownMetric(
        f"no metric is called {name!r}",
        hint=did_you_mean(wanted, _metrics, "List them all: triskele metrics list.", cutoff=0.5),
    )


_NAMED = re.compile(r'^@(?:metric|centrality)\(\s+(?:name=)?"([a-z0-9-]+)"', re.MULTILINE)


@cache
def _modules_of_names() -> dict[str, str]:
    """Which module registers which metric, by the text of the modules: nothing is imported. Empty without sources."""
    found = {}
    for module in MODULES:
        path = Path(__file__).with_name(f"{module}.py")
        for name in _NAMED.findall(path.read_text(encoding="utf-8")) if path.is_file() else ():
            found[name] = module
    return found


def _load() -> None:
    global _loaded
    if not _loaded:
        for module in MODULES:
            import_module(f"triskele.metrics.{module}")
        _loaded = True
