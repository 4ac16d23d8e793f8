"""Time, once: what a written date means, when a tie or thing was there, and what counts in a year.

Years are astronomical (year 0 exists), -9999 to 9999; months and days round outward; ``as_of=Y`` asks for what was
there at some time in Y. Every thing and tie has four bounds: earliest and latest start, earliest and latest end; an
absent bound is open (unknown). It *possibly* counts in Y when earliest start <= Y <= latest end, *certainly* when
latest start <= Y <= earliest end. :func:`date_things` and :func:`date_ties` compute all of it when the tables are
frozen; whoever reads a release only compares whole numbers.

The rules, in the order in which they apply (docs/explanation/time.md tells them with examples):

- written: an exact date gives both bounds, a range the range, two dots or nothing leave the bound open. No end lies
  before its earliest start, no start after its latest end.
- told: a state that a document written in [w1, w2] speaks of as present started by w2 and ended no earlier than w1.
- occurrence: it happens once and is a fact from then on; undated and not planned, it happened by w2.
- ends: where the ends of a tie coexist it holds only while all of them may be there; where they need not, its bounds
  are its own, and it counts only in years in which all ends count.
- planned and recommended things and ties are never certain.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Literal

from triskele.errors import InvalidInput

if TYPE_CHECKING:
    from triskele.ledger.tables import Ledger

PAST, FUTURE = -10_000, 10_000
"""What stands for an open bound where a number is needed; ``from > to`` never counts."""
MIN_YEAR, MAX_YEAR = -9999, 9999
When = Literal["possible", "certain"]
WHEN: tuple[When, ...] = ("possible", "certain")

_YEAR = re.compile(r"-?[0-9]{1,4}")


def parse_year(text: Any, name: str = "as_of") -> int:
    """A year from text or number, everywhere by the same rule: up to four ASCII digits, a minus sign before the common
    era. InvalidInput for anything else (blanks, a plus sign, other digits, underscores, nothing)."""
    if isinstance(text, int) and not isinstance(text, bool) and MIN_YEAR <= text <= MAX_YEAR:
        return text
    found = str(text)[:40]
    if not _YEAR.fullmatch(found):
        raise InvalidInput(
            f"{name} is {found!r}.",
            hint=f"Give one year from {MIN_YEAR} to {MAX_YEAR} in plain digits, for instance {name}=2015.",
        )
    return int(found)


def parse_when(text: str, as_of: int | None) -> When:
    """Whether what possibly or what certainly was there is asked for; InvalidInput for another word, and for
    ``certain`` without a year."""
    when = next((known for known in WHEN if known == text), None)
    if when is None:
        raise InvalidInput(f"when is {text[:40]!r}.", hint=f"Use one of {', '.join(WHEN)}.")
    if as_of is None and when != "possible":
        raise InvalidInput(
            f"when is {text!r}, but no year is asked for.",
            hint="Give as_of as well: what is certain is certain in a year.",
        )
    return when


def year_of(date: str | None) -> int | None:
    """The year of a written date."""
    if not date:
        return None
    return int(date[:5] if date.startswith("-") else date[:4])


# least and greatest pass over NULL; upto and since bound what is known and leave the unknown open
_MACROS = """
CREATE OR REPLACE MACRO yr(d) AS TRY_CAST(CASE WHEN starts_with(d, '-') THEN d[1:5] ELSE d[1:4] END AS INTEGER);
CREATE OR REPLACE MACRO latest(d, bound) AS CASE WHEN bound = '..' THEN NULL ELSE coalesce(yr(bound), yr(d)) END;
CREATE OR REPLACE MACRO upto(a, bound) AS CASE WHEN a IS NOT NULL THEN least(a, bound) END;
CREATE OR REPLACE MACRO since(a, bound) AS CASE WHEN a IS NOT NULL THEN greatest(a, bound) END;
CREATE OR REPLACE MACRO written(year) AS
  CASE WHEN year < 0 THEN '-' ELSE '' END || lpad(CAST(abs(year) AS TEXT), 4, '0');
