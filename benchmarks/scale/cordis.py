"""python -m benchmarks.scale.cordis [--participations N] [--build]: a dump as CORDIS writes it, of any size.

Seeded: the same size gives the same bytes. Sizes of projects are skewed, organisations repeat as in the real file (a
third as many as participations), names and sums are invented, and a few rows have the faults the real file has: inner
quotes that nobody doubled, repeated rows, rows of projects that are not there.
"""

from __future__ import annotations

import random
import zipfile
from collections.abc import Sequence
from pathlib import Path

from benchmarks.scale.dumps import main

PROJECT = """id acronym status title startDate endDate totalCost ecMaxContribution topics ecSignatureDate
frameworkProgramme masterCall subCall fundingScheme nature objective contentUpdateDate rcn grantDoi keywords
Human-validated legalBasis"""
BODY = """projectID projectAcronym organisationID vatNumber name shortName SME activityType street postCode city
country nutsCode geolocation organizationURL contactForm contentUpdateDate rcn order role ecContribution
netEcContribution totalCost endOfParticipation active"""
_COUNTRIES = ("DE", "FR", "IT", "ES", "UK", "NL", "BE", "EL", "AT", "SE", "TR", "PL", "PT", "FI", "RO", "HU", "IL")
_TYPES = ("HES", "PRC", "REC", "PUB", "OTH")
_WORDS = (
    "NORTH",
    "RIVER",
    "HARBOUR",
    "MEDITERRANEAN",
    "ALPINE",
    "COAST",
    "VALLEY",
    "FOREST",
    "LAKE",
    "BRIDGE",
    "STONE",
    "SILVER",
    "CLEAR",
    "UPPER",
)
_KINDS = {"HES": "UNIVERSITY", "PRC": "SYSTEMS GMBH", "REC": "INSTITUT", "PUB": "MINISTRY", "OTH": "ASSOCIATION"}


def _row(cells: Sequence[object]) -> str:
    return ";".join('"' + str(cell).replace('"', '""') + '"' for cell in cells) + "\n"


def generate(folder: Path, participations: int, seed: int = 1) -> Path:
    """Write a zip of this many participations, a third as many organisations and a fifth as many projects."""
    draw, path = random.Random(seed), folder / "cordis-HORIZONprojects-csv.zip"
    organisations, projects = max(2, participations // 3), max(1, participations * 35 // 180)
    day = (2026, 11, 1, 8, 0, 0)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        with archive.open(zipfile.ZipInfo("project.csv", day), "w", force_zip64=True) as out:
            out.write(_row(PROJECT.split()).encode())
            for number in range(projects):
                start = draw.randrange(2014, 2026)
                words = " ".join(draw.choice(_WORDS).title() for _ in range(9))
                objective = "\n".join(" ".join(draw.choice(_WORDS).lower() for _ in range(60)) for _ in range(4))
                cost = f"{draw.randrange(100_000, 9_000_000)},{draw.randrange(100)}" if number % 3 else "0"
                out.write(_row([
                    101_000_000 + number, f"ACRO{number}", "SIGNED", words, f"{start}-{draw.randrange(1, 13):02}-01",
                    f"{start + 4}-12-31", cost, draw.randrange(50_000, 5_000_000), "HORIZON-CL5", f"{start}-01-01",
                    "HORIZON", "HORIZON-CL5-2021", "HORIZON-CL5-2021-D2", "HORIZON-RIA", "", objective,
                    "2026-06-03 12:20:56", 240_000 + number, f"10.3030/{101_000_000 + number}", "", "", "HORIZON.2.5",
                ]).encode())  # fmt: skip
        with archive.open(zipfile.ZipInfo("organization.csv", day), "w", force_zip64=True) as out:
            out.write(_row(BODY.split()).encode())
            for number in range(participations):
                # every organisation once, then those that take part often more often
                body = number if number < organisations else int(organisations * draw.random() ** 3)
                project = int(projects * draw.random() ** 1.3)
                if number < projects:
                    project = number
                mine = random.Random(body)
                kind, country = mine.choice(_TYPES), mine.choice(_COUNTRIES)
                name = f"{mine.choice(_WORDS)} {mine.choice(_WORDS)} {_KINDS[kind]} {body}"
                net = draw.randrange(10_000, 900_000)
                text = _row([
                    101_000_000 + project, f"ACRO{project}", 900_000_000 + body, f"{country}{10_000_000 + body}", name,
                    "", str(kind == "PRC").lower(), kind, f"STREET {body}", 10_000 + body % 900, f"CITY {body % 1500}",
                    country, f"{country}{body % 9}{body % 7}{body % 5}",
                    f"{mine.uniform(36, 60):.4f},{mine.uniform(-9, 30):.4f}",
                    "", "", "2026-06-03 12:20:56", 1_900_000 + body, number % 30,
                    "coordinator" if number < projects else "participant", f"{net}.5", f"{net}.5", f"{net},5", "false",
                    "",
                ])  # fmt: skip
                if number % 997 == 0:
                    text = text.replace(name, f'{name} "X"')  # nobody doubled them
                out.write(text.encode())
                if number % 1999 == 0:
                    out.write(text.encode())  # a row twice
                if number % 4999 == 0:
                    out.write(text.replace(str(101_000_000 + project), "199999999").encode())
    return path


if __name__ == "__main__":
    main("cordis", "participations", 18_000, __doc__, generate)
