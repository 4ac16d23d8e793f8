"""Statements of RDF sources read as rows of the ledger, so that they count on every surface.

The statements themselves are kept and rendered word for word; the rows made here are marked ``verbatim`` and rendered
no second time. A row's class and property may be somebody's own: what lies below one of ours (``rdfs:subClassOf``,
``rdfs:subPropertyOf``, declared in any source) is read as ours. A blank node keeps its label as its key, because what
follows from a row must speak of the node the file speaks of; whoever needs an address uses ``terms.GENID``.

All of it is questions over the table ``statements``: the cost grows with the statements, not with Python.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from triskele import terms
from triskele.findings import Finding
from triskele.ledger.schema import OWN
from triskele.rdf.cells import KIND_OF, KINDS, LINKS, NUMBERS, OF_TERMS, OTHER, PREFERRED, REQUIRED, ROWS, SAME, ours
from triskele.terms import DCT, ID, TSK, VOCABULARY

if TYPE_CHECKING:
    from triskele.ledger.tables import Ledger

_PATCHED = """
CREATE OR REPLACE TABLE last_word AS
SELECT graph, subject, predicate, object, datatype, "language", arg_max(action, (file, row)) AS action,
  max(file) AS file, max(row) AS row FROM patches GROUP BY ALL
"""
_SAME = """s.graph = w.graph AND s.subject = w.subject AND s.predicate = w.predicate AND s.object = w.object
  AND s.datatype IS NOT DISTINCT FROM w.datatype AND s."language" IS NOT DISTINCT FROM w."language\""""

_ONCE = """
CREATE OR REPLACE TABLE once AS
SELECT graph, subject, predicate, object, datatype, "language", min(file) AS file FROM statements GROUP BY ALL
ORDER BY ALL
"""

_KEYED = "'[a-z]+/[a-z0-9][a-z0-9-]*'"
_MACROS = f"""
CREATE OR REPLACE MACRO number(x) AS CASE WHEN isfinite(TRY_CAST(x AS DOUBLE)) THEN x END;
CREATE OR REPLACE MACRO written(x) AS
  nullif(regexp_extract(x, '^(-?[0-9]{{4}}(-[0-9]{{2}}(-[0-9]{{2}})?)?)([TZ+-].*)?$', 1), '');
CREATE OR REPLACE MACRO as_year(x) AS CASE WHEN abs(TRY_CAST(x AS INTEGER)) <= 9999 THEN
  CASE WHEN TRY_CAST(x AS INTEGER) < 0 THEN '-' ELSE '' END ||
  lpad(CAST(abs(TRY_CAST(x AS INTEGER)) AS VARCHAR), 4, '0') END;
CREATE OR REPLACE MACRO local_name(x) AS regexp_extract(x, '[^/#]+$');
CREATE OR REPLACE MACRO key_of(x) AS CASE WHEN starts_with(x, '{ID}') AND regexp_full_match(x[{len(ID) + 1}:], {_KEYED})
  OR starts_with(x, {OWN} || 'id/') AND regexp_full_match(x[len({OWN} || 'id/') + 1:], {_KEYED})
  THEN regexp_extract(x, '[^/]+$') ELSE x END;
CREATE OR REPLACE MACRO set_of(file) AS split_part(file, '/', 1);
"""


def _values(names: Sequence[str]) -> str:
    return ", ".join(f"'{name}'" for name in names)


def _classes() -> str:
    """Which class is read as what: the table ``read_as``; and one class a subject: ``typed``."""
    fits = " ".join(f"WHEN bool_or(above = '{TSK}{name}') THEN '{kind}'" for name, kind in KINDS.items())
    return f"""
CREATE OR REPLACE TABLE read_as AS
SELECT class, CASE {fits} END AS kind, count(*) AS depth FROM class_above GROUP BY class
HAVING bool_or(starts_with(above, '{TSK}'));
CREATE OR REPLACE TABLE typed AS
SELECT s.subject, arg_max(s.object, (r.kind IS NOT NULL, r.depth, s.object)) AS class,
  arg_max(r.kind, (r.kind IS NOT NULL, r.depth, s.object)) AS kind, min(s.file) AS file
FROM statements s JOIN read_as r ON r.class = s.object
WHERE s.predicate = '{terms.TYPE}' AND s.datatype IS NULL GROUP BY s.subject;
CREATE OR REPLACE TABLE strange AS
SELECT s.subject, min(s.object) AS class, min(s.file) AS file
FROM statements s WHERE s.predicate = '{terms.TYPE}' AND s.datatype IS NULL
  AND s.graph <> '{terms.PATCHES_GRAPH}' AND NOT regexp_matches(s.object, '^({"|".join(OF_TERMS)})')
  AND s.subject NOT IN (SELECT subject FROM typed) AND s.subject NOT IN (SELECT class FROM class_above)
GROUP BY s.subject;
"""


