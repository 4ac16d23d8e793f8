"""What every public source writes alike: its document, organisations with names, identifiers and a sphere, places,
ties with evidence, and findings, of which only the first of a kind are told one by one."""

from __future__ import annotations

import csv
import hashlib
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from triskele import terms
from triskele.findings import Finding
from triskele.identifiers import concept
from triskele.sources.batch import Batch, Gathering, Read
from triskele.text import fold

DATA = Path(__file__).parent / "data"
TOLD = 200
"""How many findings of one kind about one file are told one by one; the others are counted."""

OUTCOMES = {
    "broken": "bozuk",
    "repeated": "yinelenen",
    "not chosen": "seçilmeyen",
    "person": "gerçek kişi",
    "orphan": "projesi olmayan",
    "withdrawn": "geri çekilmiş",
    "deleted": "silinmiş",
    "expansion": "veri kümesi ya da ek derlem",
    "without a pair": "çifti olmayan",
    "without a recipient": "alıcısı olmayan",
    "no organisation": "kuruluş olmayan",
    "no item": "öğe olmayan",
}
"""Why a row was not loaded, and the Turkish for it."""


@dataclass(frozen=True)
class Kind:
    """What a type of a source comes to here, and why."""

    cls: str
    sphere: str
    tr: str
    en: str


@dataclass(frozen=True, slots=True)
class Where:
    """Where a record stands: file, member of it, line."""

    file: str
    member: str
    line: int
    document: str

    @property
    def cells(self) -> dict[str, Any]:
        return {"file": f"{self.file} [{self.member}]" if self.member else self.file, "row": self.line}


@cache
def rows_of(name: str) -> tuple[dict[str, str], ...]:
    """A table of reviewed data beside this module."""
    with open(DATA / name, encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))


@cache
def kinds(name: str) -> dict[str, Kind]:
    """The kinds of a source by its types."""
    return {r["type"]: Kind(r["class"], r["sphere"], r["reason_tr"], r["reason_en"]) for r in rows_of(name)}


@cache
def countries() -> dict[str, tuple[str, str]]:
    """Names of countries, Turkish and English, by ISO code."""
    return {row["code"]: (row["name_tr"], row["name_en"]) for row in rows_of("countries.csv")}


def key_of(text: str, most: int = 60) -> str:
    """A key from a text: folded, other marks as hyphens; a sum of the text when no letter is left."""
    bare = re.sub(r"[^a-z0-9]+", "-", fold(text)).strip("-")[:most].strip("-")
    return bare or f"x{hashlib.sha256(text.encode()).hexdigest()[:10]}"


