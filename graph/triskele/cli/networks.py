"""Commands about networks and metrics."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING, Any

from triskele.cli.results import print_readings, print_result, print_series, print_told
from triskele.cli.terminal import open_release, print_rows, showing
from triskele.errors import InvalidInput

if TYPE_CHECKING:
    from triskele.ledger.selection import Selection


def read_selection(options: argparse.Namespace) -> Selection:
    from triskele.ledger.selection import Selection

    given = dict(pair.partition("=")[::2] for pair in options.where)
    return Selection.read({**given, "as_of": getattr(options, "as_of", None)})


def network(options: argparse.Namespace) -> int:
    from triskele.exports import write_network
    from triskele.positions import project_at

    release, selection = open_release(options).release, read_selection(options)
    projected = project_at(release, options.projection, selection, level=options.level, community=options.community)
    content = write_network(projected, options.format)
    if options.output:
        options.output.write_bytes(content)
    else:
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
    return 0


def metrics_list(options: argparse.Namespace) -> int:
    from triskele.metrics import registry

    rows = [
        {"name": m.name, "section": m.section, "input": m.input, "question_en": m.question["en"],
         "question_tr": m.question["tr"], "nulls": " ".join(m.nulls)}
        for m in registry.all()
    ]  # fmt: skip
    words = (f"question_{options.lang}",) if options.format == "table" else ("question_en", "question_tr")
    print_rows(rows, ("name", *words, "input", "nulls"), options.format)
    return 0


def metrics_show(options: argparse.Namespace) -> int:
    from triskele.metrics import registry

    metric = registry.get(options.name)
    language = options.lang
    print(f"{metric.title[language]} ({metric.name}, {metric.section})\n{metric.question[language]}")
    for name in ("formula", "range", "cost", "reference"):
        print(f"  {name:10} {getattr(metric, name)[language]}")
    print(f"  {'input':10} {metric.input}")
    print(f"  {'undefined':10} {metric.undefined_when[language]}")
    print(f"  {'nulls':10} {', '.join(metric.nulls) or '-'}")
    rows = [
        {"parameter": p.name, "type": p.type, "default": p.default, "help": p.help[language]} for p in metric.parameters
    ]
    if rows:
        print_rows(rows, ("parameter", "type", "default", "help"), "table")
    return 0


def _read_parameters(options: argparse.Namespace) -> dict[str, str]:
    parameters = dict(pair.partition("=")[::2] for pair in options.parameters)
    return parameters | {n: v for n in ("null", "permutations", "seed") if (v := getattr(options, n)) is not None}


def metrics_run(options: argparse.Namespace) -> int:
    from triskele import metrics
    from triskele.measure import measure
    from triskele.pieces import spread
    from triskele.progress import watched

    parameters = _read_parameters(options)
    with showing(options.name, options.lang) as tell, spread(options.cluster or options.processes), watched(tell):
        if options.table is not None:  # a table of one's own needs no release
            result = metrics.run(options.name, options.table, **parameters)
        else:
            release, selection = open_release(options).release, read_selection(options)
            result = measure(release, options.name, projection=options.projection, selection=selection, **parameters)
    if options.format == "json":
        print(result.to_json())
    elif options.format == "csv":
        sys.stdout.write(result.to_csv())
    elif options.format == "ttl":
        from triskele.exports.cube import write_cube

        sys.stdout.buffer.write(write_cube(result))
    else:
        print_result(result, options.lang, all_values=options.all)
    return 0


def metrics_series(options: argparse.Namespace) -> int:
    from triskele.measure import measure_years
    from triskele.pieces import spread
    from triskele.progress import watched

    release = open_release(options).release
    first = options.first if options.first is not None else release.manifest["first_year"]
    last = options.last if options.last is not None else release.manifest["last_year"]
    years = list(range(first, last + 1, options.step)) if options.step > 0 else []
    if not years:
        raise InvalidInput(f"There is no year from {first} to {last} by {options.step}.", hint="Swap or widen them.")
    selection, parameters = read_selection(options), _read_parameters(options)
    with showing(options.name, options.lang) as tell, spread(options.cluster or options.processes), watched(tell):
        results = measure_years(
            release, options.name, years, projection=options.projection, selection=selection, **parameters
        )
    values = {year: result.headline for year, result in zip(years, results, strict=True)}
    if options.format == "table":
        print_series(values, options.lang)
        return 0
    rows = [{"as_of": year, **value.point()} for year, value in values.items()]
    rows = [row | {"reason": row["reason"] and row["reason"][options.lang]} for row in rows]
    print_rows(rows, list(rows[0]), options.format)
    return 0


def metrics_readings(options: argparse.Namespace) -> int:
    from triskele.measure.readings import read_all
    from triskele.pieces import spread
    from triskele.progress import watched

    release, selection, parameters = open_release(options).release, read_selection(options), _read_parameters(options)
    with showing(options.name, options.lang) as tell, spread(options.cluster or options.processes), watched(tell):
        found = read_all(
            release, options.name, projection=options.projection, selection=selection, about=options.about,
            top=options.top, lowest=options.lowest, **parameters,
        )  # fmt: skip
    if options.format == "json":
        print(found.to_json())
    elif options.format == "csv":
        sys.stdout.write(found.to_csv())
    elif options.format == "svg":
        from triskele.exports.curve import write_curve

        sys.stdout.buffer.write(write_curve(found, options.lang, options.mode))
    else:
        print_readings(found, options.lang, all_readings=options.all)
    return 0


def what_if(options: argparse.Namespace) -> int:
    import json

    from triskele.measure.whatif import what_if as measure_both
    from triskele.networks.scenario import Scenario
    from triskele.pieces import spread
    from triskele.progress import watched

    document: object = {"name": options.name or "", "changes": options.changes}
    if options.file:
        if options.changes:
            raise InvalidInput("There are changes and a file.", hint="Give one of the two.")
        with options.file.open("rb") as file:
            text = file.read(LARGEST_SCENARIO + 1)
        if len(text) > LARGEST_SCENARIO:
            raise InvalidInput(f"{options.file} is no scenario: it is too large.", hint="At most 1 MB.")
        try:
            document = json.loads(text)
        except (ValueError, RecursionError) as error:
            raise InvalidInput(
                f"{options.file} is no JSON: {error}", hint="docs/how-to/what-if.md shows one."
            ) from error
    scenario, release = Scenario.read(document), open_release(options).release
    metrics = [name for name in (options.metrics or "").split(",") if name]
    with showing("what-if", options.lang) as tell, spread(options.cluster or options.processes), watched(tell):
        found = measure_both(
            release, scenario, metrics=metrics, projection=options.projection, selection=read_selection(options),
            permutations=options.permutations, seed=options.seed,
        )  # fmt: skip
    if options.format == "json":
        print(found.to_json())
    elif options.format == "csv":
        sys.stdout.write(found.to_csv())
    else:
        print(found.sentence[options.lang])
        for effect in found.effects:
            print(f"- {effect.sentence[options.lang]}")
        print(f"address={found.address}")
    return 0


LARGEST_SCENARIO = 1_000_000


def partners(options: argparse.Namespace) -> int:
    from triskele.measure.partners import partners as find

    found = find(
        open_release(options).release, options.actor, by=options.by, limit=options.limit,
        projection=options.projection, selection=read_selection(options),
    )  # fmt: skip
    if options.format == "json":
        print(found.to_json())
        return 0
    rows = []
    for number, candidate in enumerate(found.candidates, 1):
        ties = [key for step in candidate.through for key in (*step.near, *step.far)]
        lines = [_lines(evidence) for key in ties for evidence in found.ties.get(key, {}).get("evidence", ())]
        rows.append({
            "place": number, "actor": candidate.actor, "kind": candidate.kind, "sphere": candidate.sphere,
            "score": f"{candidate.score:.4g}", "reason": candidate.reason[options.lang], "ties": " ".join(ties),
            "lines": "; ".join(dict.fromkeys(lines)),
        })  # fmt: skip
    columns = ("place", "actor", "kind", "sphere", "score", "reason", "ties", "lines")
    if options.format != "table":
        print_rows(rows, columns, options.format)
        return 0
    print(found.sentence[options.lang])
    print_told(rows, columns, options.lang)
    print(f"address={found.address}")
    return 0


def _lines(evidence: dict[str, Any]) -> str:
    """Where a source says it: document, and lines or a row of a sheet."""
    where = evidence["line_from"] or evidence["sheet_row"]
    return f"{evidence['document']['key']} {where}" if where else str(evidence["document"]["key"])
