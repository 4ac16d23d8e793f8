"""What a table holds, guessed as a person would: from its name, its headings and its cells. Every guess is told."""

from __future__ import annotations

from typing import Any

from triskele.sources.sheets import seen
from triskele.sources.sheets.cells import decimal_mark, number, text
from triskele.sources.sheets.crosstab import ACROSS, MARK, is_plain
from triskele.sources.sheets.dates import when
from triskele.sources.sheets.fields import (
    called,
    counts,
    ends_as,
    field_of,
    fields_of,
    identifier_headings,
    is_heading,
    is_of_event,
)
from triskele.sources.sheets.heads import Table
from triskele.sources.sheets.holding import holds_of
from triskele.sources.sheets.lines import is_unreal
from triskele.sources.sheets.lists import written_out
from triskele.sources.sheets.mapping import FIELDS, Column, TableMapping
from triskele.sources.sheets.measuring import assumed_currency, measured
from triskele.sources.sheets.people import is_personal
from triskele.sources.sheets.reading import Said
from triskele.sources.sheets.roles import is_noun, receives, role, says_bodies
from triskele.sources.sheets.views import Views, anchors_of, keeper_of, tie_of_title
from triskele.sources.sheets.words import (
    EVENTS,
    FIGURES,
    ORGANISATIONS,
    TIES,
    Vocabulary,
    data,
    headings,
    index,
    nearest,
    plain,
    tie_of,
)

SCHEMES = {
    ORGANISATIONS: {"class": "classes", "sphere": "spheres"},
    TIES: {"type": "tie-types", "modality": "modalities"},
    FIGURES: {"measure": "measures", "qualifier": "qualifiers"},
    EVENTS: {"type": "event-types"},
}
"""Fields whose cells are words of ours, and where these stand."""
_NAMING = ("name", "name_tr", "name_en", "alias", "id", "note")
"""Fields of organisations that do not name others."""
_NAMED = ("participants", "subject", "source", "target", "project")
"""Fields of names: numbers below such a heading are another thing, as how many took part."""
_SOME = 0.2
"""Of the names below a heading that says what they are, those that must be known or called as organisations are."""


def guess(
    table: Table, file: str, vocabulary: Vocabulary, around: seen.Around, others: frozenset[str] = frozenset()
) -> tuple[list[TableMapping], list[Said], list[Said]]:
    """What one table is read as, what was assumed in it, and what of that may well be wrong. ``others`` are the
    organisations that the other tables list, as they are compared."""
    if MARK in table.columns.values():
        return [_crosstab(table, file, vocabulary, around)], [], []
    names = names_of(table, around.used)
    listed = len(names.keys() - others) > len(names) / 2
    columns = _naming(table, around)
    holds = holds_of(table, file, listed, columns, vocabulary, around)
    said, doubted = list[Said](), list[Said]()
    main = TableMapping(file, holds, {}, table.sheet.name, table.head, delimiter=table.sheet.delimiter)
    main.columns = _columns(table, holds, columns, vocabulary, around, said, doubted)
    views = Views(table, main, around)
    keeper = keeper_of(table, around)
    if holds == ORGANISATIONS:
        name = next((main.column(field) for field in _NAMING[:3] if main.column(field)), "")
        others_named = [at for at in columns if main.columns[table.columns[at]].field not in _NAMING]
        for at in others_named if name else ():
            if role(table.columns[at]):
                main.columns[table.columns[at]] = Column()
        views.by_columns(
            [at for at in others_named if not main.columns[table.columns[at]].written()], [name] * bool(name)
        )
        told = tie_of_title(table, file)
        if name and keeper and told:
            views.by_keeper(keeper, name, told, False)
        if name:
            views.by_dates(name)
    elif holds == EVENTS and not main.column("type"):
        main.always["type"] = "event-held"
    elif holds == TIES:
        _ends(table, file, main, columns, keeper, views, vocabulary, around, doubted)
    main.decimal = _decimal(table, main, views)
    main.values = _values(table, main, vocabulary, around)
    for view in views.found:
        view.decimal, view.delimiter = main.decimal, main.delimiter
    empty = holds == TIES and views.found and not (main.column("source") and main.column("target"))
    found = [*([] if empty else [main]), *views.found]
    read = {heading for one in found for heading, column in one.columns.items() if column.written()}
    for heading in table.columns.values():
        if heading not in read and not counts(heading):
            said.append((f"Column “{heading}” is not read: say in the mapping what it is.",
                         f"“{heading}” sütunu okunmuyor: ne olduğunu eşlemede yazın."))  # fmt: skip
    return found, [*said, *views.said], [*doubted, *views.doubted]


