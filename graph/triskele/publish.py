"""What follows from a release and is kept beside it: search index, tie columns, catalogue, positions.

Everything here lies in the release's folder ``derived/``, can be deleted at any time and is made again on first use.
A build makes it before the release becomes current, so that the first reader does not wait for it.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from dataclasses import dataclass
from importlib.util import find_spec

import numpy as np

from triskele import __version__
from triskele.catalogue import open_catalogue
from triskele.layout import lay_out
from triskele.networks import Selection, project
from triskele.networks.selection import MODALITIES
from triskele.networks.ties import tie_table
from triskele.release import Library, Release
from triskele.release.build import build_release, storing
from triskele.search import INDEX, build_index
from triskele.settings import Settings

FILE = "positions-1.json"
"""The number goes up when positions are made in another way."""

_DRAWN = ("actor", "thing")


@dataclass(frozen=True)
class Positions:
    """Where each actor and thing is drawn, and the community of each actor (Leiden, modularity, seed 1; -1 none)."""

    places: dict[str, tuple[float, float]]
    communities: dict[str, int]


Progress = Callable[[str], None]


def _silent(_: str) -> None:
    return None


def build_and_publish(settings: Settings, progress: Progress = _silent, *, promote: bool = True) -> Release:
    """Build a release and what follows from it; only then does it become the current one.

    Raises what :func:`triskele.release.build_release` raises.
    """
    release = build_release(settings, progress, promote=False)
    with storing(settings.data):
        publish(release, progress)
        if promote:
            Library(settings.data).promote(release.number)
    return release


def publish(release: Release, progress: Progress = _silent) -> None:
    """Make everything that is not there yet; about 5 s for 10,000 actors besides their positions."""
    if not (release.folder / "derived" / INDEX).exists():
        progress("Indexing names")
        build_index(release)
    progress("Reading the catalogue")
    open_catalogue(release)
    progress("Reading ties as columns")
    tie_table(release)
    progress("Placing actors on the map")
    open_positions(release)


def open_positions(release: Release) -> Positions:
    """The positions of a release: kept ones, or made now from those of the release before it.

    A release whose predecessors were never drawn draws them first, so that the same shelf gives the same positions
    whoever asks first.
    """
    library = Library(release.folder.parent.parent)
    waiting = [release]
    for number in reversed([n for n in library.numbers() if n < release.number]):
        if (waiting[-1].folder / "derived" / FILE).exists():
            break
        waiting.append(library.release(number))
    previous: Positions | None = None
    for one in reversed(waiting):
        previous = _read(one) or _make(one, previous)
    assert previous is not None
    return previous


def _read(release: Release) -> Positions | None:
    path = release.folder / "derived" / FILE
    try:
        kept = json.loads(path.read_text(encoding="utf-8"))
    except (FileNotFoundError, ValueError):  # not there, or cut off by a crash
        return None
    return Positions({key: (x, y) for key, (x, y) in kept["places"].items()}, kept["communities"])


def _make(release: Release, previous: Positions | None) -> Positions:
    table = tie_table(release)
    kinds = table.nodes["iri"].str.extract(r"/id/([a-z]+)/", expand=False)
    drawn = (kinds.isin(_DRAWN) | table.nodes["actor"]).to_numpy()
    place = np.cumsum(drawn) - 1
    ties = table.ties[drawn[table.ties["u"]] & drawn[table.ties["v"]]]
    keys = table.nodes["key"].to_numpy(dtype=object)[drawn].tolist()
    points = lay_out(
        keys, place[ties["u"].to_numpy()], place[ties["v"].to_numpy()], None if previous is None else previous.places
    )
    # three decimals of a thousandth of the picture: what is kept is also what the next release starts from
    places = {key: (round(float(x), 3), round(float(y), 3)) for key, (x, y) in zip(keys, points, strict=True)}
    positions = Positions(places, _communities(release))
    folder = release.folder / "derived"
    folder.mkdir(exist_ok=True)
    beside = folder / f".{FILE}-{os.getpid()}"
    content = {"version": __version__, "places": positions.places, "communities": positions.communities}
    beside.write_text(json.dumps(content, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")
    os.replace(beside, folder / FILE)
    return positions


def _communities(release: Release) -> dict[str, int]:
    """The community of each actor with a tie; nothing when the compiled engine is not installed."""
    if find_spec("numba") is None:
        return {}
    from triskele.engines.communities import leiden_labels  # compiling is slow to import

    network = project(release, "organisations", Selection(modalities=MODALITIES, isolates=False)).network
    labels = leiden_labels(network, seed=1)
    sizes = np.bincount(labels) if len(labels) else np.zeros(0, dtype=int)
    rank = np.empty(len(sizes), dtype=int)
    rank[np.argsort(-sizes, kind="stable")] = np.arange(len(sizes))
    return {key: int(rank[label]) for key, label in zip(network.ids, labels, strict=True)}
