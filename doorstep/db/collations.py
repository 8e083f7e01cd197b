"""Queries about collations: by which version of them indexes were built.

A collation of libc or ICU changes with the system's libraries. An index on texts was
then built in another order than the one it is searched by.
"""

from dataclasses import dataclass

from doorstep.db.pool import Connection


@dataclass(frozen=True)
class ChangedCollation:
    """`remedy` has the statements that put it right, for the owner of the database."""

    name: str
    recorded: str
    actual: str
    indexes: tuple[str, ...]
    refresh: str

    @property
    def remedy(self) -> str:
        rebuilt = [f"reindex index concurrently {index}" for index in self.indexes]
        return "; ".join([*rebuilt, self.refresh])


class Collations:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def changed(self) -> list[ChangedCollation]:
        """Those of indexes of this schema, whose version is no longer the recorded."""
        records = await self._connection.fetch(
            """
            with versions as (
                select pg_collation.oid, collname as name, collversion as recorded,
                    pg_collation_actual_version(pg_collation.oid) as actual,
                    format('alter collation %s refresh version',
                        pg_collation.oid::regcollation) as refresh
                from pg_collation where collprovider <> 'd'
                union all
                select 'pg_catalog."default"'::regcollation, datname, datcollversion,
                    pg_database_collation_actual_version(pg_database.oid),
                    format('alter database %I refresh collation version', datname)
                from pg_database where datname = current_database()
            )
            select name, recorded, actual, refresh,
                array_agg(distinct indexrelid::regclass::text) as indexes
            from pg_index
                join pg_class on pg_class.oid = indexrelid
                    and relnamespace = current_schema()::regnamespace
                join versions on versions.oid = any(indcollation::oid[])
            where recorded <> actual
            group by name, recorded, actual, refresh order by name
            """
        )
        return [
            ChangedCollation(**{**record, "indexes": tuple(record["indexes"])})
            for record in records
        ]
