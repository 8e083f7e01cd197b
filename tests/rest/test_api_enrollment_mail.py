"""The emailed code of a setup over HTTP: its mails, its tries, its budgets."""

from datetime import datetime, timedelta
from typing import Any

from journey import Journey
from problem_documents import kind, problem
from seeding import long_enrolled, member_id_of
from service import ADMIN, MEMBER, Service


def _moment(text: str) -> datetime:
    assert text.endswith("Z")
    return datetime.fromisoformat(text)


async def _begun(service: Service, email: str = MEMBER) -> Journey:
    await service.require_two_step()
    person = Journey(service, email)
    await person.start()
    await person.as_far_as("verify_email")
    return person


async def _pass_the_cooldown(service: Service) -> None:
    """Moves all requests for mail a minute into the past."""
    await service.pool.execute(
        "update emails set asked_at = asked_at - interval '61 seconds'"
    )


async def _resend(person: Journey) -> dict[str, Any]:
    await _pass_the_cooldown(person.service)
    answer = await person.post(f"{person.enrollment_path}/resend")
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


def _other_than(code: str) -> str:
    return "000000" if code != "000000" else "000001"


async def test_set_up_shows_the_status_of_its_email(service: Service) -> None:
    service.mail.delay = 1.0
    person = await _begun(service)
    asked = person.enrollment["email"]

    await person.email_code()
    sent = (await person.read_enrollment())["email"]

    assert asked["address_hint"] == "m•••@acme.test"
    assert (asked["number"], asked["attempts_left"]) == (1, 5)
    assert (asked["status"], asked["sent_at"]) == ("sending", None)
    asked_at = _moment(asked["resend_at"]) - timedelta(seconds=60)
    assert _moment(asked["code_expires_at"]) == asked_at + timedelta(minutes=10)
    assert sent["status"] == "sent"
    lives_until = _moment(sent["sent_at"]) + timedelta(minutes=10)
    assert _moment(sent["code_expires_at"]) == lives_until
    assert sent["resend_at"] == asked["resend_at"]


async def test_E2_resend_invalidates_the_earlier_code(service: Service) -> None:
    person = await _begun(service)
    first = await person.email_code()

    too_soon = await person.post(f"{person.enrollment_path}/resend")
    await person.submit_email_code(_other_than(first))
    resent = await _resend(person)
    second = await person.email_code()
    old = await person.submit_email_code(first)
    new = await person.submit_email_code(second)

    status, slug, extra = problem(too_soon)
    assert (status, slug) == (429, "resend-too-soon")
    assert set(extra) == {"retry_after"}
    assert 0 < extra["retry_after"] <= 60
    assert resent["email"]["number"] == 2
    assert resent["email"]["attempts_left"] == 5
    assert first != second
    assert problem(old) == (422, "wrong-code", {"attempts_left": 4})
    assert new.json()["stage"] == "install_app"
    assert kind(await person.submit_email_code(second)) == (409, "wrong-stage")


async def test_E3_five_wrong_tries_burn_a_code_until_a_resend(
    service: Service,
) -> None:
    person = await _begun(service)
    code = await person.email_code()

    wrong = [await person.submit_email_code(_other_than(code)) for _ in range(5)]
    right = await person.submit_email_code(code)
    shown = await person.read_enrollment()
    resent = await _resend(person)
    fresh = await person.submit_email_code(await person.email_code())

    assert [problem(answer)[2]["attempts_left"] for answer in wrong] == [4, 3, 2, 1, 0]
    status, slug, extra = problem(right)
    assert (status, slug, set(extra)) == (429, "too-many-attempts", {"retry_after"})
    assert 0 < extra["retry_after"] <= 60
    assert shown["email"]["attempts_left"] == 0
    assert resent["email"]["attempts_left"] == 5
    assert fresh.status_code == 200


async def test_E2_twenty_tries_a_day_over_all_set_ups(service: Service) -> None:
    person = await _begun(service)
    code = await person.email_code()
    member_id = await member_id_of(service.pool, MEMBER)
    await service.pool.execute(
        """
        insert into attempts (id, member_id, flow_id, kind, outcome, verdict, at)
        select gen_random_uuid(), $1, gen_random_uuid(), 'email_code', 'wrong-code',
            '{}', $2::timestamptz from generate_series(1, 18)
        """,
        member_id,
        service.clock() - timedelta(hours=23),
    )

    shown = (await person.read_enrollment())["email"]["attempts_left"]
    wrong = [await person.submit_email_code(_other_than(code)) for _ in range(2)]
    right = await person.submit_email_code(code)
    resent = await _resend(person)
    still = await person.submit_email_code(code)

    assert shown == 2
    assert [problem(answer)[2]["attempts_left"] for answer in wrong] == [1, 0]
    for refused in (right, still):
        status, slug, extra = problem(refused)
        assert (status, slug) == (429, "too-many-attempts")
        assert 3000 < extra["retry_after"] <= 3600
    assert resent["email"]["attempts_left"] == 0


async def test_E4_five_mails_an_hour_over_all_logins_and_spellings(
    service: Service,
) -> None:
    person = await _begun(service)
    for _ in range(4):
        await _resend(person)
    other = Journey(service, f" {MEMBER.upper()}")
    await other.start()

    await _pass_the_cooldown(service)
    resend = await person.post(f"{person.enrollment_path}/resend")
    setup = await other.begin_setup()
    colleague = await _begun(service, ADMIN)

    for refused in (resend, setup):
        status, slug, extra = problem(refused)
        assert (status, slug, set(extra)) == (429, "too-many-emails", {"retry_after"})
        assert 3000 < extra["retry_after"] <= 3600
    assert (await other.read())["stage"] == "setup_required"
    assert (await person.read_enrollment())["email"]["number"] == 5
    assert colleague.enrollment["email"]["number"] == 1


async def test_E3_emailed_code_opens_no_session(service: Service) -> None:
    person = await long_enrolled(service)
    await person.as_far_as("verify_email")
    code = await person.email_code()

    at_login = await person.submit_code(code)
    await person.submit_email_code(code)
    await person.delete(person.enrollment_path)
    after = await person.submit_code(code)

    assert kind(at_login) == (409, "wrong-stage")
    assert kind(after) == (422, "wrong-code")
    assert await service.pool.fetchval("select count(*) from sessions") == 0
