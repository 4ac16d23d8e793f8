"""The mapping: which table holds what, and what its headings and words mean. A person may edit it;
``mapping.schema.json`` says what may stand there."""

from __future__ import annotations

from collections.abc import Mapping as Given
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from triskele.errors import SourceError
from triskele.sources.sheets.words import EVENTS, FIGURES, HOLDS, ORGANISATIONS, TIES, data

FILE = "mapping.yaml"
_BOUND = 1024 * 1024
FIELDS = {
    ORGANISATIONS: (*data()[ORGANISATIONS], "document", "section", "statement"),
    TIES: (*data()[TIES], "document", "section", "statement"),
    FIGURES: (*data()[FIGURES], "document", "section", "statement"),
    EVENTS: (*data()[EVENTS], "document", "section", "statement"),
}
"""What a column may be, by what its table holds."""
NEEDED = {
    ORGANISATIONS: ("name", "name_tr", "name_en"),
    TIES: ("source", "target"),
    FIGURES: ("about", "value"),
    EVENTS: ("subject", "type"),
}


@dataclass(frozen=True)
class Column:
    """What a column is: a field, or a measure of a figure, a scheme of identifiers, a type of tie to what it names."""

    field: str = ""
    measure: str = ""
    unit: str = ""
    year: str = ""
    identifier: str = ""
    tie: str = ""

    def written(self) -> Any:
        """As the file has it."""
        if self.field:
            return self.field
        return {n: v for n in ("measure", "unit", "year", "identifier", "tie") if (v := getattr(self, n))} or None


@dataclass
class TableMapping:
    """One table: where it stands and what it holds."""

    file: str
    holds: str
    columns: dict[str, Column]
    sheet: str = ""
    head: int = 0
    values: dict[str, dict[str, str]] = field(default_factory=dict)
    """By field (class, type, sphere, ...): the word in the cells, and ours."""
    encoding: str = ""
    delimiter: str = ""
    decimal: str = ""
    separator: str = ""
    always: dict[str, str] = field(default_factory=dict)
    """What every row of the table says, for instance ``type: membership``."""

    def column(self, name: str) -> str:
        """The first heading of a field; empty without one."""
        return next((heading for heading, column in self.columns.items() if column.field == name), "")


@dataclass
class Mapping:
    """Every table, and the classes and tie types of one's own: key, names, the one of ours that is wider."""

    tables: list[TableMapping] = field(default_factory=list)
    classes: dict[str, dict[str, str]] = field(default_factory=dict)
    tie_types: dict[str, dict[str, str]] = field(default_factory=dict)

    def of(self, file: str, sheet: str) -> list[TableMapping]:
        """What is read of a sheet: it may hold organisations and, in other columns, ties between them."""
        return [t for t in self.tables if t.file == file and t.sheet in ("", sheet)]


def read_mapping(path: Path) -> Any:
    """The file as plain data; runs in a bounded process. SourceError when it is no YAML or too long."""
    import yaml

    if path.stat().st_size > _BOUND:
        raise SourceError(f"{path.name} is longer than a mapping may be.", hint="Make it again: triskele import guess.")
    try:
        return yaml.safe_load(path.read_text(encoding="utf-8-sig"))
    except (yaml.YAMLError, ValueError, TypeError, RecursionError) as error:  # of dates and keys that are none, too
        raise SourceError(
            f"{path.name} is not YAML: {error}.", hint="Mend the line named, or make it again: triskele import guess."
        ) from error


