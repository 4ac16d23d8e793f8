"""Records in words, for people who see a claim without its table."""

from __future__ import annotations

from triskele.catalogue.reading import Records
from triskele.catalogue.records import Classification, Contradiction, Event, Evidence, Figure, Tie
from triskele.words import find

_RANGES = {
    "between": {"tr": "{} ile {} arası", "en": "between {} and {}"},
    "from": {"tr": "{} ya da sonrası", "en": "{} or later"},
    "by": {"tr": "en geç {}", "en": "{} at the latest"},
}


def name(records: Records, iri: str | None, language: str) -> str:
    """What a thing or concept is called, else its key."""
    if not iri:
        return ""
    named = records.catalogue.terms.get(iri) or records.thing(iri)
    texts = named.labels if named else {}
    return texts.get(language) or next(iter(texts.values()), "") or iri.rpartition("#")[2].rpartition("/")[2]


def say(records: Records, iri: str, language: str) -> str:
    """One line that says what a record says; a named thing is its name."""

    def n(other: str | None) -> str:
        return name(records, other, language)

    record = records.get(iri)
    match record:
        case Tie():
            left = ", ".join(map(n, record.sources or record.participants[:1]))
            right = ", ".join(map(n, record.targets or record.participants[1:]))
            arrow = "→" if record.sources else "—"
            return f"{left} {arrow} {right}: {n(record.type)}{_tie_span(record, language)}"
        case Figure():
            exactly = find("qualifiers", record.qualifier or "") or {}
            unit = (find("figure-units", record.unit or "one") or {}).get(language, "")
            number = _number(record.value, language)
            number = unit.format(figure=number) if unit else f"{number} {record.unit}"  # a unit of somebody's own
            value = exactly.get(language, "{figure}").format(figure=number)
            part = f" ({n(record.part)})" if record.part else ""
            years = _span(*(str(y) if y is not None else None for y in (record.year, record.year_to or record.year)))
            return f"{n(record.about)}{part}: {n(record.measure)} {value}{years}"
        case Event():
            label = record.labels.get(language) or n(record.type)
            if record.date_latest and not record.date_to:
                return f"{label}, {_when(record.date, record.date_latest, language)}"
            return f"{label}{_span(record.date, record.date_to or record.date)}"
        case Classification():
            by = f" ({n(record.by)})" if record.by else ""
            year = f", {record.year}" if record.year else ""
            return f"{n(record.about)}: {n(record.concept)}{by}{year}"
        case Contradiction():
            return record.notes.get(language) or record.rule
        case Evidence():
            return record.statements.get(language) or next(iter(record.statements.values()), record.key)
        case _:
            return n(iri)


def _span(first: str | None, last: str | None) -> str:
    if first is None and last is None:
        return ""
    return f", {first}" if first == last else f", {first or '…'}–{last or ''}"


def _tie_span(tie: Tie, language: str) -> str:
    if not (tie.first_latest or tie.last_latest):
        return _span(tie.first, tie.last)
    begins, ends = _when(tie.first, tie.first_latest, language), _when(tie.last, tie.last_latest, language)
    return f", {begins or '…'}" + (f" – {ends}" if ends else "")


def _when(date: str | None, latest: str | None, language: str) -> str:
    """A moment given exactly or within bounds; two dots leave the later one open."""
    if not latest:
        return date or ""
    kind = "by" if date is None else "from" if latest == ".." else "between"
    return _RANGES[kind][language].format(*(d for d in (date, latest) if d and d != ".."))


def _number(value: float, language: str) -> str:
    text = f"{value:,.10g}"
    return text.translate(str.maketrans(",.", ".,")) if language == "tr" else text
