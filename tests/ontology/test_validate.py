"""What a curator is told: where, what, which rule, in both languages, and the same bytes each time."""

from __future__ import annotations

from pathlib import Path

import pytest
from rdflib import Graph
from rdflib.namespace import RDF
from rdflib.namespace import SH as SHACL

from tests.ontology.ontology_files import EXAMPLES, ONTOLOGY, TINY, read
from triskele.errors import InvalidInput, SourceError
from triskele.findings import Finding, Report
from triskele.syntaxes import read_rdf
from triskele.validate import check_shapes

ID = "https://w3id.org/triskele/id/"
TSK = "https://w3id.org/triskele/ontology#"
OURS = read_rdf(ONTOLOGY / "shapes.ttl", "urn:shapes")
SH = "@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix tsk: <https://w3id.org/triskele/ontology#> .\n"


@pytest.fixture(scope="module")
def ontology(words: Graph) -> bytes:
    return words.serialize(format="nt").encode()


def lines(*names: str) -> bytes:
    return read(TINY, *(EXAMPLES / "invalid" / f"{name}.ttl" for name in names)).serialize(format="nt").encode()


def found(report: Report, shape: str) -> list[Finding]:
    return [finding for finding in report.findings if finding.shape == f"shape:{shape}"]


def test_a_finding_says_where_what_and_how_to_mend_it(ontology: bytes) -> None:
    origin = {f"{ID}tie/bad-valid-order": ("ties.csv", 7), f"{ID}actor/bad-sphere-sum": ("actors.csv", 3)}
    report, _ = check_shapes(lines("valid-order", "sphere-sum"), ontology, [OURS], origin)
    (order,) = found(report, "valid-order")
    assert (order.file, order.row, order.value, order.severity) == ("ties.csv", 7, "2011", "error")
    assert order.message_en == "The end (2011) lies before the start (2015); check the cells valid_from and valid_to."
    assert order.message_tr.startswith("Bitiş (2011) başlangıçtan (2015) önce;")
    (shares,) = found(report, "sphere-sum")
    assert (shares.file, shares.row, shares.subject) == ("actors.csv", 3, f"{ID}actor/bad-sphere-sum")
    assert "0.9" in shares.message_en  # 0.5 + 0.4
    assert "0.9" in shares.message_tr


def test_a_misspelt_word_is_placed_at_the_first_row_that_uses_it(ontology: bytes) -> None:
    users = {f"{ID}actor/{name}": ("actors.csv", row) for name, row in (("a", 9), ("b", 4), ("c", 2))}
    typed = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
    data = f"<{ID}actor/a> <{typed}> <{TSK}Univeristy> .\n<{ID}actor/b> <{typed}> <{TSK}Univeristy> .\n"
    data += f"<{ID}actor/a> <{TSK}colour> <{ID}actor/c> .\n"
    report, _ = check_shapes(data.encode(), ontology, [OURS], users)
    (unknown,) = found(report, "declared-class")
    assert (unknown.file, unknown.row, unknown.subject) == ("actors.csv", 4, f"{TSK}Univeristy")
    (undeclared,) = found(report, "declared-property")
    assert (undeclared.row, undeclared.value) == (9, "tsk:colour")


def test_what_speaks_of_something_left_out_is_not_said_again(ontology: bytes) -> None:
    data = lines("figure-about", "event-participant")
    gaer = f"{ID}actor/gaer"
    everything, report = check_shapes(data, ontology, [OURS])
    fewer, same = check_shapes(data, ontology, [OURS], left_out={gaer})
    assert found(everything, "event-participant")
    assert {f for f in everything.findings if f.value != "id:actor/gaer"} == set(fewer.findings)
    assert report == same


