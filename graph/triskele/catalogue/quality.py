"""How good the data of a release are: what is missing or doubtful, counted by set, and the rows behind each number.

A check is a condition on the rows of one table of the catalogue. Those of fields that matter (``field``) add up to how
complete a set is: the share of their cells that are filled. Counts are kept in ``derived/`` when a release is published
and can be made again at will; two releases are compared by what is kept of both.
"""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from typing import Any

from triskele.catalogue.collection import Catalogue, open_catalogue
from triskele.catalogue.documents import Document, Writer
from triskele.catalogue.paging import MAX_LIMIT, Facet, Listing, Order, turn
from triskele.catalogue.reading import texts
from triskele.errors import InvalidInput, MissingPackage, NotFoundError
from triskele.files import storing, write_beside
from triskele.findings import SEVERITIES
from triskele.identifiers import split
from triskele.identity.proposing import proposals
from triskele.ledger.selection import DEFAULT
from triskele.release.library import Release
from triskele.terms import LANGUAGES
from triskele.text import did_you_mean

FILE = "quality-1.json"
"""The number goes up when the checks change."""
TWINS = "twins"
TWINS_FILE = "twins-1.json"
FINDING = "finding-"
_NOT_SAID = "number NOT IN (SELECT number FROM documented WHERE kind = '{}')"


@dataclass(frozen=True)
class Check:
    """What is asked of the rows of a table: those that meet ``fault`` are counted, among those that meet ``among``."""

    key: str
    table: str
    fault: str
    tr: str
    en: str
    among: str = "TRUE"
    field: bool = False
    """Whether it asks if a cell is filled that every row should have."""

    @property
    def labels(self) -> dict[str, str]:
        return {"tr": self.tr, "en": self.en}


def _actors(key: str, fault: str, tr: str, en: str, field: bool = True) -> Check:
    return Check(f"actor-{key}", "thing", fault, tr, en, "actor", field)


CHECKS: tuple[Check, ...] = (
    _actors("one-language", "label_tr IS NULL OR label_en IS NULL", "Adı tek dilde olan aktör",
            "Actors named in one language only"),
    _actors("sphere-unknown", "coalesce(sphere, 'unknown') = 'unknown'", "Sarmal alanı bilinmeyen aktör",
            "Actors of unknown helix sphere"),
    _actors("without-place", "number NOT IN (SELECT number FROM in_place)", "Yeri bilinmeyen aktör",
            "Actors without a place"),
    _actors("undated", "founded IS NULL AND earliest_start IS NULL", "Kuruluş tarihi bilinmeyen aktör",
            "Actors without a founding date"),
    _actors("without-identifier", "number NOT IN (SELECT number FROM identifier WHERE scheme <> 'web')",
            "Kayıtlı tanımlayıcısı olmayan aktör", "Actors without a registered identifier"),
    _actors("without-evidence", _NOT_SAID.format("thing"), "Kanıtı olmayan aktör", "Actors without evidence"),
    _actors("without-tie", "number NOT IN (SELECT thing FROM end_of)", "Hiçbir bağı (yere, sektöre bile) olmayan aktör",
            "Actors without any tie, to places and sectors neither",
            False),
    Check("tie-undated", "tie", "NOT dated", "Tarihsiz bağ, her kiplikte",
          "Ties without a date, every modality", field=True),
    Check("tie-without-evidence", "tie", _NOT_SAID.format("tie"), "Kanıtı olmayan bağ, her kiplikte",
          "Ties without evidence, every modality",
          field=True),
    Check("tie-never", "tie", "NOT coalesce(ever, true)", "Tarihleri hiçbir yıl bırakmayan bağ",
          "Ties whose dates leave no year"),
    Check("tie-doubtful", "tie", f"certainty < {DEFAULT.min_confidence}", "Güveni düşük bağ", "Ties of low confidence"),
    Check("figure-undated", "figure", "year IS NULL", "Yılı olmayan rakam", "Figures without a year", field=True),
    Check("figure-without-unit", "figure", "coalesce(unit, '') = ''", "Birimi olmayan rakam", "Figures without a unit",
          field=True),
    Check("figure-without-evidence", "figure", _NOT_SAID.format("figure"), "Kanıtı olmayan rakam",
          "Figures without evidence", field=True),
    Check("event-undated", "event", "date IS NULL", "Tarihsiz olay", "Events without a date", field=True),
    Check("event-without-evidence", "event", _NOT_SAID.format("event"), "Kanıtı olmayan olay",
          "Events without evidence", field=True),
    Check("contradiction", "contradiction", "TRUE", "Çelişki", "Contradictions"),
    Check("contradiction-open", "contradiction", "resolution IS NULL", "Birinin esas alınmadığı çelişki",
          "Contradictions in which none is taken as valid"),
)  # fmt: skip
"""Every check, in the order in which they are told."""
_SEVERITY = {
    "error": ("Derlemenin yanlış bulduğu", "Errors found by the build"),
    "warning": ("Derlemenin uyardığı", "Warnings of the build"),
    "note": ("Derlemenin varsaydığı", "Notes of the build on what was assumed"),
}
_TWINS = {"tr": "Tek kuruluşa ait olabilecek aktör çifti", "en": "Pairs of actors that may be one body"}
_COMPLETE = {"tr": "Dolu alanların payı", "en": "Share of fields that are filled"}


