"""What a scenario changes, in sentences of each language."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from triskele.measure.reading_words import subject_words
from triskele.metrics.parameter import Text
from triskele.metrics.reading import number
from triskele.metrics.verdicts import DISTINGUISHABLE, NOT, UNDECIDED
from triskele.words import languages, phrase, say, word

if TYPE_CHECKING:
    from triskele.measure.whatif import Effect, Moved, Side, WhatIf

_VERDICTS: dict[str, Text] = {
    DISTINGUISHABLE: phrase("whatif.distinguishable"),
    NOT: phrase("whatif.not-distinguishable"),
    UNDECIDED: phrase("whatif.undecided"),
}


def say_effect(effect: Effect, labels: Mapping[str, Text]) -> Text:
    """What has become of a metric, in one sentence of each language."""
    return {tag: "; ".join(_parts(effect, labels, tag)) + "." for tag in languages()}


def _parts(effect: Effect, labels: Mapping[str, Text], tag: str) -> list[str]:
    title, before, after = effect.title[tag], effect.before, effect.after
    if before is None or after is None:
        return [say("whatif.error", tag, title=title)]
    if before.value is None or after.value is None:
        if after.value is not None:
            return [say("whatif.undefined-before", tag, title=title)]
        return [
            say("whatif.undefined-after" if before.value is not None else "whatif.undefined-both", tag, title=title)
        ]
    parts = [_headline(title, before, after, effect, labels, tag)]
    parts += [say("whatif.gain", tag, **_moved(move, labels, tag)) for move in effect.gains[:1]]
    parts += [say("whatif.loss", tag, **_moved(move, labels, tag)) for move in effect.losses[:1]]
    one, two = (_VERDICTS.get(side.verdict or "") for side in (before, after))
    if not before.subject and one and two:
        if one == two:
            parts.append(say("whatif.verdict-stays", tag, verdict=one))
        else:
            parts.append(say("whatif.verdict-changes", tag, before=one, after=two))
    return parts


def _headline(title: str, before: Side, after: Side, effect: Effect, labels: Mapping[str, Text], tag: str) -> str:
    old, new = (word(s.category, tag) if s.category else number(s.value, tag) for s in (before, after))
    if before.subject:
        names = [subject_words(side.subject, labels, tag) for side in (before, after)]
        told = {"title": title, "before": old, "after": new}
        if names[0] == names[1]:
            return say("whatif.first-stays", tag, name=names[0], **told)
        return say("whatif.first-changes", tag, old=names[0], new=names[1], **told)
    if old == new:
        return say("whatif.same", tag, title=title, value=old)
    change = number(effect.difference, tag)
    change = change if change.startswith("−") else f"+{change}"
    if effect.in_sd is not None:
        change += say("whatif.sd", tag, count=number(abs(effect.in_sd), tag, 1))
    return say("whatif.from-to", tag, title=title, before=old, after=new, change=change)


def _moved(move: Moved, labels: Mapping[str, Text], tag: str) -> dict[str, str]:
    name = subject_words(move.subject, labels, tag)
    return {"name": name, "before": number(move.before, tag), "after": number(move.after, tag)}


def say_scenario(made: WhatIf) -> Text:
    """How much a scenario changes in all."""
    effects = [e for e in made.effects if e.before and e.after]
    moved = sum(bool(e.changed or e.came or e.went or e.difference or _other(e)) for e in effects)
    verdicts = sum(e.before is not None and e.after is not None and e.before.verdict != e.after.verdict
                   for e in effects if not (e.before and e.before.subject))  # fmt: skip
    failed = len(made.effects) - len(effects)
    before, after = made.chosen["before"], made.chosen["after"]
    said = {}
    for tag in languages():
        more = say("whatif.verdicts", tag, count=verdicts) if verdicts else ""
        more += say("whatif.failed", tag, count=failed) if failed else ""
        said[tag] = say(
            "whatif.scenario",
            tag,
            changes=len(made.changes),
            ties_before=before["ties"],
            ties_after=after["ties"],
            actors_before=before["actors"],
            actors_after=after["actors"],
            metrics=len(effects),
            moved=moved,
            more=more,
        )
    return said


def _other(effect: Effect) -> bool:
    """Whether a value came or went, or the class is another."""
    before, after = effect.before, effect.after
    if before is None or after is None:
        return False
    return (before.value is None) != (after.value is None) or before.category != after.category