CREATE OR REPLACE MACRO sure(modality) AS coalesce(modality, 'stated') NOT IN ('planned', 'recommended');
"""

# when the documents that speak of a row were written: by all of them it was there
_TOLD = """
CREATE OR REPLACE TABLE told AS
SELECT s.thing AS iri, max(d.written_from) AS w1, min(d.written_to) AS w2
FROM supports s JOIN evidence e ON e.iri = s.evidence JOIN documents d ON d.thing = e.document
WHERE d.written_from IS NOT NULL OR d.written_to IS NOT NULL
GROUP BY s.thing
"""

# every claim about a beginning or an end, from the row of a thing and from events; a plan only without others
_CLAIMS = """
CREATE OR REPLACE TABLE lifetimes AS
WITH claims AS (
  SELECT iri AS thing, true AS begins, coalesce(yr(valid_from), {past}) AS lo,
         coalesce(latest(valid_from, valid_from_latest), {future}) AS hi, sure(modality) AS sure
  FROM things WHERE valid_from IS NOT NULL OR valid_from_latest IS NOT NULL
  UNION ALL
  SELECT iri, false, coalesce(yr(valid_to), {past}), coalesce(latest(valid_to, valid_to_latest), {future}),
         sure(modality)
  FROM things WHERE valid_to IS NOT NULL OR valid_to_latest IS NOT NULL
  UNION ALL
  SELECT e.subject, t.begins, coalesce(yr(e.date), {past}),
    coalesce(latest(coalesce(e.date_to, e.date), e.date_latest), {future}), sure(e.modality)
  FROM events e JOIN event_types t ON t.iri = e.type
  WHERE (t.begins OR t.ends) AND (e.date IS NOT NULL OR e.date_latest IS NOT NULL)
), weighed AS (
  SELECT c.* FROM claims c
  WHERE c.sure OR NOT EXISTS (FROM claims o WHERE o.thing = c.thing AND o.begins = c.begins AND o.sure)
), kept AS (  -- an exact date inside a wider range wins
  SELECT w.* FROM weighed w
  WHERE w.lo = w.hi OR NOT EXISTS (
    FROM weighed x WHERE x.thing = w.thing AND x.begins = w.begins AND x.lo = x.hi AND x.lo BETWEEN w.lo AND w.hi)
)
SELECT thing,
  nullif(min(lo) FILTER (begins), {past}) AS es, nullif(max(hi) FILTER (begins), {future}) AS ls,
  nullif(min(lo) FILTER (NOT begins), {past}) AS ee, nullif(max(hi) FILTER (NOT begins), {future}) AS le,
  coalesce(bool_and(sure) FILTER (begins), true) AS sure
FROM kept GROUP BY thing
"""

_THINGS = """
CREATE OR REPLACE TABLE existence AS
WITH own AS (
  SELECT t.iri, t.kind IN ('actor', 'thing', 'person') AS lives, coalesce(t.told, 'present') AS told,
         sure(t.modality) AND coalesce(l.sure, true) AS sure, l.es, least(l.ls, l.le) AS ls,
         greatest(l.ee, l.es) AS ee, l.le, d.w1, d.w2
  FROM things t LEFT JOIN lifetimes l ON l.thing = t.iri LEFT JOIN told d ON d.iri = t.iri
), known AS (
  SELECT *, lives AND sure AND told = 'present' AND (le IS NULL OR w1 IS NULL OR le >= w1) AS present FROM own
)
SELECT iri, lives,
  es AS earliest_start,
  CASE WHEN sure THEN since(least(ls, CASE WHEN present THEN w2 END), es) END AS latest_start,
  CASE WHEN sure THEN upto(greatest(ee, CASE WHEN present THEN w1 END), le) END AS earliest_end,
  le AS latest_end
