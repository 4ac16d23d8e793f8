"""The files of the explorer, at an address that changes with them.

The digest of their sources stands in the path, as the bundle was built with it: whoever holds a file of one edition
holds it for ever, and never mixes it with one of another. A page that is open while the service is replaced asks for
files of an edition that is gone, is told so (404), and loads itself anew (``web/src/shell/edition.ts``).
"""

from __future__ import annotations

import os
from pathlib import Path

from starlette.responses import Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

FOLDER = Path(__file__).with_name("static")
EDITION = (FOLDER / "sources.sha256").read_text(encoding="utf-8")[:12]
ADDRESS = f"/static/{EDITION}"
"""The ``base`` of web/vite.config.ts, without its last slash."""


class Bundle(StaticFiles):
    """Files that nobody need ask for twice."""

    def __init__(self) -> None:
        super().__init__(directory=FOLDER)

    def file_response(
        self, full_path: str | os.PathLike[str], stat_result: os.stat_result, scope: Scope, status_code: int = 200
    ) -> Response:
        answer = super().file_response(full_path, stat_result, scope, status_code)
        answer.headers["Cache-Control"] = "public, max-age=31536000, immutable"
        return answer
