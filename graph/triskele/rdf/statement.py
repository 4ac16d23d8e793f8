"""What one kind of statement is: a query over the tables whose rows become a statement each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from triskele import terms

GRAPH_OF = "graph_of"
"""The function of the engine that names the graph of a set: whose the data are decides."""
Kind = Literal["iri", "text", "typed", "date"]
Column = tuple[str, str, Kind, str]
"""A column, its predicate, and what its object is."""


@dataclass(frozen=True)
class Statement:
    """One kind of statement: subject column, predicate, and an object that is an IRI, a text or a typed literal.

    ``detail`` is the language of a text (a tag or, with ``@``, the column that holds it), or the XSD datatype. ``date``
    gives a gYear, gYearMonth or date by how exact the text is.
    """

    rows: str
    subject: str
    predicate: str
    object: str
    kind: Kind
    detail: str = ""
    graph: str = "set"


def ours(name: str) -> str:
    """One of our properties."""
    return terms.TSK + name


def own(table: str, where: str = "") -> str:
    """The rows of a table that stand for statements of ours: those of foreign RDF are there word for word already."""
    extra = f" AND {where}" if where else ""
    return f"FROM {table} WHERE verbatim IS NOT TRUE{extra}"


def each(table: str, *columns: Column) -> tuple[Statement, ...]:
    """Statements about the ``iri`` of a table, one a column that is filled."""
    return tuple(
        Statement(own(table, f'"{column}" IS NOT NULL'), "iri", predicate, column, kind, detail)
        for column, predicate, kind, detail in columns
    )


def typed(table: str, cls: str) -> Statement:
    """The class of every row of a table."""
    return Statement(f"FROM (SELECT *, '{cls}' AS type_ {own(table)})", "iri", terms.TYPE, "type_", "iri")


def concept(table: str, column: str, predicate: str, scheme: str) -> Statement:
    """A statement whose object is the concept of a vocabulary that a column holds the key of."""
    rows = f"""FROM (SELECT *, '{terms.VOCABULARY}{scheme}#' || "{column}" AS concept_
      {own(table, f'"{column}" IS NOT NULL')})"""
    return Statement(rows, "iri", predicate, "concept_", "iri")