FROM known ORDER BY iri
"""

_OWN = """
CREATE OR REPLACE TABLE own AS
WITH written AS (
  SELECT t.iri, k.occurrence, k.coexist, sure(t.modality) AS sure,
    yr(t.valid_from) AS es, latest(t.valid_from, t.valid_from_latest) AS ls,
    yr(t.valid_to) AS ee, latest(t.valid_to, t.valid_to_latest) AS le,
    coalesce(t.told, 'present') AS told, d.w1, d.w2
  FROM ties t JOIN tie_types k ON k.iri = t.type LEFT JOIN told d ON d.iri = t.iri
), known AS (
  SELECT *, sure AND NOT occurrence AND told = 'present' AND (le IS NULL OR w1 IS NULL OR le >= w1)
              AND (es IS NULL OR w2 IS NULL OR es <= w2) AS present
  FROM written
)
SELECT iri, occurrence, coexist, sure, es,
  CASE WHEN NOT sure THEN NULL
       WHEN occurrence THEN since(least(ls, w2), es)
       ELSE since(least(ls, le, CASE WHEN present THEN w2 END), es) END AS ls,
  CASE WHEN NOT sure THEN NULL
       WHEN occurrence THEN greatest(ee, es)
       ELSE upto(greatest(ee, es, CASE WHEN present THEN w1 END), le) END AS ee,
  CASE WHEN occurrence THEN coalesce(le, ls, CASE WHEN sure THEN w2 END) ELSE le END AS le
FROM known
"""

# every pair of ends with the years in which it counts: a tie needs all its ends, whichever two are looked at; an
# occurrence counts from its year on
_PAIRS = """
CREATE OR REPLACE TABLE pairs AS
WITH joined AS (
  SELECT a.tie, a.thing AS u, b.thing AS v, false AS mutual
  FROM ends a JOIN ends b ON b.tie = a.tie AND a.role = 'source' AND b.role = 'target'
  UNION ALL
  SELECT a.tie, least(a.thing, b.thing), greatest(a.thing, b.thing), true
  FROM ends a JOIN ends b ON b.tie = a.tie AND a.role = 'participant' AND b.role = 'participant' AND a.place < b.place
), around AS (
  SELECT e.tie, max(x.earliest_start) AS all_from, min(x.latest_end) AS all_to,
    CASE WHEN count(x.earliest_start) = count(*) THEN min(x.earliest_start) END AS first_from,
    coalesce(max(CASE WHEN x.lives THEN coalesce(x.latest_start, {future}) END), {past}) AS lives_from,
    coalesce(min(CASE WHEN x.lives THEN coalesce(x.earliest_end, {past}) END), {future}) AS lives_to
  FROM ends e LEFT JOIN existence x ON x.iri = e.thing GROUP BY e.tie
), bounded AS (
  SELECT j.*, o.occurrence, o.coexist, o.sure, o.ls, o.ee,
    greatest(o.es, CASE WHEN o.coexist THEN a.all_from ELSE a.first_from END) AS es,
    CASE WHEN o.coexist THEN least(o.le, a.all_to) ELSE o.le END AS le,
    a.all_from AS both_from, a.all_to AS both_to,
    CASE WHEN o.coexist THEN {past} ELSE a.lives_from END AS sure_from,
    CASE WHEN o.coexist THEN {future} ELSE a.lives_to END AS sure_to
  FROM joined j JOIN own o ON o.iri = j.tie JOIN around a ON a.tie = j.tie
), possible AS (
  SELECT *, greatest(coalesce(es, {past}), coalesce(both_from, {past})) AS possible_from,
    least(CASE WHEN occurrence THEN {future} ELSE coalesce(le, {future}) END, coalesce(both_to, {future}))
      AS possible_to
  FROM bounded
), certain AS (
  SELECT *, greatest(coalesce(CASE WHEN sure THEN ls END, {future}), possible_from, sure_from) AS certain_first,
    least(CASE WHEN occurrence AND ls IS NOT NULL THEN {future} ELSE coalesce(ee, {past}) END, possible_to, sure_to)
      AS certain_last
  FROM possible
)
SELECT tie, u, v, mutual, occurrence, es, le,
  CASE WHEN possible_from <= possible_to THEN possible_from ELSE {future} END AS possible_from,
  CASE WHEN possible_from <= possible_to THEN possible_to ELSE {past} END AS possible_to,
  CASE WHEN sure AND certain_first <= certain_last THEN certain_first ELSE {future} END AS certain_from,
  CASE WHEN sure AND certain_first <= certain_last THEN certain_last ELSE {past} END AS certain_to
