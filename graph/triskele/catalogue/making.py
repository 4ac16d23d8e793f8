"""How the files of a catalogue are made of the frozen tables.

``columns`` answers what reads a whole column (filters, facets, counts, orders), ``rows`` what picks a few records.
Both follow from ``tables/*.parquet`` and can be deleted at any time.
"""

from __future__ import annotations

import sqlite3
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from triskele.catalogue.database import COLUMNS, ROWS
from triskele.files import beside, storing
from triskele.ledger.frozen import TABLES
from triskele.ledger.schema import TABLES as SCHEMA
from triskele.release.library import Release
from triskele.sums import damaged
from triskele.terms import TSK
from triskele.text import collation_key, fold

if TYPE_CHECKING:
    import duckdb

_MEMORY_MB = 512
_BATCH = 8192

_ABOVE_ALL = f"'{TSK}Actor', '{TSK}OrganisationActor'"
"""Classes that every actor is of: no facet."""

# places and sectors with everything around them, themselves included
_INSIDE = """
WITH RECURSIVE inside AS (
  SELECT iri AS start, iri AS above FROM thing WHERE kind = '{kind}'
  UNION SELECT i.start, t.within FROM inside i JOIN thing t ON t.iri = i.above WHERE t.within IS NOT NULL
)"""

