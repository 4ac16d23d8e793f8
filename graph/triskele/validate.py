"""Data against shapes: SHACL in, a report of findings out. The only module that knows the engine, ``shacl``.

Everything comes in as lines of N-Triples or N-Quads and goes to the engine as it is; no statement becomes an object
here. What the engine says is read from its own report, a graph of ``sh:ValidationResult``.
"""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from tempfile import NamedTemporaryFile

import shacl

from triskele.errors import InvalidInput, SourceError
from triskele.findings import Finding, Report
from triskele.identifiers import expand, shorten
from triskele.terms import RDF, ROOT, SH, XSD

Origin = Mapping[str, tuple[str, int]]
Nodes = dict[str, dict[str, list[str]]]
"""What the engine's report says: subject, predicate, objects, each as N-Triples writes it."""

ONTOLOGY = ROOT + "ontology"
_SEVERITY = {f"<{SH}Violation>": "error", f"<{SH}Warning>": "warning", f"<{SH}Info>": "note"}
_LITERAL = re.compile(r'("(?:[^"\\]|\\.)*")(?:@([A-Za-z0-9-]+))?.*', re.DOTALL)
_REPEATS = {f"<{SH}zeroOrMorePath>": "*", f"<{SH}oneOrMorePath>": "+", f"<{SH}zeroOrOnePath>": "?"}
_BLANKS = (re.compile(rb"^(_:)", re.MULTILINE), re.compile(rb"^([^ ]+ [^ ]+ _:)", re.MULTILINE))


def check_shapes(
    data: bytes | Path,
    ontology: bytes,
    shapes: Sequence[bytes],
    origin: Origin | None = None,
    left_out: Set[str] = frozenset(),
    without: Set[str] = frozenset(),
) -> tuple[Report, str]:
    """Judge statements by shapes; the report, and the SHACL report itself as Turtle, the same bytes each time.

    Data, ontology and each file of shapes are N-Triples or N-Quads, their graphs taken as one; data may be a file of
    them (``.nt`` or ``.nq``), of which no more is held than the engine's index, about 90 bytes a statement.
    ``ontology`` gives classes and concepts and is judged with the data (a file is copied for that, beside itself,
    unless ``ontology`` is empty); nothing is inferred. All shapes are one graph: a set's own may build on ours.
    ``origin`` maps the IRI of a thing to the file and row it came from, so that a finding says where to go. What is
    only wrong because it speaks of something ``left_out`` is not reported: that has findings of its own. The shapes
    named in ``without`` (``shape:sphere-sum``) are not asked. Linear in the data for the house's shapes.

    SourceError when the engine cannot read data or shapes, InvalidInput for a name in ``without`` that is no shape.
    """
    rules = b"".join(_apart(part, b"s%d" % number) for number, part in enumerate(shapes))
    for name in sorted(without):
        if not re.search(rb"^<" + re.escape(expand(name).encode()) + rb"> ", rules, re.MULTILINE):
            raise InvalidInput(f"{name} is no shape of these.", hint="Name it as the findings do: shape:sphere-sum.")
        rules += f'<{expand(name)}> <{SH}deactivated> "true"^^<{XSD}boolean> .\n'.encode()
    said = _ask(data, ontology, rules)
    nodes = _read(said)
    head = next(node for node, says in nodes.items() if f"<{SH}conforms>" in says)
    results = sorted(nodes[head].get(f"<{SH}result>", ()), key=lambda label: int(label.removeprefix("_:r")))
    findings = []
    for label, result in zip(results, said.results, strict=True):  # only the second knows the named shape around
        assert nodes[label][f"<{SH}focusNode>"] == [result.focus_node], "the engine numbers its results another way"
        finding = _finding(nodes, label, result.root_shape or "")
        if finding.value not in left_out:
            findings.append(finding)
    return Report.of(_placed(findings, data, origin or {})), _turtle(nodes, head, results)


def _apart(lines: bytes, mark: bytes) -> bytes:
    """The same statements with blank nodes that no other part has: two files may both speak of ``_:c14n0``."""
    for place in _BLANKS:
        lines = place.sub(lambda found: found[1] + mark, lines)
    return lines


def _ask(data: bytes | Path, ontology: bytes, rules: bytes) -> shacl.Report:
    try:
        engine = shacl.Shapes.from_text(rules.decode(), format="nquads")
    except ValueError as error:
        raise SourceError(f"The shapes cannot be read: {error}.", hint="Mend the shape named and try again.") from error
    try:
        if isinstance(data, bytes):
            return engine.validate_text((data + _apart(ontology, b"o")).decode(), format="nquads")
        if not ontology:
            return engine.validate_file(str(data))
        with NamedTemporaryFile(dir=data.parent, prefix=".judged-", suffix=".nq") as both:
            both.write(_apart(ontology, b"o"))
            with data.open("rb") as statements:
                shutil.copyfileobj(statements, both, 1024 * 1024)
            both.flush()
            return engine.validate_file(both.name)
    except ValueError as error:
        raise SourceError(f"The data cannot be judged: {error}.", hint="Mend the line named and try again.") from error


