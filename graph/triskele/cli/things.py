"""Commands about what a release says: query, questions, show, search, quality, export."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import IO, TYPE_CHECKING

from triskele.cli.terminal import open_release, print_rows, read_settings
from triskele.errors import InvalidInput
from triskele.ledger.time import parse_when, parse_year
from triskele.release.library import QUICK

if TYPE_CHECKING:
    from triskele.release import Release


def query(options: argparse.Namespace) -> int:
    from triskele.bounded import Limits
    from triskele.bounded.queries import Question, ask_once

    text = options.query
    if text == "-":
        text = sys.stdin.read()
    elif text.startswith("@"):
        path = Path(text[1:])
        if not path.is_file():
            raise InvalidInput(f"{path} is not a file.", hint="Write @ and the path of a query file.")
        text = path.read_text(encoding="utf-8")
    release = open_release(options).release
    table = options.format == "table"
    rows_format = "json" if table else options.format
    graph_format = "ttl" if table else options.format
    formats = {"rows": rows_format, "graph": graph_format}
    question = Question(text, formats, as_of=options.as_of, when=options.when)
    release.check_store(QUICK)
    reply = ask_once(release.opening, question, Limits(options.timeout, options.timeout, opens_files=False))
    if table and reply.kind == "rows":
        answer = json.loads(reply.body)
        columns = answer["head"]["vars"]
        rows = [{k: v["value"] for k, v in b.items()} for b in answer["results"]["bindings"]]
        print_rows(rows, columns, "table")
        print(f"{len(rows)} rows", file=sys.stderr)
    elif table and reply.kind == "boolean":
        print("yes" if json.loads(reply.body)["boolean"] else "no")
    else:
        sys.stdout.buffer.write(reply.body)
        sys.stdout.buffer.flush()
    return 0


def _questions(options: argparse.Namespace, release: Release) -> Path:
    """The questions of the release, or those being written: of the ontology that was named."""
    folder: Path = options.ontology or release.ontology
    return folder / "questions"


def questions_list(options: argparse.Namespace) -> int:
    from triskele.questions import read_questions

    questions = read_questions(_questions(options, open_release(options).release))
    rows = [
        {
            "name": q.name,
            "question_en": q.question["en"],
            "question_tr": q.question["tr"],
            "parameters": " ".join(f"{k}={v}" for k, v in q.parameters.items()),
        }
        for q in questions
    ]
    print_rows(rows, ("name", "question_en", "question_tr", "parameters"), options.format)
    return 0


def questions_run(options: argparse.Namespace) -> int:
    from triskele.questions import find_question

    eco = open_release(options)
    question = find_question(_questions(options, eco.release), options.name)
    given = dict(pair.partition("=")[::2] for pair in options.parameters)
    answer = eco.answer(question.text(given))
    rows = list(answer)
    print_rows(rows, answer.variables or ("subject", "predicate", "object"), options.format)
    return 0


def show(options: argparse.Namespace) -> int:
    kind, slash, key = options.id.partition("/") if not options.id.startswith("http") else ("", "", "")
    eco = open_release(options)
    thing = eco.thing(key, kind) if slash else eco.thing(options.id)
    if options.format == "json":
        json.dump(
            {"iri": thing.iri, "properties": thing.properties, "ties": thing.ties(), "evidence": thing.evidence()},
            sys.stdout,
            ensure_ascii=False,
            indent=1,
        )
        print()
        return 0
    print(thing.label(options.lang))
    print(thing.iri)
    rows = [{"property": p, "value": v} for p, values in thing.properties.items() for v in values]
    print_rows(rows, ("property", "value"), "table")
    if ties := thing.ties():
        print_rows(ties, ("role", "type", "other", "other_label", "from", "to", "modality"), "table")
    print_rows(thing.evidence(), ("document", "section", "lineFrom", "lineTo", options.lang), "table")
    return 0


def search(options: argparse.Namespace) -> int:
    from triskele.search import search

    hits = search(open_release(options).release, options.text, limit=options.limit)
    rows = [hit.row() for hit in hits]
    print_rows(rows, ("key", "kind", "label_tr", "label_en", "matched", "score"), options.format)
    return 0 if rows else 1


def quality(options: argparse.Namespace) -> int:
    from triskele.catalogue import open_catalogue
    from triskele.catalogue.quality import list_faults, report_quality
    from triskele.release import Library

    release = open_release(options).release
    if options.check:
        catalogue, rows = open_catalogue(release), []
        cursor: str | None = ""
        while cursor is not None:
            page = list_faults(
                catalogue, release, options.lang, options.check, name=options.set, limit=1000, cursor=cursor
            )
            rows += page["items"]
            cursor = page["meta"]["next"]
        columns = ("key", "label", "set", "file", "row")
        if any("other" in row for row in rows) and options.format != "json":
            rows = [row | {"other": row["other"]["label"]} for row in rows]
            columns = ("score", "label", "other", "set", "why")
        print_rows(rows, columns, options.format)
        return 0
    library = Library(read_settings(options).data)
    before = [number for number in library.numbers() if number < release.number]
    found = report_quality(release, library.release(before[-1]) if before else None, options.lang, options.set)
    rows = found["items"]
    if options.format == "table":
        rows = [row | {"share": "" if row["share"] is None else f"{row['share']:.1%}"} for row in rows]
    print_rows(rows, ("key", "label", "count", "of", "share", *(["count_before"] if before else [])), options.format)
    return 0


def export(options: argparse.Namespace) -> int:
    from triskele.release.exports import write_whole, write_year

    release = open_release(options).release
    parse_when(options.when, options.as_of)

    def write(output: IO[bytes]) -> None:
        if options.as_of is None:
            write_whole(release, output, options.format)
        else:
            write_year(release, output, options.format, parse_year(options.as_of), options.when)

    if options.output:
        with open(options.output, "wb") as file:
            write(file)
    else:
        write(sys.stdout.buffer)
        sys.stdout.buffer.flush()
    return 0
