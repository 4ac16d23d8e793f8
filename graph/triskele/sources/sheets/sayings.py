"""What a word of a tie says beside its verb: the word to look up, and whether who is named first gives or receives.

Turkish says it by endings (``denetledi`` from *denetlemek*, passive ``denetlendi``), English by little words (``is
funded by``); the verbs themselves are reviewed lists of ``headings.toml``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from triskele.sources.sheets.lists import data, plain

_COPULA = re.compile(r"(?<=[a-z]{3})[dt][iu]r$")
_ENDING = re.compile(
    r"[aeiu]?(?P<passive>n|il|ul|in|un)?"
    r"(?:[dt][iu]|[aeiu]?r|[iu]?yor|m[iu]s|m[ae]kta|mekte|[ae]n|y[ae]n)(?:[dt][iu]r?)?(?:l[ae]r)?"
)
_BY_WHOM = "tarafindan "
_LITTLE = frozenset({"is", "are", "was", "were", "has", "have", "had", "been", "being", "a", "an", "the"})
_ABOUT = frozenset({"of", "with", "to", "in", "for", "from", "at", "on", "by", "a", "an", "the"})


@dataclass(frozen=True)
class Said:
    """One way to understand a word: ``phrase`` to look up among names, or the type a verb has; ``receives`` when who
    is named first is at the other end."""

    phrase: str = ""
    kind: str = ""
    receives: bool = False
    given: bool = False
    """Only where what the phrase names has a giver and a receiver."""


@lru_cache(maxsize=4096)
def sayings(word: str) -> tuple[Said, ...]:
    """All ways to understand a plain word, the surest first."""
    bare = _COPULA.sub("", word)
    found = [Said(word), *([Said(bare)] if bare != word else []), *_turkish(word), *_turkish(bare), *_english(word)]
    return tuple(dict.fromkeys(found))


def _turkish(word: str) -> Iterator[Said]:
    said = word.removeprefix(_BY_WHOM)
    noun, _, verb = said.rpartition(" ")
    lists = data()["verbs"]
    if noun:
        for receives, roots in ((True, lists["receives"]), (False, lists["plain"])):
            if found := _conjugated(verb, roots):
                passive = found[1]
                if noun.endswith(" yer"):  # yer aldı, "took a place", receives nothing
                    yield Said(noun.removesuffix(" yer"))
                for plainer in _plainer(noun):
                    yield Said(plainer, receives=receives or passive, given=receives)
    for kind, roots in data()["verb-stems"].items():
        for whole in dict.fromkeys((said, verb)):
            if found := _conjugated(whole, roots):
                yield Said(found[0], kind, receives=found[1])
    yield from (Said(plainer) for plainer in _plainer(said))


def _plainer(noun: str) -> Iterator[str]:
    """A noun, without what says that it is given, and without its case: destegi, hizmeti, denetimini."""
    yield noun
    first, _, last = noun.rpartition(" ")
    if first and last in map(plain, data()["verbs"]["nouns"]):
        yield first
    for case in ("ini", "unu", "ni", "nu", "i", "u"):
        if noun.endswith(case):
            bare = noun.removesuffix(case)
            yield bare
            yield f"{bare[:-1]}k" if bare.endswith("g") else bare  # destek, destegi


def _conjugated(verb: str, roots: list[str]) -> tuple[str, bool] | None:
    """The verb of which this is a form, and whether it is passive; None when it is of none."""
    for root in map(plain, roots):
        if verb.startswith(root) and (ending := _ENDING.fullmatch(verb[len(root) :])):
            return root, bool(ending["passive"])
    return None


def _english(word: str) -> Iterator[Said]:
    words = word.split()
    begins = next((at for at, one in enumerate(words) if one not in _LITTLE), len(words))
    ends = next((at for at in range(len(words), begins, -1) if words[at - 1] not in _ABOUT), begins)
    core, after = words[begins:ends], words[ends:]
    if len(core) > 1 and core[0].endswith("ly"):
        yield Said(" ".join(core))
        core = core[1:]
    if not core or (len(core) == len(words) == 1 and not core[0].endswith(("s", "d"))):
        return
    if after[:1] == ["from"]:  # "licence from": who is named first got it
        yield Said(" ".join(core), receives=True, given=True)
    yield Said(" ".join(core))
    lists = data()["verbs"]
    by = "by" in after or (begins > 0 and core[0].endswith("ed") and after[:1] in (["in"], ["at"]))
    for length in (2, 1):
        for base in _bases(core[:length]) if len(core) >= length else ():
            if base in _english_verbs():
                kind, turned = _english_verbs()[base]
                by = by or (kind == "hosting" and core[0].endswith("ed") and after[:1] in (["in"], ["at"]))
                turned = turned or ("from" in after and kind in (*lists["given"], "supply"))
                yield Said(kind=kind, receives=turned != by)
            if base in lists["english-plain"] or base in lists["english-receives"]:
                noun = " ".join(one for one in core[length:] if one not in _LITTLE)
                receives = (base in lists["english-receives"]) != by
                yield Said(noun, receives=receives, given=base in lists["english-receives"])


@cache
def _english_verbs() -> dict[str, tuple[str, bool]]:
    turned = data()["english-turned"]
    return {
        plain(verb): (kind, verb in turned.get(kind, ()))
        for kind, verbs in data()["english-verbs"].items()
        for verb in verbs
    }


def _bases(words: list[str]) -> list[str]:
    """The plain forms that an English verb, its first word conjugated or not, may have."""
    first, rest = words[0], words[1:]
    found = [first]
    for ending, instead in (("ies", "y"), ("ied", "y"), ("es", ""), ("es", "e"), ("s", ""), ("ed", ""), ("ed", "e"),
                            ("ing", ""), ("ing", "e")):  # fmt: skip
        if first.endswith(ending):
            stem = first.removesuffix(ending) + instead
            found += [stem, stem[:-1]] if len(stem) > 2 and stem[-1:] == stem[-2:-1] else [stem]
    found += {"sold": ["sell"], "bought": ["buy"], "lent": ["lend"], "took": ["take"], "taken": ["take"],
              "given": ["give"], "gave": ["give"], "got": ["get"], "won": ["win"], "taught": ["teach"],
              "ran": ["run"]}.get(first, [])  # fmt: skip
    last = {w.removesuffix("s") for w in rest} | set(rest)
    return [" ".join([base, *([end] if end else [])]) for base in found for end in (sorted(last) or [""])]
