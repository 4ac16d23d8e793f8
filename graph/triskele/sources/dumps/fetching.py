"""Fetching what a recipe names: only when somebody asks, into a cache, going on where it broke off, and checked.

Nothing else here or in any other module of the sources touches the network. A file is in the cache whole or not at all:
it grows under a name of its own beside a note of what it is part of, and is renamed once length and sum are right.
"""

from __future__ import annotations

import fnmatch
import hashlib
import json
import os
import re
import shutil
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from http.client import HTTPException
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

from triskele.errors import InvalidInput, SourceError, StorageError, UnknownThing
from triskele.files import write_beside
from triskele.sources.dumps.opening import MOST_BYTES, members
from triskele.sources.dumps.source import Recipe, recipes
from triskele.sources.dumps.values import mapping, objects, text
from triskele.text import did_you_mean

FOLDER = "fetched"
"""The cache in a data folder: a folder a recipe."""
TRIES = 5
WAIT_SECONDS = 60
"""Silence of the other side after which a connection counts as broken."""
PAUSE_SECONDS = 1.0
"""Before going on after the first break; twice as long each time after."""
_PART = 1 << 20
_LARGEST_LIST = 64 << 20
_LARGEST_FILE = MOST_BYTES
"""What one file may have where its publisher does not say how long it is."""
_AGENT = "triskele (https://w3id.org/triskele)"

Told = Callable[[str, int, int], None]
"""Hears (file, bytes there, bytes in all; 0: nobody says)."""


@dataclass(frozen=True)
class Wanted:
    """One file to fetch: its name below the folder of the recipe, and what its publisher says of it."""

    name: str
    address: str
    size: int = 0
    checksum: str = ""
    """``algorithm:sum``; empty when none is published."""


@dataclass(frozen=True)
class Fetched:
    """A file in the cache. ``how``: fetched, resumed or unchanged."""

    path: Path
    address: str
    bytes: int
    sha256: str
    how: str


def silent(name: str, done: int, total: int) -> None:
    """Tells nobody."""


def recipe_named(name: str) -> Recipe:
    """The recipe of this name; UnknownThing with near names."""
    known = {recipe.name: recipe for recipe in recipes()}
    if name not in known:
        raise UnknownThing(f"No public source is called {name!r}.",
                           hint=did_you_mean(name, known, f"There are: {', '.join(known)}."))  # fmt: skip
    return known[name]


def fetch(recipe: Recipe, data: Path, told: Told = silent) -> list[Fetched]:
    """Bring the files of a recipe into the cache of a data folder. What is there already is asked about, not fetched.

    SourceError when an address is gone, a file is not what its publisher says, or the connection breaks too often; what
    came so far stays, and the next call goes on from there. InvalidInput for a recipe without an address.
    """
    folder = data / FOLDER / recipe.name
    folder.mkdir(parents=True, exist_ok=True)
    found = []
    for wanted in _wanted(recipe):
        one = _fetch_one(recipe, wanted, folder, told)
        _remember(recipe, wanted, folder, one)
        found.append(one)
    return found


def place(found: list[Fetched], cache: Path, into: Path) -> list[Path]:
    """Put fetched files into the folder of a set: as links to the same bytes, as copies on another disk."""
    placed = []
    for one in found:
        path = into / one.path.relative_to(cache)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.unlink(missing_ok=True)
        try:
            os.link(one.path, path)
        except OSError:
            shutil.copyfile(one.path, path)
        placed.append(path)
    return placed


# -- which files ---------------------------------------------------------------------------------------------------


def _wanted(recipe: Recipe) -> Iterator[Wanted]:
    """The files of a recipe: one address, the newest deposit of a list, or all that manifests name."""
    if recipe.manifests:
        for address in recipe.manifests:
            yield from _by_manifest(recipe, address)
    elif recipe.listing:
        yield _newest(recipe)
    elif recipe.address:
        yield Wanted(urlsplit(recipe.address).path.rpartition("/")[2], recipe.address, 0,
                     f"sha256:{recipe.sha256}" if recipe.sha256 else "")  # fmt: skip
    else:
        raise InvalidInput(f"{recipe.name} has no address to fetch from.",
                           hint=f"See {recipe.page}, and put the file into the folder of a set.")  # fmt: skip


