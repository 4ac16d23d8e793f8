"""What holds from when to when, cut into the graphs of the years (:mod:`triskele.rdf.tree`)."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from triskele.ledger.selection import DEFAULT
from triskele.ledger.time import FUTURE, PAST
from triskele.rdf.mapping import CONCEPTS
from triskele.rdf.render import line
from triskele.rdf.tree import SPAN_GRAPH, Tree

if TYPE_CHECKING:
    from pathlib import Path

    from triskele.ledger.tables import Ledger

MOST_ENDS = 30
"""Above so many participants a tie has no shortcuts between all pairs of them."""


# what holds from when to when: ties as nodes and shortcuts, things with what describes them, what happened
_DATED = f"""
CREATE OR REPLACE TABLE dated AS
WITH chosen AS ({{chosen}}),
counted AS (SELECT p.* FROM pairs p JOIN chosen c ON c.iri = p.tie WHERE p.possible_from <= p.possible_to),
crowded AS (SELECT tie FROM ends GROUP BY tie HAVING count(*) > {MOST_ENDS}),
alive AS (
  SELECT iri, coalesce(earliest_start, {PAST}) AS pf, coalesce(latest_end, {FUTURE}) AS pt,
    CASE WHEN lives THEN coalesce(latest_start, {FUTURE}) ELSE {PAST} END AS cf,
    CASE WHEN lives THEN coalesce(earliest_end, {PAST}) ELSE {FUTURE} END AS ct
  FROM existence
)
SELECT s, p, o, pf, pt,
  CASE WHEN greatest(cf, pf) <= least(ct, pt) THEN greatest(cf, pf) ELSE {FUTURE} END AS cf,
  CASE WHEN greatest(cf, pf) <= least(ct, pt) THEN least(ct, pt) ELSE {PAST} END AS ct
FROM (
  SELECT ref(c.tie) AS s, '<{{type}}>' AS p, '<{{tsk}}Tie>' AS o, possible_from AS pf, possible_to AS pt,
    certain_from AS cf, certain_to AS ct FROM counted c
  UNION ALL
  SELECT ref(c.tie), '<{{tsk}}tieType>', ref(t.type), possible_from, possible_to, certain_from, certain_to
  FROM counted c JOIN ties t ON t.iri = c.tie
  UNION ALL
  SELECT ref(c.tie), '<{{tsk}}' || e.role || '>', ref(e.thing), possible_from, possible_to, certain_from, certain_to
  FROM counted c JOIN ends e ON e.tie = c.tie AND e.thing IN (c.u, c.v)
  UNION ALL
  SELECT ref(u), '<' || k.shortcut || '>', ref(v), possible_from, possible_to, certain_from, certain_to
  FROM counted c JOIN ties t ON t.iri = c.tie JOIN tie_types k ON k.iri = t.type
  WHERE k.shortcut IS NOT NULL AND c.tie NOT IN (FROM crowded)
  UNION ALL
  SELECT ref(v), '<' || CASE WHEN c.mutual THEN k.shortcut ELSE k.inverse END || '>', ref(u),
    possible_from, possible_to, certain_from, certain_to
  FROM counted c JOIN ties t ON t.iri = c.tie JOIN tie_types k ON k.iri = t.type
  WHERE k.shortcut IS NOT NULL AND c.tie NOT IN (FROM crowded)
  UNION ALL
  SELECT d.s, d.p, d.o, a.pf, a.pt, a.cf, a.ct FROM described d JOIN alive a ON a.iri = d.iri
  UNION ALL
  SELECT d.s, d.p, d.o, d.since, {FUTURE}, d.since, {FUTURE} FROM happened d
) WHERE pf <= pt AND s || ' ' || p || ' ' || o NOT IN (FROM worded)
"""

_DESCRIBED = """
CREATE OR REPLACE TABLE described AS
SELECT t.iri, ref(t.iri) AS s, '<{type}>' AS p, ref(t.class) AS o, false AS derived FROM things t
UNION ALL SELECT iri, ref(iri), '<{type}>', '<{skos}Concept>', false FROM things WHERE kind = 'sector'
UNION ALL SELECT n.thing, ref(n.thing), '<{skos}prefLabel>', lit(n.text) || coalesce('@' || n.language, ''), false
  FROM names n WHERE preferred
UNION ALL SELECT iri, ref(iri), '<{dct}spatial>', ref(place), false FROM things WHERE place IS NOT NULL
UNION ALL SELECT iri, ref(iri), '<{tsk}within>', ref(within), false
  FROM things WHERE within IS NOT NULL AND kind = 'place'
