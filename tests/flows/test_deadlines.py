"""Every deadline of the contract, by skipping time past each of them."""

from datetime import timedelta
from typing import Any

from journey import Journey
from problem_documents import kind, problem
from seeding import another_login, long_enrolled
from time_skipping import SkippingService
from waiting import until

_SECOND = timedelta(seconds=1)
_MINUTE = timedelta(minutes=1)
_HOUR = timedelta(hours=1)


async def _newcomer(skipping: SkippingService, email: str) -> Journey:
    await skipping.service.require_two_step()
    await skipping.service.add_member(email)
    person = Journey(skipping.service, email)
    assert (await person.start()).status_code == 201
    return person


async def _login_is(person: Journey, stage: str) -> dict[str, Any]:
    """A deadline takes effect a moment after the clock passes it."""
    return await until(person.read, lambda login: login["stage"] == stage)


async def _setup_is(person: Journey, stage: str) -> None:
    await until(person.read_enrollment, lambda setup: setup["stage"] == stage)


async def _mail_is(person: Journey, status: str) -> None:
    await until(
        person.read_enrollment, lambda setup: setup["email"]["status"] == status
    )


async def _resend(person: Journey) -> Any:
    return await person.post(f"{person.enrollment_path}/resend")


def _other_than(code: str) -> str:
    return "000000" if code != "000000" else "000001"


async def test_every_deadline_of_the_contract_is_kept(
    skipping: SkippingService,
) -> None:
    await _wrong_passwords_bring_waits_that_double(skipping)
    await _emailed_code_lives_ten_minutes_and_is_sent_again_after_one(skipping)
    await _mail_is_tried_for_ten_minutes(skipping)
    await _set_up_lasts_half_an_hour_and_its_login_ten_minutes_more(skipping)
    await _login_waits_ten_minutes_after_a_set_up(skipping)
    await _no_login_outlives_two_hours(skipping)
    await _wrong_codes_bring_waits_that_double(skipping)
    await _session_is_renewed_for_five_minutes_and_ends_when_idle(skipping)
    await _session_ends_after_a_day(skipping)
    await _five_mails_an_hour_and_twenty_tries_a_day(skipping)


async def _wrong_passwords_bring_waits_that_double(skipping: SkippingService) -> None:
    person = await _newcomer(skipping, "pat@acme.test")
    for _ in range(10):
        await person.start("guess")

    for seconds in (30, 60):
        held = problem(await person.start())
        assert held[:2] == (429, "too-many-attempts")
        assert seconds - 20 < held[2]["retry_after"] <= seconds
        await skipping.skip(timedelta(seconds=held[2]["retry_after"]))
        guess = await person.start("guess")
        assert kind(guess) == (401, "invalid-credentials")
    await skipping.skip(2 * _MINUTE)

    assert (await person.start()).status_code == 201


async def _emailed_code_lives_ten_minutes_and_is_sent_again_after_one(
    skipping: SkippingService,
) -> None:
    person = await _newcomer(skipping, "eva@acme.test")
    await person.as_far_as("verify_email")
    first = await person.email_code()

    too_soon = problem(await _resend(person))
    assert too_soon[:2] == (429, "resend-too-soon")
    await skipping.skip(timedelta(seconds=too_soon[2]["retry_after"]))
    assert (await _resend(person)).status_code == 200
    second = await person.email_code()
    await skipping.skip(10 * _MINUTE + _SECOND)
    expired = await person.submit_email_code(second)

    assert problem(expired) == (422, "wrong-code", {"attempts_left": 4})
    assert first != second
    assert (await _resend(person)).status_code == 200
    fresh = await person.email_code()
    await skipping.skip(9 * _MINUTE)
    assert (await person.submit_email_code(fresh)).status_code == 200


async def _mail_is_tried_for_ten_minutes(skipping: SkippingService) -> None:
    mail = skipping.service.mail
    person = await _newcomer(skipping, "lea@acme.test")
    await mail.stop()
    await person.as_far_as("verify_email")
    await _mail_is(person, "retrying")

    await skipping.skip(10 * _MINUTE + _SECOND)
    await _mail_is(person, "failed")
    await mail.start()
    await skipping.skip(_MINUTE)

    assert mail.codes(person.email) == []
    assert (await _resend(person)).json()["email"]["status"] in ("sending", "sent")
    code = await person.email_code()
    assert mail.codes(person.email) == [code]


async def _set_up_lasts_half_an_hour_and_its_login_ten_minutes_more(
    skipping: SkippingService,
) -> None:
    person = await _newcomer(skipping, "hal@acme.test")
    await person.as_far_as("connect_device")

    await skipping.skip(29 * _MINUTE)
    assert (await person.read())["stage"] == "setting_up"
    await skipping.skip(_MINUTE + _SECOND)
    late = await person.submit_setup_code(person.code())
    shown = await person.get(f"{person.enrollment_path}/authenticator")

    gone = (410, "flow-ended", {"stage": "expired"})
    assert problem(late) == problem(shown) == gone
    await _setup_is(person, "expired")
    await _login_is(person, "setup_required")
    await skipping.skip(9 * _MINUTE)
    assert (await person.read())["stage"] == "setup_required"
    await skipping.skip(_MINUTE + _SECOND)
    assert kind(await person.begin_setup()) == (410, "flow-ended")
    await _login_is(person, "expired")


