"""The schema that can be read is the schema that the migrations make."""

from doorstep.db.pool import Pool, connected
from schema_text import SCHEMA, schema_text


async def test_schema_is_what_the_migrations_make(pool: Pool) -> None:
    """Otherwise `make schema` has not been run."""
    async with pool.acquire() as connection:
        migrated = await schema_text(connection)

    assert migrated == SCHEMA.read_text()


async def test_schema_leaves_nothing_out_that_makes_it(empty_url: str) -> None:
    async with connected(empty_url) as connection:
        await connection.execute(SCHEMA.read_text())
        made = await schema_text(connection)

    assert made == SCHEMA.read_text()
