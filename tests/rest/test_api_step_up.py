"""Step-up: acts that weaken a door want a proof that is not older than five minutes."""

import asyncio
from collections import Counter
from datetime import datetime
from typing import Any

import httpx
import pytest
from uuid_utils.compat import uuid7

from doorstep.db.pool import Pool
from doorstep.db.signed_in import SignedIn
from doorstep.errors import RowChanged
from doorstep.messages.flows import Outcome
from doorstep.rules.clients import new_client_id
from doorstep.rules.codes import TypedCode
from doorstep.rules.seal import KeyRing
from doorstep.rules.tokens import token_hash
from doorstep.transactions.sessions import find_signed_in
from doorstep.transactions.step_up import SteppingUp
from journey import Journey
from problem_documents import kind, problem
from seeding import HOME, another_login, long_enrolled, member_id_of
from service import ADMIN, MEMBER, PASSWORD, Service
from stale_sessions import grow_stale

_REASON = {"reason": "It was lost."}
_WANTED = (403, "step-up-required", {"max_age": 300})
_BACK = (1, 4, 8)
"""Acts that undo the one before, and so change nothing without it."""
_CLIENT = {
    "name": "Shop",
    "kind": "web",
    "first_factor": "doorstep",
    "redirect_uris": ["https://shop.example/callback"],
}
_NEW = {"name": "Zoe", "language": "en", "password": "a password to begin with"}


async def _by_password(service: Service) -> Journey:
    """An administrator without an authenticator, signed in more than 5 minutes ago."""
    admin = Journey(service, ADMIN, "admin_center")
    assert (await admin.start()).status_code == 201
    await grow_stale(service)
    return admin


async def _by_code(service: Service, email: str = ADMIN) -> Journey:
    """Somebody with an authenticator whose present code is unused, as long ago."""
    person = await long_enrolled(service, email, "admin_center")
    assert (await person.submit_code(person.code(steps=-1))).status_code == 200
    await grow_stale(service)
    return person


async def _step_up(person: Journey, **proof: str) -> httpx.Response:
    return await person.with_session("POST", "/v1/me/step-up", json=proof)


async def _acts(service: Service) -> list[tuple[str, str, dict[str, Any]]]:
    """In an order in which each of them changes something."""
    account = "/v1/account"
    member = f"{account}/members/{await member_id_of(service.pool, MEMBER)}"
    return [
        ("PATCH", account, {"two_step_required": True}),
        ("PATCH", account, {"two_step_required": False, "name": "Other"}),
        ("POST", f"{account}/members", {**_NEW, "email": "z@a.test", "role": "admin"}),
        ("PATCH", member, {"role": "admin"}),
        ("PATCH", member, {"role": "member", "name": "Other"}),
        ("POST", f"{member}/reset-device", _REASON),
        ("POST", f"{member}/unlock", _REASON),
        ("PATCH", member, {"disabled": True}),
        ("PATCH", member, {"disabled": False}),
        ("POST", f"{member}/erase", {**_REASON, "email": MEMBER}),
        ("POST", f"{account}/clients", _CLIENT),
        ("PATCH", f"{account}/clients/{new_client_id()}", {"name": "Shop"}),
        ("DELETE", f"{account}/clients/{new_client_id()}", {}),
        ("POST", f"{account}/clients/{new_client_id()}/secrets", {}),
        ("POST", f"{account}/groups", {"name": "Sales"}),
        ("PATCH", f"{account}/groups/{uuid7()}", {"name": "Sales"}),
        ("DELETE", f"{account}/groups/{uuid7()}", {}),
        ("PUT", f"{account}/groups/{uuid7()}/members/{uuid7()}", {}),
        ("DELETE", f"{account}/groups/{uuid7()}/members/{uuid7()}", {}),
    ]


async def test_P9_acts_that_weaken_a_door_want_a_fresh_proof(service: Service) -> None:
    admin, acts = await _by_password(service), await _acts(service)
    before = await service.pool.fetchval("select count(*) from events")

    refused = [
        await admin.with_session(method, path, json=body)
        for number, (method, path, body) in enumerate(acts)
        if number not in _BACK
    ]
    written = await service.pool.fetchval("select count(*) from events")
    proved = await _step_up(admin, password=PASSWORD)
    done = [
        (await admin.with_session(method, path, json=body)).status_code
        for method, path, body in acts
    ]

    assert {str(problem(answer)) for answer in refused} == {str(_WANTED)}
    assert {answer.headers["www-authenticate"] for answer in refused} == {
        'Bearer error="insufficient_user_authentication", max_age=300'
    }
    assert written == before
    assert proved.status_code == 200
    assert done[:10] == [200, 200, 201, 200, 200, 204, 204, 200, 200, 202]
    assert done[10:] == [201, 404, 404, 404, 201, 404, 404, 404, 404]


async def test_P9_other_acts_and_values_that_stay_want_none(service: Service) -> None:
    admin = await _by_password(service)
    member = f"/v1/account/members/{await member_id_of(service.pool, MEMBER)}"

    answers = [
        await admin.with_session(method, path, json=body)
        for method, path, body in (
            ("PATCH", "/v1/account", {"name": "Acme", "two_step_required": False}),
            ("PATCH", member, {"name": "Max", "role": "member", "disabled": False}),
            (
                "POST",
                "/v1/account/members",
                {**_NEW, "email": "z@a.test", "role": "member"},
            ),
            ("POST", f"{member}/end-sessions", _REASON),
        )
    ]

    assert [answer.status_code for answer in answers] == [200, 200, 201, 204]


