"""Which network a client is counted by."""

import pytest

from doorstep.rules.networks import network_of


@pytest.mark.parametrize(
    ("client", "network"),
    [
        ("192.0.2.1", "192.0.2.1"),
        ("2001:db8:1:2::1", "2001:db8:1:2::/64"),
        ("2001:db8:1:2:ffff:ffff:ffff:ffff", "2001:db8:1:2::/64"),
        ("2001:db8:1:3::1", "2001:db8:1:3::/64"),
        ("::ffff:192.0.2.1", "192.0.2.1"),
        ("64:ff9b::192.0.2.1", "192.0.2.1"),
        ("2002:c000:0201:5::9", "192.0.2.1"),
        ("fe80::1%eth0", "fe80::/64"),
        ("::1", "::/64"),
        ("unknown", "unknown"),
        ("", ""),
    ],
)
def test_H2_an_ipv6_subscriber_is_one_client(client: str, network: str) -> None:
    assert network_of(client) == network


def test_H2_a_network_is_its_own_network() -> None:
    assert network_of("2001:db8:1:2::/64") == "2001:db8:1:2::/64"
