"""A forgotten password: reset by a code from the mailbox, and by nothing else."""

import asyncio
from collections import Counter
from typing import Any

from doorstep.mail.message import MailKind
from journey import Journey
from mail_pictures import words
from password_reset import NEW, SUBJECT, Reset
from problem_documents import kind, problem
from seeding import another_login, long_enrolled, member_id_of
from service import ADMIN, MEMBER, PASSWORD, Service
from waiting import until_true

_NOBODY = "nobody@acme.test"


async def test_PW1_new_password_is_set_with_the_emailed_code(service: Service) -> None:
    reset = Reset(service)
    await reset.prove()

    done = await reset.set_password()

    assert (done.status_code, done.content) == (204, b"")
    assert (await reset.read())["stage"] == "done"
    assert kind(await Journey(service).start(PASSWORD)) == (401, "invalid-credentials")
    assert (await Journey(service).start(NEW)).status_code == 201
    subject = words(MailKind.password_recovered).subject
    await until_true(
        lambda: [mail["Subject"] for mail in service.mail.messages].count(subject) == 1
    )


async def test_PW2_reset_opens_no_session_and_leaves_the_authenticator(
    service: Service,
) -> None:
    person = await long_enrolled(service)
    waiting = await another_login(person)
    await person.submit_code(person.code())
    reset = Reset(service)
    await reset.prove()

    await reset.set_password()

    assert (await person.with_session("GET", "/v1/me")).status_code == 401
    assert kind(await waiting.submit_code(waiting.code(1))) == (410, "flow-ended")
    opened = await person.start(NEW)
    assert opened.json()["stage"] == "code_required"
    assert (await person.submit_code(person.code(1))).status_code == 200


async def test_PW2_mailbox_alone_does_not_replace_the_authenticator(
    service: Service,
) -> None:
    person = await long_enrolled(service)
    reset = Reset(service)
    await reset.prove()
    await reset.set_password()

    await person.start(NEW)
    refused = await person.begin_setup()
    await person.submit_code(person.code(1))
    await person.start(NEW)
    after_a_code = await person.begin_setup()

    assert kind(refused) == (403, "approval-needed")
    assert after_a_code.status_code == 201
    await until_true(lambda: len(service.mail.codes(MEMBER)) == 1)


async def test_A2_PW3_address_that_nobody_has_is_answered_like_a_members(
    service: Service,
) -> None:
    await service.add_member("off@acme.test")
    await service.pool.execute(
        "update members set disabled_at = now() where email = 'off@acme.test'"
    )
    resets = [Reset(service, each) for each in (MEMBER, _NOBODY, "off@acme.test")]

    told = [await _walk(reset) for reset in resets]

    assert told[0] == told[1] == told[2]
    assert service.mail.codes("off@acme.test", SUBJECT) == []


async def _walk(reset: Reset) -> list[Any]:
    """Everything that a stranger can do to a reset, as it is answered."""
    await reset.ask()
    answers = [
        await reset.service.http.post(
            "/v1/password-resets", json={"email": reset.email}
        ),
        await reset.resend(),
        *[await reset.submit_wrong_code() for _ in range(6)],
        await reset.set_password(),
        await reset.cancel(),
        await reset.cancel(),
        await reset.submit_wrong_code(),
    ]
    return [(answer.status_code, *_told(answer.json())) for answer in answers[:9]] + [
        (answer.status_code, answer.content and problem(answer)[:2])
        for answer in answers[9:]
    ]