def _said() -> str:
    """Every statement under each property of ours that it means: the table ``said``."""
    known = {p for cells, _ in ROWS.values() for cell in cells for p in cell.properties}
    spheres = ours("hasSphereAssignment", "assignedSphere", "sphereShare", "sphere")
    known |= {*PREFERRED, *OTHER, *SAME, *NUMBERS, *spheres, *ours("evidence", "validFrom", "validTo")}
    known |= {p for link in LINKS for p in link[1]}
    return f"""
CREATE OR REPLACE TABLE said AS
WITH known AS (SELECT unnest([{_values(sorted(known))}]) AS means),
meaning AS (
  SELECT means AS predicate, means FROM known
  UNION SELECT a.property, k.means FROM property_above a JOIN known k ON k.means = a.above
)
SELECT s.subject, m.means, s.object, s.datatype, s."language", s.file FROM statements s JOIN meaning m USING (predicate)
"""


def _rows(table: str) -> str:
    """The rows of one table: one a node of its kind, its columns picked from what is said of the node."""
    cells, columns = ROWS[table]
    picked = []
    for cell in cells:
        where = f"said.means IN ({_values(cell.properties)})"
        if cell.language:
            where += f" AND split_part(said.\"language\", '-', 1) = '{cell.language}'"
        value = f"{cell.as_}(said.object)" if cell.as_ else "said.object"
        if len(cell.properties) > 1:
            rank = f"list_position([{_values(cell.properties)}], said.means)"
            picked.append(f'arg_min({value}, ({rank}, said.object)) FILTER ({where}) AS "{cell.column}"')
        else:
            picked.append(f'min({value}) FILTER ({where}) AS "{cell.column}"')
    head = ("thing",) if table == "documents" else ("iri", "key")
    made = {"thing": "node"} if table == "documents" else {"iri": "node", "key": "key_of(node)"}
    made |= {"set": "set_of(file)", "file": "file", "verbatim": "true"} | columns
    kinds = _values(KIND_OF[table])
    required = f"AND {REQUIRED[table]}" if table in REQUIRED else ""
    return f"""
INSERT INTO {table} ({", ".join(f'"{name}"' for name in made)})
SELECT {", ".join(made.values())} FROM (
  SELECT t.subject AS node, t.kind, t.class, t.file, {", ".join(picked)}
  FROM typed t LEFT JOIN said ON said.subject = t.subject WHERE t.kind IN ({kinds})
  GROUP BY t.subject, t.kind, t.class, t.file
) WHERE NOT EXISTS (FROM {table} o WHERE o.{head[0]} = node) {required} ORDER BY node
"""


# things of classes nobody here knows count as things as soon as they have a name
_STRANGERS = f"""
INSERT INTO things (iri, key, "set", kind, class, file, verbatim)
SELECT subject, key_of(subject), set_of(file), 'thing', class, file, true FROM strange
WHERE subject IN (SELECT subject FROM said WHERE means IN ({_values(PREFERRED)}) AND coalesce(datatype, '') <> '')
  OR subject IN (SELECT subject FROM said WHERE means IN ({_values(PREFERRED)}) AND "language" IS NOT NULL)
ORDER BY subject
"""

_NAMES = f"""
INSERT INTO names (thing, text, "language", preferred, file, verbatim)
WITH found AS (
  SELECT DISTINCT s.subject, s.object AS text, s."language",
    coalesce(list_position([{_values(PREFERRED)}], s.means), 99) AS rank, s.file
  FROM said s JOIN things t ON t.iri = s.subject
  WHERE s.means IN ({_values((*PREFERRED, *OTHER))}) AND (s.datatype IS NOT NULL OR s."language" IS NOT NULL)
    AND NOT (t.kind = 'source' AND s.means = '{DCT}title')  -- that has a column of its own
), ranked AS (
  SELECT subject, text, "language", min(rank) AS rank, min(file) AS file FROM found GROUP BY ALL
), placed AS (
  SELECT *, row_number() OVER (PARTITION BY subject, "language" ORDER BY rank, text) AS place,
    min(rank) OVER (PARTITION BY subject) AS best FROM ranked
)
SELECT p.subject, p.text, p."language", p.rank < 99 AND p.place = 1
    AND (p."language" IS NOT NULL OR p.rank = p.best) AND NOT EXISTS (
    FROM names n WHERE n.thing = p.subject AND n.preferred AND n."language" IS NOT DISTINCT FROM p."language"),
  p.file, true
FROM placed p WHERE NOT EXISTS (
  FROM names n WHERE n.thing = p.subject AND n.text = p.text AND n."language" IS NOT DISTINCT FROM p."language")
ORDER BY ALL
"""

