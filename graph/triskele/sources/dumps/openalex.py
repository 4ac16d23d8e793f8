"""OpenAlex: institutions, who funds them, and who publishes together, from its snapshot of JSON lines.

Authors are not imported: of a work only the institutions count, and only between different authors. Parents and
children are taken from ROR, from which OpenAlex has them; here they only tell who is no partner of whom.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from triskele.identifiers import address_elsewhere
from triskele.sources.batch import Batch, Read
from triskele.sources.dumps.copublication import Record, Works, lineage_of
from triskele.sources.dumps.selection import Selection
from triskele.sources.dumps.snapshot import ENTITIES, Part, deleted_works, id_of, lay_out, merged_into
from triskele.sources.dumps.streams import documents
from triskele.sources.dumps.values import is_day, items, mapping, objects, ror_of, text
from triskele.sources.dumps.writing import Kind, Where, Writer, countries, kinds


class OpenAlex:
    """The snapshot in one folder. A reader as :mod:`triskele.sources.dumps.source` has it."""

    def __init__(self, paths: list[Path], name: str, namespace: str, titles: dict[str, str], chosen: Selection) -> None:
        self.paths, self.title, self.chosen = paths, next(iter(titles.values()), "OpenAlex"), chosen
        self.read = Read()
        self.write = Writer(namespace, name, self.read)
        self.outcomes: dict[str, Counter[str]] = defaultdict(Counter)
        self.actors: dict[str, str] = {}
        """The actor of each institution and funder that is loaded, by its OpenAlex id."""
        self.left_out: set[str] = set()
        self.lineage: dict[str, frozenset[str]] = {}

    def batches(self) -> Iterator[Batch]:
        self.found = lay_out(self.paths, self.write)
        self.merged = merged_into(self.found.merged["institutions"], "I")
        self.partners = set(self._partners()) if self.chosen.partners and self.chosen.by_body else set[str]()
        for entity, take in (("institutions", self._institution), ("funders", self._funder), ("awards", self._award)):
            for where, record in self._records(entity):
                self._count(entity, take(where, record))
                yield from self.write.full()
        self._redirect()
        works = Works(self.write, self.chosen, self._end, self.lineage, self.merged,
                      deleted_works(self.found.deleted), self.found.day)  # fmt: skip
        for where, record in self._records("works"):
            self._count("works", works.take(where, record))
            yield from self.write.full()
        yield from works.batches()
        for entity in ENTITIES:
            if self.found.parts[entity]:
                self.write.tally(Where(entity, "", 0, ""), self.outcomes[entity])
        self.write.count_untold()
        yield from self.write.out.rest()

    # -- reading records -----------------------------------------------------------------------------------------------

    def _count(self, entity: str, outcome: str) -> None:
        self.outcomes[entity][outcome] += 1

    def _records(self, entity: str) -> Iterator[tuple[Where, Record]]:
        """The newest state of every record of an entity. What is no record is told."""
        letter, seen = {"institutions": "I", "funders": "F", "awards": "G", "works": "W"}[entity], set[int]()
        for part in self.found.parts[entity]:
            document = self.write.document(part.path, self.title, part.day, part.name)
            number = 0
            for line, said, record in documents(part.path):
                number += 1
                self.outcomes[entity]["read"] += 1
                where = Where(part.name, "", line, document)
                if "�" in said:
                    self.write.say(where, "", "", "encoding", "warning", "A byte of this row is not UTF-8; it reads �.",
                                   "Bu satırda UTF-8 olmayan bir bayt var; � olarak okundu.")  # fmt: skip
                one = id_of(record.get("id"), letter) if isinstance(record, dict) else ""
                if not one:
                    self._count(entity, "broken")
                    self.write.say(where, "id", said[:60], "broken-record", "warning",
                                   f"This line is no record of {entity}: no JSON object, or without an id. "
                                   "It is left out.",
                                   f"Bu satır {entity} kaydı değil: JSON nesnesi değil ya da kimliği yok. "
                                   "Okunmadı.")  # fmt: skip
                    continue
                if int(one[1:]) in seen:
                    self._count(entity, "repeated")
                    self.write.say(where, "id", one, "repeated-record", "note",
                                   "A newer state of this record was read before; this one is left out.",
                                   "Bu kaydın daha yeni bir hâli okundu; bu hâli okunmadı.")  # fmt: skip
                    continue
                if entity != "works" or entity not in self.found.whole:
                    seen.add(int(one[1:]))  # with a whole manifest no work stands twice, and there are 510 million
                yield where, record | {"id": one}
            self._check_count(part, number)

    def _check_count(self, part: Part, number: int) -> None:
        if part.count is not None and part.count != number:
            self.write.say(Where(part.name, "", 0, ""), "", str(number), "part-count", "warning",
                           f"The manifest says {part.count} records.",
                           f"Manifest {part.count} kayıt diyor.")  # fmt: skip

    # -- organisations -------------------------------------------------------------------------------------------------

    def _institution(self, where: Where, record: Record) -> str:
        one, name = record["id"], text(record.get("display_name"))
        if not name:
            self._unnamed(where, one)
            return "broken"
        self.lineage[one] = lineage_of(record)
        if not self._chosen(one, record) and one not in self.partners:
            self.left_out.add(one)
            return "not chosen"
        self._actor(one, record, self._kind(where, text(record.get("type"))), where)
        return "loaded"

    def _funder(self, where: Where, record: Record) -> str:
        """A funder is a role: of an institution that is there already, or of a body of its own."""
        one = record["id"]
        ids = mapping(record.get("ids"))
        roles = [id_of(role.get("id"), "I") for role in objects(record.get("roles"))]
        ror = ror_of(ids.get("ror"))
        for other in (*filter(None, roles), *([f"ror-{ror}"] if ror else [])):
            if (iri := self.actors.get(self.merged.get(other, other))) is not None:
                self.actors[one] = iri
                self.write.identifier(iri, "openalex", one, where)
                self._identify(iri, where, {n: ids.get(n) for n in ("crossref", "doi")})
                self.write.evidence(f"openalex-{one.lower()}", where, [iri],
                                    f"{where.file} lists the same body as funder {one}.",
                                    f"{where.file} aynı kuruluşu {one} kimliğiyle fon veren olarak "
                                    "sayıyor.")  # fmt: skip
                return "loaded"
        if not text(record.get("display_name")):
            self._unnamed(where, one)
            return "broken"
        if not self._chosen(one, record) and one not in self.partners:
            self.left_out.add(one)
            return "not chosen"
        self._actor(one, record, kinds("openalex-types.csv")["funder"], where)
        return "loaded"

    def _unnamed(self, where: Where, one: str) -> None:
        self.write.say(where, "display_name", one, "broken-record", "warning", 
                       "The record has no name. It is left out.", "Kaydın adı yok. Okunmadı.")  # fmt: skip

    def _chosen(self, one: str, record: Record) -> bool:
        geo, ids = mapping(record.get("geo")), mapping(record.get("ids"))
        ror = ror_of(record.get("ror")) or ror_of(ids.get("ror"))
        names = {one, f"https://openalex.org/{one}", ror, f"https://ror.org/{ror}"} - {"", "https://ror.org/"}
        return self.chosen.takes_body(
            frozenset(names), _country(record), text(geo.get("city")), text(geo.get("region"))
        )  # fmt: skip

    def _kind(self, where: Where, said: str) -> Kind:
        known = kinds("openalex-types.csv")
        if said.lower() not in known:
            self.write.say(where, "type", said, "type", "warning",
                           "Nobody has said what this type comes to; its sphere is unknown.",
                           "Bu türün karşılığı tanımlanmamış; sarmal alanı bilinmiyor.")  # fmt: skip
        return known.get(said.lower(), known[""])

    def _actor(self, one: str, record: Record, kind: Kind, where: Where) -> str:
        write, key, ids = self.write, f"openalex-{one.lower()}", mapping(record.get("ids"))
        lat, long = _point(mapping(record.get("geo")))
        place = self._place(record, key, where)
        iri = self.actors[one] = write.actor(key, kind, where, place=place, lat=lat, long=long)
        name = text(record["display_name"])
        write.name(iri, name, "en", where)
        others = [*items(record.get("display_name_acronyms")), *items(record.get("display_name_alternatives")),
                  *items(record.get("alternate_titles"))]  # fmt: skip
        said = [(text(other), "und") for other in others]
        for language, other in mapping(mapping(record.get("international")).get("display_name")).items():
            said.append((text(other), language if re.fullmatch(r"[a-z]{2,3}(?:-[a-z0-9]{2,8})*", language) else "und"))
        for other, language in dict(said).items():
            if other and other != name:
                write.name(iri, other, language, where, preferred=False)
        write.identifier(iri, "openalex", one, where)
        ror = ror_of(record.get("ror")) or ror_of(ids.get("ror"))
        if ror:
            write.identifier(iri, "ror", ror, where, address_elsewhere("ror", ror))
            self.actors.setdefault(f"ror-{ror}", iri)
        self._identify(iri, where, ids)
        if site := text(record.get("homepage_url")):
            write.identifier(iri, "web", site, where)
        if text(record.get("status")) == "inactive":
            write.say(where, "status", one, "inactive", "note", "This organisation is closed; no day is given.",
                      "Bu kuruluş kapanmış; günü verilmemiş.")  # fmt: skip
        write.evidence(key, where, [iri], f"{where.file} describes {name} ({one}).",
                       f"{where.file} {name} kuruluşunu tanıtıyor ({one}).")  # fmt: skip
        return iri

    def _identify(self, iri: str, where: Where, ids: dict[str, Any]) -> None:
        grid, crossref = text(ids.get("grid")), text(ids.get("crossref")) or text(ids.get("doi"))
        wikidata = re.search(r"(?:^|/)(Q[1-9]\d*)$", text(ids.get("wikidata")))
        funder = re.fullmatch(r"(?:(?:https?://(?:dx\.)?doi\.org/)?10\.13039/)?(\d+)", crossref)
        for scheme, value in (
            ("grid", grid if grid.startswith("grid.") else ""),
            ("wikidata", wikidata[1] if wikidata else ""),
            ("crossref-funder", funder[1] if funder else ""),
        ):
            if value:
                self.write.identifier(iri, scheme, value, where, address_elsewhere(scheme, value) or None)

    def _place(self, record: Record, evidence: str, where: Where) -> str | None:
        geo, code, write = mapping(record.get("geo")), _country(record), self.write
        if code not in countries():
            if code:
                write.say(where, "country_code", code, "country", "warning",
                          "This is no country code; no place is given.",
                          "Bu bir ülke kodu değil; yer verilmedi.")  # fmt: skip
            return None
        place = write.country(code, evidence, where)
        city, number = text(geo.get("city")), text(geo.get("geonames_city_id"))
        if city and number.isdecimal():
            place = write.place(f"geonames-{number}", "City", {"en": city}, place, evidence, where)
        return place

    def _redirect(self) -> None:
        """Ids that were merged lead to who took them over."""
        for path in self.found.merged["institutions"][:1]:
            where = Where("/".join(path.parts[-3:]), "", 0, "")
            for old, new in self.merged.items():
                if (iri := self.actors.get(new)) is not None and old not in self.actors:
                    self.actors[old] = iri
                    self.write.out.add("identifiers", thing=iri, scheme="openalex", value=old, note="merged",
                                       **where.cells)  # fmt: skip

    def _end(self, where: Where, said: Record, letter: str) -> str:
        """The actor that a record elsewhere names; one that has no record of its own is known by what stands there."""
        one = id_of(said.get("id"), letter)
        one = self.merged.get(one, one)
        if not one or one in self.left_out:
            return ""
        if one not in self.actors:
            if not text(said.get("display_name")) or not (self._chosen(one, said) or one in self.partners):
                self.left_out.add(one)
                self.write.say(where, "id", one, "missing-end", "note",
                               f"{one} has no record of its own and is not loaded; there is no tie.",
                               f"{one} için ayrı bir kayıt yok ve yüklenmedi; bağ kurulmadı.")  # fmt: skip
                return ""
            self.write.say(where, "id", one, "only-mentioned", "note",
                           f"{one} has no record of its own; it is known by what stands here.",
                           f"{one} için ayrı bir kayıt yok; burada yazanla biliniyor.")  # fmt: skip
            kind = self._kind(where, text(said.get("type"))) if letter == "I" else kinds("openalex-types.csv")["funder"]
            self._actor(one, said | {"ids": said if letter == "F" else {}}, kind, where)
        return self.actors[one]

    # -- funding -------------------------------------------------------------------------------------------------------

    def _award(self, where: Where, record: Record) -> str:
        one, write = record["id"], self.write
        start, end = self._span(where, record)
        recipients = {r["id"]: r for r in objects(record.get("institution_awarded")) if id_of(r.get("id"), "I")}
        if not recipients:
            write.say(where, "institution_awarded", one, "no-recipient", "note",
                      "The award names no institution; there is no tie.",
                      "Destekte kurum yok; bağ kurulmadı.")  # fmt: skip
            return "without a recipient"
        if not self.chosen.takes_years(start, end):
            return "not chosen"
        funder = self._end(where, mapping(record.get("funder")), "F")
        ends = {iri for said in recipients.values() if funder and (iri := self._end(where, said, "I"))} - {funder}
        if not ends:
            return "not chosen"
        money, note = self._money(where, record, len(recipients))
        number = text(record.get("funder_award_id"))
        said = ", ".join(filter(None, (number, text(record.get("display_name")), note)))
        ties = [
            write.tie(f"openalex-{one.lower()}-{iri.rsplit('/', 1)[-1]}", "funding", [funder, iri], where,
                      valid_from=start, valid_to=end, note_en=said, note_tr=said, **money)
            for iri in sorted(ends)
        ]  # fmt: skip
        write.evidence(f"openalex-{one.lower()}", where, ties, f"{where.file} lists award {number or one}.",
                       f"{where.file} {number or one} numaralı desteği sayıyor.")  # fmt: skip
        return "loaded"

    def _span(self, where: Where, record: Record) -> tuple[str, str]:
        """First and last day of an award, or the years, as far as they are known."""
        found = []
        for name in ("start", "end"):
            day, year = text(record.get(f"{name}_date"))[:10], text(record.get(f"{name}_year"))
            found.append(day if is_day(day) else year if re.fullmatch(r"[12]\d{3}", year) else "")
        start, end = found
        if start and end and end < start[: len(end)]:
            self.write.say(where, "end_date", end, "date-order", "warning",
                           f"The award ends before it begins ({start}); both dates are left out.",
                           f"Destek başlamadan ({start}) bitiyor; iki tarih de okunmadı.")  # fmt: skip
            return "", ""
        return start, end

    def _money(self, where: Where, record: Record, recipients: int) -> tuple[dict[str, Any], str]:
        """The amount in its own currency, when one body gets all of it; else only a note."""
        amount, currency = record.get("amount"), text(record.get("currency")).upper()
        if isinstance(amount, bool) or not isinstance(amount, int | float) or not 0 < amount < 1e15:
            return {}, ""
        said = f"{amount:.2f}".rstrip("0").rstrip(".")
        if not re.fullmatch(r"[A-Z]{3}", currency):
            self.write.say(where, "currency", said, "currency", "warning",
                           "An amount without a currency is unknown.",
                           "Para birimi olmayan tutar bilinmiyor.")  # fmt: skip
            return {}, ""
        if recipients > 1:
            self.write.say(where, "amount", said, "shared-amount", "note",
                           f"{recipients} bodies share this sum; what each gets is unknown.",
                           f"Bu tutarı {recipients} kuruluş paylaşıyor; her birinin payı bilinmiyor.")  # fmt: skip
            return {}, f"{said} {currency} / {recipients}"
        return {"amount": said, "currency": currency}, ""

    # -- partners ------------------------------------------------------------------------------------------------------

    def _partners(self) -> Iterator[str]:
        """Who publishes with, funds or is funded by somebody chosen: found before anything is loaded."""
        chosen: dict[str, bool] = {}

        def of(said: Record, letter: str) -> str:
            one = id_of(said.get("id"), letter)
            one = self.merged.get(one, one)
            if one and chosen.get(one) is None:
                chosen[one] = self._chosen(one, said)
            return one

        for letter, entity in (("I", "institutions"), ("F", "funders")):
            for part in self.found.parts[entity]:
                for _, _, record in documents(part.path):
                    if isinstance(record, dict):
                        of(record, letter)
        for part in self.found.parts["awards"]:
            for _, _, record in documents(part.path):
                if isinstance(record, dict):
                    ends = [of(mapping(record.get("funder")), "F")]
                    ends += [of(said, "I") for said in objects(record.get("institution_awarded"))]
                    yield from _beside(ends, chosen)
        for part in self.found.parts["works"]:
            for _, _, record in documents(part.path):
                if isinstance(record, dict):
                    ends = [of(said, "I") for authorship in objects(record.get("authorships"))
                            for said in objects(authorship.get("institutions"))]  # fmt: skip
                    yield from _beside(ends, chosen)


def _beside(ends: list[str], chosen: dict[str, bool]) -> list[str]:
    """Those of a record in which somebody chosen takes part."""
    return [one for one in ends if one] if any(chosen.get(one) for one in ends) else []


def _country(record: Record) -> str:
    return (text(record.get("country_code")) or text(mapping(record.get("geo")).get("country_code"))).upper()


def _point(geo: dict[str, Any]) -> tuple[str | None, str | None]:
    lat, long = geo.get("latitude"), geo.get("longitude")
    numbers = all(isinstance(one, int | float) and not isinstance(one, bool) for one in (lat, long))
    if not numbers or lat is None or long is None or not (-90 <= lat <= 90 and -180 <= long <= 180):
        return None, None
    return f"{lat:.6f}".rstrip("0").rstrip("."), f"{long:.6f}".rstrip("0").rstrip(".")
