"""What is refused before it is a request: an address too long to be read, bytes that are no HTTP; and the offer to
speak another protocol, which is not taken up.

The server's own words for a refusal are a line of text; here they are a problem document like every other. The client
may still be sending then, so its bytes are taken and thrown away for a while: closing at once would throw the answer
away.
"""

from __future__ import annotations

import json
import sys

import httptools
import uvicorn
from starlette.types import ASGIApp
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from triskele_api.problem_document import describe, in_both

MAX_ADDRESS = 60_000
"""Bytes of an address. Longer questions go by POST."""
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

    refused = False
    too_long = False
    arrived = b""

    def on_url(self, url: bytes) -> None:
        self.too_long = len(self.url) + len(url) > MAX_ADDRESS
        if self.too_long:
            raise ValueError("the address is too long")  # the parser stops, and send_400_response is called
        super().on_url(url)

    def data_received(self, data: bytes) -> None:
        if not self.refused:
            self.arrived = data
            super().data_received(data)

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
        self.refused = True
        document = _TOO_LONG if self.too_long else _NO_HTTP
        status = document["status"]
        body = json.dumps(document, ensure_ascii=False).encode()
        head = (
            f"HTTP/1.1 {status} {document['title']}\r\ncontent-type: application/problem+json\r\n"
            f"content-length: {len(body)}\r\ncache-control: no-store\r\nconnection: close\r\n\r\n"
        )
        self.transport.write(head.encode("ascii") + body)
        self.loop.call_later(PATIENCE, self.transport.close)


_TOO_LONG = describe(
    414,
    "address-too-long",
    in_both(f"The address has more than {MAX_ADDRESS} bytes."),
    "Send the question by POST: /sparql takes application/sparql-query, /reconcile a form.",
)
_NO_HTTP = describe(400, "http-error", in_both("What came is not HTTP/1.1."), "Send a request by RFC 9112.")