def measure_quality(release: Release) -> Document:
    """What every check counts, for the whole and by set. Kept beside the release; made when it is not there.

    ``sets`` holds for each set its titles and ``checks``: how many rows a check counts (``count``) among how many
    (``of``). The set with the empty key is the whole.
    """
    found = _kept(release)
    if found is None:
        folder = release.derived
        twins = _propose(release)
        found = _measure(open_catalogue(release), release, twins)
        with storing(folder):
            write_beside(folder / TWINS_FILE, json.dumps(twins, ensure_ascii=False).encode())
            write_beside(folder / FILE, json.dumps(found, ensure_ascii=False).encode())
    return found


def is_measured(release: Release) -> bool:
    """Whether the counts are there; else whoever asks first waits until names are compared."""
    return _kept(release) is not None


def _kept(release: Release) -> Document | None:
    path = release.kept(FILE)
    if path is None or not release.kept(TWINS_FILE):
        return None
    found: Document = json.loads(path.read_bytes())
    return found if found.get("digest") == release.digest else None


def _propose(release: Release) -> list[dict[str, Any]] | None:
    """The proposed twins; None where the library that compares names is not installed."""
    try:
        return proposals(release.folder / "tables")
    except MissingPackage:
        return None


def _measure(catalogue: Catalogue, release: Release, twins: list[dict[str, Any]] | None) -> Document:
    titles = {row["set"]: texts(row, "title") for row in catalogue.columns.rows("SELECT * FROM origin ORDER BY set")}
    counted: dict[str, dict[str, dict[str, int]]] = {}
    for check in _asked(release):
        rows = catalogue.columns.tuples(
            f"SELECT coalesce(\"set\", '') AS name, count(*) FILTER ({check.fault}), count(*) FROM {check.table} "
            f"WHERE {check.among} GROUP BY 1 ORDER BY 1"
        )
        for name, count, of in [("", sum(r[1] for r in rows), sum(r[2] for r in rows)), *(r for r in rows if r[0])]:
            counted.setdefault(name, {})[check.key] = {"count": count, "of": of}
    for name in counted if twins is not None else ():
        counted[name][TWINS] = {"count": sum(_touches(pair, name) for pair in twins or ())}
    found = Counter((name, row["severity"]) for row in release.report() for name in {"", _set_of(row, titles)})
    for name in counted:
        for severity in SEVERITIES:
            counted[name][FINDING + severity] = {"count": found[name, severity]}
    sets = [
        {"key": name, "titles": titles.get(name, {}), "checks": checks} for name, checks in sorted(counted.items())
    ]  # fmt: skip
    return {"release": release.number, "digest": release.digest, "sets": sets}