_IDENTIFIERS = f"""
INSERT INTO identifiers (thing, scheme, value, match, file, verbatim)
SELECT DISTINCT s.subject,
  CASE WHEN s.means NOT IN ({_values(SAME)})
    THEN nullif(regexp_extract(s.object, '^([a-z][a-z0-9-]*):[^/]', 1), '') END,
  CASE WHEN s.means NOT IN ({_values(SAME)}) THEN regexp_replace(s.object, '^[a-z][a-z0-9-]*:([^/])', '\\1')
    ELSE s.object END,
  CASE WHEN s.means IN ({_values(SAME)}) THEN s.object END, min(s.file), true
FROM said s JOIN things t ON t.iri = s.subject
WHERE (s.means IN ({_values(SAME)}) AND s.datatype IS NULL AND s."language" IS NULL
  OR s.means IN ({_values(NUMBERS)}) AND s.datatype IS NOT NULL AND s.object <> t.key) AND t.kind <> 'source'
GROUP BY ALL ORDER BY ALL
"""

_SPHERES = f"""
INSERT INTO spheres (iri, "set", thing, sphere, share, basis, valid_from, valid_to, file, verbatim)
SELECT a.object, set_of(min(a.file)), a.subject, min(s.object), min(number(h.object)), 'stated',
  min(written(f.object)), min(written(t.object)), min(a.file), true
FROM said a JOIN said s ON s.subject = a.object AND s.means = '{TSK}assignedSphere'
JOIN said h ON h.subject = a.object AND h.means = '{TSK}sphereShare'
LEFT JOIN said f ON f.subject = a.object AND f.means = '{TSK}validFrom'
LEFT JOIN said t ON t.subject = a.object AND t.means = '{TSK}validTo'
WHERE a.means = '{TSK}hasSphereAssignment' AND a.object NOT IN (SELECT iri FROM spheres)
GROUP BY a.subject, a.object HAVING min(number(h.object)) IS NOT NULL ORDER BY a.object, a.subject;
INSERT INTO spheres (iri, "set", thing, sphere, share, basis, file, verbatim)
SELECT {OWN} || 'id/assignment/' || md5(subject) || '-unknown', set_of(min(file)), subject, object, '0', 'stated',
  min(file), true FROM said WHERE means = '{TSK}sphere' AND object = '{VOCABULARY}spheres#unknown'
  AND subject IN (SELECT iri FROM things) AND subject NOT IN (SELECT thing FROM spheres)
GROUP BY subject, object ORDER BY subject
"""

_SUPPORTS = f"""
INSERT INTO supports (thing, evidence, file, verbatim)
SELECT DISTINCT s.subject, s.object, min(s.file), true FROM said s JOIN evidence e ON e.iri = s.object
WHERE s.means = '{TSK}evidence' AND NOT EXISTS (FROM supports o WHERE o.thing = s.subject AND o.evidence = s.object)
GROUP BY ALL ORDER BY ALL
"""

