"""Whose data it is: title, what it is about, publisher, who made it, licence, namespace of IRIs, languages, contact.
Nothing of it is ever ours by default: what nobody gives, nobody claims.

It stands under ``[about]`` in a file ``triskele.toml``: beside the tables, or in the folder of the region around them.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from triskele.errors import SettingsError
from triskele.terms import SOURCES
from triskele.text import fold

FILE = "triskele.toml"
PLACEHOLDER = "https://example.org/"
"""What IRIs begin with while nobody has said what they should."""
_LICENCES = {
    "https://creativecommons.org/licenses/by/4.0": "CC BY 4.0",
    "https://creativecommons.org/licenses/by-sa/4.0": "CC BY-SA 4.0",
    "https://creativecommons.org/licenses/by-nc/4.0": "CC BY-NC 4.0",
    "https://creativecommons.org/publicdomain/zero/1.0": "CC0 1.0",
    "https://opendatacommons.org/licenses/odbl/1-0": "ODbL 1.0",
    "https://opendatacommons.org/licenses/by/1-0": "ODC-By 1.0",
}
_KNOWN = (
    *("title", "description", "keywords", "publisher", "creators", "licence", "namespace", "languages", "contact"),
)
_SIGNS = r"(?:[^\s<>\"{}|\\^`\[\]#%]|%[0-9A-Fa-f]{2})*"
_NAMESPACE = re.compile(
    rf"https?://[^\s<>\"{{}}|\\^`/?#@:\[\]%]+(?::[0-9]{{1,5}})?(?:[/?]{_SIGNS})?(?:#{_SIGNS})?(?<=[/#])"
)
"""An IRI whose host and port are such: what begins with another could not be read back."""


@dataclass(frozen=True)
class Owner:
    """Whose a set of data is. Empty text: not said."""

    title_tr: str = ""
    title_en: str = ""
    publisher: str = ""
    licence: str = ""
    """The address of the licence."""
    namespace: str = ""
    """What the IRIs of its things begin with; ends with / or #."""
    languages: tuple[str, ...] = ("tr", "en")
    """The languages its tables are written in; the first is that of columns which do not say."""
    contact: str = ""
    creators: tuple[str, ...] = ()
    """Who made the data, by name."""
    description_tr: str = ""
    description_en: str = ""
    keywords_tr: tuple[str, ...] = ()
    keywords_en: tuple[str, ...] = ()

    def title(self, language: str) -> str:
        """The title in a language, else in the other; empty when there is none."""
        return (self.title_tr or self.title_en) if language == "tr" else (self.title_en or self.title_tr)

    def description(self, language: str) -> str:
        """What the data are about in a language, else in the other; empty when nobody said."""
        both = (self.description_tr, self.description_en)
        return next(filter(None, both if language == "tr" else both[::-1]), "")

    def keywords(self, language: str) -> tuple[str, ...]:
        """The words it is to be found by, in a language, else in the other."""
        both = (self.keywords_tr, self.keywords_en)
        return next(filter(None, both if language == "tr" else both[::-1]), ())

    @property
    def file_name(self) -> str:
        """What files of it are named after: the words of its title before a colon, up to 40 letters, else ``triskele``,
        which made them."""
        words = "-".join(re.findall(r"[a-z0-9]+", fold(self.title("en").partition(":")[0])))
        return (words if len(words) <= 40 else words[:40].rpartition("-")[0] or words[:40]) or "triskele"

    @property
    def root(self) -> str:
        """What the names of its things, its dataset and its graphs begin with. Without a namespace all of them are in
        the one that stands for it and is nobody's (RFC 2606): named once, they move together.
        """
        return self.namespace or PLACEHOLDER

    @property
    def graphs(self) -> str:
        """What the names of the graphs of its sources begin with. Graphs that a release makes itself (entities, years,
        descriptions) have the same names in every release, so that a query knows them."""
        return self.root + SOURCES

    @property
    def licence_name(self) -> str:
        """The licence as people write it; its address when it has no short name, empty when none is given."""
        return _LICENCES.get(self.licence.rstrip("/"), self.licence)

    @property
    def public(self) -> bool:
        """Whether its licence is known to let anybody have it free of charge; without one nothing is claimed."""
        return self.licence.rstrip("/") in _LICENCES

    def cite(self, language: str, number: int, digest: str, address: str) -> str:
        """How to cite a release, or with ``address`` of a thing what it says of that."""
        release = {"tr": f"sürüm {number}", "en": f"release {number}"}[language]
        title = self.title(language) or {"tr": "Adı verilmemiş veri", "en": "Untitled data"}[language]
        parts = [
            self.publisher,
            f"{title}, {release}{digest and f' (sha256:{digest[:16]}…)'}",
            address,
            self.licence_name,
        ]
        return ". ".join(part for part in parts if part) + "."

    def record(self) -> dict[str, Any]:
        """As a manifest holds it."""
        return asdict(self) | {name: list(getattr(self, name)) for name in _LISTS}

    @classmethod
    def of(cls, record: dict[str, Any]) -> Owner:
        """From what a manifest holds."""
        return cls(**{**record, **{name: tuple(record[name]) for name in _LISTS if name in record}})


