"""What a scenario changes, in sentences of each language."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from triskele.measure.reading_words import subject_words
from triskele.metrics.parameter import Text
from triskele.metrics.reading import number, word
from triskele.metrics.verdicts import DISTINGUISHABLE, NOT, UNDECIDED
from triskele.terms import LANGUAGES

if TYPE_CHECKING:
    from triskele.measure.whatif import Effect, Moved, Side, WhatIf

_WORDS: dict[str, Text] = {
    "from-to": {"tr": "{}: {} değerinden {} değerine ({})", "en": "{}: from {} to {} ({})"},
    "same": {"tr": "{}: {} olarak kalıyor", "en": "{}: stays {}"},
    "sd": {"tr": ", boş modelin {} standart sapması", "en": ", {} standard deviations of the null model"},
    "first-stays": {"tr": "{}: {} birinci kalıyor ({} → {})", "en": "{}: {} stays first ({} → {})"},
    "first-changes": {"tr": "{}: birinci {} idi, şimdi {} ({} → {})", "en": "{}: {} was first, now {} is ({} → {})"},
    "undefined": {"tr": "{}: değişiklikten {} tanımsız", "en": "{}: undefined {} the changes"},
    "before": {"tr": "önce", "en": "before"},
    "after": {"tr": "sonra", "en": "after"},
    "both": {"tr": "önce de sonra da", "en": "before and after"},
    "gain": {"tr": "en çok kazanan {} ({} → {})", "en": "{} gains most ({} → {})"},
    "loss": {"tr": "en çok yitiren {} ({} → {})", "en": "{} loses most ({} → {})"},
    "verdict-stays": {"tr": "{} olarak kalıyor", "en": "stays {}"},
    "verdict-changes": {"tr": "önce {}, sonra {}", "en": "{} before, {} after"},
    DISTINGUISHABLE: {"tr": "boş modelden ayırt edilebilir", "en": "distinguishable from its null model"},
    NOT: {"tr": "boş modelden ayırt edilemez", "en": "not distinguishable from its null model"},
    UNDECIDED: {"tr": "bu kadar çekilişle kararsız", "en": "undecided with so many draws"},
    "error": {"tr": "{}: ölçülemedi", "en": "{}: could not be measured"},
    "scenario": {"tr": "{} değişiklik: {} bağ yerine {}, {} aktör yerine {}. {} ölçüden {} tanesi değişiyor{}.",
                 "en": "{} changes: {} ties become {}, {} actors {}. Of {} metrics {} change{}."},
    "verdicts": {"tr": "; {} yargı değişiyor", "en": "; {} verdicts change"},
    "failed": {"tr": "; {} ölçülemedi", "en": "; {} could not be measured"},
}  # fmt: skip


def say_effect(effect: Effect, labels: Mapping[str, Text]) -> Text:
    """What has become of a metric, in one sentence of each language."""
    return {tag: "; ".join(_parts(effect, labels, tag)) + "." for tag in LANGUAGES}


def _parts(effect: Effect, labels: Mapping[str, Text], tag: str) -> list[str]:
    title, before, after = effect.title[tag], effect.before, effect.after
    if before is None or after is None:
        return [_WORDS["error"][tag].format(title)]
    if before.value is None or after.value is None:
        both = before.value is None and after.value is None
        when = "both" if both else "before" if before.value is None else "after"
        return [_WORDS["undefined"][tag].format(title, _WORDS[when][tag])]
    parts = [_headline(title, before, after, effect, labels, tag)]
    parts += [_moved("gain", move, labels, tag) for move in effect.gains[:1]]
    parts += [_moved("loss", move, labels, tag) for move in effect.losses[:1]]
    verdicts = [side.verdict for side in (before, after)]
    if not before.subject and all(v in _WORDS for v in verdicts if v) and all(verdicts):
        one, two = (_WORDS[str(v)][tag] for v in verdicts)
        said = "verdict-stays" if one == two else "verdict-changes"
        parts.append(_WORDS[said][tag].format(*((one,) if one == two else (one, two))))
    return parts


def _headline(title: str, before: Side, after: Side, effect: Effect, labels: Mapping[str, Text], tag: str) -> str:
    numbers = [word(s.category, tag) if s.category else number(s.value, tag) for s in (before, after)]
    if before.subject:
        names = [subject_words(side.subject, labels, tag) for side in (before, after)]
        if names[0] == names[1]:
            return _WORDS["first-stays"][tag].format(title, names[0], *numbers)
        return _WORDS["first-changes"][tag].format(title, *names, *numbers)
    if numbers[0] == numbers[1]:
        return _WORDS["same"][tag].format(title, numbers[0])
    change = number(effect.difference, tag)
    change = change if change.startswith("−") else f"+{change}"
    if effect.in_sd is not None:
        change += _WORDS["sd"][tag].format(number(abs(effect.in_sd), tag, 1))
    return _WORDS["from-to"][tag].format(title, *numbers, change)


def _moved(kind: str, move: Moved, labels: Mapping[str, Text], tag: str) -> str:
    name = subject_words(move.subject, labels, tag)
    return _WORDS[kind][tag].format(name, number(move.before, tag), number(move.after, tag))


def say_scenario(made: WhatIf) -> Text:
    """How much a scenario changes in all."""
    effects = [e for e in made.effects if e.before and e.after]
    moved = sum(bool(e.changed or e.came or e.went or e.difference or _other(e)) for e in effects)
    verdicts = sum(e.before is not None and e.after is not None and e.before.verdict != e.after.verdict
                   for e in effects if not (e.before and e.before.subject))  # fmt: skip
    failed = len(made.effects) - len(effects)
    before, after = made.chosen["before"], made.chosen["after"]
    said = {}
    for tag in LANGUAGES:
        more = _WORDS["verdicts"][tag].format(verdicts) if verdicts else ""
        more += _WORDS["failed"][tag].format(failed) if failed else ""
        said[tag] = _WORDS["scenario"][tag].format(
            len(made.changes),
            before["ties"],
            after["ties"],
            before["actors"],
            after["actors"],
            len(effects),
            moved,
            more,
        )
    return said


def _other(effect: Effect) -> bool:
    """Whether a value came or went, or the class is another."""
    before, after = effect.before, effect.after
    if before is None or after is None:
        return False
    return (before.value is None) != (after.value is None) or before.category != after.category