# a shortcut between two things stands for a tie of its type, unless that tie is there as a node
_IMPLIED = f"""
CREATE OR REPLACE TABLE implied AS
WITH depth AS (SELECT property, count(*) AS n FROM property_above GROUP BY property),
direct AS (
  SELECT shortcut AS property, min(iri) AS type, false AS back
  FROM tie_types WHERE shortcut IS NOT NULL GROUP BY shortcut
  UNION ALL
  SELECT inverse, min(iri), true FROM tie_types WHERE inverse <> shortcut GROUP BY inverse
), below AS (
  SELECT a.property, d.type, d.back,
    row_number() OVER (PARTITION BY a.property ORDER BY n.n DESC, a.above) AS place
  FROM property_above a JOIN direct d ON d.property = a.above LEFT JOIN depth n ON n.property = a.above
  WHERE a.property NOT IN (SELECT property FROM direct)
), meaning AS (SELECT * FROM direct UNION ALL SELECT property, type, back FROM below WHERE place = 1),
pointed AS (
  SELECT m.type, k."symmetric" AS mutual, CASE WHEN m.back THEN s.object ELSE s.subject END AS u,
    CASE WHEN m.back THEN s.subject ELSE s.object END AS v, s.file
  FROM statements s JOIN meaning m ON m.property = s.predicate JOIN tie_types k ON k.iri = m.type
  JOIN things a ON a.iri = s.subject JOIN things b ON b.iri = s.object
  WHERE s.datatype IS NULL AND s."language" IS NULL AND s.subject <> s.object
), ordered AS (
  SELECT type, mutual, CASE WHEN mutual THEN least(u, v) ELSE u END AS u,
    CASE WHEN mutual THEN greatest(u, v) ELSE v END AS v, file FROM pointed
), there AS (
  SELECT t.type, a.thing AS u, b.thing AS v FROM ties t JOIN ends a ON a.tie = t.iri JOIN ends b ON b.tie = t.iri
  WHERE (a.role, b.role) IN (('source', 'target'), ('participant', 'participant'))
)
SELECT {OWN} || 'id/tie/' || md5(concat_ws(' ', type, u, v)) AS iri, type, mutual, u, v, min(file) AS file
FROM ordered o WHERE NOT EXISTS (FROM there t WHERE t.type = o.type AND t.u = o.u AND t.v = o.v) GROUP BY ALL;
INSERT INTO ties (iri, key, "set", type, modality, confidence, file, verbatim)
SELECT iri, key_of(iri), set_of(file), type, 'stated', '1.0', file, true FROM implied ORDER BY iri;
INSERT INTO ends (tie, thing, role, place, file, verbatim)
SELECT iri, u, CASE WHEN mutual THEN 'participant' ELSE 'source' END, 0, file, true FROM implied
UNION ALL SELECT iri, v, CASE WHEN mutual THEN 'participant' ELSE 'target' END, 1, file, true FROM implied ORDER BY ALL
"""


def _linked(link: tuple[str, tuple[str, ...], str, str, str, dict[str, str]]) -> str:
    """The rows of a table that join two things: ends of ties, who took part in an event, claims of a contradiction."""
    table, properties, kind, subject, value, more = link
    placed = {"place": "row_number() OVER (PARTITION BY s.subject ORDER BY s.object) - 1"}
    more = more | (placed if table != "claims" else {})
    names = "".join(f', "{name}"' for name in more)
    cells = "".join(f", {cell}" for cell in more.values())
    return f"""
INSERT INTO {table} ({subject}, {value}, file, verbatim{names})
SELECT s.subject, s.object, s.file, true{cells} FROM (
  SELECT s.subject, s.object, min(s.file) AS file FROM said s
  JOIN typed t ON t.subject = s.subject AND t.kind = '{kind}' WHERE s.means IN ({_values(properties)})
  AND s.datatype IS NULL AND s."language" IS NULL GROUP BY s.subject, s.object
) s WHERE NOT EXISTS (FROM {table} o WHERE o.{subject} = s.subject AND o.verbatim IS NOT TRUE) ORDER BY ALL
"""


def settle(ledger: Ledger) -> Iterator[Finding]:
    """Apply the patches to the statements, in their order, and leave each statement once; a finding for every one that
    takes away what is not there."""
    ledger.execute(_PATCHED)
    absent = f"FROM last_word w WHERE w.action = 'D' AND NOT EXISTS (FROM statements s WHERE {_SAME})"
    for file, row, subject, predicate, value in ledger.query(
        f"SELECT file, row, subject, predicate, object {absent} ORDER BY ALL"
    ):
        yield Finding(
            file,
            row,
            predicate,
            value,
            "rdf/patch-nothing",
            "warning",
            "No RDF file of the seeds says this, so nothing was taken away; correct a row of a table in the table.",
            "Tohumların hiçbir RDF dosyası bunu söylemiyor, bir şey çıkarılmadı; tablo satırını tabloda düzeltin.",
            subject=subject,
        )
    ledger.execute(f"DELETE FROM statements s USING last_word w WHERE w.action = 'D' AND {_SAME}")
    ledger.execute(
        'INSERT INTO statements SELECT graph, subject, predicate, object, datatype, "language", file '
        "FROM last_word WHERE action = 'A'"
    )
    ledger.execute(_ONCE)
    ledger.execute("DELETE FROM statements")
    ledger.execute("INSERT INTO statements SELECT * FROM once ORDER BY ALL")
    ledger.execute("DROP TABLE once")