def _ends(
    table: Table, file: str, main: TableMapping, columns: list[int], keeper: str, views: Views, vocabulary: Vocabulary,
    around: seen.Around, doubted: list[Said],
) -> None:  # fmt: skip
    """Who is at the ends of the ties of a table: by headings, by what these say of those below, else by their order."""
    source, target, typed = main.column("source"), main.column("target"), main.column("type")
    heads = [table.columns[at] for at in columns]
    told = tie_of_title(table, file)
    if not (source or target or typed) and len(heads) > 1 and any(map(is_personal, table.columns.values())):
        doubted.append(("This is a table of persons; what they are to the organisations beside them is not read.",
                        "Bu bir kişi tablosu; kişilerin yanlarındaki kuruluşlarla bağı okunmadı."))  # fmt: skip
        main.columns = {heading: Column() for heading in main.columns}
        return
    if not (source and target):
        roles = [head for head in heads if role(head)]
        for head in (source, target):
            if head:
                main.columns[head] = Column()
        if len(heads) > 1 and (typed or not roles):
            ends = sorted(heads[:2], key=_place)
            main.columns |= {ends[0]: Column("source"), ends[1]: Column("target")}
            heads = [head for head in heads if head not in ends]
            if _place(ends[0]) == _place(ends[1]):
                doubted.append(("No heading says who is the source of these ties; the first column of names counts.",
                                "Bağların kaynağını söyleyen başlık yok; ad bulunan ilk sütun sayıldı."))  # fmt: skip
        elif heads and (typed or len(heads) == 1):
            end = keeper or around.keeper
            if typed:
                main.columns[heads[0]] = Column("target")
                if end:
                    main.always["source"] = end
            elif end and (found := told or role(heads[0])):
                views.by_keeper(end, heads[0], found, not keeper)
                return
            if typed and end and not keeper:
                doubted.append((f"Nobody is named at the other end of “{heads[0]}”; {end} is taken, the publisher.",
                                f"“{heads[0]}” sütununun karşısında kimse anılmıyor; yayımlayan {end} sayıldı.")
                               )  # fmt: skip
            heads = heads[1:]
        else:
            views.by_columns(columns, anchors_of(table, columns))
            return
    if not main.column("type") and (kind := told.kind if told else _tie_of_name(table)):
        main.always["type"] = kind
        doubted.append((f"No column says of what type these ties are; by the name of the table {kind} is taken.",
                        f"Bağların türünü söyleyen sütun yok; tablonun adına göre {kind} sayıldı."))  # fmt: skip
    anchor = main.column("target") or main.column("source")
    heads = [head for head in heads if main.columns[head].field not in ("source", "target") and role(head)]
    views.by_columns([at for at in columns if table.columns[at] in heads], [anchor])


def _place(heading: str) -> int:
    """Where the ends of a tie stand by a heading: who gives before whom nothing is said of, before who gets."""
    field = field_of(heading, TIES)
    return (field == "target" or receives(heading)) - (field == "source")


def _tie_of_name(table: Table) -> str:
    return next((kind for said in (table.sheet.name, *table.titles) if (kind := tie_of(said))), "")


def _crosstab(table: Table, file: str, vocabulary: Vocabulary, around: seen.Around) -> TableMapping:
    """What a table of marks is read as: ties between who stands in its rows and what its headings name."""
    names = [text(value) for value in dict.fromkeys(table.values(1))]
    bodies = sum(plain(name) in around.names for name in names) > len(names) / 2
    columns = {
        table.columns[0]: Column("source"),
        ACROSS: Column("target" if bodies else "project"),
        MARK: Column("type"),
    }
    for heading in list(table.columns.values())[3:]:
        columns[heading] = Column("from" if field_of(heading, TIES) == "from" else "note")
    kinds = {}
    plainly = (
        "participation" if not bodies else (told.kind if (told := tie_of_title(table, file)) else _tie_of_name(table))
    )
    for mark in dict.fromkeys(text(value) for value in table.values(2)):
        meant = around.legend.means(mark, ACROSS)
        kind = plainly if is_plain(mark) and not meant else vocabulary.find("tie-types", meant or mark)[0]
        kinds[meant or mark] = kind if bodies or kind in ("coordination", "") else "participation"
    return TableMapping(file, TIES, columns, table.sheet.name, table.head, {"type": kinds})


def names_of(table: Table, used: frozenset[str] = frozenset()) -> dict[str, str]:
    """The organisations that a table lists, as names are compared, and how each is called in full. ``used`` are the
    names in other tables: a column of short names may be known by them."""
    return seen.names_of(table, lambda heading: "" if is_of_event(heading) else field_of(heading, ORGANISATIONS), used)


