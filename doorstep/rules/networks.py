"""The network by which budgets count a client: an IPv6 subscriber has a whole /64.

Sources: RFC 4291 2.5.5.2 (mapped), RFC 6052 2.1 (NAT64), RFC 3056 (6to4), RFC 6177
(a subscriber has at least one /64).
"""

from collections.abc import Sequence
from ipaddress import (
    IPv4Address,
    IPv4Network,
    IPv6Address,
    IPv6Network,
    ip_address,
    ip_network,
)
from typing import Annotated, TypeAlias

from pydantic import AfterValidator, Field, StringConstraints
from pydantic_core import PydanticCustomError

Address: TypeAlias = IPv4Address | IPv6Address
Network: TypeAlias = IPv4Network | IPv6Network

_SUBSCRIBER = 64
_MAPPED = IPv6Network("::ffff:0:0/96")
_WIDEST = {4: 24, 6: _SUBSCRIBER}
"""Prefix lengths: a subnet of 256 addresses, or the smallest that subscribers get."""
_NAT64 = IPv6Network("64:ff9b::/96")
_LOW_32_BITS = (1 << 32) - 1
_INSIDE = (
    IPv4Network("192.0.0.0/24"),
    IPv6Network("::/96"),
    IPv6Network("64:ff9b:1::/48"),
    IPv6Network("fec0::/10"),
)
"""Networks of a site that Python takes for public: RFC 6890 2.2.2, RFC 4291 2.5.5.1
(embedded IPv4), RFC 8215 (NAT64 of a site), RFC 3879 (site-local)."""


def read_address(text: str) -> Address | None:
    """Parse an address; one that embeds an IPv4 address becomes that address."""
    try:
        address = ip_address(text)
    except ValueError:
        return None
    return _inner(address) or address if isinstance(address, IPv6Address) else address


def _client_address(text: str) -> str:
    address = read_address(text)
    if address is None:
        raise PydanticCustomError("client_address", "must be an IP address")
    return str(address)


ClientAddress: TypeAlias = Annotated[
    str,
    StringConstraints(max_length=64),
    AfterValidator(_client_address),
    Field(json_schema_extra={"anyOf": [{"format": "ipv4"}, {"format": "ipv6"}]}),
]
"""An address that somebody names for a client; of an embedded IPv4 address, that."""


def network_of(client: str) -> str:
    """An IPv4 address, or the /64 of an IPv6 address; other text is unchanged."""
    address = read_address(client)
    if isinstance(address, IPv6Address):
        return str(IPv6Network((int(address), _SUBSCRIBER), strict=False))
    return str(address) if address else client


def read_network(text: str) -> Network:
    """Parse a network; one of mapped addresses becomes its IPv4 network.

    Raises ValueError.
    """
    network = ip_network(text)
    if isinstance(network, IPv6Network) and network.subnet_of(_MAPPED):
        inner = int(network.network_address) & _LOW_32_BITS
        return IPv4Network((inner, network.prefixlen - _MAPPED.prefixlen))
    return network


def is_public(address: Address) -> bool:
    """Whether it is a machine's on the internet, not one near this machine."""
    return (
        address.is_global
        and not address.is_multicast
        and not is_within(address, _INSIDE)
    )


def is_wide(network: Network) -> bool:
    """Whether it is so large that it can hold other machines than trusted proxies.

    Loopback is not: only this machine has its addresses.
    """
    return network.prefixlen < _WIDEST[network.version] and not network.is_loopback


def is_within(address: Address | None, networks: Sequence[Network]) -> bool:
    """Whether one of the networks contains it; False for None."""
    return address is not None and any(address in network for network in networks)


def _inner(address: IPv6Address) -> IPv4Address | None:
    if address in _NAT64:
        return IPv4Address(int(address) & _LOW_32_BITS)
    return address.ipv4_mapped or address.sixtofour
