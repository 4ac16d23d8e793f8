"""OpenAlex: the published sample comes out as its description says; other states of a snapshot are read or told."""

from __future__ import annotations

import gzip
import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from tests.graph.sources.reading import NAMESPACE, SAMPLES, Came, read
from triskele.sources.dumps.snapshot import id_of
from triskele.sources.dumps.values import isni_of, lei_of

IVY, OAK, ASH = "I4200000001", "I4200000002", "I4200000003"


@pytest.fixture(scope="module")
def came(tmp_path_factory: pytest.TempPathFactory) -> Came:
    folder = tmp_path_factory.mktemp("seeds")
    shutil.copytree(SAMPLES / "openalex", folder / "openalex")
    return read(folder)


def laid(folder: Path, entities: dict[str, dict[str, list[Any]]], root: str = "data/jsonl") -> Path:
    """A snapshot without manifests in the set ``oa`` of a seeds folder: records, or lines, by entity and day."""
    for entity, days in entities.items():
        for day, records in days.items():
            place = folder / "oa" / root / entity / f"updated_date={day}"
            place.mkdir(parents=True)
            lines = [one if isinstance(one, str) else json.dumps(one) for one in records]
            (place / "part_0000.gz").write_bytes(gzip.compress("\n".join(lines).encode(), mtime=0))
    return folder


def institution(one: str, country: str = "TR", **more: Any) -> dict[str, Any]:
    return {"id": f"https://openalex.org/{one}", "display_name": f"Body {one}", "country_code": country,
            "type": "education", "lineage": [f"https://openalex.org/{one}"], **more}  # fmt: skip


def work(number: int, authors: list[list[str]], **more: Any) -> dict[str, Any]:
    return {
        "id": f"https://openalex.org/W{number}", "publication_year": 2024, "type": "article",
        "authorships": [{"author": {"id": f"https://openalex.org/A{place}", "display_name": "Ada Example"},
                         "institutions": [institution(one) for one in ones]} for place, ones in enumerate(authors)],
        **more,
    }  # fmt: skip


def pairs(came: Came, kind: str = "co-publication") -> set[tuple[str, str, str]]:
    ends: dict[str, list[str]] = {}
    for row in came["ends"]:
        ends.setdefault(row["tie"], []).append(row["thing"].rsplit("-", 1)[-1].upper())
    return {(*ends[t["iri"]], t["valid_from"]) for t in came.ties(kind)}


def test_ties_of_the_sample(came: Came) -> None:
    found = {(a[-2:], b[-2:], year) for a, b, year in pairs(came)}
    assert found == {
        ("01", "06", "2025"), ("03", "06", "2025"), ("01", "02", "2025"), ("02", "03", "2025"), ("02", "06", "2025"),
        ("01", "05", "2022"), ("01", "04", "2031"),
    }  # fmt: skip
    assert {t["valid_to"] for t in came.ties("co-publication")} == {"2025", "2022", "2031"}  # a year, never a period
    assert [(f["value"], f["year"]) for f in came["figures"]].count(("1", "2025")) == 5
    (tie,) = came.ties("funding")
    assert (tie["valid_from"], tie.get("valid_to"), tie["amount"], tie["currency"]) == (
        "2024-03-01", None, "1250000", "TRY"
    )  # fmt: skip
    assert pairs(came, "funding") == {("F9990000002", "I9990000001", "2024-03-01")}


@pytest.mark.parametrize(("number", "sphere"), [
    (1, "university"), (2, "industry"), (3, "unknown"), (4, "government"), (5, "university"), (6, "civil-society"),
])  # fmt: skip
def test_spheres_of_the_sample(came: Came, number: int, sphere: str) -> None:
    (row,) = came.of("spheres", f"openalex-i999000000{number}")
    assert row["sphere"].rsplit("#")[-1] == sphere


def test_one_body_in_two_roles_and_a_merged_id(came: Came) -> None:
    assert sum(r["kind"] == "actor" for r in came["things"]) == 7  # six institutions and the one funder apart
    found = {(r["scheme"], r["value"]) for r in came.of("identifiers", "openalex-i9990000001")}
    assert found >= {("openalex", "F9990000001"), ("openalex", "I9990000099"), ("ror", "09eyv0a26"),
                     ("crossref-funder", "501100990001"), ("wikidata", "Q9990000001")}  # fmt: skip


