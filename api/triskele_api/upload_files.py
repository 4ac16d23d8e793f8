"""From an upload to a folder of seeds: nothing that is sent can name a place outside its folder, or fill the disk.

Three kinds are taken. A zip that holds ``datapackage.json`` is a whole seeds folder. Tables (a zip without one, or a
form of files) are laid over the seeds the service was started with: ``<set>/<table>.csv`` replaces that table of that
set, ``<table>.csv`` joins as a table of the set ``uploaded``. Turtle joins as statements of that set.
"""

from __future__ import annotations

import io
import json
import re
import shutil
import zipfile
from pathlib import Path, PurePosixPath
from typing import Any

from triskele.errors import InvalidInput
from triskele.files import DAMAGED_ZIP
from triskele_api.uploads import TooLarge

SET = "uploaded"
MAX_FILES = 500
_UNPACKED = 8
"""A zip may unpack to this many times the bound of an upload."""
_NAME = re.compile(r"(?:[a-z0-9][a-z0-9-]{0,63}/)?[A-Za-z0-9][A-Za-z0-9_.-]{0,99}")
_SUFFIXES = (".csv", ".json", ".md", ".ttl")


def unpack(body: bytes, bound_mb: int) -> dict[str, bytes]:
    """The files of a zip by name. InvalidInput for what is no zip or names what we do not take; TooLarge when it would
    unpack to more than its bound, whatever its headers say."""
    bound = bound_mb * _UNPACKED * 1024 * 1024
    files: dict[str, bytes] = {}
    total = 0
    try:
        with zipfile.ZipFile(io.BytesIO(body)) as archive:
            entries = [entry for entry in archive.infolist() if not entry.is_dir()]
            if len(entries) > MAX_FILES:
                raise TooLarge(f"The zip holds {len(entries)} files.", hint=f"Send at most {MAX_FILES}.")
            _refuse_locked_and_double(entries)
            root = _common_root([entry.filename for entry in entries])
            for entry in entries:
                name = check_name(entry.filename.removeprefix(root))
                with archive.open(entry) as file:
                    content = file.read(bound - total + 1)
                total += len(content)
                if total > bound:
                    raise TooLarge(
                        f"The zip unpacks to more than {bound_mb * _UNPACKED} MiB.", hint="Send less at once."
                    )
                files[name] = content
    except (OSError, *DAMAGED_ZIP) as error:
        raise InvalidInput(
            f"The zip cannot be read: {error or type(error).__name__}.", hint="Make it again, with deflate."
        ) from error
    return files


def _refuse_locked_and_double(entries: list[zipfile.ZipInfo]) -> None:
    seen: set[str] = set()
    for entry in entries:
        if entry.flag_bits & 1:
            raise InvalidInput(f"{entry.filename[:200]!r} is encrypted.", hint="Send a zip without a password.")
        if entry.filename.casefold() in seen:
            raise InvalidInput(
                f"The zip holds {entry.filename[:200]!r} twice.",
                hint="Keep one of the two: nobody can say which counts.",
            )
        seen.add(entry.filename.casefold())


def _common_root(names: list[str]) -> str:
    """The one plain folder everything lies in, when a whole seeds folder was zipped; else nothing."""
    root = names[0].partition("/")[0] + "/" if names else ""
    whole = f"{root}datapackage.json" in names and all(name.startswith(root) for name in names)
    return root if whole and _NAME.fullmatch(root.removesuffix("/")) else ""


def check_name(name: str) -> str:
    """The name, when it is a plain one: at most one folder, ASCII, a suffix we know. InvalidInput otherwise."""
    if not _NAME.fullmatch(name) or ".." in name or PurePosixPath(name).suffix not in _SUFFIXES:
        raise InvalidInput(
            f"{name[:200]!r} is no file name we take.",
            hint="Names are <table>.csv or <set>/<table>.csv: letters, digits and hyphens; csv, json, md or ttl.",
        )
    return name


def lay_out(files: dict[str, bytes], base: Path, folder: Path) -> None:
    """Write the files to ``folder`` as a whole seeds folder, over a copy of ``base`` unless they bring a descriptor."""
    if "datapackage.json" in files:
        check_descriptor(files["datapackage.json"])
        folder.mkdir(parents=True)
    else:
        shutil.copytree(base, folder)
        files = {(name if "/" in name else f"{SET}/{name}"): content for name, content in files.items()}
    for name, content in files.items():
        path = folder / check_name(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    if "datapackage.json" not in files:
        _describe(folder, [name for name in files if name.endswith(".csv")])


def check_descriptor(content: bytes) -> None:
    """InvalidInput when a descriptor is none, names files outside its folder, or lacks what tables are read by."""
    try:
        resources = json.loads(content)["resources"]
        names = [part for r in resources for part in _names(r)]
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError) as error:
        raise InvalidInput(
            f"datapackage.json is no descriptor: {str(error)[:200]!r}.", hint="See the one that ships with the seeds."
        ) from error
    for name in names:
        check_name(name)


def _names(resource: Any) -> list[str]:
    """The files that a resource of a descriptor names; ValueError for one that tables cannot be read by."""
    path, schema = resource["path"], resource["schema"]
    if not isinstance(path, str):
        raise ValueError(f"path is {path!r}, expected one file name")
    if isinstance(schema, str):
        return [path, schema]
    fields = schema["fields"]
    if not isinstance(fields, list) or not all(isinstance(f["name"], str) for f in fields):
        raise ValueError(f"the fields of {path} have no names")
    return [path]


def _describe(folder: Path, tables: list[str]) -> None:
    """Name new tables in the descriptor, with the schema all tables of that name share."""
    from triskele.sources.keys import KIND_OF_TABLE  # slow to import, and only where uploads are read

    path = folder / "datapackage.json"
    package: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    known = {resource["path"] for resource in package["resources"]}
    for name in sorted(tables):
        table = PurePosixPath(name).stem
        if table not in KIND_OF_TABLE:
            raise InvalidInput(f"No table is called {table!r}.", hint=f"Tables are {', '.join(sorted(KIND_OF_TABLE))}.")
        if name not in known:
            package["resources"].append(
                {"name": name.removesuffix(".csv").replace("/", "-"), "path": name, "schema": f"schemas/{table}.json"}
            )
    path.write_text(json.dumps(package, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
