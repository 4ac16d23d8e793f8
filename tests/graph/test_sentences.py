"""Lines that say what a record says."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from triskele.catalogue import open_catalogue
from triskele.catalogue.reading import Records
from triskele.catalogue.records import Figure
from triskele.catalogue.sentences import say
from triskele.release import Release


@pytest.mark.parametrize(
    ("unit", "tr", "en"),
    [("percent", "%1.234,5", "1,234.5%"), ("", "1.234,5", "1,234.5"),
     ("t {2015}", "1.234,5 t {2015}", "1,234.5 t {2015}"), ("{figure}", "1.234,5 {figure}", "1,234.5 {figure}")],
)  # fmt: skip
def test_a_figure_stands_in_its_unit_also_in_one_of_somebodys_own(
    release: Release, unit: str, tr: str, en: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    records = Records(open_catalogue(release))
    figure = records.get(records.catalogue.rows.one("SELECT iri FROM figure ORDER BY iri LIMIT 1"))
    assert isinstance(figure, Figure)
    told = replace(figure, unit=unit, value=1234.5, qualifier="")
    get = records.get
    monkeypatch.setattr(records, "get", lambda iri: told if iri == figure.iri else get(iri))
    for language, said in (("tr", tr), ("en", en)):
        assert re.search(rf" {re.escape(said)}(,|$)", say(records, figure.iri, language))
