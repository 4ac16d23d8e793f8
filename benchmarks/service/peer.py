"""The peer: rdflib-endpoint from PyPI, in a virtual environment of its own, over the same statements.

It is installed by the benchmark and thrown away with it; nothing of it is in this project's lock files.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

SERVER = """
import sys
import uvicorn
from rdflib import Graph
from rdflib_endpoint import SparqlEndpoint

graph = Graph()
graph.parse(sys.argv[1], format="nt")
app = SparqlEndpoint(graph=graph, path="/sparql", cors_enabled=False, enable_update=False)
uvicorn.run(app, port=int(sys.argv[2]), log_level="warning")
"""


def install(folder: Path) -> Path:
    """The Python of a fresh environment with the peer in it."""
    environment = folder / "peer"
    subprocess.run([sys.executable, "-m", "venv", str(environment)], check=True)
    python = environment / "bin" / "python"
    quiet = ("--quiet", "--disable-pip-version-check", "--no-input")
    subprocess.run([str(python), "-m", "pip", "install", *quiet, "rdflib-endpoint[web]", "uvicorn"], check=True)
    return python


def versions(python: Path) -> str:
    """What was installed, for the table."""
    code = (
        "from importlib.metadata import version as v\nfor n in ('rdflib-endpoint', 'rdflib'): print(n, v(n), end=' ')"
    )
    return subprocess.run([str(python), "-c", code], check=True, capture_output=True, text=True).stdout.strip()


def start(python: Path, statements: Path, port: int) -> subprocess.Popen[bytes]:
    """The peer serving a file of N-Triples."""
    script = statements.with_name("peer.py")
    script.write_text(SERVER, encoding="utf-8")
    return subprocess.Popen([str(python), str(script), str(statements), str(port)])
