"""`POST /v1/me/password`: a member changes the password that they have."""

import httpx

from doorstep.mail.message import MailKind
from journey import Journey
from mail_pictures import words
from password_reset import NEW, Reset
from problem_documents import kind, problem
from seeding import another_login, long_enrolled
from service import PASSWORD, Service
from waiting import until_true


async def _change(
    person: Journey, current: str = PASSWORD, new: str = NEW
) -> httpx.Response:
    body = {"current": current, "new": new}
    return await person.with_session("POST", "/v1/me/password", json=body)


async def _signed_in(service: Service) -> Journey:
    person = Journey(service)
    assert (await person.start()).status_code == 201
    return person


async def test_S2_PW10_change_ends_other_sessions_and_flows_and_keeps_this_one(
    service: Service,
) -> None:
    person = await long_enrolled(service)
    waiting, elsewhere = [await another_login(person) for _ in range(2)]
    await person.submit_code(person.code())
    await elsewhere.submit_code(elsewhere.code(1))
    reset = Reset(service)
    await reset.ask()
    code = await reset.emailed_code()

    changed = await _change(person)

    assert (changed.status_code, changed.content) == (204, b"")
    assert (await person.with_session("GET", "/v1/me")).status_code == 200
    assert (await elsewhere.with_session("GET", "/v1/me")).status_code == 401
    assert kind(await waiting.submit_code(waiting.code(1))) == (410, "flow-ended")
    assert kind(await reset.submit_code(code)) == (422, "wrong-code")
    assert kind(await Journey(service).start(PASSWORD)) == (401, "invalid-credentials")
    assert (await Journey(service).start(NEW)).status_code == 201
    subject = words(MailKind.own_password_changed).subject
    await until_true(
        lambda: [mail["Subject"] for mail in service.mail.messages].count(subject) == 1
    )


async def test_L1_change_is_in_the_audit_trail_with_its_actor_and_login(
    service: Service,
) -> None:
    person = await _signed_in(service)

    await _change(person)

    event = await service.pool.fetchrow(
        "select * from events where kind = 'authn_password_change'"
    )
    assert event is not None
    assert event["actor_id"] == event["member_id"] is not None
    assert str(event["login_id"]) == person.login["id"]


async def test_PW11_wrong_present_password_counts_like_one_at_signing_in(
    service: Service,
) -> None:
    person = await _signed_in(service)

    wrong = [kind(await _change(person, "a guess")) for _ in range(10)]
    held = problem(await _change(person))

    assert wrong == [(422, "wrong-password")] * 10
    assert held[:2] == (429, "too-many-attempts")
    assert kind(await Journey(service).start()) == (429, "too-many-attempts")
    assert (await person.with_session("GET", "/v1/me")).status_code == 200


async def test_PW9_weak_password_is_refused_before_the_present_one_is_judged(
    service: Service,
) -> None:
    person = await _signed_in(service)

    short = problem(await _change(person, "a guess", "fourteen chars"))
    await service.require_two_step()
    common = problem(await _change(person, "a guess", "password1"))

    assert (short[1], short[2]["reason"]) == ("weak-password", "too-short")
    assert (common[1], common[2]["reason"]) == ("weak-password", "common")
    assert await service.pool.fetchval("select count(*) from password_tries") == 0


async def test_PW9_weak_password_is_refused_for_a_new_member(service: Service) -> None:
    admin = Journey(service, application="admin_center", email="ada@acme.test")
    await admin.start()
    body = {"email": "zoe@acme.test", "name": "Zoe Baker", "role": "member"}

    refused = problem(
        await admin.with_session(
            "POST",
            "/v1/account/members",
            json={**body, "language": "en", "password": "the baker of this town"},
        )
    )

    assert (refused[0], refused[1]) == (422, "weak-password")
    assert refused[2]["reason"] == "personal"
    assert refused[2]["errors"][0]["pointer"] == "#/password"
