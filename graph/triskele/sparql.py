"""What may be asked, decided on the words of a query before any engine sees it.

The engine would really call out for SERVICE, and crashes on input nested thousands deep. Reading tokens is enough to
refuse both: the words are looked for after strings, IRIs and comments are taken away.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from triskele.errors import InvalidInput, QuerySyntaxError, RefusedError

MAX_LENGTH = 200_000
MAX_DEPTH = 100
MAX_OPERATORS = 5_000

_OPAQUE = re.compile(
    r'"""(?:[^"\\]|\\.|"(?!""))*"""'
    r"|'''(?:[^'\\]|\\.|'(?!''))*'''"
    r'|"(?:[^"\\\n\r]|\\.)*"'
    r"|'(?:[^'\\\n\r]|\\.)*'"
    r"|<[^<>\"{}|^`\\\x00-\x20]*>"
    r"|#[^\n\r]*",
    re.DOTALL,
)
_SPACES = re.compile(r"\s+")
_WORD = re.compile(r"(?<![\w:?$@-])([A-Za-z]+)(?![\w:-])")
_OPERATOR = re.compile(r"\|\||&&|[|/*+!=<>-]|\bUNION\b|\bOPTIONAL\b|\bMINUS\b", re.IGNORECASE)
_IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^<>\"{}|^`\\\x00-\x20]*")
_UPDATES = frozenset(["INSERT", "DELETE", "LOAD", "CLEAR", "CREATE", "DROP", "COPY", "MOVE", "ADD"])
_FORMS = frozenset(["SELECT", "ASK", "CONSTRUCT", "DESCRIBE"])


def check_query(query: str) -> None:
    """Raise when the text asks for what is never done, or is too deep to parse safely.

    RefusedError for SERVICE and for updates; InvalidInput for a text that is too long, too deep (``MAX_DEPTH``
    brackets) or has more than ``MAX_OPERATORS`` operators. O(length).
    """
    if len(query) > MAX_LENGTH:
        raise InvalidInput(
            f"The query has {len(query)} characters, the bound is {MAX_LENGTH}.",
            hint="Ask for less at once, for instance with fewer VALUES.",
        )
    bare = _OPAQUE.sub(" ", query)
    depth = deepest = 0
    for character in bare:
        if character in "{([":
            depth += 1
            deepest = max(deepest, depth)
        elif character in "})]":
            depth -= 1
    if deepest > MAX_DEPTH:
        raise InvalidInput(
            f"The query nests brackets {deepest} deep, the bound is {MAX_DEPTH}.",
            hint="Flatten the groups; nested braces that only wrap each other can go.",
        )
    if len(_OPERATOR.findall(bare)) > MAX_OPERATORS:
        raise InvalidInput(
            f"The query has more than {MAX_OPERATORS} operators.",
            hint="Use VALUES or IN for long alternatives.",
        )
    words = [word.upper() for word in _WORD.findall(bare)]
    if "SERVICE" in words:
        raise RefusedError(
            "SERVICE asks this server to call another one; that is never done.",
            hint="Query the other endpoint yourself and hand its answer over with VALUES.",
        )
    first = next((word for word in words if word in _FORMS or word in _UPDATES), None)
    if first in _UPDATES:
        raise RefusedError(
            f"{first} changes data, and a release never changes.",
            hint="Build a new release from corrected tables (triskele build).",
        )


def normalise(query: str) -> str:
    """The query without comments and with single spaces, strings and IRIs untouched: the same question asked in another
    layout is the same text."""
    bare = _OPAQUE.sub(lambda match: " " if match.group().startswith("#") else match.group(), query)
    parts: list[str] = []
    end = 0
    for match in _OPAQUE.finditer(bare):
        parts += [_SPACES.sub(" ", bare[end : match.start()]), match.group()]
        end = match.end()
    return "".join([*parts, _SPACES.sub(" ", bare[end:])]).strip()


def bind(query: str, bindings: Mapping[str, str]) -> str:
    """The query with IRIs in the place of variables; InvalidInput for a value that is not a plain absolute IRI."""
    for name, value in bindings.items():
        if not _IRI.fullmatch(value):
            raise InvalidInput(f"{value!r} is not an absolute IRI.", hint="Write it out in full, percent-encoded.")
        query = re.sub(rf"[?$]{name}\b", f"<{value}>", query)
    return query


_NAMED = re.compile(r"\b[A-Z]{2,}\b|\"[^\"]{1,12}\"")
_HEX = re.compile(r"[A-F]{4}")
_PLACE = re.compile(r"error at (\d+):(\d+)")


def explain(problem: str, query: str) -> QuerySyntaxError:
    """Turn the engine's complaint about a query into an error with place, found and expected."""
    place = _PLACE.search(problem)
    line, column = (int(place.group(1)), int(place.group(2))) if place else (None, None)
    where = f" at line {line}, column {column}" if place else ""
    lines = query.splitlines() or [""]
    found = lines[line - 1][max(0, column - 1) :][:40] if line and column and line <= len(lines) else ""
    if "Prefix not found" in problem:
        before = lines[line - 1][: column - 1] if line and column else query
        names = re.findall(r"([A-Za-z][\w.-]*):", before + found)
        name = f" {names[-1]}:" if names else ""
        return QuerySyntaxError(
            f"The prefix{name} is not known{where}.",
            hint="Declare it with PREFIX, or use one that GET /sparql lists (tsk:, id:, skos:, org:, prov: ...).",
            line=line,
            column=column,
        )
    expected = problem.partition("expected ")[2]
    named = [word for word in _NAMED.findall(expected) if not _HEX.fullmatch(word)]
    reason = next((part for part in ("contains a variable that is unbound",) if part in expected), "")
    wanted = ", ".join(dict.fromkeys(named))[:200]
    message = (
        f"The query does not parse{where}: found {found!r}" if found else f"The query does not parse{where}: it ends"
    )
    message += f"; {reason}." if reason else f", expected {wanted}." if wanted else "."
    return QuerySyntaxError(
        message, hint="Check brackets, dots and prefixes before that place.", line=line, column=column
    )
