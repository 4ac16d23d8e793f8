"""Keys of organisations: given once, written to ``keys.csv``, kept through renames and reordering."""

from __future__ import annotations

import csv
import hashlib
import io
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from triskele.errors import SourceError
from triskele.identifiers import KEY
from triskele.sources.sheets.reading import Said
from triskele.sources.sheets.words import NEAR, plain, slug
from triskele.text import fold

FILE = "keys.csv"
_COMPARED = 1_000_000
"""Pairs of names that are compared at most to find those that were misspelt."""
_COLUMNS = ("key", "name", "former_names", "id", "identifiers", "mark")


@dataclass
class Known:
    """One line of the file: a key and what it is recognised by."""

    key: str
    name: str
    former: list[str] = field(default_factory=list)
    id: str = ""
    identifiers: list[str] = field(default_factory=list)
    mark: str = ""
    """Of the other cells of the row: who keeps everything but the name was renamed."""


@dataclass
class Asked:
    """An organisation that needs its key."""

    name: str
    id: str = ""
    identifiers: tuple[str, ...] = ()
    others: str = ""
    """The other cells of its row."""
    key: str = ""

    @property
    def mark(self) -> str:
        return hashlib.sha256(self.others.encode()).hexdigest()[:12] if self.others.strip("|") else ""


def _read(path: Path) -> list[dict[str, str]]:
    """The lines of the file; SourceError when it is not what was written."""
    try:
        with open(path, encoding="utf-8-sig", newline="") as file:
            return list(csv.DictReader(file, strict=True))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise SourceError(
            f"{path.name} cannot be read: {error}.",
            hint="It remembers which key each organisation was given. Bring back the last whole copy of it.",
        ) from error


class Keys:
    """The keys of one set of tables; ``changed`` when the file has to be written."""

    def __init__(self, path: Path) -> None:
        self.path, self.changed = path, False
        self.lines: list[Known] = []
        if path.is_file():
            for number, row in enumerate(_read(path), start=2):
                key = (row.get("key") or "").strip()
                if not KEY.fullmatch(key):
                    raise SourceError(
                        f"{path.name} row {number}: {key[:80]!r} is no key.",
                        hint="A key is lower-case letters a to z, digits and hyphens.",
                    )
                many = {n: [p for p in (row.get(n) or "").split("|") if p] for n in ("former_names", "identifiers")}
                self.lines.append(
                    Known(key, row.get("name") or "", many["former_names"], row.get("id") or "",
                          many["identifiers"], row.get("mark") or "")
                )  # fmt: skip

    def give(self, asked: list[Asked], near: bool = True) -> list[tuple[Asked, Said]]:
        """Fill the key of each; what was assumed of whom. Without ``near`` no name is taken for a misspelling."""
        free = {line.key: line for line in self.lines}
        said: list[tuple[Asked, Said]] = []

        def settle(one: Asked, line: Known) -> None:
            one.key = line.key
            free.pop(line.key, None)
            before = (line.name, line.id, line.identifiers, line.mark)
            if fold(line.name) != fold(one.name):
                line.former = list(dict.fromkeys([line.name, *line.former]))
            line.name, line.id = one.name, one.id or line.id
            line.identifiers = sorted({*line.identifiers, *one.identifiers})
            line.mark = one.mark
            self.changed |= before != (line.name, line.id, line.identifiers, line.mark)

        for names_of_line, names_of_one in _GROUNDS:
            lines: dict[str, Known] = {}
            for line in free.values():
                for name in names_of_line(line):
                    lines.setdefault(name, line)
            for one in asked:
                found = next((lines[n] for n in names_of_one(one) if n in lines), None) if not one.key else None
                other = found is not None and one.id and found.id and one.id != found.id
                if found is not None and found.key in free and not other:
                    settle(one, found)
        for one in [one for one in asked if not one.key]:
            was = self._renamed(one, list(free.values()), [a for a in asked if not a.key], near)
            if was is not None:
                said.append((one, (
                    f"“{was.name}” is read as renamed to “{one.name}” and keeps the key {was.key}. Another body? "
                    f"Give it a line of its own in {self.path.name}.",
                    f"“{was.name}” adının “{one.name}” olduğu varsayıldı, {was.key} anahtarı korundu. Başkaysa "
                    f"{self.path.name} içinde ona ayrı satır açın.",
                )))  # fmt: skip
                settle(one, was)
        taken = {line.key for line in self.lines}
        for one in asked:
            if not one.key:
                one.key = _new(one, taken)
                taken.add(one.key)
                self.lines.append(Known(one.key, one.name, [], one.id, sorted(one.identifiers), one.mark))
                self.changed = True
        return said

    def _renamed(self, one: Asked, gone: list[Known], new: list[Asked], near: bool) -> Known | None:
        """The line that nobody claims any more and that this must be: all other cells are alike, or nearly the name."""
        from rapidfuzz import fuzz

        if one.id:
            gone = [line for line in gone if not line.id]
        same = [line for line in gone if one.mark and line.mark == one.mark]
        if len(same) == 1 and sum(a.mark == one.mark for a in new) == 1:
            return same[0]
        if not near or len(gone) * len(new) > _COMPARED:
            return None
        alike = [line for line in gone if fuzz.ratio(plain(line.name), plain(one.name)) >= NEAR]
        return alike[0] if len(alike) == 1 else None

    def text(self) -> str:
        """The file as it should be."""
        out = io.StringIO()
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(_COLUMNS)
        for line in sorted(self.lines, key=lambda line: line.key):
            writer.writerow(
                [line.key, line.name, "|".join(line.former), line.id, "|".join(line.identifiers), line.mark]
            )
        return out.getvalue()

    def write(self) -> None:
        """Write the file when something changed, in one rename."""
        if self.changed:
            beside = self.path.with_name(f".{self.path.name}")
            beside.write_text(self.text(), encoding="utf-8")
            beside.replace(self.path)
            self.changed = False


_GROUNDS: tuple[tuple[Callable[[Known], list[str]], Callable[[Asked], list[str]]], ...] = (
    (lambda line: [line.id] * bool(line.id), lambda one: [one.id] * bool(one.id)),
    (lambda line: line.identifiers, lambda one: list(one.identifiers)),
    (lambda line: [plain(line.name)], lambda one: [plain(one.name)]),
    (lambda line: [plain(name) for name in line.former], lambda one: [plain(one.name)]),
)
"""What a line and a row are compared by, the best ground first."""


def _new(one: Asked, taken: set[str]) -> str:
    registered = next((i for i in one.identifiers if not i.startswith("web:")), "")
    key = slug(one.id or registered or one.name) if not re.fullmatch(r"\d+", one.id) else f"no-{one.id}"
    number, chosen = 1, key
    while chosen in taken:
        number += 1
        chosen = f"{key}-{number}"
    return chosen
