"""Which releases are kept: the newest, the current one, those somebody reads, links to or waits for; and no other."""

from __future__ import annotations

import fcntl
import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from triskele.cli import main
from triskele.ecosystem import open_ecosystem
from triskele.errors import InvalidInput, UnknownRelease
from triskele.release import Library
from triskele.release.holding import hold
from triskele.release.retention import prune


@pytest.fixture
def library(tmp_path: Path) -> Library:
    """Seven releases as far as the rule looks: numbered folders; the sixth is current, the seventh waits."""
    found = Library(tmp_path)
    for number in range(1, 8):
        (found.shelf / str(number)).mkdir(parents=True)
        (found.shelf / str(number) / "manifest.json").write_text("{}")
    found.promote(6)
    return found


def test_old_releases_go_and_the_others_are_kept_for_a_reason(library: Library) -> None:
    (library.data / "permalinks").mkdir()
    (library.data / "permalinks" / "a.json").write_text(json.dumps({"release": 2}))
    (library.data / "permalinks" / "b.json").write_text("damaged")
    held = hold(library.data, 3)
    wanted = {
        1: "removed", 2: "a permanent link names it", 3: "somebody reads it", 4: "removed", 5: "one of the newest 3",
        6: "current", 7: "waits for its promotion",
    }  # fmt: skip
    assert prune(library, 3, dry_run=True) == wanted
    assert library.numbers() == [1, 2, 3, 4, 5, 6, 7]
    assert prune(library, 3) == wanted
    assert library.numbers() == [2, 3, 5, 6, 7]
    assert not list(library.shelf.glob(".*"))
    held.release()
    assert prune(library, 1) == {2: wanted[2], 3: "removed", 5: "removed", 6: "current", 7: wanted[7]}
    library.promote(2)
    assert prune(library, 1) == {2: "current", 6: wanted[7], 7: wanted[7]}  # taken back: nothing newer goes


def test_another_process_that_reads_keeps_it_until_it_ends(library: Library) -> None:
    code = (
        "import sys; from pathlib import Path; from triskele.release.holding import hold; "
        f"held = hold(Path({str(library.data)!r}), 1); print('held', flush=True); sys.stdin.read()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as reader:
        assert reader.stdout is not None
        assert reader.stdout.readline() == "held\n"
        assert prune(library, 1)[1] == "somebody reads it"
        reader.kill()
        reader.wait()
    assert prune(library, 1).get(1) == "removed"


def test_nobody_waits_while_the_files_of_a_release_go(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    """The service takes a hold where it answers everybody, and a large release takes seconds to delete."""
    deleted: list[str] = []

    def delete(folder: Path) -> None:
        with open(library.data / "in-use" / "1") as mark:
            fcntl.flock(mark, fcntl.LOCK_SH | fcntl.LOCK_NB)
        deleted.append(folder.name.partition("-")[0])

    monkeypatch.setattr(shutil, "rmtree", delete)
    assert prune(library, 6)[1] == "removed"
    assert deleted == [".removed"]
    assert 1 not in library.numbers()


def test_what_a_long_command_reads_stays_until_it_is_done(library: Library) -> None:
    """Commands open a release so, and ``triskele.open``: whatever they read of it later is still there."""
    release, opened = library.reading(1), open_ecosystem(library.data, 2)
    found = prune(library, 1)
    assert (found[1], found[2], found[3]) == ("somebody reads it", "somebody reads it", "removed")
    assert (release.folder / "manifest.json").exists()
    assert library.reading().number == 6
    del release, opened
    found = prune(library, 1)
    assert (found[1], found[2]) == ("removed", "removed")
    with pytest.raises(UnknownRelease):
        library.reading(1)


def test_at_least_one_is_kept(library: Library, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(InvalidInput):
        prune(library, 0)
    data = ["--data", str(library.data)]
    assert main(["releases", "prune", *data]) == 2
    assert "TRISKELE_KEEP_RELEASES" in capsys.readouterr().err
    assert main(["releases", "prune", "--keep", "2", "--dry-run", "--format", "json", *data]) == 0
    assert '"would be removed"' in capsys.readouterr().out
    assert library.numbers() == [1, 2, 3, 4, 5, 6, 7]


def test_a_link_that_the_disk_does_not_give_may_name_any_release(library: Library) -> None:
    links = library.data / "permalinks"
    (links / "c.json").mkdir(parents=True)  # what a file that cannot be read looks like, also to root
    before = library.numbers()
    with pytest.raises(OSError, match="directory"):
        prune(library, 1)
    assert library.numbers() == before
