"""Migrations: applied once, by one process at a time, for every URL of asyncpg."""

import asyncio
from datetime import UTC, datetime

import asyncpg
import pytest

from doorstep.db.member_counts import MemberCounts
from doorstep.db.migrate import migrate
from doorstep.db.migration_files import MIGRATIONS, pending
from doorstep.db.pool import open_pool
from doorstep.db.rosters import Rosters
from doorstep.errors import ConfigurationError
from doorstep.rules.people import TwoStep
from doorstep.rules.seal import KeyRing
from doorstep.wires.database_url import for_asyncpg
from seeding import insert_device, new_member

AT = datetime(2026, 3, 5, 12, tzinfo=UTC)


async def test_an_empty_database_lacks_every_migration(empty_url: str) -> None:
    connection = await asyncpg.connect(empty_url)

    missing = await pending(connection)

    assert missing[0] == "0001_first_tables.sql"
    assert missing == sorted(missing)
    await connection.close()


def test_migrations_are_numbered_without_gap_or_double() -> None:
    numbers = [int(file.name[:4]) for file in sorted(MIGRATIONS.glob("*.sql"))]

    assert numbers == [*range(1, len(numbers) + 1)]


async def test_two_at_once_apply_each_migration_once(empty_url: str) -> None:
    await asyncio.gather(migrate(empty_url), migrate(empty_url))

    connection = await asyncpg.connect(empty_url)
    assert await pending(connection) == []
    assert await connection.fetchval("select count(*) from members") == 0
    await connection.close()


async def test_an_index_whose_building_was_interrupted_is_built_again(
    empty_url: str,
) -> None:
    await migrate(empty_url)
    connection = await asyncpg.connect(empty_url)
    (file,) = MIGRATIONS.glob("*_index_attempts_by_time.sql")
    await connection.execute(
        """
        drop index attempts_at;
        insert into accounts (id, name, created_at)
        select gen_random_uuid(), 'Acme', now() from generate_series(1, 2)
        """
    )
    with pytest.raises(asyncpg.UniqueViolationError):  # it stays there, and is invalid
        await connection.execute(
            "create unique index concurrently attempts_at on accounts (name)"
        )
    await connection.execute(
        "delete from schema_migrations where version = $1", file.name.partition("_")[0]
    )

    await migrate(empty_url)

    built = "select indrelid::regclass::text from pg_index where indexrelid = $1"
    index = await connection.fetchval("select 'attempts_at'::regclass::oid")
    assert await connection.fetchval(built, index) == "attempts"
    await connection.close()


async def test_an_index_that_was_built_but_not_noted_is_noted(empty_url: str) -> None:
    """`doorstep migrate` was killed between the two."""
    await migrate(empty_url)
    connection = await asyncpg.connect(empty_url)
    (file,) = MIGRATIONS.glob("*_index_attempts_by_time.sql")
    forget = "delete from schema_migrations where version = $1"
    await connection.execute(forget, file.name.partition("_")[0])

    await migrate(empty_url)

    assert await pending(connection) == []
    await connection.close()


async def test_members_who_enrolled_before_the_migration_are_counted(
    empty_url: str, ring: KeyRing
) -> None:
    await migrate(empty_url)
    async with await open_pool(empty_url) as pool:
        member_id = await new_member(pool, AT)
        await insert_device(pool, ring, member_id, AT)
        account_id = await pool.fetchval("select id from accounts")
        await pool.execute("alter table members disable trigger user")
        await pool.execute("update members set enrolled_at = null")
        await pool.execute("alter table members enable trigger user")
        await pool.execute(
            "update member_counts set enrolled = 0, enabled_enrolled = 0"
        )
        (file,) = MIGRATIONS.glob("*_members_enrolled_before.sql")
        number = file.name.partition("_")[0]
        await pool.execute("delete from schema_migrations where version = $1", number)

        await migrate(empty_url)

        async with pool.acquire() as connection:
            counts = await MemberCounts(connection).enrollment_counts(account_id, AT)
            entry = await Rosters(connection).entry(account_id, member_id, AT)
        assert (counts.enrolled, counts.enabled) == (1, 2)
        assert counts.counts[TwoStep.enrolled] == 1
        assert entry is not None
        assert entry.enrolled_at == AT


async def test_H6_row24_members_of_the_earlier_release_get_their_mailbox_key(
    empty_url: str,
) -> None:
    await migrate(empty_url)
    connection = await asyncpg.connect(empty_url)
    await connection.execute(
        """
        with acme as (
            insert into accounts (id, name, created_at)
            values (gen_random_uuid(), 'Acme', now()) returning id
        )
        insert into members (
            id, account_id, email, email_key, name, role, language, password_hash,
            created_at
        ) select gen_random_uuid(), id, 'Jo@bücher.example', 'jo@bücher.example', 'Jo',
            'member', 'en', '', now()
        from acme
        """
    )

    await migrate(empty_url)

    mailbox = await connection.fetchval("select mailbox from members")
    assert mailbox == "jo@xn--bcher-kva.example"
    await connection.close()


async def test_a_failing_migration_shows_the_error_of_the_database(
    empty_url: str,
) -> None:
    connection = await asyncpg.connect(empty_url)
    await connection.execute("create table accounts ()")
    await connection.close()

    with pytest.raises(ConfigurationError, match='relation "accounts" already exists'):
        await migrate(empty_url)


async def test_an_unavailable_database_is_named_by_its_setting() -> None:
    with pytest.raises(ConfigurationError, match="DOORSTEP_DATABASE_URL"):
        await migrate("postgresql://doorstep@127.0.0.1:1/doorstep")


def test_another_database_is_refused() -> None:
    with pytest.raises(ConfigurationError, match="postgresql://"):
        for_asyncpg("mysql://u:p@localhost/d")
