"""Acts whose answer was lost: a repeat is not refused."""

from typing import Any
from uuid import UUID, uuid4

import httpx
import pytest

from activities.enrollments import EnrollmentChanges
from api.edge.problems import unavailable
from api.flows import Flows
from chosen_time_limits import LONG_LIMITS
from doorstep.messages.activities import NewEnrollment
from doorstep.rules.seal import KeyRing
from journey import Journey
from problem_documents import kind, problem
from seeding import long_enrolled, member_id_of
from service import Service


async def _proving(service: Service) -> Journey:
    """A person who has received the code."""
    await service.require_two_step()
    person = Journey(service)
    await person.start()
    await person.as_far_as("verify_email")
    await person.email_code()
    return person


async def _can_resend(service: Service) -> None:
    await service.pool.execute(
        "update emails set asked_at = asked_at - interval '61 seconds'"
    )


async def test_W2_row15_repeat_of_a_resend_after_a_lost_answer_is_accepted(
    service: Service,
) -> None:
    """Judged under its key, and its answer lost: the cooldown has started."""
    person = await _proving(service)
    await _can_resend(service)
    path = f"{person.enrollment_path}/resend"
    headers = {
        "Authorization": f"Bearer {person.login['flow_token']}",
        "Idempotency-Key": "again",
    }
    await service.http.post(path, headers=headers, json={})
    await service.pool.execute("delete from answers")

    repeated = await service.http.post(path, headers=headers, json={})

    assert repeated.status_code == 200
    assert repeated.json()["email"]["number"] == 2
    assert await service.pool.fetchval("select count(*) from emails") == 2


async def test_E3_W2_row15_repeat_of_a_last_try_after_a_lost_answer_gets_its_verdict(
    service: Service,
) -> None:
    person = await _proving(service)
    wrong = "000000" if await person.email_code() != "000000" else "111111"
    for _ in range(4):
        await person.submit_email_code(wrong)
    path = f"{person.enrollment_path}/email-code"
    headers = {
        "Authorization": f"Bearer {person.login['flow_token']}",
        "Idempotency-Key": "last",
    }
    last = await service.http.post(path, headers=headers, json={"code": wrong})
    await service.pool.execute("delete from answers")

    repeated = await service.http.post(path, headers=headers, json={"code": wrong})
    another = await person.submit_email_code(wrong)

    assert (
        problem(last) == problem(repeated) == (422, "wrong-code", {"attempts_left": 0})
    )
    assert kind(another) == (429, "too-many-attempts")


async def _open_without_workflow(person: Journey) -> None:
    """Commits the start of a setup, whose verdict does not reach the workflow."""
    service = person.service
    ring = KeyRing.parse(service.settings.keys)
    await EnrollmentChanges(service.pool, ring).open(
        NewEnrollment(
            attempt_id=uuid4(),
            member_id=await member_id_of(service.pool, person.email),
            flow_id=UUID(person.login["id"]),
            enrollment_id=uuid4(),
            at=service.clock(),
        )
    )


async def test_W2_row15_a_set_up_that_never_started_is_started_by_the_next_request(
    service: Service,
) -> None:
    await service.require_two_step()
    person = Journey(service)
    await person.start()
    await _open_without_workflow(person)

    stranded = await person.read()
    begun = await person.begin_setup()

    assert stranded["stage"] == "setting_up"
    assert begun.status_code == 201
    assert begun.json()["id"] != stranded["enrollment_id"]
    assert (await person.submit_email_code(await person.email_code())).is_success


async def test_W2_row15_a_set_up_that_never_started_does_not_block_codes(
    service: Service,
) -> None:
    person = await long_enrolled(service)
    await _open_without_workflow(person)

    assert (await person.submit_code(person.code())).status_code == 200


async def _code(person: Journey) -> httpx.Response:
    return await person.service.http.post(
        f"{person.login_path}/code",
        headers=person.headers | {"Idempotency-Key": "the one act"},
        json={"code": person.code()},
    )


async def test_S1_repeat_while_another_process_may_answer_leaves_its_token_valid(
    service: Service,
) -> None:
    """The code is judged, and its answer not yet kept, be it lost or on its way."""
    person = await long_enrolled(service)
    first = await _code(person)
    person.session_token = first.json()["session"]["token"]
    await service.pool.execute("delete from answers")

    meanwhile = await _code(person)
    still = await person.with_session("GET", "/v1/me")
    await service.pool.execute(
        "update logins set ended_at = ended_at - $1::interval", LONG_LIMITS.answer
    )
    later = await _code(person)

    assert kind(meanwhile) == (429, "too-many-attempts")
    assert still.status_code == later.status_code == 200
    assert await service.pool.fetchval("select count(*) from sessions") == 1


async def test_W2_repeat_of_a_code_that_was_answered_503_gets_its_session_at_once(
    service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    act = Flows.act_on_login

    async def judged_but_lost(*args: Any) -> None:
        await act(*args)
        raise unavailable()

    person = await long_enrolled(service)
    with monkeypatch.context() as faulty:
        faulty.setattr(Flows, "act_on_login", judged_but_lost)
        lost = await _code(person)

    again = await _code(person)

    assert kind(lost) == (503, "temporarily-unavailable")
    person.session_token = again.json()["session"]["token"]
    assert (await person.with_session("GET", "/v1/me")).status_code == 200
