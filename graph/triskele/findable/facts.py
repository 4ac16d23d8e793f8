"""What every description of a release says: its names and addresses, whose it is, its files with sizes and sums."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from triskele.formats import GRAPH_FORMATS
from triskele.ownership import PLACEHOLDER, Owner
from triskele.release.exports import export_path, has_exports
from triskele.release.library import Release
from triskele.sums import read_sums

FILES = {
    "data.nq.gz": "application/gzip",
    "report.ttl": "text/turtle",
    "report.json": "application/json",
    "manifest.json": "application/json",
    "mapping.rml.ttl": "text/turtle",
}
"""The files of a release that anybody may fetch besides its tables, by their names in its folder."""
PARQUET = "application/vnd.apache.parquet"
DESCRIPTION = {
    "en": "Organisations, places and sectors of an innovation ecosystem, the typed and dated ties between them, "
    "figures and events; every statement names the place in a document where it is said.",
    "tr": "Bir yenilik ekosisteminin kuruluşları, yerleri ve sektörleri, aralarındaki türü ve tarihi belli bağlar, "
    "rakamlar ve olaylar; her önerme, bir belgede söylendiği yeri gösterir.",
}
"""What any set is about, where its owner does not say more."""
_RELEASE = {"tr": "sürüm", "en": "release"}
_UNTITLED = {"tr": "Adı verilmemiş veri", "en": "Untitled data"}
_LINKED = re.compile(r"(.*?)\s*<(https?://[^<>\s]+)>")


@dataclass(frozen=True)
class File:
    """One file of a release: its name, where it is fetched, and size and SHA-256 once it has been made."""

    name: str
    url: str
    media_type: str
    bytes: int | None
    sha256: str | None


@dataclass(frozen=True)
class Facts:
    """A release, told at a public address (``base``, without a slash at its end).

    ``pinned`` speaks of this release for good, else of the dataset, whose newest state the release is.
    """

    release: Release
    base: str
    pinned: bool = False

    @property
    def owner(self) -> Owner:
        return self.release.owner

    @property
    def named(self) -> bool:
        """Whether its IRIs are in a namespace that its owner gave, and not in one that only stands for it."""
        return bool(self.owner.namespace) and not self.owner.namespace.startswith(PLACEHOLDER)

    @property
    def dataset(self) -> str:
        """The IRI of the dataset; its address where no namespace was given."""
        return f"{self.release.root}dataset" if self.named else f"{self.base}/dataset"

    @property
    def edition(self) -> str:
        """The IRI of the release; its address where no namespace was given."""
        place = f"releases/{self.release.number}"
        return f"{self.release.root}{place}" if self.named else f"{self.base}/{place}"

    @property
    def iri(self) -> str:
        """The IRI of what is spoken of: the release or the dataset."""
        return self.edition if self.pinned else self.dataset

    @property
    def page(self) -> str:
        """The address of its page."""
        return f"{self.base}/releases/{self.release.number}" if self.pinned else f"{self.base}/dataset"

    @property
    def front(self) -> str:
        """What addresses that speak of the same begin with."""
        return f"{self.base}/r/{self.release.number}" if self.pinned else self.base

    @property
    def version(self) -> str:
        return str(self.release.number)

    def title(self, language: str) -> str:
        """The title of the dataset, with the number when one release is spoken of."""
        title = self.owner.title(language) or _UNTITLED[language]
        return f"{title}, {_RELEASE[language]} {self.release.number}" if self.pinned else title

    def description(self, language: str) -> str:
        return self.owner.description(language) or DESCRIPTION[language]

    @property
    def issued(self) -> str:
        """The day the release was made."""
        return self.release.made.date().isoformat()

    @property
    def creators(self) -> list[tuple[str, str]]:
        """Who made the data: a name, and the address that names them, empty when none was given."""
        split = ((_LINKED.fullmatch(creator), creator) for creator in self.owner.creators)
        return [(m.group(1) or m.group(2), m.group(2)) if m else (name, "") for m, name in split]

    @property
    def sources(self) -> list[tuple[str, dict[str, str]]]:
        """What the facts were read from: IRI and titles by language. Releases made before they told it have none."""
        found = self.release.manifest.get("documents", ())
        return [(d["iri"], {t: d[f"label_{t}"] for t in ("tr", "en") if d[f"label_{t}"]}) for d in found]

    @cached_property
    def files(self) -> list[File]:
        """Every file that can be fetched: the release's own, the whole in each graph format, its tables."""
        return [*self._own(), *self._exports(), *self.tables]

    def _own(self) -> Iterator[File]:
        for name, media_type in FILES.items():
            if (self.release.folder / name).is_file():
                yield self._file(name, media_type)

    @cached_property
    def tables(self) -> list[File]:
        """The tables of the release as Parquet, those that have rows."""
        found = self.release.manifest.get("tables", {})
        return [self._file(f"tables/{name}.parquet", PARQUET) for name in sorted(found) if found[name]["rows"]]

    @cached_property
    def _sums(self) -> dict[str, str]:
        return read_sums(self.release.folder)

    def _file(self, name: str, media_type: str) -> File:
        url = f"{self.base}/releases/{self.release.number}/files/{name}"
        size = (self.release.folder / name).stat().st_size
        return File(name, url, media_type, size, self._sums.get(name))

    def _exports(self) -> Iterator[File]:
        if not has_exports(self.release):
            return
        folder = self.release.derived
        sums = read_sums(folder)
        for form in GRAPH_FORMATS.values():
            path: Path = export_path(self.release, form.name)
            there = path.exists()
            url = f"{self.base}/r/{self.release.number}/exports/{form.name}"
            size = path.stat().st_size if there else None
            yield File(
                path.name, url, form.media_type, size, sums.get(str(path.relative_to(folder))) if there else None
            )