class Writer:
    """Rows of the ledger for one set of public files."""

    def __init__(self, namespace: str, name: str, read: Read) -> None:
        self.namespace, self.set, self.read = namespace, name, read
        self.out = Gathering()
        self._told: Counter[tuple[str, str]] = Counter()
        self._samples: dict[tuple[str, str], Finding] = {}
        self._places: set[str] = set()

    def iri(self, kind: str, key: str) -> str:
        return f"{self.namespace}id/{kind}/{key}"

    def say(self, where: Where, column: str, value: str, shape: str, severity: str, en: str, tr: str) -> None:
        """Note a finding; beyond the first of a kind it is only counted."""
        place = where.cells
        one = Finding(place["file"], place["row"], column, value[:200], f"dump/{shape}", severity, en, tr)
        kind = (one.file, one.shape)
        self._told[kind] += 1
        if self._told[kind] <= TOLD:
            self.read.findings.append(one)
            self._samples.setdefault(kind, one)

    def count_untold(self) -> None:
        """Say how many findings were not told one by one."""
        for (file, shape), number in self._told.items():
            if number > TOLD:
                first = self._samples[file, shape]
                self.read.findings.append(
                    Finding(file, 0, first.field, str(number), shape, first.severity,
                            f"{number} such rows in all; the first {TOLD} are listed. {first.message_en}",
                            f"Böyle toplam {number} satır var; ilk {TOLD} tanesi listelendi. {first.message_tr}")
                )  # fmt: skip

    def document(self, path: Path, title: str, written: str, name: str = "", told: bool = False) -> str:
        """The file as the document that evidence stands in; ``written`` is the day of its version, ``name`` its name
        where that of the file alone does not tell it from others, ``told`` whether it speaks of the present of that
        year."""
        digest = hashlib.sha256()
        with open(path, "rb") as file:
            while part := file.read(1 << 20):
                digest.update(part)
        said = name or path.name
        key = key_of(said, 120)
        iri = self.iri("source", key)
        place = {"file": said, "row": 0}
        self.out.add("things", iri=iri, key=key, set=self.set, kind="source", **{"class": terms.TSK + "SourceDocument"},
                     **place)  # fmt: skip
        label = f"{title} ({', '.join(filter(None, (name, written)))})" if written or name else title
        year = int(written[:4]) if written[:4].isdecimal() else None
        self.out.add("names", thing=iri, text=label, language="en", preferred=True, **place)
        self.out.add(
            "documents", thing=iri, set=self.set, title=label, identifier=said, sha256=digest.hexdigest(),
            written_from=year if told else None, written_to=year if told else None, **place,
        )  # fmt: skip
        return iri

    def evidence(self, key: str, where: Where, things: list[str], en: str, tr: str) -> None:
        """One record as evidence for everything that is read out of it."""
        iri, section = self.iri("evidence", key), where.member or where.file
        self.out.add(
            "evidence", iri=iri, key=key, set=self.set, document=where.document, section=section,
            line_from=where.line, line_to=where.line, statement_tr=tr, statement_en=en, **where.cells,
        )  # fmt: skip
        for thing in things:
            self.support(thing, key, where)

    def support(self, thing: str, evidence: str, where: Where) -> None:
        self.out.add("supports", thing=thing, evidence=self.iri("evidence", evidence), **where.cells)

    def actor(self, key: str, kind: Kind, where: Where, **cells: Any) -> str:
        """An organisation with the class and sphere of its kind; the reason stands as a note."""
        iri = self.iri("actor", key)
        note = {"note_en": f"{kind.en}.", "note_tr": f"{kind.tr}."}
        self.out.add("things", iri=iri, key=key, set=self.set, kind="actor", **{"class": terms.TSK + kind.cls},
                     **(note | cells), **where.cells)  # fmt: skip
        known = kind.sphere != "unknown"
        self.out.add(
            "spheres", iri=self.iri("assignment", f"{key}-{kind.sphere}"), set=self.set, thing=iri,
            sphere=concept(f"spheres/{kind.sphere}"), share="1" if known else "0", basis="stated", **where.cells,
        )  # fmt: skip
        return iri

    def name(self, thing: str, text: str, language: str, where: Where, preferred: bool = True) -> None:
        self.out.add("names", thing=thing, text=text, language=language, preferred=preferred, **where.cells)

    def identifier(self, thing: str, scheme: str, value: str, where: Where, iri: str | None = None) -> None:
        self.out.add("identifiers", thing=thing, scheme=scheme, value=value, match=iri, **where.cells)

    def place(self, key: str, cls: str, names: dict[str, str], within: str | None, evidence: str, where: Where,
              **cells: Any) -> str:  # fmt: skip
        """A place, written once."""
        iri = self.iri("place", key)
        if key not in self._places:
            self._places.add(key)
            self.out.add("things", iri=iri, key=key, set=self.set, kind="place", **{"class": terms.TSK + cls},
                         within=within, **cells, **where.cells)  # fmt: skip
            for language, text in names.items():
                self.name(iri, text, language, where)
            self.support(iri, evidence, where)
        return iri

    def country(self, code: str, evidence: str, where: Where) -> str:
        tr, en = countries()[code]
        return self.place(f"iso-{code.lower()}", "Country", {"tr": tr, "en": en}, None, evidence, where)

    def tie(self, key: str, kind: str, ends: list[str], where: Where, mutual: bool = False, **cells: Any) -> str:
        """A tie between things given by their IRIs."""
        iri = self.iri("tie", key)
        said = {"type": concept(f"tie-types/{kind}"), "modality": "stated", "confidence": "1"}
        said |= {name: value for name, value in cells.items() if value not in ("", None)}
        self.out.add("ties", iri=iri, key=key, set=self.set, **said, **where.cells)
        for number, end in enumerate(ends):
            role = "participant" if mutual else ("target" if number else "source")
            self.out.add("ends", tie=iri, thing=end, role=role, place=number, **where.cells)
        return iri

    def figure(
        self, key: str, about: str, measure: str, value: str, unit: str, where: Where, qualifier: str = "exact",
        **cells: Any,
    ) -> str:  # fmt: skip
        iri = self.iri("figure", key)
        self.out.add(
            "figures", iri=iri, key=key, set=self.set, about=about, measure=concept(f"measures/{measure}"), value=value,
            qualifier=qualifier, unit=unit, modality="stated", **cells, **where.cells,
        )  # fmt: skip
        return iri

    def tally(self, where: Where, outcomes: Counter[str]) -> None:
        """The count of a file: what was read is what was loaded and what was reported."""
        file, read, loaded = where.cells["file"], outcomes["read"], outcomes["loaded"]
        rest = [(name, count) for name, count in sorted(outcomes.items()) if name not in ("read", "loaded")]
        en = "Reported: " + ", ".join(f"{count} {name}" for name, count in rest) + "." if rest else ""
        tr = "Bildirilen: " + ", ".join(f"{count} {OUTCOMES[name]}" for name, count in rest) + "." if rest else ""
        self.read.findings.append(
            Finding(file, 0, "", str(read), "dump/counts", "note",
                    f"{read} rows read = {loaded} loaded + {read - loaded} reported. {en}".strip(),
                    f"Okunan {read} satır = yüklenen {loaded} + bildirilen {read - loaded}. {tr}".strip())
        )  # fmt: skip

    def full(self) -> Iterator[Batch]:
        """The batches that are worth handing over."""
        yield from self.out.full()
