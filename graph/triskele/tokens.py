"""The patterns that take a query apart (:mod:`triskele.sparql`). Compiling them takes as long as a hundred queries."""

from __future__ import annotations

import re

_BASE = (
    "A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c\u200d\u2070-\u218f\u2c00-\u2fef"
    "\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff"
)
_NAMED = rf"{_BASE}_0-9\u00b7\u0300-\u036f\u203f\u2040"
_INSIDE = rf"(?:[{_NAMED}:\-]|%[0-9A-Fa-f]{{2}}|\\[_~.\-!$&'()*+,;=/?#@%])"
_BEGINS = rf"(?:[{_BASE}_0-9:]|%[0-9A-Fa-f]{{2}}|\\[_~.\-!$&'()*+,;=/?#@%])"
_ESCAPED = r"\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8}"

# Possessive throughout: what cannot match fails once and is not tried in shorter ways.
TOKEN = re.compile(
    rf"""
      (?P<space>[ \t\r\n]++)
    | (?P<comment>\#[^\r\n]*+)
    | (?P<string>"{{3}}(?:[^"\\]++|\\.|"(?!""))*+"{{3}} | '{{3}}(?:[^'\\]++|\\.|'(?!''))*+'{{3}}
        | "(?!"")(?:[^"\\\r\n]++|\\[^\r\n])*+" | '(?!'')(?:[^'\\\r\n]++|\\[^\r\n])*+')
    | (?P<iri><(?:[^<>"{{}}|^`\\\x00-\x20]++|{_ESCAPED})*+>)
    | (?P<variable>[?$][{_BASE}_0-9][{_NAMED}]*+)
    | (?P<language>@[A-Za-z]++(?:-[A-Za-z0-9]++)*+(?:--[A-Za-z]++)?+)
    | (?P<blank>_:[{_BASE}_0-9][{_NAMED}\-]*+(?:\.++[{_NAMED}\-]++)*+)
    | (?P<name>(?:[{_BASE}][{_NAMED}.\-]*+)?+:(?:{_BEGINS}{_INSIDE}*+(?:\.++{_INSIDE}++)?+)?+)
    | (?P<word>[{_BASE}_][{_NAMED}.\-]*+)
    | (?P<number>[0-9]++)
    | (?P<operator>\|\||&&|[|/*+!=<>^-])
    | (?P<other>.)
    """,
    re.VERBOSE | re.DOTALL,
)
PREFIX = re.compile(rf"([{_BASE}][{_NAMED}.\-]*+):")
