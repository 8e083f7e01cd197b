"""Accounts, members and flows are found by what an operator types, or refused."""

from collections.abc import AsyncIterator

import pytest

from doorstep.db.pool import Connection
from doorstep.errors import InvalidInputError
from doorstep.transactions.lookups import find_account, find_flow, find_member
from doorstep.transactions.operators import create_account
from journey import Journey
from seeding import member_id_of
from service import MEMBER, PASSWORD, Service

_NO_TEXT = "nobody\udcff"


@pytest.fixture
async def connection(service: Service) -> AsyncIterator[Connection]:
    async with service.pool.acquire() as connection:
        yield connection


async def test_account_is_found_by_its_name_or_id(
    service: Service, connection: Connection
) -> None:
    assert await find_account(connection, "Acme") == service.account_id
    assert await find_account(connection, service.account_id) == service.account_id


async def test_name_of_several_accounts_of_an_earlier_release_names_none(
    service: Service, connection: Connection
) -> None:
    await create_account(
        service.pool,
        name="Globex",
        admin_email="boss@other.test",
        admin_name="Boss",
        password=PASSWORD,
        at=service.clock(),
    )
    await connection.execute("update accounts set name = 'Acme'")

    with pytest.raises(InvalidInputError, match="'Acme'"):
        await find_account(connection, "Acme")


@pytest.mark.parametrize("typed", ["Nobody", _NO_TEXT])
async def test_what_names_nothing_is_refused(
    connection: Connection, typed: str
) -> None:
    for find in (find_account, find_member):
        with pytest.raises(InvalidInputError, match=ascii(typed)[1:7]):
            await find(connection, typed)


async def test_member_is_found_by_id_or_address(
    service: Service, connection: Connection
) -> None:
    member_id = await member_id_of(service.pool, MEMBER)

    found = [
        (await find_member(connection, typed)).id
        for typed in (str(member_id), MEMBER, MEMBER.upper())
    ]

    assert found == [member_id] * 3


async def test_flow_is_found_by_its_id_with_or_without_its_kind(
    service: Service, connection: Connection
) -> None:
    await service.require_two_step()
    person = Journey(service)
    await person.start()
    await person.begin_setup()
    flows = (person.login["id"], person.enrollment["id"])

    found = [await find_flow(connection, flow_id) for flow_id in flows]
    with_kind = await find_flow(connection, f"enrollment/{flows[1]}")

    assert [str(flow.id) for flow in found if flow] == list(flows)
    assert with_kind == found[1]
    assert await find_flow(connection, MEMBER) is None
