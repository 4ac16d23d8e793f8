"""One HTML page: the same frame and menu everywhere, with and without a script.

At an address the explorer draws, what the service writes stands in ``<noscript>``: with JavaScript the explorer draws
the page, without it (or by a crawler that does not run scripts) the same facts are read. Anywhere else (linked data,
errors) it stands in the page, and the explorer only puts its menu, search and year around it.
"""

from __future__ import annotations

import hashlib
import html
import re
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from fastapi import Response
from jinja2 import Environment, FileSystemLoader

from triskele.findable import Link
from triskele.findable.links import write_header
from triskele.words import word
from triskele_api.asking import Asked, answer
from triskele_api.describing import facts_of, feeds
from triskele_api.negotiate import HTML
from triskele_api.pages.bundle import ADDRESS
from triskele_api.pages.bundle import FOLDER as BUNDLE
from triskele_api.pages.listing import PAGES, Page
from triskele_api.pages.words import words

FOLDER = Path(__file__).parent

ENVIRONMENT = Environment(
    loader=FileSystemLoader(FOLDER / "templates"),
    autoescape=True,
    trim_blocks=True,
    lstrip_blocks=True,
)
ENVIRONMENT.globals["bundle"] = ADDRESS
ENVIRONMENT.globals["menu"] = [page for page in PAGES if page.menu]


async def show(
    it: Asked,
    template: str,
    gather: Callable[[], dict[str, Any]],
    *,
    links: Sequence[Link] = (),
    head: Callable[[dict[str, Any]], str] | None = None,
    drawn: bool = False,
    variant: str = "",
    pure: bool = True,
) -> Response:
    """A page from a template and what ``gather`` (run in a thread) finds; ``title`` among it is the page's title.

    ``links`` stand in its header and its head, where ``head`` adds what else it makes of what was found; ``drawn`` says
    that the explorer draws it. ``variant`` and ``pure`` are those of :func:`triskele_api.asking.answer`.
    """

    def make() -> bytes:
        found = gather()
        content = _fill(it, template, found)
        more = "".join(f"{link.element()}\n" for link in links) + (f"{head(found)}\n" if head else "")
        return frame(
            it.language, found["title"], content, more, drawn, whose=it.served.release.owner.title(it.language)
        )

    headers = {"Link": write_header(links)} if links else None
    return await answer(it, make, chosen=HTML, variant=_edition() + variant, headers=headers, pure=pure)


async def show_shell(it: Asked, page: Page) -> Response:
    """The explorer at one of its own addresses; without a script the ways into the data."""
    facts = facts_of(it)
    links = (
        Link("describedby", f"{facts.front}/dataset.jsonld", "application/ld+json"),
        Link("service-desc", f"{facts.base}/openapi.json", "application/json"),
        Link("collection", f"{facts.front}/dataset", "text/html"),
        *feeds(facts.base, it.language),
    )
    found = {"title": page.title[it.language]}
    return await show(it, "home.html", lambda: found, links=links, drawn=True, variant=facts.base)


async def show_alone(
    it: Asked, template: str, gather: Callable[[], dict[str, Any]], headers: dict[str, str] | None = None
) -> Response:
    """A small page without frame, script or menu, to stand inside the page of somebody else."""
    return await answer(
        it, lambda: _fill(it, template, gather()).encode(), chosen=HTML, variant=_edition(), headers=headers
    )


def frame(
    language: str, title: str, content: str, head: str = "", drawn: bool = False, whose: str = "", **data: str
) -> bytes:
    """The shell with this content in it, and ``head`` in its head; ``whose`` data they are stands in the title behind
    that of the page; ``data`` are attributes the explorer reads."""
    said = "".join(f' data-{name}="{html.escape(value)}"' for name, value in data.items())
    folded = f"<noscript>\n{content}</noscript>" if drawn else f'<div id="served"{said}>\n{content}</div>'
    page = _shell()
    for pattern, wanted in (
        (
            r"<title>.*?</title>",
            f"<title>{html.escape(' · '.join(filter(None, (title, whose or 'Triskele'))))}</title>",
        ),
        (r'<html lang="[^"]*"', f'<html lang="{language}"'),
        (r"</head>", f"{head}</head>"),
        (r"<noscript>.*?</noscript>", folded),
    ):
        as_it_is = wanted.replace("\\", r"\\")  # a backslash is all that means something in what replaces
        page = re.sub(pattern, as_it_is, page, count=1, flags=re.DOTALL)
    return page.encode()


def _fill(it: Asked, template: str, found: dict[str, Any]) -> str:
    return ENVIRONMENT.get_template(template).render(
        w=words(it.language),
        word=lambda name: word(name, it.language),
        lang=it.language,
        other="tr" if it.language == "en" else "en",
        prefix=it.prefix,
        path=it.request.scope["path"],
        here=lambda **changed: it.address(**changed),
        release=it.served.release.number,
        owner=it.served.release.owner,
        as_of=it.as_of,
        **found,
    )


@cache
def _shell() -> str:
    """The explorer's page, read once."""
    return (BUNDLE / "index.html").read_text(encoding="utf-8")


@cache
def _edition() -> str:
    """A digest of what pages are made with, so that a new explorer makes new tags for the same release."""
    parts = [_shell().encode(), *(p.read_bytes() for p in sorted((FOLDER / "templates").iterdir()))]
    return hashlib.sha256(b"\0".join(parts)).hexdigest()[:16]
