"""A short run of `make load`: histories stay small, others are served."""

import asyncio
from datetime import timedelta

from journey import Journey
from seeding import long_enrolled
from service import ADMIN, Service
from time_skipping import SkippingService
from waiting import until

ROUNDS, AT_ONCE = 15, 20
ABANDONED = 10
_OPEN = """
    select (select count(*) from logins where ended_at is null)
        + (select count(*) from enrollments where ended_at is null)
"""


async def test_W3_wrong_tries_and_reads_leave_a_small_history(service: Service) -> None:
    person = await long_enrolled(service)
    wrong = person.wrong_code()
    path = person.login_path

    tried, read = set(), set()
    for _ in range(ROUNDS):
        tries = (person.submit_code(wrong) for _ in range(AT_ONCE))
        tried |= {answer.status_code for answer in await asyncio.gather(*tries)}
        reads = (person.get(path) for _ in range(AT_ONCE))
        read |= {answer.status_code for answer in await asyncio.gather(*reads)}
    other = await Journey(service, ADMIN).start()

    flow = service.client.get_workflow_handle(f"login/{person.login['id']}")
    history = await flow.fetch_history()
    assert tried == {422, 429}
    assert read == {200}
    assert other.status_code == 201
    judged = await service.pool.fetchval("select sum(failures) from known_networks")
    assert 5 <= judged <= 8  # one more after each wait that ends meanwhile
    assert len(history.events) < 70
    assert sum(event.ByteSize() for event in history.events) < 32 * 1024


async def test_W3_tries_at_a_used_up_code_add_no_history(
    service: Service,
) -> None:
    await service.require_two_step()
    person = Journey(service)
    await person.start()
    await person.as_far_as("verify_email")
    wrong = "000000" if await person.email_code() != "000000" else "111111"
    for _ in range(5):
        await person.submit_email_code(wrong)
    workflow_id = f"enrollment/{person.enrollment['id']}"
    flow = service.client.get_workflow_handle(workflow_id)
    before = len((await flow.fetch_history()).events)

    tried = {(await person.submit_email_code(wrong)).status_code for _ in range(30)}

    assert tried == {429}
    assert len((await flow.fetch_history()).events) < before + 30


async def test_W3_abandoned_set_ups_have_small_histories_and_expire(
    skipping: SkippingService,
) -> None:
    service = skipping.service
    await service.require_two_step()
    people = [Journey(service, f"{name}@acme.test") for name in range(ABANDONED)]
    for person in people:
        await service.add_member(person.email)
        assert (await person.start()).status_code == 201
        assert (await person.begin_setup()).status_code == 201
    await service.mail.wait_for(ABANDONED)

    await skipping.skip(timedelta(minutes=41))

    await until(lambda: service.pool.fetchval(_OPEN), lambda count: count == 0)
    for person in people:
        for flow in (
            f"login/{person.login['id']}",
            f"enrollment/{person.enrollment['id']}",
        ):
            history = await service.client.get_workflow_handle(flow).fetch_history()
            assert len(history.events) <= 48
            assert sum(event.ByteSize() for event in history.events) < 32 * 1024
    endings = "select count(*) from events where kind like 'authn_%_ended'"
    assert await service.pool.fetchval(endings) == 2 * ABANDONED
