"""The mapping: what is written is read back, and both keep to the schema."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest
import yaml

from triskele.errors import SourceError
from triskele.sources.sheets import mapping as mappings
from triskele.sources.sheets.mapping import FIELDS, Column, Mapping, TableMapping, understand, write_mapping

SCHEMA = json.loads(Path(mappings.__file__).with_name("mapping.schema.json").read_text(encoding="utf-8"))
MAPPING = Mapping(
    [
        TableMapping(
            "a.xlsx", "organisations",
            {"Ad": Column("name"), "Ciro": Column(measure="turnover", unit="TRY", year="2023"),
             "ROR": Column(identifier="ror"), "Üst kurum": Column(tie="affiliation"), "Sıra": Column()},
            sheet="Paydaşlar", head=3, values={"class": {"OSB": "IndustrialZone", "yeni": ""}}, decimal=",",
        ),
        TableMapping("b.csv", "ties", {"x": Column("source"), "y": Column("target")}, always={"type": "membership"}),
    ],
    {"living-lab": {"below": "Incubator", "tr": "yaşayan laboratuvar", "en": "living lab"}},
)  # fmt: skip


def test_what_is_written_is_read_back() -> None:
    written = yaml.safe_load(write_mapping(MAPPING))
    jsonschema.validate(written, SCHEMA)
    assert understand(written) == MAPPING


def test_the_schema_knows_every_field() -> None:
    for table in SCHEMA["properties"]["tables"]["items"]["oneOf"]:
        holds = table["properties"]["holds"]["const"]
        if holds in FIELDS:
            (offered,) = [
                c["enum"] for c in table["properties"]["columns"]["additionalProperties"]["oneOf"] if "enum" in c
            ]
            assert set(offered) == set(FIELDS[holds])


@pytest.mark.parametrize(
    ("found", "told"),
    [([], "no list of tables"), ({"tables": [{}]}, "names no file"),
     ({"tables": [{"file": "a", "holds": "cats"}]}, "holds 'cats'"),
     ({"tables": [{"file": "a", "holds": "ties", "columns": {"x": "name"}}]}, "column x is 'name'"),
     ({"tables": [], "own": {"classes": {"a": {}}}}, "below nothing")],
)  # fmt: skip
def test_what_cannot_be_understood_is_named(found: object, told: str) -> None:
    with pytest.raises(SourceError) as error:
        understand(found)
    assert told in error.value.message
