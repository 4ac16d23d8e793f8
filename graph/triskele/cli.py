"""The command line: parse, call, print, exit code; no logic.

Exit codes: 0 done, 1 there are findings or differences, 2 could not do it. Errors go to stderr as ``error[code]: …``
and ``hint: …``; progress goes to stderr as well, so that stdout is always the answer.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from triskele.errors import InvalidInput, InvalidRelease, TriskeleError
from triskele.settings import Settings

if TYPE_CHECKING:
    from triskele.ecosystem import Ecosystem
    from triskele.metrics.record import Result
    from triskele.networks import Selection

Handler = Callable[[argparse.Namespace], int]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    parser = make_parser()
    options = parser.parse_args(arguments)
    handler: Handler = options.handler
    try:
        return handler(options)
    except TriskeleError as error:
        print(f"error[{error.code}]: {error.message}", file=sys.stderr)
        print(f"hint: {error.hint}", file=sys.stderr)
        return 2
    except BrokenPipeError:  # the reader of a pipe (head, less) has seen enough
        sys.stderr.close()
        return 0
    except KeyboardInterrupt:
        print("stopped", file=sys.stderr)
        return 130


def make_parser() -> argparse.ArgumentParser:
    """The whole command line; docs/reference/cli.md is generated from it."""
    from triskele import __version__

    parser = argparse.ArgumentParser(
        prog="triskele", description="An open knowledge graph of the innovation ecosystem."
    )
    parser.add_argument("--version", action="version", version=f"triskele {__version__}")
    commands = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")

    def command(name: str, handler: Handler, help: str, group: Any = commands) -> argparse.ArgumentParser:
        sub: argparse.ArgumentParser = group.add_parser(name, help=help, description=help)
        sub.set_defaults(handler=handler)
        sub.add_argument("--data", type=Path, help="folder of the releases (TRISKELE_DATA)")
        return sub

    def reading(sub: argparse.ArgumentParser, formats: Sequence[str] = ("table", "json", "csv")) -> None:
        sub.add_argument("--release", type=int, help="number of the release; the current one if not given")
        sub.add_argument("--format", choices=formats, default=formats[0])

    def sources(sub: argparse.ArgumentParser) -> None:
        sub.add_argument("--seeds", type=Path, help="folder of seed tables (TRISKELE_SEEDS)")
        sub.add_argument("--ontology", type=Path, help="folder of the ontology (TRISKELE_ONTOLOGY)")

    def selecting(sub: argparse.ArgumentParser) -> None:
        sub.add_argument("--as-of", type=int, help="ties active in this year")
        sub.add_argument("--where", action="append", default=[], metavar="NAME=VALUE",
                         help="a filter or convention of the network, for instance spheres=university,industry; "
                         "docs/reference/networks.md lists them; may be given several times")  # fmt: skip

    sub = command("build", _build, "Build a release from the seeds and make it current.")
    sources(sub)
    sub.add_argument("--no-promote", action="store_true", help="leave the current release as it is")

    sub = command("validate", _validate, "Check the seeds, or one RDF file, and report every finding.")
    sub.add_argument("file", nargs="?", type=Path, help="an RDF file to check instead of the seeds")
    sources(sub)
    sub.add_argument("--format", choices=("table", "json", "csv"), default="table")

    sub = command("serve", _serve, "Serve the current release over HTTP, with the explorer.")
    sub.add_argument("--host", help="address to listen on (TRISKELE_HOST)")
    sub.add_argument("--port", type=int, help="port to listen on (TRISKELE_PORT)")
    sub.add_argument("--workers", type=int, help="number of query workers (TRISKELE_WORKERS)")

    sub = command("query", _query, "Evaluate a SPARQL query.")
    sub.add_argument("query", help="the query, @FILE to read it from a file, or - for standard input")
    reading(sub, ("table", "json", "csv", "tsv", "xml", "ttl", "nt", "jsonld", "rdfxml", "nq", "trig"))
    sub.add_argument("--as-of", type=int, help="see the ecosystem as of this year")
    sub.add_argument("--timeout", type=float, default=30, help="seconds the query may take (30)")

    group = commands.add_parser("questions", help="The competency questions.").add_subparsers(
        required=True, metavar="ACTION"
    )
    reading(command("list", _questions_list, "List the questions.", group))
    sub = command("run", _questions_run, "Ask one question.", group)
    sub.add_argument("name")
    sub.add_argument("parameters", nargs="*", metavar="NAME=VALUE")
    reading(sub)

    sub = command("show", _show, "Show one thing: names, ties, evidence.")
    sub.add_argument("id", help="a key (ostim), kind/key (place/izmir) or IRI")
    sub.add_argument("--lang", choices=("tr", "en"), default="en")
    reading(sub, ("table", "json"))

    sub = command("search", _search, "Find things by name; typos and Turkish letters are forgiven.")
    sub.add_argument("text")
    sub.add_argument("--limit", type=int, default=10)
    reading(sub)

    sub = command("export", _export, "Write the statements of a release to standard output or a file.")
    reading(sub, ("nq", "nt", "ttl", "trig", "rdfxml", "jsonld"))
    sub.add_argument("--as-of", type=int, help="only the view of this year, with the entities")
    sub.add_argument("--output", type=Path, help="file to write")

    sub = command("network", _network, "Write a network of the release to standard output or a file.")
    sub.add_argument("projection", help="organisations, membership, layers or hyperedges")
    reading(sub, ("node-link", "cytoscape", "graphml", "gexf", "pajek", "net", "csv"))
    selecting(sub)
    sub.add_argument("--output", type=Path, help="file to write")

    group = commands.add_parser("metrics", help="The metrics.").add_subparsers(required=True, metavar="ACTION")
    sub = command("list", _metrics_list, "List the metrics.", group)
    sub.add_argument("--format", choices=("table", "json", "csv"), default="table")
    sub = command("show", _metrics_show, "What a metric asks, its formula, range, parameters and source.", group)
    sub.add_argument("name")
    sub.add_argument("--lang", choices=("tr", "en"), default="en")
    sub = command("run", _metrics_run, "Compute a metric with its null model.", group)
    sub.add_argument("name")
    sub.add_argument("parameters", nargs="*", metavar="NAME=VALUE", help="parameters of the metric")
    sub.add_argument("--projection", default="organisations")
    sub.add_argument("--table", type=Path, help="CSV file, for metrics of regions, firms and checklists")
    sub.add_argument("--null", help="null model")
    sub.add_argument("--permutations", type=int, help="draws from the null model")
    sub.add_argument("--seed", type=int, help="seed of the draws")
    sub.add_argument("--lang", choices=("tr", "en"), default="en")
    reading(sub, ("table", "json", "csv", "ttl"))
    selecting(sub)

    group = commands.add_parser("releases", help="The releases.").add_subparsers(required=True, metavar="ACTION")
    sub = command("list", _releases_list, "List the releases.", group)
    sub.add_argument("--format", choices=("table", "json", "csv"), default="table")
    sub = command("show", _releases_show, "Show the manifest of a release.", group)
    sub.add_argument("number", type=int, nargs="?")
    sub = command("diff", _releases_diff, "What was born, died and changed between two releases.", group)
    sub.add_argument("older", type=int)
    sub.add_argument("newer", type=int)
    sub.add_argument("--format", choices=("table", "json", "csv"), default="table")
    sub = command("promote", _releases_promote, "Make a release the current one.", group)
    sub.add_argument("number", type=int)
    return parser


def _settings(options: argparse.Namespace) -> Settings:
    names = ("data", "seeds", "ontology", "host", "port", "workers")
    return Settings.read(**{name: getattr(options, name, None) for name in names})


def _ecosystem(options: argparse.Namespace) -> Ecosystem:
    from triskele.ecosystem import open_ecosystem

    return open_ecosystem(_settings(options).data, getattr(options, "release", None))


def _progress(text: str) -> None:
    from rich.console import Console

    Console(stderr=True, highlight=False).print(f"[dim]…[/dim] {text}" if sys.stderr.isatty() else text)


def _print(rows: Sequence[dict[str, Any]], columns: Sequence[str], form: str) -> None:
    """Rows as a table for people, or as JSON or CSV for machines."""
    if form == "json":
        json.dump(rows, sys.stdout, ensure_ascii=False, indent=1)
        print()
    elif form == "csv":
        import csv

        writer = csv.DictWriter(sys.stdout, columns, lineterminator="\n", extrasaction="ignore")
        writer.writeheader()
        writer.writerows(rows)
    else:
        from rich import box
        from rich.console import Console
        from rich.table import Table
        from rich.text import Text

        from triskele.identifiers import shorten

        table = Table(*columns, box=box.SIMPLE_HEAD)
        for row in rows:
            cells = ("" if row.get(c) is None else shorten(str(row[c])) for c in columns)
            table.add_row(*(Text(cell, overflow="fold") for cell in cells))
        Console(width=None if sys.stdout.isatty() else 200).print(table)


def _build(options: argparse.Namespace) -> int:
    from triskele.release import build_release

    try:
        release = build_release(_settings(options), _progress, promote=not options.no_promote)
    except InvalidRelease as error:
        _findings(error.report.rows(), "table")  # type: ignore[attr-defined]  # set where it is raised
        raise
    manifest = release.manifest
    print(f"Release {release.number}: {manifest['quads']} statements, findings {manifest['findings']}")
    return 0


def _findings(rows: list[dict[str, Any]], form: str) -> None:
    columns = ("severity", "file", "row", "field", "value", "shape", "message_en", "message_tr", "subject")
    _print(rows, columns if form != "table" else (*columns[:5], "message_en"), form)


def _validate(options: argparse.Namespace) -> int:
    from triskele.release import validate_file, validate_sources

    if options.file:
        report = validate_file(options.file, _settings(options), _progress)
    else:
        report = validate_sources(_settings(options), _progress).report
    if report.findings or options.format != "table":
        _findings(report.rows(), options.format)
    else:
        print("No findings.")
    return 1 if report.findings else 0


def _serve(options: argparse.Namespace) -> int:
    from importlib.util import find_spec

    if find_spec("triskele_api") is None or find_spec("uvicorn") is None:
        raise InvalidInput("The service is not installed.", hint='Install it: pip install "triskele[api]".')
    from importlib import import_module

    import_module("triskele_api.serve").serve(_settings(options))
    return 0


def _query(options: argparse.Namespace) -> int:
    from triskele.workers import Bounds, Question, ask_once

    text = options.query
    if text == "-":
        text = sys.stdin.read()
    elif text.startswith("@"):
        path = Path(text[1:])
        if not path.is_file():
            raise InvalidInput(f"{path} is not a file.", hint="Write @ and the path of a query file.")
        text = path.read_text(encoding="utf-8")
    release = _ecosystem(options).release
    table = options.format == "table"
    rows_format = options.format if options.format in ("json", "csv", "tsv", "xml") else "json"
    graph_format = options.format if options.format in ("ttl", "nt", "jsonld", "rdfxml", "nq", "trig") else "ttl"
    question = Question(text, {"rows": rows_format, "graph": graph_format}, release.default_graphs(options.as_of))
    reply = ask_once(release.store_folder, question, Bounds(options.timeout, options.timeout))
    if table and reply.kind == "rows":
        answer = json.loads(reply.body)
        columns = answer["head"]["vars"]
        rows = [{k: v["value"] for k, v in b.items()} for b in answer["results"]["bindings"]]
        _print(rows, columns, "table")
        print(f"{len(rows)} rows", file=sys.stderr)
    elif table and reply.kind == "boolean":
        print("yes" if json.loads(reply.body)["boolean"] else "no")
    else:
        sys.stdout.buffer.write(reply.body)
        sys.stdout.buffer.flush()
    return 0


def _questions_list(options: argparse.Namespace) -> int:
    from triskele.questions import read_questions

    questions = read_questions(_settings(options).ontology / "questions")
    rows = [
        {
            "name": q.name,
            "question_en": q.question["en"],
            "question_tr": q.question["tr"],
            "parameters": " ".join(f"{k}={v}" for k, v in q.parameters.items()),
        }
        for q in questions
    ]
    _print(rows, ("name", "question_en", "question_tr", "parameters"), options.format)
    return 0


def _questions_run(options: argparse.Namespace) -> int:
    from triskele.questions import find_question

    question = find_question(_settings(options).ontology / "questions", options.name)
    given = dict(pair.partition("=")[::2] for pair in options.parameters)
    answer = _ecosystem(options).answer(question.text(given))
    rows = list(answer)
    _print(rows, answer.variables or ("subject", "predicate", "object"), options.format)
    return 0


def _show(options: argparse.Namespace) -> int:
    kind, slash, key = options.id.partition("/") if not options.id.startswith("http") else ("", "", "")
    eco = _ecosystem(options)
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
    _print(rows, ("property", "value"), "table")
    if ties := thing.ties():
        _print(ties, ("role", "type", "other", "other_label", "from", "to", "modality"), "table")
    _print(thing.evidence(), ("document", "section", "lineFrom", "lineTo", options.lang), "table")
    return 0


def _search(options: argparse.Namespace) -> int:
    from triskele.search import search

    hits = search(_ecosystem(options).release, options.text, limit=options.limit)
    rows = [hit.row() for hit in hits]
    _print(rows, ("key", "kind", "label_tr", "label_en", "matched", "score"), options.format)
    return 0 if rows else 1


def _export(options: argparse.Namespace) -> int:
    release = _ecosystem(options).release
    graphs = list(release.default_graphs(options.as_of) or ()) or None
    if options.output:
        with open(options.output, "wb") as file:
            release.store.dump(file, options.format, graphs)
    else:
        release.store.dump(sys.stdout.buffer, options.format, graphs)
        sys.stdout.buffer.flush()
    return 0


def _selection(options: argparse.Namespace) -> Selection:
    from triskele.networks import Selection

    given = dict(pair.partition("=")[::2] for pair in options.where)
    return Selection.read({**given, "as_of": options.as_of})


def _network(options: argparse.Namespace) -> int:
    from triskele.exports import write_network
    from triskele.networks import project

    content = write_network(
        project(_ecosystem(options).release, options.projection, _selection(options)), options.format
    )
    if options.output:
        options.output.write_bytes(content)
    else:
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
    return 0


def _metrics_list(options: argparse.Namespace) -> int:
    from triskele.metrics import registry

    rows = [
        {"name": m.name, "section": m.section, "input": m.input, "question_en": m.question["en"],
         "question_tr": m.question["tr"], "nulls": " ".join(m.nulls)}
        for m in registry.all()
    ]  # fmt: skip
    _print(rows, ("name", "input", "question_en", "question_tr", "nulls"), options.format)
    return 0


def _metrics_show(options: argparse.Namespace) -> int:
    from triskele.metrics import registry

    metric = registry.get(options.name)
    language = options.lang
    print(f"{metric.title[language]} ({metric.name}, {metric.section})\n{metric.question[language]}")
    for name in ("formula", "range", "cost", "reference", "input"):
        print(f"  {name:10} {getattr(metric, name)}")
    print(f"  {'undefined':10} {metric.undefined_when[language]}")
    print(f"  {'nulls':10} {', '.join(metric.nulls) or '-'}")
    rows = [
        {"parameter": p.name, "type": p.type, "default": p.default, "help": p.help[language]} for p in metric.parameters
    ]
    if rows:
        _print(rows, ("parameter", "type", "default", "help"), "table")
    return 0


def _metrics_run(options: argparse.Namespace) -> int:
    from triskele.measure import measure

    parameters = dict(pair.partition("=")[::2] for pair in options.parameters)
    parameters |= {n: v for n in ("null", "permutations", "seed") if (v := getattr(options, n)) is not None}
    _progress(f"Computing {options.name}")
    result = measure(
        _ecosystem(options).release, options.name, projection=options.projection, selection=_selection(options),
        table=options.table, **parameters,
    )  # fmt: skip
    if options.format == "json":
        print(result.to_json())
    elif options.format == "csv":
        sys.stdout.write(result.to_csv())
    elif options.format == "ttl":
        from triskele.exports.cube import write_cube

        sys.stdout.buffer.write(write_cube(result))
    else:
        _show_result(result, options.lang)
    return 0


def _show_result(result: Result, language: str) -> None:
    rows = result.rows()
    empty = {column for column in result.columns() if all(row[column] in (None, "") for row in rows)}
    keys = list(dict.fromkeys(name for value in result.values for name in value.key))
    numbers = ("value", "unit", "expected", "sd", "z", "low", "high", "p", "p_adjusted", "n", "coverage", "category",
               f"reason_{language}")  # fmt: skip
    shown = [{k: f"{v:.6g}" if isinstance(v, float) else v for k, v in row.items()} for row in rows]
    _print(shown, [c for c in (*keys, *numbers) if c not in empty], "table")
    if result.reading:
        print(result.reading[language])
    run = {n: getattr(result, n) for n in ("null", "permutations", "seed", "exact", "direction", "weights", "hybrids",
                                           "as_of", "release", "projection")}  # fmt: skip
    print("  ".join(f"{name}={value}" for name, value in run.items() if value is not None))


def _releases_list(options: argparse.Namespace) -> int:
    from triskele.release import Library

    library = Library(_settings(options).data)
    rows = [
        {
            "release": n,
            "current": "yes" if n == library.current_number() else "",
            "statements": m["quads"],
            "ties": m["counts"].get("Tie", 0),
            "errors": m["findings"]["error"],
            "warnings": m["findings"]["warning"],
        }
        for n in library.numbers()
        for m in (library.release(n).manifest,)
    ]
    _print(rows, ("release", "current", "statements", "ties", "errors", "warnings"), options.format)
    return 0


def _releases_show(options: argparse.Namespace) -> int:
    from triskele.release import Library

    library = Library(_settings(options).data)
    release = library.current() if options.number is None else library.release(options.number)
    print(json.dumps({"release": release.number, **release.manifest}, ensure_ascii=False, indent=1))
    return 0


def _releases_diff(options: argparse.Namespace) -> int:
    from triskele.release import Library, compare_releases

    library = Library(_settings(options).data)
    difference = compare_releases(library.release(options.older), library.release(options.newer))
    rows = [
        {"change": change, "thing": thing}
        for change in ("born", "died", "changed")
        for thing in getattr(difference, change)
    ]
    if rows or options.format != "table":
        _print(rows, ("change", "thing"), options.format)
    else:
        print("No difference.")
    return 1 if rows else 0


def _releases_promote(options: argparse.Namespace) -> int:
    from triskele.release import Library

    Library(_settings(options).data).promote(options.number)
    print(f"Release {options.number} is current.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
