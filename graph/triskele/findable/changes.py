"""What each release brought: things that were born, died or changed since the one before, kept beside the newer one,
and told as feeds (Atom, RFC 4287; JSON Feed 1.1)."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from triskele.catalogue import Writer, open_catalogue
from triskele.files import write_beside
from triskele.findable.facts import Facts
from triskele.identifiers import place_of
from triskele.release.compare import compare_releases
from triskele.release.library import Release

NAMED = 50
"""Things of each kind of change that are kept by name; the others are counted."""
PARTS = ("born", "died", "changed")
Changes = dict[str, Any]


def kept_changes(older: Release, newer: Release) -> Changes | None:
    """What :func:`keep_changes` has kept; None when nothing is there, or it is of another release."""
    path = newer.kept(_name(older))
    found: Changes = json.loads(path.read_bytes()) if path else {}
    return found if found.get("digest") == older.digest else None


def keep_changes(older: Release, newer: Release) -> Changes:
    """Compare two releases and keep the outcome beside the newer one, in one rename: how many things were born, died
    and changed, how many statements came and went, and the first ``NAMED`` things of each by name.

    Raises what :func:`triskele.release.compare.compare_releases` raises.
    """
    found = kept_changes(older, newer)
    if found is not None:
        return found
    difference = compare_releases(older, newer, statements=False)
    changes: Changes = {"older": older.number, "newer": newer.number, "digest": older.digest}
    changes["counts"] = difference.counts
    for part in PARTS:
        changes[part] = _named(older if part == "died" else newer, getattr(difference, part))
    newer.derived.mkdir(exist_ok=True)
    write_beside(newer.derived / _name(older), json.dumps(changes, ensure_ascii=False).encode())
    return changes


def _name(older: Release) -> str:
    return f"changes-from-{older.number}.json"


def _named(release: Release, iris: Sequence[str]) -> list[dict[str, Any]]:
    """The named things among these, the first of them; a release of an earlier layout has no names to give."""
    if not release.is_served:
        return []
    writer = Writer(open_catalogue(release), "en")
    things = [iri for iri in iris if "/id/evidence/" not in iri][: 20 * NAMED]
    writer.records.bring(things)
    found = [writer.thing(iri) for iri in things if writer.records.thing(iri) is not None]
    return [{name: thing[name] for name in ("iri", "kind", "key", "labels")} for thing in found if thing][:NAMED]


class Entry:
    """One release in a feed: its facts, and what it changed; None for the first there is."""

    def __init__(self, facts: Facts, changes: Changes | None) -> None:
        self.facts, self.changes = facts, changes

    @property
    def updated(self) -> str:
        return self.facts.release.made.strftime("%Y-%m-%dT%H:%M:%SZ")

    def summary(self, language: str) -> str:
        """One line with the counts."""
        if self.changes is None:
            return _FIRST[language].format(self.facts.release.manifest["quads"])
        counts = self.changes["counts"]
        said = _SUMMARY[language].format(**counts, older=self.changes["older"])
        return said + (_WITHDRAWN[language].format(**counts) if counts.get("withdrawn") else "")

    def content(self, language: str) -> str:
        """The summary and the things by name, as HTML."""
        parts = [f"<p>{escape(self.summary(language))}</p>"]
        for part in PARTS if self.changes else ():
            things = self.changes[part] if self.changes else []
            items = "".join(f"<li>{self._link(thing, language, part)}</li>" for thing in things)
            parts += [f"<h2>{_HEADINGS[language][part]}</h2><ul>{items}</ul>"] if items else []
        return "".join(parts)

    def _link(self, thing: dict[str, Any], language: str, part: str) -> str:
        label = escape(thing["labels"].get(language) or thing["key"])
        number = self.changes["older"] if part == "died" and self.changes else self.facts.release.number
        place = f"{self.facts.base}/r/{number}/page/{place_of(thing['kind'], thing['key'])}"
        return f"<a href={quoteattr(place)}>{label}</a>"


_FIRST = {"en": "The first release here: {} statements.", "tr": "Buradaki ilk sürüm: {} önerme."}
_SUMMARY = {
    "en": "Since release {older}: {born} new records, {died} gone, {changed} changed; {added} statements added, "
    "{removed} removed.",
    "tr": "{older}. sürümden bu yana: {born} yeni kayıt, {died} kayıt kalktı, {changed} kayıt değişti; {added} önerme "
    "eklendi, {removed} önerme çıkarıldı.",
}
_WITHDRAWN = {"en": " {withdrawn} withdrawn on request.", "tr": " {withdrawn} kayıt istek üzerine geri çekildi."}
_HEADINGS = {
    "en": {"born": "New", "died": "Gone", "changed": "Changed"},
    "tr": {"born": "Yeni", "died": "Kalkan", "changed": "Değişen"},
}
_TITLE = {"en": "{}: changes", "tr": "{}: değişiklikler"}


def write_atom(entries: Sequence[Entry], base: str, language: str) -> bytes:
    """The feed as Atom; ``entries`` are the newest first, at least one."""
    newest = entries[0].facts
    names = [name for name, _ in newest.creators] or [newest.owner.publisher or base]
    authors = "".join(f"<author><name>{escape(name)}</name></author>\n" for name in names)
    rights = f"<rights>{escape(newest.owner.licence_name)}</rights>\n" if newest.owner.licence else ""
    licence = f'<link rel="license" href={quoteattr(newest.owner.licence)}/>\n' if newest.owner.licence else ""
    here = f"{base}/changes.atom?lang={language}"
    items = "".join(_atom_entry(entry, language) for entry in entries)
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{language}">
<id>{escape(newest.dataset)}#changes</id>
<title>{escape(_TITLE[language].format(newest.owner.title(language) or base))}</title>
<updated>{max(entry.updated for entry in entries)}</updated>
<link rel="self" type="application/atom+xml" href={quoteattr(here)}/>
<link rel="alternate" type="text/html" href={quoteattr(f"{base}/releases")}/>
{licence}{rights}{authors}{items}</feed>
""".encode()


def _atom_entry(entry: Entry, language: str) -> str:
    facts = entry.facts
    return f"""<entry>
<id>{escape(facts.edition)}</id>
<title>{escape(facts.title(language))}</title>
<updated>{entry.updated}</updated>
<link rel="alternate" type="text/html" href={quoteattr(facts.page)}/>
<summary>{escape(entry.summary(language))}</summary>
<content type="html">{escape(entry.content(language))}</content>
</entry>
"""


def write_json_feed(entries: Sequence[Entry], base: str, language: str) -> dict[str, Any]:
    """The feed as JSON Feed."""
    newest = entries[0].facts
    authors = [{"name": name, **({"url": url} if url else {})} for name, url in newest.creators]
    feed: dict[str, Any] = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": _TITLE[language].format(newest.owner.title(language) or base),
        "home_page_url": f"{base}/releases",
        "feed_url": f"{base}/changes.json?lang={language}",
        "language": language,
        "items": [
            {
                "id": entry.facts.edition,
                "url": entry.facts.page,
                "title": entry.facts.title(language),
                "summary": entry.summary(language),
                "content_html": entry.content(language),
                "date_published": entry.updated,
                "_triskele": entry.changes["counts"] if entry.changes else {},
            }
            for entry in entries
        ],
    }
    return feed | ({"authors": authors} if authors else {})
