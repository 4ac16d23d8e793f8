"""Servers of SPARQL that others made, over the same statements: Oxigraph's own (from PyPI) and Fuseki (from Maven).

They are fetched by the benchmark and thrown away with it; nothing of them is in this project's lock files.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

FUSEKI = "org.apache.jena:jena-fuseki-server:5.6.0"
Start = Callable[[int], tuple["subprocess.Popen[bytes]", str]]
"""Starts the server at a port; its process, and the path of its endpoint."""


def oxigraph(folder: Path, statements: Path) -> Start:
    """Oxigraph's server, in an environment of its own, over a store on the disk."""
    environment, store = folder / "oxigraph", folder / "oxigraph-store"
    subprocess.run([sys.executable, "-m", "venv", str(environment)], check=True)
    quiet = ("--quiet", "--disable-pip-version-check", "--no-input")
    subprocess.run([str(environment / "bin" / "pip"), "install", *quiet, "oxigraph"], check=True)
    program = str(environment / "bin" / "oxigraph")
    subprocess.run([program, "load", "-l", str(store), "-f", str(statements)], check=True, capture_output=True)
    subprocess.run([program, "optimize", "-l", str(store)], check=True, capture_output=True)

    def start(port: int) -> tuple[subprocess.Popen[bytes], str]:
        command = [program, "serve-read-only", "-l", str(store), "-b", f"127.0.0.1:{port}"]
        return subprocess.Popen(command, stderr=subprocess.DEVNULL), "/query"

    return start


def fuseki(folder: Path, statements: Path) -> Start | None:
    """Fuseki with the statements in memory; None where Maven and Java are not both there."""
    if not (shutil.which("mvn") and shutil.which("java")):
        return None
    copy = ["mvn", "-B", "-q", "dependency:copy", f"-Dartifact={FUSEKI}", f"-DoutputDirectory={folder}"]
    subprocess.run(copy, check=True, cwd=folder)
    (jar,) = folder.glob("jena-fuseki-server-*.jar")

    def start(port: int) -> tuple[subprocess.Popen[bytes], str]:
        command = ["java", "-Xmx2g", "-jar", str(jar), f"--port={port}", "--localhost", f"--file={statements}", "/ds"]
        process = subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        return process, "/ds/sparql"

    return start