_MAKE: tuple[str, ...] = (
    """CREATE TABLE thing AS SELECT t.* EXCLUDE (cls, lat, long), coalesce(t.cls, 'Thing') AS cls,
      TRY_CAST(t.lat AS DOUBLE) AS lat, TRY_CAST(t.long AS DOUBLE) AS long,
      coalesce(t.label_tr, t.label_en, t.key) AS name_tr, coalesce(t.label_en, t.label_tr, t.key) AS name_en,
      p.key AS place_key, d.identifier AS document_name
      FROM frozen_things t LEFT JOIN frozen_things p ON p.iri = t.place LEFT JOIN frozen_documents d ON d.thing = t.iri
      ORDER BY t.number""",
    "CREATE TABLE ending AS SELECT t.number AS tie, e.thing AS iri, x.number AS thing, e.role, e.place "
    "FROM frozen_ends e JOIN frozen_ties t ON t.iri = e.tie LEFT JOIN frozen_things x ON x.iri = e.thing "
    "ORDER BY 1, 2, 4",
    "CREATE TABLE end_of AS SELECT thing, tie, role FROM ending WHERE thing IS NOT NULL ORDER BY ALL",
    "CREATE TABLE pair AS SELECT * FROM frozen_pairs ORDER BY tie, u, v",
    "CREATE TABLE evidence AS SELECT *, row_number() OVER (ORDER BY iri) - 1 AS number FROM frozen_evidence "
    "ORDER BY iri",
    "CREATE TABLE classification AS SELECT * EXCLUDE (number), number AS amount, "
    "row_number() OVER (ORDER BY iri) - 1 AS number FROM frozen_classifications ORDER BY iri",
    "CREATE TABLE participant AS SELECT event AS iri, thing, place FROM frozen_participants ORDER BY event, place",
    """CREATE TABLE naming AS SELECT t.number, n.text, n.language, n.preferred,
      fold(replace(n.text, '-', ' ')) AS folded FROM frozen_names n JOIN thing t ON t.iri = n.thing
      ORDER BY t.number, n.preferred, n.text""",
    # what a thing is called elsewhere: codes, keys, identifiers as scheme:value, IRIs of others; the value alone is
    # what people type
    """CREATE TABLE identity AS SELECT *, fold(replace(text, '-', ' ')) AS folded FROM (
      SELECT number, 0 AS place, trim(concat_ws(' ', scheme, code)) AS text FROM thing WHERE code IS NOT NULL
      UNION SELECT number, 1, key FROM thing WHERE actor UNION SELECT number, 2, document_name FROM thing
      UNION SELECT t.number, 3, coalesce(i.match, concat_ws(':', i.scheme, i.value)) FROM frozen_identifiers i
        JOIN thing t ON t.iri = i.thing
      UNION SELECT t.number, 4, i.value FROM frozen_identifiers i JOIN thing t ON t.iri = i.thing
        WHERE i.scheme IS NOT NULL
      UNION SELECT t.number, 5, unnest([d.other, d.key]) FROM frozen_decisions d JOIN thing t ON t.iri = d.thing
        WHERE d.decision = 'same') WHERE text IS NOT NULL ORDER BY number, place, text""",
    "CREATE TABLE replaced AS SELECT other AS iri, kind, key, thing FROM frozen_decisions WHERE decision = 'same' "
    "ORDER BY other",
    """CREATE TABLE identifier AS SELECT t.number, i.iri, i.key, i.thing, i.scheme, i.value, i.match, i.note
      FROM frozen_identifiers i JOIN thing t ON t.iri = i.thing ORDER BY t.number, i.scheme, i.value, i.match""",
    """CREATE TABLE searching AS SELECT t.number, s.iri, s.key, s.thing, s.document, s.looked_for, s.note_tr, s.note_en
      FROM frozen_searches s JOIN thing t ON t.iri = s.thing ORDER BY t.number, s.iri""",
    """CREATE TABLE document AS SELECT t.number, d.* EXCLUDE (verbatim, set) FROM frozen_documents d
      JOIN thing t ON t.iri = d.thing ORDER BY t.number""",
    "CREATE TABLE share AS SELECT t.number, s.sphere, s.share, s.basis, s.valid_from, s.valid_to, s.iri "
    "FROM frozen_spheres s JOIN thing t ON t.iri = s.thing WHERE s.sphere <> 'unknown' ORDER BY t.number, s.iri",
    "CREATE TABLE origin AS SELECT * FROM frozen_sets ORDER BY set",
    "CREATE TABLE cls AS SELECT * FROM frozen_classes ORDER BY iri",
    "CREATE TABLE class_above AS SELECT * FROM frozen_class_above ORDER BY ALL",
    "CREATE TABLE concept AS SELECT iri, key, scheme, label_tr, label_en FROM frozen_concepts ORDER BY iri",
    "CREATE TABLE concept_above AS SELECT * FROM frozen_concept_above ORDER BY ALL",
    "CREATE TABLE tie_type AS SELECT * FROM frozen_tie_types ORDER BY iri",
    "CREATE TABLE event_type AS SELECT * FROM frozen_event_types ORDER BY iri",
    # what each text is worth in the order of the alphabet
    "CREATE TEMP TABLE called AS SELECT iri, name_tr AS tr, name_en AS en FROM thing UNION ALL "
    "SELECT iri, coalesce(label_tr, label_en, key), coalesce(label_en, label_tr, key) FROM concept "
    "WHERE iri NOT IN (SELECT iri FROM thing)",
    r"CREATE TEMP MACRO short(iri) AS regexp_extract(iri, '([^#/]*)$', 1)",
    """CREATE TEMP TABLE word AS SELECT text, dense_rank() OVER (ORDER BY collated, text) AS place FROM (
      SELECT text, collation_key(text) AS collated FROM (
        SELECT tr AS text FROM called UNION SELECT en FROM called UNION SELECT key FROM thing UNION SELECT ''
        UNION SELECT key FROM frozen_ties UNION SELECT key FROM frozen_figures UNION SELECT key FROM frozen_events
        UNION SELECT key FROM frozen_contradictions UNION SELECT short(type) FROM frozen_ties
        UNION SELECT short(about) FROM frozen_figures UNION SELECT short(iri) FROM ending
      ) WHERE text IS NOT NULL)""",
    """CREATE TEMP TABLE spelled AS SELECT iri, t.place AS tr, e.place AS en
      FROM called c JOIN word t ON t.text = c.tr JOIN word e ON e.text = c.en""",
    """CREATE OR REPLACE TABLE thing AS SELECT t.*,
      row_number() OVER (ORDER BY s.tr, k.place, t.number) - 1 AS rank_tr,
      row_number() OVER (ORDER BY s.en, k.place, t.number) - 1 AS rank_en,
      fold(concat_ws(' ', n.names, t.key)) AS searched
      FROM thing t JOIN spelled s ON s.iri = t.iri JOIN word k ON k.text = t.key
      LEFT JOIN (SELECT number, string_agg(text, ' ' ORDER BY text) AS names FROM naming GROUP BY number) n
      ON n.number = t.number ORDER BY t.number""",
    """CREATE TEMP TABLE first_ends AS SELECT tie, max(tr) FILTER (n = 1) AS one_tr, max(en) FILTER (n = 1) AS one_en,
      max(tr) FILTER (n = 2) AS two_tr, max(en) FILTER (n = 2) AS two_en FROM (
        SELECT e.tie, coalesce(s.tr, w.place) AS tr, coalesce(s.en, w.place) AS en, row_number() OVER (
          PARTITION BY e.tie ORDER BY list_position(['source', 'target', 'participant'], e.role), e.iri) AS n
        FROM ending e LEFT JOIN spelled s ON s.iri = e.iri LEFT JOIN word w ON w.text = short(e.iri)) GROUP BY tie""",
    """CREATE TABLE tie AS SELECT t.*,
      row_number() OVER (ORDER BY coalesce(s.tr, w.place), coalesce(f.one_tr, 0), coalesce(f.two_tr, 0), k.place,
        t.number) - 1 AS rank_tr,
      row_number() OVER (ORDER BY coalesce(s.en, w.place), coalesce(f.one_en, 0), coalesce(f.two_en, 0), k.place,
        t.number) - 1 AS rank_en
      FROM frozen_ties t LEFT JOIN spelled s ON s.iri = t.type LEFT JOIN word w ON w.text = short(t.type)
      JOIN word k ON k.text = t.key LEFT JOIN first_ends f ON f.tie = t.number ORDER BY t.number""",
    """CREATE TABLE figure AS SELECT f.* EXCLUDE (number), f.number AS amount,
      row_number() OVER (ORDER BY f.iri) - 1 AS number, short(f.measure) AS measure_key,
      row_number() OVER (ORDER BY -f.year NULLS LAST, coalesce(s.tr, w.place), k.place, f.iri) - 1 AS rank_tr,
      row_number() OVER (ORDER BY -f.year NULLS LAST, coalesce(s.en, w.place), k.place, f.iri) - 1 AS rank_en
      FROM frozen_figures f LEFT JOIN spelled s ON s.iri = f.about LEFT JOIN word w ON w.text = short(f.about)
      JOIN word k ON k.text = f.key ORDER BY f.iri""",
    """CREATE TABLE event AS SELECT e.*, row_number() OVER (ORDER BY e.iri) - 1 AS number, short(e.type) AS type_key,
      row_number() OVER (ORDER BY e.moment NULLS LAST, k.place, e.iri) - 1 AS rank FROM (
        SELECT *, year + coalesce(TRY_CAST(split_part(ltrim(date, '-'), '-', 2) AS INTEGER), 0) / 100
          + coalesce(TRY_CAST(split_part(ltrim(date, '-'), '-', 3) AS INTEGER), 0) / 10000 AS moment
        FROM frozen_events) e
      JOIN word k ON k.text = e.key ORDER BY e.iri""",
    """CREATE TABLE contradiction AS SELECT c.*, row_number() OVER (ORDER BY c.iri) - 1 AS number,
      row_number() OVER (ORDER BY k.place, c.iri) - 1 AS rank
      FROM frozen_contradictions c JOIN word k ON k.text = c.key ORDER BY c.iri""",
    # what every piece of evidence stands for, and the documents each record rests on
    """CREATE TEMP TABLE record AS SELECT 'thing' AS kind, number, iri FROM thing
      UNION ALL SELECT 'tie', number, iri FROM tie UNION ALL SELECT 'figure', number, iri FROM figure
      UNION ALL SELECT 'event', number, iri FROM event UNION ALL SELECT 'evidence', number, iri FROM evidence
      UNION ALL SELECT 'classification', number, iri FROM classification
      UNION ALL SELECT 'contradiction', number, iri FROM contradiction""",
    """CREATE TABLE support AS SELECT r.kind, r.number, s.thing AS iri, e.number AS evidence
      FROM frozen_supports s JOIN evidence e ON e.iri = s.evidence LEFT JOIN record r ON r.iri = s.thing
      ORDER BY r.kind, r.number, e.number""",
    """CREATE TABLE documented AS SELECT DISTINCT s.kind, s.number, coalesce(d.key, short(e.document)) AS key
      FROM support s JOIN evidence e ON e.number = s.evidence LEFT JOIN thing d ON d.iri = e.document
      WHERE s.kind IS NOT NULL ORDER BY ALL""",
    """CREATE TABLE claim AS SELECT c.number, k.claim AS iri, r.kind, r.number AS record FROM frozen_claims k
      JOIN contradiction c ON c.iri = k.contradiction LEFT JOIN record r ON r.iri = k.claim ORDER BY 1, 2""",
    """CREATE TABLE disputed AS SELECT DISTINCT iri, number FROM (
        SELECT iri, number FROM claim
        UNION ALL SELECT e.iri, c.number FROM claim c JOIN ending e ON c.kind = 'tie' AND e.tie = c.record
        UNION ALL SELECT unnest([f.about, f.part]), c.number FROM claim c
          JOIN figure f ON c.kind = 'figure' AND f.number = c.record
        UNION ALL SELECT e.subject, c.number FROM claim c JOIN event e ON c.kind = 'event' AND e.number = c.record
        UNION ALL SELECT k.about, c.number FROM claim c
          JOIN classification k ON c.kind = 'classification' AND k.number = c.record
        UNION ALL SELECT s.iri, c.number FROM claim c JOIN support s ON c.kind = 'evidence' AND s.evidence = c.record
      ) WHERE iri IS NOT NULL ORDER BY ALL""",
    # what the facets of actors count
    f"""CREATE TABLE of_class AS SELECT DISTINCT t.number, c.key FROM thing t JOIN class_above a ON a.class = t.class
      JOIN cls c ON c.iri = a.above WHERE a.above NOT IN ({_ABOVE_ALL}) OR c.key = t.cls ORDER BY ALL""",
    _INSIDE.format(kind="place").join(
        (
            "CREATE TABLE in_place AS ",
            """, located AS (
        SELECT number AS thing, place FROM thing WHERE place IS NOT NULL
        UNION SELECT a.thing, b.iri FROM tie t JOIN ending a ON a.tie = t.number AND a.role = 'source'
          JOIN ending b ON b.tie = t.number AND b.role = 'target' WHERE t.type_key = 'location'
      ) SELECT DISTINCT l.thing AS number, p.key FROM located l JOIN inside i ON i.start = l.place
      JOIN thing p ON p.iri = i.above WHERE l.thing IS NOT NULL ORDER BY ALL""",
        )
    ),
    _INSIDE.format(kind="sector").join(
        (
            "CREATE TABLE in_sector AS ",
            """SELECT DISTINCT a.thing AS number, s.key FROM ending a
      JOIN ending b ON b.tie = a.tie AND a.role = 'source' AND b.role = 'target'
      JOIN inside i ON i.start = b.iri JOIN thing s ON s.iri = i.above WHERE a.thing IS NOT NULL ORDER BY ALL""",
        )
    ),
    """CREATE TABLE in_cluster AS SELECT DISTINCT a.thing AS number, coalesce(c.key, short(b.iri)) AS key
      FROM tie t JOIN ending a ON a.tie = t.number AND a.role = 'source' JOIN ending b ON b.tie = t.number
      AND b.role = 'target' LEFT JOIN thing c ON c.number = b.thing
      WHERE t.type_key = 'cluster-membership' AND a.thing IS NOT NULL ORDER BY ALL""",
)


