"""The schema that can be read is the schema that the migrations make."""

import re
from enum import StrEnum

import pytest

from doorstep.db.devices import DeviceStatus
from doorstep.db.mailboxes import AddressState
from doorstep.db.pool import Pool, connected
from doorstep.rules.people import Language, Role
from doorstep.rules.stages import Application, EnrollmentStage, LoginStage
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


@pytest.mark.parametrize(
    ("check", "words"),
    [
        ("accounts_language_check", Language),
        ("members_role_check", Role),
        ("members_address_state_check", AddressState),
        ("logins_application_check", Application),
        ("logins_stage_check", LoginStage),
        ("enrollments_stage_check", EnrollmentStage),
        ("devices_status_check", DeviceStatus),
        ("sessions_application_check", Application),
    ],
)
def test_database_takes_every_word_of_an_enum_and_no_other(
    check: str, words: type[StrEnum]
) -> None:
    found = re.search(rf"constraint {check} CHECK (.*)", SCHEMA.read_text())
    assert found is not None

    assert set(re.findall(r"'(\w+)'::text", found[1])) == set(words)
