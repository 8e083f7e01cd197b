"""The requirement of two-step verification switched off: a page that asks again."""

from email.message import EmailMessage

from journey import Journey
from page_texts import flash_text
from seeding import long_enrolled
from service import ADMIN, PASSWORD, Service
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


async def test_without_an_authenticator_the_password_is_asked_for_again(
    service: Service,
) -> None:
    visitor = await _admin(service)
    await visitor.open(_OFF)

    no_reason = await visitor.send(_OFF, reason=" ", password=PASSWORD)
    wrong = await visitor.send(_OFF, reason="Ticket 4711", password="not it")
    kept = wrong.all("input", id="reason")[0].attributes["value"]
    required = await _required(service)
    done = await visitor.send(_OFF, reason="Ticket 4711", password=PASSWORD)

    assert no_reason.alerts == [flash_text("invalid-request", "two-step-off")]
    assert wrong.alerts == ["Wrong password."]
    assert kept == "Ticket 4711"
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

    await visitor.send(_OFF, reason="Ticket 4711", password=PASSWORD)

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


async def test_T1_V2_with_an_authenticator_a_code_is_judged_as_at_a_login(
    service: Service,
) -> None:
    visitor = await _admin(service)
    person = await long_enrolled(service, ADMIN)
    await visitor.open(_OFF)

    wrong = await visitor.send(_OFF, reason="Ticket 4711", code=person.wrong_code())
    failures = await service.pool.fetchval("select failures from known_networks")
    by_password = await visitor.post(
        _OFF,
        {**wrong.form(_OFF).hidden, "reason": "Ticket 4711", "password": PASSWORD},
    )
    required = await _required(service)
    code = person.code()
    await visitor.open(_OFF)
    done = await visitor.send(_OFF, reason="Ticket 4711", code=code)
    again = await person.submit_code(code)

    assert wrong.alerts == [flash_text("wrong-code", "two-step-off", 4)]
    assert failures == 1
    assert by_password.status_code == 422
    assert required
    assert flash_text("two-step-off") in done.words
    assert again.status_code == 422


async def test_T1_wait_after_wrong_codes_refuses_a_right_one(service: Service) -> None:
    visitor = await _admin(service)
    person = await long_enrolled(service, ADMIN)
    await visitor.open(_OFF)

    for _ in range(5):
        await visitor.send(_OFF, reason="Ticket 4711", code=person.wrong_code())
    refused = await visitor.send(_OFF, reason="Ticket 4711", code=person.code())

    assert refused.alerts[0].startswith(flash_text("too-many-attempts", "code"))
    assert await _required(service)


async def test_an_api_call_notifies_them_too(service: Service) -> None:
    admin = Journey(service, ADMIN, "admin_center")
    await admin.start()
    await service.require_two_step()

    answer = await admin.with_session(
        "PATCH", "/v1/account", json={"two_step_required": False}
    )

    assert answer.json()["two_step_required"] is False
    assert set(await _notified(service, 1)) == {ADMIN}
