"""What the readings of a metric come to, in one sentence of each language."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from triskele.measure.claims import CATEGORY, FIRST, NEAR, UNDEFINED, VERDICT, Claim
from triskele.metrics.parameter import Text
from triskele.metrics.reading import number, part_word
from triskele.metrics.verdicts import DISTINGUISHABLE, UNDECIDED
from triskele.words import languages, say, word

if TYPE_CHECKING:
    from triskele.measure.readings import Readings
assert NEAR == 0.1, "the words say a tenth"


def say_readings(readings: Readings) -> Text:
    """In how many readings the claim holds, when it does not, and what could not be told."""
    return {tag: " ".join(_sentences(readings, tag)) for tag in languages()}


def _sentences(readings: Readings, tag: str) -> list[str]:
    claim, of, held = readings.claim, len(readings.readings), readings.held
    told = {"title": readings.title, "claim": claim_words(claim, readings.labels, tag), "of": of}
    if held == of:
        said = [say("readings.all", tag, **told)]
    else:
        said = [say("readings.some", tag, held=held, unless=_unless(readings, tag), **told)]
    if claim.kind != UNDEFINED and (count := readings.count(UNDEFINED)):
        said.append(say("readings.undefined-in", tag, count=count))
    if claim.kind != UNDECIDED and (count := readings.count(UNDECIDED)):
        said.append(say("readings.undecided-in", tag, count=count))
    if 1 < readings.different < of:
        said.append(say("readings.different", tag, count=readings.different))
    if readings.permutations == 0 and claim.kind not in (FIRST, UNDEFINED):
        said.append(say("readings.undrawn", tag))
    return said


def _unless(readings: Readings, tag: str) -> str:
    """When the claim does not hold."""
    together = say("readings.and", tag)
    parts = [together.join(_option(readings, *pair, tag) for pair in when.items()) for when in readings.turned_by]
    if not parts:
        return ""
    said = say("readings.unless", tag, when=say("readings.or", tag).join(parts))
    return said + (say("readings.others", tag, count=readings.unexplained) if readings.unexplained else "")


def claim_words(claim: Claim, labels: Mapping[str, Text], tag: str) -> str:
    """What is claimed, in words."""
    if claim.kind == FIRST:
        name = subject_words(claim.subject, labels, tag)
        if claim.top == 1:
            return say("readings.first-lowest" if claim.lowest else "readings.first", tag, name=name)
        return say("readings.among-lowest" if claim.lowest else "readings.among", tag, name=name, top=claim.top)
    if claim.kind == VERDICT:
        if claim.verdict == DISTINGUISHABLE:
            return say("readings.above" if claim.above else "readings.below", tag)
        return say("readings.undecided" if claim.verdict == UNDECIDED else "readings.not", tag)
    if claim.kind == CATEGORY:
        return say("readings.category", tag, name=word(claim.category or "", tag))
    if claim.kind == UNDEFINED:
        return say("readings.undefined", tag)
    return say("readings.value", tag, value=number(claim.value, tag))


def subject_words(subject: Mapping[str, str], labels: Mapping[str, Text], tag: str) -> str:
    """Whom it is about: names of actors, other parts in words."""
    return ", ".join(
        labels[name][tag] if name in labels else part_word(part, name, tag) for part, name in subject.items()
    )


def _option(readings: Readings, choice: str, option: str, tag: str) -> str:
    found = next(c for c in readings.choices if c.name == choice)
    return next(o.words[tag] for o in found.options if o.name == option)
