"""Migrations 0009 and 0012: sessions are found by network, and stay text."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from uuid import UUID, uuid4

import asyncpg
import pytest

from doorstep.db.migrate import migrate
from doorstep.db.migration_files import MIGRATIONS

_AT = datetime.now(UTC)
_NETWORKS = {
    "2001:db8:1:2:3:4:5:6": "2001:db8:1:2::/64",
    "192.0.2.7": "192.0.2.7",
    "::ffff:192.0.2.8": "192.0.2.8",
    "64:ff9b::c000:209": "192.0.2.9",
    "2002:c000:20a::1": "192.0.2.10",
    "unknown": "unknown",
}


@pytest.fixture
async def before(empty_url: str) -> AsyncIterator[asyncpg.Connection]:
    """A database before this migration."""
    connection = await asyncpg.connect(empty_url)
    await connection.execute(
        "create table schema_migrations (version varchar(255) primary key)"
    )
    for file in sorted(MIGRATIONS.glob("*.sql")):
        version = file.name.partition("_")[0]
        if version < "0009":
            await connection.execute(file.read_text().partition("-- migrate:down")[0])
            done = "insert into schema_migrations values ($1)"
            await connection.execute(done, version)
    yield connection
    await connection.close()


async def _member(connection: asyncpg.Connection) -> tuple[UUID, UUID]:
    account, member = uuid4(), uuid4()
    await connection.execute(
        "insert into accounts (id, name, created_at) values ($1, 'Acme', $2)",
        account,
        _AT,
    )
    await connection.execute(
        """
        insert into members (id, account_id, email, email_key, name, role, language,
            password_hash, created_at)
        values ($1, $2, 'max@acme.test', 'max@acme.test', 'Max', 'member', 'en', '', $3)
        """,
        member,
        account,
        _AT,
    )
    return account, member


async def _session(
    connection: asyncpg.Connection, account: UUID, member: UUID, client: str
) -> None:
    login = uuid4()
    await connection.execute(
        """
        insert into logins (id, account_id, member_id, application, token_hash, stage,
            client_address, started_at, expires_at, latest_expiry, ended_at)
        values ($1, $2, $3, 'web_console', $4, 'signed_in', $5, $6, $6, $6, $6)
        """,
        login,
        account,
        member,
        login.bytes,
        client,
        _AT,
    )
    await connection.execute(
        """
        insert into sessions (id, account_id, member_id, login_id, token_hash,
            application, amr, client_address, user_agent, auth_time, last_seen_at,
            expires_at)
        values ($1, $2, $3, $1, $4, 'web_console', '{pwd}', $5, '', $6, $6, $6)
        """,
        login,
        account,
        member,
        login.bytes,
        client,
        _AT,
    )


async def test_H2_row5_earlier_sessions_and_tries_count_by_their_network(
    before: asyncpg.Connection, empty_url: str
) -> None:
    account, member = await _member(before)
    for client in _NETWORKS:
        await _session(before, account, member, client)
        await before.execute(
            "insert into password_tries values ($1, $2, $3, $4, 0)",
            uuid4(),
            b"key",
            client,
            _AT,
        )

    await migrate(empty_url)

    known = await before.fetch(
        "select client_address, network_of(client_address) as network from sessions"
    )
    tries = await before.fetch("select client_address from password_tries where judged")
    assert {each["client_address"]: each["network"] for each in known} == (_NETWORKS)
    assert {each["client_address"] for each in tries} == set(_NETWORKS.values())


async def test_H2_row5_sessions_are_not_rewritten_for_their_networks(
    before: asyncpg.Connection, empty_url: str
) -> None:
    """Rewriting two million rows would block sign-ins for half a minute."""
    rows = "select pg_relation_filenode('sessions')"
    at_first = await before.fetchval(rows)

    await migrate(empty_url)

    assert await before.fetchval(rows) == at_first


async def test_H1_row8_known_networks_are_found_by_an_index(
    before: asyncpg.Connection, empty_url: str
) -> None:
    await migrate(empty_url)
    await before.execute("set enable_seqscan = off")

    plan = await before.fetchval(
        """
        explain (format json) select from sessions
        where member_id = $1 and network_of(client_address) = $2 and auth_time > $3
        """,
        uuid4(),
        "192.0.2.7",
        _AT,
    )

    assert "sessions_by_network" in plan
    assert "Filter" not in plan