def _newest(recipe: Recipe) -> Wanted:
    """The file of the newest deposit in a list of Zenodo's, with the sum that is published there."""
    for hit in objects(mapping(_json(recipe, recipe.listing).get("hits")).get("hits")):
        for file in objects(hit.get("files")):
            name, address = text(file.get("key")), text(mapping(file.get("links")).get("self"))
            if address and any(fnmatch.fnmatchcase(name, pattern) for pattern in recipe.files):
                size, address = file.get("size"), urljoin(recipe.listing, address)
                _check_scheme(address, recipe.listing)
                return Wanted(_safe(recipe, name), address,
                              size if isinstance(size, int) else 0, text(file.get("checksum")))  # fmt: skip
    raise SourceError(f"The list of {recipe.name} names no file like {', '.join(recipe.files)}.",
                      hint=f"See {recipe.page}; its publisher may have changed how deposits are called.")  # fmt: skip


def _by_manifest(recipe: Recipe, address: str) -> Iterator[Wanted]:
    """A manifest and the files that it names. The manifest comes last, as its publisher writes it: it says that the
    copy is complete."""
    root = recipe.address
    for entry in objects(_json(recipe, address).get("files")):
        path = urlsplit(text(entry.get("url"))).path.lstrip("/")
        size = mapping(entry.get("meta")).get("content_length")
        yield Wanted(_safe(recipe, path), urljoin(root, path), size if isinstance(size, int) else 0)
    yield Wanted(_safe(recipe, urlsplit(address).path.lstrip("/")), address)


def _safe(recipe: Recipe, name: str) -> str:
    """A name that stays inside the folder."""
    if not re.fullmatch(r"[A-Za-z0-9][\w.=-]*(?:/[A-Za-z0-9][\w.=-]*)*", name):
        raise SourceError(f"{recipe.name} names a file {name[:80]!r}.", hint="No file is called so here; report it.")
    return name


def _json(recipe: Recipe, address: str) -> dict[str, Any]:
    try:
        with _open(recipe, urllib.request.Request(address, headers={"User-Agent": _AGENT})) as answer:
            content = answer.read(_LARGEST_LIST + 1)
    except (OSError, HTTPException) as error:
        raise SourceError(f"{address} could not be fetched: {error}.",
                          hint=f"Try again later, or see {recipe.page}.") from error  # fmt: skip
    try:
        said = json.loads(content) if len(content) <= _LARGEST_LIST else None
    except (ValueError, RecursionError):
        said = None
    if not isinstance(said, dict):
        raise SourceError(f"{address} is no list of files.", hint=f"See {recipe.page}.")
    return said


# -- one file ------------------------------------------------------------------------------------------------------


def _fetch_one(recipe: Recipe, wanted: Wanted, folder: Path, told: Told) -> Fetched:
    path = folder / wanted.name
    path.parent.mkdir(parents=True, exist_ok=True)
    part, note = path.with_name(f".{path.name}.part"), path.with_name(f".{path.name}.json")
    how, pause = "fetched", PAUSE_SECONDS
    for attempt in range(TRIES):
        try:
            state = _grow(recipe, wanted, path, part, note, told)
        except (OSError, HTTPException) as error:
            refused = isinstance(error, urllib.error.HTTPError) and error.code < 500
            if refused or attempt == TRIES - 1:
                raise _broken(recipe, wanted, part, error) from error
            time.sleep(pause)
            pause *= 2
            how = "resumed" if part.exists() else how
            continue
        if state == "unchanged":
            return Fetched(path, wanted.address, path.stat().st_size, _sums(path)["sha256"], state)
        how = "resumed" if state == "resumed" else how
        break
    sha256 = _check(recipe, wanted, part, note)
    os.replace(part, path)
    known = _read_note(note, wanted)
    write_beside(note, json.dumps(known | {"whole": True}).encode())
    return Fetched(path, wanted.address, path.stat().st_size, sha256, how)


