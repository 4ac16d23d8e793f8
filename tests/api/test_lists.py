"""Lists: filters with closures, facets that say what a click would give, pages that neither skip nor repeat."""

from __future__ import annotations

import base64
import csv
import io
import json
from typing import Any

import httpx
import pytest


def get(client: httpx.Client, path: str, **parameters: Any) -> dict[str, Any]:
    answer = client.get(path, params=parameters)
    assert answer.status_code == 200, answer.text
    document: dict[str, Any] = answer.json()
    return document


def keys(document: dict[str, Any]) -> list[str]:
    return [item["key"] for item in document["items"]]


def counts(document: dict[str, Any], facet: str) -> dict[str, int]:
    return {value["key"]: value["count"] for value in document["facets"][facet]}


def test_actors_are_in_the_order_of_the_turkish_alphabet(client: httpx.Client) -> None:
    document = get(client, "/actors", lang="tr", type="University")
    assert [item["label"] for item in document["items"]] == [
        "Güney Üniversitesi",
        "Işık Üniversitesi",
        "Kuzey Üniversitesi",
    ]
    assert document["meta"] == {"count": 3, "truncated": False, "next": None}
    assert (document["release"], document["as_of"]) == (1, None)


def test_a_place_takes_in_the_places_inside_it(client: httpx.Client) -> None:
    assert get(client, "/actors", place="land")["meta"]["count"] == 12
    assert get(client, "/actors", place="harbour")["meta"]["count"] == 7
    assert counts(get(client, "/actors"), "place") == {"land": 12, "harbour": 7, "hill": 5}


def test_a_class_takes_in_those_below_it(client: httpx.Client) -> None:
    assert keys(get(client, "/actors", type="InterfaceOrganisation")) == ["sea-park", "transfer-office"]
    assert keys(get(client, "/actors", type="PublicBody")) == ["coast-agency", "town-ministry"]


@pytest.mark.parametrize("facet", ["type", "sphere", "place"])
def test_a_facet_counts_what_a_click_on_it_gives(client: httpx.Client, facet: str) -> None:
    for fixed in ({}, {"place": "harbour"}, {"sphere": "industry,hybrid"}):
        document = get(client, "/actors", **fixed)
        for key, count in counts(document, facet).items():
            assert get(client, "/actors", **{**fixed, facet: key})["meta"]["count"] == count, (fixed, facet, key)


def test_filters_hold_together_and_one_filter_takes_several_keys(client: httpx.Client) -> None:
    both = get(client, "/actors", sphere="university,industry", place="hill")
    assert keys(both) == ["idle-university", "paint-firm", "rope-firm", "south-university"]
    repeated = client.get("/actors?sphere=university&sphere=industry&place=hill").json()
    assert keys(repeated) == keys(both)


def test_pages_hold_every_record_once(client: httpx.Client) -> None:
    for path, size in (("/actors", 12), ("/ties", 11), ("/figures", 2)):
        seen: list[str] = []
        url: str | None = f"{path}?limit=5&lang=tr"
        while url:
            answer = client.get(url)
            document = answer.json()
            seen += keys(document)
            url = document["meta"]["next"]
            assert document["meta"]["count"] == size
            assert document["meta"]["truncated"] is (url is not None)
            assert ('rel="next"' in answer.headers.get("link", "")) is (url is not None)
            assert answer.headers.get("triskele-truncated") == ("true" if url else None)
            if url:
                assert answer.headers["link"] == f'<{url}>; rel="next"'
        assert len(seen) == len(set(seen)) == size
        assert seen == keys(get(client, path, lang="tr"))


def test_sorting_by_degree_counts_the_ties_of_the_year(client: httpx.Client) -> None:
    now = get(client, "/actors", sort="degree")["items"]
    assert now[0]["degree"] == max(actor["degree"] for actor in now)
    assert [a["degree"] for a in now] == sorted((a["degree"] for a in now), reverse=True)
    then = {a["key"]: a["degree"] for a in get(client, "/actors", sort="degree", as_of=2005)["items"]}
    assert then["north-university"] == 1  # of four ties only the one with the other university had begun
    assert "sea-cluster" not in then  # founded in 2015


