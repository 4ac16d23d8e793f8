"""Programs of others that read endpoints: Comunica (Node), Jena and RDF4J (Java), each with its defaults.

``./run test`` fetches them where npm, or Maven and Java, are there; elsewhere their tests are skipped with that reason.
"""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import httpx
import pytest

HERE = Path(__file__).parent
UNIVERSITIES = ["idle-university", "north-university", "south-university"]
IN_JAVA = f"[{', '.join(UNIVERSITIES)}]"


def run(client: httpx.Client, *command: str) -> str:
    """What a program says when it is given the address of the service."""
    address = str(client.base_url).rstrip("/")
    done = subprocess.run([*command, address], cwd=HERE, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr[-3000:]
    return done.stdout


def test_comunica_reads_guesses_joins_and_federates(client: httpx.Client) -> None:
    """``guessed``: told only the address, it must find out by itself that this is an endpoint. ``joined``: a document
    of one thing and the endpoint, asked together."""
    if not (shutil.which("node") and (HERE / "node_modules").exists()):
        pytest.skip("Comunica is not here: ./run test fetches it where npm is there")
    found = json.loads(run(client, "node", "clients.mjs"))
    assert found["asked"] is True
    assert found["constructed"] == 3
    for way in ("told", "guessed", "federated"):
        assert [address.rpartition("/")[2] for address in found[way]] == UNIVERSITIES, way
    assert [address.rpartition("/")[2] for address in found["joined"]] == ["sea-park"]


def test_jena_and_rdf4j_ask_in_every_way_they_know(client: httpx.Client) -> None:
    if not (shutil.which("java") and (HERE / "target").exists()):
        pytest.skip("Jena and RDF4J are not here: ./run test fetches them where Maven and Java are there")
    said = run(client, "java", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-cp", "target/*", "Clients.java")
    found = dict(line.split("\t") for line in said.splitlines())
    assert found == {
        **{f"jena {way}": IN_JAVA for way in ("asGetAlways", "asPostForm", "asPost", "construct", "service")},
        **{f"jena {way}": "true" for way in ("ask", "describe", "load /dataset", "load /shapes")},
        "jena load /data/actor/sea-park": "true",
        "rdf4j select": IN_JAVA,
        "rdf4j ask": "true",
        "rdf4j construct": "3",
        "rdf4j statements": "3",
        "rdf4j has": "true",
    }