UNION ALL SELECT iri, ref(iri), '<{skos}broader>', ref(within), false
  FROM things WHERE within IS NOT NULL AND kind = 'sector'
UNION ALL SELECT iri, ref(iri), '<{tsk}sphere>', '<{spheres}' || sphere || '>',
  iri NOT IN (SELECT thing FROM spheres WHERE share = '0') FROM sphere_of
UNION ALL SELECT iri, ref(iri), '<{schema}foundingDate>', as_date(date), true FROM founded WHERE latest IS NULL
UNION ALL SELECT thing, ref(thing), '<{tsk}hasSphereAssignment>', ref(iri), basis = 'convention'
  FROM assigned WHERE sphere <> 'unknown'
UNION ALL SELECT thing, ref(iri), '<{tsk}assignedSphere>', '<{spheres}' || sphere || '>', basis = 'convention'
  FROM assigned WHERE sphere <> 'unknown'
UNION ALL SELECT thing, ref(iri), '<{tsk}sphereShare>', lit(written) || '^^<{xsd}decimal>', basis = 'convention'
  FROM assigned WHERE sphere <> 'unknown'
"""

_HAPPENED = """
CREATE OR REPLACE TABLE happened AS
SELECT ref(iri) AS s, '<{type}>' AS p, '<{tsk}Event>' AS o, coalesce(yr(date), {past}) AS since FROM events
UNION ALL SELECT ref(iri), '<{skos}prefLabel>', lit(label_tr) || '@tr', coalesce(yr(date), {past})
  FROM events WHERE label_tr IS NOT NULL
UNION ALL SELECT ref(iri), '<{skos}prefLabel>', lit(label_en) || '@en', coalesce(yr(date), {past})
  FROM events WHERE label_en IS NOT NULL
UNION ALL SELECT ref(iri), '<{dct}spatial>', ref(place), coalesce(yr(date), {past})
  FROM events WHERE place IS NOT NULL
UNION ALL SELECT ref(iri), '<{type}>', '<{tsk}Figure>', coalesce(yr(year), {past}) FROM figures
UNION ALL SELECT ref(iri), '<{type}>', '<{tsk}Classification>', coalesce(yr(year), {past}) FROM classifications
UNION ALL SELECT ref(iri), '<{type}>', '<{tsk}Contradiction>', {past} FROM contradictions
"""

# what is taught is true of every year
_TAUGHT = r"""
INSERT INTO happened SELECT split_part(line, ' ', 1), split_part(line, ' ', 2),
  regexp_extract(line, '^\S+ \S+ (.*) <[^<>]*> \.$', 1), {past} FROM ({line})
