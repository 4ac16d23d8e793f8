"""The tables of a ledger as N-Quads, written by the engine as a stream, in the order of the mapping."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from triskele import terms
from triskele.ledger.schema import NAMESPACE
from triskele.ledger.tables import Ledger
from triskele.rdf.statement import GRAPH_OF, Statement

_MACROS = f"""
CREATE OR REPLACE MACRO ref(x) AS CASE WHEN starts_with(x, '_:') THEN x ELSE '<' || x || '>' END;
CREATE OR REPLACE MACRO lit(x) AS '"' || replace(replace(replace(replace(replace(CAST(x AS VARCHAR),
  '\\', '\\\\'), '"', '\\"'), chr(10), '\\n'), chr(13), '\\r'), chr(9), '\\t') || '"';
CREATE OR REPLACE MACRO as_date(x) AS lit(x) || '^^<{terms.XSD}' ||
  CASE len(ltrim(x, '-')) WHEN 4 THEN 'gYear' WHEN 7 THEN 'gYearMonth' ELSE 'date' END || '>';
"""


def prepare(ledger: Ledger, root: str) -> None:
    """Teach the engine to write terms, and what the names of the data begin with: graphs of sets, and what follows from
    rows and has no name of its own."""
    ledger.execute(f"{_MACROS}CREATE OR REPLACE MACRO {GRAPH_OF}(x) AS {quoted(root + terms.SOURCES)} || x;")
    ledger.execute(f"SET VARIABLE {NAMESPACE} = {quoted(root)}")


def quoted(words: str) -> str:
    """A text as the engine reads it."""
    return "'" + words.replace("'", "''") + "'"


def line(statement: Statement) -> str:
    """The query that gives the N-Quads lines of one kind of statement."""
    match statement.kind:
        case "iri":
            value = f'ref("{statement.object}")'
        case "date":
            value = f'as_date("{statement.object}")'
        case "typed":
            value = f"lit(\"{statement.object}\") || '^^<{terms.XSD}{statement.detail}>'"
        case _ if statement.detail.startswith("@"):
            value = f"lit(\"{statement.object}\") || coalesce('@' || \"{statement.detail[1:]}\", '')"
        case _:
            tag = f" || '@{statement.detail}'" if statement.detail else ""
            value = f'lit("{statement.object}"){tag}'
    graph = f'{GRAPH_OF}("set")' if statement.graph == "set" else f"'{terms.GRAPH}{statement.graph}'"
    return (
        f"SELECT ref(\"{statement.subject}\") || ' <{statement.predicate}> ' || {value} || ' <' || {graph} || '> .'"
        f" AS line {statement.rows}" + (" ORDER BY line" if " JOIN " in statement.rows else "")  # a join has no order
    )


WORDS = f"""SELECT ref(subject) || ' <' || predicate || '> ' || CASE
    WHEN "language" IS NOT NULL THEN lit(object) || '@' || "language"
    WHEN datatype = '{terms.XSD}string' THEN lit(object)
    WHEN datatype IS NOT NULL THEN lit(object) || '^^<' || datatype || '>'
    ELSE ref(object) END || ' ' || ref(graph) || ' .' AS line FROM statements"""


def write_lines(ledger: Ledger, statements: Iterable[Statement], path: Path, *, words: bool = False) -> int:
    """Write the statements to a file of N-Quads, and with ``words`` those that are kept word for word; how many."""
    queries = [line(statement) for statement in statements] + ([WORDS] if words else [])
    return write_queries(ledger, queries, path)


def write_queries(ledger: Ledger, queries: Iterable[str], path: Path) -> int:
    """Write the answers of queries for one column of text, one line a row, to a file."""
    count = 0
    with open(path, "wb") as whole:
        for number, query in enumerate(queries):
            part = path.with_name(f".{path.name}-{number}")
            ledger.execute(
                f"COPY ({query}) TO '{part}' (FORMAT csv, HEADER false, QUOTE '', ESCAPE '', DELIMITER '\x01')"
            )
            with open(part, "rb") as lines:
                while block := lines.read(1 << 20):
                    count += block.count(b"\n")
                    whole.write(block)
            part.unlink()
    return count
