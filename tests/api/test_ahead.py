"""What the first page asks for is computed before anybody asks."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from triskele_api import ahead


class Library:
    number = 1

    def current_number(self) -> int:
        return self.number


class State:
    library = Library()


def test_each_current_release_is_asked_once_and_a_large_one_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two releases come: the first is asked although looked at several times, the second has too many actors."""
    asked: list[tuple[int, str]] = []

    async def ask_inside(app: object, path: str, *more: object, **options: object) -> Any:
        asked.append((State.library.number, path))
        count = 10 if State.library.number == 1 else ahead.MOST + 1
        return type("Inner", (), {"status": 200, "body": f'{{"counts": {{"actors": {count}}}}}'.encode()})

    monkeypatch.setattr(ahead, "ask_inside", ask_inside)
    monkeypatch.setattr(ahead, "PULSE", 0.005)

    async def run() -> None:
        looking = asyncio.create_task(ahead.look_ahead(None, State()))  # type: ignore[arg-type]
        await asyncio.sleep(0.05)
        State.library.number = 2
        await asyncio.sleep(0.05)
        looking.cancel()

    asyncio.run(run())
    assert asked == [(1, "/summary"), (1, ahead.PATH), (2, "/summary")]
