"""`make schema`: write down what the migrations make.

Run by pytest for its fixtures; a test holds the file to the migrations.
"""

from doorstep.db.pool import Pool
from schema_text import SCHEMA, schema_text


async def test_write_what_the_migrations_make(pool: Pool) -> None:
    async with pool.acquire() as connection:
        SCHEMA.write_text(await schema_text(connection))
