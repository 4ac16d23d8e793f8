"""What people have decided about twins: ``twins.csv`` in the seeds folder, a row a decision, in anybody's spreadsheet.

``keep`` and ``other`` name two things (an IRI, ``actor/key``, or a key alone), ``decision`` is *same* (one body under
two names; ``year``: since when the kept one's names are used), *merged* (two bodies until ``year``, one from then on),
*different* or *undecided*. ``who``, ``when`` and ``why`` say who answers for it. Taking a row out undoes it;
columns of other names (those of proposals) are left alone.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from triskele.errors import SourceError
from triskele.files import write_beside
from triskele.findings import Finding
from triskele.formats import write_csv
from triskele.identifiers import split

FILE = "twins.csv"
COLUMNS = ("keep", "other", "decision", "year", "who", "when", "why")
DECISIONS = ("same", "merged", "different", "undecided")
_YEAR = re.compile(r"[0-9]{4}")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_MOST_BYTES = 16_000_000


@dataclass(frozen=True)
class Decision:
    """One row: two things by their IRIs once :func:`resolve` has found them, and what was decided of them."""

    row: int
    keep: str
    other: str
    decision: str
    year: str = ""
    who: str = ""
    when: str = ""
    why: str = ""

    def cells(self) -> dict[str, str]:
        """The row as the file has it."""
        return {name: getattr(self, name) for name in COLUMNS}


def read_decisions(folder: Path) -> tuple[list[Decision], list[Finding]]:
    """The decisions of a seeds folder as they are written, and what is wrong with their rows; nothing without a file.
    Commas, semicolons or tabs."""
    path = folder / FILE
    if not path.is_file():
        return [], []
    raw = path.read_bytes()
    if len(raw) > _MOST_BYTES:
        return [], [finding(0, "", str(len(raw)), "size", "error", *_TEXTS["size"])]
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        row = raw[: error.start].count(b"\n") + 1
        return [], [finding(row, "", f"0x{raw[error.start]:02X}", "encoding", "error", *_TEXTS["encoding"])]
    try:
        rows = _table(text)
    except csv.Error as error:
        return [], [finding(0, "", str(error), "quotes", "error", *_TEXTS["quotes"])]
    names = [cell.strip().lower() for cell in rows[0]] if rows else []
    if not {"keep", "other", "decision"} <= set(names):
        return [], [finding(1, "", ",".join(names)[:200], "header", "error", *_TEXTS["header"])]
    found: list[Decision] = []
    wrong: list[Finding] = []
    for number, cells in enumerate(rows[1:], start=2):
        if not any(cell.strip() for cell in cells):
            continue
        if len(cells) != len(names):
            wrong.append(finding(number, "", str(len(cells)), "cell-count", "error", *_TEXTS["cell-count"]))
            continue
        given = {name: cell.strip() for name, cell in zip(names, cells, strict=True)}
        said = Decision(number, **{name: given.get(name, "") for name in COLUMNS})
        said = replace(said, decision=said.decision.lower() or "undecided")
        problems = list(_look(said))
        wrong += problems
        if not any(p.severity == "error" for p in problems):
            found.append(said)
    return found, wrong


def _table(text: str) -> list[list[str]]:
    """The rows of a table, its head among them; csv.Error for one that is broken."""
    mark = max(",;\t", key=text.partition("\n")[0].count)
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=mark, strict=True))


def write_decision(folder: Path, one: Decision) -> Path:
    """Put a decision into the file of a seeds folder, in place of an earlier one about the same two; the file. Columns
    of other names stay."""
    path = folder / FILE
    kept, wrong = read_decisions(folder)
    if any(f.severity == "error" for f in wrong):
        first = next(f for f in wrong if f.severity == "error")
        raise SourceError(f"{FILE} row {first.row}: {first.message_en}", hint="Mend the file first, or move it away.")
    there = {d.row for d in kept if _names(d) != _names(one)}
    rows = _table(path.read_text("utf-8-sig")) if path.is_file() else [list(COLUMNS)]
    names = [cell.strip().lower() for cell in rows[0]]
    written = [*(dict(zip(names, rows[number - 1], strict=True)) for number in sorted(there)), one.cells()]
    write_beside(path, write_csv(dict.fromkeys([*COLUMNS, *names]), written).encode())
    return path


def _look(one: Decision) -> Iterator[Finding]:
    for name in ("keep", "other"):
        if not getattr(one, name):
            yield finding(one.row, name, "", "required", "error", *_TEXTS["required"])
    if one.decision not in DECISIONS:
        yield finding(one.row, "decision", one.decision, "decision", "error", *_TEXTS["decision"])
    if one.year and not _YEAR.fullmatch(one.year):
        yield finding(one.row, "year", one.year, "year", "error", *_TEXTS["year"])
    elif one.decision == "merged" and not one.year:
        yield finding(one.row, "year", "", "year", "error", *_TEXTS["merged-year"])
    if one.keep and one.keep == one.other:
        yield finding(one.row, "other", one.other, "itself", "error", *_TEXTS["itself"])
    if one.decision == "undecided":
        return
    for name in ("who", "why"):
        if not getattr(one, name):
            yield finding(one.row, name, "", "unsigned", "warning", *_TEXTS["unsigned"])
    if not _DAY.fullmatch(one.when):
        yield finding(one.row, "when", one.when, "unsigned", "warning", *_TEXTS["when"])


def resolve(
    decisions: list[Decision], find: Callable[[str], list[tuple[str, str]]]
) -> tuple[list[Decision], list[Finding]]:
    """The decisions about things that are there, by their IRIs, and what is wrong with the others.

    ``find`` gives (IRI, kind) of everything that a name may mean.
    """
    found: list[Decision] = []
    wrong: list[Finding] = []
    for one in decisions:
        meant = {name: find(getattr(one, name)) for name in ("keep", "other")}
        for name, things in meant.items():
            if len(things) != 1:
                shape = "unknown" if not things else "ambiguous"
                wrong.append(finding(one.row, name, getattr(one, name), shape, "warning", *_TEXTS[shape]))
        if any(len(things) != 1 for things in meant.values()):
            continue
        (keep, kind), (other, its) = meant["keep"][0], meant["other"][0]
        if kind != its:
            wrong.append(finding(one.row, "other", one.other, "kinds", "error", *_TEXTS["kinds"]))
        elif keep == other:
            wrong.append(finding(one.row, "other", one.other, "itself", "error", *_TEXTS["itself"]))
        else:
            found.append(replace(one, keep=keep, other=other))
    return found, wrong


@dataclass(frozen=True)
class Settled:
    """What follows from all decisions together: ``becomes`` maps each record that counts as another to the one kept
    and the row that says so."""

    becomes: dict[str, tuple[str, Decision]]
    findings: list[Finding]


def settle(decisions: list[Decision]) -> Settled:
    """Join what is decided to be the same, across any number of rows. Of each group that one is kept which no row puts
    behind another; what is kept and put behind in a circle, and what is decided to be both the same and different, are
    findings."""
    above: dict[str, str] = {}
    behind: dict[str, Decision] = {}
    wrong: list[Finding] = []

    def root(iri: str) -> str:
        while iri in above:
            iri = above[iri]
        return iri

    def line(iri: str) -> list[str]:
        """All that a record stands behind, by the rows that say so."""
        found: list[str] = []
        while iri in behind and behind[iri].keep not in found:
            iri = behind[iri].keep
            found.append(iri)
        return found

    pairs: dict[frozenset[str], Decision] = {}
    for one in decisions:
        pair = frozenset((one.keep, one.other))
        if pair in pairs and (pairs[pair].decision != one.decision or one.keep != pairs[pair].keep):
            wrong.append(finding(one.row, "decision", one.decision, "twice", "error", *about("twice", pairs[pair].row)))
        pairs.setdefault(pair, one)
    for one in (d for d in decisions if d.decision == "same"):
        keep, other = root(one.keep), root(one.other)
        if keep == other:
            if one.other in line(one.keep):
                first = next(behind[iri] for iri in (one.keep, *line(one.keep)) if iri in behind)
                wrong.append(finding(one.row, "keep", one.keep, "circle", "warning", *about("circle", first.row)))
            continue
        above[other] = keep
        behind.setdefault(one.other, one)
    for one in (d for d in decisions if d.decision in ("different", "merged")):
        if root(one.keep) == root(one.other):
            why = next((behind[iri] for iri in (one.keep, one.other) if iri in behind), one)
            wrong.append(finding(one.row, "decision", one.decision, "contradiction", "error",
                                 *about("contradiction", why.row)))  # fmt: skip
    members = {iri for d in decisions if d.decision == "same" for iri in (d.keep, d.other)}
    becomes = {}
    for iri in sorted(members):
        kept = root(iri)
        if iri != kept:
            row = behind.get(iri) or next(d for d in decisions if d.decision == "same" and iri in (d.keep, d.other))
            becomes[iri] = (kept, row)
    return Settled(becomes, wrong)


def about(shape: str, what: object) -> tuple[str, str]:
    """What a finding of this shape says about something, in English and Turkish."""
    en, tr = _TEXTS[shape]
    return en.format(what), tr.format(what)


def _names(one: Decision) -> set[str]:
    """The two that a row is about, one way for all ways to name them: an IRI, kind/key, an actor's key alone."""
    named = ["/".join(split(name) or (name,)) for name in (one.keep, one.other)]
    return {name if "/" in name else f"actor/{name}" for name in named}


