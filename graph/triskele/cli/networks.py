"""Commands about networks and metrics."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING

from triskele.cli.terminal import open_release, print_rows, report_progress

if TYPE_CHECKING:
    from triskele.metrics.record import Result
    from triskele.networks import Selection


def _read_selection(options: argparse.Namespace) -> Selection:
    from triskele.networks import Selection

    given = dict(pair.partition("=")[::2] for pair in options.where)
    return Selection.read({**given, "as_of": options.as_of})


def network(options: argparse.Namespace) -> int:
    from triskele.exports import write_network
    from triskele.networks import project

    content = write_network(
        project(open_release(options).release, options.projection, _read_selection(options)), options.format
    )
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
    print_rows(rows, ("name", "input", "question_en", "question_tr", "nulls"), options.format)
    return 0


def metrics_show(options: argparse.Namespace) -> int:
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
        print_rows(rows, ("parameter", "type", "default", "help"), "table")
    return 0


def metrics_run(options: argparse.Namespace) -> int:
    from triskele import metrics
    from triskele.measure import measure

    parameters = dict(pair.partition("=")[::2] for pair in options.parameters)
    parameters |= {n: v for n in ("null", "permutations", "seed") if (v := getattr(options, n)) is not None}
    report_progress(f"Computing {options.name}")
    if options.table is not None:  # a table of one's own needs no release
        result = metrics.run(options.name, options.table, **parameters)
    else:
        result = measure(
            open_release(options).release, options.name, projection=options.projection,
            selection=_read_selection(options), **parameters,
        )  # fmt: skip
    if options.format == "json":
        print(result.to_json())
    elif options.format == "csv":
        sys.stdout.write(result.to_csv())
    elif options.format == "ttl":
        from triskele.exports.cube import write_cube

        sys.stdout.buffer.write(write_cube(result))
    else:
        _print_result(result, options.lang)
    return 0


def _print_result(result: Result, language: str) -> None:
    rows = result.rows()
    empty = {column for column in result.columns() if all(row[column] in (None, "") for row in rows)}
    keys = list(dict.fromkeys(name for value in result.values for name in value.key))
    numbers = ("value", "unit", "expected", "sd", "z", "p_low", "p_high", "p", "p_adjusted", "low", "high", "n", "m",
               "coverage", "category", "evidence", f"reason_{language}")  # fmt: skip
    shown = [{k: f"{v:.6g}" if isinstance(v, float) else v for k, v in row.items()} for row in rows]
    print_rows(shown, [c for c in (*keys, *numbers) if c not in empty], "table")
    if result.reading:
        print(result.reading[language])
    for note in result.notes:
        print(f"- {note[language]}")
    names = ("null", "permutations", "seed", "exact", "direction", "weights", "hybrids", "as_of", "release", "layer",
             "projection", "version")  # fmt: skip
    run = {name: getattr(result, name) for name in names if name != "exact" or result.null}
    run["dropped"] = ",".join(f"{name}:{count}" for name, count in result.dropped.items()) or None
    print("  ".join(f"{name}={value}" for name, value in run.items() if value is not None))
