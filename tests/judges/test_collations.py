"""Collations: keys do not depend on them, and `doctor` says when one has changed."""

from urllib.parse import urlsplit

import asyncpg

from cli.doctor.collations import examine_collations
from cli.up.cluster import OWNER, Cluster
from doorstep.db.migrate import migrate
from doorstep.db.pool import Pool, open_pool

_FOR_PEOPLE = {"accounts_lower_idx", "schema_migrations_pkey"}
"""Indexes that a new version of the database's collation concerns; both are small."""


async def test_keys_are_compared_byte_by_byte(pool: Pool) -> None:
    depending = await pool.fetch(
        """
        select indexrelid::regclass::text as index
        from pg_index join pg_class on pg_class.oid = indexrelid
        where relnamespace = current_schema()::regnamespace
            and 'pg_catalog."default"'::regcollation = any(indcollation::oid[])
        """
    )

    assert {record["index"] for record in depending} == _FOR_PEOPLE


async def test_doctor_says_what_to_do_where_a_collation_has_changed(
    cluster: Cluster, empty_url: str
) -> None:
    await migrate(empty_url)
    name = urlsplit(empty_url).path.lstrip("/")
    owner = await asyncpg.connect(cluster.address(OWNER, name))
    changed = "update pg_database set datcollversion = '0' where datname = $1"
    async with await open_pool(empty_url, most=1) as pool:
        (before,) = await examine_collations(pool)
        await owner.execute(changed, name)
        (during,) = await examine_collations(pool)
        _, _, remedy = during.remedy.partition("run: ")
        for statement in filter(None, remedy.split(";")):
            await owner.execute(statement)
        (after,) = await examine_collations(pool)
    await owner.close()

    assert (before.state, during.state, after.state) == ("ok", "warning", "ok")
    assert all(index in during.summary for index in _FOR_PEOPLE)
    assert remedy.count("reindex index concurrently") == len(_FOR_PEOPLE)


async def test_doctor_names_a_collation_of_an_operators_own_index(
    cluster: Cluster, empty_url: str
) -> None:
    await migrate(empty_url)
    name = urlsplit(empty_url).path.lstrip("/")
    owner = await asyncpg.connect(cluster.address(OWNER, name))
    await owner.execute(
        """
        create collation own (provider = builtin, locale = 'C.UTF-8');
        create index by_name on members (name collate own);
        update pg_collation set collversion = '0' where collname = 'own'
        """
    )
    async with await open_pool(empty_url, most=1) as pool:
        (found,) = await examine_collations(pool)
    await owner.close()

    assert found.state == "warning"
    assert "by_name" in found.summary
    assert "alter collation own refresh version" in found.remedy
