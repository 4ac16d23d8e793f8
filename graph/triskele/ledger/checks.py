"""What is wrong with the tables, asked of whole columns: the ring of checks before the shapes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from triskele.findings import Finding
from triskele.terms import VOCABULARY

if TYPE_CHECKING:
    from triskele.ledger.tables import Ledger

_NEVER = """
SELECT t.file, t.row, t.iri, coalesce(t.valid_from, '…') || '–' || coalesce(t.valid_to, '…'),
  string_agg(x.key || ' (' || coalesce(CAST(e.earliest_start AS VARCHAR), '…') || '–' ||
    coalesce(CAST(e.latest_end AS VARCHAR), '…') || ')', ', ' ORDER BY x.key)
FROM ties t JOIN bounds b ON b.iri = t.iri AND NOT b.ever JOIN tie_types k ON k.iri = t.type AND k.coexist
JOIN ends n ON n.tie = t.iri JOIN things x ON x.iri = n.thing LEFT JOIN existence e ON e.iri = x.iri
WHERE t.valid_from IS NOT NULL OR t.valid_to IS NOT NULL GROUP BY ALL
"""

# shares that hold at one time add up to one
_SHARES = """
WITH probed AS (
  SELECT a.thing, coalesce(a.valid_from, '') AS start FROM spheres a WHERE a.share <> '0' GROUP BY ALL
)
SELECT any_value(s.file), any_value(s.row), p.thing, round(sum(CAST(s.share AS DOUBLE)), 6)
FROM probed p JOIN spheres s ON s.thing = p.thing AND s.share <> '0' AND coalesce(s.valid_from, '') <= p.start
  AND p.start <= coalesce(s.valid_to, '~') || '~'
