"""The explorer's own addresses: one shell for all of them.

Where a list or a thing answers at the same address (``/ties``, ``/page/…``), its route stands first and shows the shell
to whoever reads pages.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from fastapi import APIRouter, Response

from triskele_api.asking import Ask
from triskele_api.pages.listing import PAGES, Page
from triskele_api.pages.shell import show_shell

router = APIRouter(include_in_schema=False)


def _route(page: Page) -> Callable[[Ask], Awaitable[Response]]:
    async def shell(it: Ask) -> Response:
        return await show_shell(it, page)

    return shell


for _page in PAGES:
    for _path in _page.paths:
        router.add_api_route(_path, _route(_page), methods=["GET"], name=_page.name)
