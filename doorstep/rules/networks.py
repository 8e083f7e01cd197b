"""The network that a client is counted by: an IPv6 subscriber chooses among 2^64.

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
from typing import TypeAlias

Address: TypeAlias = IPv4Address | IPv6Address
Network: TypeAlias = IPv4Network | IPv6Network

_SUBSCRIBER = 64
_MAPPED = IPv6Network("::ffff:0:0/96")
_WIDEST = {4: 24, 6: _SUBSCRIBER}
"""Prefixes: a subnet of 256 addresses, or the least network that anybody is given."""
_NAT64 = IPv6Network("64:ff9b::/96")
_LOW_32_BITS = (1 << 32) - 1


def read_address(text: str) -> Address | None:
    """An address as it is meant: the IPv4 address inside an IPv6 one is that one."""
    try:
        address = ip_address(text)
    except ValueError:
        return None
    return _inner(address) or address if isinstance(address, IPv6Address) else address


def network_of(client: str) -> str:
    """An IPv4 address itself, an IPv6 address's /64; any other name as it is."""
    address = read_address(client)
    if isinstance(address, IPv6Address):
        return str(IPv6Network((int(address), _SUBSCRIBER), strict=False))
    return str(address) if address else client


def read_network(text: str) -> Network:
    """A network as it is meant: one of mapped addresses is of IPv4.

    Raises ValueError where it is none.
    """
    network = ip_network(text)
    if isinstance(network, IPv6Network) and network.subnet_of(_MAPPED):
        inner = int(network.network_address) & _LOW_32_BITS
        return IPv4Network((inner, network.prefixlen - _MAPPED.prefixlen))
    return network


def is_wide(network: Network) -> bool:
    """Whether it can hold machines beside the proxies that it is trusted for.

    Only this machine has addresses of loopback.
    """
    return network.prefixlen < _WIDEST[network.version] and not network.is_loopback


def is_within(address: Address | None, networks: Sequence[Network]) -> bool:
    """Whether one of them has it; none has what is no address."""
    return address is not None and any(address in network for network in networks)


def _inner(address: IPv6Address) -> IPv4Address | None:
    if address in _NAT64:
        return IPv4Address(int(address) & _LOW_32_BITS)
    return address.ipv4_mapped or address.sixtofour
