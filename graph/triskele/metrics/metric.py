"""What a metric is: a record in the registry, which every surface (command line, service, reference page, explorer
menu, CSV header) reads it from. Calling the record runs it.

Nothing heavy is imported here: the records must be readable before numpy is.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from importlib.util import find_spec
from typing import Any

from triskele.errors import NullRequired, ParameterError
from triskele.metrics.kept import keeping
from triskele.metrics.noticed import noticing
from triskele.metrics.parameter import Parameter, Text
from triskele.metrics.record import Result, code_version
from triskele.progress import expecting, halving
from triskele.text import did_you_mean
from triskele.words import phrase

INPUTS = (
    "network",
    "layers",
    "records",
    "firms",
    "region-table",
    "plants",
    "checklist",
    "incidence",
    "tie-sets",
    "system",
)
"""The kinds of input a metric can ask for."""

HELD = 16_000_000
"""Statistics of draws that are kept at once."""
WORK = 30_000_000_000
"""Nanoseconds of one core, about, that draws may cost when nobody says how many to make."""
COSTS: Mapping[str, Callable[[int, int], int]] = {
    "rows": lambda n, m: 100_000 + 100 * m,
    "memberships": lambda n, m: 800_000 + 2_000 * m,
    "ties": lambda n, m: 600_000 + 1_500 * m,
    "paths": lambda n, m: 600_000 + 1_500 * m + 8 * n * (n + 2 * m),
    "pairs": lambda n, m: 100_000 + 50 * n * n,
    "layers": lambda n, m: 2_000_000 + 10_000 * m,
    "communities": lambda n, m: 2_000_000 + 6_000 * m,
    "searches": lambda n, m: 1_000_000 + 250 * n * (n + 2 * m),
    "profiles": lambda n, m: 2_000_000 + 2 * n**3,
}
"""Nanoseconds, about, of one draw from n actors and m ties (or rows), by what it passes over."""


SLOWER = 200
"""How many times longer a draw takes, about, where kernels are run by Python."""


def compiled() -> bool:
    """Whether kernels are machine code here."""
    return find_spec("numba") is not None


def _slowly(kind: str) -> list[Text]:
    if compiled() or kind not in ("network", "layers", "incidence", "tie-sets", "system"):
        return []
    return [phrase("metric.without-numba")]


def _rewindable(table: Any) -> Any:
    """An open file as one that can be read again from where it stands."""
    return io.StringIO(table.read(), newline="") if hasattr(table, "read") else table


@dataclass(frozen=True)
class Metric:
    """One metric: what it asks, how it answers, when it cannot, and the function that does it.

    ``function(data, **parameters)`` returns a :class:`Result`; calling the record checks the parameters
    first and completes the result. ``example`` is the id of the test that proves the worked number. With
    ``needs_null`` the metric is never computed without its null model: permutations=0 is refused. ``a_draw`` says what
    one draw costs (a key of :data:`COSTS`), which bounds how many are made when nobody says how many.
    """

    name: str
    section: str
    title: Text
    question: Text
    formula: Text
    range: Text
    undefined_when: Text
    cost: Text
    reference: Text
    input: str
    function: Callable[..., Result]
    example: str
    direction: Text = field(default_factory=lambda: phrase("common.no-direction"))
    weights: Text = field(default_factory=lambda: phrase("metric.counts"))
    units: tuple[str, ...] = ()
    parameters: tuple[Parameter, ...] = ()
    nulls: tuple[str, ...] = ()
    needs_null: bool = False
    a_draw: str = "ties"
    lower: Text | None = None
    higher: Text | None = None

    def __call__(self, data: Any, **given: Any) -> Result:
        """Run the metric; unknown or unreadable parameters raise ParameterError.

        Without a number of permutations draws are made in pieces until every verdict is decided or the budget is
        spent. The result is that of asking for the last number of draws at once.
        """
        from triskele.metrics.reading import describe
        from triskele.metrics.verdicts import in_looks, next_draws

        chosen = {name: _rewindable(value) for name, value in self.resolve(given).items()}
        data = _rewindable(data)
        if self.needs_null and chosen.get("permutations") == 0:
            raise NullRequired(
                f"{self.name} was asked for with permutations=0; expected at least 1 (999 by default)",
                hint="This number cannot be read without its null model: leave permutations out, or give 999 or more.",
            )
        if "permutations" not in chosen or chosen["permutations"] is not None:
            result = self._run(data, chosen)
        else:
            draws: int | None = self._first()
            with keeping() as begin, in_looks():
                while draws is not None:
                    begin()
                    with halving():
                        result = self._run(data, {**chosen, "permutations": draws})
                    draws = next_draws(result.values, draws, self._budget(data, result))
            result = replace(result, parameters={**result.parameters, "permutations": None})
        return replace(result, reading=describe(self, result)) if not result.reading else result

    def _run(self, data: Any, chosen: Mapping[str, Any]) -> Result:
        from triskele.metrics.verdicts import finished

        for table in (data, *chosen.values()):
            if isinstance(table, io.StringIO):
                table.seek(0)
        draws = 0 if chosen.get("null") == "none" else chosen.get("permutations") or 0
        with expecting(draws if self.nulls else 0), noticing() as told:
            found = self.function(data, **chosen)
        return replace(
            found,
            values=finished(found.values),
            metric=self.name,
            version=found.version or code_version(),
            parameters={**{k: _printable(v) for k, v in chosen.items()}, **found.parameters},
            notes=[*found.notes, *told, *_slowly(self.input)],
        )

    def _first(self) -> int:
        from triskele.metrics.verdicts import DEAR, FIRST

        first = FIRST if self.a_draw in ("rows", "ties", "memberships") else DEAR
        return first if self.a_draw == "rows" or compiled() else first // 10

    def _budget(self, data: Any, result: Result) -> int:
        """How many draws cost about :data:`WORK`, whatever the machine: a result does not depend on its speed."""
        from triskele.metrics.verdicts import MOST

        work = WORK if self.a_draw == "rows" or compiled() else WORK // SLOWER
        most = min(MOST, HELD // max(len(result.values), 1))

        if hasattr(data, "number_of_edges"):
            n, m = len(data), int(data.number_of_edges())
        else:
            n = m = max([1, *(int(max(v.n or 0, v.m or 0)) for v in result.values)])
        return int(min(max(work // COSTS[self.a_draw](n, m), self._first()), most))

    def resolve(self, given: Mapping[str, Any]) -> dict[str, Any]:
        """All parameters with their values in their types, defaults included."""
        known = {parameter.name: parameter for parameter in self.parameters}
        for name in given:
            if name not in known:
                raise ParameterError(
                    f"{self.name} has no parameter {name!r}",
                    hint=did_you_mean(name, known, f"It takes: {', '.join(known) or 'none'}.", cutoff=0.5),
                )
        return {name: p.read(given[name]) if name in given else p.default for name, p in known.items()}

    def describe(self) -> dict[str, Any]:
        """The record as plain data, without the function."""
        plain = {f.name: getattr(self, f.name) for f in fields(self) if f.name not in ("function", "parameters")}
        plain["parameters"] = [asdict(parameter) for parameter in self.parameters]
        return plain


def _printable(value: Any) -> Any:
    if value is None or isinstance(value, (bool, int, float, str)):
        return value
    if isinstance(value, (tuple, list)) and all(isinstance(part, (str, int, float)) for part in value):
        return list(value)
    if isinstance(value, Mapping) and all(isinstance(part, (str, int, float)) for part in value.values()):
        return dict(value)
    return f"{type(value).__name__} of {len(value)}" if hasattr(value, "__len__") else str(value)