_LISTS = ("languages", "creators", "keywords_tr", "keywords_en")


def read_file(path: Path) -> dict[str, Any]:
    """A settings file as it stands; SettingsError when it is no TOML."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(
            f"{path} is not TOML: {error}.",
            hint='Texts stand between quotation marks, for instance publisher = "Kıyı Ajansı"; save it as UTF-8.',
        ) from error


def read_owner(*folders: Path | None) -> tuple[Owner, Path | None]:
    """The owner that the first of these folders names, and the file that says so."""
    for folder in folders:
        path = None if folder is None else folder / FILE
        if path is not None and path.is_file():
            about = read_file(path).get("about", {})
            if about:
                return _owner(about, path), path
    return Owner(), None


def _owner(about: dict[str, Any], path: Path) -> Owner:
    unknown = set(about) - set(_KNOWN)
    if unknown:
        raise SettingsError(
            f"{path} says {', '.join(sorted(unknown))} under [about], which nobody reads.",
            hint=f"[about] knows {', '.join(_KNOWN)}.",
        )
    title, description, keywords = (_both(about, name, path) for name in ("title", "description", "keywords"))
    texts = {name: str(about.get(name, "")).strip() for name in ("publisher", "licence", "namespace", "contact")}
    if texts["namespace"] and not _NAMESPACE.fullmatch(texts["namespace"]):
        raise SettingsError(
            f"{path}: the namespace is {texts['namespace']!r}.",
            hint="It begins with https:// and ends with / or #, for instance https://data.example.org/.",
        )
    if re.search(r'[\s<>"]', texts["licence"]):
        raise SettingsError(
            f"{path}: the licence is {texts['licence']!r}.",
            hint="Give its address, for instance https://creativecommons.org/licenses/by/4.0/, or leave it empty.",
        )
    languages = tuple(about.get("languages", ("tr", "en")))
    if not languages or set(languages) - {"tr", "en"}:
        raise SettingsError(f"{path}: languages are {list(languages)}.", hint='One or both of "tr" and "en".')
    return Owner(
        title_tr=str(title.get("tr", "")).strip(),
        title_en=str(title.get("en", "")).strip(),
        description_tr=str(description.get("tr", "")).strip(),
        description_en=str(description.get("en", "")).strip(),
        keywords_tr=_names(keywords.get("tr", ()), "keywords", path),
        keywords_en=_names(keywords.get("en", ()), "keywords", path),
        creators=_names(about.get("creators", ()), "creators", path),
        languages=languages,
        **texts,
    )


def _both(about: dict[str, Any], name: str, path: Path) -> dict[str, Any]:
    """What stands under a name by language; what stands there alone is of both languages."""
    found = about.get(name, {})
    found = found if isinstance(found, dict) else {"tr": found, "en": found}
    if set(found) - {"tr", "en"}:
        raise SettingsError(f"{path}: {name} has {', '.join(map(str, found))}.", hint=f"Give {name}.tr or {name}.en.")
    return found


def _names(found: Any, name: str, path: Path) -> tuple[str, ...]:
    if not isinstance(found, list | tuple) or not all(isinstance(word, str) and word.strip() for word in found):
        raise SettingsError(f"{path}: {name} is {found!r}.", hint=f'A list of texts: {name} = ["first", "second"].')
    return tuple(word.strip() for word in found)
