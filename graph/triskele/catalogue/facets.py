"""What a filter may be asked for, and what its values are called."""

from __future__ import annotations

import difflib
from collections import Counter
from collections.abc import Mapping

from triskele.catalogue.collection import Catalogue
from triskele.catalogue.documents import Document, Writer
from triskele.errors import InvalidInput
from triskele.terms import ID, VOCABULARY

Wanted = Mapping[str, set[str]]
_SCHEMES = {
    "sphere": ("spheres",),
    "layer": ("layers",),
    "modality": ("modalities",),
    "measure": ("measures",),
    "type": ("tie-types", "event-types"),
}
_KINDS = {"place": "place", "sector": "sector", "cluster": "actor", "document": "source"}
_BESIDE = {"none", "unknown", "hybrid"}


def check_keys(catalogue: Catalogue, wanted: Wanted) -> None:
    """InvalidInput for a filter on a key nobody carries: an empty list would hide the typo."""
    for facet, keys in wanted.items():
        known = _known(catalogue, facet) if keys else None
        for key in sorted(keys - known) if known is not None else ():
            near = difflib.get_close_matches(key, known or (), n=3)
            hint = f"Did you mean {', '.join(near)}?" if near else "The facets of the list say which keys there are."
            raise InvalidInput(f"No {facet} is called {key!r}.", hint=hint)


def _known(catalogue: Catalogue, facet: str) -> set[str] | None:
    """The keys a filter may hold; None when any text may be asked for."""
    if facet in _SCHEMES:
        found = {t.key for t in catalogue.terms.values() if t.scheme in _SCHEMES[facet]}
        return found | (set(catalogue.classes) if facet == "type" else _BESIDE)
    if facet in _KINDS:
        return {thing.key for thing in catalogue.things.values() if thing.kind == _KINDS[facet]}
    return None


def name_facets(writer: Writer, facets: Mapping[str, Counter[str]]) -> dict[str, list[Document]]:
    """The values of each facet with their names and counts, the most frequent first."""
    return {facet: _values(writer, facet, counts) for facet, counts in facets.items()}


def _values(writer: Writer, facet: str, counts: Counter[str]) -> list[Document]:
    found = [{"key": key, **_label(writer, facet, key), "count": count} for key, count in counts.items()]
    return sorted(found, key=lambda f: (-f["count"], f["label"], f["key"]))


def _label(writer: Writer, facet: str, key: str) -> Document:
    catalogue = writer.catalogue
    for scheme in _SCHEMES.get(facet, ()):
        if f"{VOCABULARY}{scheme}#{key}" in catalogue.terms:
            return writer.labels(catalogue.terms[f"{VOCABULARY}{scheme}#{key}"].labels, key)
    if facet == "type" and key in catalogue.classes:
        return writer.labels(catalogue.classes[key].labels, key)
    thing = catalogue.things.get(f"{ID}{_KINDS.get(facet, '')}/{key}")
    return writer.labels(thing.labels if thing else {}, key)
