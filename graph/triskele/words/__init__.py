"""The words of results: titles, labels and sentences, a folder a language beside this module, the same files in each.

``labels.toml`` holds what names are called: ``parts`` (parts of keys, categories, statuses, closed lists), ``units``,
``parameters``, ``tie-types``, ``columns`` (of answers to ready questions), ``left-out`` (what a network leaves out),
``nulls`` (what a null model keeps), ``fields`` (of a value) and ``qualifiers`` (of figures). ``common.toml`` holds
texts that several modules say, every other file those of the module of its name. What a text leaves open has a name in
braces. A further language is one more folder; what is a name (of an actor, a place, a sector) is no word and stands in
the tables.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from triskele.terms import LANGUAGES

Text = Mapping[str, str]
"""One text in every language: ``{"tr": ..., "en": ...}``."""
FOLDER = Path(__file__).parent


@cache
def languages() -> tuple[str, ...]:
    """Tags of the languages there is a folder for: those of the data first, then the others in alphabetical order."""
    found = sorted(path.parent.name for path in FOLDER.glob("*/labels.toml"))
    return (*LANGUAGES, *(tag for tag in found if tag not in LANGUAGES))


@cache
def _read(language: str, name: str) -> dict[str, Any]:
    return tomllib.loads((FOLDER / language / f"{name}.toml").read_text(encoding="utf-8"))


def catalogue(language: str) -> Mapping[str, Mapping[str, str]]:
    """What names are called in one language, by section and key."""
    return _read(language, "labels")


def find(section: str, key: str) -> Text | None:
    """What a name is called, by language; None when the section has no such key."""
    if key not in catalogue(languages()[0])[section]:
        return None
    return {tag: catalogue(tag)[section][key] for tag in languages()}


@cache
def _template(key: str, language: str) -> str:
    file, *path = key.split(".")
    found: Any = _read(language, file)
    for part in path:
        found = found[part]
    return str(found)


def say(key: str, language: str, /, **fill: Any) -> str:
    """A text in one language. ``key`` is its file, its tables and its name, with dots between; ``fill`` what its braces
    hold: of texts the one in this language (English where a name has none), numbers with this language's mark."""
    return _template(key, language).format(**{name: _spoken(value, language) for name, value in fill.items()})


def phrase(key: str, /, **fill: Any) -> Text:
    """A text in every language; see :func:`say`."""
    return {tag: say(key, tag, **fill) for tag in languages()}


def texts_of(key: str, names: Iterable[str]) -> dict[str, Text]:
    """Those of these names (their underscores are hyphens there) that are texts right below a key."""
    file, *path = key.split(".")
    found: Any = _read(languages()[0], file)
    for part in path:
        found = found[part]
    return {name: phrase(f"{key}.{own}") for name in names if (own := name.replace("_", "-")) in found}


def _spoken(value: Any, language: str) -> Any:
    if isinstance(value, Mapping):
        return value.get(language, value["en"])
    return _Decimal(value, language) if isinstance(value, float) else value


class _Decimal:
    """A number that is written with the mark of a language."""

    def __init__(self, value: float, language: str) -> None:
        self.value, self.mark = value, say("common.numbers.decimal", language)

    def __format__(self, spec: str) -> str:
        return format(self.value, spec).replace(".", self.mark)


def word(name: str, language: str) -> str:
    """A part of a key in words; names that join several are taken apart, and what is no word stays as it is."""
    parts = catalogue(language)["parts"]
    if name in parts:
        return parts[name]
    known = [parts.get(part.replace("_", "-")) for part in name.replace("civil-society", "civil_society").split("-")]
    return "-".join(found for found in known if found) if all(known) else name