"""

# most statements hold for one span; those of several ties are merged before they are cut
_SPANNED = """
CREATE OR REPLACE TABLE spanned AS
WITH grouped AS (
  SELECT s, p, o, min(pf) AS pf, max(pt) AS pt, min(cf) AS cf, max(ct) AS ct,
    min(pf) = max(pf) AND min(pt) = max(pt) AND min(cf) = max(cf) AND min(ct) = max(ct) AS single
  FROM dated GROUP BY s, p, o
), several AS (SELECT d.* FROM dated d JOIN grouped g USING (s, p, o) WHERE NOT g.single),
stretches AS (  -- each once: of two that are equal, two windows may not see the same one first
  SELECT true AS certain, s, p, o, cf AS a, ct AS b FROM several WHERE cf <= ct
  UNION SELECT false, s, p, o, pf, pt FROM several
), begun AS (
  SELECT *, CASE WHEN a <= max(b) OVER w + 1 THEN 0 ELSE 1 END AS fresh FROM stretches
  WINDOW w AS (PARTITION BY certain, s, p, o ORDER BY a, b ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)
), numbered AS (
  SELECT *, sum(fresh) OVER (PARTITION BY certain, s, p, o ORDER BY a, b ROWS UNBOUNDED PRECEDING) AS island FROM begun
), merged AS (
  SELECT certain, s, p, o, min(a) AS a, max(b) AS b FROM numbered GROUP BY certain, s, p, o, island
), gaps AS (  -- what is left of a possible span when its certain parts are taken out
  SELECT m.s, m.p, m.o, list_prepend(m.a, list(c.b + 1 ORDER BY c.a) FILTER (c.a IS NOT NULL)) AS starts,
    list_append(list(c.a - 1 ORDER BY c.a) FILTER (c.a IS NOT NULL), m.b) AS ends
  FROM merged m LEFT JOIN merged c ON c.certain AND c.s = m.s AND c.p = m.p AND c.o = m.o AND c.a <= m.b AND m.a <= c.b
  WHERE NOT m.certain GROUP BY m.s, m.p, m.o, m.a, m.b
)
SELECT * FROM (
  SELECT 'certain' AS family, s, p, o, cf AS a, ct AS b FROM grouped WHERE single
  UNION ALL SELECT 'possible', s, p, o, pf, CASE WHEN cf <= ct THEN cf - 1 ELSE pt END FROM grouped WHERE single
  UNION ALL SELECT 'possible', s, p, o, ct + 1, pt FROM grouped WHERE single AND cf <= ct
  UNION ALL SELECT 'certain', s, p, o, a, b FROM merged WHERE certain
  UNION ALL SELECT 'possible', s, p, o, unnest(starts), unnest(ends) FROM gaps
) WHERE a <= b
"""


_TWICE = """
SELECT max(s || ' ' || p || ' ' || o) FROM (
  SELECT *, lag(b) OVER (PARTITION BY s, p, o ORDER BY a, b) AS before FROM spanned
) WHERE a <= before
"""


def date_statements(ledger: Ledger, words: Path) -> None:
    """Make the table ``dated``: every statement that holds from when to when, for possible and for certain, besides
    those of ``words``, a file of N-Quads."""
    terms = _words()
    ledger.execute(_DESCRIBED.format(**terms))
    ledger.execute(_HAPPENED.format(**terms))
    for statement in CONCEPTS:
        ledger.execute(_TAUGHT.format(line=line(statement), past=PAST))
    ledger.read_lines("words", words)  # they stand in graphs of their own, which every year has
    ledger.execute(
        "CREATE OR REPLACE TABLE worded AS SELECT DISTINCT regexp_replace(line, ' <[^<>]*> \\.$', '') FROM words"
    )
    ledger.execute(_DATED.format(chosen=DEFAULT.tie_query(), **terms))


def grow_tree(ledger: Ledger) -> Tree:
    """Make the table ``spanned``, and the tree over the years in which anything of ``dated`` begins or has just ended:
    of two that cut its spans, the one that cuts them into fewer pieces."""
    ledger.execute(_SPANNED)
    twice = ledger.one(_TWICE)
    if twice:  # the engine would give it twice, and every count would be wrong
        raise AssertionError(f"{twice} stands in two graphs of one year")
    years = ledger.query(
        f"""SELECT DISTINCT y FROM (
          SELECT pf AS y FROM dated UNION SELECT pt + 1 FROM dated UNION SELECT cf FROM dated WHERE cf <= ct
          UNION SELECT ct + 1 FROM dated WHERE cf <= ct
        ) WHERE y > {PAST} AND y <= {FUTURE} ORDER BY y"""
    )
    plain = Tree(tuple(int(year) for (year,) in years))
    spans = list(ledger.query("SELECT a, b, count(*) FROM spanned GROUP BY a, b"))
    after: Counter[int] = Counter()
    for _, b, count in spans:
        if b < FUTURE:
            after[b + 1] += count
    trees = [plain, *(Tree(plain.changes, plain.leaf(year)) for year, _ in after.most_common(1))]
    return min(trees, key=lambda tree: sum(n * len(tree.pieces(tree.leaf(a), tree.leaf(b))) for a, b, n in spans))


def span_query(ledger: Ledger, tree: Tree) -> str:
    """The query for the N-Quads lines of all graphs of the years; call :func:`grow_tree` first."""
    pieces = [
        (a, b, node)
        for a, b in ledger.query("SELECT DISTINCT a, b FROM spanned ORDER BY a, b")
        for node in tree.pieces(tree.leaf(a), tree.leaf(b))
    ]
    ledger.execute("CREATE OR REPLACE TABLE piece (a INTEGER, b INTEGER, node INTEGER)")
    if pieces:
        ledger.execute(
            "INSERT INTO piece SELECT unnest(?), unnest(?), unnest(?)", [*map(list, zip(*pieces, strict=True))]
        )
    return (
        f"SELECT s || ' ' || p || ' ' || o || ' <{SPAN_GRAPH}' || family || '/' || node || '> .' AS line "
        "FROM spanned JOIN piece USING (a, b)"
    )


def _words() -> dict[str, object]:
    from triskele import terms

    return {
        "type": terms.TYPE, "tsk": terms.TSK, "skos": terms.SKOS, "dct": terms.DCT, "schema": terms.SCHEMA,
        "xsd": terms.XSD, "spheres": terms.VOCABULARY + "spheres#", "past": PAST,
    }  # fmt: skip
