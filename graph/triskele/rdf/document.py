"""The mapping as a document: RML with queries over the Parquet tables of a release, for any processor that reads it.

It says the same as :data:`triskele.rdf.mapping.TRUTH`, statement by statement: a processor that runs it in the folder
of a release makes the graphs of the sources. What follows from them (bounds, conventions, the graph of entities) is not
in it, nor what stands in graphs that are blank nodes: RML has none. Languages and datatypes that are columns become one
map each, because RML has them constant.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from triskele import terms
from triskele.ledger.schema import TABLES
from triskele.rdf.mapping import TRUTH
from triskele.rdf.render import quoted
from triskele.rdf.statement import GRAPH_OF, Statement

if TYPE_CHECKING:
    from triskele.ledger.tables import Ledger

_HEAD = f"""@prefix rml: <http://semweb.mmlab.be/ns/rml#> .
@prefix rr: <http://www.w3.org/ns/r2rml#> .
@prefix ql: <http://semweb.mmlab.be/ns/ql#> .
@base <{terms.ROOT}mapping/> .

# Which statements the tables of this release stand for. Run it in the folder of the release: paths begin at tables/.
"""
_YEAR = """CASE WHEN {0} IS NULL THEN NULL WHEN {0} < 0 THEN '-' ELSE '' END
 || lpad(CAST(abs({0}) AS VARCHAR), 4, '0')"""
_FROZEN = {
    "spheres": f"""SELECT a.iri, t.set, a.thing, '{terms.VOCABULARY}spheres#' || a.sphere AS sphere, a.written AS share,
 a.verbatim FROM 'tables/spheres.parquet' a JOIN 'tables/things.parquet' t ON t.iri = a.thing
 WHERE a.basis = 'stated'""",
    "figures": f"""SELECT * REPLACE ({_YEAR.format("year")} AS year, {_YEAR.format("year_to")} AS year_to)
 FROM 'tables/figures.parquet'""",
    "classifications": f"""SELECT * REPLACE ({_YEAR.format("year")} AS year) FROM 'tables/classifications.parquet'""",
}
"""Tables that a release holds in another form than the ledger."""
_DATES = {4: "gYear", 7: "gYearMonth", 10: "date"}
_NAMES = "|".join(TABLES)
_TABLE = re.compile(rf"\b(?:FROM|JOIN) ({_NAMES})\b")


def write_mapping(ledger: Ledger, graphs: str) -> str:
    """The document for this ledger, in Turtle; the same ledger gives the same text. The names of the graphs of its sets
    begin with ``graphs``."""
    maps = [*_truth(ledger, graphs), *_words(ledger)]
    return _HEAD + "".join(f"\n<map/{number}> {body}" for number, body in enumerate(maps, start=1))


def _truth(ledger: Ledger, graphs: str) -> Iterator[str]:
    for statement in TRUTH:
        for object_map, where in _objects(ledger, statement):
            if not ledger.one(f"SELECT 1 {statement.rows} LIMIT 1"):
                continue
            columns = f'"{statement.subject}" AS s, CAST("{statement.object}" AS VARCHAR) AS o'
            named = f'{quoted(graphs)} || "set"'
            query = f"SELECT * FROM (SELECT *, {columns}, {named} AS g {statement.rows}) {where}"
            query = query.replace(f'{GRAPH_OF}("set")', named)  # other engines do not know the function
            yield _map(_over(f"SELECT s, o, g FROM ({query})"), "rr:IRI", f"rr:predicate <{statement.predicate}>",
                       object_map)  # fmt: skip


def _objects(ledger: Ledger, statement: Statement) -> Iterator[tuple[str, str]]:
    """What the object of a statement is, and for which rows."""
    literal = 'rml:reference "o" ; rr:termType rr:Literal'
    match statement.kind:
        case "iri":
            yield 'rml:reference "o" ; rr:termType rr:IRI', ""
        case "typed":
            yield f"{literal} ; rr:datatype <{terms.XSD}{statement.detail}>", ""
        case "date":
            for length, kind in _DATES.items():
                where = f"WHERE len(ltrim(o, '-')) = {length}"
                yield f"{literal} ; rr:datatype <{terms.XSD}{kind}>", where
        case _ if statement.detail.startswith("@"):
            column = statement.detail[1:]
            for (tag,) in list(ledger.query(f'SELECT DISTINCT "{column}" {statement.rows} ORDER BY 1')):
                if tag is None:
                    yield literal, f'WHERE "{column}" IS NULL'
                else:
                    yield f'{literal} ; rr:language "{tag}"', f"WHERE \"{column}\" = '{tag}'"
        case _:
            yield literal + (f' ; rr:language "{statement.detail}"' if statement.detail else ""), ""


def _words(ledger: Ledger) -> Iterator[str]:
    """The statements kept word for word: one map for each kind of subject, object and graph there is."""
    kinds = """SELECT DISTINCT starts_with(subject, '_:') AS a, datatype, "language", datatype IS NULL AND
      "language" IS NULL AND starts_with(object, '_:') AS b FROM statements WHERE NOT starts_with(graph, '_:')
      ORDER BY ALL"""
    for a, kind, tag, b in list(ledger.query(kinds)):
        same = [f"starts_with(subject, '_:') = {a}", "NOT starts_with(graph, '_:')"]
        same += [f"datatype = '{kind}'" if kind else "datatype IS NULL"]
        same += [f"\"language\" = '{tag}'" if tag else '"language" IS NULL']
        if kind is None and tag is None:
            same.append(f"starts_with(object, '_:') = {b}")
            value = f'rml:reference "o" ; rr:termType {_node(b)}'
        else:
            value = 'rml:reference "o" ; rr:termType rr:Literal'
            value += f' ; rr:language "{tag}"' if tag else ""
            value += f" ; rr:datatype <{kind}>" if kind and kind != terms.XSD + "string" else ""
        query = (
            f"SELECT {_label('subject')} AS s, predicate AS p, {_label('object') if b else 'object'} AS o, graph AS g "
            f"FROM 'tables/statements.parquet' WHERE {' AND '.join(same)}"
        )
        yield _map(query, _node(a), 'rr:predicateMap [ rml:reference "p" ; rr:termType rr:IRI ]', value)


def _node(blank: bool) -> str:
    return "rr:BlankNode" if blank else "rr:IRI"


def _label(column: str) -> str:
    return f"regexp_replace({column}, '^_:', '')"


def _over(query: str) -> str:
    """The query over the files of a release: the tables it names come first, each under its name."""
    views = {
        name: _FROZEN.get(name, f"SELECT * FROM 'tables/{name}.parquet'") for name in sorted(set(_TABLE.findall(query)))
    }
    return f"WITH {', '.join(f'{name} AS ({view})' for name, view in views.items())} {query}"


def _map(query: str, subject: str, predicate: str, value: str) -> str:
    text = " ".join(query.split()).replace("\\", "\\\\").replace('"', '\\"')
    return f"""a rr:TriplesMap ;
  rml:logicalSource [ rml:query "{text}" ; rml:referenceFormulation ql:CSV ] ;
  rr:subjectMap [ rml:reference "s" ; rr:termType {subject} ;
    rr:graphMap [ rml:reference "g" ; rr:termType rr:IRI ] ] ;
  rr:predicateObjectMap [ {predicate} ; rr:objectMap [ {value} ] ] .
"""
