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
from triskele.sources.dumps.items import Items, labels_of
from triskele.sources.dumps.kinds import PERSON, Classes
from triskele.sources.dumps.selection import Selection
from triskele.sources.dumps.snaks import Entity, best, entities, has_ended, item_of, items_of, texts_of
from triskele.sources.dumps.values import is_day, text
from triskele.sources.dumps.writing import Where, Writer, countries, rows_of

_DAY = re.compile(r"(\d{4})-?(\d\d)-?(\d\d)")
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
        self.items = Items(self.write)
        self.places = self.items.places
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
        self.items.describe(where, one, entity, kind, country, place, self.day)
        self.claims += claims_of(self.write, where, one, entity, self.day)
        return "loaded"

    # -- when and where ------------------------------------------------------------------------------------------------

    def _country(self, entity: Entity, where: Where) -> str:
        """The ISO code of the one country that is stated and has not ended; empty when there is none, or several."""
        said = {item_of(s.get("mainsnak")) for s in best(entity, "P17") if not has_ended(s)} - {""}
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
                if (item := item_of(statement.get("mainsnak"))) and not has_ended(statement):
                    return item
        return ""

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
                    labels[one] = labels_of(entity)
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
