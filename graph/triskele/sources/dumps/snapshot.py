"""Which files of an OpenAlex snapshot are read: what its manifests name, the newest partition first.

A record stands once, in the partition of its last change; old partitions shrink, so a copy that was synced without
deleting holds leftovers. The manifest is written last and names what belongs together.
"""

from __future__ import annotations

import csv
import gzip
import re
from array import array
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from triskele.errors import SourceError
from triskele.sources.dumps.opening import lines
from triskele.sources.dumps.streams import parsed
from triskele.sources.dumps.values import is_day, mapping, objects, text
from triskele.sources.dumps.writing import Where, Writer

ENTITIES = ("institutions", "funders", "awards", "works")
_PART = re.compile(r"(?:^|/)([a-z_]+)/updated_date=(\d{4}-\d\d-\d\d)/([^/]+)$")
_ID = re.compile(r"(?:https?://(?:api\.)?openalex\.org/)?(?:[a-z]+/)?([A-Z])(-?\d{1,12})", re.IGNORECASE)
_LARGEST_MANIFEST = 64 << 20


@dataclass(frozen=True)
class Part:
    """One file of records: its name from the folder of the entity on, the day of its partition, how many it should
    hold (None: nobody says)."""

    path: Path
    name: str
    day: str
    count: int | None = None


@dataclass
class Snapshot:
    """What is read of a folder."""

    parts: dict[str, list[Part]] = field(default_factory=lambda: defaultdict(list))
    merged: dict[str, list[Path]] = field(default_factory=lambda: defaultdict(list))
    deleted: list[Path] = field(default_factory=list)
    whole: set[str] = field(default_factory=set)
    """The entities of which a manifest names every file."""
    day: str = ""
    """The day of the snapshot: of its manifest, else of its newest partition."""


def id_of(value: Any, letter: str) -> str:
    """An OpenAlex id of a kind, bare, from its address or bare; the ``I-1`` that stands for nobody is none.

    >>> id_of("https://openalex.org/I27837315", "I")
    'I27837315'
    """
    found = _ID.fullmatch(value.strip()) if isinstance(value, str) else None
    return f"{letter}{found[2]}" if found and found[1].upper() == letter and found[2][0] != "-" else ""


def lay_out(paths: list[Path], write: Writer) -> Snapshot:
    """The snapshot that these files are; what is missing, left over or of another format is told."""
    found, manifests = Snapshot(), {path.parent: path for path in paths if path.stem == "manifest"}
    by_folder: dict[Path, list[tuple[Part, str]]] = defaultdict(list)
    for path in paths:
        place = path.as_posix()
        if path.stem == "manifest":
            continue
        if path.parent.parent.name == "merged_ids":
            found.merged[path.parent.name].append(path)
        elif path.name.startswith("deleted_ids"):
            found.deleted.append(path)
        elif (part := _PART.search(place)) and part[1] in ENTITIES:
            name = f"{part[1]}/updated_date={part[2]}/{part[3]}"
            if path.suffix == ".parquet":
                write.say(Where(name, "", 0, ""), "", "", "parquet", "warning",
                          "Parquet of OpenAlex is not read; take the folder jsonl of the same snapshot.",
                          "OpenAlex'in Parquet dosyaları okunmuyor; "
                          "aynı sürümün jsonl klasörünü alın.")  # fmt: skip
            else:
                by_folder[path.parent.parent].append((Part(path, name, part[2]), part[1]))
    for folder, parts in sorted(by_folder.items()):
        _by_manifest(folder, parts, manifests, found, write)
    for kept in found.parts.values():
        kept.sort(key=lambda part: (part.day, part.name), reverse=True)
    found.day = found.day or max((part.day for parts in found.parts.values() for part in parts), default="")
    return found


