"""The requirement of two-step verification switched off, by a page of its own."""

from email.message import EmailMessage

from journey import Journey
from page_texts import flash_text, heading_of
from service import ADMIN, PASSWORD, Service
from stale_sessions import grow_stale
from visitor import Visitor
from waiting import until_true

_OFF = "/admin-center/two-step-off"


async def _admin(service: Service) -> Visitor:
    """Signed in while no code was required."""
    visitor = Visitor(service.http)
    await visitor.sign_in(ADMIN, application="admin_center")
    await service.require_two_step()
    return visitor


async def _required(service: Service) -> bool:
    return bool(await service.pool.fetchval("select two_step_required from accounts"))


async def _notified(service: Service, count: int) -> dict[str, EmailMessage]:
    """The notices by their recipients, once there are so many."""

    def notices() -> dict[str, EmailMessage]:
        return {
            str(each["To"]): each
            for each in service.mail.messages
            if each["Subject"] == "Two-step verification was turned off"
        }

    await until_true(lambda: len(notices()) >= count)
    return notices()


async def test_switch_leads_to_a_page_of_its_own(service: Service) -> None:
    visitor = await _admin(service)

    security = await visitor.open("/admin-center")
    page = await visitor.open(_OFF)
    hidden = page.form(_OFF).hidden
    unticked = await visitor.post("/admin-center/two-step", hidden)

    assert security.all("a", href=_OFF)
    assert "2 members can then sign in with a password alone." in page.words
    assert unticked.url.path == _OFF
    assert await _required(service)


async def test_reason_is_wanted_and_kept_while_the_password_is_asked_for(
    service: Service,
) -> None:
    visitor = await _admin(service)
    await grow_stale(service)
    await visitor.open(_OFF)

    no_reason = await visitor.send(_OFF, reason=" ")
    asked = await visitor.send(_OFF, reason="Ticket 4711")
    wrong = await visitor.send(_OFF, password="not it")
    required = await _required(service)
    done = await visitor.send(_OFF, password=PASSWORD)

    assert no_reason.alerts == [flash_text("invalid-request", "two-step-off")]
    assert asked.heading == heading_of("step up by password")
    assert wrong.alerts == ["Wrong password."]
    assert required
    assert flash_text("two-step-off") in done.words
    assert not await _required(service)
    assert await service.pool.fetch(
        "select kind from events where kind = 'authn_password_fail'"
    )


async def test_every_administrator_is_notified_and_the_reason_kept(
    service: Service,
) -> None:
    visitor = await _admin(service)
    await service.add_member("zoe@acme.test", "admin")
    await visitor.open(_OFF)

    await visitor.send(_OFF, reason="Ticket 4711")

    mails = await _notified(service, 2)
    text = mails["zoe@acme.test"].get_body(("plain",))
    assert set(mails) == {ADMIN, "zoe@acme.test"}
    assert text is not None
    assert "Ada turned off two-step verification" in text.get_content()
    assert "sign-in to the Admin Center" in text.get_content()
    assert (
        await service.pool.fetchval(
            "select reason from event_reasons join events on events.id = event_id "
            "where kind = 'account_changed'"
        )
        == "Ticket 4711"
    )


async def test_an_api_call_notifies_them_too(service: Service) -> None:
    admin = Journey(service, ADMIN, "admin_center")
    await admin.start()
    await service.require_two_step()

    answer = await admin.with_session(
        "PATCH", "/v1/account", json={"two_step_required": False}
    )

    assert answer.json()["two_step_required"] is False
    assert set(await _notified(service, 1)) == {ADMIN}
