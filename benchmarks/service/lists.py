"""What readers ask of lists, search and networks, over HTTP, each request one that nobody asked before.

One client. Beside the time on the clock stands what the server's processes computed for a request, which is what a busy
machine still tells; and at the end what the memory of all of them is, each page counted by how many share it (PSS).
"""

from __future__ import annotations

import random
import statistics
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import quote

from benchmarks.service.load import Connection
from benchmarks.service.shapes import computed, family
from triskele.networks import open_arrays, project
from triskele.release import Release

_WARMING, _ASKED = 10, 120
_WHEN, _LANGUAGES = ("possible", "certain"), ("tr", "en")
_SPHERES = ("university", "industry", "government", "civil-society")


def questions(release: Release, chance: random.Random) -> dict[str, Callable[[], str]]:
    """Paths by what they ask for, each new one drawn from what is in the release."""
    arrays = open_arrays(release)
    keys, labels = arrays.keys.tolist(), arrays.texts("node-label_tr").all().tolist()
    places = arrays.known["place"] or [""]
    network = project(release).network
    tied = [key for key, degree in zip(network.ids, network.degrees.tolist(), strict=True) if degree]
    held = project(release, "membership").network
    members = [key for key, degree in zip(held.ids, held.degrees.tolist(), strict=True) if degree] or tied

    def year() -> int:
        return chance.randrange(1950, 2027)

    def words() -> str:
        name = chance.choice(labels)
        cut = chance.randrange(len(name) + 1)
        return quote(name[:cut] + name[cut + 1 :])  # a letter is missing

    def of_a_year() -> str:
        return f"/summary?as_of={year()}&when={chance.choice(_WHEN)}&lang={chance.choice(_LANGUAGES)}"

    def between(those: list[str]) -> str:
        return "source={}&target={}".format(*chance.sample(those, 2))

    def confident() -> float:
        return chance.randrange(1, 500_000) / 1e6

    return {
        "actors of a place": lambda: (
            f"/actors?place={chance.choice(places)}&sphere={chance.choice(_SPHERES)}&limit={chance.randrange(20, 60)}"
        ),
        "actors of a year": lambda: f"/actors?as_of={year()}&place={chance.choice(places)}&sort=degree",
        "ties": lambda: f"/ties?min_confidence={confident()}",
        "ties of a year": lambda: f"/ties?as_of={year()}&min_confidence={confident()}",
        "ties of one": lambda: f"/ties?actor={chance.choice(keys)}&min_confidence={confident()}",
        "summary of a year": of_a_year,
        "search": lambda: f"/search?q={words()}",
        "suggest": lambda: f"/suggest?q={words()[: chance.randrange(3, 12)]}",
        "data of one": lambda: f"/data/actor/{chance.choice(tied)}.json",
        "ego": lambda: f"/networks/organisations/ego?actor={chance.choice(tied)}",
        "paths": lambda: f"/networks/organisations/paths?{between(tied)}",
        "ego of members": lambda: f"/networks/membership/ego?actor={chance.choice(members)}",
        "paths of members": lambda: f"/networks/membership/paths?{between(members)}",
    }


def memory(process: int) -> Iterator[tuple[str, float]]:
    """What each process of a server holds, in MB: its part of every page it has."""
    for member in sorted(family(process)):
        try:
            said = Path(f"/proc/{member}/smaps_rollup").read_text()
            name = Path(f"/proc/{member}/cmdline").read_bytes().split(b"\0")
        except OSError:
            continue
        pss = next(int(line.split()[1]) for line in said.splitlines() if line.startswith("Pss:"))
        yield b" ".join(name[1:4]).decode()[:60], pss / 1024


def table(base: str, process: int, release: Release) -> None:
    """Ask, and print a line a kind."""
    chance = random.Random(time.time_ns())
    connection = Connection(base, "application/json")
    print("| asked | median ms | p95 ms | computed ms | MB afterwards |\n|---|---|---|---|---|")
    for name, path in questions(release, chance).items():
        for _ in range(_WARMING):
            connection.get(path())
        taken, before = [], computed(process)
        for _ in range(_ASKED):
            begun = time.perf_counter()
            connection.get(path())
            taken.append((time.perf_counter() - begun) * 1e3)
        taken.sort()
        used = (computed(process) - before) / _ASKED
        held = list(memory(process))
        cells = (statistics.median(taken), taken[int(_ASKED * 0.95)], used, sum(mb for _, mb in held))
        print(f"| {name} | " + " | ".join(f"{cell:.0f}" for cell in cells) + " |", flush=True)
    print()
    for what, mb in held:
        print(f"{mb:5.0f} MB  {what}")