async def _login_waits_ten_minutes_after_a_set_up(skipping: SkippingService) -> None:
    person = await _newcomer(skipping, "tom@acme.test")
    await skipping.skip(9 * _MINUTE)
    await person.set_up()
    in_time, late = await another_login(person), person

    await skipping.skip(9 * _MINUTE)
    assert (await late.read())["stage"] == "code_required"
    assert (await in_time.submit_code(person.code())).status_code == 200
    await skipping.skip(_MINUTE + _SECOND)

    assert problem(await late.submit_code(late.code())) == (
        410,
        "flow-ended",
        {"stage": "expired"},
    )
    await _login_is(late, "expired")


async def _no_login_outlives_two_hours(skipping: SkippingService) -> None:
    person = await _newcomer(skipping, "cap@acme.test")
    for _ in range(3):
        await person.as_far_as("verify_email")
        await person.email_code()
        await skipping.skip(30 * _MINUTE + _SECOND)
        await _login_is(person, "setup_required")
        await skipping.skip(9 * _MINUTE)

    await person.as_far_as("verify_email")
    last = await person.read()
    assert last["expires_at"] == person.enrollment["expires_at"]
    await person.email_code()
    assert (await person.delete(person.enrollment_path)).status_code == 204
    assert (await person.read())["expires_at"] == last["expires_at"]
    await skipping.skip(4 * _MINUTE)

    assert kind(await person.begin_setup()) == (410, "flow-ended")
    await _login_is(person, "expired")


async def _wrong_codes_bring_waits_that_double(skipping: SkippingService) -> None:
    await skipping.service.add_member("dev@acme.test")
    person = await long_enrolled(skipping.service, "dev@acme.test")
    for _ in range(5):
        await person.submit_code(person.wrong_code())

    for seconds in (30, 60, 120):
        held = problem(await person.submit_code(person.code()))
        assert held[:2] == (429, "too-many-attempts")
        assert seconds - 20 < held[2]["retry_after"] <= seconds
        await skipping.skip(timedelta(seconds=held[2]["retry_after"]))
        wrong = problem(await person.submit_code(person.wrong_code()))
        assert wrong[2]["attempts_left"] == 0
    await skipping.skip(4 * _MINUTE)

    assert (await person.submit_code(person.code())).status_code == 200


async def _session_is_renewed_for_five_minutes_and_ends_when_idle(
    skipping: SkippingService,
) -> None:
    await skipping.service.add_member("ida@acme.test")
    person = await long_enrolled(skipping.service, "ida@acme.test")
    await person.submit_code(person.code())
    renewal = f"{person.login_path}/session"

    await skipping.skip(4 * _MINUTE)
    renewed = await person.post(renewal)
    await skipping.skip(_MINUTE)
    late = await person.post(renewal)

    assert kind(late) == (410, "flow-ended")
    person.session_token = renewed.json()["session"]["token"]
    await skipping.skip(58 * _MINUTE)
    assert (await person.with_session("GET", "/v1/me")).status_code == 200
    await skipping.skip(_HOUR + _SECOND)
    assert kind(await person.with_session("GET", "/v1/me")) == (401, "not-signed-in")


async def _session_ends_after_a_day(skipping: SkippingService) -> None:
    await skipping.service.add_member("dan@acme.test")
    person = await long_enrolled(skipping.service, "dan@acme.test")
    await person.submit_code(person.code())

    statuses = []
    for _ in range(25):
        await skipping.skip(58 * _MINUTE)
        statuses.append((await person.with_session("GET", "/v1/me")).status_code)

    assert statuses == [200] * 24 + [401]


async def _five_mails_an_hour_and_twenty_tries_a_day(
    skipping: SkippingService,
) -> None:
    person = await _newcomer(skipping, "bob@acme.test")
    await person.as_far_as("verify_email")
    for number in range(1, 5):
        code = await person.email_code()
        wrong = [await person.submit_email_code(_other_than(code)) for _ in range(5)]
        assert problem(wrong[-1])[2]["attempts_left"] == 0
        await skipping.skip(_MINUTE + _SECOND)
        resent = (await _resend(person)).json()["email"]
        assert resent["attempts_left"] == (5 if number < 4 else 0)
    spent = problem(await person.submit_email_code(await person.email_code()))
    await skipping.skip(_MINUTE + _SECOND)
    sixth = problem(await _resend(person))

    assert spent[:2] == (429, "too-many-attempts")
    assert 23 * 3600 < spent[2]["retry_after"] <= 24 * 3600
    assert sixth[:2] == (429, "too-many-emails")
    assert 3000 < sixth[2]["retry_after"] < 3600
    await skipping.skip(timedelta(seconds=sixth[2]["retry_after"]))
    again = await another_login(person)
    assert (await again.begin_setup()).json()["email"]["attempts_left"] == 0
    await skipping.skip(timedelta(seconds=spent[2]["retry_after"]))
    last = await another_login(person)
    await last.set_up()
