r"""What may be asked, decided on the tokens of a query before any engine sees it.

The engine would really call out for SERVICE, and crashes on input nested thousands deep. Its parser has no tokens of
its own: it reads ``1SERVICE``, ``trueSERVICE`` and ``SERVICEe:`` as the keyword beside something else, and ends
names at its own places (``id:a.b.SERVICE`` is ``id:a.b``, a dot, SERVICE). The tokeniser here ends each name, string,
IRI and comment where the engine does, reads every character a bounded number of times, and is only called after the
length of the text was looked at.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple
from urllib.parse import urljoin

from triskele.errors import InvalidInput, QuerySyntaxError, RefusedError
from triskele.terms import PREFIXES

MAX_LENGTH = 200_000
MAX_DEPTH = 100
MAX_OPERATORS = 5_000

_ABSOLUTE = re.compile(r"<[A-Za-z][A-Za-z0-9+.-]*+://")
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*+:")
_LETTERS = re.compile(r"[A-Za-z]+")
_IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*+:[^<>\"{}|^`\\\x00-\x20]*+")
_UPDATES = frozenset(["INSERT", "DELETE", "LOAD", "CLEAR", "CREATE", "DROP", "COPY", "MOVE", "ADD"])
_FORMS = frozenset(["SELECT", "ASK", "CONSTRUCT", "DESCRIBE"])
_BEFORE_VALUES = frozenset(["(", ",", "||", "&&", *"|/*+!=<>^-"])
_SELECTS_ONCE = frozenset(["DISTINCT", "REDUCED"])
_SELECTS = frozenset(["SELECT", "SELECTDISTINCT", "SELECTREDUCED"])
_JOINS = frozenset(["UNION", "OPTIONAL", "MINUS"])
_NAMING = {"FROM": 1, "NAMED": 2, "GRAPH": 3}
_GRAPH = _NAMING["GRAPH"]
_ESCAPES = re.compile(r"\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8}")
_CHANGING = re.compile(r"NOW|RAND|UUID|BNODE")
"""Functions that answer anew each time, STRUUID among them."""


class Token(NamedTuple):
    """A piece of a query: its kind (a group of the pattern above), its text, and where it starts."""

    kind: str
    text: str
    start: int


class Facts(NamedTuple):
    """What the tokens say of a query. ``changing``: asked again it may answer otherwise (NOW, RAND, UUID, BNODE).
    ``default`` and ``named`` are the graphs of FROM and FROM NAMED; ``graphs`` those that GRAPH names, and
    ``asks_graphs`` whether it has GRAPH at all."""

    changing: bool
    default: tuple[str, ...] = ()
    named: tuple[str, ...] = ()
    graphs: tuple[str, ...] = ()
    asks_graphs: bool = False


def _patterns() -> Any:
    """Imported by whoever reads a query: that is another process than the one that answers."""
    from triskele import tokens

    return tokens


def tokens(query: str) -> Iterator[Token]:
    """The tokens of a query in order, spaces and comments left out. O(length).

    InvalidInput for a text over ``MAX_LENGTH``; QuerySyntaxError for a string that does not end, and for a ``<`` that
    could begin an IRI as well as compare, where the two readings would differ in what follows.
    """
    check_length(query)
    position, last, inner = 0, "(", [""]
    match = _patterns().TOKEN.match
    while position < len(query):
        found = match(query, position)
        assert found is not None  # the last alternative takes any character
        kind, text = found.lastgroup or "", found.group()
        # After a value between round brackets < compares; the engine also knows <<. An address with // is none of
        # both, since nothing divides by a division.
        compares = last == "<" or (inner[-1] == "(" and last not in _BEFORE_VALUES)
        if kind == "iri" and compares and not _ABSOLUTE.match(text):
            if "#" in text or "'" in text:
                hint = "To compare, write a space after the <; for an IRI, use a prefix."
                raise _syntax(query, position, "could begin an IRI or compare", hint)
            kind, text = "operator", "<"
        if kind == "other" and text in "\"'":
            raise _syntax(query, position, "begins a string that does not end", "Close it with the same quotes.")
        if kind not in ("space", "comment"):
            yield Token(kind, text, position)
            last = text
            if kind == "other" and text in "([{":
                inner.append(text)
            elif kind == "other" and text in ")]}" and len(inner) > 1:
                inner.pop()
        position += len(text)


def check_length(query: str) -> None:
    """InvalidInput for a text over ``MAX_LENGTH``: looked at before anything else is."""
    if len(query) > MAX_LENGTH:
        raise InvalidInput(
            f"The query has {len(query)} characters, the bound is {MAX_LENGTH}.",
            hint="Ask for less at once, for instance with fewer VALUES.",
        )


class _Names:
    """The absolute IRIs that names and relative IRIs of a query stand for."""

    def __init__(self, base: str | None) -> None:
        self.base, self.prefixes = base or "", dict(PREFIXES)
        self._declares: str | None = None

    def declare(self, word: str, token: Token) -> None:
        """Take in a token that follows the word (or the prefix) of a declaration."""
        if word.endswith("PREFIX") and token.kind == "name":
            self._declares = token.text.rpartition(":")[0]
        elif token.kind == "iri" and word.endswith("BASE"):
            self.base = self.absolute(token) or self.base
        elif token.kind == "iri" and self._declares is not None:
            self.prefixes[self._declares] = self.absolute(token) or ""
            self._declares = None

    def absolute(self, token: Token) -> str | None:
        """The IRI of a token; None for one that is none."""
        if token.kind == "iri":
            text = token.text[1:-1]
            if "\\" in text:
                text = _ESCAPES.sub(lambda m: chr(int(m[0][2:], 16)), text)
            return text if _SCHEME.match(text) else urljoin(self.base, text)
        if token.kind != "name":
            return None
        prefix, _, local = token.text.partition(":")
        return self.prefixes[prefix] + local.replace("\\", "") if prefix in self.prefixes else None


def check_query(query: str, base: str | None = None) -> Facts:
    """Raise when the text asks for what is never done, or is too deep to parse safely; else say what it is like.

    RefusedError for SERVICE and for updates; InvalidInput for a text that is too long, too deep (``MAX_DEPTH``
    brackets) or has more than ``MAX_OPERATORS`` operators. O(length).
    """
    depth = operators = 0
    first = ""
    before = last = Token("other", "", 0)
    changing = False
    names, wanted, graphs = _Names(base), 0, False
    dataset = list[str](), list[str](), list[str]()  # of FROM, FROM NAMED, GRAPH
    for token in tokens(query):
        kind, text, _ = token
        if kind in ("iri", "name"):
            if not first:
                names.declare(last.text.upper(), token)
            iri = names.absolute(token) if wanted else None
            if iri is not None:
                dataset[wanted - 1].append(iri)
            wanted = 0
        if kind == "other":
            if text in "{([":
                depth += 1
                if depth > MAX_DEPTH:
                    raise InvalidInput(
                        f"The query nests brackets more than {MAX_DEPTH} deep.",
                        hint="Flatten the groups; nested braces that only wrap each other can go.",
                    )
                if text == "{" and last.kind == "name" and depth > 1 and before.text.upper() != "GRAPH":
                    _refuse_service(last.text.partition(":")[0])  # SERVICEe: {
            elif text in "})]":
                depth -= 1
        elif kind == "operator":
            operators += 1
        elif kind == "word":
            _refuse_service(text)
            wanted = next((n for end, n in _NAMING.items() if text.upper().endswith(end)), 0)
            graphs = graphs or wanted == _GRAPH
            for letters in _LETTERS.findall(text):
                word = letters.upper()
                operators += word in _JOINS
                first = first or (word if word in _FORMS or word in _UPDATES else "")
            changing = changing or _CHANGING.search(text.upper()) is not None
        elif kind == "variable":
            wanted = 0
        before, last = last, token
    if operators > MAX_OPERATORS:
        raise InvalidInput(
            f"The query has more than {MAX_OPERATORS} operators.", hint="Use VALUES or IN for long alternatives."
        )
    if first in _UPDATES:
        raise RefusedError(
            f"{first} changes data, and a release never changes.",
            hint="Build a new release from corrected tables (triskele build).",
        )
    default, named, after = map(tuple, dataset)
    return Facts(changing, default, named, after, graphs)


def _refuse_service(text: str) -> None:
    if "SERVICE" in text.upper():
        raise RefusedError(
            "SERVICE asks this server to call another one; that is never done.",
            hint="Query the other endpoint yourself and hand its answer over with VALUES.",
        )


def bind(query: str, bindings: Mapping[str, str]) -> str:
    """The query with IRIs in the place of variables; InvalidInput for a value that is not a plain absolute IRI."""
    for value in bindings.values():
        if not _IRI.fullmatch(value):
            raise InvalidInput(f"{value[:200]!r} is not an absolute IRI.", hint="Write it out, percent-encoded.")
    if not bindings:
        return query
    parts, end = list[str](), 0
    for token in tokens(query):
        if token.kind == "variable" and token.text[1:] in bindings:
            parts += [query[end : token.start], f"<{bindings[token.text[1:]]}>"]
            end = token.start + len(token.text)
    return "".join([*parts, query[end:]])


def find_star(query: str) -> tuple[int, tuple[str, ...]] | None:
    """Where the star of ``SELECT *`` stands, and every variable in the order in which the query names them; None for
    a query that names its columns itself."""
    if "*" not in query:
        return None
    star: int | None = None
    selecting = False
    named: dict[str, None] = {}
    for token in tokens(query):
        if token.kind == "variable":
            named.setdefault(token.text[1:])
        if star is None and token.kind == "word":
            word = token.text.upper()
            if word in _FORMS - {"SELECT"}:
                return None
            selecting = word in _SELECTS or (selecting and word in _SELECTS_ONCE)
        elif star is None and selecting:  # what follows the first SELECT: the outer one
            if token.text != "*":
                return None
            star = token.start
    return None if star is None else (star, tuple(named))


def _syntax(query: str, position: int, what: str, hint: str) -> QuerySyntaxError:
    line = query.count("\n", 0, position) + 1
    column = position - query.rfind("\n", 0, position)
    found = query[position : position + 20]
    return QuerySyntaxError(
        f"What stands at line {line}, column {column} {what}: {found!r}.", hint=hint, line=line, column=column
    )


_EXPECTED = re.compile(r"\b[A-Z]{2,}\b|\"[^\"]{1,12}\"")
_HEX = re.compile(r"[A-F]{4}")
_PLACE = re.compile(r"error at (\d+):(\d+)")
_SHOWN = 40


def explain(problem: str, query: str) -> QuerySyntaxError:
    """Turn the engine's complaint about a query into an error with place, found and expected."""
    place = _PLACE.search(problem)
    line, column = (int(place.group(1)), int(place.group(2))) if place else (None, None)
    where = f" at line {line}, column {column}" if place else ""
    lines = query.splitlines() or [""]
    inside = line is not None and column is not None and line <= len(lines)
    found = lines[line - 1][max(0, column - 1) :][:_SHOWN] if inside and line and column else ""
    if "Prefix not found" in problem:
        before = lines[line - 1][: column - 1] if inside and line and column else query
        names = _patterns().PREFIX.findall(before[-200:] + found)
        name = f" {names[-1]}:" if names else ""
        return QuerySyntaxError(
            f"The prefix{name} is not known{where}.",
            hint="Declare it with PREFIX, or use one that GET /sparql lists (tsk:, id:, skos:, org:, prov: ...).",
            line=line,
            column=column,
        )
    expected = problem.partition("expected ")[2][:2000]
    named = [word for word in _EXPECTED.findall(expected) if not _HEX.fullmatch(word)]
    reason = next((part for part in ("contains a variable that is unbound",) if part in expected), "")
    wanted = ", ".join(dict.fromkeys(named))[:200]
    message = (
        f"The query does not parse{where}: found {found!r}" if found else f"The query does not parse{where}: it ends"
    )
    message += f"; {reason}." if reason else f", expected {wanted}." if wanted else "."
    return QuerySyntaxError(
        message, hint="Check brackets, dots and prefixes before that place.", line=line, column=column
    )


_FUNCTION = re.compile(r"custom (?:aggregate )?function <([^>]*)>")


def unknown_function(problem: str) -> InvalidInput | None:
    """The error for a function or cast the engine does not have, named by its IRI; None for another complaint."""
    found = _FUNCTION.search(problem)
    if found is None:
        return None
    return InvalidInput(
        f"The query calls <{found.group(1)}>, which is no function here.",
        hint="Use a function of SPARQL 1.1, or a cast to a type of XML Schema that SPARQL names (xsd:integer, "
        "xsd:decimal, xsd:double, xsd:boolean, xsd:string, xsd:dateTime).",
    )
