"""The cost of each act of a login and a setup in PostgreSQL.

The numbers may fall; they grow only for a reason.
"""

from collections.abc import AsyncIterator, Awaitable
from dataclasses import dataclass, replace
from uuid import uuid4

import asyncpg
import httpx
import pytest
from temporalio.testing import WorkflowEnvironment

from client_application import add_client, answer_of
from doorstep.db.pool import Pool
from journey import Journey
from mail_server import MailServer
from service import ADMIN, MEMBER, running_service
from setup_rows import insert_setup
from statements import Cost, Statements, counting_statements
from visitor import Visitor
from waiting import until, until_true

MOST = {
    "first code": Cost(5, 1, 2),
    "wrong password": Cost(10, 2, 3),
    "right password": Cost(10, 2, 3),
    "read": Cost(1, 0, 1),
    "wrong code": Cost(5, 1, 2),
    "wrong code with a key": Cost(6, 2, 3),
    "right code with a key": Cost(6, 2, 3),
}
"""From a known network, and without an Idempotency-Key unless it says so."""
MOST_OF_A_CLIENT = {
    "authorize": Cost(2, 1, 2),
    "token": Cost(2, 1, 2),
    "userinfo": Cost(1, 0, 1),
    "introspect": Cost(1, 0, 1),
}
"""Of somebody with a live session; signing keys are known."""
_SETUPS = "/v1/account/enrollments"
MOST_OF_A_PAGE_OF_SETUPS = 10
"""Statements with `begin` and `commit`, after those that find the session."""
MOST_OF_A_PAGE = {"code": 3, "emailed code": 4}
"""Statements: a login, its member, account and device, and its setup with its mail."""
MOST_OF_A_SET_UP = Cost(51, 11, 26)
"""To the bound device, with both mails, and without keys."""
MOST_OF_A_JOURNEY = Cost(58, 18, 34)
"""The same and a code after it, each act with a key."""


class KeyedJourney(Journey):
    """Whose acts have an `Idempotency-Key` each."""

    async def post(self, path: str, **body: str) -> httpx.Response:
        headers = self.headers | {"Idempotency-Key": str(uuid4())}
        return await self.service.http.post(path, headers=headers, json=body)


@dataclass
class Counted:
    """A person with an authenticator, and reads that are not counted."""

    person: Journey
    statements: Statements
    rows: asyncpg.Connection

    async def cost_of(self, act: Awaitable[object]) -> Cost:
        self.statements.reset()
        await act
        return self.statements.cost

    async def right_with_key(self) -> None:
        """The app's code of now, whose time step its device has not used yet."""
        await self.rows.execute("update devices set last_step = 0")
        answer = await self.with_key(self.person.code())
        assert answer.is_success, answer.text

    async def with_key(self, code: str) -> httpx.Response:
        return await self.person.service.http.post(
            f"{self.person.login_path}/code",
            headers=self.person.headers | {"Idempotency-Key": str(uuid4())},
            json={"code": code},
        )

    async def written(self, column: str, table: str) -> None:
        query = f"select bool_and({column} is not null) from {table}"
        await until(lambda: self.rows.fetchval(query), bool)

    async def set_up(self) -> None:
        """From the password to the end of the setup, with both of its mails."""
        self.statements.reset()
        await self.person.start()
        await self.person.begin_setup()
        await self.written("accepted_at", "emails")
        code = self.person.service.mail.codes(MEMBER)[-1]
        await self.person.submit_email_code(code)
        await self.person.advance("install_app")
        await self.person.authenticator()
        await self.person.advance("connect_device")
        await self.person.submit_setup_code(self.person.code())
        await self.written("sent_at", "notices")
        await until_true(self._counted_the_last_write)

    def _counted_the_last_write(self) -> bool:
        """A row is there a moment before its statement is counted."""
        last = "update notices set sent_at"
        return any(text.startswith(last) for text in self.statements.texts)


@pytest.fixture
async def counted(
    database_url: str, temporal: WorkflowEnvironment, mail_server: MailServer
) -> AsyncIterator[Counted]:
    rows = await asyncpg.connect(database_url)
    with counting_statements() as statements:
        async with running_service(database_url, temporal, mail_server) as service:
            await service.require_two_step()
            yield Counted(Journey(service), statements, rows)
    await rows.close()


