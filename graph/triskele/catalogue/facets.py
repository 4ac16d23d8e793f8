"""What a filter may be asked for, and what its values are called."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping

from triskele.catalogue.collection import Catalogue
from triskele.catalogue.documents import Document, Writer
from triskele.catalogue.paging import Wanted
from triskele.catalogue.reading import texts
from triskele.catalogue.records import Texts
from triskele.errors import InvalidInput
from triskele.terms import VOCABULARY
from triskele.text import did_you_mean

_SCHEMES = {
    "sphere": ("spheres",),
    "layer": ("layers",),
    "modality": ("modalities",),
    "measure": ("measures",),
    "type": ("tie-types", "event-types"),
}
_KINDS = {"place": "place", "sector": "sector", "cluster": "actor", "document": "source"}
_BESIDE = {"none", "unknown", "hybrid", "all"}


def check_keys(catalogue: Catalogue, wanted: Wanted) -> None:
    """InvalidInput for a filter on a key nobody carries: an empty list would hide the typo."""
    for facet, keys in wanted.items():
        unknown, known = _unknown(catalogue, facet, keys) if keys else (set(), set())
        for key in sorted(unknown):
            hint = did_you_mean(key, known, "The facets of the list say which keys there are.")
            raise InvalidInput(f"No {facet} is called {key[:80]!r}.", hint=hint)


def _unknown(catalogue: Catalogue, facet: str, keys: set[str]) -> tuple[set[str], set[str]]:
    """Which keys a filter may not hold, and some that it may; nothing where any text may be asked for."""
    if facet in _SCHEMES:
        known = {t.key for t in catalogue.terms.values() if t.scheme in _SCHEMES[facet]}
        known |= set(catalogue.classes) if facet == "type" else _BESIDE
        known |= (
            {iri.rpartition("#")[2].rpartition("/")[2] for iri in catalogue.tie_types} if facet == "type" else set()
        )
        return keys - known, known
    if facet in _KINDS:
        here = catalogue.rows.column(
            "SELECT key FROM thing WHERE kind = ? AND key IN (SELECT value FROM json_each(?))",
            [_KINDS[facet], json.dumps(sorted(keys))],
        )
        unknown = keys - set(here)
        return unknown, set(catalogue.near_keys(min(unknown), _KINDS[facet])) if unknown else set()
    return set(), set()


def name_facets(writer: Writer, facets: Mapping[str, Counter[str]]) -> dict[str, list[Document]]:
    """The values of each facet with their names and counts, the most frequent first."""
    return {facet: _values(writer, facet, counts) for facet, counts in facets.items()}


def _values(writer: Writer, facet: str, counts: Counter[str]) -> list[Document]:
    named = _labels(writer.catalogue, facet, counts)
    found = [{"key": key, **writer.labels(named.get(key, {}), key), "count": n} for key, n in counts.items()]
    return sorted(found, key=lambda f: (-f["count"], f["label"], f["key"]))


def _labels(catalogue: Catalogue, facet: str, keys: Mapping[str, int]) -> dict[str, Texts]:
    found: dict[str, Texts] = {}
    if facet in _KINDS:
        rows = catalogue.rows.rows(
            "SELECT key, label_tr, label_en FROM thing WHERE kind = ? AND key IN (SELECT value FROM json_each(?))",
            [_KINDS[facet], json.dumps(list(keys))],
        )
        return {row["key"]: texts(row, "label") for row in rows}
    for key in keys:
        terms = (catalogue.terms.get(f"{VOCABULARY}{scheme}#{key}") for scheme in _SCHEMES.get(facet, ()))
        term = next((term for term in terms if term), catalogue.classes.get(key) if facet == "type" else None)
        if term:
            found[key] = term.labels
    return found