def _by_manifest(
    folder: Path, parts: list[tuple[Part, str]], manifests: dict[Path, Path], found: Snapshot, write: Writer
) -> None:
    """Keep of one entity's files those that its manifest names, or all when there is none."""
    entity = parts[0][1]
    path = manifests.get(folder) or manifests.get(folder.parent)
    named = _named(path, entity, found) if path else {}
    if not named:
        write.say(Where(entity, "", 0, ""), "", folder.name, "no-manifest", "note",
                  "No manifest names these files; all are read, and of each record the newest state counts.",
                  "Bu dosyaları sayan bir manifest yok; hepsi okundu, her kaydın en yeni hâli "
                  "geçerli.")  # fmt: skip
        found.parts[entity] += [part for part, _ in parts]
        return
    found.whole.add(entity)
    there = {part.name for part, _ in parts}
    for name in sorted(set(named) - there):
        found.whole.discard(entity)
        write.say(Where(name, "", 0, ""), "", "", "part-missing", "warning",
                  "The manifest names this file; it is not in the folder.",
                  "Manifest bu dosyayı sayıyor; dosya klasörde yok.")  # fmt: skip
    for part, _ in parts:
        if part.name not in named:
            write.say(Where(part.name, "", 0, ""), "", "", "leftover", "note",
                      "The manifest does not name this file: it is left over from an earlier copy and not read.",
                      "Manifest bu dosyayı saymıyor: önceki bir kopyadan kalmış, okunmadı.")  # fmt: skip
            continue
        size, count = named[part.name]
        if size is not None and size != part.path.stat().st_size:
            write.say(Where(part.name, "", 0, ""), "", str(part.path.stat().st_size), "part-size", "warning",
                      f"The manifest says {size} bytes; the file is of another state.",
                      f"Manifest {size} bayt diyor; dosya başka bir durumda.")  # fmt: skip
        found.parts[entity].append(Part(part.path, part.name, part.day, count))


def _named(path: Path, entity: str, found: Snapshot) -> dict[str, tuple[int | None, int | None]]:
    """The files of an entity that a manifest names, each with its bytes and records; of the layout since 2026 and of
    the one before."""
    said = parsed(path.read_text("utf-8-sig", "replace")) if path.stat().st_size <= _LARGEST_MANIFEST else None
    if not isinstance(said, dict):
        raise SourceError(f"{path.parent.name}/{path.name} is no manifest.",
                          hint="Fetch it again: it is written last, so without it a copy is not complete.")  # fmt: skip
    day = text(said.get("date"))[:10]
    found.day = max(found.day, day if is_day(day) else "")
    about = next((one for one in objects(said.get("entities")) if one.get("entity") == entity), said)
    named = {}
    for one in objects(about.get("files") or about.get("entries")):
        part, meta = _PART.search(text(one.get("url"))), mapping(one.get("meta"))
        if part and part[1] == entity:
            sizes = [value if isinstance(value := meta.get(n), int) else None
                     for n in ("content_length", "record_count")]  # fmt: skip
            named[f"{entity}/updated_date={part[2]}/{part[3]}"] = (sizes[0], sizes[1])
    return named


def merged_into(paths: list[Path], letter: str) -> dict[str, str]:
    """Which ids were merged into which, over all steps."""
    step: dict[str, str] = {}
    for path in sorted(paths, key=lambda p: p.name):
        for cells in _rows(path):
            old, new = id_of(cells.get("id"), letter), id_of(cells.get("merge_into_id"), letter)
            if old and new and old != new:
                step[old] = new
    found = {}
    for old in step:
        new, seen = step[old], {old}
        while new in step and new not in seen:
            seen.add(new)
            new = step[new]
        found[old] = new
    return found


def deleted_works(paths: list[Path]) -> array[int]:
    """The numbers of deleted works, sorted: the list is cumulative and may have millions."""
    numbers = array("q")
    for path in paths:
        numbers.extend(int(work[1:]) for cells in _rows(path) if (work := id_of(cells.get("work_id"), "W")))
    return array("q", sorted(numbers))


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    """The rows of a small table beside the records; SourceError when it is cut."""
    try:
        yield from csv.DictReader(line for _, line in lines(path))
    except (csv.Error, gzip.BadGzipFile) as error:
        raise SourceError(f"{path.name} cannot be read: {error}.", hint="Fetch the file again.") from error