GROUP BY p.thing, p.start HAVING abs(sum(CAST(s.share AS DOUBLE)) - 1) > 0.000001 ORDER BY p.thing
"""


# a concept stands in a scheme that a row or a vocabulary describes
_NO_SCHEME = """
SELECT c.file, c.row, c.iri, c.scheme FROM concepts c
WHERE c.verbatim IS NOT TRUE AND c.scheme NOT IN (SELECT key FROM schemes) ORDER BY c.iri
"""


# what a row uses although it is kept only for those who used it before
_DEPRECATED = """
WITH used AS (
  SELECT file, row, iri, 'type' AS field, type AS term FROM ties
  UNION ALL SELECT file, row, iri, 'class', class FROM things
  UNION ALL SELECT file, row, iri, 'concept', concept FROM classifications
  UNION ALL SELECT file, row, iri, 'measure', measure FROM figures
  UNION ALL SELECT file, row, iri, 'type', type FROM events
)
SELECT u.file, u.row, u.iri, u.field, u.term, coalesce(d.replaced_by, '')
FROM used u JOIN deprecated d ON d.iri = u.term ORDER BY u.iri
"""


# within: a place or sector and what it lies in; part-of: a body and what it is a part of. Who has nothing above or
# nothing below is in no circle
_ABOVE = f"""
WITH above AS (
  SELECT iri AS low, within AS high, file, row, 'within' AS field FROM things WHERE within IS NOT NULL
  UNION ALL
  SELECT s.thing, t.thing, k.file, k.row, 'target' FROM ties k JOIN ends s ON s.tie = k.iri AND s.role = 'source'
  JOIN ends t ON t.tie = k.iri AND t.role = 'target'
  WHERE k.type IN ('{VOCABULARY}tie-types#part-of', '{VOCABULARY}tie-types#affiliation')
)
SELECT DISTINCT a.low, a.high, coalesce(a.file, ''), coalesce(a.row, 0), a.field, coalesce(x.key, a.low)
FROM above a LEFT JOIN things x ON x.iri = a.low
WHERE a.low IN (SELECT high FROM above) AND a.high IN (SELECT low FROM above) ORDER BY ALL
"""
SHOWN = 10
"""How many things of a circle are named."""


def check_circles(ledger: Ledger) -> Iterator[Finding]:
    """What lies in itself, or in a circle of others: one finding for each circle, at its first row."""
    rows: dict[str, list[tuple[Any, ...]]] = {}
    for row in ledger.query(_ABOVE):
        rows.setdefault(row[4], []).append(row)
    if not rows:
        return
    import networkx as nx  # slow to import, and hardly anybody has circles

    for field, links in rows.items():
        above = nx.DiGraph((low, high) for low, high, *_ in links)
        keys = {row[0]: row[5] for row in links}
        for part in sorted(sorted(part) for part in nx.strongly_connected_components(above)):
            if len(part) == 1 and not above.has_edge(part[0], part[0]):
                continue
            inside = set(part)
            _, _, file, number, *_ = min(
                (row for row in links if row[0] in inside and row[1] in inside), key=lambda row: row[2:4]
            )
            names = " ".join(keys[iri] for iri in part[:SHOWN]) + (" …" if len(part) > SHOWN else "")
            yield Finding(
                file,
                number,
                field,
                names,
                "table/circular-parents",
                "warning",
                ("One record is stated as a part of itself" if len(part) == 1 else f"{len(part)} records are stated as "
                 "parts or affiliates of each other in a circle")
                + "; all stays as it was stated. Correct the row that is wrong.",
                ("Bir kayıt kendisinin parçası" if len(part) == 1 else f"{len(part)} kayıt çember biçiminde birbirinin "
                 "parçası ya da bağlısı")
                + " olarak yazılmış; hepsi yazıldığı gibi kaldı. Üstü yanlış gösteren satırı düzeltin.",
                subject=part[0],
            )  # fmt: skip


def check_tables(ledger: Ledger) -> Iterator[Finding]:
    """Every finding about schemes that nobody describes, shares of spheres that do not add up, deprecated terms that
    rows use, dates that leave no year, and what lies in itself."""
    yield from check_circles(ledger)
    for file, row, iri, scheme in ledger.query(_NO_SCHEME):
        yield Finding(
            file or "",
            row or 0,
            "id",
            scheme,
            "table/known-scheme",
            "error",
            "No scheme has this key; add it to schemes.csv, or put the concept into one that is there.",
            "Bu anahtarda bir şema yok; schemes.csv dosyasına ekleyin ya da kavramı var olan bir şemaya koyun.",
            subject=iri,
        )
    for file, row, iri, total in ledger.query(_SHARES):
        yield Finding(
            file or "",
            row or 0,
            "spheres",
            f"{total:g}",
            "table/sphere-sum",
            "error",
            f"The shares of the actor's spheres that hold at one time add up to {total:g}; they must add up to 1.",
            f"Aktörün aynı anda geçerli alan payları toplamı {total:g}; toplam 1 olmalı.",
            subject=iri,
        )
    for file, row, iri, field, term, instead in ledger.query(_DEPRECATED):
        yield Finding(
            file or "",
            row or 0,
            field,
            term,
            "table/deprecated",
            "warning",
            f"This term is kept only for older data; use {instead or 'another'}.",
            f"Bu terim yalnızca eski veriler için duruyor; yerine {instead or 'başkasını'} kullanın.",
            subject=iri,
        )
    for file, row, iri, dates, ends in ledger.query(_NEVER):
        yield Finding(
            file or "",
            row or 0,
            "valid_from",
            dates,
            "table/no-year",
            "warning",
            f"The dates of this tie leave no year in which its ends were there together: {ends}. It keeps its dates "
            "and counts in no year; correct the dates of the tie or of its ends.",
            f"Bu bağın tarihlerinde uçlarının birlikte var olduğu yıl yok: {ends}. Tarihleri korunur, hiçbir yılda "
            "sayılmaz; bağın ya da uçlarının tarihlerini düzeltin.",
            subject=iri,
        )