def _touches(pair: dict[str, Any], name: str) -> bool:
    """Whether either of a proposed pair is of a set (empty: any)."""
    return name in ("", pair["set_a"], pair["set_b"])


def _asked(release: Release) -> list[Check]:
    """The checks of a release: names in both languages are asked for where its tables are written in both."""
    both = set(release.owner.languages) == set(LANGUAGES)
    return [check for check in CHECKS if both or check.key != "actor-one-language"]


def _set_of(finding: dict[str, Any], titles: dict[str, Any]) -> str:
    """The set that a finding is about, as its file tells it; empty where that says none."""
    first = finding["file"].partition("/")[0]
    return first if first in titles else next(iter(titles)) if len(titles) == 1 else ""


def report_quality(release: Release, older: Release | None, language: str, name: str = "") -> Document:
    """The numbers of one set (empty: the whole), each beside that of the release before; NotFoundError for a set that
    is not there. ``complete`` is the share of the cells of fields that matter which are filled, None without any."""
    now = measure_quality(release)
    before = measure_quality(older) if older is not None and older.is_served else None
    chosen = _chosen(now, name)
    past = next((one for one in before["sets"] if one["key"] == name), None) if before else None
    labels = {check.key: check.labels for check in CHECKS}
    labels[TWINS] = _TWINS
    labels |= {FINDING + key: {"tr": tr, "en": en} for key, (tr, en) in _SEVERITY.items()}
    items = [_told("complete", _COMPLETE, language, _complete(chosen), _complete(past))]
    for key, counts in chosen["checks"].items():
        items.append(_told(key, labels[key], language, counts, (past or {"checks": {}})["checks"].get(key)))
    listed = [one["key"] for one in now["sets"] if one["key"]]
    return {
        "set": name,
        "sets": [{"key": key, "titles": _chosen(now, key)["titles"]} for key in listed],
        "compared_with": older.number if older is not None and before is not None else None,
        "items": items,
        "meta": {"count": len(items), "truncated": False, "next": None},
    }


def _chosen(found: Document, name: str) -> Document:
    sets = {one["key"]: one for one in found["sets"]}
    if name not in sets:
        hint = did_you_mean(name, sets, f"Sets: {', '.join(filter(None, sets)) or 'none'}.")
        raise NotFoundError(f"The release has no set called {name[:80]!r}.", hint=hint)
    chosen: Document = sets[name]
    return chosen


def _complete(one: Document | None) -> dict[str, int] | None:
    """Cells that are filled, of all that should be."""
    if one is None:
        return None
    asked = [one["checks"][check.key] for check in CHECKS if check.field and check.key in one["checks"]]
    of = sum(each["of"] for each in asked)
    return {"count": of - sum(each["count"] for each in asked), "of": of}


def _told(
    key: str, labels: dict[str, str], language: str, now: dict[str, int] | None, past: dict[str, int] | None
) -> Document:
    now, past = now or {}, past or {}
    shares = [each["count"] / each["of"] if each.get("of") else None for each in (now, past)]
    return {
        "key": key, "label": labels[language], "labels": labels, "count": now.get("count", 0), "of": now.get("of"),
        "share": shares[0], "count_before": past.get("count"), "of_before": past.get("of"), "share_before": shares[1],
    }  # fmt: skip


