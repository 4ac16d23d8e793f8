"""One HTML page: the same frame and menu everywhere, with and without a script.

At an address the explorer draws, what the service writes stands in ``<noscript>``: with JavaScript the explorer draws
the page, without it (or by a crawler that does not run scripts) the same facts are read. Anywhere else (linked data,
errors) it stands in the page, and the explorer only puts its menu, search and year around it.
"""

from __future__ import annotations

import hashlib
import html
import re
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

from fastapi import Response
from jinja2 import Environment, FileSystemLoader

from triskele_api.asking import Asked, answer
from triskele_api.negotiate import HTML
from triskele_api.pages.listing import PAGES, Page
from triskele_api.pages.words import words

FOLDER = Path(__file__).parent
STATIC = FOLDER / "static"

ENVIRONMENT = Environment(
    loader=FileSystemLoader(FOLDER / "templates"),
    autoescape=True,
    trim_blocks=True,
    lstrip_blocks=True,
)
ENVIRONMENT.globals["menu"] = [page for page in PAGES if page.menu]
Alternate = tuple[str, str]


async def show(
    it: Asked,
    template: str,
    gather: Callable[[], dict[str, Any]],
    *,
    alternates: tuple[Alternate, ...] = (),
    headers: dict[str, str] | None = None,
    drawn: bool = False,
) -> Response:
    """A page from a template and what ``gather`` (run in a thread) finds; ``title`` among it is the page's title.

    ``alternates`` are media type and address of the same in other formats; ``drawn`` says that the explorer draws it.
    """

    def make() -> bytes:
        found = gather()
        content = _fill(it, template, found)
        return frame(it.language, found["title"], content, alternates, drawn)

    return await answer(it, make, chosen=HTML, variant=_edition(), headers=headers)


async def show_shell(it: Asked, page: Page) -> Response:
    """The explorer at one of its own addresses; without a script the ways into the data."""
    return await show(it, "home.html", lambda: {"title": page.title[it.language]}, drawn=True)


async def show_alone(
    it: Asked, template: str, gather: Callable[[], dict[str, Any]], headers: dict[str, str] | None = None
) -> Response:
    """A small page without frame, script or menu, to stand inside the page of somebody else."""
    return await answer(
        it, lambda: _fill(it, template, gather()).encode(), chosen=HTML, variant=_edition(), headers=headers
    )


def frame(
    language: str, title: str, content: str, alternates: tuple[Alternate, ...] = (), drawn: bool = False, **data: str
) -> bytes:
    """The shell with this content in it; ``data`` are attributes the explorer reads."""
    links = "".join(
        f'<link rel="alternate" type="{html.escape(kind)}" href="{html.escape(url)}">\n' for kind, url in alternates
    )
    said = "".join(f' data-{name}="{html.escape(value)}"' for name, value in data.items())
    folded = f"<noscript>\n{content}</noscript>" if drawn else f'<div id="served"{said}>\n{content}</div>'
    page = _shell()
    for pattern, wanted in (
        (r"<title>.*?</title>", f"<title>{html.escape(title)} · Triskele</title>"),
        (r'<html lang="[^"]*"', f'<html lang="{language}"'),
        (r"</head>", f"{links}</head>"),
        (r"<noscript>.*?</noscript>", folded),
    ):
        page = re.sub(pattern, lambda _, text=wanted: text, page, count=1, flags=re.DOTALL)  # type: ignore[misc]
    return page.encode()


def _fill(it: Asked, template: str, found: dict[str, Any]) -> str:
    return ENVIRONMENT.get_template(template).render(
        w=words(it.language),
        lang=it.language,
        other="tr" if it.language == "en" else "en",
        prefix=it.prefix,
        path=it.request.scope["path"],
        here=lambda **changed: it.address(**changed),
        release=it.served.release.number,
        as_of=it.as_of,
        **found,
    )


@cache
def _shell() -> str:
    """The explorer's page, read once."""
    return (STATIC / "index.html").read_text(encoding="utf-8")


@cache
def _edition() -> str:
    """A digest of what pages are made with, so that a new explorer makes new tags for the same release."""
    parts = [_shell().encode(), *(p.read_bytes() for p in sorted((FOLDER / "templates").iterdir()))]
    return hashlib.sha256(b"\0".join(parts)).hexdigest()[:16]
