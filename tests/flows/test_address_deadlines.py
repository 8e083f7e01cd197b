"""Every deadline of a change of address, by skipping time past each of them."""

from datetime import timedelta

from address_change import Move
from journey import Journey
from problem_documents import kind, problem
from time_skipping import SkippingService
from waiting import until

_SECOND = timedelta(seconds=1)
_MINUTE = timedelta(minutes=1)


async def _signed_in(skipping: SkippingService, email: str, new: str) -> Move:
    person = Journey(skipping.service, email)
    assert (await person.start()).status_code == 201
    return Move(person, new)


async def test_AD1_every_deadline_of_a_change_of_address_is_kept(
    skipping: SkippingService,
) -> None:
    await skipping.service.add_member("kim@acme.test")
    move = await _signed_in(skipping, "kim@acme.test", "kim.park@acme.test")
    await move.ask()
    first = await move.emailed_code()
    assert problem(await move.resend())[:2] == (429, "resend-too-soon")
    await skipping.skip(10 * _MINUTE)
    assert kind(await move.submit_code(first)) == (422, "wrong-code")

    assert (await move.resend()).status_code == 200
    assert kind(await move.submit_code(first)) == (422, "wrong-code")
    second = await move.emailed_code()
    await skipping.skip(9 * _MINUTE + 30 * _SECOND)
    assert (await move.submit_code(second)).status_code == 204

    late = await _signed_in(skipping, "kim.park@acme.test", "kim@acme.test")
    await late.ask()
    await skipping.skip(timedelta(days=1) + _SECOND)
    pool = skipping.service.pool
    ended = "select stage from address_changes where email = 'kim@acme.test'"
    await until(lambda: pool.fetchval(ended), lambda stage: stage == "expired")
    again = await _signed_in(skipping, "kim.park@acme.test", "kim@acme.test")
    assert kind(await again.submit_wrong_code()) == (410, "flow-ended")
    assert (await again.me())["pending_email"] is None
