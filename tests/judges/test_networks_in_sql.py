"""PostgreSQL's function and the rules name the same network of a client."""

from ipaddress import IPv4Address, IPv6Address

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from doorstep.db.pool import Pool
from doorstep.rules.networks import network_of

_ADDRESSES = st.one_of(
    st.ip_addresses(v=4),
    st.ip_addresses(v=6),
    st.ip_addresses(v=6, network="2002::/16"),
    st.ip_addresses(v=6, network="::ffff:0:0/96"),
    st.ip_addresses(v=6, network="64:ff9b::/96"),
    st.ip_addresses(v=6, network="::/60"),
)


async def _in_sql(pool: Pool, clients: list[str]) -> list[str]:
    return list(
        await pool.fetchval(
            """
            select array_agg(network_of(client) order by number)
            from unnest($1::text[]) with ordinality as clients (client, number)
            """,
            clients,
        )
    )


@pytest.mark.parametrize(
    ("client", "network"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:DB8:1:2::", "2001:db8:1:2::/64"),
        ("::1", "::/64"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("::ffff:c000:207", "192.0.2.7"),
        ("64:ff9b::c000:207", "192.0.2.7"),
        ("2002:c000:207::9", "192.0.2.7"),
        ("fe80::1%eth0", "fe80::/64"),
        ("2001:db8:1:2::/64", "2001:db8:1:2::/64"),
        ("192.0.2.7/24", "192.0.2.7/24"),
        ("192.0.2.7%eth0", "192.0.2.7%eth0"),
        ("unknown", "unknown"),
        ("", ""),
        ("_proxy:hidden", "_proxy:hidden"),
        ("1:2:3", "1:2:3"),
        ("192.0.2", "192.0.2"),
        ("192.0.2.07", "192.0.2.07"),
    ],
)
async def test_H2_row5_database_and_rules_name_the_same_network(
    pool: Pool, client: str, network: str
) -> None:
    assert network_of(client) == network
    assert await _in_sql(pool, [client]) == [network]


@settings(max_examples=20)
@given(st.lists(_ADDRESSES, min_size=50, max_size=200))
def _addresses(drawn: list[IPv4Address | IPv6Address]) -> None:
    _DRAWN.extend(str(each) for each in drawn)


_DRAWN: list[str] = []


async def test_H2_row5_they_agree_on_any_address(pool: Pool) -> None:
    _addresses()

    assert await _in_sql(pool, _DRAWN) == [network_of(each) for each in _DRAWN]
