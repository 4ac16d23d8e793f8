"""Files of any make to sheets of cells. Runs in a bounded process: a file may come from anywhere."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from triskele.errors import SourceError
from triskele.files import DAMAGED_ZIP
from triskele.sources.sheets.formulas import told, unsaved
from triskele.sources.sheets.words import is_skipped

WORKBOOKS = (".xlsx", ".xlsm", ".xlsb", ".xls", ".ods")
TEXTS = (".csv", ".tsv", ".txt")
GRAPHS = (".graphml", ".gexf", ".net", ".paj", ".edgelist", ".edges")
SUFFIXES = (*WORKBOOKS, *TEXTS, ".parquet", *GRAPHS)
MAX_BYTES = 64 * 1024 * 1024
MAX_UNPACKED = 512 * 1024 * 1024
MAX_ROWS = 200_000
MAX_COLUMNS = 500
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SHARE = 0.7
"""Of the lines, those that must have the usual number of cells before a mark is believed to separate columns."""

Said = tuple[str, str]
"""One remark in English and Turkish."""


@dataclass
class Sheet:
    """One sheet: rows of cells as they stand (text, number, date, yes or no, None), row 1 first."""

    name: str
    rows: list[list[Any]]
    merged: list[tuple[tuple[int, int], tuple[int, int]]] = field(default_factory=list)
    """Ranges of joined cells: (row, column) of the first and the last, counted from 0."""
    assumed: list[Said] = field(default_factory=list)
    delimiter: str = ""
    begins: int = 0
    """Rows before it belong to another table."""
    lost: list[tuple[int, Said]] = field(default_factory=list)
    """What the file holds and the sheet does not, each with its row."""


def read_sheets(path: Path, encoding: str = "", delimiter: str = "") -> list[Sheet]:
    """Every sheet of a file. ``encoding`` and ``delimiter`` are of a text file; empty: found out.

    SourceError when the file is too large, protected, damaged or of no kind that is known.
    """
    suffix = path.suffix.lower()
    size = path.stat().st_size
    if size > MAX_BYTES:
        raise SourceError(
            f"{path.name} has {size // 1024**2} MiB.", hint=f"A file may have {MAX_BYTES // 1024**2} MiB; split it."
        )
    if size == 0:
        raise SourceError(f"{path.name} is empty.", hint="Save it again, or take it out of the folder.")
    if suffix in WORKBOOKS:
        sheets = _workbook(path)
    elif suffix == ".parquet":
        sheets = [_parquet(path)]
    elif suffix in GRAPHS:
        sheets = _graph(path)
    else:
        sheets = [_text(path, encoding, delimiter)]
    for sheet in sheets:
        _bounded(path, sheet.name, len(sheet.rows), max(map(len, sheet.rows), default=0))
    return sheets


def _bounded(path: Path, sheet: str, rows: int, columns: int) -> None:
    if rows > MAX_ROWS or columns > MAX_COLUMNS:
        raise SourceError(
            f"{path.name}, sheet {sheet}: {rows} rows of {columns} columns.",
            hint=f"A sheet may have {MAX_ROWS} rows and {MAX_COLUMNS} columns. Delete what is empty or formatted only, "
            "or split the table.",
        )


# -- workbooks -----------------------------------------------------------------------------------------------------


def _workbook(path: Path) -> list[Sheet]:
    import python_calamine as calamine

    assumed, formulas = _looked_at(path)
    found: list[Sheet] = []
    hidden: list[Said] = []
    try:
        # by what it is, not by its name: programs save .xlsx as .xls
        with calamine.CalamineWorkbook.from_filelike(io.BytesIO(path.read_bytes())) as book:
            visible = {meta.name: str(meta.visible).rpartition(".")[2] for meta in book.sheets_metadata}
            for name in book.sheet_names:
                if visible.get(name, "Visible") != "Visible":
                    if is_skipped(name):
                        continue
                    hidden.append((f"The hidden sheet {name} is not read.", f"Gizli {name} sayfası okunmuyor."))
                    continue
                sheet = book.get_sheet_by_name(name)
                _bounded(path, name, sheet.total_height, sheet.total_width)
                rows = sheet.to_python(skip_empty_area=False)
                found.append(Sheet(name, rows, list(sheet.merged_cell_ranges or ()), lost=formulas.get(name, [])))
    except calamine.PasswordError as error:
        raise _protected(path) from error
    except (calamine.CalamineError, OSError, ValueError) as error:
        raise SourceError(
            f"{path.name} cannot be read as a workbook: {error}.",
            hint="It is damaged, or of another kind than its name says. Open it and save it again as .xlsx.",
        ) from error
    if found:
        found[0].assumed += [*assumed, *hidden]
    return found


def _protected(path: Path) -> SourceError:
    return SourceError(
        f"{path.name} is protected with a password.", hint="Open it, take the password away and save it again."
    )


def _looked_at(path: Path) -> tuple[list[Said], dict[str, list[tuple[int, Said]]]]:
    """What a look at the package says before anything is unpacked, and formulas without a value by sheet."""
    with open(path, "rb") as file:
        head = file.read(8)
        if head == _OLE:
            file.seek(0)
            if "EncryptedPackage".encode("utf-16-le") in file.read():
                raise _protected(path)
            return [], {}
    if path.suffix.lower() == ".xls":
        return [], {}
    try:
        with zipfile.ZipFile(path) as package:
            unpacked = sum(entry.file_size for entry in package.infolist())
            if unpacked > MAX_UNPACKED:
                raise SourceError(
                    f"{path.name} unfolds from {path.stat().st_size} bytes to {unpacked}.",
                    hint=f"A workbook may unfold to {MAX_UNPACKED // 1024**2} MiB. Save only the table in a new file.",
                )
            macros = any(entry.filename.endswith("vbaProject.bin") for entry in package.infolist())
            said = [("The workbook holds macros; they are not run.", "Dosyada makrolar var; çalıştırılmaz.")]
            return said if macros else [], {name: [told(cells)] for name, cells in unsaved(package).items()}
    except (*DAMAGED_ZIP, OSError) as error:  # a list of members that points before the file
        raise SourceError(
            f"{path.name} is not a whole workbook.",
            hint="It was cut off or damaged on its way. Copy it again, or open it and save it again.",
        ) from error


# -- text ----------------------------------------------------------------------------------------------------------


def _text(path: Path, encoding: str, delimiter: str) -> Sheet:
    raw = path.read_bytes()
    text, used, lost = _decode(path, raw, encoding)
    if text.startswith("sep=") and "\n" in text:
        first, _, text = text.partition("\n")
        delimiter = delimiter or first.strip()[4:5]
    chosen = delimiter or _delimiter(text)
    if len(chosen) != 1 or chosen in '\r\n"\0':
        raise SourceError(
            f"{path.name}: {chosen[:20]!r} separates no columns.", hint='Write one character: ";", ",", "|" or "\\t".'
        )
    rows: list[list[Any]] = []
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=chosen, strict=True):
            rows.append(list(row))
            if len(rows) > MAX_ROWS:
                break
    except csv.Error as error:
        raise SourceError(
            f"{path.name} cannot be read beyond row {len(rows) + 1}.",
            hint="A quotation mark there is opened and not closed, or one inside a cell is not doubled.",
        ) from error
    names = {";": "semicolon", ",": "comma", "\t": "tab", "|": "|"}
    turkish = {";": "noktalı virgül", ",": "virgül", "\t": "sekme", "|": "|"}
    said = (
        f"Read as {used}, columns separated by {names.get(chosen, chosen)}.",
        f"{used} olarak okundu, sütun ayırıcı: {turkish.get(chosen, chosen)}.",
    )
    return Sheet(path.stem, rows, [], [said], chosen, lost=lost)


def _decode(path: Path, raw: bytes, encoding: str) -> tuple[str, str, list[tuple[int, Said]]]:
    """The text, its encoding, and what of it was no text."""
    tried = [encoding] if encoding else []
    if not encoding:
        if raw[:2] in (b"\xff\xfe", b"\xfe\xff"):
            tried = ["utf-16"]
        elif raw[:3] == b"\xef\xbb\xbf":
            tried = ["utf-8-sig"]
        elif raw[:400].count(0) > len(raw[:400]) // 4:
            tried = ["utf-16-le" if raw[1:2] == b"\0" else "utf-16-be"]
        else:
            tried = ["utf-8", "windows-1254"]
    for name in tried:
        try:
            return raw.decode(name), {"utf-8-sig": "UTF-8", "utf-8": "UTF-8"}.get(name, name.title()), []
        except UnicodeDecodeError as error:
            text = raw.decode(name, "replace") if name.startswith("utf-8") and not encoding else ""
            bad, good = text.count("\ufffd"), len(re.findall(r"[^\x00-\x7f\ufffd]", text))
            if good > 2 * bad:  # as Windows-1254 every other letter would be two wrong ones
                row = raw.count(b"\n", 0, error.start) + 1
                said = (f"{bad} bytes are not UTF-8 and read as �, first in line {row}.",
                        f"{bad} bayt UTF-8 değil, � olarak okundu; ilki {row}. satırda.")  # fmt: skip
                return text.removeprefix("\ufeff"), "UTF-8", [(row, said)]
        except LookupError as error:
            raise SourceError(f"{name!r} is no encoding.", hint="Write utf-8, windows-1254 or utf-16.") from error
    raise SourceError(
        f"{path.name} is in none of these encodings: {', '.join(tried)}.",
        hint="Save it as “CSV UTF-8”, or name its encoding in the mapping.",
    )


def _delimiter(text: str) -> str:
    """The mark that gives most lines the same number of cells, and the more cells the better."""
    lines = [line for line in text.splitlines()[:300] if line.strip()]
    best, score = ",", 0.0
    for mark in (";", "\t", ",", "|"):
        try:
            widths = [len(row) for row in csv.reader(lines, delimiter=mark)]
        except csv.Error:
            continue
        # title rows and sums are shorter; what counts is how alike the others are
        width, count = max(Counter(widths).items(), key=lambda item: (item[1] * (item[0] > 1), item[0]))
        alike = count / max(1, len(widths))
        if width > 1 and alike * (width - 1) ** 0.5 * (2 if alike >= _SHARE else 1) > score:
            best, score = mark, alike * (width - 1) ** 0.5 * (2 if alike >= _SHARE else 1)
    return best


# -- tables and graphs of programs ---------------------------------------------------------------------------------


def _parquet(path: Path) -> Sheet:
    import pandas as pd

    try:
        frame = pd.read_parquet(path)
    except (OSError, ValueError) as error:
        raise SourceError(
            f"{path.name} cannot be read as Parquet: {error}.", hint="It is damaged; write it again."
        ) from error
    frame = frame.astype(object).where(frame.notna(), None)
    rows = [[str(name) for name in frame.columns], *frame.to_numpy(dtype=object).tolist()]
    return Sheet(path.stem, rows)


def _graph(path: Path) -> list[Sheet]:
    """Nodes and ties of a graph file as two sheets."""
    import networkx as nx

    readers: dict[str, Callable[[Path], Any]] = {
        ".graphml": nx.read_graphml, ".gexf": nx.read_gexf, ".net": nx.read_pajek, ".paj": nx.read_pajek,
    }  # fmt: skip
    try:
        graph = readers.get(path.suffix.lower(), nx.read_edgelist)(path)
    except Exception as error:  # each reader has errors of its own, and some of Python's
        raise SourceError(
            f"{path.name} cannot be read as a graph: {type(error).__name__} {error}.",
            hint="See that it is whole and of the kind that its name says; or give the ties as a table.",
        ) from error
    nodes = [{**data, "id": str(node)} for node, data in graph.nodes(data=True)]
    ties = [
        {"source": str(u), "target": str(v), **{k: d for k, d in data.items() if k != "id"}}
        for u, v, data in graph.edges(data=True)
    ]
    labelled = any(str(node.get("label", node["id"])) != node["id"] for node in nodes)
    for node in nodes:
        node.setdefault("label", node["id"])
        if not labelled:
            node.pop("id")
            node["name"] = node.pop("label")
    return [Sheet("nodes", list(_grid(nodes))), Sheet("edges", list(_grid(ties)))]


def _grid(records: list[dict[str, Any]]) -> Iterator[list[Any]]:
    names = list(dict.fromkeys(name for record in records for name in record))
    yield list(names)
    for record in records:
        yield [record.get(name) for name in names]