def _naming(table: Table, around: seen.Around) -> list[int]:
    """The columns that name organisations: by their cells, or by a heading that says what those below it are."""
    found = []
    for at, heading in table.columns.items():
        if is_personal(heading) or field_of(heading, ORGANISATIONS) == "note":
            continue
        share = seen.names_in(table, at, around)
        known = field_of(heading, TIES) in ("source", "target") or not is_heading(heading)
        if share >= seen.MOST or (
            says_bodies(heading)
            or (role(heading) and known and (share >= _SOME or seen.short_names(table, at)))
            or (is_noun(heading) and share >= _SOME)
        ):
            found.append(at)
    return found


def _told(heading: str, field: str, holds: str, cells: Said = ("", "")) -> Said:
    return (
        f"Column “{heading}” is read as {field}{cells[0]}.",
        f"“{heading}” sütunu {called(field, holds)} olarak okunuyor{cells[1]}.",
    )


def _columns(
    table: Table, holds: str, naming: list[int], vocabulary: Vocabulary, around: seen.Around, said: list[Said],
    doubted: list[Said],
) -> dict[str, Column]:  # fmt: skip
    """What each column is, by its heading, else by its cells."""
    columns: dict[str, Column] = {}
    order = sorted(
        table.columns.items(), key=lambda item: (_exact(item[1], holds), not _is_whole(item[1])), reverse=True
    )
    for at, heading in order:
        taken = {column.field for column in columns.values()}
        column, near = _column(heading, table.values(at), holds, taken, vocabulary)
        if column.field == "id" and _is_coded(table, at, around):  # a code that is explained says of which kind it is
            column = Column("class" if holds == ORGANISATIONS else "")
        columns[heading] = column
        if near:
            said.append(_told(heading, near, holds))
        if column.measure and (money := assumed_currency(heading, column, vocabulary)):
            doubted.append((f"Nobody says in which currency “{heading}” is: {money} is assumed where a cell has none.",
                            f"“{heading}” sütununun para birimi yok: hücrede yazmıyorsa {money} sayıldı."))  # fmt: skip
    columns = {heading: columns[heading] for heading in table.columns.values()}
    field, scheme = next(iter(SCHEMES[holds].items()))
    given = next((at for at, h in table.columns.items() if columns[h].field == field), None)
    if (
        holds in (TIES, EVENTS)
        and given is not None
        and seen.words_here(table, [given], vocabulary, scheme, around) is None
    ):
        better = seen.words_here(table, [at for at in table.columns if at not in naming], vocabulary, scheme, around)
        if better is not None or holds == EVENTS:
            columns[table.columns[given]] = Column()
    said += _by_cells(table, holds, columns, naming, vocabulary, around)
    return columns


def _by_cells(
    table: Table, holds: str, columns: dict[str, Column], naming: list[int], vocabulary: Vocabulary, around: seen.Around
) -> list[Said]:
    """Fill in what no heading said and the cells say; what was assumed of which column."""
    said: list[Said] = []

    def free() -> list[int]:
        return [
            at for at, h in table.columns.items() if not columns[h].written() and not counts(h) and at not in naming
        ]

    def lacks(*fields: str) -> bool:
        return not any(column.field in fields for column in columns.values())

    def take(at: int | None, field: str, cells: Said) -> None:
        if at is not None:
            columns[table.columns[at]] = Column(field)
            said.append(_told(table.columns[at], field, holds, cells))

    if holds == EVENTS:
        heads = [table.columns[at] for at in naming if columns[table.columns[at]].field not in ("label", "place")]
        for number, head in enumerate(heads):
            columns[head] = Column("participants" if number else "subject")
    if holds == ORGANISATIONS and lacks("alias"):
        name = next((at for at, h in table.columns.items() if columns[h].field == "name"), None)
        take(None if name is None else seen.short_here(table, name, free(), around.used), "alias",
             (": other tables use its cells as names", ": öbür tablolarda ad olarak geçiyor"))  # fmt: skip
    if holds == ORGANISATIONS and lacks("name", "name_tr", "name_en"):
        at = seen.names_here(table, [at for at, h in table.columns.items() if not columns[h].written() and not role(h)])
        take(at, "name",
             (": its cells end as names of organisations do", ": hücreleri kuruluş adları gibi bitiyor"))  # fmt: skip
    field, scheme = next(iter(SCHEMES[holds].items()))
    if lacks(field) and not (holds == TIES and any(map(is_personal, columns))):  # else it is what the person is there
        take(seen.words_here(table, free(), vocabulary, scheme, around), field,
             (": its cells are such words", ": hücrelerinde böyle sözcükler var"))  # fmt: skip
    if holds == TIES and lacks("modality"):
        told = next((at for at in free() if any(map(is_unreal, seen.filled(table, at)))), None)
        take(
            told,
            "modality",
            (": some of its cells say that nothing came of it", ": bazı hücreleri olmadığını söylüyor"),
        )
    if holds == TIES and lacks("currency"):
        take(seen.words_here(table, free(), vocabulary, "currencies", around), "currency",
             (": its cells are currencies", ": hücrelerinde para birimleri var"))  # fmt: skip
    dated = {TIES: "from", EVENTS: "date"}.get(holds, "")
    if dated and lacks(dated):
        take(seen.dates_here(table, free()), dated, (": its cells are dates", ": hücrelerinde tarihler var"))
    return said


