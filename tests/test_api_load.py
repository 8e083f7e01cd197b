"""Load on one flow: a small cut of it; its history stays small, others are served."""

import asyncio

from journey import Journey
from seeding import long_enrolled
from service import ADMIN, Service

ROUNDS, AT_ONCE = 15, 20


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
    judged = await service.pool.fetchval("select sum(failures) from devices")
    assert 5 <= judged <= 8  # one more with each wait that passes meanwhile
    assert len(history.events) < 70
    assert sum(event.ByteSize() for event in history.events) < 32 * 1024
