"""What was born, what died and what changed between two releases."""

from __future__ import annotations

from dataclasses import dataclass

from triskele import terms
from triskele.release.integrity import read_statements
from triskele.release.library import Release


@dataclass(frozen=True)
class Difference:
    """Things and statements of the truth that only one of two releases has."""

    older: int
    newer: int
    born: tuple[str, ...]
    died: tuple[str, ...]
    changed: tuple[str, ...]
    added: tuple[str, ...]
    removed: tuple[str, ...]


def compare_releases(older: Release, newer: Release) -> Difference:
    """Compare the source graphs: derived graphs only follow. Memory for both sets of statements."""
    before, after = _truth(older), _truth(newer)
    added, removed = after - before, before - after
    subjects_before = {line.split(" ", 1)[0] for line in before}
    subjects_after = {line.split(" ", 1)[0] for line in after}
    touched = {line.split(" ", 1)[0] for line in added | removed}
    return Difference(
        older.number,
        newer.number,
        born=_names(subjects_after - subjects_before),
        died=_names(subjects_before - subjects_after),
        changed=_names(touched & subjects_before & subjects_after),
        added=tuple(sorted(added)),
        removed=tuple(sorted(removed)),
    )


def _truth(release: Release) -> set[str]:
    mark = f" <{terms.SOURCE_GRAPH}"
    return {line.rstrip("\n") for line in read_statements(release.folder) if mark in line}


def _names(subjects: set[str]) -> tuple[str, ...]:
    return tuple(sorted(s[1:-1] for s in subjects if s.startswith("<")))