def test_ties_carry_their_evidence_and_obey_the_year(client: httpx.Client) -> None:
    document = get(client, "/ties", actor="ship-firm")
    assert {t["key"] for t in document["items"]} == {"tiny-t02", "tiny-t04"}
    partnership = next(t for t in document["items"] if t["key"] == "tiny-t02")
    assert partnership["symmetric"] is True
    assert {p["key"] for p in partnership["participants"]} == {"north-university", "ship-firm"}
    assert (partnership["from"], partnership["to"], partnership["modality"]) == ("2008", "2016", "stated")
    (evidence,) = partnership["evidence"]
    assert (evidence["document"]["key"], evidence["section"], evidence["line_from"], evidence["line_to"]) == (
        "novel",
        "4",
        31,
        32,
    )
    assert evidence["statements"]["tr"]
    assert evidence["statements"]["en"]
    assert keys(get(client, "/ties", actor="ship-firm", as_of=2017)) == ["tiny-t04"]
    assert get(client, "/ties", as_of=2017, actor="ship-firm")["as_of"] == 2017


def test_ties_by_end_modality_and_confidence(client: httpx.Client) -> None:
    assert keys(get(client, "/ties", source="town-ministry")) == ["tiny-t03", "tiny-t04"]
    assert keys(get(client, "/ties", target="transfer-office", type="hosting")) == ["tiny-t05"]
    assert keys(get(client, "/ties", modality="planned")) == ["tiny-t12"]
    assert "tiny-t09" not in keys(get(client, "/ties", min_confidence=0.9))
    assert counts(get(client, "/ties"), "modality") == {"stated": 10, "implied": 1, "planned": 1}
    first = get(client, "/ties", layer="funding")
    assert {t["layer"] for t in first["items"]} == {"funding"}


def test_figures_events_clusters_contradictions(client: httpx.Client) -> None:
    figures = get(client, "/figures", about="sea-cluster")
    assert {(f["value"], f["qualifier"]) for f in figures["items"]} == {(40, "over"), (38, "exact")}
    assert get(client, "/figures", as_of=2014)["meta"]["count"] == 0
    (event,) = get(client, "/events", participant="north-university")["items"]
    assert (event["subject"]["key"], event["date"], event["place"]["key"]) == ("sea-cluster", "2015-03", "harbour")
    (cluster,) = get(client, "/clusters")["items"]
    assert (cluster["members"], cluster["members_planned"], cluster["founded"]) == (1, 1, "2015-03")
    assert get(client, "/clusters", as_of=2014)["items"] == []
    (dispute,) = get(client, "/contradictions", lang="tr")["items"]
    assert len(dispute["claims"]) == 2
    assert dispute["resolution"].endswith("tiny-f2")
    assert dispute["note"] == dispute["notes"]["tr"]
    assert "40" in dispute["claims"][0]["texts"]["en"]
    assert get(client, "/contradictions", as_of=2014)["items"] == [], "both claims are of 2015"
    assert len(get(client, "/contradictions", as_of=2015)["items"]) == 1


def test_ties_between_two_and_the_contradictions_of_some(client: httpx.Client) -> None:
    assert keys(get(client, "/ties", actor="north-university", other="ship-firm")) == ["tiny-t02"]
    assert get(client, "/ties", actor="ship-firm", other="sea-park")["items"] == []
    (claim, _) = get(client, "/contradictions")["items"][0]["claims"]
    for name in (claim["key"], claim["iri"], "sea-cluster", f"{claim['iri']},sail-firm"):
        assert keys(get(client, "/contradictions", of=name)) == ["tiny-k1"], name
    assert get(client, "/contradictions", of="sail-firm")["items"] == []
    assert get(client, "/contradictions", of="https://example.org/nobody")["items"] == []
    assert "sail-firm" in client.get("/contradictions?of=sail-frm").json()["hint"]


