"""Wikidata: organisations, what they are part of, own, belong to and follow, from its JSON dump or from entities.

Classes are read first, so that a subclass behaves like the class above it; then every item; then the names of places.
Persons are no organisations here: they are left out, as founders and chairs too.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from triskele import terms
from triskele.identifiers import address_elsewhere
from triskele.sources.batch import Batch, Read
from triskele.sources.dumps.claims import Claim, claims_of, one_of_each
from triskele.sources.dumps.kinds import PERSON, Classes
from triskele.sources.dumps.selection import Selection
from triskele.sources.dumps.snaks import (
    Entity,
    amount_of,
    best,
    entities,
    is_about,
    item_of,
    items_of,
    mapping,
    moment_of,
    statements,
    texts_of,
    value_of,
)  # fmt: skip
from triskele.sources.dumps.values import is_day, isni_of, lei_of, objects, ror_of, text
from triskele.sources.dumps.writing import Where, Writer, countries, rows_of

_DAY = re.compile(r"(\d{4})-?(\d\d)-?(\d\d)")
_LANGUAGE = re.compile(r"[a-z]{2,8}(?:-[A-Za-z0-9]{1,8})*")
_ITEM = re.compile(r"Q[1-9]\d{0,14}")
_OWN_ID = re.compile(r'"id"\s*:\s*"(Q\d+)"')
_AT_FIRST = 200
"""Signs of a line in which its own id stands."""


class Wikidata:
    """The files of Wikidata in one folder. A reader as :mod:`triskele.sources.dumps.source` has it."""

    def __init__(self, paths: list[Path], name: str, namespace: str, titles: dict[str, str], chosen: Selection) -> None:
        self.paths, self.title, self.chosen = paths, next(iter(titles.values()), "Wikidata"), chosen
        self.read = Read()
        self.write = Writer(namespace, name, self.read)
        self.classes = Classes()
        self.iso = {row["item"]: row["code"] for row in rows_of("wikidata-countries.csv")}
        self.state: dict[str, str] = {}
        """What became of each organisation and person, by id."""
        self.spheres: dict[str, str] = {}
        self.claims: list[Claim] = []
        self.places: dict[str, tuple[str | None, Where, str]] = {}
        """Places that organisations name: the country around each, and where and by which evidence first."""
        self.unmapped: Counter[str] = Counter()

    def batches(self) -> Iterator[Batch]:
        for path in self.paths:
            self._learn(path)
        for path in self.paths:
            yield from self._take(path)
        self._tie()
        self._name_places()
        for one, count in self.unmapped.most_common():
            self.write.say(Where(self.paths[0].name, "", 0, ""), "P31", f"{one} {count}", "unmapped-type", "note",
                           f"{count} items are of class {one}, which no row of wikidata-types.csv maps; not read.",
                           f"{count} öğe, wikidata-types.csv içinde karşılığı olmayan {one} sınıfında; "
                           "okunmadı.")  # fmt: skip
        self.write.count_untold()
        yield from self.write.out.rest()

    # -- items ---------------------------------------------------------------------------------------------------------

    def _learn(self, path: Path) -> None:
        """Which class is below which, and which item is which country."""
        for _, _, entity in entities(path, lambda line: '"P279"' in line or '"P297"' in line):
            if isinstance(entity, dict):
                one = text(entity.get("id"))
                self.classes.learn(one, items_of(entity, "P279"))
                for code, _ in texts_of(entity, "P297")[:1]:
                    if code.upper() in countries():
                        self.iso.setdefault(one, code.upper())

    def _take(self, path: Path) -> Iterator[Batch]:
        found = _DAY.search(path.name)
        self.day = day if found and is_day(day := "-".join(found.groups())) else ""
        self.document = self.write.document(path, self.title, self.day, told=True)
        outcomes: Counter[str] = Counter()
        for line, said, entity in entities(path):
            where = Where(path.name, "", line, self.document)
            if isinstance(entity, dict) and entity.get("type") == "continue":
                self.write.say(where, "continue", "", "continued", "warning",
                               "The answer goes on elsewhere; these are not all entities.",
                               "Yanıtın devamı başka yerde; bunlar varlıkların tümü değil.")  # fmt: skip
                continue
            outcomes["read"] += 1
            outcomes[self._item(where, said, entity)] += 1
            yield from self.write.full()
        self.write.tally(Where(path.name, "", 0, self.document), outcomes)

    def _item(self, where: Where, said: str, entity: Any) -> str:
        one = text(entity.get("id")) if isinstance(entity, dict) else ""
        if isinstance(entity, dict) and (entity.get("type") in ("property", "lexeme") or re.fullmatch(r"[PL]\d+", one)):
            return "no item"
        if not _ITEM.fullmatch(one):
            self.write.say(where, "id", said[:60], "broken-record", "warning",
                           "This line is no entity: no JSON object, or without an id. It is left out.",
                           "Bu satır bir varlık değil: JSON nesnesi değil ya da kimliği yok. Okunmadı.")  # fmt: skip
            return "broken"
        if "�" in said:
            self.write.say(where, "", one, "encoding", "warning", "A byte of this row is not UTF-8; it reads �.",
                           "Bu satırda UTF-8 olmayan bir bayt var; � olarak okundu.")  # fmt: skip
        if one in self.state:
            self.write.say(where, "id", one, "repeated-record", "warning",
                           "This entity stands in an earlier line; it is read once.",
                           "Bu varlık önceki bir satırda da var; bir kez okundu.")  # fmt: skip
            return "repeated"
        types = items_of(entity, "P31")
        kind = self.classes.kind(types, asked=one in self.chosen.ids)
        if kind is None:
            self.unmapped.update(types[:1] or ["—"])
            return "no organisation"
        if kind.cls == PERSON:
            self.state[one] = "person"
            return "person"
        country, place = self._country(entity, where), self._seat(entity)
        ids = frozenset({one, f"http://www.wikidata.org/entity/{one}", *(t for t, _ in texts_of(entity, "P6782"))})
        if not self.chosen.takes_body(ids, country, place, *items_of(entity, "P131")):
            self.state[one] = "not chosen"
            return "not chosen"
        self.state[one] = "loaded"
        self.spheres[one] = kind.sphere
        self._actor(where, one, entity, country, place)
        return "loaded"

    def _actor(self, where: Where, one: str, entity: Entity, country: str, place: str) -> None:
        write, key = self.write, f"wikidata-{one.lower()}"
        kind = self.classes.kind(items_of(entity, "P31"), asked=True)
        assert kind is not None
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
        self.claims += claims_of(write, where, one, entity, self.day)

    def _names(self, where: Where, one: str, iri: str, entity: Entity) -> None:
        """Labels of both languages; without them the default for all languages stands as Turkish, any other as
        English, and an item without a label under its id."""
        labels = _labels(entity)
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

    # -- when and where ------------------------------------------------------------------------------------------------

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

    def _country(self, entity: Entity, where: Where) -> str:
        """The ISO code of the one country that is stated and has not ended; empty when there is none, or several."""
        said = {item_of(s.get("mainsnak")) for s in best(entity, "P17") if not _ended(s)} - {""}
        codes = {code for item in said if (code := self.iso.get(item))}
        if len(codes) == 1:
            return codes.pop()
        if said:
            self.write.say(where, "P17", " ".join(sorted(said)), "country", "warning",
                           "This is not one country that is known; none is chosen.",
                           "Bu bilinen tek bir ülke değil; ülke seçilmedi.")  # fmt: skip
        return ""

    def _seat(self, entity: Entity) -> str:
        """Where it is: its present headquarters, else the administrative unit."""
        for name in ("P159", "P131"):
            for statement in best(entity, name):
                if (item := item_of(statement.get("mainsnak"))) and not _ended(statement):
                    return item
        return ""

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

    # -- ties and places, when all is known ----------------------------------------------------------------------------

    def _tie(self) -> None:
        """One tie for each kind and pair of ends, whichever end states it."""
        stays: list[Claim] = []
        for claim in self.claims:
            other = claim.target if claim.source == claim.item else claim.source
            state = self.state.get(other, "missing")
            if state == "missing":
                if claim.name != "P276":  # a location that is no organisation is a place
                    self.write.say(claim.where, claim.name, other, "missing-end", "note",
                                   f"{other} is no organisation of these files; there is no tie.",
                                   f"{other} bu dosyalarda kuruluş olarak yok; bağ kurulmadı.")  # fmt: skip
            elif state == "person":
                self.write.say(claim.where, claim.name, other, "person-end", "note",
                               f"{other} is a natural person; there is no tie.",
                               f"{other} bir gerçek kişi; bağ kurulmadı.")  # fmt: skip
            elif other == claim.item:
                self.write.say(claim.where, claim.name, other, "self-end", "warning",
                               f"{other} is stated as tied to itself; there is no tie.",
                               f"{other} kendisine bağlı olarak yazılmış; bağ kurulmadı.")  # fmt: skip
            elif state == "loaded":
                self._doubt(claim)
                stays.append(claim)
        for group in one_of_each(stays):
            claim = group[0]
            ends = [self.write.iri("actor", f"wikidata-{end.lower()}") for end in (claim.source, claim.target)]
            key = "-".join(["wikidata", claim.source.lower(), claim.kind, claim.target.lower(), *claim.mark])
            tie = self.write.tie(key, claim.kind, ends, claim.where, **claim.cells)
            for item, at in {said.item: said.where for said in group}.items():
                self.write.support(tie, f"wikidata-{item.lower()}", at)

    def _doubt(self, claim: Claim) -> None:
        """A part of another sphere is kept as stated, and told."""
        ends = {self.spheres[claim.source], self.spheres[claim.target]} - {"unknown"}
        if claim.name in ("P361", "P527") and len(ends) == 2:
            self.write.say(claim.where, claim.name, f"{claim.source} {claim.target}", "part-of-other-sphere", "warning",
                           f"{claim.source} is stated as part of {claim.target}, which is of another sphere; kept.",
                           f"{claim.source}, başka alandan olan {claim.target} kuruluşunun parçası olarak yazılmış; "
                           "korundu.")  # fmt: skip

    def _name_places(self) -> None:
        """The places that organisations named, with the labels they have in these files."""

        def wanted(line: str) -> bool:
            found = _OWN_ID.search(line, 0, _AT_FIRST)
            return found is None or found[1] in self.places

        labels: dict[str, dict[str, str]] = {}
        for path in self.paths if self.places else ():
            for _, _, entity in entities(path, wanted):
                if isinstance(entity, dict) and (one := text(entity.get("id"))) in self.places:
                    labels[one] = _labels(entity)
        for item, (country, where, evidence) in self.places.items():
            said = labels.get(item, {})
            names = {language: said[language] for language in terms.LANGUAGES if language in said}
            if not said:
                self.write.say(where, "P131", item, "unnamed-place", "note",
                               "The place has no label in these files; it is shown by its id.",
                               "Yerin bu dosyalarda adı yok; kimliğiyle gösteriliyor.")  # fmt: skip
            names = names or {"tr": said.get("mul") or next(iter(said.values()), item)}
            iri = self.write.place(f"wikidata-{item.lower()}", "Place", names, country, evidence, where)
            self.write.identifier(iri, "wikidata", item, where, address_elsewhere("wikidata", item))


def _labels(entity: Entity) -> dict[str, str]:
    """The labels of an item by language."""
    return {
        language: said
        for language, value in mapping(entity.get("labels")).items()
        if (said := text(mapping(value).get("value"))) and _LANGUAGE.fullmatch(language)
    }


def _ended(statement: dict[str, Any]) -> bool:
    """Whether a statement is stated as ended."""
    said = objects(mapping(statement.get("qualifiers")).get("P582"))
    return any(snak.get("snaktype") in ("value", "somevalue") for snak in said)


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
