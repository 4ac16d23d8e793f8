"""One organisation of Wikidata as rows: names, identifiers, founding and end, seats, figures."""

from __future__ import annotations

import re
from typing import Any

from triskele import terms
from triskele.identifiers import address_elsewhere
from triskele.sources.dumps.claims import Claim
from triskele.sources.dumps.snaks import (
    Entity,
    amount_of,
    best,
    is_about,
    item_of,
    mapping,
    moment_of,
    statements,
    texts_of,
    value_of,
)  # fmt: skip
from triskele.sources.dumps.values import isni_of, lei_of, objects, ror_of, text
from triskele.sources.dumps.writing import Kind, Where, Writer, rows_of

_LANGUAGE = re.compile(r"[a-z]{2,8}(?:-[A-Za-z0-9]{1,8})*")


class Items:
    """Writes organisations. ``places`` are those that they name: the country around each, and where and by which
    evidence first."""

    def __init__(self, write: Writer) -> None:
        self.write, self.day = write, ""
        self.places: dict[str, tuple[str | None, Where, str]] = {}

    def describe(self, where: Where, one: str, entity: Entity, kind: Kind, country: str, place: str, day: str) -> None:
        """Write all rows of one organisation but its ties to others; ``day`` is that of the file."""
        write, key, self.day = self.write, f"wikidata-{one.lower()}", day
        notes_tr, notes_en = [f"{kind.tr}."], [f"{kind.en}."]
        span = self._existence(where, entity, notes_tr, notes_en)
        lat, long = _point(entity)
        around = write.country(country, key, where) if country else None
        if place:
            self.places.setdefault(place, (around, where, key))
            around = write.iri("place", f"wikidata-{place.lower()}")
        iri = write.actor(key, kind, where, place=around, lat=lat, long=long, note_tr=" ".join(notes_tr),
                          note_en=" ".join(notes_en), **span)  # fmt: skip
        self._names(where, one, iri, entity)
        write.identifier(iri, "wikidata", one, where, address_elsewhere("wikidata", one))
        self._identifiers(where, iri, entity)
        self._figures(where, one, iri, entity)
        self._seats(where, one, iri, entity)
        write.evidence(key, where, [iri], f"{where.file} describes {one}.",
                       f"{where.file} {one} öğesini tanıtıyor.")  # fmt: skip

    def _names(self, where: Where, one: str, iri: str, entity: Entity) -> None:
        """Labels of both languages; without them the default for all languages stands as Turkish, any other as
        English, and an item without a label under its id."""
        labels = labels_of(entity)
        preferred = {language: labels[language] for language in terms.LANGUAGES if language in labels}
        if not preferred and "mul" in labels:
            preferred["tr"] = labels["mul"]
        if not preferred:
            preferred["en"] = next(iter(labels.values()), one)
        if not labels:
            self.write.say(where, "labels", one, "no-label", "note", "The item has no label; it is shown by its id.",
                           "Öğenin adı yok; kimliğiyle gösteriliyor.")  # fmt: skip
        for language, said in preferred.items():
            self.write.name(iri, said, language, where)
        others: dict[tuple[str, str], None] = {}
        for language, said in labels.items():
            others[said, language] = None
        for language, values in mapping(entity.get("aliases")).items():
            for value in objects(values):
                others[text(value.get("value")), language] = None
        for name in ("P1448", "P1813"):  # official name, short name
            for said, language in texts_of(entity, name):
                others[said, language] = None
        known = set(preferred.values())
        for said, language in others:
            if said and said not in known and _LANGUAGE.fullmatch(language):
                known.add(said)
                self.write.name(iri, said, language, where, preferred=False)

    def _identifiers(self, where: Where, iri: str, entity: Entity) -> None:
        for name, scheme, check in (
            ("P6782", "ror", ror_of), ("P213", "isni", isni_of), ("P1278", "lei", lei_of), ("P2427", "grid", text),
            ("P3153", "crossref-funder", text), ("P3500", "ringgold", text), ("P856", "web", text),
        ):  # fmt: skip
            for said, _ in texts_of(entity, name):
                if value := check(said):
                    self.write.identifier(iri, scheme, value, where, address_elsewhere(scheme, value) or None)
                else:
                    self.write.say(where, name, said, "identifier", "warning",
                                   f"This is no {scheme}: its check digits or shape are wrong.",
                                   f"Bu bir {scheme} değil: biçimi ya da denetim haneleri yanlış.")  # fmt: skip

    def _existence(self, where: Where, entity: Entity, notes_tr: list[str], notes_en: list[str]) -> dict[str, Any]:
        """Founding and end of an organisation as columns; what is coarser than a year as a note."""
        span: dict[str, Any] = {}
        for name, column, tr, en in (
            ("P571", "valid_from", "Kuruluş", "Founded"),
            ("P576", "valid_to", "Bitiş", "Ended"),
        ):
            said = set()
            for statement in best(entity, name):
                moment = moment_of(statement.get("mainsnak"))
                if moment is None:
                    unknown = mapping(statement.get("mainsnak")).get("snaktype") == "somevalue"
                    if column == "valid_to" and unknown:
                        span["valid_to_latest"] = self.day or None
                    continue
                if moment.julian:
                    self.write.say(where, name, moment.text, "julian", "warning",
                                   "The date is said to be of the Julian calendar; the day stays as written.",
                                   "Tarihin Jülyen takviminden olduğu söyleniyor; gün yazıldığı gibi.")  # fmt: skip
                if moment.text:
                    said.add(moment.text)
                else:
                    notes_tr.append(f"{tr}: {moment.note[0]}.")
                    notes_en.append(f"{en}: {moment.note[1]}.")
                    self.write.say(where, name, moment.note[1], "coarse-date", "note",
                                   "The date is coarser than a year, or before year 1; it stands as a note.",
                                   "Tarih bir yıldan kaba ya da 1 yılından önce; not olarak duruyor.")  # fmt: skip
            if said:
                first, last = min(said), max(said)
                span |= {column: first} | ({f"{column}_latest": last} if last != first else {})
                if last != first:
                    self.write.say(where, name, f"{first} {last}", "several-dates", "note",
                                   "Several dates are stated; it is one between them.",
                                   "Birden çok tarih yazılı; bunların arasında biri.")  # fmt: skip
        start, end = span.get("valid_from"), span.get("valid_to_latest") or span.get("valid_to")
        if start and end and end < start[: len(end)]:
            self.write.say(where, "P576", end, "date-order", "warning",
                           f"It ends before it begins ({start}); both dates are left out.",
                           f"Başlamadan ({start}) bitiyor; iki tarih de okunmadı.")  # fmt: skip
            return {}
        return span

    def _seats(self, where: Where, one: str, iri: str, entity: Entity) -> None:
        """Headquarters that have dates, as ties of location; those without stand as its place. What is stated twice is
        one tie; two stays in one place are two."""
        told: list[tuple[str, dict[str, str]]] = []
        for statement in statements(entity, "P159"):
            item, qualifiers = item_of(statement.get("mainsnak")), mapping(statement.get("qualifiers"))
            if item and ("P580" in qualifiers or "P582" in qualifiers):
                self.places.setdefault(item, (None, where, f"wikidata-{one.lower()}"))
                claim = Claim.read(self.write, where, one, "location", one, item, "P159", statement, self.day)
                place = self.write.iri("place", f"wikidata-{item.lower()}")
                if (item, claim.span) in told:
                    continue
                start = claim.span.get("valid_from") or "x"
                before = sum(there == item and (span.get("valid_from") or "x") == start for there, span in told)
                told.append((item, claim.span))
                key = f"wikidata-{one.lower()}-location-{item.lower()}-{start}" + (f"-{before + 1}" if before else "")
                tie = self.write.tie(key, "location", [iri, place], where, **claim.cells)
                self.write.support(tie, f"wikidata-{one.lower()}", where)

    def _figures(self, where: Where, one: str, iri: str, entity: Entity) -> None:
        units = {row["item"]: row["unit"] for row in rows_of("wikidata-units.csv")}
        for row in rows_of("wikidata-figures.csv"):
            for number, statement in enumerate(statements(entity, row["property"])):
                amount, unit = amount_of(statement.get("mainsnak"))
                if not amount:
                    continue
                if unit not in units:
                    self.write.say(where, row["property"], f"{amount} {unit}", "unit", "warning",
                                   "No row of wikidata-units.csv has this unit; the figure is left out.",
                                   "wikidata-units.csv içinde bu birim yok; gösterge okunmadı.")  # fmt: skip
                    continue
                said = objects(mapping(statement.get("qualifiers")).get("P585"))
                moment = moment_of(said[0]) if len(said) == 1 else None
                year = moment.text[:4] if moment and re.match(r"\d{4}", moment.text) else None
                note = {"note_en": f"On {moment.text}.", "note_tr": f"{moment.text} günü."} if (
                    moment and len(moment.text) == 10) else {}  # fmt: skip
                key = f"wikidata-{one.lower()}-{row['measure']}-{number + 1}"
                sure = "about" if is_about(statement.get("mainsnak")) else "exact"
                figure = self.write.figure(
                    key, iri, row["measure"], amount, units[unit], where, sure, year=year, **note
                )
                self.write.support(figure, f"wikidata-{one.lower()}", where)


def labels_of(entity: Entity) -> dict[str, str]:
    """The labels of an item by language."""
    return {
        language: said
        for language, value in mapping(entity.get("labels")).items()
        if (said := text(mapping(value).get("value"))) and _LANGUAGE.fullmatch(language)
    }


def _point(entity: Entity) -> tuple[str | None, str | None]:
    for statement in best(entity, "P625"):
        value = mapping(value_of(statement.get("mainsnak")))
        lat, long = value.get("latitude"), value.get("longitude")
        if (
            isinstance(lat, int | float) and isinstance(long, int | float)
            and text(value.get("globe")).endswith(("/Q2", "null")) and -90 <= lat <= 90 and -180 <= long <= 180
        ):  # fmt: skip
            return f"{lat:.6f}".rstrip("0").rstrip("."), f"{long:.6f}".rstrip("0").rstrip(".")
    return None, None
