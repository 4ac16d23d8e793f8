"""One HTML page: the explorer's shell when it is built, with the server-rendered content for readers without it.

The content stands in ``<noscript>``: with JavaScript the explorer draws the page, without it (or by a crawler that
does not run scripts) the same facts are read. Without a built explorer, or at an address the explorer does not draw,
the content is the page.
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
from triskele_api.pages.words import words

FOLDER = Path(__file__).parent
STATIC = FOLDER / "static"

ENVIRONMENT = Environment(
    loader=FileSystemLoader(FOLDER / "templates"),
    autoescape=True,
    trim_blocks=True,
    lstrip_blocks=True,
)
Alternate = tuple[str, str]


async def show(
    it: Asked,
    template: str,
    gather: Callable[[], dict[str, Any]],
    *,
    alternates: tuple[Alternate, ...] = (),
    headers: dict[str, str] | None = None,
    bare: bool = False,
) -> Response:
    """A page from a template and what ``gather`` (run in a thread) finds; ``title`` among it is the page's title.

    ``alternates`` are media type and address of the same in other formats; ``bare`` leaves the explorer out.
    """
    return await answer(
        it, lambda: render(it, template, gather(), alternates, bare), chosen=HTML, variant=_edition(), headers=headers
    )


async def show_shell(it: Asked, page: str) -> Response:
    """The explorer at one of its own addresses; without it the ways into the data."""
    return await show(it, "home.html", lambda: {"title": words(it.language).get(page, words(it.language)["site"])})


def render(
    it: Asked, template: str, found: dict[str, Any], alternates: tuple[Alternate, ...] = (), bare: bool = False
) -> bytes:
    """The page as bytes."""
    text = words(it.language)
    other = "tr" if it.language == "en" else "en"
    content = ENVIRONMENT.get_template(template).render(
        w=text,
        lang=it.language,
        other=other,
        prefix=it.prefix,
        here=lambda **changed: it.address(**changed),
        release=it.served.release.number,
        as_of=it.as_of,
        **found,
    )
    links = "".join(
        f'<link rel="alternate" type="{html.escape(kind)}" href="{html.escape(url)}">\n' for kind, url in alternates
    )
    title = html.escape(f"{found['title']} · Triskele")
    shell = None if bare else _shell()
    if shell is None:
        page = ENVIRONMENT.get_template("frame.html").render(
            lang=it.language, title=title, links=links, content=content
        )
        return page.encode()
    page = re.sub(r"<title>.*?</title>", lambda _: f"<title>{title}</title>", shell, count=1, flags=re.DOTALL)
    page = re.sub(r'<html lang="[^"]*"', f'<html lang="{it.language}"', page, count=1)
    page = page.replace("</head>", f"{links}</head>", 1)
    folded = f"<noscript>\n<style>{_style()}</style>\n{content}</noscript>"
    page, replaced = re.subn(r"<noscript>.*?</noscript>", lambda _: folded, page, count=1, flags=re.DOTALL)
    return (page if replaced else page.replace("</body>", f"{folded}</body>", 1)).encode()


@cache
def _shell() -> str | None:
    """The explorer's page, read once; None when it is not built."""
    index = STATIC / "index.html"
    return index.read_text(encoding="utf-8") if index.exists() else None


@cache
def _edition() -> str:
    """A digest of what pages are made with, so that a new explorer makes new tags for the same release."""
    parts = [(_shell() or "").encode(), *(p.read_bytes() for p in sorted((FOLDER / "templates").iterdir()))]
    return hashlib.sha256(b"\0".join(parts)).hexdigest()[:16]


@cache
def _style() -> str:
    return (FOLDER / "templates" / "plain.css").read_text(encoding="utf-8")


ENVIRONMENT.globals["style"] = _style
