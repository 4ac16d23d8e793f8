"""Abbreviations: whether the letters of one word are the initials of others."""

from __future__ import annotations

from collections.abc import Iterator

SHORTEST, LONGEST = 3, 8
"""Letters that an abbreviation has."""
_INSIDE = 5
"""Letters from which on an abbreviation may take letters from inside of words (esogu: eskisehir osmangazi u.)."""
_ONCE = {"insanlari": "adamlari"}
"""Words by those they replaced: İş Adamları, now İş İnsanları; abbreviations stayed."""


def abbreviates(word: str, written: tuple[str, ...]) -> bool:
    """Whether a word may abbreviate a name, from its first word on."""
    return any(next(_ends(word, form, 0), None) is not None for form in (written, _once(written)))


def run_of(word: str, written: tuple[str, ...]) -> tuple[str, ...] | None:
    """The run of words whose initials this is; each gives one letter, or two or three of its first letters."""
    for form in (written, _once(written)):
        for start in range(len(form)):
            if (end := next(_ends(word, form, start), None)) is not None:
                return form[start:end]
    return None


def with_gaps(word: str, written: tuple[str, ...], towns: frozenset[str], kinds: frozenset[str]) -> bool:
    """Whether a word abbreviates a name that it leaves words out of: KSÜ is Kahramanmaraş Sütçü İmam Üniversitesi.

    It begins with the name, but for the towns before it, and ends with it or, when it leaves out nothing else, before
    its kind. Letters of which each word gives two or more may begin and end anywhere: KUZKA is Kuzey Anadolu Kalkınma
    Ajansı. It is little to go by: whoever asks sees to it that class and place are alike.
    """
    first = next((at for at, one in enumerate(written) if one not in towns), 0)
    for at in range(len(written)):
        for end, gaps, least in _over_gaps(word, written, at):
            kind_left = end < len(written) and all(one in kinds for one in written[end:])
            if least > 1 and len(word) > SHORTEST + 1:
                return True
            if (at == 0 or at == first) and (end == len(written) or (kind_left and not gaps)):
                return True
    return False


def _over_gaps(word: str, written: tuple[str, ...], at: int) -> Iterator[tuple[int, int, int]]:
    """Where the words end that spell the letters, the first of them here; how many were left out between; and how many
    letters the word gave that gave the fewest."""
    for taken in (1, 2, 3):
        if taken > len(word) or not written[at].startswith(word[:taken]):
            break
        if taken == len(word):
            yield at + 1, 0, taken
        for later in range(at + 1, len(written)):
            for end, gaps, least in _over_gaps(word[taken:], written, later) if taken < len(word) else ():
                yield end, gaps + later - at - 1, min(taken, least)


def closes(word: str, written: tuple[str, ...]) -> int | None:
    """Where the first run of words ends whose first letters, one each, a word is."""
    if len(word) < SHORTEST or not word.isalpha():
        return None
    letters = "".join(part[0] for part in written)
    start = letters.find(word)
    return None if start < 0 else start + len(word)


def spoken_now(run: tuple[str, ...]) -> tuple[str, ...]:
    """The words of a run, and those that replaced them since."""
    return (*run, *(now for now, once in _ONCE.items() if once in run))


def _once(written: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(_ONCE.get(word, word) for word in written)


def _ends(word: str, written: tuple[str, ...], at: int) -> Iterator[int]:
    yield from _spell(word, written, at, len(word) >= _INSIDE)


def _spell(word: str, written: tuple[str, ...], at: int, inside: bool) -> Iterator[int]:
    """Where the words may end that spell the letters from here on; each gives its first letter and up to two more,
    which stand at its beginning or, with ``inside``, anywhere in it."""
    if not word:
        yield at
        return
    if at >= len(written) or written[at][0] != word[0]:
        return
    for taken in (1, 2, 3):
        if taken > len(word) or not _holds(written[at], word[:taken], inside):
            break
        yield from _spell(word[taken:], written, at + 1, inside)


def _holds(word: str, letters: str, inside: bool) -> bool:
    if not inside:
        return word.startswith(letters)
    rest = iter(word)
    return all(letter in rest for letter in letters)
