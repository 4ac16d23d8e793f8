"""Every metric as a function: ``triskele.metrics.location_quotient(table)`` returns a DataFrame.

The name is the registered one with underscores; ``run`` returns the whole :class:`Result` instead of its
table. Both take ``cluster=`` to spread the work over processes or machines.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from triskele.errors import UnknownMetric
from triskele.metrics import registry
from triskele.metrics.metric import Metric
from triskele.metrics.record import Parameter, Result, Value

if TYPE_CHECKING:
    import pandas

    from triskele.pieces import Cluster

__all__ = ["Metric", "Parameter", "Result", "Value", "registry", "run"]


def run(name: str, data: Any, *, cluster: Cluster = None, **parameters: Any) -> Result:
    """The result of the metric of this kebab-case name; UnknownMetric offers near matches.

    ``cluster`` spreads the work over processes or machines, see :func:`triskele.pieces.spread`.
    """
    from triskele.pieces import spread

    metric = registry.get(name)
    with spread(cluster):
        return metric(data, **parameters)


def __getattr__(name: str) -> Callable[..., pandas.DataFrame]:
    if name.startswith("_") or find_spec(f"{__name__}.{name}"):  # a module that is not imported yet
        raise AttributeError(name)
    try:
        found = registry.get(name.replace("_", "-"))
    except UnknownMetric as unknown:
        raise AttributeError(f"{unknown.message}. {unknown.hint}") from unknown

    def frame(data: Any, *, cluster: Cluster = None, **parameters: Any) -> pandas.DataFrame:
        return run(found.name, data, cluster=cluster, **parameters).to_frame()

    frame.__name__ = name
    frame.__doc__ = f"{found.question['en']}\n\n{found.formula}"
    return frame


def __dir__() -> list[str]:
    return sorted([*__all__, *(m.name.replace("-", "_") for m in registry.all())])