def _grow(recipe: Recipe, wanted: Wanted, path: Path, part: Path, note: Path, told: Told) -> str:
    """Ask for what is missing and add it. An OSError where the connection ends too early."""
    known = _read_note(note, wanted)
    there = part.stat().st_size if part.exists() and known else 0
    if there and there == known.get("bytes"):
        return "resumed"  # it was whole when something else stopped
    headers = {"User-Agent": _AGENT, "Accept-Encoding": "identity"}
    if there and (tag := known.get("tag")):
        headers |= {"Range": f"bytes={there}-", "If-Range": tag}
    elif path.exists() and known.get("whole") and not wanted.checksum:
        headers |= {name: known[key] for name, key in (("If-None-Match", "etag"), ("If-Modified-Since", "modified"))
                    if known.get(key)}  # fmt: skip
    elif path.exists() and wanted.checksum and _matches(path, wanted.checksum):
        return "unchanged"
    try:
        answer = _open(recipe, urllib.request.Request(wanted.address, headers=headers))
    except urllib.error.HTTPError as error:
        error.close()
        if error.code == 304:
            return "unchanged"
        if error.code == 416:  # the file became shorter than what is here: begin again
            part.unlink(missing_ok=True)
            raise ConnectionResetError("the file has changed") from error
        raise
    with answer:
        found = re.fullmatch(r"bytes (\d+)-\d+/(\d+)", answer.headers.get("Content-Range", ""))
        resumed = answer.status == 206 and found is not None and int(found[1]) == there
        length = answer.headers.get("Content-Length", "")
        total = int(found[2]) if resumed and found else int(length) if length.isdecimal() else wanted.size
        there = there if resumed else 0
        _room(wanted, part, total - there)
        write_beside(note, json.dumps(_note(wanted, answer.headers, total)).encode())
        with open(part, "ab" if resumed else "wb") as file:
            while content := answer.read(_PART):
                file.write(content)
                there += len(content)
                if there > (total or _LARGEST_FILE):
                    part.unlink()
                    raise SourceError(f"{wanted.address} sends more than {total or _LARGEST_FILE} bytes.",
                                      hint=f"It is not what its publisher says; see {recipe.page}.")  # fmt: skip
                told(wanted.name, there, total)
        if there < total:
            raise ConnectionResetError(f"{there} of {total} bytes came")
        return "resumed" if resumed else "fetched"


class _Redirects(urllib.request.HTTPRedirectHandler):
    """Leads on over the web only, and from https to nothing but https."""

    def redirect_request(
        self, req: urllib.request.Request, fp: Any, code: int, msg: str, headers: Any, newurl: str
    ) -> urllib.request.Request | None:
        _check_scheme(newurl, req.full_url)
        return super().redirect_request(req, fp, code, msg, headers, newurl)


_OPENER = urllib.request.build_opener(_Redirects)


def _check_scheme(address: str, named_by: str = "") -> None:
    """SourceError for an address that is not of the web, or that is not https though what names it is."""
    scheme = urlsplit(address).scheme
    if scheme not in ("http", "https"):
        raise SourceError(f"{address} is no address of the web.", hint="Addresses begin with https://.")
    if urlsplit(named_by).scheme == "https" != scheme:
        raise SourceError(f"{named_by} leads to {address}, which anybody on the way could answer.",
                          hint="Addresses begin with https://.")  # fmt: skip


def _open(recipe: Recipe, asked: urllib.request.Request) -> Any:
    """The answer to a request; SourceError when what was there is gone."""
    _check_scheme(asked.full_url)
    try:
        return _OPENER.open(asked, timeout=WAIT_SECONDS)
    except urllib.error.HTTPError as error:
        if error.code in (404, 410):
            error.close()
            raise SourceError(
                f"{asked.full_url} is gone (HTTP {error.code}).",
                hint=f"See {recipe.page} for its new address, and put the file into the folder of a set by hand.",
            ) from error
        raise


