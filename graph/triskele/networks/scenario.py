"""What if: named changes to the actors and ties of a release, as texts that are read, never evaluated.

``remove-actor:KEY`` · ``add-actor:KEY,CLASS[,SPHERE]`` · ``merge-actors:INTO,KEY,…`` · ``add-tie:SOURCE,TARGET,TYPE`` ·
``end-tie:TIE`` or ``end-tie:SOURCE,TARGET[,TYPE]`` · ``found-cluster:KEY,MEMBER,…``. A change sees what those before it
made.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from triskele.errors import InvalidInput
from triskele.identifiers import KEY
from triskele.ledger.arrays import SPHERES
from triskele.text import did_you_mean

MOST_CHANGES = 100
MOST_NAMES = 200
LONGEST_NAME = 120
SHAPES: Mapping[str, tuple[int, int, str]] = {
    "remove-actor": (1, 1, "remove-actor:KEY"),
    "add-actor": (2, 3, "add-actor:KEY,CLASS or add-actor:KEY,CLASS,SPHERE"),
    "merge-actors": (2, MOST_NAMES, "merge-actors:INTO,KEY,…"),
    "add-tie": (3, 3, "add-tie:SOURCE,TARGET,TYPE"),
    "end-tie": (1, 3, "end-tie:TIE or end-tie:SOURCE,TARGET,TYPE"),
    "found-cluster": (2, MOST_NAMES, "found-cluster:KEY,MEMBER,…"),
}
"""How many names each kind of change takes, at least and at most, and how it is written."""
_CLASSES = {("add-actor", 1)}


@dataclass(frozen=True)
class Change:
    """One change: its kind and the names it takes, keys of actors and ties, a class, a sphere or a type."""

    do: str
    names: tuple[str, ...]

    @classmethod
    def read(cls, text: Any) -> Change:
        """The change a text stands for; InvalidInput says how it is written."""
        if not isinstance(text, str) or len(text) > MOST_NAMES * LONGEST_NAME:
            raise InvalidInput("A change is no text, or too long.", hint='Write, for instance, "remove-actor:KEY".')
        do, _, rest = (part.strip() for part in text.partition(":"))
        if do not in SHAPES:
            raise InvalidInput(
                f"No change is called {do[:80]!r}.", hint=did_you_mean(do, SHAPES, f"There are: {', '.join(SHAPES)}.")
            )
        fewest, most, shape = SHAPES[do]
        names = tuple(part.strip() for part in rest.split(",")) if rest else ()
        if not fewest <= len(names) <= most:
            raise InvalidInput(f"{do} has {len(names)} names.", hint=f"Write {shape}.")
        for place, name in enumerate(names):
            fits = name.isalnum() if (do, place) in _CLASSES else KEY.fullmatch(name)
            if not fits or len(name) > LONGEST_NAME:
                raise InvalidInput(f"{name[:LONGEST_NAME]!r} in {do} is no key.", hint=f"Write {shape}.")
        if len(set(names)) < len(names) and do != "end-tie":
            raise InvalidInput(f"{do} names the same twice.", hint=f"Write {shape} with different names.")
        if do == "add-actor" and len(names) == 3 and names[2] not in SPHERES:
            raise InvalidInput(f"{names[2]!r} is no sphere.", hint=f"Use one of {', '.join(SPHERES)}.")
        return cls(do, names)

    def __str__(self) -> str:
        return f"{self.do}:{','.join(self.names)}"


@dataclass(frozen=True)
class Scenario:
    """A name and up to :data:`MOST_CHANGES` changes, in their order."""

    name: str
    changes: tuple[Change, ...]

    @classmethod
    def read(cls, document: Any) -> Scenario:
        """The scenario of a document ``{"name": …, "changes": ["remove-actor:KEY", …]}``; InvalidInput says what is
        wrong with it."""
        example = '{"name": "No office", "changes": ["remove-actor:transfer-office"]}'
        if not isinstance(document, Mapping) or set(document) - {"name", "changes"}:
            raise InvalidInput("A scenario has a name and changes, nothing else.", hint=f"For instance {example}")
        name, changes = document.get("name", ""), document.get("changes")
        if not isinstance(name, str) or len(name) > LONGEST_NAME or not name.isprintable():
            raise InvalidInput(f"The name is no line of at most {LONGEST_NAME} characters.", hint=f"See {example}")
        if isinstance(changes, str):
            changes = [part for part in changes.split(";") if part.strip()]
        if not isinstance(changes, Sequence) or not 1 <= len(changes) <= MOST_CHANGES:
            raise InvalidInput(f"A scenario has 1 to {MOST_CHANGES} changes.", hint=f"For instance {example}")
        return cls(name, tuple(Change.read(change) for change in changes))

    def asked(self) -> dict[str, str]:
        """The scenario as parameters of an address."""
        return {**({"name": self.name} if self.name else {}), "changes": ";".join(map(str, self.changes))}
