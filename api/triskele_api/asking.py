"""What every route that reads a release does the same way: which release, year and language, tag, cache, answer."""

from __future__ import annotations

import asyncio
import hashlib
import importlib
import inspect
import json
from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any, Literal, TypeVar
from urllib.parse import parse_qsl, urlencode

from anyio import to_thread
from fastapi import Depends, Query, Request, Response

from triskele import __version__
from triskele.errors import InvalidInput, TriskeleError
from triskele.formats import Format
from triskele.ledger.time import When, parse_when, parse_year
from triskele.text import did_you_mean, listed
from triskele_api.addresses import prefix_of, public_address
from triskele_api.answers import Answer
from triskele_api.apart import MADE, repeatable, write_answer
from triskele_api.clients import client_of
from triskele_api.negotiate import JSON, language, media_of, negotiate, prefers_html
from triskele_api.recall import matches, remember
from triskele_api.state import Served, State, served_of, state_of
from triskele_api.tables import CSV, write_table
from triskele_api.timing import timed
from triskele_api.turns import kind_of

if TYPE_CHECKING:  # slow to import
    from triskele.catalogue import Catalogue, Writer
    from triskele.ledger.selection import Selection

T = TypeVar("T")
Made = dict[str, Any] | bytes | Answer


@dataclass(frozen=True)
class Asked:
    """One request: who serves it, in which language, as of which year (None: of all time)."""

    request: Request
    state: State
    served: Served
    language: str
    as_of: int | None
    when: When = "possible"

    @property
    def selection(self) -> Selection:
        """The usual selection in that year."""
        from triskele.ledger.selection import Selection

        return Selection(as_of=self.as_of, when=self.when)

    @property
    def catalogue(self) -> Catalogue:
        """The records of the release."""
        return self.served.catalogue

    @property
    def writer(self) -> Writer:
        from triskele.catalogue import Writer

        return Writer(self.catalogue, self.language, self.as_of)

    @property
    def client(self) -> str:
        """Who asks, as far as it matters for taking turns."""
        return client_of(self.request)

    @property
    def prefix(self) -> str:
        """``/r/{n}`` when the request pinned a release, else nothing: what addresses of the answer begin with."""
        return prefix_of(self.request.scope)

    @property
    def base(self) -> str:
        """The public address of the service with the pinned release; an answer that holds it says so by ``variant``."""
        return public_address(self.request) + self.prefix

    def frame(self) -> dict[str, Any]:
        """What every JSON object says first."""
        return {"release": self.served.release.number, "as_of": self.as_of}

    def address(self, **changed: str | None) -> str:
        """This request's path with some parameters changed or, when None, left out."""
        kept = [(k, v) for k, v in parse_qsl(self.request.url.query) if k not in changed]
        query = urlencode([*kept, *((k, v) for k, v in changed.items() if v is not None)])
        path = f"{self.prefix}{self.request.scope['path']}"
        return f"{path}?{query}" if query else path

    def tag(self, variant: str) -> str:
        """The entity tag: a release never changes, so release, question, variant and language name the answer."""
        parameters = sorted(parse_qsl(self.request.url.query, keep_blank_values=True))
        key = "\0".join(
            (
                __version__,
                self.served.release.digest,
                str(self.served.release.number),
                self.prefix,
                self.request.scope["path"],
                repr(parameters),
                variant,
                self.language,
            )
        )
        return f'"{hashlib.sha256(key.encode()).hexdigest()[:32]}"'


YEAR = Query(description="The ecosystem as of this year", json_schema_extra={"format": "year"})


def read_year(values: Sequence[str]) -> int | None:
    """The year of a parameter that may be given once; InvalidInput for whatever is no year."""
    return parse_year(",".join(values)) if values else None


async def asked(
    request: Request,
    lang: Annotated[Literal["tr", "en"] | None, Query(description="Language of label; else Accept-Language")] = None,
    as_of: Annotated[str | None, YEAR] = None,
    when: Annotated[
        When, Query(description="What was possibly there in that year, or certainly; needs as_of")
    ] = "possible",
) -> Asked:
    served = served_of(request)
    if not served.is_read:
        await to_thread.run_sync(served.read)
    year = read_year(request.query_params.getlist("as_of"))
    return Asked(request, state_of(request), served, lang or language(request), year, parse_when(when, year))


Ask = Annotated[Asked, Depends(asked)]


async def only_known_parameters(request: Request) -> None:
    """InvalidInput for a query parameter the path does not have: a misspelt filter must not pass for no filter.

    A browser's address is another matter: there the query is the state of the explorer's page.
    """
    if prefers_html(request):
        return
    names = _names(request.scope["route"].dependant) | {"format"}
    for name in request.query_params:
        if name not in names:
            hint = did_you_mean(name, names, f"Parameters: {', '.join(sorted(names))}.", 1)
            raise InvalidInput(f"No parameter is called {name!r} here.", hint=hint)


def _names(dependant: Any) -> set[str]:
    own = {str(field.alias) for field in dependant.query_params}
    return own.union(*(_names(below) for below in dependant.dependencies))


def keys(values: Iterable[str] | None) -> set[str]:
    """The keys of a filter given once or several times, separated by commas or not."""
    return {key for value in values or () for key in listed(value)}


LISTED = "separated by commas or repeated; a comma inside a key as \\,"
"""How a parameter of several keys is written."""
_ENCODE = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode


