"""Whose request it is: the address of the visitor, of which a proxy in front is believed only where a setting names it.

uvicorn itself takes the client's address from X-Forwarded-For where the connection comes from the same machine, and the
ASGI scope keeps no trace of it. Such a replacement is recognised here, and undone unless the setting allows it.
"""

from __future__ import annotations

import ipaddress

from starlette.datastructures import Headers
from starlette.types import Scope

import settings

_Address = ipaddress.IPv4Address | ipaddress.IPv6Address
_Network = ipaddress.IPv4Network | ipaddress.IPv6Network
_LOOPBACK = ipaddress.ip_address("127.0.0.1")
# What one visitor holds of IPv6
_VISITOR_BITS = 64


def visitor(scope: Scope) -> str:
    """The address to count by: an IPv4 address, the /64 network of an IPv6 address, or "" where there is none."""
    address = _client(scope)
    if address is None:
        return ""
    if isinstance(address, ipaddress.IPv4Address):
        return str(address)
    return str(ipaddress.ip_network((address, _VISITOR_BITS), strict=False))


def _client(scope: Scope) -> _Address | None:
    client = scope.get("client")
    peer = _parsed(client[0]) if client else None
    forwarded = _forwarded(scope)
    if peer is not None and not peer.is_loopback and peer == _last(forwarded, (ipaddress.ip_network("127.0.0.0/8"),)):
        peer = _LOOPBACK
    trusted = tuple(ipaddress.ip_network(entry, strict=False) for entry in settings.words("NIANBAO_PROXIES"))
    if peer is None or not _within(peer, trusted):
        return peer
    return _last(forwarded, trusted) or peer


def _forwarded(scope: Scope) -> list[_Address | None]:
    """The addresses that X-Forwarded-For names, None for an entry that is not one."""
    entries = ",".join(Headers(scope=scope).getlist("x-forwarded-for")).split(",")
    return [_parsed(entry.strip()) for entry in entries if entry.strip()]


def _last(chain: list[_Address | None], skipped: tuple[_Network, ...]) -> _Address | None:
    """The last address of a chain that is not in these networks; what comes before it, anybody may have written."""
    for address in reversed(chain):
        if address is None or not _within(address, skipped):
            return address
    return None


def _within(address: _Address, networks: tuple[_Network, ...]) -> bool:
    return any(address in network for network in networks if network.version == address.version)


def _parsed(text: str) -> _Address | None:
    try:
        address = ipaddress.ip_address(text.strip("[]"))
    except ValueError:
        return None
    # A socket that serves both families shows IPv4 so
    mapped = getattr(address, "ipv4_mapped", None)
    return mapped or address
