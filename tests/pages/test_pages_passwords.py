"""The pages of passwords: one's own is changed, a forgotten one is reset."""

from password_reset import NEW, SUBJECT
from seeding import long_enrolled
from service import MEMBER, PASSWORD, Service
from visitor import Visitor
from waiting import until_true

_RESET = "/reset-password"
_CHANGE = "/security/password"


async def _code(service: Service, number: int = 1) -> str:
    await until_true(lambda: len(service.mail.codes(MEMBER, SUBJECT)) >= number)
    return service.mail.codes(MEMBER, SUBJECT)[-1]


async def _has_asked(service: Service, email: str = MEMBER) -> Visitor:
    visitor = Visitor(service.http)
    page = await visitor.open("/sign-in")
    assert page.all("a", href=_RESET)
    await visitor.open(_RESET)
    await visitor.send(_RESET, email=email)
    return visitor


async def test_PW1_forgotten_password_is_replaced_on_the_pages(
    service: Service,
) -> None:
    visitor = await _has_asked(service)

    wrong = await visitor.send(f"{_RESET}/email-code", code="000 000")
    proven = await visitor.send(f"{_RESET}/email-code", code=await _code(service))
    weak = await visitor.send(f"{_RESET}/password", new="password" * 2)
    done = await visitor.send(f"{_RESET}/password", new=NEW)

    assert wrong.all("p", id="code-error")
    assert proven.all("input", name="new", autocomplete="new-password")
    assert weak.all("p", id="new-error")
    assert visitor.path == "/sign-in"
    assert done.all("p", role="status")
    assert done.all("input", name="email", value=MEMBER)
    await visitor.send("/sign-in", email=MEMBER, password=NEW)
    assert visitor.path == "/"


async def test_PW3_page_of_an_address_that_nobody_has_is_the_same(
    service: Service,
) -> None:
    pages = []
    for email in (MEMBER, "mad@acme.test"):
        visitor = await _has_asked(service, email)
        wrong = await visitor.send(f"{_RESET}/email-code", code="000000")
        pages.append(
            [each.text for each in wrong.all("p") if "expires" not in each.text]
        )
        service.http.cookies.clear()

    assert pages[0] == pages[1]
    assert any("m•••@acme.test" in text for text in pages[0])


async def test_cancelled_reset_leads_back_to_the_sign_in(service: Service) -> None:
    visitor = await _has_asked(service)

    await visitor.send(f"{_RESET}/cancel")

    assert visitor.path == "/sign-in"
    assert (await visitor.open(_RESET)).all("input", name="email")


async def test_PW10_own_password_is_changed_on_the_page_security(
    service: Service,
) -> None:
    visitor = Visitor(service.http)
    await visitor.open("/.well-known/change-password")
    asked_to_sign_in = visitor.path
    await visitor.send("/sign-in", email=MEMBER, password=PASSWORD)
    led_to = visitor.path

    wrong = await visitor.send(_CHANGE, current="a guess", new=NEW)
    weak = await visitor.send(_CHANGE, current=PASSWORD, new="fourteen chars")
    done = await visitor.send(_CHANGE, current=PASSWORD, new=NEW)

    assert (asked_to_sign_in, led_to) == ("/sign-in", "/security")
    assert wrong.all("p", id="current-error")
    assert weak.all("p", id="new-error")
    assert done.all("p", role="status")
    assert visitor.path == "/security"


async def test_R1_new_device_is_set_up_from_the_page_security(
    service: Service,
) -> None:
    """By a new login, which wants the password: the session alone replaces nothing."""
    person = await long_enrolled(service)
    await service.require_two_step()
    visitor = Visitor(service.http)
    await visitor.open("/sign-in")
    await visitor.send("/sign-in", email=MEMBER, password=PASSWORD)
    await visitor.send("/verify/code", code=person.code())
    await visitor.open("/security")

    left = await visitor.send("/security/replace-device")
    asked_at = visitor.path
    (email,) = left.all("input", name="email")
    await visitor.open("/security")
    ended_at = visitor.path
    await visitor.open("/sign-in")
    prompt = await visitor.send("/sign-in", email=MEMBER, password=PASSWORD)

    assert (asked_at, ended_at) == ("/sign-in", "/sign-in")
    assert email.attributes["value"] == MEMBER
    assert left.all("p", role="status")
    assert prompt.all("form", action="/verify/code")
    assert prompt.all("a", href="/verify/new-device")


async def test_own_language_is_changed_on_the_page_security(service: Service) -> None:
    """And the page is in it, whichever was chosen in this browser before."""
    visitor = Visitor(service.http)
    await visitor.sign_in()
    await visitor.open("/security")
    await visitor.send("/language", language="it")

    done = await visitor.send("/security/language", language="fr")
    unknown = await visitor.post(
        "/security/language",
        {**done.form("/security/language").hidden, "language": "xx"},
    )

    assert done.all("html", lang="fr")
    assert done.all("p", role="status")
    assert unknown.status_code == 422
    event = await service.pool.fetchrow(
        "select member_id, actor_id, detail from events order by id desc limit 1"
    )
    assert event is not None
    assert event["member_id"] == event["actor_id"]
    assert (event["detail"]["language_from"], event["detail"]["language"]) == (
        "en",
        "fr",
    )