def _read(report: shacl.Report) -> Nodes:
    nodes: Nodes = {}
    terms: dict[str, str] = {}  # a rule broken fifty thousand times says the same two messages each time
    for line in re.finditer(r"(\S+) (\S+) (.+) \.\n", report.serialize("ntriples")):
        subject, predicate, value = (terms.setdefault(term, term) for term in line.groups())
        nodes.setdefault(subject, {}).setdefault(predicate, []).append(value)
    return nodes


def _plain(term: str) -> tuple[str, str]:
    """What a term says, without its syntax, and its language when it has one; the engine's labels say nothing."""
    if term.startswith("_:"):
        return "[]", ""
    if found := _LITERAL.fullmatch(term):
        return json.loads(found[1], strict=False), found[2] or ""
    return term.removeprefix("<").removesuffix(">"), ""


def _path(nodes: Nodes, term: str) -> str:
    """A property path as SPARQL writes it."""
    node = nodes.get(term, {})
    if not node:
        return shorten(_plain(term)[0])
    if inverse := node.get(f"<{SH}inversePath>"):
        return f"^{_path(nodes, inverse[0])}"
    if either := node.get(f"<{SH}alternativePath>"):
        return "|".join(_path(nodes, part) for part in _members(nodes, either[0]))
    for predicate, sign in _REPEATS.items():
        if repeated := node.get(predicate):
            inner = _path(nodes, repeated[0])
            return f"({inner}){sign}" if repeated[0] in nodes else f"{inner}{sign}"
    return "/".join(_path(nodes, part) for part in _members(nodes, term))


def _members(nodes: Nodes, head: str) -> Iterator[str]:
    while head in nodes:
        yield nodes[head][f"<{RDF}first>"][0]
        head = nodes[head][f"<{RDF}rest>"][0]


def _finding(nodes: Nodes, result: str, named: str) -> Finding:
    """One result for a curator, not yet placed; ``named`` is the nearest shape around it that has a name."""

    def one(name: str) -> str:
        return nodes[result].get(f"<{SH}{name}>", [""])[0]

    messages = {language or "en": text for text, language in map(_plain, nodes[result].get(f"<{SH}resultMessage>", ()))}
    focus, value = _plain(one("focusNode"))[0], _plain(one("value"))[0]
    return Finding(
        file="",
        row=0,
        field=_path(nodes, one("resultPath")),
        value=value,
        shape=shorten(_plain(named or one("sourceConstraintComponent"))[0]),
        severity=_SEVERITY.get(one("resultSeverity"), "error"),
        message_en=messages.get("en", ""),
        message_tr=messages.get("tr", messages.get("en", "")),
        # The whole ontology is in focus where a shape is asked once for all; what is at fault is then the value.
        subject=value if focus == ONTOLOGY and value else focus,
    )


def _placed(findings: list[Finding], data: bytes | Path, origin: Origin) -> Iterator[Finding]:
    """The findings with file and row of their thing; of a misspelt word, those of the first row that uses it."""
    words = {f"<{f.subject}>".encode() for f in findings if f.subject not in origin}
    rows = dict(origin)
    if words and origin:
        with BytesIO(data) if isinstance(data, bytes) else data.open("rb") as lines:
            for line in lines:
                subject, predicate, rest = [*line.split(b" ", 2), b"", b""][:3]
                for word in words.intersection((predicate, rest.partition(b" ")[0])):
                    user, name = subject[1:-1].decode(), word[1:-1].decode()
                    if user in origin:
                        rows[name] = min(rows.get(name, origin[user]), origin[user])
    for f in findings:
        file, row = rows.get(f.subject, ("", 0))
        yield replace(f, file=file, row=row, value=shorten(f.value)[:200])


def _turtle(nodes: Nodes, head: str, results: list[str]) -> str:
    """The report as Turtle whose bytes depend neither on the order of the engine's threads nor on its labels."""

    def term(text: str) -> str:
        if text.startswith("_:"):
            parts = sorted(f"{term(p)} {term(o)}" for p, values in nodes.get(text, {}).items() for o in values)
            return f"[ {' ; '.join(parts)} ]" if parts else "[]"
        for prefix, namespace in (("sh:", SH), ("rdf:", RDF)):
            if text.startswith(f"<{namespace}"):
                return prefix + text.removeprefix(f"<{namespace}").removesuffix(">")
        return text

    conforms = nodes[head][f"<{SH}conforms>"][0]
    listed = ",\n    ".join(sorted(map(term, results)))
    return (
        f"@prefix rdf: <{RDF}> .\n@prefix sh: <{SH}> .\n\n[] a sh:ValidationReport ;\n  sh:conforms {conforms}"
        + (f" ;\n  sh:result\n    {listed}" if listed else "")
        + " .\n"
    )