FROM certain ORDER BY tie, u, v
"""

_BOUNDS = """
CREATE OR REPLACE TABLE bounds AS
WITH over AS (
  SELECT tie, min(coalesce(es, {past})) AS es, max(coalesce(le, {future})) AS le,
    max(possible_from <= possible_to) AS ever
  FROM pairs GROUP BY tie
)
SELECT o.iri, o.occurrence,
  nullif(coalesce(p.es, o.es, {past}), {past}) AS earliest_start,
  CASE WHEN o.ls IS NOT NULL THEN greatest(o.ls, coalesce(p.es, {past})) END AS latest_start,
  CASE WHEN o.ee IS NOT NULL THEN least(o.ee, coalesce(p.le, {future})) END AS earliest_end,
  nullif(coalesce(p.le, o.le, {future}), {future}) AS latest_end,
  coalesce(p.ever, false) AS ever
FROM own o LEFT JOIN over p ON p.tie = o.iri ORDER BY o.iri
"""


# a day is the same as its year, an exact date inside a range wins; what still differs then is one range over all of it
_FOUNDED = """
CREATE OR REPLACE TABLE founded AS
WITH dates AS (
  SELECT t.iri, t.valid_from AS date, t.valid_from_latest AS bound FROM things t JOIN house h ON h.class = t.class
  WHERE h.actor AND coalesce(t.valid_from, t.valid_from_latest) IS NOT NULL AND sure(t.modality)
  UNION
  SELECT e.subject, e.date, coalesce(e.date_latest, e.date_to)
  FROM events e JOIN event_types k ON k.iri = e.type AND k.key = 'founding'
  JOIN things t ON t.iri = e.subject JOIN house h ON h.class = t.class
  WHERE h.actor AND coalesce(e.date, e.date_latest) IS NOT NULL AND sure(e.modality)
), bounded AS (
  SELECT *, date IS NOT NULL AND coalesce(bound, date) = date AS exact, coalesce(yr(date), {past}) AS lo,
    coalesce(latest(date, bound), {future}) AS hi FROM dates
), kept AS (
  SELECT * FROM bounded b WHERE NOT EXISTS (
    FROM bounded o WHERE o.iri = b.iri AND o.exact AND (
      b.exact AND starts_with(o.date, b.date || '-') OR NOT b.exact AND o.lo BETWEEN b.lo AND b.hi))
), over AS (
  SELECT iri, bool_and(exact) AND count(DISTINCT date) = 1 AS one, min(date) AS date, min(lo) AS lo, max(hi) AS hi
  FROM kept GROUP BY iri
)
SELECT iri, CASE WHEN one THEN date WHEN lo > {past} THEN written(lo) END AS date,
  CASE WHEN one THEN NULL WHEN hi < {future} THEN written(hi) ELSE '..' END AS latest
FROM over WHERE one OR lo > {past} OR hi < {future} ORDER BY iri
"""


def _sql(text: str) -> str:
    return text.format(past=PAST, future=FUTURE)


def date_things(ledger: Ledger) -> None:
    """Make the tables ``existence`` (the four bounds of every thing; places, sectors and documents have none) and
    ``founded`` (of every actor when it was founded: a date, or a range of years when all that sources give is a range
    or when they differ; ``latest`` is empty for a date and two dots for an open range)."""
    ledger.execute(_MACROS)
    ledger.execute(_TOLD)
    ledger.execute(_sql(_CLAIMS))
    ledger.execute(_THINGS)
    ledger.execute(_sql(_FOUNDED))


def date_ties(ledger: Ledger) -> None:
    """Make the tables ``pairs`` (every pair of ends of every tie, with the years in which it possibly and certainly
    counts) and ``bounds`` (the four bounds of every tie, and whether it counts in any year)."""
    ledger.execute(_OWN)
    ledger.execute(_sql(_PAIRS))
    ledger.execute(_sql(_BOUNDS))
