"""A client of the protocol, the library's own, for tests that are no coroutines."""

from __future__ import annotations

import asyncio
import json
from typing import Any

from mcp import Client, StdioServerParameters
from mcp_types import CallToolResult

from triskele_api.agents.fitting import MOST_BYTES

Call = tuple[str, dict[str, Any]]


def read(call: Call, answer: CallToolResult, *, fails: bool = False) -> dict[str, Any]:
    """What a tool said; its size is counted each time."""
    (content,) = answer.content
    assert content.type == "text"
    assert len(content.text.encode()) <= MOST_BYTES, call
    assert answer.is_error is fails, (call, content.text[:500])
    document: dict[str, Any] = json.loads(content.text)
    return document


def talk(target: str | StdioServerParameters, calls: list[Call], *, fails: bool = False) -> list[dict[str, Any]]:
    """The answers to some calls over one connection."""

    async def run() -> list[CallToolResult]:
        async with Client(target) as client:
            return [await client.call_tool(name, given) for name, given in calls]

    return [read(call, answer, fails=fails) for call, answer in zip(calls, asyncio.run(run()), strict=True)]
