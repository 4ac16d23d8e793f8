"""Which commands there are, what each takes, and who answers it."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NoReturn

from triskele.cli import copies, endpoints, fetching, networks, region, releases, reports, things, twins
from triskele.cli.terminal import language
from triskele.words.telling import tell

Handler = Callable[[argparse.Namespace], int]


class Parser(argparse.ArgumentParser):
    """A parser that says what is wrong with the options in the language of the terminal."""

    def error(self, message: str) -> NoReturn:
        tag = language()
        self.print_usage(sys.stderr)
        self.exit(2, f"{self.prog}: {'hata' if tag == 'tr' else 'error'}: {tell(message, tag)}\n")


def make_parser() -> argparse.ArgumentParser:
    """The whole command line; docs/reference/cli.md is generated from it."""
    from triskele import __version__

    parser = Parser(prog="triskele", description="An open knowledge graph of the innovation ecosystem.")
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

    def measuring(sub: argparse.ArgumentParser) -> None:
        sub.add_argument("name")
        sub.add_argument("parameters", nargs="*", metavar="NAME=VALUE", help="parameters of the metric")
        sub.add_argument("--projection", default="organisations")
        sub.add_argument("--null", help="null model")
        sub.add_argument("--permutations", type=int, help="draws from the null model")
        sub.add_argument("--seed", type=int, help="seed of the draws")
        sub.add_argument("--lang", choices=("tr", "en"), default=language())
        where = sub.add_mutually_exclusive_group()
        where.add_argument("--workers", dest="processes", type=int, metavar="N",
                           help="spread the work over N processes (extra: dask); the result is the same")  # fmt: skip
        where.add_argument("--cluster", metavar="ADDRESS",
                           help="spread it over a dask cluster, for instance tcp://scheduler:8786")  # fmt: skip

    def dated(sub: argparse.ArgumentParser, what: str) -> None:
        sub.add_argument("--as-of", type=int, help=what)
        sub.add_argument("--when", choices=("possible", "certain"), default="possible",
                         help="with --as-of: what may have been there then, or what was for certain")  # fmt: skip

    def selecting(sub: argparse.ArgumentParser) -> None:
        sub.add_argument("--as-of", metavar="YEAR", help="ties and actors that were there in this year")
        sub.add_argument("--where", action="append", default=[], metavar="NAME=VALUE",
                         help="a filter or convention of the network, for instance spheres=university,industry; "
                         "docs/reference/networks.md lists them; may be given several times")  # fmt: skip

    sub = command(
        "new", region.new, "Make the folder of a region of your own: settings, a workbook to fill in, a README."
    )
    sub.add_argument("folder", type=Path)

    group = commands.add_parser("import", help="Tables of your own.").add_subparsers(required=True, metavar="ACTION")
    sub = command(
        "guess", region.import_guess, "Propose a mapping: which table holds what, and what its words mean.", group
    )
    sub.add_argument("files", nargs="*", type=Path, help="tables of one folder; all of the seeds folder if not given")
    sub.add_argument("--output", type=Path, help="file to write; mapping.yaml beside the tables if not given")
    sources(sub)
    sub.add_argument("--format", choices=("table", "json", "csv"), default="table")
    sub = command(
        "check",
        region.import_check,
        "Read the tables and report what was assumed and what is wrong; 1 if a build would stop.",
        group,
    )
    sub.add_argument("folder", nargs="?", type=Path, help="folder of the tables; the seeds folder if not given")
    sources(sub)
    sub.add_argument("--format", choices=("table", "json", "csv"), default="table")

    group = commands.add_parser("twins", help="Records that may be of one body.").add_subparsers(
        required=True, metavar="ACTION"
    )
    sub = command(
        "propose", twins.propose, "Propose twins among the actors of a release, with scores and reasons.", group
    )
    sub.add_argument("--least", type=float, default=0.8, metavar="SCORE", help="the lowest score that is shown (0.8)")
    sub.add_argument("--lang", choices=("tr", "en"), default=language())
    reading(sub)

    sub = command("decide", twins.decide, "Write into twins.csv what was decided of two records.", group)
    sub.add_argument("keep", help="the thing that is kept: an IRI, kind/key or key")
    sub.add_argument("other", help="the other one")
    sub.add_argument("decision", choices=("same", "merged", "different", "undecided"))
    sub.add_argument("--year", help="of a merger; of the same: since when the kept one's names are used")
    sub.add_argument("--who", required=True, help="who decides")
    sub.add_argument("--why", required=True, help="for which reason")
    sources(sub)
    sub = command("list", twins.list_decisions, "List what was decided, and what is wrong with the rows.", group)
    sources(sub)
    sub.add_argument("--format", choices=("table", "json", "csv"), default="table")
    sub = command(
        "withdraw",
        region.withdraw,
        "Take a thing or tie, and what is said about it, out of all later releases; a tombstone without data stays.",
    )
    sub.add_argument("id", help="kind/key (actor/ostim), key or IRI, of the current release")
    sub.add_argument("--reason", required=True,
                     choices=("request", "personal-data", "confidential", "licence", "legal"))  # fmt: skip
    sub.add_argument("--date", help="YYYY-MM-DD; today if not given")
    sub.add_argument("--seeds", type=Path, help="folder of seed tables (TRISKELE_SEEDS)")

    group = commands.add_parser("endpoint", help="Another engine in place of the embedded store.").add_subparsers(
        required=True, metavar="ACTION"
    )
    sub = command("load", endpoints.load, "Put a release into the endpoint of TRISKELE_ENDPOINT.", group)
    sub.add_argument("--endpoint", help="its address for queries (TRISKELE_ENDPOINT)")
    sub.add_argument("--graph-store", required=True, metavar="ADDRESS",
                     help="its address for the Graph Store Protocol, such as http://localhost:3030/d/data")  # fmt: skip
    sub.add_argument("--release", type=int, help="number of the release; the current one if not given")
    sub = command(
        "file", endpoints.write, "Write what the endpoint must hold as N-Quads, for engines that index files.", group
    )
    sub.add_argument("file", type=Path)
    sub.add_argument("--release", type=int, help="number of the release; the current one if not given")

    group = commands.add_parser("sources", help="The texts behind the seeds.").add_subparsers(
        required=True, metavar="ACTION"
    )
    sub = command("check", copies.check, "Whether a text is the copy whose lines the seeds count.", group)
    sub.add_argument("file", type=Path, help="your copy of a document, plain text")
    sub.add_argument("--lines-of", metavar="ID", help="show the lines that the row of this id points to")
    sources(sub)
    sub.add_argument("--format", choices=("table", "json", "csv"), default="table")

    sub = command(
        "fetch", fetching.fetch, "Bring a public source into the cache of the data folder; nothing else ever fetches."
    )
    sub.add_argument("name", nargs="?", help="name of the source; all of them are listed if not given")
    sub.add_argument("--into", type=Path, metavar="FOLDER", help="also put it into this folder of a set")
    sub.add_argument("--format", choices=("table", "json", "csv"), default="table")

    sub = command("build", releases.build, "Build a release from the seeds and make it current.")
    sources(sub)
    sub.add_argument("--no-promote", action="store_true", help="leave the current release as it is")
    sub.add_argument("--report", type=Path, metavar="FOLDER",
                     help="write the triple helix of each country there too; see report")  # fmt: skip

    sub = command(
        "report", reports.report, "The triple helix of each country: who is there, who works with whom, who joins them."
    )
    sub.add_argument("--country", action="append", default=[], metavar="CODE",
                     help="ISO code, or the key of the country's place; every country if not given; may be given "
                     "several times")  # fmt: skip
    sub.add_argument("--permutations", type=int, default=199, help="draws from each null model")
    sub.add_argument("--seed", type=int, default=1, help="seed of the draws")
    sub.add_argument("--output", type=Path, metavar="FOLDER",
                     help="write countries.csv and a text of each country in both languages there")  # fmt: skip
    reading(sub)
    selecting(sub)

    sub = command("validate", releases.validate, "Check the seeds, or one RDF file, and report every finding.")
    sub.add_argument("file", nargs="?", type=Path, help="an RDF file to check instead of the seeds")
    sources(sub)
    sub.add_argument("--format", choices=("table", "json", "csv"), default="table")

    sub = command("serve", releases.serve, "Serve the current release over HTTP, with the explorer.")
    sub.add_argument("--host", help="address to listen on (TRISKELE_HOST)")
    sub.add_argument("--port", type=int, help="port to listen on (TRISKELE_PORT)")
    sub.add_argument("--workers", type=int, help="number of query workers (TRISKELE_WORKERS)")

    sub = command("mcp", releases.mcp, "Answer an agent over standard input and output (Model Context Protocol).")
    sub.add_argument("--release", type=int, help="number of the release; the current one if not given")

    sub = command("query", things.query, "Evaluate a SPARQL query.")
    sub.add_argument("query", help="the query, @FILE to read it from a file, or - for standard input")
    reading(sub, ("table", "json", "csv", "tsv", "xml", "ttl", "nt", "jsonld", "rdfxml", "nq", "trig"))
    dated(sub, "see the ecosystem as of this year")
    sub.add_argument("--timeout", type=float, default=30, help="seconds the query may take (30)")

    group = commands.add_parser("questions", help="The competency questions.").add_subparsers(
        required=True, metavar="ACTION"
    )
    own = "folder of an ontology whose questions to take instead of those of the release"
    sub = command("list", things.questions_list, "List the questions.", group)
    sub.add_argument("--ontology", type=Path, help=own)
    reading(sub)
    sub = command("run", things.questions_run, "Ask one question.", group)
    sub.add_argument("name")
    sub.add_argument("parameters", nargs="*", metavar="NAME=VALUE")
    sub.add_argument("--ontology", type=Path, help=own)
    reading(sub)

    sub = command("show", things.show, "Show one thing: names, ties, evidence.")
    sub.add_argument("id", help="a key (ostim), kind/key (place/izmir) or IRI")
    sub.add_argument("--lang", choices=("tr", "en"), default=language())
    reading(sub, ("table", "json"))

    sub = command(
        "quality", things.quality, "What is missing or doubtful, compared with the release before; or the rows."
    )
    sub.add_argument("check", nargs="?", help="list the rows that this check counts")
    sub.add_argument("--set", default="", metavar="NAME", help="only this set of tables")
    sub.add_argument("--lang", choices=("tr", "en"), default=language())
    reading(sub)

    sub = command("search", things.search, "Find things by name; typos and Turkish letters are forgiven.")
    sub.add_argument("text")
    sub.add_argument("--limit", type=int, default=10)
    reading(sub)

    sub = command("export", things.export, "Write the statements of a release to standard output or a file.")
    reading(sub, ("nq", "nt", "ttl", "trig", "rdfxml", "jsonld"))
    dated(sub, "only what was there in this year, with the ontology and the vocabularies")
    sub.add_argument("--output", type=Path, help="file to write")

    sub = command("network", networks.network, "Write a network of the release to standard output or a file.")
    sub.add_argument("projection", help="organisations, membership, layers or hyperedges")
    reading(sub, ("node-link", "cytoscape", "graphml", "gexf", "pajek", "net", "csv"))
    selecting(sub)
    sub.add_argument("--level", choices=("actors", "communities"), default="actors",
                     help="actors, or the communities of the release with the ties between them")  # fmt: skip
    sub.add_argument("--community", type=int, metavar="N", help="only the members of this community")
    sub.add_argument("--output", type=Path, help="file to write")

    group = commands.add_parser("metrics", help="The metrics.").add_subparsers(required=True, metavar="ACTION")
    sub = command("list", networks.metrics_list, "List the metrics.", group)
    sub.add_argument("--lang", choices=("tr", "en"), default=language())
    sub.add_argument("--format", choices=("table", "json", "csv"), default="table")
    sub = command("show", networks.metrics_show, "What a metric asks: formula, range, parameters, source.", group)
    sub.add_argument("name")
    sub.add_argument("--lang", choices=("tr", "en"), default=language())
    sub = command("run", networks.metrics_run, "Compute a metric with its null model.", group)
    measuring(sub)
    sub.add_argument("--table", type=Path, help="CSV file, for metrics of regions, firms and checklists")
    sub.add_argument("--all", action="store_true", help="every value in the table, also lower and undefined ones")
    reading(sub, ("table", "json", "csv", "ttl"))
    selecting(sub)
    sub = command("series", networks.metrics_series, "The headline of a metric over years.", group)
    measuring(sub)
    sub.add_argument("--from", dest="first", type=int, metavar="YEAR", help="first year; of the release if not given")
    sub.add_argument("--to", dest="last", type=int, metavar="YEAR", help="last year; of the release if not given")
    sub.add_argument("--step", type=int, default=1, help="years from one to the next")
    reading(sub)
    sub.add_argument("--where", action="append", default=[], metavar="NAME=VALUE", help="as for run")

    sub = command(
        "readings",
        networks.metrics_readings,
        "In how many defensible readings of the data the headline of a metric holds, and which choice turns it.",
        group,
    )
    measuring(sub)
    sub.add_argument("--about", metavar="KEY", help="about this actor instead of the first")
    sub.add_argument("--top", type=int, default=1, metavar="N", help="that it is among the first N")
    sub.add_argument("--lowest", action="store_true", help="the lowest values first")
    sub.add_argument("--all", action="store_true", help="every reading in the table")
    sub.add_argument("--mode", choices=("auto", "light", "dark"), default="auto",
                     help="of the picture (--format svg); auto follows the reader's screen")  # fmt: skip
    reading(sub, ("table", "json", "csv", "svg"))
    selecting(sub)

    sub = command(
        "what-if", networks.what_if, "Metrics before and after changes to actors and ties; nothing is changed."
    )
    sub.add_argument("changes", nargs="*", metavar="CHANGE",
                     help="remove-actor:KEY, add-actor:KEY,CLASS,SPHERE, merge-actors:INTO,KEY, "
                     "add-tie:SOURCE,TARGET,TYPE, end-tie:TIE, found-cluster:KEY,MEMBER")  # fmt: skip
    sub.add_argument("--file", type=Path, help="JSON file with the name and the changes of a scenario")
    sub.add_argument("--name", help="name of the scenario")
    sub.add_argument(
        "--metrics", metavar="NAMES", help="names separated by commas; all that a release feeds if not given"
    )
    sub.add_argument("--projection", default="organisations")
    sub.add_argument("--permutations", type=int, default=199, help="draws from each null model")
    sub.add_argument("--seed", type=int, default=1, help="seed of the draws")
    sub.add_argument("--lang", choices=("tr", "en"), default=language())
    where = sub.add_mutually_exclusive_group()
    where.add_argument("--workers", dest="processes", type=int, metavar="N",
                       help="spread the work over N processes (extra: dask); the result is the same")  # fmt: skip
    where.add_argument("--cluster", metavar="ADDRESS",
                       help="spread it over a dask cluster, for instance tcp://scheduler:8786")  # fmt: skip
    reading(sub)
    selecting(sub)

    sub = command("partners", networks.partners, "Whom an actor should approach next, with reasons, ties and lines.")
    sub.add_argument("actor", help="key of the actor that asks, a cluster for instance")
    sub.add_argument("--by", choices=("recent", "adamic-adar", "degree"),
                     help="order of those two steps away; by default what does best on hidden last years")  # fmt: skip
    sub.add_argument("--limit", type=int, default=10, help="at most so many of each kind")
    sub.add_argument("--projection", default="organisations")
    sub.add_argument("--lang", choices=("tr", "en"), default=language())
    reading(sub)
    selecting(sub)

    group = commands.add_parser("releases", help="The releases.").add_subparsers(required=True, metavar="ACTION")
    sub = command("list", releases.releases_list, "List the releases.", group)
    sub.add_argument("--format", choices=("table", "json", "csv"), default="table")
    sub = command("show", releases.releases_show, "Show the manifest of a release.", group)
    sub.add_argument("number", type=int, nargs="?")
    sub = command("diff", releases.releases_diff, "What was born, died and changed between two releases.", group)
    sub.add_argument("older", type=int)
    sub.add_argument("newer", type=int)
    sub.add_argument("--format", choices=("table", "json", "csv"), default="table")
    sub = command("verify", releases.releases_verify, "Check that a release is byte for byte what was written.", group)
    sub.add_argument("number", type=int, nargs="?", help="number of the release; the current one if not given")
    sub.add_argument("--format", choices=("table", "json", "csv"), default="table")
    sub = command(
        "export", releases.releases_export, "Give the tables of a release as files that can be read back.", group
    )
    sub.add_argument("number", type=int, nargs="?", help="number of the release; the current one if not given")
    sub.add_argument("--tables", choices=("xlsx", "csv", "parquet"), default="xlsx")
    sub.add_argument(
        "--excel",
        action="store_true",
        help="CSV for a spreadsheet: byte order mark, semicolons, formulas guarded; not read back",
    )
    sub.add_argument("--output", type=Path, help="new folder to write; release-N-tables if not given")
    sub = command("prune", releases.releases_prune, "Remove old releases nobody reads and no permanent link names.",
                  group)  # fmt: skip
    sub.add_argument("--keep", type=int, help="how many of the newest are kept (TRISKELE_KEEP_RELEASES)")
    sub.add_argument("--dry-run", action="store_true", help="only say what would be removed")
    sub.add_argument("--format", choices=("table", "json", "csv"), default="table")
    sub = command("promote", releases.releases_promote, "Make a release the current one.", group)
    sub.add_argument("number", type=int)
    return parser
