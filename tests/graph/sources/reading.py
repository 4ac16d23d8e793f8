"""What a folder of public files comes to, by table, without a release around it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from triskele.findings import Finding
from triskele.ownership import Owner
from triskele.sources import Known, sources_of

SAMPLES = Path(__file__).parent / "samples"
NAMESPACE = "https://data.example.org/"


@dataclass
class Came:
    """The rows by table and the findings of every source of a folder."""

    tables: dict[str, list[dict[str, Any]]] = field(default_factory=lambda: defaultdict(list))
    findings: list[Finding] = field(default_factory=list)
    whole: bool = True

    def __getitem__(self, table: str) -> list[dict[str, Any]]:
        return self.tables[table]

    def one(self, table: str, key: str) -> dict[str, Any]:
        (row,) = [r for r in self.tables[table] if r["key"] == key]
        return row

    def found(self, shape: str) -> list[Finding]:
        return sorted(f for f in self.findings if f.shape == f"dump/{shape}")

    def of(self, table: str, thing: str) -> list[dict[str, Any]]:
        """The rows about the actor of a key."""
        return [r for r in self.tables[table] if r["thing"] == f"{NAMESPACE}id/actor/{thing}"]

    def ties(self, kind: str) -> list[dict[str, Any]]:
        return [r for r in self.tables["ties"] if r["type"].rsplit("#")[-1].rsplit("/")[-1] == kind]


def read(folder: Path) -> Came:
    """Read every source of a seeds folder."""
    came = Came()
    for source in sources_of(folder, Known(owner=Owner(namespace=NAMESPACE))):
        for batch in source.batches():
            rows = batch.rows if isinstance(batch.rows, list) else batch.rows.to_pylist()
            came.tables[batch.table] += rows
        came.findings += source.read.findings
        came.whole = came.whole and source.read.whole
    return came


def packed(folder: Path, name: str, members: dict[str, str]) -> Path:
    """A zip of these texts in the set ``eu`` of a seeds folder; the folder."""
    import zipfile

    (folder / "eu").mkdir(exist_ok=True)
    with zipfile.ZipFile(folder / "eu" / name, "w", zipfile.ZIP_DEFLATED) as archive:
        for member, text in members.items():
            archive.writestr(zipfile.ZipInfo(member, (2026, 11, 1, 8, 0, 0)), text, zipfile.ZIP_DEFLATED)
    return folder
