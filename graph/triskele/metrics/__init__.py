"""Every metric as a function: ``triskele.metrics.location_quotient(table)`` returns a DataFrame.

The name is the registered one with underscores; ``run`` returns the whole :class:`Result` instead of its
table.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from triskele.errors import UnknownMetric
from triskele.metrics import registry
from triskele.metrics.record import Metric, Parameter, Result, Value

if TYPE_CHECKING:
    import pandas

__all__ = ["Metric", "Parameter", "Result", "Value", "registry", "run"]


def run(name: str, data: Any, **parameters: Any) -> Result:
    """The result of the metric of this kebab-case name; UnknownMetric offers near matches."""
    return registry.get(name)(data, **parameters)


def __getattr__(name: str) -> Callable[..., pandas.DataFrame]:
    if name.startswith("_") or find_spec(f"{__name__}.{name}"):  # a module that is not imported yet
        raise AttributeError(name)
    try:
        found = registry.get(name.replace("_", "-"))
    except UnknownMetric as unknown:
        raise AttributeError(f"{unknown.message}. {unknown.hint}") from unknown

    def frame(data: Any, **parameters: Any) -> pandas.DataFrame:
        return found(data, **parameters).to_frame()

    frame.__name__ = name
    frame.__doc__ = f"{found.question['en']}\n\n{found.formula}"
    return frame


def __dir__() -> list[str]:
    return sorted([*__all__, *(m.name.replace("-", "_") for m in registry.all())])
