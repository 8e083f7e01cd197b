"""Two roles: the owner migrates, the application cannot change an event."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from uuid import uuid4

import asyncpg
import pytest
from uuid_utils.compat import uuid7

from cli.up.cluster import OWNER, Cluster
from doorstep.db.migrate import migrate
from doorstep.errors import ConfigurationError

_UNDOING = (
    "update {} set account_id = null",
    "delete from {}",
    "truncate {}",
    "alter table {} disable trigger all",
    "drop table {}",
)


@dataclass(frozen=True)
class Empty:
    """A database without a schema, and connections to it."""

    cluster: Cluster
    name: str

    @property
    def url(self) -> str:
        return self.cluster.address(self.name, self.name)

    @property
    def owner_url(self) -> str:
        return self.cluster.address(OWNER, self.name)

    async def asked(self, url: str, *statements: str) -> object:
        """The result of the last statement."""
        connection = await asyncpg.connect(url)
        try:
            answers = [await connection.fetchval(each) for each in statements]
        finally:
            await connection.close()
        return answers[-1]

    async def refused(self, url: str, statement: str) -> bool:
        try:
            await self.asked(url, statement)
        except asyncpg.InsufficientPrivilegeError:
            return True
        return False


@pytest.fixture
async def empty(cluster: Cluster) -> AsyncIterator[Empty]:
    empty = Empty(cluster, f"empty_{uuid4().hex}")
    await cluster.make_database(empty.name)
    yield empty
    admin = await asyncpg.connect(cluster.address(OWNER, OWNER))
    await admin.execute(f'drop database "{empty.name}" with (force)')
    await admin.execute(f'drop role "{empty.name}"')
    await admin.close()


async def _own_database(empty: Empty) -> None:
    """As a deployment with one role for everything did."""
    statement = f'alter database "{empty.name}" owner to "{empty.name}"'
    await empty.asked(empty.owner_url, statement)


@pytest.mark.parametrize("table", ["events", "event_links"])
@pytest.mark.parametrize("undoing", _UNDOING)
async def test_L1_application_cannot_undo_an_event_or_its_link(
    database_url: str, undoing: str, table: str
) -> None:
    connection = await asyncpg.connect(database_url)

    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        await connection.execute(undoing.format(table))

    await connection.close()


async def test_L1_row6_purging_as_the_owner_touches_nobodys_temporary_table(
    empty: Empty,
) -> None:
    await migrate(empty.url, empty.owner_url)

    left = await empty.asked(
        empty.url,
        """
        create temp table event_links as
        select '00000000-0000-0000-0000-000000000000'::uuid as chain, position,
            gen_random_uuid() as event_id from generate_series(1, 2) as position
        """,
        "select purge_unowned_events(1)",
        "select count(*) from pg_temp.event_links",
    )

    assert left == 2


async def test_application_reads_which_migrations_were_applied_and_adds_none(
    empty: Empty,
) -> None:
    await migrate(empty.url, empty.owner_url)

    assert await empty.asked(empty.url, "select count(*) from schema_migrations")
    assert await empty.refused(empty.url, "delete from schema_migrations")
    assert await empty.refused(empty.url, "create table more ()")


async def test_L1_one_role_for_both_loses_the_privileges_too(empty: Empty) -> None:
    await _own_database(empty)

    await migrate(empty.url)
    await migrate(empty.url)

    insert = f"insert into events (id, kind, at) values ('{uuid7()}', 'x', now())"
    assert await empty.asked(empty.url, insert, "select count(*) from events") == 1
    assert await empty.refused(empty.url, "delete from events")
    assert await empty.refused(empty.url, "truncate event_links")


async def test_L1_tables_of_one_role_are_taken_over_by_the_owner(empty: Empty) -> None:
    await _own_database(empty)
    await migrate(empty.url)
    await empty.cluster.make_database(empty.name)

    await migrate(empty.url, empty.owner_url)

    await empty.asked(empty.url, "grant update on events to current_user")
    assert await empty.refused(empty.url, "update events set kind = 'x'")
    assert await empty.refused(empty.url, "drop table events")
    assert await empty.refused(empty.url, "drop function queue_event cascade")
    assert await empty.asked(empty.url, "select count(*) from events") == 0


async def test_owner_without_the_right_to_take_over_gets_a_remedy(empty: Empty) -> None:
    await _own_database(empty)
    await migrate(empty.url)
    other = f"other_{uuid4().hex}"
    owner = empty.cluster.address(other, empty.name)
    await empty.asked(empty.owner_url, f"create role {other} login")

    with pytest.raises(ConfigurationError, match="once as a superuser"):
        await migrate(empty.url, owner)

    await empty.asked(empty.owner_url, f"drop role {other}")


async def test_two_urls_of_different_databases_are_reported(
    empty: Empty, database_url: str
) -> None:
    with pytest.raises(ConfigurationError, match="two databases"):
        await migrate(empty.url, database_url.replace("doorstep_test@", f"{OWNER}@"))


async def test_an_unavailable_owner_is_named_by_its_setting(empty: Empty) -> None:
    with pytest.raises(ConfigurationError, match="DOORSTEP_MIGRATION_URL"):
        await migrate(empty.url, "postgresql://owner@127.0.0.1:1/doorstep")


async def test_restored_without_privileges_only_the_application_may_purge(
    empty: Empty,
) -> None:
    """As after `pg_restore --no-acl`: a new function may be called by everybody."""
    await migrate(empty.url, empty.owner_url)
    await empty.asked(
        empty.owner_url, "grant execute on function purge_unowned_events to public"
    )

    await migrate(empty.url, empty.owner_url)

    everybody = """
        select exists (
            select from pg_proc, aclexplode(proacl) as entry
            where proname = 'purge_unowned_events' and entry.grantee = 0
        )
    """
    assert await empty.asked(empty.owner_url, everybody) is False
