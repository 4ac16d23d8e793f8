"""Words of names: closed up, parted, and replaced by the one word that stands for all ways to write an idea."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from triskele.text import fold, lower

_UNIVERSITY = re.compile(r"(?<!\w)ü(\.|(?!\w))")
_DOTTED = re.compile(r"(?<!\w)(?:\w{1,2}\.){2,}\w{0,2}(?!\w)|(?<!\w)(?:\w\.)+\w(?!\w)")
_INNER = re.compile(r"['’`´](?=\w)|\.(?=$|\s|[,;)\]])")
_TWO_LETTERS = re.compile(r"([aou])e|(?<=a)a")
_ENDED = re.compile(r"(?<=\w\w)\.(l[ıiuü]ğ[ıiuü]|s[ıiuü]|l[ae]r[ıi])(?!\w)")
_ARTICLE = re.compile(r"(?<!\w)[dl]['’](?=\w)")
_MARKS = re.compile(r"[^\w&]+|_")
_ENDINGS = ("leri", "lari", "ler", "lar", "nin", "nun", "si", "su", "in", "un", "es", "i", "u", "s", "n")
"""What Turkish and English add to a word without making another of it, the longest first."""
_LEAST_STEM = 4
_LEAST_JOINED, _LEAST_FIRST, _LEAST_HEAD = 9, 3, 7
"""Letters that a joined word has, its first part has, and its last part has where the first is in no list."""
_LEAST_ROOT = 4
_TWICE = re.compile(r"(.)\1+")
_LEAST_LONG = 9
"""Letters from which on a word for a kind is known with one of them wrong."""


@cache
def data() -> dict[str, Any]:
    """The reviewed lists of ``words.toml``."""
    return tomllib.loads(Path(__file__).with_name("words.toml").read_text(encoding="utf-8"))


def search_key(text: str) -> str:
    """A text as it is looked for: letters folded, hyphens of keys as blanks, an address as it stands.

    >>> search_key("Hacettepe-Üniversitesi")
    'hacettepe universitesi'
    """
    return fold(text if "/" in text else text.replace("-", " "))


@lru_cache(maxsize=65536)
def bare(text: str) -> str:
    """A name without marks: abbreviations closed up, Ü. and a lone Ü read as university.

    >>> bare("O.D.T.Ü. Teknokent A.Ş.")
    'odtu teknokent as'
    """
    if text.isascii() and text.replace(" ", "").isalnum():  # no mark to close up: a tenth of the time
        return " ".join(text.lower().split())
    low = lower(text)
    low = _ENDED.sub(".", _ARTICLE.sub(" ", low))  # Bşk.lığı, Üniv.si
    low = _DOTTED.sub(lambda found: found[0].replace(".", ""), low)
    low = _UNIVERSITY.sub(" üniversitesi ", low) if "ü" in low else low
    return " ".join(_MARKS.sub(" ", _INNER.sub("", fold(low))).replace("&", " ").split())


@cache
def _phrases(table: str) -> dict[str, str]:
    found: dict[str, str] = {}
    said: Mapping[str, list[str]] = data()[table]
    for key, forms in said.items():
        found[_plain(key)] = key
        for form in forms:
            found.setdefault(_plain(form), key)
    return found


def _plain(text: str) -> str:
    return " ".join(fold(text).replace(".", "").replace("-", " ").split())


@cache
def _longest(table: str) -> dict[str, int]:
    """How many words the longest phrase has that begins with a word."""
    found: dict[str, int] = {}
    for phrase in _phrases(table):
        words = phrase.split()
        found[words[0]] = max(len(words), found.get(words[0], 1))
    return found


@cache
def _last(table: str) -> frozenset[str]:
    return frozenset(phrase.split()[-1] for phrase in _phrases(table))


def may_end(word: str, table: str) -> bool:
    """Whether a phrase of the table ends with a word."""
    return word in _last(table) or plain_letters(word) in _last(table)


def replaced(words: list[str], table: str) -> list[tuple[str, str]]:
    """Each word or phrase as (what it stands for, what was written); what no list holds stands for itself."""
    known, longest = _phrases(table), _longest(table)
    plain = list(map(plain_letters, words))
    if plain == words:
        plain = words
    if table != "same" and longest.keys().isdisjoint(words) and (plain is words or longest.keys().isdisjoint(plain)):
        return list(zip(words, words, strict=True))  # nothing of it begins a phrase: nearly always
    found: list[tuple[str, str]] = []
    at = 0
    while at < len(words):
        most = max(longest.get(words[at], 1), longest.get(plain[at], 1))
        for length in range(min(most, len(words) - at), 0, -1):
            phrase = words[at] if length == 1 else " ".join(words[at : at + length])
            key = known.get(phrase)
            if key is None and plain is not words:
                key = known.get(" ".join(plain[at : at + length]))
            if key is not None:
                found.append((key, phrase))
                at += length
                break
        else:
            stem = _stem(words[at], known) if table == "same" else ""
            found.append((known.get(stem) or (_misspelt(words[at]) if table == "same" else words[at]), words[at]))
            at += 1
    return found


def _stem(word: str, known: Mapping[str, str]) -> str:
    """The known word of which this is another ending; empty when there is none."""
    for ending in _ENDINGS:
        stem = word.removesuffix(ending)
        if stem != word and len(stem) >= _LEAST_STEM and stem in known:
            return stem
    return ""


@lru_cache(maxsize=65536)
def _misspelt(word: str) -> str:
    """The kind of body that a long word names with one letter wrong, missing or too many, else the word: unversitesi is
    university."""
    if len(word) < _LEAST_LONG:
        return word
    lacking = _lacking_a_letter()
    for seen in (word, *(word[:at] + word[at + 1 :] for at in range(1, len(word)))):
        if seen in lacking:
            return lacking[seen]
    return word


@cache
def _lacking_a_letter() -> dict[str, str]:
    """Long words for kinds, whole and without any one letter but the first, to the kind."""
    kinds = word_list("kinds")
    found: dict[str, str] = {}
    for form, key in _phrases("same").items():
        if key in kinds and " " not in form and len(form) > _LEAST_LONG:
            for at in range(1, len(form) + 1):
                found.setdefault(form[:at] + form[at + 1 :], key)
    return found


@lru_cache(maxsize=65536)
def disjoined(word: str) -> tuple[str, ...]:
    """A word by its parts where a known one ends it that others write apart: gesundheitsforschung is gesundheit,
    forschung. A word that the lists hold, alone or in a phrase, is whole."""
    plain = plain_letters(word)
    if len(word) < _LEAST_JOINED or not plain.endswith(_heads()) or word in _listed() or plain in _listed():
        return (word,)
    head = next(head for head in _heads() if plain.endswith(head))  # the longest
    first, listed = plain[: -len(head)], _phrases("same")
    if len(first) < _LEAST_FIRST:
        return (word,)
    for joint in ("", "s", "n", "en", "er", "e", "es"):
        if (stem := first.removesuffix(joint)) in listed and first.endswith(joint):
            return (*disjoined(stem), head)
    return (*disjoined(first.removesuffix("s")), head) if len(head) >= _LEAST_HEAD else (word,)


@cache
def _heads() -> tuple[str, ...]:
    return tuple(sorted(word_list("joined"), key=lambda head: (-len(head), head)))


@cache
def _listed() -> frozenset[str]:
    """Every word of the lists, alone and in phrases."""
    tables = ("same", "forms", "parted", "honours", "known", "towns", "districts")
    return frozenset(word for table in tables for phrase in _phrases(table) for word in phrase.split())


def root(word: str) -> str:
    """A word as its languages share it: psychologie, psicología and psikoloji have one root. It tells no word from
    another of its family (physics, physical)."""
    return _root(plain_letters(word))


@lru_cache(maxsize=65536)
def _root(word: str) -> str:
    plain = _TWICE.sub(r"\1", _shared_letters(word)) or word
    for ending in _word_endings():
        if plain.endswith(ending) and len(plain) - len(ending) >= _LEAST_ROOT:
            return plain[: -len(ending)]
    return plain


def _shared_letters(word: str) -> str:
    for written, shared in data()["roots"]["letters"].items():
        word = word.replace(written, shared)
    return word


@cache
def _word_endings() -> tuple[str, ...]:
    endings = {_TWICE.sub(r"\1", _shared_letters(fold(ending))) for ending in data()["roots"]["endings"]}
    return tuple(sorted(endings, key=lambda ending: (-len(ending), ending)))


def known(words: list[str]) -> list[str]:
    """The words of the name under which a body is known that others call so; none when the name is in no list."""
    return _known().get(_as_known(words), "").split()


def _as_known(words: list[str]) -> str:
    return " ".join("turkey" if word == "turkiye" else plain_letters(word) for word in words)


@cache
def _known() -> dict[str, str]:
    return {_as_known(called.split()): _plain(key) for called, key in _phrases("known").items()}


@lru_cache(maxsize=65536)
def plain_letters(word: str) -> str:
    """A folded word with the letters that Germans and Scandinavians write as two written as one: muenchen, munchen."""
    return _TWO_LETTERS.sub(r"\1", word)


def spoken_number(word: str) -> str:
    """A number as names write it in words: 19 is ondokuz; any other word stays."""
    written = data()["numbers"].get(word)
    return _plain(written[0]) if written else word


def towns_in(place: str) -> frozenset[str]:
    """The towns that a place says it is in or of: *Bornova İzmir*, *Praha 1*, a district alone; by their one name."""
    words, districts = bare(place).split(), _phrases("districts")
    runs = [" ".join(words[i : i + n]) for n in (3, 2, 1) for i in range(len(words) - n + 1)]
    if whole := next((town for run in runs if " " in run and (town := town_of(run))), None):
        return frozenset({whole})  # Frankfurt (Oder) is not in Frankfurt
    found = {name for run in runs for name in (town_of(run), districts.get(run)) if name}
    return frozenset(found)


def town_of(text: str) -> str | None:
    """The one name of a town by any of its names, folded; None for what is no town."""
    return towns().get(text) or towns().get(plain_letters(text))


@lru_cache(maxsize=65536)
def canonical(text: str) -> str:
    """A name in the words that everything alike is compared in; the order stands.

    >>> canonical("Hacettepe Ü.") == canonical("Hacettepe University") == "hacettepe university"
    True
    """
    return " ".join(word for word, _ in replaced(bare(text).split(), "same"))


@cache
def word_list(table: str, name: str = "words") -> frozenset[str]:
    """A list of ``words.toml``, folded."""
    return frozenset(fold(word) for word in data()[table][name])


@cache
def towns() -> dict[str, str]:
    """Every name of a town to the one that stands for it."""
    named = {form: _plain(key) for form, key in _phrases("towns").items()}
    return {**{plain_letters(form): town for form, town in named.items()}, **named}


def alike_words(a: str, b: str) -> bool:
    """Whether two folded words are one with another ending: odasi and oda, products and product; or in other letters:
    muller and mueller."""
    short, long = sorted((a, b), key=len)
    if len(short) != len(long) and plain_letters(short) == plain_letters(long):
        return True
    return len(short) >= _LEAST_STEM and long.startswith(short) and long[len(short) :] in _ENDINGS
