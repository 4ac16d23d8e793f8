"""Search by name: what is far from the best is left out, and the best is that of what was asked for."""

from __future__ import annotations

from triskele.release import Release
from triskele.search import search


def test_the_best_of_another_kind_hides_nothing(release: Release) -> None:
    assert search(release, "Sail Proje")[0].kind != "actor", "a project is nearer"
    found = search(release, "Sail Proje", kind="actor")
    assert found[0].key == "sail-firm"
    assert {hit.kind for hit in found} == {"actor"}