async def test_pool_that_was_open_before_is_not_counted(pool: Pool) -> None:
    with counting_statements() as statements:
        await pool.fetchval("select true")

    assert statements.cost == Cost(0, 0, 0)


async def test_an_act_costs_no_more_than_it_did(counted: Counted) -> None:
    await counted.set_up()
    person = counted.person

    costs = {
        "first code": await counted.cost_of(person.sign_in_after_setup()),
        "wrong password": await counted.cost_of(person.start("a guess")),
        "right password": await counted.cost_of(person.start()),
        "read": await counted.cost_of(person.read()),
        "wrong code": await counted.cost_of(person.submit_code(person.wrong_code())),
        "wrong code with a key": await counted.cost_of(
            counted.with_key(person.wrong_code())
        ),
        "right code with a key": await counted.cost_of(counted.right_with_key()),
    }

    assert {act: cost for act, cost in costs.items() if _over(cost, MOST[act])} == {}


async def test_a_set_up_costs_no_more_than_it_did(counted: Counted) -> None:
    await counted.set_up()

    assert not _over(counted.statements.cost, MOST_OF_A_SET_UP)


async def test_a_whole_journey_costs_no_more_than_it_did(counted: Counted) -> None:
    keyed = replace(counted, person=KeyedJourney(counted.person.service))

    await keyed.set_up()
    await keyed.person.sign_in_after_setup()

    assert not _over(counted.statements.cost, MOST_OF_A_JOURNEY)


async def test_a_round_trip_of_a_client_costs_no_more_than_it_did(
    counted: Counted,
) -> None:
    service = counted.person.service
    await service.require_two_step(False)
    client = await add_client(service)
    await Visitor(service.http).sign_in()
    await client.exchange(answer_of(await client.ask())["code"])  # makes the keys
    statements, costs = counted.statements, {}

    statements.reset()
    code = answer_of(await client.ask())["code"]
    costs["authorize"] = statements.cost
    statements.reset()
    token = (await client.exchange(code)).json()["access_token"]
    costs["token"] = statements.cost
    headers = {"Authorization": f"Bearer {token}"}
    userinfo = service.http.get("/oauth2/userinfo", headers=headers)
    costs["userinfo"] = await counted.cost_of(userinfo)
    introspection = client.call("introspect", token=token)
    costs["introspect"] = await counted.cost_of(introspection)

    assert costs == MOST_OF_A_CLIENT


def _over(cost: Cost, most: Cost) -> bool:
    return any(part > bound for part, bound in zip(cost, most, strict=True))


async def test_a_page_of_a_login_reads_each_of_its_facts_once(counted: Counted) -> None:
    await counted.set_up()
    visitor = Visitor(counted.person.service.http)
    pages = {}

    await visitor.sign_in()
    pages["code"] = await _read(counted, visitor)
    await visitor.open("/verify/new-device")
    await visitor.send("/verify/setup")
    pages["emailed code"] = await _read(counted, visitor)

    assert {page: len(texts) for page, texts in pages.items()} == MOST_OF_A_PAGE
    assert all(len({*texts}) == len(texts) for texts in pages.values())


async def test_a_page_of_setups_reads_the_facts_of_all_at_once(
    counted: Counted,
) -> None:
    service = counted.person.service
    admin = Journey(service, ADMIN, "admin_center")
    await service.require_two_step(False)
    await admin.start()
    for _ in range(20):
        await insert_setup(service)
    headers = {"Authorization": f"Bearer {admin.session_token}"}
    await service.http.get(_SETUPS, headers=headers)  # asyncpg learns the types
    counted.statements.reset()

    answer = await service.http.get(_SETUPS, headers=headers)

    assert len(answer.json()["items"]) == 20
    texts = counted.statements.texts
    begun = next(at for at, text in enumerate(texts) if text.startswith("begin"))
    assert len(texts[begun:]) <= MOST_OF_A_PAGE_OF_SETUPS


async def _read(counted: Counted, visitor: Visitor) -> list[str]:
    counted.statements.reset()
    await visitor.open("/verify")
    return [*counted.statements.texts]
