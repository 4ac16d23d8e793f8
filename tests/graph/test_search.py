"""Search by name: what is far from the best is left out, and the best is that of what was asked for."""

from __future__ import annotations

import pytest

from triskele.catalogue import open_catalogue
from triskele.ecosystem import Ecosystem
from triskele.reconciliation import Wish, reconcile
from triskele.release import Release
from triskele.search import search


def test_the_best_of_another_kind_hides_nothing(release: Release) -> None:
    assert search(release, "Sail Proje")[0].kind != "actor", "a project is nearer"
    found = search(release, "Sail Proje", kind="actor")
    assert found[0].key == "sail-firm"
    assert {hit.kind for hit in found} == {"actor"}


@pytest.mark.parametrize("text", ["Kuzey Ü.", "Kuzey Üniv.", "KUZEY ÜNİVERSİTESİ", "North Univ."])
def test_a_university_is_found_first_however_it_is_abbreviated(release: Release, text: str) -> None:
    assert search(release, text)[0].key == "north-university"


def test_a_legal_form_more_or_less_is_the_same_name(release: Release) -> None:
    first, *_ = search(release, "Halat Anonim Şirketi")
    assert (first.key, first.score) == ("rope-firm", 0.98)


HACETTEPE = (
    "Hacettepe Ü.", "https://ror.org/04kwvgz42", "ror.org/04kwvgz42", "ror:04kwvgz42", "04kwvgz42", "Q1567050",
    "http://www.wikidata.org/entity/Q1567050", "https://www.wikidata.org/wiki/Q1567050", "wd:Q1567050",
)  # fmt: skip


@pytest.mark.parametrize("text", HACETTEPE)
def test_search_and_reconciliation_find_it_first(seeds: Ecosystem, text: str) -> None:
    found = search(seeds.release, text)[0]
    first, *_ = reconcile(seeds.release, open_catalogue(seeds.release), Wish(text))
    assert (found.key, first.thing.key, first.match) == ("hacettepe-universitesi", "hacettepe-universitesi", True)


def test_an_address_that_nobody_carries_finds_nothing_alike(seeds: Ecosystem) -> None:
    assert search(seeds.release, "https://www.wikidata.org/wiki/Q99999999999") == []


@pytest.mark.parametrize("text", ["h", "s", "ship"])
def test_of_many_names_that_begin_with_the_text_the_shortest_are_looked_at(
    release: Release, text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In a country thousands begin with "universite": the first of the alphabet are not the nearest."""
    every = search(release, text, limit=50)
    monkeypatch.setattr("triskele.search._BEGIN", 3)
    assert search(release, text, limit=1)[0].score == every[0].score
