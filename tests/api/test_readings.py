"""Readings over HTTP: the numbers of Python, a picture of both languages and modes, addresses that lead back."""

from __future__ import annotations

from urllib.parse import urlsplit
from xml.etree import ElementTree

import httpx
import pytest

from triskele.ecosystem import Ecosystem

QUESTION = "/metrics/degree-centrality/readings?about=town-ministry"
SVG = "{http://www.w3.org/2000/svg}"


def test_the_same_readings_as_in_python_with_addresses_that_lead_back(
    client: httpx.Client, ecosystem: Ecosystem
) -> None:
    answer = client.get(QUESTION)
    assert answer.status_code == 200, answer.text
    document = answer.json()
    assert (document["release"], document["held"], document["turned"], document["of"]) == (1, 32, 64, 96)
    assert document["turned_by"] == [{"undated": "no"}, {"modality": "stated"}]
    assert document["labels"]["town-ministry"] == {"tr": "Kent Bakanlığı", "en": "Town Ministry"}
    own = urlsplit(document["address"])
    again = client.get(f"{own.path.removeprefix('/triskele')}?{own.query}")
    assert again.json() == document
    reading = urlsplit(document["readings"][50]["address"])
    result = client.get(f"{reading.path.removeprefix('/triskele')}?{reading.query}").json()
    mine = [v["value"] for v in result["values"] if v["key"] == {"actor": "town-ministry", "quantity": "degree"}]
    assert mine == [document["readings"][50]["value"]]


@pytest.mark.parametrize(("lang", "mode", "word"), [("tr", "dark", "tutuyor 32"), ("en", "auto", "holds 32")])
def test_the_picture_shows_every_reading_with_its_options(
    client: httpx.Client, lang: str, mode: str, word: str
) -> None:
    answer = client.get(f"{QUESTION}&format=svg&lang={lang}&mode={mode}")
    assert answer.headers["content-type"] == "image/svg+xml"
    drawing = ElementTree.fromstring(answer.content)
    texts = [text.text or "" for text in drawing.iter(f"{SVG}text")]
    assert word in texts
    assert texts.count("32/48") == 1  # undated ties count
    assert len(list(drawing.iter(f"{SVG}a"))) == 96
    style = next(drawing.iter(f"{SVG}style")).text or ""
    assert ("prefers-color-scheme" in style) == (mode == "auto")


def test_a_job_a_table_and_what_is_refused(client: httpx.Client) -> None:
    table = client.get(QUESTION, headers={"Accept": "text/csv"})
    assert len(table.text.splitlines()) == 97
    job = client.get(f"{QUESTION}&top=2", headers={"Prefer": "respond-async"})
    assert job.status_code == 202
    done = client.get(job.headers["Location"], headers={"Prefer": "wait=25"}).json()
    assert client.get(done["result"]).json()["claim"]["top"] == 2
    assert client.get("/metrics/location-quotient/readings").status_code == 400
    wrong = client.get("/metrics/degree-centrality/readings?abut=town-ministry")
    assert (wrong.status_code, wrong.json()["code"]) == (400, "bad-parameter")
    browser = client.get(QUESTION, headers={"Accept": "text/html"})
    assert browser.status_code == 303
    assert browser.headers["location"].startswith("/measures/degree-centrality?about=town-ministry")
