"""Deadlines on the pages without JavaScript, and the next step."""

from datetime import timedelta

from doorstep import i18n
from doorstep.rules.seal import KeyRing
from markup import Markup
from page_texts import flash_text, heading_of
from seeding import insert_device, member_id_of
from service import MEMBER, Service
from time_skipping import SkippingService
from visitor import Visitor
from waiting import until

_MINUTE = timedelta(minutes=1)


async def _setups_over(service: Service) -> None:
    """A deadline takes effect a moment after the clock passes it."""
    running = "select count(*) from enrollments where ended_at is null"
    await until(lambda: service.pool.fetchval(running), lambda count: count == 0)


def _mail_is(state: str, page: Markup) -> bool:
    return bool(page.all("div", id="email-state", **{"class": f"state {state}"}))


async def test_passed_deadline_is_shown_with_the_next_step(
    skipping: SkippingService,
) -> None:
    service = skipping.service
    await service.require_two_step()
    visitor = Visitor(service.http)
    await visitor.sign_in()
    await visitor.send("/verify/setup")
    await service.mail.wait_for(1)

    await skipping.skip(11 * _MINUTE)
    late = await visitor.open("/verify")
    again = await visitor.send("/verify/resend")
    await service.mail.wait_for(2)
    await skipping.skip(20 * _MINUTE)
    await _setups_over(service)
    over = await visitor.send("/verify/email-code", code=service.mail.codes()[-1])
    begun = await visitor.send("/verify/setup")
    await skipping.skip(45 * _MINUTE)
    await _setups_over(service)
    ended = await visitor.send("/verify/email-code", code=service.mail.codes()[-1])

    assert _mail_is("spent", late)
    assert flash_text("email-sent") in again.words
    assert over.heading == heading_of("setup required")
    assert over.alerts == [flash_text("setup-expired")]
    assert begun.heading == heading_of("mail sent")
    assert ended.heading == heading_of("expired")
    assert ended.all("a", href="/sign-in?application=web_console")


async def test_page_says_when_a_slow_mail_server_is_tried_again(
    service: Service,
) -> None:
    await service.require_two_step()
    service.mail.answer = "451 4.7.1 come back later"
    visitor = Visitor(service.http)
    await visitor.sign_in()
    await visitor.send("/verify/setup")

    slow = await until(
        lambda: visitor.open("/verify"),
        lambda page: _mail_is("retrying", page),
    )
    service.mail.answer = None
    sent = await until(
        lambda: visitor.open("/verify"),
        lambda page: _mail_is("sent", page),
    )

    assert slow.heading == heading_of("mail on its way")
    assert slow.all("time")
    assert sent.heading == heading_of("mail sent")


async def test_repeated_wrong_codes_show_when_the_device_was_set_up(
    service: Service,
) -> None:
    await service.require_two_step()
    enrolled_at = service.clock() - timedelta(days=40)
    member_id = await member_id_of(service.pool, MEMBER)
    ring = KeyRing.parse(service.settings.keys)
    await insert_device(service.pool, ring, member_id, enrolled_at)
    visitor = Visitor(service.http)
    sentence = f"It was set up on {i18n.date(enrolled_at, 'en')}."

    first = await visitor.sign_in()
    pages = [await visitor.send("/verify/code", code="000000") for _ in range(6)]

    assert sentence not in first.words
    assert all(sentence in page.words for page in pages)
    assert pages[-1].alerts[0].startswith(flash_text("too-many-attempts", "code"))
    assert pages[-1].all("a", href="/verify/new-device")
