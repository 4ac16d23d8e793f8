"""One release as Python objects: the front door of ``import triskele``."""

from __future__ import annotations

import io
import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from triskele.errors import UnknownThing
from triskele.identifiers import expand, mint
from triskele.markup import table
from triskele.release.library import Library, Release
from triskele.terms import LANGUAGES
from triskele.text import did_you_mean

if TYPE_CHECKING:
    import pandas
    import rdflib

    from triskele.measure.partners import Partners
    from triskele.measure.readings import Readings
    from triskele.measure.whatif import WhatIf
    from triskele.metrics.record import Result
    from triskele.networks import Projected
    from triskele.networks.csr import Network
    from triskele.pieces import Cluster
    from triskele.progress import Tell
    from triskele.store import Answer

_DESCRIBE = "SELECT ?property ?value ?language { ?thing ?property ?value BIND(LANG(?value) AS ?language) }"
_TIES = """
SELECT DISTINCT ?tie ?type ?role ?other ?other_label ?from ?to ?modality ?confidence WHERE {
  VALUES (?mine ?theirs ?role) {
    (tsk:source tsk:target "out") (tsk:target tsk:source "in") (tsk:participant tsk:participant "both")
  }
  ?tie ?mine ?thing ; ?theirs ?other ; tsk:tieType ?type ; tsk:modality ?modality ; tsk:confidence ?confidence .
  FILTER(?other != ?thing)
  OPTIONAL { ?other skos:prefLabel ?other_label FILTER(LANG(?other_label) = "en") }
  OPTIONAL { ?tie tsk:validFrom ?from }
  OPTIONAL { ?tie tsk:validTo ?to }
}
ORDER BY ?type ?role ?other
"""
_EVIDENCE = """
SELECT ?document ?section ?lineFrom ?lineTo ?en ?tr WHERE {
  ?thing tsk:evidence ?e . ?e prov:hadPrimarySource ?document ; tsk:section ?section ;
    tsk:lineFrom ?lineFrom ; tsk:lineTo ?lineTo .
  OPTIONAL { ?e tsk:statement ?en FILTER(LANG(?en) = "en") }
  OPTIONAL { ?e tsk:statement ?tr FILTER(LANG(?tr) = "tr") }
}
ORDER BY ?document ?lineFrom
"""


class Rows(list[dict[str, Any]]):
    """The rows of an answer, each a dictionary by variable name."""

    def to_frame(self) -> pandas.DataFrame:
        """The rows as a pandas DataFrame; unbound cells are missing values."""
        import pandas

        return pandas.DataFrame(list(self))

    def _repr_html_(self) -> str:
        """What a notebook shows: the first rows."""
        names = list(dict.fromkeys(name for row in self for name in row))
        return table(names, ([row.get(name) for name in names] for row in self), len(self))


@dataclass(frozen=True)
class Thing:
    """One thing of the release: its IRI, what is stated of it, its ties and its evidence."""

    iri: str
    release: Release

    @cached_property
    def properties(self) -> dict[str, list[Any]]:
        """Every property with its values, in the order of their text."""
        found: dict[str, list[Any]] = {}
        for row in self.release.store.query(_DESCRIBE, bindings={"thing": self.iri}):
            found.setdefault(row["property"], []).append(row["value"])
        return {name: sorted(values, key=str) for name, values in sorted(found.items())}

    def label(self, language: str = "en") -> str:
        """The preferred label in this language, else in the other one, else the IRI."""
        query = "SELECT ?label ?language { ?thing skos:prefLabel ?label BIND(LANG(?label) AS ?language) }"
        labels = {
            row["language"]: row["label"] for row in self.release.store.query(query, bindings={"thing": self.iri})
        }
        for wanted in (language, *LANGUAGES):
            if wanted in labels:
                return str(labels[wanted])
        return self.iri

    def ties(self) -> Rows:
        """The ties this thing is an end of; ``role`` says on which side: out, in or both."""
        return Rows(self.release.store.query(_TIES, bindings={"thing": self.iri}))

    def evidence(self) -> Rows:
        """Where the sources speak of it: document, section, lines, statement in both languages."""
        return Rows(self.release.store.query(_EVIDENCE, bindings={"thing": self.iri}))


