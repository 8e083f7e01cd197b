"""Step-up in pages: the act is asked for a proof in place, and done with what was
typed.
"""

from journey import Journey
from page_texts import flash_text, heading_of
from seeding import long_enrolled, member_id_of
from service import ADMIN, MEMBER, PASSWORD, Service
from stale_sessions import grow_stale
from visitor import Visitor

_ASKED = heading_of("step up by code")
_NEW = "/admin-center/members/new"
_OFF = "/admin-center/two-step-off"


async def _admin(service: Service) -> Visitor:
    """Signed in more than five minutes ago, without an authenticator."""
    visitor = Visitor(service.http)
    await visitor.sign_in(ADMIN, application="admin_center")
    await grow_stale(service)
    return visitor


async def _enrolled_admin(service: Service) -> tuple[Visitor, Journey]:
    """The same with one, whose present code is unused."""
    visitor = await _admin(service)
    return visitor, await long_enrolled(service, ADMIN)


def _answer(visitor: Visitor) -> tuple[int, str]:
    """Status and source of the last page."""
    assert visitor.answer is not None
    return visitor.answer.status_code, visitor.answer.text


async def test_P9_an_act_is_done_with_what_was_typed_once_the_code_is_right(
    service: Service,
) -> None:
    visitor, person = await _enrolled_admin(service)
    reset = f"/admin-center/members/{await member_id_of(service.pool, MEMBER)}"
    reset += "/reset-device"
    await long_enrolled(service)
    await visitor.open(reset)

    asked = await visitor.send(reset, reason="Lost on a train")
    status, page = _answer(visitor)
    wrong = await visitor.send(reset, code=person.wrong_code())
    unclear = await visitor.send(reset, code="12")
    done = await visitor.send(reset, code=person.code())

    assert (status, asked.heading) == (403, _ASKED)
    assert "Lost on a train" not in page
    assert wrong.alerts == [flash_text("wrong-code", "two-step-off", 4)]
    assert unclear.alerts == [flash_text("invalid-request", "code")]
    assert wrong.heading == unclear.heading == _ASKED
    assert flash_text("device-reset") in done.words
    assert (
        await service.pool.fetchval(
            "select reason from event_reasons join events on events.id = event_id "
            "where kind = 'authn_device_reset'"
        )
        == "Lost on a train"
    )


async def test_P9_password_that_was_typed_for_another_is_not_shown(
    service: Service,
) -> None:
    visitor = await _admin(service)
    await visitor.open(_NEW)

    typed = {"email": "zoe@acme.test", "name": "Zoe", "language": "fr"}
    await visitor.send(_NEW, **typed, role="admin", password="a password to begin with")
    _, page = _answer(visitor)
    wrong = await visitor.send(_NEW, password="not it")
    done = await visitor.send(_NEW, password=PASSWORD)
    zoe = await Journey(service, "zoe@acme.test", "admin_center").start(
        "a password to begin with"
    )

    assert "a password to begin with" not in page
    assert "zoe@acme.test" not in page
    assert wrong.alerts == [flash_text("wrong-password", "sign-in")]
    assert flash_text("member-created") in done.words
    assert zoe.status_code == 201


async def test_P9_kept_form_opens_for_its_own_act_and_browser_alone(
    service: Service,
) -> None:
    visitor = await _admin(service)
    await service.require_two_step()
    await visitor.open(_OFF)
    asked = await visitor.send(_OFF, reason="Ticket 4711")
    hidden = asked.form(_OFF).hidden

    elsewhere = await visitor.post(_NEW, {**hidden, "password": PASSWORD})
    altered = await visitor.post(
        _OFF, {**hidden, "asked": hidden["asked"][:-4] + "AAAA", "password": PASSWORD}
    )

    assert elsewhere.status_code == altered.status_code == 400
    assert await service.pool.fetchval("select two_step_required from accounts")


async def test_P9_choosing_a_language_keeps_the_act_that_waits_and_does_not_do_it(
    service: Service,
) -> None:
    """Not even where the proof has been given in another window meanwhile."""
    visitor = await _admin(service)
    await service.require_two_step()
    await visitor.open(_OFF)
    await visitor.send(_OFF, reason="Ticket 4711")
    wrong = await visitor.send(_OFF, password="not it")
    await service.pool.execute("update sessions set stepped_up_at = now()")

    chosen = await visitor.send("/language", language="de")
    still_required = await service.pool.fetchval(
        "select two_step_required from accounts"
    )
    done = await visitor.send(_OFF, password=PASSWORD)

    assert wrong.heading == _ASKED
    assert chosen.heading == heading_of("step up by password", "de")
    assert chosen.alerts == [flash_text("wrong-password", "sign-in", language="de")]
    assert still_required
    assert flash_text("two-step-off", language="de") in done.words
    assert await service.pool.fetchval("select reason from event_reasons") == (
        "Ticket 4711"
    )


async def test_P9_within_five_minutes_nobody_is_asked(service: Service) -> None:
    visitor = Visitor(service.http)
    await visitor.sign_in(ADMIN, application="admin_center")
    await service.require_two_step()
    await visitor.open(_OFF)

    done = await visitor.send(_OFF, reason="Ticket 4711")

    assert flash_text("two-step-off") in done.words
