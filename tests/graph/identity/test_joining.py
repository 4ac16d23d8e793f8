"""Records of one address from several sources are one row, filled by all of them."""

from __future__ import annotations

from triskele.identity.joining import join_records
from triskele.ledger.tables import opened

TR = "https://data.example.org/id/place/iso-tr"


def test_one_address_is_one_thing_that_later_sources_fill() -> None:
    place = {"iri": TR, "key": "iso-tr", "kind": "place", "class": "Country"}
    with opened() as ledger:
        ledger.append("things", [{**place, "set": "ror"}, {**place, "set": "cordis", "lat": "39"}])
        ledger.append("things", [{**place, "iri": TR + "2", "key": "iso-tr2", "set": "cordis"}])
        named = [("Türkiye", "tr"), ("Türkiye", "tr"), ("Turkey", "en"), ("Republic of Türkiye", "en")]
        ledger.append("names", [{"thing": TR, "text": t, "language": g, "preferred": True} for t, g in named])
        join_records(ledger)
        assert list(ledger.query('SELECT iri, "set", lat FROM things ORDER BY iri')) == [
            (TR, "ror", "39"), (TR + "2", "cordis", None),
        ]  # fmt: skip
        assert list(ledger.query("SELECT text, preferred FROM names ORDER BY text")) == [
            ("Republic of Türkiye", False), ("Turkey", True), ("Türkiye", True),
        ]  # fmt: skip


def test_records_of_one_set_stay_as_they_are() -> None:
    with opened() as ledger:
        ledger.append("things", [{"iri": TR, "key": "iso-tr", "kind": "place", "class": "Country", "set": "ror"}])
        join_records(ledger)
        assert ledger.one("SELECT count(*) FROM things") == 1
