"""The committed bundle is the one its sources make."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
WEB = ROOT / "web"
BUNDLE = ROOT / "api" / "triskele_api" / "pages" / "static"
TOP = ("index.html", "package.json", "package-lock.json", "sources.ts", "tsconfig.json", "vite.config.ts",
       "../api/triskele_api/pages/pages.json")  # fmt: skip
FOLDERS = (WEB / "public", WEB / "src", ROOT / "docs" / "how-to" / "tables")


def digest_sources() -> str:
    """The same digest as web/sources.ts: SHA-256 over "path NUL content NUL" in the order of the paths."""
    files = [WEB / name for name in TOP] + [p for folder in FOLDERS for p in folder.rglob("*") if p.is_file()]
    named = {Path(os.path.relpath(path, WEB)).as_posix(): path for path in files}
    digest = hashlib.sha256()
    for name in sorted(named):
        if not name.endswith(".test.ts"):
            digest.update(name.encode() + b"\0" + named[name].read_bytes() + b"\0")
    return digest.hexdigest()


def test_bundle_is_made_of_these_sources() -> None:
    recorded = (BUNDLE / "sources.sha256").read_text().strip()
    assert recorded == digest_sources(), "the bundle is stale: run ./run web and commit what changes"


def test_rebuilding_gives_the_same_bytes(tmp_path: Path) -> None:
    """Where the build tools are installed; elsewhere the digest above is the test."""
    vite = WEB / "node_modules" / ".bin" / "vite"
    if not (vite.exists() and shutil.which("node")):
        return
    subprocess.run([vite, "build", "--outDir", tmp_path, "--logLevel", "error"], cwd=WEB, check=True, timeout=120)
    made = {p.relative_to(tmp_path): p.read_bytes() for p in tmp_path.rglob("*") if p.is_file()}
    kept = {p.relative_to(BUNDLE): p.read_bytes() for p in BUNDLE.rglob("*") if p.is_file()}
    assert made.keys() == kept.keys()
    assert [str(name) for name in made if made[name] != kept[name]] == []


def test_unit_tests_of_the_explorer_pass() -> None:
    """What is not drawing, where Node is: ./run test installs what they need."""
    vitest = WEB / "node_modules" / ".bin" / "vitest"
    if not (vitest.exists() and shutil.which("node")):
        return
    done = subprocess.run([vitest, "run", "--reporter=dot"], cwd=WEB, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stdout + done.stderr


def test_lock_file_names_no_registry() -> None:
    lock = (WEB / "package-lock.json").read_text(encoding="utf-8")
    assert '"resolved"' not in lock
    assert "registry" not in (WEB / ".npmrc").read_text().replace("omit-lockfile-registry-resolved", "")


def test_licences_of_what_is_bundled_are_permissive() -> None:
    lock = (WEB / "package-lock.json").read_text(encoding="utf-8")
    blocks = re.findall(r'"node_modules/([^"]+)": \{(.*?)\n    \}', lock, re.DOTALL)
    bundled = {name: re.findall(r'"license": "([^"]+)"', body) for name, body in blocks if '"dev": true' not in body}
    assert bundled
    allowed = {"MIT", "ISC", "BSD-3-Clause", "Apache-2.0"}
    assert {name: found for name, found in bundled.items() if not set(found) <= allowed} == {}
