"""Every deadline of a password reset, by skipping time past each of them."""

from datetime import timedelta

from journey import Journey
from password_reset import NEW, Reset
from problem_documents import kind, problem
from service import PASSWORD
from time_skipping import SkippingService
from waiting import until

_SECOND = timedelta(seconds=1)
_MINUTE = timedelta(minutes=1)
_HOUR = timedelta(hours=1)


async def test_PW1_every_deadline_of_a_reset_is_kept(skipping: SkippingService) -> None:
    await _code_lives_ten_minutes_and_is_sent_again_after_one(skipping)
    await _reset_lasts_half_an_hour_in_each_of_its_stages(skipping)
    await _five_mails_an_hour_and_twenty_tries_a_day(skipping)


async def _asked(skipping: SkippingService, email: str) -> Reset:
    await skipping.service.add_member(email)
    reset = Reset(skipping.service, email)
    assert (await reset.ask()).status_code == 202
    return reset


async def _expired(reset: Reset) -> None:
    await until(reset.read, lambda document: document["stage"] == "expired")
    running = "select count(*) from recoveries where ended_at is null and id = $1"
    pool, flow = reset.service.pool, reset.document["id"]
    await until(lambda: pool.fetchval(running, flow), lambda count: count == 0)


async def _code_lives_ten_minutes_and_is_sent_again_after_one(
    skipping: SkippingService,
) -> None:
    before = skipping.service.clock()
    reset = await _asked(skipping, "kim@acme.test")
    first = await reset.emailed_code()
    held = problem(await reset.resend())
    passed = skipping.service.clock() - before
    assert held[:2] == (429, "resend-too-soon")
    assert 59 - passed.total_seconds() <= held[2]["retry_after"] <= 60

    await skipping.skip(10 * _MINUTE)
    assert kind(await reset.submit_code(first)) == (422, "wrong-code")

    assert (await reset.resend()).status_code == 200
    second = await reset.emailed_code()
    await skipping.skip(9 * _MINUTE + 30 * _SECOND)
    assert (await reset.submit_code(second)).status_code == 200
    assert (await reset.set_password()).status_code == 204


async def _reset_lasts_half_an_hour_in_each_of_its_stages(
    skipping: SkippingService,
) -> None:
    waiting = await _asked(skipping, "lee@acme.test")
    proven = await _asked(skipping, "mia@acme.test")
    nobodys = Reset(skipping.service, "nobody@acme.test")
    await nobodys.ask()
    await proven.submit_code(await proven.emailed_code())

    await skipping.skip(30 * _MINUTE + _SECOND)

    for reset in (waiting, proven, nobodys):
        await _expired(reset)
    assert kind(await waiting.submit_wrong_code()) == (410, "flow-ended")
    assert kind(await proven.set_password()) == (410, "flow-ended")
    person = Journey(skipping.service, "mia@acme.test")
    assert kind(await person.start(NEW)) == (401, "invalid-credentials")
    assert (await person.start(PASSWORD)).status_code == 201


async def _five_mails_an_hour_and_twenty_tries_a_day(skipping: SkippingService) -> None:
    for email in ("nia@acme.test", "nobody-else@acme.test"):
        reset = Reset(skipping.service, email)
        if email.startswith("nia"):
            await skipping.service.add_member(email)
        for _ in range(5):
            assert (await reset.ask()).status_code == 202
        held = problem(await reset.ask())
        assert held[:2] == (429, "too-many-emails")
        assert 3500 < held[2]["retry_after"] <= 3600
    await skipping.skip(_HOUR + _SECOND)

    for email in ("nia@acme.test", "nobody-else@acme.test"):
        reset = Reset(skipping.service, email)
        for _ in range(4):
            await reset.ask()
            for _ in range(5):
                await reset.submit_wrong_code()
        await reset.ask()
        held = problem(await reset.submit_wrong_code())
        assert held[:2] == (429, "too-many-attempts")
        assert held[2]["retry_after"] > 80_000
    await skipping.skip(24 * _HOUR)

    again = Reset(skipping.service, "nia@acme.test")
    assert (await again.ask()).json()["email"]["attempts_left"] == 5
