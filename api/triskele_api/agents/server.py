"""The protocol: what the library asks for, out of the tables of tools, resources and prompts."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any

import mcp_types as types
from anyio import to_thread
from mcp.server.lowlevel import Server
from mcp.shared.exceptions import MCPError

from triskele import __version__
from triskele.errors import TriskeleError
from triskele_api.agents.fitting import MOST_BYTES, dump
from triskele_api.agents.reading import EXAMPLE, INSTRUCTIONS, PROMPTS, RESOURCES, read, render
from triskele_api.agents.service import Refused, Service, told
from triskele_api.agents.tools import TOOLS, call, schema_of

JSON = "application/json"
_READS = types.ToolAnnotations(read_only_hint=True, destructive_hint=False, idempotent_hint=True, open_world_hint=False)

ServiceOf = Callable[[Any], Service]


def make_server(service_of: ServiceOf) -> Server[Any]:
    """A server of the protocol; ``service_of`` says whom a request (None over stdio) is answered for."""

    async def list_tools(_: Any, __: Any) -> types.ListToolsResult:
        tools = [
            types.Tool(
                name=name,
                title=tool.title,
                description=tool.description,
                input_schema=schema_of(tool.takes),
                annotations=_READS,
            )
            for name, tool in TOOLS.items()
        ]
        return types.ListToolsResult(tools=tools)

    async def call_tool(context: Any, given: types.CallToolRequestParams) -> types.CallToolResult:
        try:
            answer, failed = await call(service_of(context.request), given.name, given.arguments or {}), False
            text = await to_thread.run_sync(dump, answer)
            if len(text.encode()) > MOST_BYTES:
                raise Refused("result-too-large", "The answer is larger than you can hold.", hint="Ask for less.")
        except TriskeleError as error:
            text, failed = dump(told(error)), True
        except Exception as error:  # whoever asked must hear of it as an answer, and the operator in the log
            logging.getLogger("uvicorn.error").exception("The tool %s failed", given.name[:80])
            hint = "Please report it with what you asked; the log of the service has the details."
            failed = True
            text = dump(told(Refused("internal-error", f"An unforeseen {type(error).__name__}.", hint=hint)))
        return types.CallToolResult(content=[types.TextContent(text=text)], is_error=failed)

    async def list_resources(_: Any, __: Any) -> types.ListResourcesResult:
        found = [
            types.Resource(uri=uri, name=r.name, description=r.description, mime_type=JSON)
            for uri, r in RESOURCES.items()
        ]
        return types.ListResourcesResult(resources=found)

    async def list_templates(_: Any, __: Any) -> types.ListResourceTemplatesResult:
        template = types.ResourceTemplate(
            uri_template=f"{EXAMPLE}{{name}}",
            name="An example question",
            description="One competency question with its parameters and its SPARQL.",
            mime_type=JSON,
        )
        return types.ListResourceTemplatesResult(resource_templates=[template])

    async def read_resource(context: Any, given: types.ReadResourceRequestParams) -> types.ReadResourceResult:
        try:
            text = await read(service_of(context.request), given.uri)
        except TriskeleError as error:
            raise _wrong(error) from error
        contents = types.TextResourceContents(uri=given.uri, mime_type=JSON, text=text)
        return types.ReadResourceResult(contents=[contents])

    async def list_prompts(_: Any, __: Any) -> types.ListPromptsResult:
        found = [
            types.Prompt(
                name=name,
                description=prompt.description,
                arguments=[
                    types.PromptArgument(name=argument, description=says, required=argument != "language")
                    for argument, says in prompt.arguments.items()
                ],
            )
            for name, prompt in PROMPTS.items()
        ]
        return types.ListPromptsResult(prompts=found)

    async def get_prompt(_: Any, given: types.GetPromptRequestParams) -> types.GetPromptResult:
        try:
            text = render(given.name, dict(given.arguments or {}))
        except TriskeleError as error:
            raise _wrong(error) from error
        message = types.PromptMessage(role="user", content=types.TextContent(text=text))
        return types.GetPromptResult(description=PROMPTS[given.name].description, messages=[message])

    return Server(
        "triskele",
        version=__version__,
        title="Triskele",
        instructions=INSTRUCTIONS,
        get_tool_input_schema=lambda name: schema_of(TOOLS[name].takes) if name in TOOLS else None,
        on_list_tools=list_tools,
        on_call_tool=call_tool,
        on_list_resources=list_resources,
        on_list_resource_templates=list_templates,
        on_read_resource=read_resource,
        on_list_prompts=list_prompts,
        on_get_prompt=get_prompt,
    )


def _wrong(error: TriskeleError) -> MCPError:
    """An error of the protocol, where it has no answer that could hold it."""
    return MCPError(types.INVALID_PARAMS, f"{error.message} {error.hint}", told(error)["error"])
