"""Migrations: applied once, by one process at a time, for every URL of asyncpg."""

import asyncio

import asyncpg
import pytest

from doorstep.db.migrate import migrate, pending
from doorstep.errors import ConfigurationError
from doorstep.wires.database_url import for_dbmate


async def test_an_empty_database_lacks_every_migration(empty_url: str) -> None:
    connection = await asyncpg.connect(empty_url)

    missing = await pending(connection)

    assert missing[0] == "0001_first_tables.sql"
    assert missing == sorted(missing)
    await connection.close()


async def test_two_at_once_apply_each_migration_once(empty_url: str) -> None:
    await asyncio.gather(migrate(empty_url), migrate(empty_url))

    connection = await asyncpg.connect(empty_url)
    assert await pending(connection) == []
    assert await connection.fetchval("select count(*) from members") == 0
    await connection.close()


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


@pytest.mark.parametrize(
    ("given", "for_dbmate_too"),
    [
        (
            "postgresql://doorstep@/doorstep?host=/run/data",
            "postgresql://doorstep@/doorstep?host=%2Frun%2Fdata&sslmode=disable",
        ),
        (
            "postgresql://u:p@127.0.0.1:5433/d",
            "postgresql://u:p@127.0.0.1:5433/d?sslmode=disable",
        ),
        (
            "postgres://u:p%40@localhost/d?sslmode=require",
            "postgres://u:p%40@localhost/d?sslmode=require",
        ),
        (
            "postgresql://u:p@db.test/d",
            "postgresql://u:p@db.test/d?sslmode=verify-full",
        ),
    ],
)
def test_tls_is_off_only_where_nothing_leaves_the_machine(
    given: str, for_dbmate_too: str
) -> None:
    assert for_dbmate(given) == for_dbmate_too


def test_another_database_is_refused() -> None:
    with pytest.raises(ConfigurationError, match="postgresql://"):
        for_dbmate("mysql://u:p@localhost/d")