def read_rows(ledger: Ledger) -> Iterator[Finding]:
    """Add the rows that the statements stand for, once the vocabulary is known; a finding for every file of which
    something, or everything, is not understood. O(statements log statements)."""
    if not ledger.one("SELECT count(*) FROM statements"):
        return
    ledger.execute(_MACROS)
    ledger.execute(_classes())
    ledger.execute(_said())
    for table in ROWS:
        ledger.execute(_rows(table))
    ledger.execute(_STRANGERS)
    ledger.execute(_NAMES)
    ledger.execute(_IDENTIFIERS)
    ledger.execute(_SPHERES)
    for link in LINKS:
        ledger.execute(_linked(link))
    ledger.execute(_SUPPORTS)
    ledger.execute(_IMPLIED)
    ledger.execute(
        "INSERT INTO sets (set) SELECT DISTINCT set_of(file) FROM statements "
        "WHERE set_of(file) NOT IN (SELECT set FROM sets) ORDER BY 1"
    )
    yield from _unknown(ledger)


_UNKNOWN = """
WITH counted AS (
  SELECT x.file, x.class, count(*) AS n FROM strange x GROUP BY ALL
), of_them AS (SELECT x.file, count(*) AS n, count(DISTINCT x.subject) AS things
  FROM strange x JOIN statements s ON s.subject = x.subject GROUP BY x.file)
SELECT o.file, o.n, o.things,
  (SELECT string_agg(class || ' (' || n || ')', ', ' ORDER BY n DESC, class) FROM (
    SELECT class, n FROM counted c WHERE c.file = o.file ORDER BY n DESC, class LIMIT 5)),
  EXISTS (FROM typed t WHERE t.file = o.file AND t.kind IS NOT NULL)
FROM of_them o ORDER BY o.file
"""
_MUTE = f"""
SELECT file, count(*), count(DISTINCT subject) FROM statements s
WHERE graph <> '{terms.PATCHES_GRAPH}' AND file NOT IN (SELECT file FROM strange)
  AND file NOT IN (SELECT file FROM typed)
  AND NOT EXISTS (FROM statements o JOIN class_above a ON a.class = o.subject WHERE o.file = s.file)
  AND NOT EXISTS (FROM statements o JOIN concepts a ON a.iri = o.subject WHERE o.file = s.file)
  AND NOT EXISTS (FROM statements o JOIN things a ON a.iri = o.subject WHERE o.file = s.file)
  AND NOT EXISTS (FROM statements o JOIN property_above a ON a.property = o.subject WHERE o.file = s.file)
GROUP BY file ORDER BY file
"""


def _unknown(ledger: Ledger) -> Iterator[Finding]:
    """What was kept and not understood, a finding a file: a note, or a warning where nothing was understood."""
    advice_en = (
        "Say what they are: ex:YourClass rdfs:subClassOf tsk:Firm (or any class of the ontology), in any file of the "
        "set; all of it is kept and rendered as it is."
    )
    advice_tr = (
        "Ne olduklarını söyleyin: kümenin herhangi bir dosyasında ex:Sinifiniz rdfs:subClassOf tsk:Firm (ya da "
        "ontolojinin başka bir sınıfı); hepsi olduğu gibi saklanır ve sunulur."
    )
    for file, count, things, classes, some in ledger.query(_UNKNOWN):
        nothing_en = "" if some else "Nothing in this file is understood. "
        nothing_tr = "" if some else "Bu dosyanın hiçbir şeyi anlaşılmıyor. "
        yield Finding(
            file,
            0,
            "rdf:type",
            classes,
            "rdf/unknown-classes" if some else "rdf/nothing-understood",
            "note" if some else "warning",
            f"{nothing_en}{count} statements about {things} things of unknown classes: {classes}. {advice_en}",
            f"{nothing_tr}Bilinmeyen sınıflardan {things} şey hakkında {count} bildirim: {classes}. {advice_tr}",
        )
    for file, count, things in ledger.query(_MUTE):
        yield Finding(
            file,
            0,
            "rdf:type",
            "",
            "rdf/nothing-understood",
            "warning",
            f"Nothing in this file is understood. {count} statements about {things} things without a class. "
            f"Give each an rdf:type. {advice_en}",
            f"Bu dosyanın hiçbir şeyi anlaşılmıyor. Sınıfı olmayan {things} şey hakkında {count} bildirim. "
            f"Her birine bir rdf:type verin. {advice_tr}",
        )