def test_a_file_is_judged_as_bytes_are(ontology: bytes, tmp_path: Path) -> None:
    data = lines("valid-order", "evidence-beyond-end", "declared-class")
    origin = {f"{ID}source/bad-short": ("documents.csv", 2)}
    quads, whole = tmp_path / "data.nq", tmp_path / "all.nt"
    quads.write_bytes(data.replace(b" .\n", b" <https://w3id.org/triskele/graph/source/x> .\n"))
    whole.write_bytes(data + ontology)
    expected = check_shapes(data, ontology, [OURS], origin)
    assert check_shapes(quads, ontology, [OURS], origin) == expected
    assert check_shapes(whole, b"", [OURS], origin) == expected
    assert {path.name for path in tmp_path.iterdir()} == {"data.nq", "all.nt"}
    (beyond,) = found(expected[0], "evidence-beyond-end")
    assert (beyond.field, beyond.row) == ("^prov:hadPrimarySource/tsk:lineTo", 2)


def test_a_named_shape_can_be_left_out(ontology: bytes) -> None:
    data = lines("sphere-sum", "tie-confidence")
    report, _ = check_shapes(data, ontology, [OURS], without={"shape:sphere-sum"})
    assert not found(report, "sphere-sum")
    assert found(report, "tie-confidence")
    with pytest.raises(InvalidInput, match="sphere-sums"):
        check_shapes(data, ontology, [OURS], without={"shape:sphere-sums"})


def test_a_set_adds_shapes_of_its_own_with_nodes_without_names(tmp_path: Path) -> None:
    for name, number in (("one", 1), ("two", 2)):  # canonical labels: both files hold a node _:c14n0
        (tmp_path / f"{name}.ttl").write_text(
            f"{SH}<urn:{name}> a sh:NodeShape ; sh:targetClass tsk:Firm ; sh:property [ sh:path <urn:{name}#staff> ; "
            f'sh:minCount {number} ; sh:message "{name}: ölçün"@tr , "{name}: \\"measure\\" it"@en ] .'
        )
    own = [read_rdf(tmp_path / f"{name}.ttl", "urn:shapes") for name in ("one", "two")]
    data = f"<urn:firm> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <{TSK}Firm> .\n".encode()
    report, _ = check_shapes(data, b"", [OURS, *own])
    told = {(f.shape, f.field, f.message_tr, f.message_en) for f in report.findings if f.shape.startswith("urn:")}
    assert told == {(f"urn:{n}", f"urn:{n}#staff", f"{n}: ölçün", f'{n}: "measure" it') for n in ("one", "two")}


def test_blank_nodes_of_data_and_ontology_stay_apart() -> None:
    shape = (
        f"{SH}<urn:s> a sh:NodeShape ; sh:targetSubjectsOf <urn:p> ; sh:property [ sh:path <urn:q> ; sh:maxCount 0 ] ."
    )
    rules = Graph().parse(data=shape, format="turtle").serialize(format="nt").encode()
    report, _ = check_shapes(b'_:c14n0 <urn:p> "> _:c14n0" .\n', b"_:c14n0 <urn:q> _:c14n0 .\n", [rules])
    assert report.conforms


def test_the_report_is_the_same_bytes_whatever_the_order_of_the_data(ontology: bytes) -> None:
    data = lines("evidence-beyond-end", "label", "tie-ends")
    data += f'_:x <{TSK}amount> "-1" .\n_:y <{TSK}amount> "-2" .\n'.encode()
    turned = b"".join(reversed(data.splitlines(keepends=True)))
    report, turtle = check_shapes(data, ontology, [OURS])
    assert check_shapes(turned, ontology, [OURS]) == (report, turtle)
    assert "_:" not in turtle
    assert len(list(Graph().parse(data=turtle, format="turtle").subjects(RDF.type, SHACL.ValidationResult))) == 9


@pytest.mark.parametrize(
    ("data", "shapes", "said"),
    [
        (b"<urn:a> <urn:b> .\n", b"", "data cannot be judged"),
        (b"\xff\xfe", b"", "data cannot be judged"),
        (b"", b"<urn:a> <urn:b>", "shapes cannot be read"),
        (b"", OURS.replace(b'"SELECT $this', b'"SELEKT $this'), "shapes cannot be read"),
    ],
)
def test_what_cannot_be_read_is_said(data: bytes, shapes: bytes, said: str) -> None:
    with pytest.raises(SourceError, match=said):
        check_shapes(data, b"", [shapes])