def understand(found: Any, name: str = FILE) -> Mapping:
    """Plain data as a mapping; SourceError that names what is wrong with it."""

    def wrong(what: str, hint: str) -> SourceError:
        return SourceError(f"{name}: {what}.", hint=hint)

    def part(of: Given[Any, Any], part: str, where: str) -> Given[Any, Any]:
        said = of.get(part) or {}
        if not isinstance(said, Given):
            raise wrong(f"{where} has {part} that are no list of names", f"Write “{part}:” and below it “name: what”.")
        return said

    if not isinstance(found, Given) or not isinstance(found.get("tables"), list):
        raise wrong("there is no list of tables", "It begins with “tables:”; make it again: triskele import guess.")
    result = Mapping()
    for number, table in enumerate(found["tables"], start=1):
        where = f"table {number}"
        if not isinstance(table, Given) or not table.get("file"):
            raise wrong(f"{where} names no file", "Give the name of the file, for instance file: kuruluslar.xlsx.")
        where = f"{table['file']} {table.get('sheet', '')}".strip()[:200]
        holds = table.get("holds", "")
        if holds == "nothing":
            result.tables.append(TableMapping(str(table["file"]), holds, {}, str(table.get("sheet") or "")))
            continue
        if not isinstance(holds, str) or holds not in HOLDS:
            raise wrong(f"{where} holds {str(holds)[:80]!r}", f"It holds {', '.join(HOLDS)} or nothing.")
        columns = {
            str(h): _column(c, holds, f"{where}, column {h}", wrong) for h, c in part(table, "columns", where).items()
        }
        always = part(table, "always", where)
        fields = {column.field for column in columns.values()} | {str(name) for name in always}
        if not fields & set(NEEDED[holds] if holds in (ORGANISATIONS, TIES) else NEEDED[holds][:1]):
            raise wrong(f"{where} has no column that is {NEEDED[holds][0]}", "Say which heading it is.")
        values = part(table, "values", where)
        head = table.get("head") or 0
        if not isinstance(head, int):
            raise wrong(f"{where} has its headings in row {str(head)[:80]!r}", "Give the number of the row.")
        mark = table.get("decimal") or ""
        if mark not in ("", ",", "."):
            raise wrong(f"{where} has the decimal mark {str(mark)[:80]!r}", "It is a comma or a point.")
        result.tables.append(
            TableMapping(
                file=str(table["file"]),
                holds=holds,
                columns=columns,
                head=head,
                values={
                    str(f): {str(k): str(v or "") for k, v in part(values, f, f"{where}, values,").items()}
                    for f in values
                },
                always={str(k): str(v) for k, v in always.items()},
                **{n: str(table.get(n) or "") for n in ("sheet", "encoding", "delimiter", "decimal", "separator")},
            )
        )
    own = part(found, "own", "it")
    for kind, place in (("classes", result.classes), ("tie_types", result.tie_types)):
        for key, said in part(own, kind, "own").items():
            if not isinstance(said, Given) or not said.get("below"):
                raise wrong(
                    f"own {kind}: {key} is below nothing", "Say which word of ours is the wider one, below: Firm."
                )
            place[str(key)] = {n: str(said.get(n) or "") for n in ("below", "tr", "en")}
    return result


def _column(said: Any, holds: str, where: str, wrong: Any) -> Column:
    if said is None:
        return Column()
    if isinstance(said, str):
        if said not in FIELDS[holds]:
            raise wrong(f"{where} is {said!r}", f"It may be one of {', '.join(FIELDS[holds])}.")
        return Column(said)
    if isinstance(said, Given) and len({"measure", "identifier", "tie"} & set(said)) == 1:
        return Column(**{n: str(v) for n, v in said.items() if n in Column.__dataclass_fields__})
    raise wrong(f"{where} cannot be understood", "Write a field, or measure, identifier or tie with its details.")


_HEAD = """\
# Which table holds what, and what its headings and words mean. Change what was guessed wrongly, then:
#   triskele import check
# A column: a field, {measure: turnover, unit: TRY, year: 2023}, {identifier: ror}, {tie: membership}, or nothing.
# values: a word of the cells, and ours. Own words: own: {classes: {living-lab: {below: Incubator, tr: …, en: …}}}.
#
# Hangi tabloda ne var, başlıklar ve sözcükler ne demek. Yanlış tahmini düzeltin, sonra: triskele import check
"""


def write_mapping(mapping: Mapping) -> str:
    """A mapping as text for a person."""
    import yaml

    tables = []
    for table in mapping.tables:
        row: dict[str, Any] = {"file": table.file}
        row |= {n: getattr(table, n) for n in ("sheet", "head", "holds") if getattr(table, n)}
        row |= {
            n: getattr(table, n)
            for n in ("encoding", "delimiter", "decimal", "separator", "always")
            if getattr(table, n)
        }
        if table.holds != "nothing":
            row["columns"] = {heading: column.written() for heading, column in table.columns.items()}
        if table.values:
            row["values"] = {f: {k: v or None for k, v in words.items()} for f, words in table.values.items()}
        tables.append(row)
    whole: dict[str, Any] = {"tables": tables}
    own = {n: v for n, v in (("classes", mapping.classes), ("tie_types", mapping.tie_types)) if v}
    if own:
        whole["own"] = own
    return _HEAD + "\n" + yaml.safe_dump(whole, allow_unicode=True, sort_keys=False, width=110)
