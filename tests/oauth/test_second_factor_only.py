"""Clients with passwords of their own: Doorstep asks for the code alone."""

from urllib.parse import quote

from application import with_token
from authenticator import code_at
from client_application import (
    ClientApplication,
    add_client,
    answer_of,
    id_token_of,
    push,
    pushed,
)
from doorstep.rules.seal import KeyRing
from seeding import insert_device, member_id_of
from service import MEMBER, Service
from visitor import Visitor

_KNOWN_AS = "user/42"


async def _portal(service: Service) -> ClientApplication:
    """A client that knows Max by an id of its own."""
    portal = await add_client(service, first_factor="client", name="The Portal")
    await service.pool.execute(
        "insert into subjects values ($1, $2, $3, now())",
        portal.id,
        _KNOWN_AS,
        await member_id_of(service.pool, MEMBER),
    )
    return portal


async def _device(service: Service) -> str:
    ring = KeyRing.parse(service.settings.keys)
    member_id = await member_id_of(service.pool, MEMBER)
    at = service.clock()
    secret = await insert_device(service.pool, ring, member_id, at)
    await service.pool.execute("update devices set last_step = 0")
    return secret


async def _claims(
    portal: ClientApplication, service: Service, code: str
) -> dict[str, object]:
    """Of an ID token that a code from the app has given."""
    visitor = Visitor(service.http)
    await visitor.open(await pushed(portal, login_hint=_KNOWN_AS, scope="openid email"))
    await visitor.send("/verify/code", code=code)
    assert visitor.answer is not None
    return await id_token_of(portal, answer_of(visitor.answer)["code"])


async def test_P8_address_that_the_client_has_changed_is_verified_no_more(
    service: Service,
) -> None:
    portal, secret = await _portal(service), await _device(service)
    await service.pool.execute("update members set password_hash = null")
    application = await with_token(service, portal.id, "subjects")
    at = service.clock()

    before = await _claims(portal, service, code_at(secret, at, -1))
    await application.put(quote(_KNOWN_AS, safe=""), email="max@else.test")
    after = await _claims(portal, service, code_at(secret, at))

    assert (before["email"], before["email_verified"]) == (MEMBER, True)
    assert (after["email"], after["email_verified"]) == ("max@else.test", False)


async def test_person_goes_straight_to_the_code_and_back_without_a_session(
    service: Service,
) -> None:
    portal, secret = await _portal(service), await _device(service)
    visitor = Visitor(service.http)

    prompt = await visitor.open(
        await pushed(portal, login_hint=_KNOWN_AS, purpose="Pay 40 euros")
    )
    await visitor.send("/verify/code", code=code_at(secret, service.clock()))

    assert prompt.heading == "Enter the code from your app"
    assert "The Portal" in prompt.words
    assert "Pay 40 euros" in prompt.words
    assert visitor.answer is not None
    claims = await id_token_of(portal, answer_of(visitor.answer)["code"])
    assert claims["preferred_username"] == _KNOWN_AS
    assert claims["amr"] == ["otp"]
    assert claims["acr"] == "urn:doorstep:acr:mfa"
    assert "sid" not in claims
    assert await service.pool.fetchval("select count(*) from sessions") == 0


async def test_session_of_the_browser_is_no_answer(service: Service) -> None:
    portal, visitor = await _portal(service), Visitor(service.http)
    await visitor.sign_in()

    page = await visitor.open(await pushed(portal, login_hint=_KNOWN_AS))

    assert page.heading == "Set up an additional way to verify your account"


async def test_request_without_the_clients_word_is_refused(service: Service) -> None:
    portal = await _portal(service)

    in_front = await portal.ask(login_hint=_KNOWN_AS)
    unknown = await push(portal, login_hint="user/43")
    missing = await push(portal)
    silent = await service.http.get(
        await pushed(portal, login_hint=_KNOWN_AS, prompt="none")
    )

    assert answer_of(in_front)["error"] == "unauthorized_client"
    assert unknown.json()["error"] == missing.json()["error"] == "invalid_request"
    assert answer_of(silent)["error"] == "login_required"


async def test_cancelled_code_leads_back_and_never_to_a_password(
    service: Service,
) -> None:
    portal, visitor = await _portal(service), Visitor(service.http)
    await _device(service)
    await visitor.open(await pushed(portal, login_hint=_KNOWN_AS))

    ended = await visitor.send("/verify/cancel")
    login = ended.form("/verify/decline").hidden["login"]
    again = await Visitor(service.http).open(f"/verify/return?login={login}")
    await visitor.send("/verify/decline")

    assert "Sign in again" not in ended.words
    assert again.heading == "This sign-in can't continue"
    assert visitor.answer is not None
    assert answer_of(visitor.answer)["error"] == "access_denied"