def _is_whole(heading: str) -> bool:
    """Whether a heading is of the sum of a project, of which another column says what one gives."""
    return bool(set(plain(heading).split()) & {plain(word) for word in data()["whole"]["words"]})


def _exact(heading: str, holds: str) -> bool:
    return any(name in fields_of(holds) for name in headings(heading))


def _column(heading: str, values: list[Any], holds: str, taken: set[str], vocabulary: Vocabulary) -> tuple[Column, str]:
    """What a heading means, and under which name when that was only near."""
    if counts(heading) or is_personal(heading):
        return Column(), ""
    fields = fields_of(holds)
    listed = {*fields, *identifier_headings(), *index(data()["measures"])}
    known = [n for n in headings(heading) if n in listed]
    name = next(iter(known), plain(heading))
    if name in identifier_headings() and holds == ORGANISATIONS:
        return Column(identifier=identifier_headings()[name]), ""
    if name in fields:
        field = fields[name]
        filled = [said for value in values if (said := text(value))]
        if field == "name" and name == "kurulus" and filled and seen.share(values, when) > 0.8:
            field = "founded"
        if (
            field == "id" and len(set(filled)) < len(filled) / 2
        ):  # the same code in many rows says of which kind they are
            field = "class" if holds == ORGANISATIONS else ""
        if (
            field in ("participants", "subject", "source", "target")
            and seen.share(values, lambda v: number(v, ",")) > 0.5
        ):
            field = ""
        fits = field != "sphere" or seen.share(values, lambda v: _known(vocabulary, "spheres", v)) > 0.5
        if field and fits and (field not in taken or field == "note"):
            return Column(field), ""
    if (
        holds == ORGANISATIONS
        and (tie := next(filter(None, map(index(data()["tie-columns"]).get, headings(heading))), ""))
        and tie != "hosting"
    ):
        return Column(tie=tie), ""
    if holds == ORGANISATIONS and (column := measured(heading, values, vocabulary)):
        return column, ""
    if (last := ends_as(heading, holds)) and last not in taken:
        return Column(last), last
    no = {*taken, fields.get(name, ""), *(_NAMED if _is_counted(values) else ())}
    free = {n: f for n, f in fields.items() if f not in no}
    if (short := written_out(heading, free)) and short in FIELDS[holds]:
        return Column(short), short
    near = nearest(name, free) if len(name) > 3 else None
    if near and fields[near] in FIELDS[holds]:
        return Column(fields[near]), fields[near]
    return Column(), ""


def _is_coded(table: Table, at: int, around: seen.Around) -> bool:
    """Whether most cells of a column are codes that the workbook explains."""
    cells = seen.filled(table, at)
    return sum(bool(around.legend.means(cell, table.columns[at])) for cell in cells) > seen.MOST * len(cells)


def _is_counted(values: list[Any]) -> bool:
    return any(map(text, values)) and seen.share(values, lambda value: number(value, ",")) > 0.5


def _known(vocabulary: Vocabulary, scheme: str, value: Any) -> None:
    if not vocabulary.find(scheme, text(value))[0]:
        raise ValueError(value)


def _decimal(table: Table, main: TableMapping, views: Views) -> str:
    turkish = table.sheet.delimiter == ";" or any(set("çğıöşüÇĞİÖŞÜ") & set(name) for name in table.columns.values())
    counted = {h for one in (main, *views.found) for h, c in one.columns.items()
               if c.measure or c.field in ("value", "amount", "lat", "long")}  # fmt: skip
    numbers = [value for at, heading in table.columns.items() if heading in counted for value in table.values(at)]
    return decimal_mark(numbers, turkish) if any(isinstance(value, str) and text(value) for value in numbers) else ""


def _values(
    table: Table, mapping: TableMapping, vocabulary: Vocabulary, around: seen.Around
) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for field, scheme in SCHEMES[mapping.holds].items():
        at = next((at for at, h in table.columns.items() if mapping.columns[h].field == field), None)
        if at is None:
            continue
        words = dict.fromkeys(text(value) for value in table.values(at))
        meant = [around.legend.means(word, table.columns[at]) or word for word in words if word]
        found[field] = {word: vocabulary.find(scheme, word)[0] for word in meant}
    return found