_INDEXES = {
    "thing": ("iri", "key, kind", "kind", "cls", "sphere", "founded", "rank_tr", "rank_en"),
    "tie": ("iri", "key", "rank_tr", "rank_en"),
    "ending": ("tie",),
    "end_of": ("thing",),
    "pair": ("tie",),
    "figure": ("iri", "key", "about", "part", "rank_tr", "rank_en"),
    "event": ("iri", "key", "subject", "place", "rank"),
    "participant": ("iri", "thing"),
    "classification": ("iri", "key", "about"),
    "contradiction": ("iri", "key", "rank"),
    "claim": ("number",),
    "disputed": ("iri",),
    "evidence": ("iri", "key", "document"),
    "support": ("kind, number", "evidence", "iri"),
    "naming": ("number", "folded"),
    "identity": ("number", "folded"),
    "document": ("number",),
    "identifier": ("number", "iri"),
    "replaced": ("iri", "kind, key"),
    "searching": ("number", "iri"),
    "share": ("number",),
    "in_place": ("number", "key"),
    "in_sector": ("number", "key"),
    "in_cluster": ("number", "key"),
    "cls": (),
    "class_above": (),
    "concept": (),
    "concept_above": (),
    "tie_type": (),
    "event_type": (),
}
"""The tables that records are picked from, and by what they are found."""
_LISTED = (
    "thing", "tie", "figure", "event", "contradiction", "claim", "pair", "end_of", "ending", "of_class", "in_place",
    "in_sector", "in_cluster", "documented", "participant", "identifier",
)  # fmt: skip
"""The tables that lists ask of."""


