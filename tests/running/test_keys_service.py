"""Rotating keys while the service runs."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
from temporalio.testing import WorkflowEnvironment

from doorstep.errors import ConfigurationError
from doorstep.process.readiness import Readiness
from doorstep.rules.seal import KeyRing, new_entry
from doorstep.transactions.key_rotation import Rotation, key_uses
from journey import Journey
from mail_server import MailServer
from seeding import insert_device, long_enrolled, member_id_of
from service import MEMBER, Service, running_service

OLDER = new_entry("older")
OLD = KeyRing.parse(OLDER)
KEYS = f"{new_entry('newer')},{OLDER}"
PEOPLE = [f"p{number}@acme.test" for number in range(6)]


@pytest.fixture
async def rotated_service(
    database_url: str, temporal: WorkflowEnvironment, mail_server: MailServer
) -> AsyncIterator[Service]:
    """A service whose key ring has just got a newer key."""
    async with running_service(
        database_url, temporal, mail_server, keys=KEYS
    ) as service:
        yield service


async def enrolled_under(ring: KeyRing, service: Service, email: str) -> Journey:
    """A person whose authenticator was set up before there was a newer key."""
    await service.require_two_step()
    member_id = await member_id_of(service.pool, email)
    at = service.clock() - timedelta(hours=3)
    secret = await insert_device(service.pool, ring, member_id, at)
    person = Journey(service, email, secret=secret)
    assert (await person.start()).status_code == 201
    return person


async def signing_in(person: Journey) -> str:
    """The stage after it; a 503 of a busy machine is retried."""
    for _ in range(3):
        if (await person.submit_code(person.code())).status_code != 503:
            break
    return str((await person.read())["stage"])


async def test_C1_people_sign_in_while_keys_are_rotated(
    rotated_service: Service,
) -> None:
    service, ring = rotated_service, KeyRing.parse(KEYS)
    for email in PEOPLE:
        await service.add_member(email)
    people = [await enrolled_under(OLD, service, email) for email in PEOPLE]

    rotation = Rotation(service.pool, ring, most=1)
    rotating = asyncio.create_task(rotation.run(lambda _: None))
    stages = await asyncio.gather(*(signing_in(person) for person in people))
    await rotating

    assert stages == ["signed_in"] * len(PEOPLE)
    (newer, older) = await key_uses(service.pool, ring, service.clock())
    assert newer.secrets == len(PEOPLE)
    assert not older.used


async def test_C1_a_repeat_after_a_rotation_gets_the_first_answer(
    rotated_service: Service,
) -> None:
    service, ring = rotated_service, KeyRing.parse(KEYS)
    person = await long_enrolled(service)
    token = person.login["flow_token"]
    headers = {"Authorization": f"Bearer {token}", "Idempotency-Key": "a"}
    path, body = f"{person.login_path}/code", {"code": person.code()}

    first = await service.http.post(path, headers=headers, json=body)
    swapped = KeyRing(dict(reversed(ring.keys.items())))
    await Rotation(service.pool, swapped).run(lambda _: None)
    again = await service.http.post(path, headers=headers, json=body)

    assert first.status_code == again.status_code == 200
    assert first.json() == again.json()
    assert (await service.pool.fetchval("select sealed from answers"))[:6] == "older."


async def test_C1_a_secret_moved_to_another_members_row_opens_nothing(
    service: Service,
) -> None:
    person = await long_enrolled(service)
    attacker = "thief@acme.test"
    await service.add_member(attacker)
    ring = KeyRing.parse(service.settings.keys)
    await insert_device(
        service.pool, ring, await member_id_of(service.pool, attacker), service.clock()
    )
    await service.pool.execute(
        """
        update devices set sealed_secret = (
            select sealed_secret from devices
            where member_id = (select id from members where email = $2)
        ) where member_id = (select id from members where email = $1)
        """,
        MEMBER,
        attacker,
    )

    answer = await person.submit_code(person.code())

    assert answer.status_code == 503
    assert await service.pool.fetchval("select count(*) from sessions") == 0


async def test_C2_process_without_a_key_that_is_needed_does_not_start(
    service: Service,
) -> None:
    await long_enrolled(service)
    others = service.settings.model_copy(update={"keys": new_entry("another")})
    readiness = Readiness(others, service.client, service.clock)

    with pytest.raises(ConfigurationError, match=r"lacks the key '.+', .* 1 auth"):
        await readiness.wait(needs_worker=False)
