"""Why somebody should be approached, in sentences of each language."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from triskele.metrics.parameter import Text
from triskele.metrics.reading import number
from triskele.metrics.verdicts import DISTINGUISHABLE
from triskele.words import languages, phrase, say, word

if TYPE_CHECKING:
    from triskele.measure.partners import Candidate, Partners

_METHODS: dict[str, Text] = {
    "recent": phrase("partners.methods.recent"),
    "adamic-adar": phrase("partners.methods.adamic-adar"),
    "degree": phrase("partners.methods.degree"),
}


def say_candidate(candidate: Candidate, labels: Mapping[str, Text]) -> Text:
    """The reasons for a candidate."""
    return {tag: "; ".join(_reasons(candidate, labels, tag)) + "." for tag in languages()}


def _reasons(candidate: Candidate, labels: Mapping[str, Text], tag: str) -> list[str]:
    def name(key: str) -> str:
        return labels.get(key, {}).get(tag, key)

    if candidate.kind == "alike":
        likes = [
            say("partners.likeness", tag, name=name(step.actor), likeness=number(step.likeness, tag, 2))
            for step in candidate.through
        ]
        reasons = [say("partners.alike", tag, likes=", ".join(likes))]
    else:
        names = ", ".join(name(step.actor) for step in candidate.through)
        names += " …" if (candidate.shared or 0) > len(candidate.through) else ""
        more = candidate.verdict == DISTINGUISHABLE
        reasons = [
            say(
                "partners.two-steps",
                tag,
                shared=candidate.shared,
                names=names,
                expected=number(candidate.expected, tag, 2),
                verdict=say("partners.more" if more else "partners.not-more", tag),
            )
        ]
    if candidate.fills:
        reasons.append(say("partners.fills", tag, sphere=word(candidate.sphere, tag)))
    return reasons


def say_partners(made: Partners, *, chosen: bool) -> Text:
    """What there is to approach, by which order, and how the orders did; ``chosen`` when the reader named the order."""
    return {tag: " ".join(_parts(made, chosen, tag)) for tag in languages()}


def _parts(made: Partners, chosen: bool, tag: str) -> list[str]:
    name = made.labels.get(made.actor, {}).get(tag, made.actor)
    two_steps, alike = (sum(c.kind == kind for c in made.candidates) for kind in ("two-steps", "alike"))
    parts = [say("partners.found", tag, name=name, two_steps=two_steps, alike=alike)]
    if not made.partners:
        parts.append(say("partners.alone", tag))
    elif made.missing:
        parts.append(say("partners.missing", tag, spheres=", ".join(word(sphere, tag) for sphere in made.missing)))
    else:
        parts.append(say("partners.complete", tag))
    parts.append(say("partners.by", tag, method=_METHODS[made.by]))
    trial = made.trial
    if trial is None:
        return [*parts, say("partners.untried", tag)]
    hits = ", ".join(f"{_METHODS[method][tag]} {number(found, tag, 2)}" for method, found in trial.hits.items())
    parts.append(say("partners.tried", tag, hits=hits, chance=number(trial.chance, tag, 2)))
    if chosen and trial.winner != made.by:
        parts.append(say("partners.best", tag, method=_METHODS[trial.winner]))
    return parts
