"""Organisations of CORDIS: one a PIC over all programmes, described by its newest row; older names stay as others."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from triskele.sources.batch import Batch
from triskele.sources.dumps.cordis.archives import BODIES, Archive
from triskele.sources.dumps.cordis.cells import Cells, country, is_person, point, said
from triskele.sources.dumps.selection import Selection
from triskele.sources.dumps.writing import Kind, Where, Writer, key_of, kinds, rows_of
from triskele.text import fold

_KEPT = ("organisationID", "vatNumber", "name", "shortName", "activityType", "city", "country", "nutsCode",
         "geolocation", "organizationURL", "contentUpdateDate")  # fmt: skip
"""What is kept of a row until all are read: there are as many organisations as half of the rows."""
_CLASS_OF_NUTS = {3: "Region", 4: "Region", 5: "Province"}


@dataclass(slots=True)
class Body:
    """An organisation: what is kept of its newest row, the names of the others."""

    cells: Cells
    where: Where
    evidence: str = ""
    names: dict[str, None] = field(default_factory=dict)
    person: bool = False
    chosen: bool = True


def _complete(cells: Cells, other: Cells) -> None:
    """What a row leaves open of the body itself, from another row of it; not the address, which moves as a whole."""
    for name in ("vatNumber", "shortName", "activityType", "organizationURL"):
        if name in cells and not said(cells, name):
            cells[name] = other.get(name, "") or cells[name]


class Organisations:
    """Who stands in the zips, by PIC."""

    def __init__(self, write: Writer, chosen: Selection) -> None:
        self.write, self.chosen = write, chosen
        self.by_pic: dict[str, Body] = {}

    def meet(self, archive: Archive) -> None:
        """Keep the newest row of each organisation."""
        for where, cells in archive.rows(BODIES, tell=False):
            pic = cells["organisationID"]
            body = self.by_pic.get(pic)
            if body is None:
                body = self.by_pic[pic] = Body({}, where)
            elif cells.get("contentUpdateDate", "") > body.cells.get("contentUpdateDate", ""):
                body.names.setdefault(body.cells["name"])
            else:
                body.names.setdefault(cells["name"])
                _complete(body.cells, cells)
                continue
            older, body.cells = body.cells, {name: cells.get(name, "") for name in _KEPT}
            _complete(body.cells, older)
            body.where = where
            body.person = is_person(cells)
        for body in self.by_pic.values():
            places = (said(body.cells, "nutsCode"), said(body.cells, "city"))
            body.chosen = self.chosen.takes_body(
                frozenset([body.cells["organisationID"]]), country(body.cells), *places
            )

    def wanted(self, archives: list[Archive]) -> set[str]:
        """The projects in which somebody who is chosen takes part."""
        return {
            cells["projectID"]
            for archive in archives
            for _, cells in archive.rows(BODIES, tell=False)
            if (body := self.by_pic[cells["organisationID"]]).chosen and not body.person
        }

    def batches(self) -> Iterator[Batch]:
        """The rows of everybody of whom a row was loaded."""
        for pic, body in self.by_pic.items():
            if body.evidence:
                self._body(pic, body)
                yield from self.write.full()

    def _body(self, pic: str, body: Body) -> None:
        cells, where, write = body.cells, body.where, self.write
        kind = self._kind(cells, where)
        lat, long = point(said(cells, "geolocation"))
        place = self._place(cells, body.evidence, where)
        iri = write.actor(f"pic-{pic}", kind, where, place=place, lat=lat, long=long)
        write.support(iri, body.evidence, where)
        write.name(iri, cells["name"], "en", where)
        others = [said(cells, "shortName"), *body.names]
        for name in dict.fromkeys(name for name in others if name and name != cells["name"]):
            write.name(iri, name, "en", where, preferred=False)
        write.identifier(iri, "pic", pic, where)
        if len(pic) != 9:
            write.say(where, "organisationID", pic, "pic", "warning", "A PIC has nine digits; this is kept as given.",
                      "PIC dokuz hanelidir; bu, verildiği gibi korundu.")  # fmt: skip
        if vat := said(cells, "vatNumber"):
            if re.fullmatch(r"[A-Z]{2}[0-9A-Z+*]{2,}", vat):
                write.identifier(iri, "vat", vat, where)
            else:
                write.say(where, "vatNumber", vat, "vat", "note", "This is no VAT number with a country before it.",
                          "Başında ülke kodu olan bir vergi numarası değil.")  # fmt: skip
        if site := said(cells, "organizationURL"):
            write.identifier(iri, "web", site, where)

    def _kind(self, cells: Cells, where: Where) -> Kind:
        known = kinds("cordis-types.csv")
        activity = cells["activityType"]
        if activity not in known:
            self.write.say(where, "activityType", activity, "type", "warning",
                           "Nobody has said what this type comes to; its sphere is unknown.",
                           "Bu türün karşılığı tanımlanmamış; sarmal alanı bilinmiyor.")  # fmt: skip
            return known[""]
        name = fold(cells["name"])
        for row in rows_of("cordis-names.csv"):
            if activity in row["types"].split(";") and row["pattern"] in name:
                self.write.say(where, "activityType", activity, "type-of-name", "warning",
                               f"Its type is {activity}, but {row['reason_en']}; its sphere is unknown.",
                               f"Türü {activity}, ancak {row['reason_tr']}; sarmal alanı bilinmiyor.")  # fmt: skip
                return Kind(row["class"], row["sphere"], row["reason_tr"].capitalize(), row["reason_en"].capitalize())
        return known[activity]

    def _place(self, cells: Cells, evidence: str, where: Where) -> str | None:
        written, code, write = cells["country"], country(cells), self.write
        if not code:
            if said(cells, "country"):
                write.say(where, "country", written, "country", "warning",
                          "This is not one country; none is chosen.",
                          "Bu tek bir ülke değil; ülke seçilmedi.")  # fmt: skip
            return None
        if code == "XK":
            write.say(where, "country", written, "country-code", "note",
                      "XK is a code that the EU uses and ISO 3166 does not have; it is kept.",
                      "XK, AB'nin kullandığı, ISO 3166'da olmayan bir koddur; korundu.")  # fmt: skip
        place = write.country(code, evidence, where)
        nuts = said(cells, "nutsCode")
        if re.fullmatch(r"[A-Z]{2}[0-9A-Z]{1,3}", nuts) and nuts[:2] in (written, code):
            place = write.place(
                f"nuts-{nuts.lower()}", _CLASS_OF_NUTS[len(nuts)], {"tr": f"NUTS {nuts}", "en": f"NUTS {nuts}"}, place,
                evidence, where,
            )  # fmt: skip
        else:
            nuts = ""
        city = said(cells, "city")
        if city:
            key = "-".join(filter(None, (code.lower(), nuts.lower(), key_of(city))))
            place = write.place(f"city-{key}", "City", {"en": city}, place, evidence, where)
        return place

    def tell_twins(self) -> None:
        """Say which organisations are probably the same: equal VAT number, or equal name in one country."""
        groups: dict[tuple[str, ...], list[str]] = defaultdict(list)
        for pic, body in self.by_pic.items():
            if body.evidence and not body.person:
                vat = said(body.cells, "vatNumber")
                if re.fullmatch(r"[A-Z]{2}[0-9A-Z+*]{2,}", vat):
                    groups["vat", vat].append(pic)
                groups["name", fold(body.cells["name"]), country(body.cells)].append(pic)
        seen = set()
        for (by, *_), pics in groups.items():
            for other in pics[1:]:
                if (pics[0], other) not in seen:
                    seen.add((pics[0], other))
                    why = ("VAT number", "vergi numarası") if by == "vat" else ("name and country", "adı ve ülkesi")
                    self.write.say(self.by_pic[other].where, "organisationID", f"{pics[0]} {other}", "probably-same",
                                   "note", f"Probably the same body as {pics[0]}: equal {why[0]}. They stay two.",
                                   f"{pics[0]} ile muhtemelen aynı kuruluş: {why[1]} aynı. "
                                   "Ayrı tutuldular.")  # fmt: skip