def _note(wanted: Wanted, headers: Any, total: int) -> dict[str, Any]:
    """What a part is a part of; ``whole`` is added once the file itself is of it. A weak tag
    does not promise equal bytes, so it is none to go on with."""
    etag, modified = headers.get("ETag", ""), headers.get("Last-Modified", "")
    tag = etag if etag and not etag.startswith("W/") else modified
    return {"address": wanted.address, "etag": etag, "modified": modified, "tag": tag, "bytes": total}


def _read_note(note: Path, wanted: Wanted) -> dict[str, Any]:
    try:
        known = json.loads(note.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return known if isinstance(known, dict) and known.get("address") == wanted.address else {}


def _room(wanted: Wanted, part: Path, needed: int) -> None:
    free = shutil.disk_usage(part.parent).free
    if needed > free:
        raise StorageError(f"{wanted.name} needs {needed >> 20} MB; the disk has {free >> 20}.",
                           hint="Make room, or name another folder with --data.")  # fmt: skip


def _broken(recipe: Recipe, wanted: Wanted, part: Path, error: Exception) -> SourceError:
    there = part.stat().st_size if part.exists() else 0
    return SourceError(f"{wanted.address} could not be fetched: {error}.",
                       hint=f"{there >> 20} MB are kept; the same command goes on from there. "
                       f"If it fails again, see {recipe.page}.")  # fmt: skip


# -- what came -----------------------------------------------------------------------------------------------------


def _check(recipe: Recipe, wanted: Wanted, part: Path, note: Path) -> str:
    """The SHA-256 of what came. SourceError, and nothing kept, when it is not what its publisher says it is."""
    sums, size = _sums(part), part.stat().st_size
    wrong = ""
    if wanted.size and size != wanted.size:
        wrong = f"it has {size} bytes, its publisher says {wanted.size}"
    elif wanted.checksum and not _matches(part, wanted.checksum):
        wrong = f"its sum is not {wanted.checksum}"
    elif wanted.name.endswith(".gz") and _first(part, 2) != b"\x1f\x8b":
        wrong = "it is no gz file"
    elif wanted.name.endswith(".zip"):
        try:
            members(part)
        except SourceError as error:
            wrong = error.message.rstrip(".")
    if wrong:
        part.unlink()
        note.unlink(missing_ok=True)
        raise SourceError(f"{wanted.address} is not what was expected: {wrong}.",
                          hint=f"Nothing of it was kept. Try again later, or see {recipe.page}.")  # fmt: skip
    return sums["sha256"]


def _first(path: Path, count: int) -> bytes:
    with open(path, "rb") as file:
        return file.read(count)


def _matches(path: Path, checksum: str) -> bool:
    algorithm, _, value = checksum.partition(":")
    if algorithm not in ("md5", "sha256", "sha512", "sha1"):
        raise SourceError(f"{checksum[:40]} is a sum of a kind that is not known.", hint="md5, sha1, sha256, sha512.")
    return _sums(path, algorithm)[algorithm] == value.lower()


def _sums(path: Path, algorithm: str = "sha256") -> dict[str, str]:
    digest = hashlib.new(algorithm, usedforsecurity=False)
    with open(path, "rb") as file:
        while content := file.read(_PART):
            digest.update(content)
    return {algorithm: digest.hexdigest()}


def _remember(recipe: Recipe, wanted: Wanted, folder: Path, one: Fetched) -> None:
    """Write down where a file is from, whose, and when it came."""
    path = folder / "fetched.json"
    try:
        known = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        known = {}
    before = known.get(wanted.name, {})
    day = before.get("fetched") if one.how == "unchanged" else None
    known[wanted.name] = {
        "address": wanted.address, "licence": recipe.licence, "publisher": recipe.publisher, "bytes": one.bytes,
        "sha256": one.sha256, "fetched": day or datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
    }  # fmt: skip
    write_beside(path, json.dumps(known, indent=1, sort_keys=True).encode())