def list_faults(
    catalogue: Catalogue, release: Release, language: str, key: str, *, name: str = "", limit: int = 50,
    cursor: str | None = None,
) -> Document:  # fmt: skip
    """The rows that one check counts, of one set or of all, each with the file and row it was read from. NotFoundError
    for a check or a set that is not there."""
    measured = _chosen(measure_quality(release), name)
    if key == TWINS and TWINS in measured["checks"]:
        return _cut(_list_twins(release, language, name), key, _TWINS, language, limit, cursor)
    severity = key.removeprefix(FINDING)
    if key.startswith(FINDING) and severity in SEVERITIES:
        tr, en = _SEVERITY[severity]
        found = _list_findings(release, language, severity, name)
        return _cut(found, key, {"tr": tr, "en": en}, language, limit, cursor)
    checks = {check.key: check for check in _asked(release)}
    if key not in checks:
        known = [*checks, TWINS, *(FINDING + severity for severity in SEVERITIES)]
        raise NotFoundError(
            f"No check is called {key[:80]!r}.", hint=did_you_mean(key, known, "GET /quality lists them.")
        )
    check = checks[key]
    order = Order(check.table, "number", lambda records, record: [record.iri, record.key])
    listing = Listing(order, {"set": Facet("coalesce(\"set\", '')")}, [check.among, check.fault])
    page = turn(catalogue, listing, {"set": {name}} if name else {}, limit, cursor)
    writer = Writer(catalogue, language)
    writer.records.take(check.table, page.numbers)
    rows = catalogue.columns.rows(
        f'SELECT number, iri, "set", file, "row" FROM {check.table} WHERE number IN (SELECT unnest(?)) ORDER BY number',
        [page.numbers],
    )
    items = [{**_named(writer, row["iri"]), "set": row["set"], "file": row["file"], "row": row["row"]} for row in rows]
    meta = {"count": page.count, "truncated": page.cursor is not None, "next": page.cursor}
    return {"check": key, "label": check.labels[language], "labels": check.labels, "items": items, "meta": meta}


def _named(writer: Writer, iri: str) -> Document:
    found = writer.thing(iri) or {}
    return {name: found[name] for name in ("iri", "key", "kind", "label", "labels")}


def _list_findings(release: Release, language: str, severity: str, name: str) -> list[Document]:
    titles = {one["key"]: one for one in measure_quality(release)["sets"] if one["key"]}
    return [
        {
            "label": row[f"message_{language}"], "labels": {tag: row[f"message_{tag}"] for tag in LANGUAGES},
            "set": _set_of(row, titles) or None, "file": row["file"], "row": row["row"] or None, "field": row["field"],
            "value": row["value"], "iri": row["subject"] or None,
        }
        for row in release.report()
        if row["severity"] == severity and name in ("", _set_of(row, titles))
    ]  # fmt: skip


def _list_twins(release: Release, language: str, name: str) -> list[Document]:
    """The pairs, best first; each is called by its first name, ``other`` is the second."""
    pairs = json.loads((release.derived / TWINS_FILE).read_bytes())
    return [
        {
            "iri": pair["a"], "key": key, "kind": kind, "label": pair["name_a"],
            "labels": dict.fromkeys(LANGUAGES, pair["name_a"]), "set": pair["set_a"] or None,
            "other": {"iri": pair["b"], "label": pair["name_b"], "set": pair["set_b"] or None},
            "score": pair["score"], "why": pair[f"why_{language}"],
            "whys": {tag: pair[f"why_{tag}"] for tag in LANGUAGES},
        }
        for pair in pairs
        if _touches(pair, name)
        for kind, key in [split(pair["a"]) or (None, pair["a"])]
    ]  # fmt: skip


def _cut(
    rows: list[Document], key: str, labels: dict[str, str], language: str, limit: int, cursor: str | None
) -> Document:
    """A page of rows that stand in a file; the cursor is the place it begins at."""
    start = int(cursor) if cursor and cursor.isdecimal() and len(cursor) < 10 else 0
    if (cursor and str(start) != cursor) or not 1 <= limit <= MAX_LIMIT:
        raise InvalidInput("The cursor or limit is none of this list.", hint="Take the cursor from meta.next.")
    more = start + limit < len(rows)
    meta = {"count": len(rows), "truncated": more, "next": str(start + limit) if more else None}
    items = rows[start : start + limit]
    return {"check": key, "label": labels[language], "labels": labels, "items": items, "meta": meta}
