"""A step-up whose answer was lost: its repeat under the same key."""

import httpx

from journey import Journey
from problem_documents import kind, problem
from seeding import long_enrolled
from service import Service
from stale_sessions import grow_stale

_STEPPED_UP = "select count(*) from events where kind = 'authn_step_up_success'"


async def _step_up(person: Journey, key: str, code: str) -> httpx.Response:
    body = {"code": code}
    return await person.with_session("POST", "/v1/me/step-up", key, json=body)


async def test_P9_repeat_under_a_key_gets_the_first_answer(service: Service) -> None:
    person = await long_enrolled(service)
    assert (await person.submit_code(person.code(steps=-1))).status_code == 200
    await grow_stale(service)
    code, guess = person.code(), person.wrong_code()

    wrong = [await _step_up(person, "wrong", guess) for _ in range(3)]
    right = [await _step_up(person, "right", code) for _ in range(3)]
    other = await _step_up(person, "right", guess)

    assert [problem(answer) for answer in wrong[1:]] == [problem(wrong[0])] * 2
    assert problem(wrong[0])[2]["attempts_left"] == 4
    assert [answer.status_code for answer in right] == [200, 200, 200]
    assert kind(other) == (422, "invalid-request")
    assert await service.pool.fetchval(_STEPPED_UP) == 1
