"""Several services over one data folder: a promotion reaches all of them, under load, and nobody gets half of it."""

from __future__ import annotations

import json
import shutil
import threading
import time
from collections import Counter
from pathlib import Path

import httpx

from tests.serving import serve
from triskele.release import Library, Release
from triskele.release.retention import prune
from triskele.settings import Settings

ASKED = (
    "/actors?limit=2", "/ready", "/data/actor/sea-cluster.json", "/summary",
    "/sparql?query=SELECT%20(COUNT(*)%20AS%20%3Fn)%20%7B%3Fs%20a%20tsk%3AFirm%7D",
)  # fmt: skip


def test_a_promotion_under_load_reaches_every_service(release: Release, tiny: Path, tmp_path: Path) -> None:
    library = Library(tmp_path)
    for number in (1, 2):
        shutil.copytree(release.folder, library.shelf / str(number))
    library.promote(1)
    settings = Settings.read({}, data=tmp_path, seeds=tiny, workers=1)
    with serve(settings) as one, serve(settings) as two:
        seen: Counter[tuple[int, int]] = Counter()
        wrong: list[str] = []
        over = threading.Event()

        def ask(which: int, client: httpx.Client) -> None:
            with httpx.Client(base_url=client.base_url, timeout=60) as mine:
                while not over.is_set():
                    for path in ASKED:
                        answer = mine.get(path)
                        told = answer.headers.get("triskele-release")
                        body = json.loads(answer.content) if answer.status_code == 200 else {}
                        if answer.status_code != 200 or (told and str(body.get("release", told)) != told):
                            wrong.append(f"{path}: {answer.status_code} {told} {answer.text[:200]}")
                        seen[which, int(told or body["release"])] += 1

        threads = [threading.Thread(target=ask, args=(n, client)) for n, client in enumerate((one, two))]
        for thread in threads:
            thread.start()
        for number in (2, 1, 2):
            library.promote(number)
            for client in (one, two):
                assert client.get("/ready").json()["release"] == number
        prune(library, 1)  # while they ask: whoever still reads the first keeps it
        patience = time.monotonic() + 60
        while {which for which, number in list(seen) if number == 2} != {0, 1} and time.monotonic() < patience:
            time.sleep(0.02)
        over.set()
        for thread in threads:
            thread.join()
        assert not wrong, wrong[:3]
        assert {which for which, number in seen if number == 2} == {0, 1}
        link = one.post("/permalinks", json={"query": "ASK { ?s a tsk:Firm }"}).json()
        assert two.get(link["url"]).json()["rerun"]["same"] is True
    assert prune(library, 1).get(1, "removed") == "removed"  # nobody serves any more
    assert library.numbers() == [2]
