"""Work beyond one process: a real dask cluster gives the same bytes, survives a dead worker and says what is wrong."""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from distributed import Client, LocalCluster

from triskele import metrics
from triskele.ecosystem import Ecosystem
from triskele.errors import ClusterError, InvalidInput, MissingPackage, TableError
from triskele.measure import measure_years
from triskele.pieces import map_pieces, spread
from triskele.progress import Progress, counted, watched

SPREAD = (
    ("betweenness-centrality", {}),
    ("cross-sphere-betweenness", {"permutations": 5}),
    ("cross-sphere-betweenness", {"permutations": 5, "null": "label-permutation"}),
    ("interface-removal", {"permutations": 5}),
    ("removal-curve", {"permutations": 5}),
    ("uig-closure", {"permutations": 5}),
    ("tri-sphere-reachability", {"permutations": 5, "null": "degree-mixing-preserving"}),
    ("cross-sphere-efficiency", {"permutations": 5}),
    ("brokerage", {"permutations": 5, "null": "degree-preserving"}),
    ("mixing-matrix", {"permutations": 5, "null": "degree-preserving"}),
    ("participation", {"permutations": 5}),
    ("k-core", {"permutations": 5}),
    ("rich-club", {"permutations": 5}),
    ("small-world", {"permutations": 5}),
    ("hyperedge-heterophily", {"permutations": 5}),
    ("sphere-sets", {"permutations": 5}),
    ("two-mode-structure", {"permutations": 5}),
)
"""Every way in which a metric hands work out."""


@pytest.fixture(scope="module")
def cluster() -> Iterator[LocalCluster]:
    with LocalCluster(
        n_workers=2, threads_per_worker=1, host="127.0.0.1", dashboard_address=None, silence_logs=50
    ) as made:
        yield made


@pytest.fixture(scope="module")
def two(cluster: LocalCluster) -> Iterator[Client]:
    with Client(cluster) as client:
        yield client


@pytest.mark.parametrize(("name", "parameters"), SPREAD)
def test_two_processes_give_the_bytes_of_one(
    ecosystem: Ecosystem, two: Client, name: str, parameters: dict[str, Any]
) -> None:
    here = ecosystem.measure(name, **parameters)
    there = ecosystem.measure(name, cluster=two, **parameters)
    assert there.to_json() == here.to_json()


def test_a_network_of_ones_own_and_years_are_spread_too(ecosystem: Ecosystem, two: Client) -> None:
    G = ecosystem.network("organisations")
    here, there = metrics.uig_closure(G, permutations=9), metrics.uig_closure(G, permutations=9, cluster=two)
    assert here.equals(there)
    years = range(2000, 2016, 5)
    with spread(two):
        spread_years = measure_years(ecosystem.release, "ei-index", years, permutations=9)
    plain = measure_years(ecosystem.release, "ei-index", years, permutations=9)
    assert [r.to_json() for r in spread_years] == [r.to_json() for r in plain]
    assert [r.as_of for r in plain] == ["2000", "2005", "2010", "2015"]


def test_a_mapped_array_goes_as_its_path(two: Client, tmp_path: Path) -> None:
    np.save(tmp_path / "column.npy", np.arange(5.0))
    column = np.load(tmp_path / "column.npy", mmap_mode="r")
    with spread(two):
        found = list(map_pieces(_look_at, [0, 1, 2], shared=(column,)))
    # (0 + 1 + 2 + 3 + 4) + piece, from the file, not to be written to
    assert found == [(10.0, True, False), (11.0, True, False), (12.0, True, False)]


def _look_at(piece: int, column: Any) -> tuple[float, bool, bool]:
    return float(column.sum() + piece), isinstance(column.base, np.memmap), column.flags.writeable


def test_a_worker_that_dies_is_replaced(two: Client, tmp_path: Path) -> None:
    with spread(two):
        found = list(map_pieces(_die_once, list(range(6)), shared=(str(tmp_path),)))
    assert found == [0, 1, 4, 9, 16, 25]
    assert (tmp_path / "dead").exists()


def _die_once(piece: int, folder: str) -> int:
    mark = Path(folder) / "dead"
    if piece == 3 and not mark.exists():
        mark.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return piece * piece


def test_errors_come_back_as_they_are(two: Client) -> None:
    with spread(two), pytest.raises(TableError) as caught:
        list(map_pieces(_complain, [1, 2]))
    assert (caught.value.message, caught.value.hint) == ("No table 1.", "Bring one.")


def _complain(piece: int) -> None:
    raise TableError(f"No table {1 if piece else 0}.", hint="Bring one.")


def test_what_workers_cannot_import_is_refused(two: Client) -> None:
    for function in (lambda piece: piece, partial(map, lambda piece: piece)):
        with spread(two), pytest.raises(InvalidInput, match="cannot be imported"):
            list(map_pieces(function, [1, 2]))


def test_a_listener_that_raises_stops_the_work_and_the_cluster_goes_on(two: Client) -> None:
    def stop(progress: Progress) -> None:
        if progress.done:
            raise KeyboardInterrupt

    start = time.monotonic()
    with spread(two), watched(stop), pytest.raises(KeyboardInterrupt):
        list(map_pieces(_wait, [0.2] * 200))
    assert time.monotonic() - start < 15, "each worker would have had 20 s to go"
    with spread(two):
        assert list(map_pieces(_wait, [0.0, 0.0])) == [0.0, 0.0]


def _wait(piece: float) -> float:
    time.sleep(piece)
    return piece


def test_a_cluster_that_is_not_there_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("triskele.pieces.JOIN_SECONDS", 1)
    with pytest.raises(ClusterError, match="No dask scheduler"), spread("tcp://127.0.0.1:1"):
        pass
    for odd in (0, True, 1.5, object()):
        with pytest.raises(InvalidInput), spread(odd):
            pass
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(MissingPackage) as caught, spread(2):
        pass
    assert caught.value.code == "missing-package"
    assert "triskele[dask]" in caught.value.hint


def test_fractions_never_fall_and_loops_within_loops_share_them() -> None:
    heard: list[Progress] = []
    outer, inner = {"tr": "dış", "en": "outer"}, {"tr": "iç", "en": "inner"}
    with watched(heard.append), pytest.MonkeyPatch.context() as patch:
        patch.setattr("triskele.progress.SECONDS", 0.0)
        for _ in counted([1, 2], outer):
            for _ in counted(range(4), inner):
                pass
    fractions = [progress.fraction for progress in heard]
    assert fractions == sorted(fractions)
    # half of the way is done after the first of two; a quarter of that half after the first inner step: 1/8
    assert {0.0, 1 / 8, 2 / 8, 3 / 8, 1 / 2, 5 / 8, 1.0} <= set(fractions)
    assert {progress.what["en"] for progress in heard} == {"outer"}
    assert (heard[-1].done, heard[-1].total) == (2, 2)
    assert list(counted([1, 2], outer)) == [1, 2], "nobody listens"
