"""What the codes of a workbook mean, by the sheet or the line that says so: ``KM: kamu kurumu``, ``K: koordinatör``."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from triskele.sources.sheets.cells import text
from triskele.sources.sheets.heads import Table
from triskele.sources.sheets.lists import data, plain

_LONGEST = 12
"""Letters of a code."""
_LINE = re.compile(r"(?:^|\s{2,}|[,;|(]\s*)([^\W_]{1,6})\s*[:=]\s*([^\W\d_][^:=]*?)(?=\s{2,}|[,;|)]|$)")
_STROKE = re.compile(r"\s*/\s*")
_ENDS = re.compile(
    r"(?:\b(?:1|birinci) taraf\b|\bsource\b|\borganisation a\b)(?P<says>.*?)"
    r"(?:\b(?:2|ikinci) taraf(?:in|a|i|ta|tan)?\b|\btarget\b)(?P<after>.*)"
)


@dataclass
class Legend:
    """Codes and what they mean; by the column that they are of where the legend says so."""

    codes: dict[tuple[str, str], str] = field(default_factory=dict)
    rules: dict[tuple[str, str], str] = field(default_factory=dict)
    missing: set[str] = field(default_factory=set)
    """Codes of figures that stand for "not known"."""

    def means(self, code: str, heading: str = "") -> str:
        """What a code means in a column; empty when nobody says."""
        return self.codes.get((plain(heading), code)) or self.codes.get(("", code), "")

    def rule(self, code: str, heading: str) -> str:
        """What more is said of a code: who is the source, that it does not count."""
        return self.rules.get((plain(heading), code), "") or self.rules.get(("", code), "")

    def add(self, scope: str, code: str, meaning: str, rule: str = "") -> None:
        """One code; of ``E / H`` with ``evet / hayır`` each with its own."""
        codes, meanings = _STROKE.split(code), _STROKE.split(meaning)
        for one, said in zip(codes, meanings, strict=True) if len(codes) == len(meanings) > 1 else [(code, meaning)]:
            self.codes.setdefault((plain(scope), one), phrase_of(said))
            if rule:
                self.rules.setdefault((plain(scope), one), rule)

    def take(self, table: Table) -> bool:
        """Take the codes of a table; False when it is none of codes."""
        lists = data()["legend"]
        at = {name: _column(table, lists[name]) for name in ("code", "meaning", "scope")}
        code, meaning, scope = at["code"], at["meaning"], at["scope"]
        if code is None or meaning is None or len(table.columns) > 5:
            return False
        said = [(text(table.cell(row, code)), row) for _, row in table.rows]
        short = [one for one, _ in said if len(one) <= _LONGEST and " " not in one.replace(" / ", "")]
        if len(short) < 0.6 * len(said) or len({one for one, _ in said}) < 0.9 * len(said) * (scope is None):
            return False
        rest = [n for n in table.columns if n not in (code, meaning, scope)]
        for one, row in said:
            where = "" if scope is None else text(table.cell(row, scope)).rpartition("/")[2]
            more = " ".join(text(table.cell(row, n)) for n in rest).strip()
            meant = text(table.cell(row, meaning))
            if _is_number(one) and {plain(more), plain(meant)} & {plain(word) for word in lists["missing"]}:
                self.missing.add(one)
            elif one and meant:
                self.add(where, one, meant, more)
        return True

    def take_lines(self, rows: list[list[Any]]) -> None:
        """Take the codes that a line below or above a table explains."""
        for row in rows:
            filled = [str(cell) for cell in row if text(cell)]
            if len(filled) == 1 and len(found := _LINE.findall(filled[0])) > 1:
                for code, meaning in found:
                    self.add("", code, meaning.strip())


def phrase_of(meaning: str) -> str:
    """What a meaning says of two ends that it calls first and second: ``1. taraf, 2. tarafa hibe verdi``."""
    said = _ENDS.search(plain(meaning.partition("/")[0]))
    if not said:
        return meaning
    return (said["after"].strip() or said["says"]).strip()


def _column(table: Table, names: list[str]) -> int | None:
    known = {plain(name) for name in names}
    return next((at for at, heading in table.columns.items() if plain(heading) in known), None)


def _is_number(code: str) -> bool:
    return re.fullmatch(r"-?\d+", code) is not None
