"""ROR: the registry of research organisations, schema 2, from the zip its publisher deposits or the JSON in it.

Organisations that are withdrawn are no organisations; their ids lead to the successor. Relations have no dates: those
of a record say when somebody wrote it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from triskele import terms
from triskele.errors import SourceError
from triskele.identifiers import address_elsewhere
from triskele.sources.batch import Batch, Read
from triskele.sources.dumps.opening import members
from triskele.sources.dumps.selection import Selection
from triskele.sources.dumps.streams import array
from triskele.sources.dumps.values import items, mapping, objects, ror_of, text
from triskele.sources.dumps.writing import Kind, Where, Writer, countries, kinds

_SCHEMES = {
    "fundref": "crossref-funder",
    "grid": "grid",
    "isni": "isni",
    "wikidata": "wikidata",
}
_TIES = {"parent", "child", "related", "successor", "predecessor"}


_LOOKED_AT = 20
"""Records that are looked at to know the schema of a file: the first ones may be broken."""


class Ror:
    """The ROR dumps of one folder. A reader as :mod:`triskele.sources.dumps.source` has it."""

    def __init__(self, paths: list[Path], name: str, namespace: str, titles: dict[str, str], chosen: Selection) -> None:
        self.paths, self.titles, self.chosen = paths, titles, chosen
        self.read = Read()
        self.write = Writer(namespace, name, self.read)
        self.status: dict[str, str] = {}
        self.relations: list[tuple[str, str, str, Where]] = []
        self.withdrawn: dict[str, tuple[list[str], Where]] = {}
        self.outcomes: Counter[str] = Counter()

    def batches(self) -> Iterator[Batch]:
        if len(self.paths) > 1:
            raise SourceError(
                f"The folder holds {len(self.paths)} dumps of ROR: {', '.join(p.name for p in self.paths)}.",
                hint="Each dump is the whole registry; keep the newest.",
            )
        path = self.paths[0]
        member = _member(path)
        found = re.search(r"\d{4}-\d\d-\d\d", member or path.name)
        self.day = found[0] if found else ""
        document = self.write.document(path, self.titles[path.name], self.day)
        for line, record in array(path, member):
            self.outcomes["read"] += 1
            where = Where(path.name, member, line, document)
            if not isinstance(record, dict):
                self._left_out(where, "", "broken", "This record is no object.", "Bu kayıt bir nesne değil.")
                continue
            try:
                self._record(_understood(record), where)
            except (KeyError, TypeError, AttributeError, ValueError) as error:
                self._left_out(where, str(record.get("id", ""))[:80], "broken",
                               f"This record is not as schema 2 describes ({type(error).__name__}: {error}).",
                               f"Bu kayıt şema 2'ye uymuyor ({type(error).__name__}: {error}).")  # fmt: skip
            yield from self.write.full()
        self._redirect()
        self._relate()
        self.write.tally(Where(path.name, member, 0, document), self.outcomes)
        self.write.count_untold()
        yield from self.write.out.rest()

    def _left_out(self, where: Where, value: str, outcome: str, en: str, tr: str) -> None:
        self.outcomes[outcome] += 1
        self.write.say(where, "id", value, f"{outcome}-record", "warning", f"{en} It is left out.", f"{tr} Okunmadı.")

    # -- records -------------------------------------------------------------------------------------------------------

    def _record(self, record: dict[str, Any], where: Where) -> None:
        ror = ror_of(record["id"])
        if not ror:
            self._left_out(where, str(record["id"])[:80], "broken", "This is no ROR id: its check digits or shape "
                           "are wrong.", "Bu bir ROR kimliği değil: biçimi ya da denetim haneleri yanlış.")  # fmt: skip
            return
        if ror in self.status:
            self._left_out(where, ror, "repeated", "An earlier record has this id.", "Önceki bir kayıt bu kimlikte.")
            return
        names = _names(record)
        if not names:
            self._left_out(where, ror, "broken", "The record has no name.", "Kaydın adı yok.")
            return
        status = record["status"]
        ties = [(r["type"], ror_of(r.get("id"))) for r in record["relationships"] if r["type"] in _TIES]
        for other in sorted({r["type"] for r in record["relationships"]} - set(_TIES)):
            self.write.say(where, "relationships", other, "unknown-relation", "warning",
                           f"Relations of type {other or 'nothing'} are not known; there is no tie.",
                           f"{other or 'Boş'} türündeki ilişkiler bilinmiyor; bağ kurulmadı.")  # fmt: skip
        if status == "withdrawn":
            self.status[ror] = status
            self.outcomes["withdrawn"] += 1
            self.withdrawn[ror] = ([other for kind, other in ties if kind == "successor"], where)
            return
        places = [place for place in record["locations"] if place["geonames_details"]]
        first = places[0]["geonames_details"] if places else {}
        named = [text(first.get(n)) for n in ("country_code", "name", "country_subdivision_name")]
        if not self.chosen.takes_body(frozenset([ror, f"https://ror.org/{ror}"]), *named):
            self.status[ror] = "not chosen"
            self.outcomes["not chosen"] += 1
            return
        self._actor(ror, record, names, places, where)
        self.status[ror] = status
        self.outcomes["loaded"] += 1
        seen = set()
        for kind, other in ties:
            if (kind, other) in seen:
                self.write.say(where, "relationships", other, "same-relation", "note",
                               f"{kind} {other} stands twice, with other labels; it counts once.",
                               f"{kind} {other} başka adlarla iki kez yazılmış; bir kez sayıldı.")  # fmt: skip
            elif other:
                self.relations.append((ror, kind, other, where))
            seen.add((kind, other))

    def _actor(
        self, ror: str, record: dict[str, Any], names: list[tuple[str, str, bool]], places: list[Any], where: Where
    ) -> None:
        write, key = self.write, f"ror-{ror}"
        established = record.get("established")
        ended = {"valid_to_latest": self.day or None} if record["status"] == "inactive" else {}
        iri = write.actor(
            key, kind_of(record["types"]), where, **ended,
            place=self._place(places[0], key, where) if places else None,
            valid_from=f"{established:04d}" if isinstance(established, int) and established > 0 else None,
        )  # fmt: skip
        if record["status"] == "inactive":
            write.say(where, "status", ror, "inactive", "note",
                      "This organisation is closed; no day is given.",
                      "Bu kuruluş kapanmış; günü verilmemiş.")  # fmt: skip
        if len(places) > 1:
            write.say(where, "locations", ror, "places", "note",
                      f"It has {len(places)} places; the first is taken.",
                      f"{len(places)} yeri var; ilki alındı.")  # fmt: skip
        for said, language, preferred in names:
            write.name(iri, said, language, where, preferred)
        write.identifier(iri, "ror", ror, where, address_elsewhere("ror", ror))
        given_ids: set[tuple[str, str]] = set()
        for given in record["external_ids"]:
            scheme = _SCHEMES.get(given["type"], "")
            values = list(dict.fromkeys(_texts(given.get("all"))))
            value = text(given.get("preferred")) or (values[0] if len(values) == 1 else "")
            if not value and len(values) > 1 and scheme != "isni":
                write.say(where, "external_ids", " ".join(values), "several-ids", "note",
                          f"It has {len(values)} ids of {given['type']} and prefers none; none is taken.",
                          f"{given['type']}: {len(values)} kimliği var, yeğlenen yok; hiçbiri alınmadı.")  # fmt: skip
            for one in [value] if value else values if scheme == "isni" else []:
                bare = one.replace(" ", "")
                if (scheme, bare) not in given_ids:
                    write.identifier(iri, scheme, bare, where, address_elsewhere(scheme, bare) or None)
                given_ids.add((scheme, bare))
        for link in record["links"]:
            if link["type"] == "website" and (address := text(link.get("value"))):
                write.identifier(iri, "web", address, where)
        display = names[0][0]
        write.evidence(key, where, [iri], f"{where.file} describes {display} (ror.org/{ror}).",
                       f"{where.file} {display} kuruluşunu tanıtıyor (ror.org/{ror}).")  # fmt: skip

    def _place(self, location: dict[str, Any], evidence: str, where: Where) -> str | None:
        details, number = location["geonames_details"], text(location.get("geonames_id"))
        code, name = text(details.get("country_code")), text(details.get("name"))
        if code not in countries():
            self.write.say(where, "locations", code, "country", "warning", 
                           "This is no country code; no place is given.",
                           "Bu bir ülke kodu değil; yer verilmedi.")  # fmt: skip
            return None
        country = self.write.country(code, evidence, where)
        if name in (details.get("country_name"), *countries()[code]):
            self.write.say(where, "locations", name, "country-only", "note", "The place given is the country.",
                           "Verilen yer ülkenin kendisi.")  # fmt: skip
            return country
        if not number or not name:
            self.write.say(where, "locations", name or number, "place", "warning",
                           "The place has no GeoNames number or no name; its country is given.",
                           "Yerin GeoNames numarası ya da adı yok; ülkesi verildi.")  # fmt: skip
            return country
        point = {n: str(details[c]) for n, c in (("lat", "lat"), ("long", "lng"))
                 if isinstance(details.get(c), int | float)}  # fmt: skip
        return self.write.place(f"geonames-{number}", "City", {"en": name}, country, evidence, where, **point)

    # -- relations -----------------------------------------------------------------------------------------------------

    def _redirect(self) -> None:
        """The id of what was withdrawn is an id of its successor too."""
        for ror, (successors, where) in self.withdrawn.items():
            kept = [other for other in successors if self.status.get(other) in ("active", "inactive")]
            for other in kept:
                self.write.out.add(
                    "identifiers", thing=self.write.iri("actor", f"ror-{other}"), scheme="ror", value=ror,
                    note="withdrawn", **where.cells,
                )  # fmt: skip
            self.write.say(where, "status", ror, "withdrawn-record", "note",
                           f"This record is withdrawn; its id leads to {', '.join(kept) or 'nobody'}.",
                           f"Bu kayıt geri çekilmiş; kimliği "
                           f"{'şuraya götürür: ' + ', '.join(kept) if kept else 'kimseye götürmüyor'}.")  # fmt: skip

    def _relate(self) -> None:
        """One tie for each relation, whichever end states it."""
        made: dict[tuple[str, str, str], str] = {}
        for ror, kind, other, where in self.relations:
            status = self.status.get(other, "missing")
            if status in ("missing", "withdrawn", "not chosen"):
                if status != "not chosen":
                    self.write.say(where, "relationships", other, f"{status}-end", "warning",
                                   f"{kind} {other} is {'not in the file' if status == 'missing' else status}; "
                                   "there is no tie.",
                                   f"{kind} {other} {'dosyada yok' if status == 'missing' else 'geri çekilmiş'}; "
                                   "bağ kurulmadı.")  # fmt: skip
                continue
            if status == "inactive" and kind == "related":
                self.write.say(where, "relationships", other, "inactive-end", "note",
                               f"It is related to {other}, which is closed.",
                               f"Kapanmış olan {other} ile ilişkili.")  # fmt: skip
            if kind in ("parent", "child"):
                name, ends = "part-of", (ror, other) if kind == "parent" else (other, ror)
            elif kind == "related":
                name, ends = "related", (min(ror, other), max(ror, other))
            else:
                name, ends = "succession", (ror, other) if kind == "successor" else (other, ror)
            if ends[0] == ends[1]:
                self.write.say(where, "relationships", other, "self-end", "warning",
                               f"{kind} {other} is itself; there is no tie.",
                               f"{kind} {other} kendisi; bağ kurulmadı.")  # fmt: skip
                continue
            if (name, *ends) not in made:
                key = f"ror-{ends[0]}-{name}-{ends[1]}"
                iris = [self.write.iri("actor", f"ror-{end}") for end in ends]
                own = {"type": self._related()} if name == "related" else {}
                tie = made[(name, *ends)] = self.write.tie(key, name, iris, where, name == "related", **own)
                self.write.evidence(key, where, [tie], f"{where.file} states {kind} {other} of {ror}.",
                                    f"{where.file}, {ror} için {kind} {other} diyor.")  # fmt: skip

    def _related(self) -> str:
        """The tie type of what ROR calls related and nothing more, declared once."""
        iri = f"{self.write.namespace}tie-type/related"
        if not getattr(self, "_declared", False):
            self._declared = True
            graph, boolean = self.write.namespace + terms.SOURCES + self.write.set, terms.XSD + "boolean"
            for predicate, value, language, datatype in (
                (terms.TYPE, terms.SKOS + "Concept", None, None),
                (terms.SKOS + "inScheme", terms.VOCABULARY + "tie-types", None, None),
                (terms.TSK + "isSymmetric", "true", None, boolean),
                (terms.LABEL, "ilişkili", "tr", terms.RDF + "langString"),
                (terms.LABEL, "related", "en", terms.RDF + "langString"),
            ):
                self.write.out.add("statements", graph=graph, subject=iri, predicate=predicate, object=value,
                                   language=language, datatype=datatype, file=self.paths[0].name)  # fmt: skip
        return iri


def kind_of(types: list[str]) -> Kind:
    """What the types of a record come to: funding is a role beside others; several kinds leave the sphere unknown."""
    known = kinds("ror-types.csv")
    found = sorted(set(types) - {"funder"}) or list(types)[:1]
    if ";".join(found) in known:
        return known[";".join(found)]
    if new := [one for one in found if one not in known]:
        return Kind("OrganisationActor", "unknown", f"ROR'un verdiği tür tabloda yok: {', '.join(new)}",
                    f"ROR gives a type that the table does not hold: {', '.join(new)}")  # fmt: skip
    each = [known[one] for one in found]
    if len({kind.sphere for kind in each}) == 1:
        return each[0]
    names = ", ".join(found)
    return Kind("OrganisationActor", "unknown", f"ROR birden çok tür veriyor: {names}",
                f"ROR gives several types: {names}")  # fmt: skip


def _understood(record: dict[str, Any]) -> dict[str, Any]:
    """A record with every part of the kind that schema 2 says, what is of another kind left out; KeyError when a part
    is missing that each record has."""
    typed = {
        part: [one | {"type": text(one.get("type"))} for one in objects(record.get(part))]
        for part in ("relationships", "external_ids", "links")
    }
    names = [one | {"types": _texts(one.get("types"))} for one in objects(record["names"])]
    places = [one | {"geonames_details": mapping(one.get("geonames_details"))} for one in objects(record["locations"])]
    plain = {"id": text(record["id"]), "status": text(record["status"]), "types": _texts(record["types"])}
    return {**record, **typed, **plain, "names": names, "locations": places}


def _texts(value: Any) -> list[str]:
    return [said for one in items(value) if (said := text(one))]


def _names(record: dict[str, Any]) -> list[tuple[str, str, bool]]:
    """(text, language, preferred): the Turkish and the English label are preferred; without either, the name ROR shows
    stands as the English one."""
    shown = [
        n | {"value": said, "lang": text(n.get("lang"))} for n in record["names"] if (said := text(n.get("value")))
    ]
    labels = sorted((n for n in shown if {"label", "ror_display"} & set(n["types"])),
                    key=lambda n: "ror_display" not in n["types"])  # fmt: skip
    if not shown:
        return []
    preferred: dict[str, str] = {}
    for name in labels:
        if name["lang"] in terms.LANGUAGES:
            preferred.setdefault(name["lang"], name["value"])
    if not preferred:
        preferred["en"] = (labels or shown)[0]["value"]
    found = [(said, language, True) for language, said in preferred.items()]
    others = {n["value"]: n["lang"] or "und" for n in shown if n["value"] not in preferred.values()}
    return [*found, *((said, language, False) for said, language in others.items())]


def _member(path: Path) -> str:
    """The JSON of schema 2 in a zip; empty for a file that is JSON itself."""
    if path.suffix != ".zip":
        return ""
    found = sorted((name for name in members(path) if name.endswith(".json")), key=lambda n: "schema_v2" not in n)
    for name in found:
        for _, record in islice(array(path, name), _LOOKED_AT):
            if isinstance(record, dict) and isinstance(record.get("names"), list):
                return name
    raise SourceError(
        f"{path.name} holds no JSON of schema 2 ({', '.join(found) or 'no JSON at all'}).",
        hint="Dumps have it since version 1.32; take a newer one.",
    )