def _told(document: dict[str, Any]) -> tuple[object, ...]:
    """Without what differs for each reset: ids, moments, the first letter."""
    mail = document.get("email", {})
    seconds = document.get("retry_after", 0)
    return (
        sorted(document),
        sorted(mail),
        mail.get("number"),
        mail.get("attempts_left"),
        document.get("attempts_left"),
        document.get("stage"),
        document.get("type"),
        -(-seconds // 10),
    )


async def test_PW4_code_works_once_however_often_it_is_sent_at_once(
    service: Service,
) -> None:
    reset = Reset(service)
    await reset.ask()
    code = await reset.emailed_code()

    answers = await asyncio.gather(*(reset.submit_code(code) for _ in range(30)))
    passwords = await asyncio.gather(*(reset.set_password() for _ in range(30)))

    assert Counter(answer.status_code for answer in answers)[200] == 1
    assert {kind(answer) for answer in answers if answer.status_code != 200} <= {
        (429, "too-many-attempts"),
        (409, "wrong-stage"),
    }
    assert Counter(answer.status_code for answer in passwords)[204] == 1
    assert {kind(answer) for answer in passwords if answer.status_code != 204} <= {
        (429, "too-many-attempts"),
        (410, "flow-ended"),
    }
    changes = "select count(*) from events where kind = 'authn_password_change'"
    assert await service.pool.fetchval(changes) == 1


async def test_PW7_disabling_ends_what_a_reset_could_do(service: Service) -> None:
    waiting, proven = Reset(service), Reset(service)
    await waiting.ask()
    code = await waiting.emailed_code()
    await proven.ask()
    await until_true(lambda: len(service.mail.codes(MEMBER, SUBJECT)) == 2)
    await proven.submit_code(service.mail.codes(MEMBER, SUBJECT)[-1])
    admin = Journey(service, ADMIN, "admin_center")
    await admin.start()
    path = f"/v1/account/members/{await member_id_of(service.pool, MEMBER)}"

    await admin.with_session("PATCH", path, json={"disabled": True})
    await admin.with_session("PATCH", path, json={"disabled": False})

    assert kind(await waiting.submit_code(code)) == (422, "wrong-code")
    assert (await waiting.read())["stage"] == "verify_email"
    assert kind(await proven.set_password()) == (410, "flow-ended")
    assert (await Journey(service).start(PASSWORD)).status_code == 201


async def test_PW8_login_with_the_old_password_and_a_reset_at_once(
    service: Service,
) -> None:
    reset = Reset(service)
    await reset.prove()

    async def log_in() -> Journey:
        person = Journey(service)
        await person.start(PASSWORD)
        return person

    people, done = await asyncio.gather(
        asyncio.gather(*(log_in() for _ in range(4))), reset.set_password()
    )

    assert done.status_code == 204
    for person in people:
        if person.session_token:
            assert (await person.with_session("GET", "/v1/me")).status_code == 401


async def test_PW9_weak_password_is_refused_with_the_reason_and_spends_nothing(
    service: Service,
) -> None:
    reset = Reset(service)
    await reset.prove()

    refused = [
        problem(await reset.set_password(new))
        for new in ("fourteen chars", "max has sixteen of them, acme", "password" * 2)
    ]

    assert [each[:2] for each in refused] == [(422, "weak-password")] * 3
    assert [each[2]["reason"] for each in refused] == [
        *("too-short", "personal", "common"),
    ]
    assert refused[0][2]["errors"][0]["pointer"] == "#/new"
    assert (await reset.set_password()).status_code == 204


async def test_O2_token_of_one_reset_opens_no_other(service: Service) -> None:
    one, other = Reset(service), Reset(service, ADMIN)
    await one.ask()
    await other.ask()

    foreign = await service.http.get(one.path, headers=other.headers)
    without = await service.http.get(one.path)

    assert kind(foreign) == kind(without) == (404, "not-found")


async def test_repeat_with_an_idempotency_key_gets_the_first_answer(
    service: Service,
) -> None:
    reset = Reset(service)
    await reset.ask()
    code = await reset.emailed_code()
    keyed = {**reset.headers, "Idempotency-Key": "once"}

    first, again = [
        await service.http.post(
            f"{reset.path}/code", headers=keyed, json={"code": code}
        )
        for _ in range(2)
    ]

    assert first.status_code == 200
    assert again.json() == first.json()


async def test_cancelled_reset_changes_nothing(service: Service) -> None:
    reset = Reset(service)
    await reset.prove()

    assert (await reset.cancel()).status_code == 204
    assert (await reset.cancel()).status_code == 204

    assert kind(await reset.set_password()) == (410, "flow-ended")
    assert (await Journey(service).start(PASSWORD)).status_code == 201