def test_search_forgives_typos_and_knows_turkish(client: httpx.Client) -> None:
    for wish in ("ISIK", "ışık", "isik", "Işik", "İŞIK"):
        assert keys(get(client, "/search", q=wish))[0] == "idle-university", wish
    assert keys(get(client, "/search", q="igne kumesi"))[0] == "sea-cluster"
    assert keys(get(client, "/search", q="Noth Universty"))[0] == "north-university"
    # each word is found, inflected and with others between them; beside a real hit what is far away is left out
    assert get(client, "/search", q="needle clusters")["items"][0]["key"] == "sea-cluster"
    assert keys(get(client, "/search", q="deniz kümeleri"))[0] == "sea-cluster"
    assert "sea-park" not in keys(get(client, "/search", q="İĞNE Deniz Kümesi"))
    assert get(client, "/search", q="kuzey universitesi")["items"][0]["why"] == "name"
    assert get(client, "/search", q="")["items"] == []
    assert all(item["kind"] == "place" for item in get(client, "/search", q="liman", kind="place")["items"])
    assert keys(get(client, "/search", q="universitesi", **{"class": "OrganisationActor"}))
    suggestion = get(client, "/suggest", q="deniz")["items"]
    assert {"sea-park", "sea-cluster"} <= {s["key"] for s in suggestion}
    assert all(s["matched"] for s in suggestion)


def test_summary_map_and_completion(client: httpx.Client) -> None:
    summary = get(client, "/summary")
    assert (summary["counts"]["actors"], summary["counts"]["ties"], summary["counts"]["contradictions"]) == (12, 11, 1)
    assert summary["coverage"]["undated_ties"] == 2
    assert summary["modalities"] == {"implied": 1, "planned": 1, "stated": 10}
    assert sum(summary["spheres"].values()) == 12
    assert get(client, "/summary", as_of=2004)["counts"]["ties"] == 2
    (place,) = get(client, "/places/map")["items"]
    assert (place["key"], place["lat"], place["actors"]) == ("harbour", 38.4, 7)
    every = get(client, "/places/map", located=False)["items"]  # who has told no coordinates has regions all the same
    assert len(every) > 1
    assert [one for one in every if one["lat"] is not None] == [place]
    # a list of places and of clusters counts whom the profile of each counts
    assert get(client, "/profiles/region/harbour", bridges=False)["members"]["count"] == 7
    (cluster,) = get(client, "/clusters")["items"]
    # the profile counts the cluster itself, too; its one member is planned
    assert cluster["actors"] == get(client, "/profiles/cluster/sea-cluster", bridges=False)["members"]["count"] - 1 == 0
    counts = summary["counts"]
    assert {name: get(client, f"/{name}")["meta"]["count"] for name in ("actors", "ties", "figures", "events")} == {
        name: counts[name] for name in ("actors", "ties", "figures", "events")
    }
    assert sum(summary["modalities"].values()) == get(client, "/ties", modality="all")["meta"]["count"] == 12
    completion = get(client, "/completion")
    assert {"prefixed": "tsk:Tie", "count": 12}.items() <= next(
        c for c in completion["classes"] if c["prefixed"] == "tsk:Tie"
    ).items()
    assert completion["prefixes"]["tsk"] == "https://w3id.org/triskele/ontology#"
    assert any(p["prefixed"] == "tsk:tieType" and p["labels"]["tr"] for p in completion["properties"])


