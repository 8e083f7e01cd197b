"""The client address, which headers cannot forge."""

from ipaddress import ip_network

import pytest

from api.edge.client import client_address
from doorstep.rules.networks import Network

PROXY = (ip_network("10.0.0.0/8"),)


@pytest.mark.parametrize(
    ("peer", "forwarded", "trusted", "client"),
    [
        ("192.0.2.1", ["198.51.100.9"], (), "192.0.2.1"),
        ("192.0.2.1", ["198.51.100.9"], PROXY, "192.0.2.1"),
        ("10.0.0.1", ["198.51.100.9"], PROXY, "198.51.100.9"),
        ("10.0.0.1", ["6.6.6.6, 198.51.100.9"], PROXY, "198.51.100.9"),
        ("10.0.0.1", ["6.6.6.6", "198.51.100.9, 10.2.3.4"], PROXY, "198.51.100.9"),
        ("10.0.0.1", ["6.6.6.6, 198.51.100.9:5555"], PROXY, "198.51.100.9"),
        ("10.0.0.1", ["6.6.6.6, [2001:db8::1]:44"], PROXY, "2001:db8::1"),
        ("10.0.0.1", ["6.6.6.6, unknown"], PROXY, "unknown"),
        ("10.0.0.1", ["6.6.6.6, 1.2.3.4.5"], PROXY, "1.2.3.4.5"),
        ("10.0.0.1", ["6.6.6.6,"], PROXY, "10.0.0.1"),
        ("10.0.0.1", [], PROXY, "10.0.0.1"),
        ("::ffff:192.0.2.1", [], (), "192.0.2.1"),
    ],
)
def test_T2_forged_headers_change_nothing(
    peer: str, forwarded: list[str], trusted: tuple[Network, ...], client: str
) -> None:
    assert client_address(peer, forwarded, trusted) == client
