"""What is imported, whole: a folder of seeds for each kind of thing that people bring."""

from __future__ import annotations

import gzip
import json
import shutil
from collections.abc import Callable
from pathlib import Path

from tests.graph.sheets import agency
from triskele.exports.formats import write_network
from triskele.networks import project
from triskele.ownership import Owner
from triskele.release import Release
from triskele.release.tables import export_tables
from triskele.sources import Known
from triskele.sources.sheets.source import find_sheets
from triskele.terms import SOURCE_GRAPH

HERE = Path(__file__).parent
TINY = HERE.parents[1] / "tiny" / "seeds"
SAMPLES = HERE.parent / "sources" / "samples"
NAMESPACE = "https://data.example.org/"
_OWNER = f'[about]\nnamespace = "{NAMESPACE}"\n'
_PATCH = """H author "A. Person" .
H time "2026-11-01T08:00:00Z"^^<http://www.w3.org/2001/XMLSchema#dateTime> .
H reason "The name was misspelt."@en .
TX .
A <https://w3id.org/triskele/id/actor/sea-park> <http://www.w3.org/2004/02/skos/core#altLabel> "Sea"@en .
D <https://w3id.org/triskele/id/actor/sea-park> <http://www.w3.org/2004/02/skos/core#altLabel> "See"@en .
TC .
"""

Make = Callable[[Path, Release], None]


def _tables(folder: Path, release: Release) -> None:
    shutil.copytree(TINY, folder, dirs_exist_ok=True)


def _region(folder: Path) -> Path:
    (folder / "triskele.toml").write_text(_OWNER, encoding="utf-8")
    (folder / "kiyi").mkdir()
    return folder / "kiyi"


def _workbooks(folder: Path, release: Release) -> None:
    place = _region(folder)
    agency.write_xlsx(place)
    agency.write_ods(place)


def _sheets(folder: Path, release: Release) -> None:
    place = _region(folder)
    agency.write_csv(place)
    (sheets,) = find_sheets(folder, Known(owner=Owner(namespace=NAMESPACE)))
    (place / "mapping.yaml").write_text(sheets.propose(), encoding="utf-8")
    sheets.settle()


def _graphs(folder: Path, release: Release) -> None:
    place = _region(folder)
    projected = project(release)
    for form in ("graphml", "gexf", "net"):
        (place / f"ag-{form}.{form}").write_bytes(write_network(projected, form))
    lines = (f"{u} {v} {{'weight': 1}}\n" for u, v in projected.network.edges)
    (place / "ag.edgelist").write_text("".join(lines), encoding="utf-8")


def _cordis(folder: Path, release: Release) -> None:
    place = _region(folder)
    for path in SAMPLES.glob("cordis-*.zip"):
        shutil.copy(path, place)
    (place / "sources.toml").write_text("from_year = 2015\npartners = true\n", encoding="utf-8")


def _ror(folder: Path, release: Release) -> None:
    place = _region(folder)
    for path in SAMPLES.glob("v*.zip"):
        shutil.copy(path, place)
    (place / "sources.toml").write_text('country = ["TR", "DE"]\n', encoding="utf-8")


def _openalex(folder: Path, release: Release) -> None:
    shutil.copytree(SAMPLES / "openalex", _region(folder), dirs_exist_ok=True)
    (folder / "kiyi" / "sources.toml").write_text('country = ["TR"]\npartners = true\n', encoding="utf-8")


def _wikidata(folder: Path, release: Release) -> None:
    place = _region(folder)
    shutil.copytree(SAMPLES / "wikidata", place, dirs_exist_ok=True)
    lines = gzip.decompress(next(place.glob("*.gz")).read_bytes()).decode().splitlines()
    one = json.loads(lines[1].rstrip(","))
    answer = {"entities": {"Q1": one | {"id": "Q1"}}, "success": 1}
    (place / "Q1.json").write_text(json.dumps(answer), encoding="utf-8")


def _rdf(folder: Path, release: Release) -> None:
    place = _region(folder)
    for form in ("ttl", "nt", "trig", "nq", "jsonld"):
        with open(place / f"data.{form}", "wb") as file:
            release.store.dump(file, form, [SOURCE_GRAPH + "tiny"])
    with open(place / "data.rdf", "wb") as file:
        release.store.dump(file, "rdfxml", [SOURCE_GRAPH + "tiny"])
    (place / "names.rdfp").write_text(_PATCH, encoding="utf-8")


def _exported(form: str) -> Make:
    def make(folder: Path, release: Release) -> None:
        export_tables(release, folder, form)

    return make


IMPORTERS: dict[str, Make] = {
    "tables": _tables,
    "workbooks": _workbooks,
    "sheets": _sheets,
    "graphs": _graphs,
    "cordis": _cordis,
    "ror": _ror,
    "openalex": _openalex,
    "wikidata": _wikidata,
    "rdf": _rdf,
    "exported-csv": _exported("csv"),
    "exported-parquet": _exported("parquet"),
    "exported-xlsx": _exported("xlsx"),
}
"""By name: seed tables with their descriptor and schemas; workbooks of an agency; its CSV with mapping and keys; its
networks as GraphML, GEXF, Pajek and an edge list; the zips of CORDIS and of ROR; the snapshot of OpenAlex; a dump and
an entity of Wikidata; RDF in six syntaxes and a patch; the tables of a release brought back. Uploads are zips of the
first."""
