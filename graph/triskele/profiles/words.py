"""What a profile comes to, and what nobody knows of its subject, in sentences of each language."""

from __future__ import annotations

from typing import Any

from triskele.metrics.parameter import Text
from triskele.profiles.around import Around
from triskele.words import languages, phrase, say, word

NAMED = 12


def say_profile(made: dict[str, Any]) -> Text:
    """How many actors of which spheres, how many ties lead out, how many components are there."""
    spheres = made["members"]["spheres"]
    ties, checklist = made["ties"], made["checklist"]
    said = {}
    for tag in languages():
        named = ", ".join(f"{word(one['sphere'], tag)} {one['count']}" for one in spheres)
        parts = [say("profiles.members", tag, actors=made["members"]["count"], spheres=named or "–")]
        parts.append(say("profiles.ties", tag, ties=ties["all"], inside=ties["inside"], leaving=ties["leaving"]))
        parts.append(say("profiles.components", tag, of=checklist["of"], shown=checklist["there"]))
        said[tag] = " ".join(parts)
    return said


def say_unknown(around: Around, made: dict[str, Any]) -> list[dict[str, Any]]:
    """What is not known, each with how much of how much; nothing where all is known."""
    things = around.things
    tied = {key for end in ("u", "v") for key in around.arrays.keys[around.ties[end]].tolist()}
    lonely = [things[key] for key in sorted(set(things) - tied)]
    no_sphere = [thing for thing in things.values() if thing.sphere in (None, "unknown")]
    no_year = [thing for thing in things.values() if not (thing.founded or thing.founded_latest)]
    ties, checklist = made["ties"], made["checklist"]
    missing = [item for item in checklist["items"] if item["state"] == "unknown" and not item["optional"]]
    rows = [
        ("founding", len(no_year), len(things), no_year),
        ("dates", ties["all"] - ties["dated"], ties["all"], []),
        ("components", len(missing), checklist["of"], []),
        ("sphere", len(no_sphere), len(things), no_sphere),
        ("ties", len(lonely), len(things), lonely),
        ("places", ties["nowhere"], ties["leaving"], []),
    ]
    return [
        {
            "what": what,
            "count": count,
            "of": of,
            "sentence": dict(phrase(f"profiles.unknown.{what}", of=of, count=count)),
            "things": around.write(some[:NAMED]),
        }
        for what, count, of, some in rows
        if count
    ]
