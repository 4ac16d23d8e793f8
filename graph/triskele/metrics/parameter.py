"""One argument of a metric: its type, its default, what it is for in both languages, and how it is read."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from triskele.errors import ParameterError
from triskele.words import Text, phrase


@dataclass(frozen=True)
class Parameter:
    """One argument of a metric. ``type`` is int, float, str, bool, list, numbers, rules or table.

    ``numbers`` maps names to numbers (text: ``size=0.3,dominance=0.2``); ``rules`` is the name of a shipped rule set,
    a mapping, or a :class:`pathlib.Path`; ``table`` is whatever :func:`triskele.metrics.tables.read` takes: a service
    hands over rows, never a text from outside, which would be a path on this machine.
    """

    name: str
    type: str
    default: Any
    help: Text
    choices: tuple[str, ...] = ()
    minimum: float | None = None

    def read(self, given: Any) -> Any:
        """The value in its type, also from the text of a command line or URL; ParameterError when it is not
        one.
        """
        if given is None or self.type in ("rules", "table"):
            return given
        try:
            value = _READERS[self.type](given)
        except (TypeError, ValueError) as wrong:
            raise ParameterError(
                f"parameter {self.name!r} is {given!r}; expected {self.type}",
                hint=f"{self.help['en']} Default: {self.default!r}.",
            ) from wrong
        if self.choices and value not in self.choices:
            raise ParameterError(
                f"parameter {self.name!r} is {value!r}; expected one of {', '.join(self.choices)}",
                hint=f"{self.help['en']} Default: {self.default!r}.",
            )
        if self.minimum is not None and (not math.isfinite(value) or value < self.minimum):
            raise ParameterError(
                f"parameter {self.name!r} is {value!r}; expected at least {self.minimum:g}",
                hint=f"{self.help['en']} Default: {self.default!r}.",
            )
        return value


def _read_int(given: Any) -> int:
    if isinstance(given, bool) or (isinstance(given, float) and not given.is_integer()):
        raise ValueError(given)
    return int(given)


def _read_float(given: Any) -> float:
    if isinstance(given, bool):
        raise ValueError(given)
    return float(given)


def _read_bool(given: Any) -> bool:
    if isinstance(given, str):
        return {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False}[given.lower()]
    if given in (0, 1):
        return bool(given)
    raise ValueError(given)


def _read_list(given: Any) -> tuple[Any, ...]:
    if isinstance(given, str):
        return tuple(part.strip() for part in given.replace(";", ",").split(",") if part.strip())
    return tuple(given)


def _read_numbers(given: Any) -> dict[str, str]:
    if isinstance(given, str):
        given = [part.split("=", 1) for part in given.replace(";", ",").split(",") if part.strip()]
    pairs = {str(name).strip(): str(number).strip() for name, number in dict(given).items()}
    for number in pairs.values():
        float(number)
    return pairs


def _read_str(given: Any) -> str:
    if isinstance(given, (str, int)):
        return str(given)
    raise TypeError(given)


def _strict_bool(given: Any) -> bool:
    try:
        return _read_bool(given)
    except KeyError as wrong:
        raise ValueError(given) from wrong


_READERS: dict[str, Callable[[Any], Any]] = {
    "int": _read_int,
    "float": _read_float,
    "str": _read_str,
    "bool": _strict_bool,
    "list": _read_list,
    "numbers": _read_numbers,
}

PERMUTATIONS = Parameter(
    "permutations",
    "int",
    None,
    phrase("parameter.parameters.permutations"),
    minimum=0,
)
SEED = Parameter(
    "seed",
    "int",
    1,
    phrase("parameter.parameters.seed"),
    minimum=0,
)
