"""Whose sphere is what: what sources assign, else the convention of the class; and the class a thing counts as.

A class of one's own below ours counts as the nearest of ours above it; conventions do not pass from one of our classes
to another.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from triskele.ledger.schema import OWN
from triskele.terms import TSK, VOCABULARY

if TYPE_CHECKING:
    from triskele.ledger.tables import Ledger

_CLASSES = f"""
CREATE OR REPLACE TABLE house AS
WITH depth AS (SELECT class, count(*) AS n FROM class_above GROUP BY class),
ours AS (
  SELECT a.class, a.above, row_number() OVER (PARTITION BY a.class ORDER BY d.n DESC, a.above) AS place
  FROM class_above a JOIN depth d ON d.class = a.above WHERE starts_with(a.above, '{TSK}')
)
SELECT o.class, o.above AS house, replace(o.above, '{TSK}', '') AS key,
  EXISTS (FROM class_above a WHERE a.class = o.class AND a.above = '{TSK}Actor') AS actor
FROM ours o WHERE place = 1
"""

_ASSIGNED = f"""
CREATE OR REPLACE TABLE assigned AS
SELECT s.thing, replace(s.sphere, '{VOCABULARY}spheres#', '') AS sphere, CAST(s.share AS DOUBLE) AS share, s.iri,
  s.share AS written, 'stated' AS basis, CAST(NULL AS VARCHAR) AS convention
FROM spheres s
UNION ALL
SELECT t.iri, replace(c.sphere, '{VOCABULARY}spheres#', ''), CAST(c.share AS DOUBLE),
  CASE WHEN starts_with(t.iri, {OWN} || 'id/') THEN {OWN} || 'id/assignment/' || t.key
       ELSE {OWN} || 'id/assignment/' || md5(t.iri) END || '-' || replace(c.sphere, '{VOCABULARY}spheres#', ''),
  c.share, 'convention', c.iri
FROM things t JOIN house h ON h.class = t.class JOIN conventions c ON c.class = h.house
WHERE NOT EXISTS (FROM spheres s WHERE s.thing = t.iri)
ORDER BY ALL
"""

_SPHERE_OF = """
CREATE OR REPLACE TABLE sphere_of AS
SELECT t.iri, CASE count(a.sphere) FILTER (a.sphere <> 'unknown') WHEN 0 THEN 'unknown' WHEN 1
  THEN max(a.sphere) FILTER (a.sphere <> 'unknown') ELSE 'hybrid' END AS sphere
FROM things t JOIN house h ON h.class = t.class LEFT JOIN assigned a ON a.thing = t.iri
WHERE h.actor GROUP BY t.iri ORDER BY t.iri
"""


def assign_spheres(ledger: Ledger) -> None:
    """Make the tables ``house`` (the class of ours that each class counts as, and whether it is an actor's),
    ``assigned`` (every assignment with its share and ground) and ``sphere_of`` (one sphere for each actor: the single
    one, hybrid when there are several, unknown when there is none)."""
    ledger.execute(_CLASSES)
    ledger.execute(_ASSIGNED)
    ledger.execute(_SPHERE_OF)
