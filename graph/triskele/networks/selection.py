"""What a network is asked to hold: one frozen record, the same in Python, command line and URL."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any

from triskele.errors import InvalidInput

MODALITIES = ("stated", "planned", "implied", "recommended")
WEIGHTS = ("none", "count", "confidence", "amount")
PARALLEL = ("sum", "max", "count")
HYBRIDS = ("exclusive", "fractional")


@dataclass(frozen=True)
class Selection:
    """Filters and conventions of one network. Empty tuples mean all.

    ``as_of``: a tie is active in a year when from <= year <= to, years inclusive; a missing first year counts as
    already active, a missing last year as still so; None takes ties of any date. ``modalities``: stated only unless
    said otherwise. ``places``: a place takes in the places inside it. ``parallel`` says what the weight of a merged tie
    is. ``hybrids``: exclusive counts an actor of several spheres as hybrid, fractional spreads it over them; the
    network carries both, metrics read which one was meant. ``undated``: False leaves out ties without any date.
    ``without``: actors left out, for instance the agency whose directory was the source. ``types`` keeps classes.
    """

    as_of: int | None = None
    tie_types: tuple[str, ...] = ()
    layers: tuple[str, ...] = ()
    modalities: tuple[str, ...] = ("stated",)
    spheres: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    sectors: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    clusters: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    min_confidence: float = 0.0
    directed: bool = False
    weight: str = "none"
    parallel: str = "sum"
    hybrids: str = "exclusive"
    isolates: bool = True
    undated: bool = True

    def __post_init__(self) -> None:
        for name, options in (("weight", WEIGHTS), ("parallel", PARALLEL), ("hybrids", HYBRIDS)):
            if getattr(self, name) not in options:
                raise InvalidInput(f"{name} is {getattr(self, name)!r}.", hint=f"Use one of {', '.join(options)}.")
        unknown = set(self.modalities) - set(MODALITIES)
        if unknown:
            raise InvalidInput(
                f"No modality is called {', '.join(sorted(unknown))}.", hint=f"Use {', '.join(MODALITIES)}."
            )
        if not 0 <= self.min_confidence <= 1:
            raise InvalidInput(f"min_confidence is {self.min_confidence}.", hint="It lies between 0 and 1.")

    @classmethod
    def read(cls, given: Mapping[str, Any]) -> Selection:
        """A selection from texts or values, as a URL or command line gives them; InvalidInput names what is wrong."""
        names = {f.name: f for f in fields(cls)}
        unknown = set(given) - set(names)
        if unknown:
            raise InvalidInput(
                f"No network parameter is called {', '.join(sorted(unknown))}.", hint=f"There are: {', '.join(names)}."
            )
        return cls(**{name: _read(name, value) for name, value in given.items() if value is not None})

    def public(self) -> dict[str, Any]:
        """The selection as plain values, for the inside of exported files and results."""
        return {name: list(value) if isinstance(value, tuple) else value for name, value in asdict(self).items()}

    def changed(self) -> dict[str, Any]:
        """What the selection says differently from the usual one, as plain values."""
        usual = Selection().public()
        return {name: value for name, value in self.public().items() if value != usual[name]}


_FLAGS = {"true": True, "1": True, "yes": True, "false": False, "0": False, "no": False}


def _read(name: str, value: Any) -> Any:
    kind = type(getattr(Selection(), name)) if name != "as_of" else int
    try:
        if kind is tuple:
            parts = value.split(",") if isinstance(value, str) else value
            return tuple(str(part).strip() for part in parts if str(part).strip())
        if kind is bool and isinstance(value, str):
            return _FLAGS[value.lower()]
        return kind(value)
    except (KeyError, TypeError, ValueError) as error:
        raise InvalidInput(
            f"{name} is {value!r}.",
            hint=f"Expected {'a list separated by commas' if kind is tuple else kind.__name__}.",
        ) from error
