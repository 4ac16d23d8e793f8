"""Write docs/reference from the code, and the answers of the competency questions and what notebooks show from the
seeds.

``./run docs`` writes both; tests compare them with what would be written, so they cannot fall behind.
"""

from __future__ import annotations

import argparse
import csv
import inspect
import io
import os
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path
from tempfile import TemporaryDirectory

from docs.notebooks import running
from triskele import errors
from triskele.cli import make_parser
from triskele.ecosystem import Ecosystem
from triskele.metrics import registry
from triskele.networks import PROJECTIONS, Selection
from triskele.questions import read_questions
from triskele.release.build import build_release
from triskele.settings import OPTIONS, Settings

REFERENCE = Path(__file__).parent / "reference"
NOTEBOOKS = sorted((Path(__file__).parent / "notebooks").glob("*.ipynb"))
NOTE = "<!-- Written by ./run docs from the code. Do not edit. -->\n\n"


def cell(text: object) -> str:
    """A text that fits into one cell of a Markdown table."""
    return str(text).replace("|", "\\|").replace("\n", " ")


def table(head: list[str], rows: list[list[object]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "".join(f"| {' | '.join(cell(c) for c in line)} |\n" for line in lines)


def commands(parser: argparse.ArgumentParser, path: str = "triskele") -> Iterator[tuple[str, argparse.ArgumentParser]]:
    """Every command that does something, with its whole name."""
    groups = [a for a in parser._actions if isinstance(a, argparse._SubParsersAction)]
    if not groups:
        yield path, parser
    for group in groups:
        for name, sub in group.choices.items():
            yield from commands(sub, f"{path} {name}")


def cli() -> str:
    """The command line."""
    page = (
        "# Command line\n\n"
        "Exit codes: 0 done, 1 findings or differences or nothing found, 2 could not do it, 130 stopped by Ctrl-C.\n"
    )
    for name, parser in commands(make_parser()):
        rows: list[list[object]] = []
        for action in parser._actions:
            if isinstance(action, argparse._HelpAction):
                continue
            flag = ", ".join(action.option_strings) or (action.metavar or action.dest)
            choices = ", ".join(map(str, action.choices)) if action.choices else ""
            rows.append(
                [f"`{flag}`", action.help or "", choices, "" if action.default in (None, []) else action.default]
            )
        page += f"\n## {name}\n\n{parser.description}\n\n{table(['argument', 'what', 'choices', 'default'], rows)}"
    return page


def settings() -> str:
    """The settings."""
    rows = [[f"`TRISKELE_{o.name.upper()}`", o.help, o.default or "(empty)"] for o in OPTIONS]
    page = table(["variable", "what", "default"], list(rows))
    return f"# Settings\n\nRead once at start from the environment.\n\n{page}"


def error_page() -> str:
    """Every error with its code."""
    from triskele_api.problems import status_of

    found = [
        c for _, c in inspect.getmembers(errors, inspect.isclass)
        if issubclass(c, errors.TriskeleError) and c is not errors.TriskeleError
    ]  # fmt: skip
    rows: list[list[object]] = []
    for kind in sorted(found, key=lambda c: c.code):
        blank = kind.__new__(kind)
        rows.append([f"`{kind.code}`", kind.__name__, status_of(blank), (kind.__doc__ or "").split("\n")[0]])
    return (
        "# Errors\n\nEvery error has a stable code. On the command line: `error[code]: message` and `hint: …`, exit 2. "
        "Over HTTP: `application/problem+json` with `type`, `title`, `status`, `detail`, `code` and `hint` in "
        "the language asked for (`lang`, or `Accept-Language`), and `titles`, `details` and `hints` in both. A "
        "terminal in Turkish reads Turkish.\n\n" + table(["code", "class", "HTTP", "when"], rows)
    )


def networks() -> str:
    """Projections and the parameters of a network."""
    rows: list[list[object]] = [[f"`{p.name}`", p.description["en"], p.description["tr"]] for p in PROJECTIONS.values()]
    blank = Selection()
    parameters: list[list[object]] = []
    for field in fields(Selection):
        default = getattr(blank, field.name)
        shown = ",".join(default) if isinstance(default, tuple) else default
        parameters.append([f"`{field.name}`", str(field.type), shown if shown not in ("", None) else "(all)"])
    listed = table(["parameter", "type", "default"], parameters)
    return (
        f"# Networks\n\n## Projections\n\n{table(['name', 'what', 'ne'], rows)}\n## Parameters\n\n"
        f"{inspect.getdoc(Selection)}\n\nThe same names in Python (`eco.network(..., as_of=2015)`), on the command "
        f"line (`--where spheres=university,industry`) and in URLs.\n\n{listed}"
    )


def metrics() -> str:
    """The registry of metrics."""
    page = "# Metrics\n\nEvery metric, from the registry; `triskele metrics show NAME` prints the same.\n"
    for m in registry.all():
        page += f"\n## {m.name}\n\n**{m.title['en']}** · {m.title['tr']} ({m.section})\n\n"
        page += f"{m.question['en']} · {m.question['tr']}\n\n"
        rows: list[list[object]] = [
            ["formula", f"`{m.formula['en']}`"], ["range", f"`{m.range['en']}`"],
            ["undefined when", m.undefined_when["en"]],
            ["tanımsız", m.undefined_when["tr"]], ["direction", m.direction["en"]], ["weights", m.weights["en"]],
            ["input", m.input], ["null models", ", ".join(m.nulls) or "none"], ["cost", m.cost["en"]],
            ["reference", m.reference["en"]], ["worked example", f"`{m.example}`"],
        ]  # fmt: skip
        page += table(["", ""], rows)
        if m.parameters:
            page += "\n" + table(
                ["parameter", "type", "default", "what", "ne"],
                [[f"`{p.name}`", p.type, p.default, p.help["en"], p.help["tr"]] for p in m.parameters],
            )
    return page


def http() -> str:
    """The paths of the service, from its own description."""
    from triskele_api.app import create_app

    paths = create_app(Settings.read({})).openapi()["paths"]
    rows: list[list[object]] = []
    for path, methods in sorted(paths.items()):
        for method, operation in sorted(methods.items()):
            names = ", ".join(f"`{p['name']}`" for p in operation.get("parameters", ()))
            rows.append([f"`{method.upper()} {path}`", operation.get("summary", ""), names])
    listed = table(["path", "what", "parameters"], rows)
    return (
        "# HTTP paths\n\nThe full description is served at `/openapi.json`. Every path also answers below `/r/{n}/`, "
        f"spoken to release n.\n\n{listed}\n{CLIENTS}\n{JOBS}"
    )


CLIENTS = """## What clients may count on

- `/sparql` reads what the protocol has, `as_of`, `timeout`, `format` and `lang`. Other parameters are ignored and named
  in the header `Triskele-Ignored`; a name near to one of these (`asof`) is an error. `format`, `output` and `results`
  are one parameter and take names (`json`, `xml`, `csv`, `turtle`, `json-ld`) and media types.
- A query that asks for the time, for chance or for new names (`NOW`, `RAND`, `UUID`, `STRUUID`, `BNODE`) is answered
  with `Cache-Control: no-store`; every other answer has a tag and is not sent to whoever has it.
- Columns stand in the order of the query, those of `SELECT *` in the order in which it names them.
- One resource is in the default graph of every syntax; the graphs of a whole release keep their names
  (`/exports/nq`).
- Lists, summary, places and networks choose alike: in a year (`as_of`, one year in plain digits) what possibly counts
  in it, with `when=certain` what certainly does; ties stated or implied, with a confidence of at least 0.5.
  `modality=all` lists the rest, the page of a thing holds it all. Each tells under `chosen` how many ties and actors
  that is, how many of the ties certainly and possibly count in the year, and how many count in no year at all.
- Lists, search and places are tables with `Accept: text/csv` or `format=csv`.
- The JSON of a network is read by `networkx.node_link_graph(document, edges="links")`.
- An address may have 60,000 bytes, 4,000 in its path, and 1,000 parameters (414 beyond), the headers 32 KiB (431); a
  longer query goes by POST, up to 200,000 characters.
- A redirect names no host and keeps `/r/{n}`.

## Who may write what

- `POST /releases`, and `DELETE /jobs/{key}` of a build: whoever holds `TRISKELE_WRITE_TOKEN`; without one, nobody.
  Bounds: `TRISKELE_UPLOAD_MB`, one build at a time.
- `POST /permalinks`: anybody. Bounds: 20 new links a minute of one client and 120 in all, 64 KiB each,
  `TRISKELE_PERMALINK_MB` together.
- `Prefer: respond-async`: anybody, and whoever knows the address of a job may cancel it. Nothing is
  written to the disk.
- Everything else reads.

A zip is refused when it is damaged, encrypted, or holds a name twice; the answer says which.
"""

JOBS = """## Long metrics as jobs

A metric, a series or a table of one's own is computed while the client waits, for `TRISKELE_TOTAL_SECONDS` at most;
a client that leaves stops its work. Whoever cannot wait sends `Prefer: respond-async` (RFC 7240) with the same request:

```
GET /metrics/small-world?permutations=9999        Prefer: respond-async, wait=2
202 Accepted                                      Location: /jobs/4f…  Retry-After: 1
```

`wait=2` answers with the result itself when it is there within two seconds; so does any request whose answer is already
known. `GET /jobs/{key}` then says:

| member | what |
| --- | --- |
| `state` | `queued`, `running`, `done`, `failed` or `cancelled` |
| `fraction` | 0 to 1, never falling; an estimate: every draw of a null model counts like the observed network |
| `what`, `done`, `total` | what is being done, in Turkish and English, and how many of its steps are |
| `elapsed`, `waited`, `before` | seconds computing, seconds in the queue, jobs that come first |
| `question`, `release` | what was asked, of which release |
| `result` | `/jobs/{key}/result` when done: the same bytes as the plain answer, which is then known too |
| `error` | code, detail and hint of what went wrong |
| `note` | that a job lives in the memory of the service and is forgotten when it restarts |

With `Prefer: wait=N` (25 at most) the answer comes when the job is over or after N seconds. With
`Accept: text/event-stream` the same object arrives as server-sent events, `progress` as it changes and `end` at last; a
stream ends after 25 seconds and an `EventSource` comes again by itself. `DELETE /jobs/{key}` stops the work at once,
without a token: the key is the secret. Equal questions share one computation, which goes on as long as a job wants it.

`TRISKELE_JOB_SECONDS` and `TRISKELE_MEMORY_MB` end a job that takes too much, `TRISKELE_JOB_WORKERS` run at once, and
when `TRISKELE_JOB_QUEUE` wait the answer is 503 with `Retry-After`.
"""


PAGES = {
    "cli.md": cli, "settings.md": settings, "errors.md": error_page, "networks.md": networks, "metrics.md": metrics,
    "http.md": http,
}  # fmt: skip


def render(name: str) -> str:
    """A generated page by file name."""
    return NOTE + PAGES[name]()


def answers(data: Path) -> dict[Path, str]:
    """The expected answer of every competency question, from a release of the seeds built in ``data``."""
    settings = Settings.read({}, data=data)
    ecosystem = Ecosystem(build_release(settings))
    folder = settings.ontology / "questions"
    found = {}
    for question in read_questions(folder):
        answer = ecosystem.answer(question.text())
        columns = answer.variables or (["subject", "predicate", "object"] if answer.kind == "graph" else ["boolean"])
        out = io.StringIO()
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows(sorted(["" if row[c] is None else str(row[c]) for c in columns] for row in answer))
        found[folder / f"{question.name}.csv"] = out.getvalue()
    return found


if __name__ == "__main__":
    REFERENCE.mkdir(exist_ok=True)
    for file in PAGES:
        (REFERENCE / file).write_text(render(file), encoding="utf-8")
        print(f"docs/reference/{file}")
    with TemporaryDirectory() as folder:
        for path, content in answers(Path(folder)).items():
            path.write_text(content, encoding="utf-8")
        os.environ["TRISKELE_DATA"] = folder
        for path in NOTEBOOKS:
            path.write_text(running.write(running.run(running.read(path))), encoding="utf-8")
    print("ontology/questions/*.csv docs/notebooks/*.ipynb")
