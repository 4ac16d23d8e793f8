"""How many ties and actors the usual selection chooses in each year: the numbers that every surface tells alike."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from triskele.ledger.selection import DEFAULT
from triskele.ledger.time import FUTURE, PAST

if TYPE_CHECKING:
    from triskele.ledger.tables import Ledger

_COUNTED = f"""
WITH years AS (SELECT unnest(?::INTEGER[]) AS y),
chosen AS (FROM pairs WHERE tie IN ({{chosen}})),
spans AS (
  SELECT 'possible' AS what, tie AS iri, possible_from AS a, possible_to AS b FROM chosen
  UNION ALL SELECT 'certain', tie, certain_from, certain_to FROM chosen
  UNION ALL SELECT 'actor', e.iri, coalesce(earliest_start, {PAST}), coalesce(latest_end, {FUTURE})
  FROM existence e JOIN things t ON t.iri = e.iri JOIN house h ON h.class = t.class WHERE h.actor
  UNION ALL SELECT 'certain actor', e.iri,
    CASE WHEN e.lives THEN coalesce(latest_start, {FUTURE}) ELSE {PAST} END,
    CASE WHEN e.lives THEN coalesce(earliest_end, {PAST}) ELSE {FUTURE} END
  FROM existence e JOIN things t ON t.iri = e.iri JOIN house h ON h.class = t.class WHERE h.actor
), single AS (SELECT what, iri, min(a) AS a, min(b) AS b FROM spans GROUP BY what, iri HAVING count(*) = 1),
alone AS (  -- most have one span: they are counted by where spans begin and end
  SELECT y, what, sum(m) AS n FROM (SELECT what, a, b, count(*) AS m FROM single GROUP BY ALL) s
  JOIN years ON y BETWEEN s.a AND s.b GROUP BY y, what
), several AS (
  SELECT y, what, count(DISTINCT iri) AS n FROM spans s JOIN years ON y BETWEEN s.a AND s.b
  WHERE NOT EXISTS (FROM single o WHERE o.what = s.what AND o.iri = s.iri) GROUP BY y, what
)
SELECT y, sum(n) FILTER (what = 'possible'), sum(n) FILTER (what = 'actor'), sum(n) FILTER (what = 'certain'),
  sum(n) FILTER (what = 'certain actor')
FROM (FROM alone UNION ALL FROM several) GROUP BY y
"""


def count_chosen(ledger: Ledger, years: Sequence[int]) -> list[list[int]]:
    """For each of the years: ties that possibly count, actors that possibly were there, ties and actors for certain.

    Counted before parallel ties are merged and anything is left out of a network. Call it when ties and things are
    dated.
    """
    rows = ledger.query(_COUNTED.format(chosen=DEFAULT.tie_query()), [list(years)])
    found = {year: [int(n or 0) for n in counts] for year, *counts in rows}
    return [found.get(year, [0, 0, 0, 0]) for year in years]