@pytest.mark.parametrize(
    ("path", "hint"),
    [
        ("/actors?plce=hill", "place"),
        ("/actors?place=hil", "hill"),
        ("/actors?sphere=industri", "industry"),
        ("/actors?limit=0", ""),
        ("/actors?limit=100000", ""),
        ("/actors?sort=size", ""),
        ("/actors?cursor=nonsense", "meta.next"),
        ("/actors?cursor=WzFd", "meta.next"),
        ("/actors?cursor=" + "W1tb" * 8_000, "meta.next"),  # 24,000 brackets, one in the other
        ("/actors?cursor=eyJhIjp7" + "ImEiOnsi" * 3_000, "meta.next"),
        ("/actors?as_of=later", ""),
        ("/actors?lang=de", ""),
        ("/ties?type=fundng", "funding"),
        ("/ties?min_confidence=2", ""),
        ("/search", ""),
        ("/search?q=a&class=Nobody", "/ontology"),
    ],
)
def test_a_request_that_cannot_be_meant_is_told(client: httpx.Client, path: str, hint: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 400, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    assert hint in answer.json()["hint"]


def test_an_unknown_actor_is_not_found_with_near_keys(client: httpx.Client) -> None:
    answer = client.get("/ties?actor=sail-frm")
    assert answer.status_code == 404
    assert "actor/sail-firm" in answer.json()["hint"]


def test_a_slip_in_a_short_word_is_forgiven(client: httpx.Client) -> None:
    """rpoe and rope share no trigram but ``ope`` with its space; letter by letter three of four stand in order."""
    for slip in ("rope frm", "ropee", "Rpoe Firm"):
        assert get(client, "/search", q=slip)["items"][0]["key"] == "rope-firm", slip


def test_search_and_summary_obey_the_year_as_the_lists_do(client: httpx.Client) -> None:
    # the sea cluster was founded in March 2015
    for path in ("/search", "/suggest", "/actors"):
        for year, there in ((2014, False), (2015, True)):
            keys = {item["key"] for item in get(client, path, q="sea cluster", as_of=year)["items"]}
            assert ("sea-cluster" in keys) is there, (path, year)
    for year in (2005, 2012, 2030):
        counts = get(client, "/summary", as_of=year)["counts"]
        for name in ("actors", "ties", "figures", "events", "contradictions"):
            assert counts[name] == get(client, f"/{name}", as_of=year)["meta"]["count"], (name, year)


@pytest.mark.parametrize(
    "path",
    ["/actors", "/ties", "/figures", "/events", "/clusters", "/contradictions", "/search?q=deniz", "/places/map"],
)
def test_a_list_is_a_table_too(client: httpx.Client, path: str) -> None:
    document = client.get(path).json()
    answer = client.get(path, headers={"Accept": "text/csv"})
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    rows = list(csv.DictReader(io.StringIO(answer.text)))
    assert [row["key"] for row in rows] == [item["key"] for item in document["items"]]
    assert all("" not in row for row in rows)


def test_a_table_says_what_the_records_say(client: httpx.Client) -> None:
    def rows(path: str) -> list[dict[str, str]]:
        return list(csv.DictReader(io.StringIO(client.get(path).text)))

    tie = next(row for row in rows("/ties?format=csv&modality=all") if row["key"] == "tiny-t12")
    assert (tie["source"], tie["source_label"], tie["target"]) == ("sea-park", "Sea Park", "sea-cluster")
    assert (tie["type"], tie["from"], tie["to"], tie["symmetric"]) == ("cluster-membership", "2020", "", "false")
    assert tie["evidence"] == "https://w3id.org/triskele/id/evidence/tiny-t12"
    event = rows("/events?format=csv&lang=tr")[0]
    assert (event["participants"], event["label"]) == ("north-university;town-ministry", event["label_tr"])
    first = client.get("/actors?format=csv&limit=2")
    assert len(rows(first.links["next"]["url"])) == 2
    assert rows("/actors?format=csv&q=nobody-like-this") == []
    assert client.get("/actors?format=xlsx").status_code == 406


def test_plans_are_shown_to_whoever_asks_for_them(client: httpx.Client) -> None:
    usual, every = get(client, "/ties"), get(client, "/ties", modality="all")
    assert set(keys(every)) - set(keys(usual)) == {"tiny-t12"}
    assert (usual["chosen"]["ties"], every["chosen"]["ties"]) == (11, 12)
    # the facet still says what a click would give
    assert counts(usual, "modality") == counts(every, "modality") == {"stated": 10, "implied": 1, "planned": 1}
    assert keys(get(client, "/ties", modality="planned,implied")) != keys(get(client, "/ties", modality="planned"))


def test_a_record_tells_its_bounds_and_whether_it_was_there(client: httpx.Client) -> None:
    # from 2008 to 2016, exactly: possible and certain in the years between
    (tie,) = [t for t in get(client, "/ties", as_of=2010)["items"] if t["key"] == "tiny-t02"]
    bounds = [tie[name] for name in ("earliest_start", "latest_start", "earliest_end", "latest_end")]
    assert bounds == [2008, 2008, 2016, 2016]
    assert tie["possible"] is True
    assert "tiny-t02" not in keys(get(client, "/ties", as_of=2017))
    undated = next(t for t in get(client, "/ties", as_of=2010)["items"] if t["from"] is t["to"] is None)
    assert (undated["possible"], undated["certain"]) == (True, False)
    assert undated["key"] not in keys(get(client, "/ties", as_of=2010, when="certain"))
    plain = next(t for t in get(client, "/ties")["items"] if t["key"] == "tiny-t02")
    assert (plain["possible"], plain["certain"]) == (None, None)
    page = client.get("/data/actor/sea-cluster.json?as_of=2020").json()["description"]
    assert (page["earliest_start"], page["latest_start"], page["possible"]) == (2015, 2015, True)
    assert client.get("/data/actor/sea-cluster.json").json()["thing"]["collective"] is False


YEARS = (1900, 1999, 2003, 2005, 2008, 2012, 2015, 2016, 2018, 2024)


@pytest.mark.parametrize("when", ["possible", "certain"])
def test_every_surface_chooses_the_same(client: httpx.Client, when: str) -> None:
    for year in (None, *YEARS):
        asked = {} if year is None else {"as_of": year, "when": when}
        told = [get(client, path, **asked) for path in ("/ties", "/summary", "/actors", "/networks/organisations")]
        ties, summary, actors, _ = told
        assert all(one["chosen"] == ties["chosen"] for one in told), (year, [one["chosen"] for one in told])
        chosen = ties["chosen"]
        assert (chosen["ties"], chosen["actors"]) == (ties["meta"]["count"], actors["meta"]["count"])
        assert (chosen["ties"], chosen["actors"]) == (summary["counts"]["ties"], summary["counts"]["actors"])
        if year is not None:
            assert chosen["ties"] == chosen[when]
            assert chosen["certain"] <= chosen["possible"]


@pytest.mark.parametrize(
    "year", ["+2010", "%2B2010", "1_000", "%C2%B2", "%D9%A2%D9%A0%D9%A1%D9%A0", "", "2010&as_of=2010"]
)
def test_a_year_is_read_alike_everywhere(client: httpx.Client, year: str) -> None:
    answers = [client.get(f"{path}as_of={year}") for path in ("/actors?", "/ties?", "/summary?", "/search?q=a&",
        "/data/actor/sea-park.json?", "/networks/organisations?", "/sparql?query=ASK%7B%7D&")]  # fmt: skip
    assert {answer.status_code for answer in answers} == {400}
    assert len({(answer.json()["detail"], answer.json()["hint"]) for answer in answers}) == 1


def test_certain_without_a_year_is_told(client: httpx.Client) -> None:
    for path in ("/ties", "/summary", "/data/actor/sea-park.json"):
        answer = client.get(path, params={"when": "certain"})
        assert answer.status_code == 400
        assert "as_of" in answer.json()["hint"]


def test_a_page_goes_on_after_a_record_that_is_no_longer_there(client: httpx.Client) -> None:
    """A cursor names a place in the order, whether or not the record of that name is still there."""
    everything = get(client, "/actors", lang="en")["items"]
    for name, key in (("Paint Firm", "paint-firm"), ("Paint Fizz", "of-another-release"), ("", "a"), ("zzz", "z")):
        cursor = base64.urlsafe_b64encode(json.dumps([name, key]).encode()).decode().rstrip("=")
        rest = get(client, "/actors", lang="en", cursor=cursor)["items"]
        assert rest == [a for a in everything if (a["label"].lower(), a["key"]) > (name.lower(), key)]
