"""The network that budgets count a client by."""

import pytest

from doorstep.rules.networks import is_wide, network_of, read_network


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


@pytest.mark.parametrize(
    ("network", "wide"),
    [
        ("10.213.33.1", False),
        ("192.0.2.0/24", False),
        ("192.0.2.0/23", True),
        ("172.16.0.0/12", True),
        ("10.0.0.0/8", True),
        ("192.168.0.0/16", True),
        ("100.64.0.0/10", True),
        ("0.0.0.0/0", True),
        ("127.0.0.0/8", False),
        ("2001:db8::7", False),
        ("2001:db8:1:2::/64", False),
        ("2001:db8:1::/48", True),
        ("fd00::/8", True),
        ("::/0", True),
        ("::1", False),
        ("::ffff:10.0.0.0/104", True),
        ("::ffff:10.0.0.7", False),
    ],
)
def test_H2_row9_a_network_of_more_than_proxies_is_wide(
    network: str, wide: bool
) -> None:
    assert is_wide(read_network(network)) is wide