def dump(document: dict[str, Any]) -> bytes:
    """The document as JSON. Its lists are encoded item by item: while the encoder is at work nobody else is."""
    return ("{" + ",".join(f"{_ENCODE(name)}:{_text(value)}" for name, value in document.items()) + "}").encode()


def _text(value: Any) -> str:
    return "[" + ",".join(map(_ENCODE, value)) + "]" if isinstance(value, list) else _ENCODE(value)


_LOADED: dict[str, Any] = {}


async def load(module: str) -> Any:
    """A module of the service that is slow to import, imported in a thread so that nobody else waits for it."""
    if module not in _LOADED:  # sys.modules would show it while another thread is still in the middle of it
        _LOADED[module] = await to_thread.run_sync(importlib.import_module, module)
    return _LOADED[module]


async def answer(
    it: Asked,
    make: Callable[[], Made | Awaitable[Made]],
    offers: Iterable[Format] = (JSON,),
    *,
    chosen: Format | None = None,
    variant: str = "",
    headers: dict[str, str] | None = None,
    pure: bool = True,
) -> Response:
    """The answer ``make`` gives, tagged and cached; a client that has it already costs no evaluation.

    ``variant`` names what else decides the answer (the edition of a page); an answer that is not ``pure`` follows from
    more than release and request and is made out each time. ``make`` runs in a thread when it is a plain
    function. A document gets release and year in front, or becomes a table of its items; when its
    ``meta.next`` holds a cursor it becomes an address, repeated in the Link header.
    """
    form = chosen or negotiate(it.request, offers)
    tag = it.tag(form.name + variant)
    common = {
        "ETag": tag,
        "Vary": "Accept, Accept-Language",
        "Cache-Control": "public, max-age=0, must-revalidate",
        "Content-Language": it.language,
        "Triskele-Release": str(it.served.release.number),
        **({"Triskele-As-Of": str(it.as_of)} if it.as_of is not None else {}),
        **(headers or {}),
    }
    asks = it.request.method == "GET"
    if asks and matches(it.request.headers.get("if-none-match", ""), tag):
        return Response(status_code=304, headers=common)
    found = it.state.cache.get(tag)
    if found is None:
        with timed(it.request.scope):
            found = await _make(it, make, form)
        it.state.cache.put(tag, found)
        it.request.scope.get(MADE, []).append((it.served.release.number, found))
    if pure:
        remember(it.request.scope)
    return Response(found.body, headers=common | found.headers | _links(common, found.headers))


def _links(*headers: dict[str, str]) -> dict[str, str]:
    """One Link header of those of the answer and of its body."""
    values = [told["Link"] for told in headers if "Link" in told]
    return {"Link": ", ".join(values)} if values else {}


async def _make(it: Asked, make: Callable[[], Made | Awaitable[Made]], form: Format) -> Answer:
    def write() -> Answer | Awaitable[Made]:
        made = make()
        return made if inspect.isawaitable(made) else _finish(it, made, form)

    if asyncio.iscoroutinefunction(make):
        made: Any = make()
    elif (elsewhere := await _apart(it)) is not None:
        return elsewhere
    else:
        made = await written(it, write)
    if not isinstance(made, Answer):
        made = _finish(it, await while_connected(it.request, made), form)
    return made


async def _apart(it: Asked) -> Answer | None:
    """The answer of another process, where it is worth asking."""
    if it.request.method != "GET":
        return None
    asking = it.state.apart(
        write_answer, repeatable(it.request), it.served.release.number,
        kind=kind_of(it.request.scope), client=it.client,
    )  # fmt: skip
    found: Answer | None = await while_connected(it.request, asking)
    return found


async def written(it: Asked, make: Callable[[], T]) -> T:
    """What ``make`` returns in a thread, when it is this client's turn."""
    return await it.state.turns.run(make, client=it.client, kind=kind_of(it.request.scope))


def _finish(it: Asked, made: Made, form: Format) -> Answer:
    if isinstance(made, Answer):
        return made
    headers = {"Content-Type": media_of(form)}
    if isinstance(made, bytes):
        return Answer(made, headers)
    meta = made.get("meta")
    if meta and meta.get("next"):
        meta["next"] = it.address(cursor=meta["next"])
        headers["Link"] = f'<{meta["next"]}>; rel="next"'
        headers["Triskele-Truncated"] = "true"
    if form is CSV:
        return Answer(write_table(made["items"]), headers)
    return Answer(dump({**it.frame(), **made}), headers)


PATIENCE = 0.05
"""Seconds after which somebody looks whether the client is still there; most work is done before."""


class ClientLeft(TriskeleError):
    """Nobody waits for the answer any more."""

    code = "client-left"


async def while_connected(request: Request, work: Awaitable[T]) -> T:
    """The result of the work; when the client leaves first the work is cancelled, which ends its worker."""
    loop, mine = asyncio.get_running_loop(), asyncio.current_task()
    assert mine is not None
    watch: list[asyncio.Task[None]] = []

    def look() -> None:
        watch.append(loop.create_task(_gone(request)))
        watch[0].add_done_callback(lambda watcher: watcher.cancelled() or mine.cancel())

    timer = loop.call_later(PATIENCE, look)
    try:
        return await work
    except asyncio.CancelledError:
        if not (watch and watch[0].done()):
            raise  # the service itself is ending
        mine.uncancel()
        raise ClientLeft("The client left.", hint="Ask again.") from None
    finally:
        timer.cancel()
        for watcher in watch:
            watcher.cancel()


async def _gone(request: Request) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass
