"""Who asks: told apart by address, so that each gets a share. Nothing of it is kept or logged."""

from __future__ import annotations

from ipaddress import IPv6Address, ip_address

from fastapi import Request


def client_of(request: Request) -> str:
    """The address the request came from; behind a proxy that the settings name a header for, the one it tells.

    A proxy adds to the header, so its last entry is the one it vouches for. Whoever has one IPv6 address has 2^64: the
    first half counts.
    """
    header = request.app.state.triskele.settings.client_header
    told = request.headers.getlist(header)[-1:] if header else []
    name = told[0].rpartition(",")[2].strip()[:64] if told else (request.client.host if request.client else "")
    try:
        address = ip_address(name.strip("[]"))
    except ValueError:
        return name
    return address.exploded[:19] if isinstance(address, IPv6Address) and not address.ipv4_mapped else str(address)