def test_what_the_sample_reports(came: Came) -> None:
    assert {f.shape.removeprefix("dump/") for f in came.findings} == {
        "leftover", "inactive", "no-recipient", "future", "counts"
    }  # fmt: skip
    assert [f.message_en for f in came.found("counts") if f.file == "works"] == [
        "6 rows read = 3 loaded + 3 reported. Reported: 1 expansion, 2 without a pair."
    ]


def test_no_author_is_named(came: Came) -> None:
    said = str(came.tables) + str(came.findings)
    assert not [name for name in ("Ayşe", "Müller", "Can Ak", "A9900001500") if name in said]


def test_data_sets_when_asked_for(tmp_path: Path) -> None:
    shutil.copytree(SAMPLES / "openalex", tmp_path / "openalex")
    (tmp_path / "sources.toml").write_text("expansion = true\nfrom_year = 2023\nto_year = 2023\n")
    assert {(a[-2:], b[-2:], year) for a, b, year in pairs(read(tmp_path))} == {("01", "02", "2023")}


def test_the_newest_state_counts_where_no_manifest_is(tmp_path: Path) -> None:
    came = read(laid(tmp_path, {
        "institutions": {"2026-01-01": [institution(IVY, display_name="Old"), institution(OAK)],
                         "2026-02-01": [institution(IVY)]},
        "works": {"2026-01-01": [work(1, [[IVY], [OAK]], publication_year=2001), work(2, [[IVY], [OAK]])],
                  "2026-02-01": [work(1, [[IVY]])]},
    }, root="data"))  # fmt: skip
    assert [r["text"] for r in came.of("names", f"openalex-{IVY.lower()}")] == [f"Body {IVY}"]
    assert pairs(came) == {(IVY, OAK, "2024")}
    assert len(came.found("repeated-record")) == 2
    assert len(came.found("no-manifest")) == 2


def test_who_wrote_together(tmp_path: Path) -> None:
    child = institution(ASH, lineage=[ASH, IVY])
    came = read(laid(tmp_path, {
        "institutions": {"2026-02-01": [institution(IVY), institution(OAK), child]},
        "works": {"2026-02-01": [
            work(1, [[IVY, OAK]]),  # one author
            work(2, [[IVY], [ASH]]),  # parent and child
            work(3, [[IVY, OAK], [OAK]]),  # two authors
            work(4, [[ASH], [OAK]], publication_year=None, publication_date="2020-05-01"),
            work(5, [[ASH], [OAK]], publication_year=None),
            work(6, [[OAK], [IVY]]),
        ]},
    }))  # fmt: skip
    assert pairs(came) == {(IVY, OAK, "2024"), (OAK, ASH, "2020")}
    assert [(f["value"], f["year"]) for f in came["figures"]] == [("2", "2024"), ("1", "2020")]
    assert [f.value for f in came.found("undated")] == ["W5"]


