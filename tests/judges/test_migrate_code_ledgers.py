"""Migration 0006: the networks of recent sign-ins are known."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from ipaddress import IPv6Address
from uuid import UUID, uuid4

import asyncpg
import pytest

from doorstep.db.migrate import migrate
from doorstep.db.migration_files import MIGRATIONS
from doorstep.rules.networks import network_of

_AT = datetime.now(UTC).replace(microsecond=0)
_LAST_WEEK, _LONG_AGO = _AT - timedelta(days=7), _AT - timedelta(days=31)


@pytest.fixture
async def before(empty_url: str) -> AsyncIterator[asyncpg.Connection]:
    """A database at the earlier release."""
    connection = await asyncpg.connect(empty_url)
    await connection.execute(
        "create table schema_migrations (version varchar(255) primary key)"
    )
    for file in sorted(MIGRATIONS.glob("*.sql"))[:5]:
        await connection.execute(file.read_text().partition("-- migrate:down")[0])
        version = file.name.partition("_")[0]
        await connection.execute("insert into schema_migrations values ($1)", version)
    yield connection
    await connection.close()


class _Rows:
    """One member of the earlier release, with a device from a week ago."""

    def __init__(self, connection: asyncpg.Connection) -> None:
        self._connection = connection
        self._account, self._member, self.device = uuid4(), uuid4(), uuid4()

    async def member(self, set_up_from: str, failures: int = 0) -> None:
        run, enrollment = self._connection.execute, uuid4()
        await run(
            "insert into accounts (id, name, created_at) values ($1, 'Acme', $2)",
            self._account,
            _LONG_AGO,
        )
        await run(
            """
            insert into members (id, account_id, email, email_key, name, role, language,
                password_hash, created_at)
            values ($1, $2, 'max', 'max', 'Max', 'member', 'en', '', $3)
            """,
            self._member,
            self._account,
            _LONG_AGO,
        )
        login = await self.login(set_up_from, _LAST_WEEK)
        await run(
            """
            insert into enrollments (id, account_id, member_id, login_id,
                replaces_device, returns_to, stage, stage_since, setup_tries_left,
                started_at, expires_at, ended_at)
            values ($1, $2, $3, $4, false, 'setup_required', 'enrolled', $5, 10,
                $5, $5, $5)
            """,
            enrollment,
            self._account,
            self._member,
            login,
            _LAST_WEEK,
        )
        await run(
            """
            insert into devices (id, account_id, member_id, enrollment_id, status,
                sealed_secret, last_step, failures, blocked_until, created_at,
                enrolled_at)
            values ($1, $2, $3, $4, 'active', 'sealed', 1, $5, $6, $7, $7)
            """,
            self.device,
            self._account,
            self._member,
            enrollment,
            failures,
            _AT if failures else None,
            _LAST_WEEK,
        )

    async def login(self, client: str, at: datetime) -> UUID:
        login_id = uuid4()
        await self._connection.execute(
            """
            insert into logins (id, account_id, member_id, application, token_hash,
                stage, client_address, started_at, expires_at, latest_expiry, ended_at)
            values ($1, $2, $3, 'web_console', $4, 'signed_in', $5, $6, $6, $6, $6)
            """,
            login_id,
            self._account,
            self._member,
            login_id.bytes,
            client,
            at,
        )
        return login_id

    async def session(
        self, client: str, at: datetime, amr: tuple[str, ...] = ("pwd", "otp", "mfa")
    ) -> None:
        login_id = await self.login(client, at)
        await self._connection.execute(
            """
            insert into sessions (id, account_id, member_id, login_id, token_hash,
                application, amr, client_address, user_agent, auth_time, last_seen_at,
                expires_at)
            values ($1, $2, $3, $4, $5, 'web_console', $6, $7, '', $8, $8, $8)
            """,
            uuid4(),
            self._account,
            self._member,
            login_id,
            login_id.bytes,
            list(amr),
            client,
            at,
        )

    async def known(self) -> dict[str, datetime]:
        records = await self._connection.fetch(
            """
            select network, known_until from known_networks
            where device_id = $1 and failures = 0 and blocked_until is null
            """,
            self.device,
        )
        return {record["network"]: record["known_until"] for record in records}


async def test_T1_row10_networks_of_the_last_thirty_days_are_known_after_the_upgrade(
    before: asyncpg.Connection, empty_url: str
) -> None:
    """From the login of the setup, and those with a code of this device."""
    rows = _Rows(before)
    await rows.member("192.0.2.1")
    await rows.session("192.0.2.2", _AT - timedelta(days=2))
    await rows.session("192.0.2.2", _AT - timedelta(days=1))
    await rows.session("192.0.2.3", _AT - timedelta(days=1), ("pwd",))
    await rows.session("192.0.2.4", _LONG_AGO)
    await rows.session("", _AT)

    await migrate(empty_url)

    month = timedelta(days=30)
    assert await rows.known() == {
        "192.0.2.1": _LAST_WEEK + month,
        "192.0.2.2": _AT - timedelta(days=1) + month,
    }


async def test_T1_row10_earlier_counts_apply_to_unknown_networks(
    before: asyncpg.Connection, empty_url: str
) -> None:
    rows = _Rows(before)
    await rows.member("192.0.2.1", failures=7)

    await migrate(empty_url)

    device = await before.fetchrow("select * from devices")
    assert device is not None
    assert (device["failures"], device["blocked_until"]) == (7, _AT)
    assert device["others_refused_at"] is None
    assert list(await rows.known()) == ["192.0.2.1"]


def _with_zeros(places: int) -> str:
    """An IPv6 address that is zero in each of its eight places whose bit is not set."""
    groups = (7 << 16 * place for place in range(8) if places >> place & 1)
    return str(IPv6Address(sum(groups)))


async def test_H2_row10_earlier_networks_are_converted_to_the_new_format(
    before: asyncpg.Connection, empty_url: str
) -> None:
    rows = _Rows(before)
    clients = {
        *(_with_zeros(places) for places in range(256)),
        *("2001:db8:1:2:3:4:5:6", "203.0.113.9"),
        *("unknown", "_hidden", "a:b", "1::2::3", "::g", "1:2:3:4:5:6:7:8:9", "fe80:"),
        *("1::2:3:4:5:6:7:8", "12345::", "::1.2.3.4.5", "proxy:8080", "1:2:3:4:5:6:7"),
    }
    await rows.member("192.0.2.1")
    for client in clients:
        await rows.session(client, _AT)

    await migrate(empty_url)

    assert set(await rows.known()) == {network_of(each) for each in clients} | {
        "192.0.2.1"
    }
