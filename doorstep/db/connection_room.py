"""How many connections PostgreSQL has for the role that asks."""

from doorstep.db.pool import Connection, present

BESIDE_THE_POOL = 2
"""A process's own: a look at its readiness, and a purge."""


async def room(connection: Connection) -> tuple[int, int]:
    """The most that the role may have beside the present sessions of others, by the
    limits of the server, the database and the role; and how many it has.
    """
    row = await connection.fetchrow(
        """
        with sessions as (
            select usename = current_user as own, datname = current_database() as here
            from pg_stat_activity where usename is not null and datname is not null
        )
        select least(
                current_setting('max_connections')::int
                    - current_setting('superuser_reserved_connections')::int
                    - coalesce(current_setting('reserved_connections', true)::int, 0)
                    - count(*) filter (where not own),
                nullif(rolconnlimit, -1),
                nullif(datconnlimit, -1) - count(*) filter (where here and not own)
            ) as most,
            count(*) filter (where own) as own
        from sessions, pg_roles, pg_database
        where rolname = current_user and pg_database.datname = current_database()
        group by rolconnlimit, datconnlimit
        """
    )
    return present(row)["most"], present(row)["own"]