async def test_P9_signing_in_counts_and_a_proof_counts_in_its_session_alone(
    service: Service,
) -> None:
    admin = await _by_password(service)
    before = (await admin.with_session("GET", "/v1/me")).json()["session"]
    other = Journey(service, ADMIN, "admin_center")
    await other.start()
    path = f"/v1/account/members/{await member_id_of(service.pool, MEMBER)}/unlock"

    signed_in = await other.with_session("POST", path, json=_REASON)
    stale = await admin.with_session("POST", path, json=_REASON)
    proved = await _step_up(admin, password=PASSWORD)
    allowed = await admin.with_session("POST", path, json=_REASON)

    assert signed_in.status_code == allowed.status_code == 204
    assert kind(stale) == (403, "step-up-required")
    assert set(proved.json()) == {"application", "amr", "auth_time", "expires_at"}
    assert proved.json() == before
    assert (
        await service.pool.fetchval(
            "select detail ->> 'amr' from events where kind = 'authn_step_up_success'"
        )
        == "pwd"
    )


async def test_P9_V2_code_of_a_step_up_is_used_up_as_that_of_a_login(
    service: Service,
) -> None:
    admin = await _by_code(service)
    code = admin.code()
    other = await another_login(admin)

    wrong = await _step_up(admin, code=admin.wrong_code())
    failures = await service.pool.fetchval("select failures from known_networks")
    right = await _step_up(admin, code=code)
    again = await other.submit_code(code)

    status, slug, extra = problem(wrong)
    assert (status, slug, extra["attempts_left"]) == (422, "wrong-code", 4)
    assert failures == 1
    assert right.status_code == 200
    assert kind(again) == (422, "wrong-code")


async def test_P9_T1_wrong_codes_of_step_ups_make_a_login_wait(
    service: Service,
) -> None:
    admin = await _by_code(service)
    other = await another_login(admin)

    for _ in range(5):
        await _step_up(admin, code=admin.wrong_code())
    refused = await _step_up(admin, code=admin.code())
    login = await other.submit_code(admin.code())

    assert kind(refused) == kind(login) == (429, "too-many-attempts")


async def test_P9_V4_one_code_sent_thirty_times_at_once_steps_up_once(
    service: Service,
) -> None:
    admin = await _by_code(service)
    code = admin.code()

    answers = await asyncio.gather(*(_step_up(admin, code=code) for _ in range(30)))

    outcomes = Counter(answer.status_code for answer in answers)
    assert outcomes[200] == 1
    assert set(outcomes) <= {200, 422, 429}
    assert await _count(service.pool, "authn_step_up_success") == 1


async def test_P9_wrong_password_counts_on_the_budget_of_signing_in(
    service: Service,
) -> None:
    admin = await _by_password(service)

    wrong = [await _step_up(admin, password="not it") for _ in range(10)]
    refused = await _step_up(admin, password=PASSWORD)
    login = await Journey(service, ADMIN, "admin_center").start()

    assert {kind(answer) for answer in wrong} == {(422, "wrong-password")}
    assert kind(refused) == kind(login) == (429, "too-many-attempts")


@pytest.mark.parametrize("email", [ADMIN, MEMBER])
async def test_P9_only_the_proof_that_the_member_has_is_taken(
    email: str, service: Service
) -> None:
    """A password is no proof where there is an authenticator."""
    if email == ADMIN:
        person, other = await _by_code(service), {"password": PASSWORD}
        wanted = {"code": person.code()}
    else:
        person = Journey(service)
        await person.start()
        other, wanted = {"code": "123456"}, {"password": PASSWORD}

    answers = [
        await _step_up(person, **proof)
        for proof in ({}, other, {**other, **wanted}, wanted)
    ]

    pointers = [
        answer.json()["errors"][0]["pointer"].removeprefix("#/")
        for answer in answers[:3]
    ]
    assert pointers == [*wanted, *wanted, *other]
    assert {kind(answer) for answer in answers[:3]} == {(422, "invalid-request")}
    assert answers[3].status_code == 200


async def test_P9_no_code_is_used_up_for_a_session_that_has_ended(
    service: Service,
) -> None:
    admin = await _by_code(service)
    stepping = await _stepping_up(service, admin)
    last = await service.pool.fetchval("select last_step from devices")
    await admin.with_session("DELETE", "/v1/me/session")

    with pytest.raises(RowChanged):
        await stepping.by_code(TypedCode(admin.code(), client_address=HOME))

    assert await service.pool.fetchval("select last_step from devices") == last
    assert await _count(service.pool, "authn_step_up_success") == 0


async def test_P9_a_password_that_was_changed_meanwhile_proves_nothing(
    service: Service,
) -> None:
    admin = await _by_password(service)
    stepping = await _stepping_up(service, admin)

    verdict = await stepping.by_password("the hash of another password")

    assert verdict.outcome is Outcome.flow_ended
    assert await _count(service.pool, "authn_step_up_success") == 0


async def _stepping_up(service: Service, person: Journey) -> SteppingUp:
    signed_in, at = await _signed_in(service, person)
    ring = KeyRing.parse(service.settings.keys)
    return SteppingUp(service.pool, ring, signed_in, HOME, at)


async def _signed_in(service: Service, person: Journey) -> tuple[SignedIn, datetime]:
    at, idle = service.clock(), service.settings.session_idle
    found = await find_signed_in(
        service.pool, token_hash(person.session_token), at, idle, used=False
    )
    assert found is not None
    return found, at


async def _count(pool: Pool, event: str) -> int:
    return int(
        await pool.fetchval("select count(*) from events where kind = $1", event)
    )
