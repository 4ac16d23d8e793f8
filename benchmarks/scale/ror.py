"""python -m benchmarks.scale.ror [--organisations N] [--build]: a dump as ROR deposits it, of any size.

Seeded: the same size gives the same bytes. Ids have right check digits; types, names in two languages, parents and
closed organisations are drawn; names are invented.
"""

from __future__ import annotations

import json
import random
import zipfile
from pathlib import Path
from typing import Any

from benchmarks.scale.dumps import main

ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
TYPES = ("education", "company", "nonprofit", "government", "healthcare", "facility", "archive", "other")
WORDS = (
    "North",
    "River",
    "Harbour",
    "Alpine",
    "Coast",
    "Valley",
    "Forest",
    "Lake",
    "Bridge",
    "Stone",
    "Silver",
    "Upper",
)
COUNTRIES = ("US", "GB", "DE", "FR", "TR", "JP", "IN", "CN", "BR", "IT", "ES", "CA")
NAME = "v2.8-2026-10-27-ror-data"


def ror(number: int) -> str:
    """The id of a number, with its check digits."""
    signs, rest = "", number
    for _ in range(6):
        signs, rest = ALPHABET[rest % 32] + signs, rest // 32
    return f"https://ror.org/0{signs}{98 - (number * 100) % 97:02}"


def record(number: int, count: int) -> dict[str, Any]:
    draw = random.Random(number)
    country, name = draw.choice(COUNTRIES), f"{draw.choice(WORDS)} {draw.choice(WORDS)} Institute {number}"
    relations = []
    if number % 3 == 0 and number > 10:
        relations.append({"type": "parent", "id": ror(draw.randrange(number)), "label": "Parent"})
    if number % 9 == 0:
        relations.append({"type": "related", "id": ror(draw.randrange(count)), "label": "Related"})
    return {
        "id": ror(number), "status": "inactive" if number % 40 == 0 else "active", "established": 1850 + number % 170,
        "names": [{"value": name, "types": ["label", "ror_display"], "lang": "en"},
                  {"value": f"Enstitü {number}", "types": ["label"], "lang": "tr"},
                  {"value": f"NI{number}", "types": ["acronym"], "lang": None}],
        "types": [draw.choice(TYPES), *(["funder"] if number % 4 == 0 else [])],
        "locations": [{"geonames_id": 1000 + number % 9000, "geonames_details": {
            "name": f"Town {number % 9000}", "lat": 40.5, "lng": 20.25, "country_code": country,
            "country_name": country, "country_subdivision_code": "1", "country_subdivision_name": "Sub",
            "continent_code": "EU", "continent_name": "Europe"}}],
        "external_ids": [{"type": "wikidata", "preferred": None, "all": [f"Q{number + 1}"]},
                         {"type": "grid", "preferred": f"grid.{number}.1", "all": [f"grid.{number}.1"]}],
        "links": [{"type": "website", "value": f"https://www.example{number}.org"}], "domains": [],
        "relationships": relations,
        "admin": {"created": {"date": "2018-11-14", "schema_version": "1.0"},
                  "last_modified": {"date": "2026-01-01", "schema_version": "2.1"}},
    }  # fmt: skip


def generate(folder: Path, count: int) -> Path:
    """Write the zip of so many organisations."""
    path = folder / f"{NAME}.zip"
    with (
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open(zipfile.ZipInfo(f"{NAME}.json", (2026, 10, 27, 8, 0, 0)), "w", force_zip64=True) as out,
    ):
        for number in range(count):
            text = json.dumps(record(number, count), indent=4, ensure_ascii=False)
            out.write((("[\n" if number == 0 else ",\n") + text).encode())
        out.write(b"\n]\n")
    return path


if __name__ == "__main__":
    main("ror", "organisations", 12_000, __doc__, generate)
