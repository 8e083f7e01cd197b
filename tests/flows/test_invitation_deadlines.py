"""Every deadline of an invitation, by skipping time past each of them."""

from datetime import timedelta

from invitation import CHOSEN, REMINDER, SUBJECT, Invited, administrator
from journey import Journey
from problem_documents import kind
from service import Service
from time_skipping import SkippingService
from waiting import until

_DAY, _SECOND = timedelta(days=1), timedelta(seconds=1)


async def _invited(service: Service, name: str) -> Invited:
    one = Invited(service, await administrator(service), f"{name}@acme.test")
    assert (await one.create()).status_code == 201
    return one


async def _stage(one: Invited) -> str:
    query = "select stage from invitations where member_id = $1 order by invited_at"
    stages = await one.service.pool.fetch(query, one.document["id"])
    return str(stages[-1]["stage"])


async def test_IV1_invitation_is_reminded_of_and_expires(
    skipping: SkippingService,
) -> None:
    late = await _invited(skipping.service, "kim")
    reminded = await _invited(skipping.service, "lee")
    early = await _invited(skipping.service, "mia")
    token = await late.token()
    assert (await early.accept(await early.token())).status_code == 204

    await skipping.skip(3 * _DAY + _SECOND)
    links = [await one.token(1, REMINDER) for one in (late, reminded)]
    accepted = await reminded.accept(links[1])
    await skipping.skip(4 * _DAY - timedelta(hours=1))
    alive = await late.read(token)
    await skipping.skip(timedelta(hours=1))
    dead = await late.accept(token)
    await until(lambda: _stage(late), lambda stage: stage == "expired")

    assert links == [token, reminded.tokens(SUBJECT)[0]]
    assert early.tokens(REMINDER) == []
    assert (accepted.status_code, alive.status_code) == (204, 200)
    assert kind(dead) == (404, "not-found")
    person = Journey(skipping.service, reminded.email)
    assert (await person.start(CHOSEN)).status_code == 201
    late.admin = await administrator(skipping.service)
    assert await late.two_step() == "invited"
    assert (await late.send_again()).status_code == 202
    assert (await late.accept(await late.token(2))).status_code == 204


async def test_IV8_correction_outlives_an_invitation_that_expired(
    skipping: SkippingService,
) -> None:
    one = await _invited(skipping.service, "kim")
    wrong, right = one.email, "kim.baker@acme.test"
    await one.token()
    await one.correct(right)
    token = await one.token()

    await skipping.skip(7 * _DAY + _SECOND)
    await until(lambda: _stage(one), lambda stage: stage == "expired")
    one.admin = await administrator(skipping.service)
    late, shown = await one.accept(token), await one.shown()
    again = await one.send_again()

    assert kind(late) == (404, "not-found")
    assert shown == (wrong, right)
    assert again.status_code == 202
    assert (await one.accept(await one.token(2))).status_code == 204
    assert await one.shown() == (right, None)
