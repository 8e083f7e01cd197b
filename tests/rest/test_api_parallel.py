"""Concurrent requests: exactly one success, exact counts, one step in flight per
flow.
"""

import asyncio
from collections import Counter
from collections.abc import Callable, Coroutine
from itertools import islice

import httpx

from journey import Journey
from problem_documents import kind, problem
from seeding import another_login, long_enrolled
from service import Service


async def _logins(person: Journey, count: int) -> list[Journey]:
    return [person, *[await another_login(person) for _ in range(count - 1)]]


async def test_V4_one_right_code_sent_thirty_times_at_once_works_once(
    service: Service,
) -> None:
    person = await long_enrolled(service)
    code = person.code()

    answers = await asyncio.gather(*(person.submit_code(code) for _ in range(30)))

    outcomes = Counter(answer.status_code for answer in answers)
    assert outcomes[200] == 1
    refused = [answer for answer in answers if answer.status_code != 200]
    assert {kind(answer) for answer in refused} <= {
        (429, "too-many-attempts"),
        (410, "flow-ended"),
    }
    assert await service.pool.fetchval("select count(*) from sessions") == 1
    assert await service.pool.fetchval("select sum(failures) from known_networks") == 0


async def test_V2_V4_one_right_code_works_once_over_several_logins(
    service: Service,
) -> None:
    logins = await _logins(await long_enrolled(service), 6)
    code = logins[0].code()

    answers = await asyncio.gather(
        *(login.submit_code(code) for login in logins for _ in range(5))
    )

    outcomes = Counter(answer.status_code for answer in answers)
    assert outcomes[200] == 1
    assert set(outcomes) <= {200, 410, 422, 429}
    assert await service.pool.fetchval("select count(*) from sessions") == 1
    replays = await service.pool.fetchval(
        "select count(*) from events where kind = 'authn_otp_replay'"
    )
    assert replays == outcomes[422]


async def test_T3_concurrent_right_passwords_cause_no_wait(service: Service) -> None:
    people = [Journey(service) for _ in range(40)]

    answers = await asyncio.gather(*(person.start() for person in people))

    assert Counter(answer.status_code for answer in answers) == {201: 40}


async def test_T3_of_concurrent_wrong_passwords_ten_are_judged(
    service: Service,
) -> None:
    people = [Journey(service) for _ in range(30)]

    began = service.clock()
    answers = await asyncio.gather(*(person.start("guess") for person in people))
    took = (service.clock() - began).total_seconds()

    outcomes = Counter(answer.status_code for answer in answers)
    waits = [answer for answer in answers if answer.status_code == 429]
    assert outcomes == {401: 10, 429: 20}
    left = [problem(answer)[2]["retry_after"] for answer in waits]
    assert 30 - took <= min(left) <= max(left) <= 30


async def test_T1_wrong_codes_over_several_logins_are_counted_exactly(
    service: Service,
) -> None:
    logins = await _logins(await long_enrolled(service), 8)
    wrong = logins[0].wrong_code()

    answers = await asyncio.gather(*(login.submit_code(wrong) for login in logins))

    judged = [answer for answer in answers if answer.status_code == 422]
    left = sorted(problem(answer)[2]["attempts_left"] for answer in judged)
    assert left == [0, 1, 2, 3, 4]
    held = [answer for answer in answers if answer.status_code != 422]
    assert [kind(answer) for answer in held] == [(429, "too-many-attempts")] * 3
    assert await service.pool.fetchval("select sum(failures) from known_networks") == 5
    await service.mail.wait_for(1)
    assert await service.pool.fetchval("select count(*) from notices") == 1


async def _held_up_together(
    service: Service, submit: Callable[[], Coroutine[None, None, httpx.Response]]
) -> bool:
    """Ten tries while the judge waits for the member's lock: one judged, nine
    rejected.
    """
    async with service.pool.acquire() as connection, connection.transaction():
        await connection.execute("select from members for update")
        tries = [asyncio.create_task(submit()) for _ in range(10)]
        rejected = [await answer for answer in islice(asyncio.as_completed(tries), 9)]
    answers = await asyncio.gather(*tries)
    wrong = [answer for answer in answers if kind(answer) == (422, "wrong-code")]
    kinds = {kind(answer) for answer in rejected}
    return len(wrong) == 1 and kinds == {(429, "too-many-attempts")}


async def test_E3_emailed_code_is_guessed_five_times_at_most(service: Service) -> None:
    await service.require_two_step()
    person = Journey(service)
    await person.start()
    await person.as_far_as("verify_email")
    code = await person.email_code()
    wrong = "000000" if code != "000000" else "000001"

    for _ in range(5):
        assert await _held_up_together(service, lambda: person.submit_email_code(wrong))
    answers = await asyncio.gather(
        *(person.submit_email_code(wrong) for _ in range(10))
    )

    assert {kind(answer) for answer in answers} == {(429, "too-many-attempts")}
    assert kind(await person.submit_email_code(code)) == (429, "too-many-attempts")


async def test_one_step_of_a_flow_is_in_flight_at_a_time(service: Service) -> None:
    await service.require_two_step()
    person = Journey(service)
    await person.start()

    answers = await asyncio.gather(
        *(person.post(f"{person.login_path}/setup") for _ in range(20))
    )

    begun = [answer for answer in answers if answer.is_success]
    held = [answer for answer in answers if not answer.is_success]
    assert len({answer.json()["id"] for answer in begun}) == 1
    assert [answer.status_code for answer in begun].count(201) == 1
    assert held
    assert {str(problem(answer)) for answer in held} == {
        str((429, "too-many-attempts", {"retry_after": 1}))
    }
    assert await service.pool.fetchval("select count(*) from emails") == 1


async def test_R2_of_two_replacements_the_first_one_confirmed_wins(
    service: Service,
) -> None:
    first = await long_enrolled(service)
    second = await another_login(first)
    await first.as_far_as("confirm_code")
    await second.as_far_as("confirm_code")

    answers = await asyncio.gather(
        first.submit_setup_code(first.code()),
        second.submit_setup_code(second.code()),
    )

    assert sorted(answer.status_code for answer in answers) == [200, 410]
    won, lost = (first, second) if answers[0].status_code == 200 else (second, first)
    refused = next(answer for answer in answers if answer.status_code == 410)
    assert problem(refused) == (410, "flow-ended", {"stage": "cancelled"})
    assert (await lost.read_enrollment())["stage"] == "cancelled"
    again = await lost.submit_setup_code(lost.code())
    assert kind(again) == (410, "flow-ended")
    active = await service.pool.fetchval(
        "select count(*) from devices where sealed_secret is not null"
    )
    assert active == 1
    assert (await won.sign_in_after_setup()).status_code == 200


async def test_fifty_reads_at_once_are_all_answered(service: Service) -> None:
    person = await long_enrolled(service)
    await person.as_far_as("verify_email")

    reads = await asyncio.gather(
        *(person.get(person.login_path) for _ in range(50)),
        *(person.get(person.enrollment_path) for _ in range(50)),
    )

    assert {answer.status_code for answer in reads} == {200}
    assert {answer.json()["stage"] for answer in reads} == {
        "setting_up",
        "verify_email",
    }