def build(release: Release) -> None:
    """Make the files of a release anew, each in one rename."""
    import duckdb  # slow to import, and only builds and lists need it
    from duckdb.sqltypes import VARCHAR

    release.tree  # says it when the release is of an earlier version  # noqa: B018
    folder = release.derived
    folder.mkdir(exist_ok=True)
    try:
        with (
            storing(folder),
            beside(folder / ROWS) as rows,
            beside(folder / COLUMNS) as columns,
            TemporaryDirectory(prefix=".spill-", dir=folder) as spill,
            duckdb.connect(str(columns)) as connection,
        ):
            connection.execute(f"SET memory_limit = '{_MEMORY_MB}MB'; SET threads = 2")
            connection.execute(f"SET temp_directory = '{_quoted(Path(spill))}'")
            for function in (collation_key, fold):
                connection.create_function(function.__name__, function, [VARCHAR], VARCHAR)
            for name in TABLES:  # not whatever the folder holds: its names would be read as SQL
                if (release.folder / "tables" / f"{name}.parquet").exists():
                    parquet = f"read_parquet('{_quoted(release.table(name))}')"
                    connection.execute(f"CREATE TEMP VIEW frozen_{name} AS SELECT * FROM {parquet}")
                else:  # of a release that was made before there was this table
                    cells = ", ".join(f'NULL::{kind} AS "{column}"' for column, kind in SCHEMA[name].columns.items())
                    connection.execute(f"CREATE TEMP VIEW frozen_{name} AS SELECT {cells} WHERE false")
            for statement in _MAKE:
                connection.execute(statement)
            _copy(connection, rows)
            for name in set(_INDEXES) - set(_LISTED):
                connection.execute(f"DROP TABLE {name}")
    except duckdb.Error as error:
        raise damaged(release.folder, f"its tables cannot be read: {error}") from error


def _copy(connection: duckdb.DuckDBPyConnection, path: Path) -> None:
    """The tables of records as SQLite keeps them, with the indexes by which they are found."""
    with sqlite3.connect(path) as database:
        database.execute("PRAGMA journal_mode = OFF")
        database.execute("PRAGMA synchronous = OFF")  # put on the disk with the whole release
        for table, indexes in _INDEXES.items():
            cursor = connection.execute(f"SELECT * FROM {table}")
            names = [column[0] for column in cursor.description or ()]
            keyed = "number" in names and "number" not in indexes and table not in ("claim", "disputed", "support")
            described = ", ".join(f'"{n}" INTEGER PRIMARY KEY' if keyed and n == "number" else f'"{n}"' for n in names)
            database.execute(f"CREATE TABLE {table} ({described})")
            places = ", ".join("?" for _ in names)
            while batch := cursor.fetchmany(_BATCH):
                database.executemany(f"INSERT INTO {table} VALUES ({places})", batch)
            for number, columns in enumerate(indexes):
                database.execute(f"CREATE INDEX {table}_{number} ON {table} ({columns})")
        database.execute("ANALYZE")
    database.close()


def _quoted(path: Path) -> str:
    return str(path).replace("'", "''")
