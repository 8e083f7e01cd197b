"""A session token kept under an Idempotency-Key does not outlive its session."""

from collections.abc import Awaitable, Callable
from datetime import timedelta

import httpx
import pytest

from doorstep.transactions.kept_answers import forget_session_tokens
from journey import Journey
from problem_documents import problem
from seeding import another_login, long_enrolled, member_id_of
from service import ADMIN, MEMBER, Service

_OVER = (410, "flow-ended", {"stage": "signed_in"})
_KEPT = "select count(*) from answers where sealed is not null"


async def _keyed(person: Journey, act: str, **body: str) -> httpx.Response:
    return await person.service.http.post(
        f"{person.login_path}/{act}",
        headers={
            "Authorization": f"Bearer {person.login['flow_token']}",
            "Idempotency-Key": act,
        },
        json=body,
    )


async def _signed_in(service: Service) -> tuple[Journey, str]:
    """A person whose right code was sent under a key, and that code."""
    person = await long_enrolled(service)
    code = person.code()
    answer = await _keyed(person, "code", code=code)
    person.session_token = answer.json()["session"]["token"]
    return person, code


async def _as_administrator(
    service: Service, method: str, rest: str, **body: object
) -> None:
    await service.require_two_step(False)
    admin = Journey(service, ADMIN, "admin_center")
    await admin.start()
    member_id = await member_id_of(service.pool, MEMBER)
    path = f"/v1/account/members/{member_id}{rest}"
    assert (await admin.with_session(method, path, json=body)).is_success


async def _log_out(person: Journey) -> None:
    assert (await person.with_session("DELETE", "/v1/me/session")).is_success


async def _end_from_another(person: Journey) -> None:
    open_ones = (await person.with_session("GET", "/v1/me/sessions")).json()["items"]
    path = f"/v1/me/sessions/{open_ones[0]['id']}"
    assert (await person.with_session("DELETE", path)).is_success


async def _disable(person: Journey) -> None:
    await _as_administrator(person.service, "PATCH", "", disabled=True)


async def _reset(person: Journey) -> None:
    await _as_administrator(person.service, "POST", "/reset-device", reason="lost")


async def _replace(person: Journey) -> None:
    other = await another_login(person)
    await other.set_up()


_ENDINGS = [_log_out, _end_from_another, _disable, _reset, _replace]


@pytest.mark.parametrize("end", _ENDINGS, ids=[each.__name__ for each in _ENDINGS])
async def test_S2_C1_row22_no_repeat_returns_the_token_of_an_ended_session(
    service: Service, end: Callable[[Journey], Awaitable[None]]
) -> None:
    person, code = await _signed_in(service)

    await end(person)
    kept = await service.pool.fetchval(_KEPT)
    repeated = await _keyed(person, "code", code=code)

    assert kept == 0
    assert problem(repeated) == _OVER
    me = await person.with_session("GET", "/v1/me")
    assert problem(me) == (401, "not-signed-in", {})


async def test_S2_row22_a_replaced_token_is_not_returned_again(
    service: Service,
) -> None:
    person, code = await _signed_in(service)

    renewed = await _keyed(person, "session")
    repeated = await _keyed(person, "code", code=code)
    again = await _keyed(person, "session")

    assert problem(repeated) == _OVER
    assert again.json() == renewed.json()
    person.session_token = renewed.json()["session"]["token"]
    assert (await person.with_session("GET", "/v1/me")).status_code == 200


async def _pass(service: Service, time: timedelta) -> None:
    await service.pool.execute(
        "update logins set ended_at = ended_at - $1::interval", time
    )


async def test_S2_C1_row22_a_token_is_returned_again_for_five_minutes(
    service: Service,
) -> None:
    person, code = await _signed_in(service)

    await _pass(service, timedelta(minutes=4, seconds=50))
    early = await _keyed(person, "code", code=code)
    kept = await forget_session_tokens(service.pool, service.clock)
    await _pass(service, timedelta(seconds=10))
    late = await _keyed(person, "code", code=code)
    forgotten = await forget_session_tokens(service.pool, service.clock)
    later = await _keyed(person, "code", code=code)

    assert early.json()["session"]["token"] == person.session_token
    assert problem(late) == problem(later) == _OVER
    assert (kept, forgotten) == (0, 1)
    assert await service.pool.fetchval(_KEPT) == 0
    assert (await person.with_session("GET", "/v1/me")).status_code == 200


async def test_row22_other_answers_are_repeated_after_a_log_out(
    service: Service,
) -> None:
    person = await long_enrolled(service)
    wrong = person.wrong_code()
    first = await _keyed(person, "code", code=wrong)
    await person.submit_code(person.code())

    await _log_out(person)
    again = await _keyed(person, "code", code=wrong)

    assert again.status_code == first.status_code == 422
    assert again.content == first.content
