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
        assert join_records(ledger) == [], "what one leaves open is no difference"
        assert list(ledger.query('SELECT iri, "set", lat FROM things ORDER BY iri')) == [
            (TR, "ror", "39"), (TR + "2", "cordis", None),
        ]  # fmt: skip
        assert list(ledger.query("SELECT text, preferred FROM names ORDER BY text")) == [
            ("Republic of Türkiye", False), ("Turkey", True), ("Türkiye", True),
        ]  # fmt: skip


def test_records_of_one_address_that_differ_are_told_and_beyond_fifty_counted() -> None:
    with opened() as ledger:
        for name, year in (("old", "1990"), ("new", "1991")):
            rows = [{"iri": f"t/{n:02}", "key": f"{n:02}", "kind": "actor", "class": "Firm", "valid_from": year,
                     "set": name, "file": f"{name}.csv", "row": n} for n in range(52)]  # fmt: skip
            ledger.append("things", rows)
        told = join_records(ledger)
        assert (told[7].file, told[7].row, told[7].field, told[7].severity) == ("new.csv", 7, "valid_from", "note")
        assert len(told) == 51
        assert told[50].message_en.startswith("2 more records")
        assert ledger.one("SELECT min(valid_from) || max(valid_from) FROM things") == "19901990", "the first counts"


def test_records_of_one_set_stay_as_they_are() -> None:
    with opened() as ledger:
        ledger.append("things", [{"iri": TR, "key": "iso-tr", "kind": "place", "class": "Country", "set": "ror"}])
        join_records(ledger)
        assert ledger.one("SELECT count(*) FROM things") == 1


def test_a_tie_that_two_sets_tell_in_the_same_words_is_one() -> None:
    tie = {"iri": "t/1", "key": "1", "type": "participation", "valid_from": "2020"}
    with opened() as ledger:
        ledger.append("ties", [{**tie, "set": one, "file": one, "row": 2} for one in ("izmir", "ankara")])
        ledger.append("ties", [{**tie, "iri": "t/2", "set": one, "valid_to": end}
                               for one, end in (("izmir", "2021"), ("ankara", "2022"))])  # fmt: skip
        ledger.append("ties", [{**tie, "iri": "t/3", "set": "izmir", "row": row} for row in (2, 3)])
        for named in ("t/1", "t/1", "t/3", "t/3"):
            ledger.append("ends", [{"tie": named, "thing": end, "role": "source", "place": 0} for end in ("a", "b")])
            ledger.append("supports", [{"thing": named, "evidence": "e"}])
        told = join_records(ledger)
        assert [(f.shape, f.severity, f.field, f.value) for f in told] == [
            ("joining/ties", "warning", "valid_to", "t/2")  # two ages of one file
        ]
        assert "The set izmir tells this record otherwise (valid_to)" in told[0].message_en
        # what differs stays for validation to tell, and so does what one set writes twice
        assert list(ledger.query('SELECT iri, "set" FROM ties ORDER BY ALL')) == [
            ("t/1", "izmir"), ("t/2", "ankara"), ("t/2", "izmir"), ("t/3", "izmir"), ("t/3", "izmir"),
        ]  # fmt: skip
        ends = list(ledger.query("SELECT tie, thing, count(*) FROM ends GROUP BY ALL ORDER BY ALL"))
        assert ends == [("t/1", "a", 1), ("t/1", "b", 1), ("t/3", "a", 2), ("t/3", "b", 2)]
        assert ledger.one("SELECT count(*) FROM supports WHERE thing = 't/1'") == 1
