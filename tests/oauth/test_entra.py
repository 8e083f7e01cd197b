"""Microsoft Entra ID as a caller, against one that does what its reference says."""

import time
from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import httpx
import pytest
from joserfc import jwt
from joserfc.jwk import KeySet, RSAKey

from authenticator import code_at
from client_application import ClientApplication, add_client
from doorstep.rules.seal import KeyRing
from fake_entra import (
    CALLBACK,
    OBJECT_ID,
    REGISTRATION,
    TENANT,
    FakeEntra,
    fake_entra,
)
from markup import Markup
from seeding import insert_device, member_id_of
from service import MEMBER, Service
from visitor import Visitor


@pytest.fixture
async def entra() -> AsyncIterator[FakeEntra]:
    async with fake_entra() as entra:
        yield entra


async def _registered(service: Service, entra: FakeEntra) -> ClientApplication:
    return await add_client(
        service,
        name="Microsoft Entra ID",
        first_factor="id_token_hint",
        redirect_uris=(CALLBACK,),
        entra_tenant_id=TENANT,
        entra_client_id=REGISTRATION,
        entra_issuer=entra.issuer,
    )


async def _post(service: Service, form: dict[str, str]) -> httpx.Response:
    """From another site: Lax cookies do not come."""
    jar = service.http.cookies.jar
    kept = list(jar)
    jar.clear()
    answer = await service.http.post("/oauth2/authorize", data=form)
    jar.clear()
    for cookie in kept:
        jar.set_cookie(cookie)
    return answer


async def _device(service: Service) -> str:
    ring, at = KeyRing.parse(service.settings.keys), service.clock()
    member_id = await member_id_of(service.pool, MEMBER)
    secret = await insert_device(service.pool, ring, member_id, at)
    await service.pool.execute("update devices set last_step = 0")
    return secret


def _answer(response: httpx.Response) -> dict[str, str]:
    assert (
        "form-action https://login.microsoftonline.com https:;"
        in (response.headers["content-security-policy"])
    )
    return Markup(response.text).form(CALLBACK).hidden


async def _claims(service: Service, token: str) -> dict[str, Any]:
    published = (await service.http.get("/oauth2/jwks")).json()
    assert any("x5c" in key for key in published["keys"])
    decoded = jwt.decode(token, KeySet.import_key_set(published), ["RS256"])
    return dict(decoded.claims)


async def test_hint_leads_to_the_code_and_back_with_an_id_token(
    service: Service, entra: FakeEntra
) -> None:
    client, secret = await _registered(service, entra), await _device(service)
    visitor = Visitor(service.http)

    posted = await _post(service, entra.form(client.id))
    prompt = await visitor.open(posted.headers["location"])
    written_by = await service.pool.fetch(
        "select xmin::text from logins where application = $1"
        " union select xmin::text from authorization_requests",
        client.id,
    )
    await visitor.send("/verify/code", code=code_at(secret, service.clock()))

    assert prompt.heading == "Enter the code from your app"
    assert len(written_by) == 1  # login and request, in one transaction
    assert visitor.answer is not None
    answer = _answer(visitor.answer)
    assert answer["state"] == "ewAfxQ"
    claims = await _claims(service, answer["id_token"])
    assert claims["sub"] == "mBfcvuhSHkDWVgV72x2ruIYdSsPSvcj2R0qfc6mGEAA"
    assert claims["aud"] == client.id
    assert claims["amr"] == ["otp"]
    assert claims["acr"] == "possessionorinherence"
    assert claims["nonce"] == "AwABAAEAAAACAOz_BQD0"
    assert claims["exp"] > service.clock().timestamp() >= claims["iat"]


@pytest.mark.parametrize(
    "changed",
    [
        {"iss": "https://login.microsoftonline.com/other/v2.0"},
        {"aud": "another registration"},
        {"tid": "another tenant"},
        {"oid": None},
        {"preferred_username": "nobody@acme.test"},
        {"iat": int(time.time()) - 601},
        {"iat": int(time.time()) + 3600},
        {"iat": None},
    ],
)
async def test_hint_of_somebody_else_or_of_another_time_is_denied(
    service: Service, entra: FakeEntra, changed: dict[str, Any]
) -> None:
    client = await _registered(service, entra)
    form = entra.form(client.id, id_token_hint=entra.hint(**changed))

    answer = await _post(service, form)

    assert _answer(answer)["error"] == "access_denied"


async def test_hint_that_entra_has_not_signed_is_denied(
    service: Service, entra: FakeEntra
) -> None:
    client, forger = await _registered(service, entra), RSAKey.generate_key(2048)

    answers = [
        await _post(service, entra.form(client.id, id_token_hint=hint))
        for hint in (entra.hint(forger), "e30.e30.", None)
    ]

    assert {_answer(each)["error"] for each in answers} == {"access_denied"}


async def test_person_is_known_by_the_id_of_the_tenant_once_seen(
    service: Service, entra: FakeEntra
) -> None:
    """An address that goes to another person of the tenant opens nobody's door."""
    client = await _registered(service, entra)
    await _post(service, entra.form(client.id))
    renamed = entra.hint(preferred_username="maximilian@acme.test")
    successor = entra.hint(oid="11112222-bbbb-3333-cccc-4444dddd5555")

    same = await _post(service, entra.form(client.id, id_token_hint=renamed))
    other = await _post(service, entra.form(client.id, id_token_hint=successor))

    assert same.status_code == 303
    assert _answer(other)["error"] == "access_denied"
    rows = await service.pool.fetch("select external_id from subjects")
    assert [row["external_id"] for row in rows] == [OBJECT_ID]
    events = await service.pool.fetch(
        "select member_id, detail->>'client' as client from events"
        " where kind = 'user_linked'"
    )
    member_id = await member_id_of(service.pool, MEMBER)
    assert [tuple(row) for row in events] == [(member_id, client.id)]


async def test_what_a_code_cannot_be_is_denied_and_a_get_is_refused(
    service: Service, entra: FakeEntra
) -> None:
    client = await _registered(service, entra)
    face = '{"id_token": {"amr": {"essential": true, "values": ["face"]}}}'

    denied = await _post(service, entra.form(client.id, claims=face))
    code = await _post(service, entra.form(client.id, response_type="code"))
    got = await service.http.get("/oauth2/authorize", params=entra.form(client.id))

    assert _answer(denied)["error"] == "access_denied"
    assert _answer(code)["error"] == "unsupported_response_type"
    assert _answer(got)["error"] == "invalid_request"


async def test_setup_that_outlasts_entra_ends_on_a_page_that_says_so(
    service: Service, entra: FakeEntra
) -> None:
    client, visitor = await _registered(service, entra), Visitor(service.http)
    posted = await _post(service, entra.form(client.id))
    await visitor.open(posted.headers["location"])
    await visitor.send("/verify/setup")
    await service.mail.wait_for(1)
    await visitor.send("/verify/email-code", code=service.mail.codes()[-1])
    await visitor.send("/verify/continue")
    (shown,) = visitor.page.all("code")
    secret = shown.text.replace(" ", "")
    await visitor.send("/verify/continue")
    await visitor.send("/verify/setup-code", code=code_at(secret, service.clock()))
    await service.pool.execute(
        "update authorization_requests set created_at = created_at - $1::interval",
        timedelta(minutes=11),
    )
    await visitor.open("/verify")

    page = await visitor.send("/verify/code", code=code_at(secret, service.clock(), 1))

    assert page.heading == "Your mobile device is set up"
    assert "Microsoft Entra ID" in page.words
    assert not page.all("form", action=CALLBACK)