def finding(row: int, field: str, value: str, shape: str, severity: str, en: str, tr: str) -> Finding:
    """A finding about a row of the decisions."""
    return Finding(FILE, row, field, value, f"twins/{shape}", severity, en, tr)


_TEXTS = {
    "size": ("The file is larger than 16 MB.", "Dosya 16 MB’den büyük."),
    "encoding": (
        "This byte is not UTF-8; save the table as “CSV UTF-8”.",
        "Bu bayt UTF-8 değil; tabloyu “CSV UTF-8” olarak kaydedin.",
    ),
    "quotes": (
        "A quotation mark is opened and not closed, or one inside a cell is not doubled.",
        "Açılan bir tırnak kapanmamış ya da hücre içindeki tırnak çift yazılmamış.",
    ),
    "header": (
        f"The first row should be: {','.join(COLUMNS)}.",
        f"İlk satır şu olmalı: {','.join(COLUMNS)}.",
    ),
    "cell-count": (
        "The row has another number of cells than the header.",
        "Satırdaki hücre sayısı başlıktakinden farklı.",
    ),
    "required": ("This cell must be filled.", "Bu hücre doldurulmalı."),
    "decision": (f"Expected one of: {', '.join(DECISIONS)}.", f"Şunlardan biri olmalı: {', '.join(DECISIONS)}."),
    "year": ("Expected a year of four digits.", "Dört haneli bir yıl olmalı."),
    "merged-year": ("Say in which year they merged.", "Hangi yıl birleştiklerini yazın."),
    "itself": ("Both cells name one and the same thing.", "İki hücre de aynı şeyi gösteriyor."),
    "unsigned": (
        "Nobody says who decided this, or why; fill the cell.",
        "Buna kimin, neden karar verdiği yazılmamış; hücreyi doldurun.",
    ),
    "when": ("Say when it was decided, as YYYY-MM-DD.", "Ne zaman karar verildiğini YYYY-AA-GG biçiminde yazın."),
    "unknown": (
        "Nothing in the tables is called so; the row is left out until it is there again.",
        "Tablolarda bu adda bir şey yok; yeniden gelene dek satır uygulanmaz.",
    ),
    "ambiguous": (
        "Several things are called so; write the IRI, or kind/key.",
        "Bu adda birden çok şey var; IRI'yi ya da tür/anahtar yazın.",
    ),
    "kinds": ("The two are things of different kinds.", "İkisi farklı türden şeyler."),
    "twice": (
        "Row {} decides the same two otherwise; delete one of both.",
        "{}. satır aynı ikisi için başka karar veriyor; birini silin.",
    ),
    "circle": (
        "Row {} puts what is kept here behind the other; that row counts.",
        "{}. satır burada tutulanı ötekinin arkasına koyuyor; o satır geçerli sayıldı.",
    ),
    "merged-before": (
        "The other begins only in {}, so it cannot have merged before; both stay as they are.",
        "Öteki ancak {} yılında başlıyor, daha önce birleşmiş olamaz; ikisi olduğu gibi kaldı.",
    ),
    "contradiction": (
        "Other rows make the two one (row {}, for one); delete what is wrong.",
        "Başka satırlar ikisini bir yapıyor (örneğin {}. satır); yanlış olanı silin.",
    ),
}
