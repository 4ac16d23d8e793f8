"""What is refused before it is a request: an address or headers too long to be read, bytes that are no HTTP; and the
offer to speak another protocol, which is not taken up.

The server's own words for a refusal are a line of text; here they are a problem document like every other. The client
may still be sending then, so its bytes are taken and thrown away for a while: closing at once would throw the answer
away.
"""

from __future__ import annotations

import json
import sys
from functools import cache
from typing import Any

import httptools
import uvicorn
from starlette.types import ASGIApp
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from triskele_api.problem_document import describe, in_both

MAX_ADDRESS = 60_000
"""Bytes of an address. Longer questions go by POST."""
MAX_PATH, MAX_PARAMETERS = 4_000, 1_000
"""Bytes of its path, and how many parameters it may have."""
MAX_HEADERS = 32_768
"""Bytes of all headers of a request together."""
PATIENCE = 2.0
"""Seconds for which a refused client may go on sending."""


def configure(app: ASGIApp) -> uvicorn.Config:
    """How uvicorn serves the app. It would believe whatever a program of this machine says of who asks and by which
    scheme; the settings say whom to believe."""
    return uvicorn.Config(
        app, log_level="warning", log_config=None, access_log=False, http=Protocol, proxy_headers=False
    )


class Protocol(HttpToolsProtocol):
    """One connection."""

    refused: dict[str, Any] | None = None
    """What is said of the request instead of an answer."""
    arrived = b""
    beginning = False
    """Whether headers are still on their way, and how many bytes of them came (each part of them counted once it is
    whole; what no part ends in, when it came)."""
    heading = 0

    def on_message_begin(self) -> None:
        self.beginning, self.heading = True, 0
        super().on_message_begin()

    def on_url(self, url: bytes) -> None:
        super().on_url(url)
        path, _, query = self.url.partition(b"?")
        if len(self.url) > MAX_ADDRESS or len(path) > MAX_PATH or query.count(b"&") >= MAX_PARAMETERS:
            self._refuse(_too_long())

    def on_header(self, name: bytes, value: bytes) -> None:
        self.heading += len(name) + len(value)
        if self.heading > MAX_HEADERS:
            self._refuse(_too_much())
        super().on_header(name, value)

    def on_headers_complete(self) -> None:
        self.beginning = False
        super().on_headers_complete()

    def _refuse(self, document: dict[str, Any]) -> None:
        self.refused = document
        raise ValueError(document["code"])  # the parser stops, and send_400_response is called

    def data_received(self, data: bytes) -> None:
        if self.refused is not None:
            return
        self.arrived, before, told = data, self.beginning, self.heading
        super().data_received(data)
        if before and self.beginning and self.heading == told and self.refused is None:  # one header that never ends
            self.heading += len(data)
            if self.heading > MAX_ADDRESS + MAX_HEADERS:
                self.refused = _too_much()
                self.send_400_response("")

    def _should_upgrade(self) -> bool:
        return self.scope["method"] != "CONNECT"  # which is no offer, and which nobody here can do

    def handle_websocket_upgrade(self) -> None:
        """Read the request again as if it offered nothing (RFC 9110, 7.8): every client made with Java's own library
        offers HTTP/2 with its first request. The parser stops at such an offer and would lose the body, and with it
        all that comes over this connection later."""
        stopped = sys.exception()
        assert isinstance(stopped, httptools.HttpParserUpgrade)
        rest = self.arrived[stopped.args[0] :]
        head = [f"{self.scope['method']} ".encode(), self.url, f" HTTP/{self.scope['http_version']}\r\n".encode()]
        head += [b"%s: %s\r\n" % pair for pair in self.headers if pair[0] != b"upgrade"]
        self.parser = httptools.HttpRequestParser(self)
        self.data_received(b"".join([*head, b"\r\n", rest]))

    def send_400_response(self, msg: str) -> None:
        document = self.refused = self.refused or _no_http()
        status = document["status"]
        body = json.dumps(document, ensure_ascii=False).encode()
        head = (
            f"HTTP/1.1 {status} {document['title']}\r\ncontent-type: application/problem+json\r\n"
            f"content-length: {len(body)}\r\ncache-control: no-store\r\nconnection: close\r\n\r\n"
        )
        self.transport.write(head.encode("ascii") + body)
        self.loop.call_later(PATIENCE, self.transport.close)


@cache
def _too_long() -> dict[str, Any]:
    return describe(
        414,
        "address-too-long",
        in_both(
            f"The address has more than {MAX_ADDRESS} bytes, {MAX_PATH} in its path, or {MAX_PARAMETERS} parameters."
        ),
        "Send the question by POST: /sparql takes application/sparql-query, /reconcile a form.",
    )


@cache
def _too_much() -> dict[str, Any]:
    return describe(
        431,
        "headers-too-large",
        in_both(f"The headers have more than {MAX_HEADERS} bytes."),
        "Send fewer and shorter headers; no path here needs many.",
    )


@cache
def _no_http() -> dict[str, Any]:
    return describe(400, "http-error", in_both("What came is not HTTP/1.1."), "Send a request by RFC 9112.")
