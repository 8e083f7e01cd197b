"""`schema.sql` is the schema that the migrations create."""

import re
from enum import StrEnum

import pytest

from doorstep.db.devices import DeviceStatus
from doorstep.db.mailboxes import AddressState
from doorstep.db.pool import Pool, connected
from doorstep.rules.clients import (
    AuthMethod,
    ClientKind,
    FirstFactor,
    SigningAlgorithm,
)
from doorstep.rules.people import Language, Role
from doorstep.rules.stages import APPLICATION_ID, EnrollmentStage, LoginStage
from schema_text import SCHEMA, schema_text


async def test_schema_is_that_of_the_migrations(pool: Pool) -> None:
    """Otherwise `make schema` has not been run."""
    async with pool.acquire() as connection:
        migrated = await schema_text(connection)

    assert migrated == SCHEMA.read_text()


async def test_schema_is_complete(empty_url: str) -> None:
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
        ("logins_stage_check", LoginStage),
        ("enrollments_stage_check", EnrollmentStage),
        ("devices_status_check", DeviceStatus),
        ("clients_kind_check", ClientKind),
        ("clients_first_factor_check", FirstFactor),
        ("clients_auth_method_check", AuthMethod),
        ("clients_id_token_alg_check", SigningAlgorithm),
        ("signing_keys_algorithm_check", SigningAlgorithm),
    ],
)
def test_database_accepts_exactly_the_values_of_an_enum(
    check: str, words: type[StrEnum]
) -> None:
    found = re.search(rf"constraint {check} CHECK (.*)", SCHEMA.read_text())
    assert found is not None

    assert set(re.findall(r"'(\w+)'::text", found[1])) == set(words)


@pytest.mark.parametrize("table", ["logins", "sessions"])
def test_database_accepts_the_ids_of_applications(table: str) -> None:
    assert f"{table}_application_check CHECK" in SCHEMA.read_text()
    assert f"application ~ '{APPLICATION_ID}'" in SCHEMA.read_text()
