"""The words of results: titles, labels and sentences, one file a language beside this module.

Sections are tables of a TOML file: ``parts`` (parts of keys, categories, statuses, closed lists), ``units``,
``parameters``, ``columns`` (of answers to ready questions), ``left-out`` (what a network leaves out), ``nulls`` (what a
null model keeps) and ``sentences`` (with braces that are filled in order). Every key stands in every file, with as many
braces; a further language is one more file. What is a name (of an actor, a place, a sector) is no word and stands in
the tables.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

Catalogue = Mapping[str, Mapping[str, str]]


@cache
def languages() -> tuple[str, ...]:
    """Tags of the languages there is a file for, in alphabetical order."""
    return tuple(sorted(path.stem for path in Path(__file__).parent.glob("*.toml")))


@cache
def catalogue(language: str) -> Catalogue:
    """Every word of one language by section and key."""
    path = Path(__file__).with_name(f"{language}.toml")
    return tomllib.loads(path.read_text(encoding="utf-8"))


def find(section: str, key: str) -> Mapping[str, str] | None:
    """One text by language, or None when the section has no such key."""
    if key not in catalogue(languages()[0])[section]:
        return None
    return {tag: catalogue(tag)[section][key] for tag in languages()}


def say(key: str, language: str, *fill: object) -> str:
    """A sentence of the catalogue with its braces filled."""
    return catalogue(language)["sentences"][key].format(*fill)


def word(name: str, language: str) -> str:
    """A part of a key in words; names that join several are taken apart, and what is no word stays as it is."""
    parts = catalogue(language)["parts"]
    if name in parts:
        return parts[name]
    known = [parts.get(part.replace("_", "-")) for part in name.replace("civil-society", "civil_society").split("-")]
    return "-".join(found for found in known if found) if all(known) else name
