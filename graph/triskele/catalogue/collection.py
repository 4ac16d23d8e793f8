"""The catalogue of a release: questions to its tables. Nothing is held but the terms of the ontology."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property, lru_cache
from pathlib import Path

from triskele.catalogue.database import COLUMNS, ROWS, Columns, Row, Rows
from triskele.catalogue.making import build
from triskele.catalogue.reading import KINDS as TABLES
from triskele.catalogue.reading import Records, texts
from triskele.catalogue.records import Record, Term
from triskele.errors import UnknownThing, Withdrawn
from triskele.identifiers import KINDS
from triskele.ledger.selection import Selection, where
from triskele.ledger.withdrawing import REASONS, seal
from triskele.ownership import Owner
from triskele.release.library import Release
from triskele.terms import ID, LANGUAGES, TSK, VOCABULARY
from triskele.text import near

_TABLE_OF = {kind: kind for kind in TABLES[1:]}
SECTORS = "sectors"
"""The scheme whose concepts are things."""


class Catalogue:
    """The tables of one release, open for reading from several threads: ``columns`` for lists, ``rows`` for records.
    ``count_chosen`` gives the numbers of :class:`triskele.networks.choosing.Chosen`."""

    def __init__(
        self,
        number: int,
        folder: Path,
        owner: Owner,
        withdrawn: Mapping[str, tuple[str, str]],
        count_chosen: Callable[[Selection], dict[str, int | None]],
    ) -> None:
        self.number, self.owner, self.withdrawn = number, owner, withdrawn
        self.columns, self.rows = Columns(folder / COLUMNS), Rows(folder / ROWS)
        self.count_chosen = lru_cache(maxsize=256)(count_chosen)

    # -- terms ------------------------------------------------------------------------------------------------------

    @cached_property
    def terms(self) -> dict[str, Term]:
        """Every concept of the vocabularies by IRI; sectors are things and not among them."""
        above: dict[str, list[str]] = {}
        for concept, broader in self.rows.tuples("SELECT * FROM concept_above WHERE concept <> above ORDER BY 1, 2"):
            above.setdefault(concept, []).append(broader)
        return {
            row["iri"]: Term(
                row["iri"], row["key"], row["scheme"], texts(row, "label"), tuple(above.get(row["iri"], ()))
            )
            for row in self.rows.rows("SELECT * FROM concept ORDER BY iri")
        }

    @cached_property
    def classes(self) -> dict[str, Term]:
        """Every class of ours, and those of one's own below ours, by local name; ``broader`` holds the names of all
        classes above it."""
        above: dict[str, set[str]] = {}
        for cls, higher in self.rows.tuples(f"SELECT * FROM class_above WHERE above LIKE '{TSK}%'"):
            above.setdefault(cls, set()).add(higher.removeprefix(TSK))
        rows = self.rows.rows(f"SELECT * FROM cls ORDER BY iri LIKE '{TSK}%', iri")  # ours win over namesakes
        return {
            row["key"]: Term(
                row["iri"], row["key"], "", texts(row, "label"), tuple(sorted(above[row["iri"]] - {row["key"]}))
            )
            for row in rows
            if row["iri"] in above
        }

    @cached_property
    def tie_types(self) -> dict[str, tuple[str | None, bool]]:
        """Layer (key) and symmetry of every tie type, by IRI."""
        return {r["iri"]: (r["layer"], r["symmetric"]) for r in self.rows.rows("SELECT * FROM tie_type")}

    @cached_property
    def held(self) -> dict[str, int]:
        """How many things of each kind there are, and how many classifications, pieces of evidence and concepts: what
        no selection changes is counted once."""
        tables = ("classification", "evidence", "concept")
        of = {table: self.rows.one(f"SELECT count(*) FROM {table}") for table in tables}
        return of | dict(self.rows.tuples("SELECT kind, count(*) FROM thing GROUP BY kind"))

    @cached_property
    def documents(self) -> list[Row]:
        """Every document with how much is read in it."""
        return self.rows.rows(
            "SELECT t.iri, t.key, t.label_tr, t.label_en, d.type, "
            "(SELECT count(*) FROM evidence e WHERE e.document = t.iri) AS evidence "
            "FROM thing t LEFT JOIN document d ON d.number = t.number WHERE t.kind = 'source' ORDER BY t.iri"
        )

    def term(self, scheme: str, key: str) -> Term | None:
        """The concept of a scheme."""
        return self.terms.get(f"{VOCABULARY}{scheme}#{key}")

    def is_a(self, cls: str, wanted: str) -> bool:
        """Whether a class is another one or below it."""
        return cls == wanted or (cls in self.classes and wanted in self.classes[cls].broader)

    # -- looking up -------------------------------------------------------------------------------------------------

    def iri_of(self, kind: str, key: str) -> str | None:
        """The IRI of the thing of this kind and key, in whichever namespace; None without one."""
        iri: str | None = self.rows.one(
            "SELECT iri FROM thing WHERE key = ? AND kind = ? ORDER BY iri LIMIT 1", [key, kind]
        )
        return iri

    def find(self, kind: str, key: str) -> Record:
        """The record of this kind and key, or UnknownThing with near keys. A thing at somebody else's address is found
        by its kind and key too."""
        records = Records(self)
        if (record := records.get(f"{ID}{kind}/{key}")) is not None:
            return record
        table = _TABLE_OF.get(kind, "thing")
        kinds, named = (" AND kind = ?", [key, kind]) if table == "thing" else ("", [key])
        iri = self.rows.one(f"SELECT iri FROM {table} WHERE key = ?{kinds} ORDER BY iri LIMIT 1", named)
        if (record := records.get(iri)) is not None:
            return record
        self._say_withdrawn(kind, key)
        near = self.near(key)
        if kind not in KINDS:
            hint = f"Kinds are {', '.join(KINDS)}."
        elif near:
            hint = f"Did you mean {', '.join(near)}?"
        else:
            hint = "Find keys with GET /search?q= or: triskele search TEXT."
        raise UnknownThing(f"Nothing is called {kind}/{key}.", hint=hint)

    def kept_for(self, kind: str, key: str) -> tuple[str, str] | None:
        """Kind and key of the thing that a record counts as which is decided to be the same; None for any other."""
        if self.rows.one("SELECT 1 FROM thing WHERE kind = ? AND key = ?", [kind, key]) is not None:
            return None
        sql = """SELECT t.kind, t.key FROM replaced r JOIN thing t ON t.iri = r.thing
          WHERE r.kind = ? AND r.key = ? ORDER BY r.iri = ? DESC, r.iri LIMIT 1"""
        found = self.rows.tuples(sql, [kind, key, f"{ID}{kind}/{key}"])
        return next(((str(its), str(name)) for its, name in found), None)

    def _say_withdrawn(self, kind: str, key: str) -> None:
        """Withdrawn, when there is a tombstone for it."""
        if (found := self.withdrawn.get(seal(kind, key))) is not None:
            date, reason = found
            why = REASONS.get(reason, dict.fromkeys(LANGUAGES, reason))
            raise Withdrawn(
                f"It was withdrawn on {date} ({why['en']}); nothing else is kept.",
                hint="It will not come back; go on with the search.",
                date=date,
                reason=why,
            )

    def by_key(self, keys: Iterable[str]) -> dict[str, str]:
        """Key to IRI for everything but evidence and documents, whose keys repeat those of rows and places."""
        asked = [json.dumps(sorted(set(keys)))]
        found: dict[str, str] = {}
        for table in reversed(TABLES[:-1]):
            documents = " AND kind <> 'source'" if table == "thing" else ""
            found |= dict(
                self.rows.tuples(
                    f"SELECT key, iri FROM {table} WHERE key IN (SELECT value FROM json_each(?)){documents} "
                    "ORDER BY 1, 2",
                    asked,
                )
            )
        return found

    def near(self, key: str) -> list[str]:
        """Up to three ``kind/key`` whose keys look like this one; the same key of another kind comes first."""
        if key in (found := self.by_key([key])):
            return ["/".join(found[key].rsplit("/", 2)[1:])]
        named = dict(
            self.rows.tuples(
                "SELECT key, kind || '/' || key FROM thing WHERE key IN (SELECT value FROM json_each(?))",
                [json.dumps(self.near_keys(key))],
            )
        )
        return [named[k] for k in near(key, named)]

    def near_keys(self, key: str, kind: str = "") -> list[str]:
        """The keys of things (of a kind) that share most letters with a text: few enough to be looked at closely."""
        return self.columns.column(
            "SELECT DISTINCT key, jaro_winkler_similarity(key, ?) AS near FROM thing WHERE kind = ? OR ? = '' "
            "ORDER BY near DESC, key LIMIT 50",
            [key[:200], kind, kind],
        )

    # -- who is chosen ----------------------------------------------------------------------------------------------

    def tie_condition(self, selection: Selection, *, year: bool = True, without: Sequence[str] = ()) -> str:
        """The rule of a selection for rows of ``tie``, as SQL; ``without`` names columns that are not asked about."""
        conditions = [c for c in selection.tie_conditions() if c.column not in without]
        said = [
            f"number IN (SELECT number FROM documented WHERE kind = 'tie' AND {where([c._replace(column='key')])})"
            if c.column == "document"
            else where([c._replace(column=_COLUMNS.get(c.column, c.column))])
            for c in conditions
        ]
        if year and selection.as_of is not None:
            said.append(f"number IN (SELECT tie FROM pair WHERE {where(selection.year_conditions())})")
        return " AND ".join(f"({part})" for part in said) or "TRUE"


_COLUMNS = {"confidence": "certainty", "type": "type_key", "layer": "coalesce(layer, 'none')"}
"""What the columns of the rule are called in the table of ties."""


def open_catalogue(release: Release) -> Catalogue:
    """The catalogue of a release; files that are not there or not as they were written are made first."""
    if not (release.kept(COLUMNS) and release.kept(ROWS)):
        build(release)

    def count_chosen(selection: Selection) -> dict[str, int | None]:
        from triskele.networks.choosing import count_chosen, open_arrays  # slow to import, and search needs none

        return count_chosen(open_arrays(release), selection)

    return Catalogue(release.number, release.derived, release.owner, release.withdrawn, count_chosen)