def test_lines_that_are_no_records(tmp_path: Path) -> None:
    whole = json.dumps(institution(OAK))
    came = read(laid(tmp_path, {"institutions": {"2026-02-01": [
        whole, whole[: len(whole) // 2], "[]", "nan", '{"id": "https://openalex.org/I-1"}', '{"id": null}',
        institution(IVY, type="guild", geo=None, ids=[], display_name_acronyms=None, country_code="QQ"),
        institution(ASH, display_name=None), institution(ASH, display_name="\ud800Ash\u0000"),
    ]}}))  # fmt: skip
    assert [(f.row, f.file) for f in came.found("broken-record")] == [
        (row, "institutions/updated_date=2026-02-01/part_0000.gz") for row in (2, 3, 4, 5, 6, 8)
    ]
    assert came.found("counts")[0].message_en.startswith("9 rows read = 2 loaded + 7 reported.")
    assert (len(came.found("type")), len(came.found("country")), len(came.found("repeated-record"))) == (1, 1, 1)


def test_selection_and_partners(tmp_path: Path) -> None:
    laid(tmp_path, {
        "institutions": {"2026-02-01": [institution(IVY), institution(OAK, "DE"), institution(ASH, "DE")]},
        "awards": {"2026-02-01": [{"id": "G1", "funder": {"id": "F1", "display_name": "Fund"}, "amount": 10,
                                   "currency": "EUR", "institution_awarded": {"id": IVY}, "start_year": 2020,
                                   "end_date": "2019-01-01"}]},
        "works": {"2026-02-01": [work(1, [[IVY], [OAK]]), work(2, [[OAK], [ASH]])]},
    })  # fmt: skip
    (tmp_path / "sources.toml").write_text('country = ["TR"]\n')
    alone = read(tmp_path)
    assert (pairs(alone), [r["key"] for r in alone["things"] if r["kind"] == "actor"]) == (
        set(), [f"openalex-{IVY.lower()}"]
    )  # fmt: skip
    (tmp_path / "sources.toml").write_text('country = ["TR"]\npartners = true\n')
    both = read(tmp_path)
    assert pairs(both) == {(IVY, OAK, "2024")}
    assert pairs(both, "funding") == {("F1", IVY, None)}
    assert {f.shape for f in both.findings} >= {"dump/date-order", "dump/only-mentioned"}
    assert f"{NAMESPACE}id/actor/openalex-{ASH.lower()}" not in {r["iri"] for r in both["things"]}


def test_a_cut_part_is_refused(tmp_path: Path) -> None:
    laid(tmp_path, {"institutions": {"2026-02-01": [institution(f"I{n}") for n in range(1, 400)]}})
    path = next(tmp_path.rglob("*.gz"))
    path.write_bytes(path.read_bytes()[:500])
    came = read(tmp_path)
    assert not came.whole
    assert "cannot be read to its end" in came.found("unreadable")[0].message_en


def test_what_a_manifest_names_and_is_not_there(tmp_path: Path) -> None:
    laid(tmp_path, {"institutions": {"2026-02-01": [institution(IVY)]}})
    url = "s3://openalex/data/jsonl/institutions/updated_date=2026-0{}-01/part_0000.gz"
    files = [{"url": url.format(n), "meta": {"content_length": 7, "record_count": 3}} for n in (2, 3)]
    (tmp_path / "oa/data/jsonl/institutions/manifest.json").write_text(json.dumps({"entries": files}))
    found = {f.shape for f in read(tmp_path).findings}
    assert found == {"dump/part-missing", "dump/part-size", "dump/part-count", "dump/counts"}
    place = next(tmp_path.rglob("*.gz")).parent
    (place / ".part_0000.gz.json").write_text("{}")  # what a fetch remembers, and what others leave there
    (place / "_SUCCESS").write_text("")
    assert found == {f.shape for f in read(tmp_path).findings}
    (tmp_path / "oa/data/jsonl/institutions/manifest.json").write_text("{")
    assert "is no manifest" in read(tmp_path).found("unreadable")[0].message_en


@pytest.mark.parametrize(("said", "letter", "one"), [
    ("https://openalex.org/I27837315", "I", "I27837315"), ("i27837315", "I", "I27837315"),
    ("https://openalex.org/institutions/I5", "I", "I5"), ("https://openalex.org/I-1", "I", ""), ("F5", "I", ""),
    (None, "I", ""), (5, "I", ""),
])  # fmt: skip
def test_ids(said: Any, letter: str, one: str) -> None:
    assert id_of(said, letter) == one


@pytest.mark.parametrize(("read_it", "right", "wrong"), [
    (isni_of, "0000 0001 2103 2683", "0000 0001 2103 2684"), (lei_of, "5493001KJTIIGC8Y1R12", "5493001KJTIIGC8Y1R13"),
])  # fmt: skip
def test_check_digits(read_it: Any, right: str, wrong: str) -> None:
    assert (read_it(right), read_it(wrong), read_it(None)) == (right.replace(" ", ""), "", "")


def test_a_bomb_is_refused_before_it_unfolds(tmp_path: Path) -> None:
    laid(tmp_path, {"institutions": {"2026-02-01": [institution(IVY)]}})
    next(tmp_path.rglob("*.gz")).write_bytes(gzip.compress(b" " * (8 << 20), mtime=0))
    came = read(tmp_path)
    assert not came.whole
    assert "unfolds from" in came.found("unreadable")[0].message_en