class Ecosystem:
    """A release opened for reading in this process. Queries here are not bounded; the service's are."""

    def __init__(self, release: Release) -> None:
        self.release = release

    def query(self, query: str, *, as_of: int | None = None, when: str = "possible") -> Rows:
        """The rows of a SPARQL query (a graph comes as subject, predicate, object; ASK as one row ``boolean``).

        With ``as_of`` the query sees what possibly (or, ``when="certain"``, certainly) was there in that year instead
        of the truth with all its dates.

        >>> import triskele
        >>> triskele.open().query("SELECT (COUNT(?a) AS ?n) { ?a a tsk:ClusterInitiative }")[0]["n"] > 0
        True
        """
        return Rows(self.answer(query, as_of=as_of, when=when))

    def answer(self, query: str, *, as_of: int | None = None, when: str = "possible") -> Answer:
        """The answer itself, to iterate once or write in a format."""
        return self.release.query(query, as_of=as_of, when=when)

    def thing(self, name: str, kind: str = "actor") -> Thing:
        """The thing with this key (of this kind) or IRI, or UnknownThing with near keys.

        >>> import triskele
        >>> triskele.open().thing("ostim").label("tr")[:5]
        'OSTİM'
        """
        iri = expand(name) if ":" in name else mint(kind, name, self.release.root)
        if not self.release.store.query("ASK { ?thing ?p ?o }", bindings={"thing": iri}):
            keys = [row["s"].rpartition("/")[2] for row in self._iris()]
            hint = did_you_mean(iri.rpartition("/")[2], keys, "Find keys with: triskele search TEXT.")
            raise UnknownThing(f"Nothing is called {name}.", hint=hint)
        return Thing(iri, self.release)

    def actor(self, name: str) -> Thing:
        """The actor with this key or IRI."""
        return self.thing(name, "actor")

    def project(
        self,
        projection: str = "organisations",
        *,
        level: str = "actors",
        community: int | None = None,
        **selection: Any,
    ) -> Projected:
        """A projection with its network, the ties it kept and what it dropped; see :class:`networks.Selection`.

        ``level="communities"`` gives the communities of the release with the ties between them, ``community`` the
        members of one.
        """
        from triskele.ledger.selection import Selection

        chosen = Selection.read(selection)
        if level == "actors" and community is None:
            from triskele.networks.projection import project

            return project(self.release, projection, chosen)
        from triskele.positions import project_at

        return project_at(self.release, projection, chosen, level=level, community=community)

    def network(self, projection: str = "organisations", **selection: Any) -> Network:
        """The network of a projection: a networkx graph for every networkx function, over compiled arrays.

        >>> import triskele
        >>> G = triskele.open().network("organisations", as_of=2015)
        >>> G.number_of_edges() > 100
        True
        """
        return self.project(projection, **selection).network

    def measure(
        self,
        name: str,
        *,
        projection: str = "organisations",
        table: Any = None,
        cluster: Cluster = None,
        tell: Tell | None = None,
        selection: Mapping[str, Any] | None = None,
        **parameters: Any,
    ) -> Result:
        """The metric of this name on a projection (``selection`` chooses the network: as_of, spheres, ...).

        ``cluster`` spreads the work: a number of processes, the address of a dask scheduler, or a
        ``distributed.Client``; the bytes stay the same. ``tell`` hears how far it is
        (:class:`triskele.progress.Progress`).

        >>> import triskele
        >>> triskele.open().measure("ei-index", selection={"as_of": 2015}, permutations=99).headline.status
        'ok'
        """
        from triskele.measure import measure
        from triskele.networks import Selection
        from triskele.pieces import spread
        from triskele.progress import watched

        chosen = Selection.read(selection or {})
        with spread(cluster), watched(tell):
            return measure(self.release, name, projection=projection, selection=chosen, table=table, **parameters)

    def readings(
        self,
        name: str,
        *,
        projection: str = "organisations",
        about: str | None = None,
        top: int = 1,
        lowest: bool = False,
        cluster: Cluster = None,
        tell: Tell | None = None,
        selection: Mapping[str, Any] | None = None,
        **parameters: Any,
    ) -> Readings:
        """The metric under all defensible readings of the data: in how many its headline (or: that ``about`` is among
        the first ``top``) holds, and which choice turns it; see :func:`triskele.measure.readings.read_all`.

        >>> import triskele
        >>> found = triskele.open().readings("degree-centrality", about="odtu-teknokent", top=5)
        >>> len(found.readings) >= 64, found.held + found.count("turned") + found.count("undefined")
        (True, 144)
        """
        from triskele.measure.readings import read_all
        from triskele.networks import Selection
        from triskele.pieces import spread
        from triskele.progress import watched

        chosen = Selection.read(selection or {})
        with spread(cluster), watched(tell):
            return read_all(
                self.release, name, projection=projection, selection=chosen, about=about, top=top, lowest=lowest,
                **parameters,
            )  # fmt: skip

    def what_if(
        self,
        changes: Sequence[str],
        *,
        name: str = "",
        metrics: Sequence[str] = (),
        projection: str = "organisations",
        selection: Mapping[str, Any] | None = None,
        permutations: int = 199,
        seed: int = 1,
        cluster: Cluster = None,
        tell: Tell | None = None,
    ) -> WhatIf:
        """Metrics before and after changes to actors and ties, with null models, and who gains and loses; see
        :func:`triskele.measure.whatif.what_if`. The release stays as it is.

        >>> import triskele
        >>> found = triskele.open().what_if(["remove-actor:odtu-teknokent"], metrics=["blau-index"])
        >>> found.effects[0].difference != 0
        True
        """
        from triskele.measure.whatif import what_if
        from triskele.networks import Selection
        from triskele.networks.scenario import Scenario
        from triskele.pieces import spread
        from triskele.progress import watched

        scenario = Scenario.read({"name": name, "changes": list(changes)})
        with spread(cluster), watched(tell):
            return what_if(
                self.release, scenario, metrics=metrics, projection=projection,
                selection=Selection.read(selection or {}), permutations=permutations, seed=seed,
            )  # fmt: skip

    def partners(
        self,
        actor: str,
        *,
        by: str | None = None,
        limit: int = 10,
        projection: str = "organisations",
        selection: Mapping[str, Any] | None = None,
    ) -> Partners:
        """Whom an actor should approach next, with reasons, ties and evidence; see
        :func:`triskele.measure.partners.partners`.

        >>> import triskele
        >>> triskele.open().partners("ostim").candidates[0].kind
        'two-steps'
        """
        from triskele.measure.partners import partners
        from triskele.networks import Selection

        chosen = Selection.read(selection or {})
        return partners(self.release, actor, by=by, limit=limit, projection=projection, selection=chosen)

    def _iris(self) -> Iterator[dict[str, Any]]:
        yield from self.release.store.query("SELECT DISTINCT ?s { ?s a ?c ; skos:prefLabel ?l }")

    def rdflib(self) -> rdflib.Dataset:
        """Every statement as an rdflib Dataset, for small work; it holds everything in memory."""
        import rdflib

        from triskele.release.exports import write_whole

        statements = io.BytesIO()
        write_whole(self.release, statements, "nq")
        dataset = rdflib.Dataset(default_union=True)
        dataset.parse(data=statements.getvalue(), format="nquads")
        return dataset


def open_ecosystem(data: str | os.PathLike[str] | None = None, release: int | None = None) -> Ecosystem:
    """Open a release: the current one of the data folder, or the one with this number. It is not removed while it is
    open."""
    from triskele.settings import Settings

    library = Library(Settings.read(data=None if data is None else Path(data)).data)
    return Ecosystem(library.reading(release))
