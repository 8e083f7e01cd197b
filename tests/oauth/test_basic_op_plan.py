"""What the modules of the OpenID Foundation's Basic OP plan ask, each by its name.

The plan's client has a secret and no PKCE. Modules that need a person's eyes (pictures
of a page) are here the heading of that page.
"""

from typing import Any

import httpx

from client_application import (
    CALLBACK,
    ClientApplication,
    add_client,
    answer_of,
    id_token_of,
)
from doorstep.rules.clients import Scope
from doorstep.rules.pkce import challenge_of
from service import MEMBER, PASSWORD, Service
from visitor import Visitor

_ALL = "openid email profile phone address offline_access"
_EMAIL = {"email", "email_verified"}
_PROFILE = {"name", "locale", "preferred_username"}
_SUCCEED: dict[str, dict[str, str | None]] = {
    "oidcc-server": {},
    "oidcc-ensure-request-without-nonce-succeeds-for-code-flow": {"nonce": None},
    "oidcc-ensure-other-scope-order-succeeds": {"scope": "email openid"},
    "oidcc-display-page": {"display": "page"},
    "oidcc-display-popup": {"display": "popup"},
    "oidcc-ensure-request-with-unknown-parameter-succeeds": {"extra": "foobar"},
    "oidcc-login-hint": {"login_hint": "bob@example.com"},
    "oidcc-ui-locales": {"ui_locales": "se"},
    "oidcc-claims-locales": {"claims_locales": "se"},
    "oidcc-ensure-request-with-acr-values-succeeds": {"acr_values": "1 2"},
    "oidcc-claims-essential": {"claims": '{"userinfo": {"name": {"essential": true}}}'},
}
_SCOPES: dict[str, tuple[str, set[str]]] = {
    "oidcc-scope-profile": ("openid profile", _PROFILE),
    "oidcc-scope-email": ("openid email", _EMAIL),
    "oidcc-scope-address": ("openid address", set()),
    "oidcc-scope-phone": ("openid phone", set()),
    "oidcc-scope-all": (_ALL, _EMAIL | _PROFILE),
}


async def _client(service: Service) -> ClientApplication:
    scopes = (Scope.openid, Scope.profile, Scope.email, Scope.offline_access)
    return await add_client(service, require_pkce=False, scopes=scopes)


def _asked(changed: dict[str, str | None]) -> dict[str, str | None]:
    return {"code_challenge": None, "code_challenge_method": None, **changed}


async def _code(client: ClientApplication, **changed: str | None) -> str:
    """That of a person who signs in."""
    visitor = Visitor(client.service.http)
    await client.open(visitor, **_asked(changed))
    await visitor.send("/sign-in", email=MEMBER, password=PASSWORD)
    assert visitor.answer is not None
    answer = answer_of(visitor.answer)
    assert answer["state"] == client.state
    return answer["code"]


async def _another_code(client: ClientApplication, **changed: str | None) -> str:
    """By the session that the browser has."""
    answer = answer_of(await client.ask(**_asked(changed)))
    assert answer["state"] == client.state
    return answer["code"]


async def _exchange(client: ClientApplication, code: str) -> httpx.Response:
    form = {
        "grant_type": "authorization_code",
        "code": code,
        "redirect_uri": CALLBACK,
    }
    return await _token(client, form)


async def _token(client: ClientApplication, form: dict[str, str]) -> httpx.Response:
    auth = (client.id, client.secret)
    return await client.service.http.post("/oauth2/token", data=form, auth=auth)


async def _tokens(client: ClientApplication, code: str) -> dict[str, Any]:
    answer = await _exchange(client, code)
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


async def _userinfo(service: Service, tokens: dict[str, Any]) -> dict[str, Any]:
    bearer = {"authorization": f"Bearer {tokens['access_token']}"}
    answer = await service.http.get("/oauth2/userinfo", headers=bearer)
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


async def test_sign_in_succeeds(service: Service) -> None:
    client = await _client(service)
    await _code(client)

    for module, changed in _SUCCEED.items():
        tokens = await _tokens(client, await _another_code(client, **changed))

        assert tokens["token_type"].lower() == "bearer", module
        assert (await _userinfo(service, tokens))["sub"], module


async def test_userinfo_has_the_claims_of_the_scopes(service: Service) -> None:
    client = await _client(service)
    await _code(client)

    for module, (scope, claims) in _SCOPES.items():
        tokens = await _tokens(client, await _another_code(client, scope=scope))

        assert (await _userinfo(service, tokens)).keys() == {"sub", *claims}, module


async def test_userinfo_takes_the_token(service: Service) -> None:
    """oidcc-userinfo-get, oidcc-userinfo-post-header, oidcc-userinfo-post-body."""
    client, http = await _client(service), service.http
    token = (await _tokens(client, await _code(client)))["access_token"]
    bearer = {"authorization": f"Bearer {token}"}

    answers = (
        await http.get("/oauth2/userinfo", headers=bearer),
        await http.post("/oauth2/userinfo", headers=bearer),
        await http.post("/oauth2/userinfo", data={"access_token": token}),
    )

    assert [answer.json()["email"] for answer in answers] == [MEMBER] * 3


_ERRORS: dict[str, tuple[dict[str, str | None], set[str]]] = {
    "oidcc-response-type-missing": (
        {"response_type": None},
        {"invalid_request", "unsupported_response_type"},
    ),
    "oidcc-prompt-none-not-logged-in": ({"prompt": "none"}, {"login_required"}),
    "oidcc-unsigned-request-object-supported-correctly-or-rejected-as-unsupported": (
        {"request": "eyJhbGciOiJub25lIn0.e30."},
        {"request_not_supported"},
    ),
}


async def test_client_is_told_an_error(service: Service) -> None:
    client = await _client(service)

    for module, (changed, errors) in _ERRORS.items():
        answer = answer_of(await client.ask(**_asked(changed)))

        assert answer["error"] in errors, module
        assert answer["state"] == client.state


async def test_P1_address_that_is_not_registered_is_told_on_our_page(
    service: Service,
) -> None:
    """oidcc-ensure-registered-redirect-uri, and with a request object
    oidcc-ensure-request-object-with-redirect-uri.
    """
    client = await _client(service)
    other = {"redirect_uri": f"{CALLBACK}/other"}

    for changed in (other, {**other, "request": "eyJhbGciOiJub25lIn0.e30."}):
        answer = await client.ask(**_asked({**changed}))

        assert answer.status_code == 400
        assert "location" not in answer.headers


_AGAIN: dict[str, tuple[dict[str, str | None], bool]] = {
    "oidcc-prompt-none-logged-in": ({"prompt": "none"}, False),
    "oidcc-prompt-login": ({"prompt": "login"}, True),
    "oidcc-max-age-1": ({"max_age": "0"}, True),
    "oidcc-max-age-10000": ({"max_age": "10000"}, False),
}


async def test_person_who_is_signed_in_is_asked_again(service: Service) -> None:
    """The suite waits for a second where `max_age` is 1; 0 needs no waiting."""
    client = await _client(service)
    await _code(client)

    for module, (changed, asks) in _AGAIN.items():
        answer = await client.ask(**_asked(changed))

        assert answer.headers["location"].startswith(CALLBACK) is not asks, module


async def test_P2_code_that_is_used_again_is_refused(service: Service) -> None:
    """Whenever: oidcc-codereuse, and after a wait, with a look at the tokens,
    oidcc-codereuse-30seconds.
    """
    client = await _client(service)
    code = await _code(client)
    tokens = await _tokens(client, code)

    again = await _exchange(client, code)

    assert again.json()["error"] == "invalid_grant"
    bearer = {"authorization": f"Bearer {tokens['access_token']}"}
    ended = await service.http.get("/oauth2/userinfo", headers=bearer)
    assert ended.status_code == 401


async def test_oidcc_refresh_token(service: Service) -> None:
    client = await _client(service)
    first = await _tokens(client, await _code(client, scope=_ALL))
    form = {"grant_type": "refresh_token", "refresh_token": first["refresh_token"]}

    second = (await _token(client, form)).json()

    assert second["refresh_token"] != first["refresh_token"]
    assert await _userinfo(service, second) == await _userinfo(service, first)


async def test_oidcc_id_token_hint(service: Service) -> None:
    client = await _client(service)
    hint = (await _tokens(client, await _code(client)))["id_token"]

    answer = await client.ask(**_asked({"prompt": "none", "id_token_hint": hint}))

    assert "code" in answer_of(answer)


async def test_oidcc_server_client_secret_post(service: Service) -> None:
    client = await _client(service)
    form = {
        "grant_type": "authorization_code",
        "code": await _code(client),
        "redirect_uri": CALLBACK,
        "client_id": client.id,
        "client_secret": client.secret,
    }

    answer = await service.http.post("/oauth2/token", data=form)

    assert answer.status_code == 200


async def test_oidcc_ensure_request_with_valid_pkce_succeeds(service: Service) -> None:
    """The ID token's signature is that of a published key: oidcc-idtoken-signature."""
    client = await _client(service)
    challenge = challenge_of(client.verifier)

    code = await _code(client, code_challenge=challenge, code_challenge_method="S256")

    assert (await id_token_of(client, code))["nonce"] == "a nonce"


async def test_oidcc_ensure_post_request_succeeds(service: Service) -> None:
    client, visitor = await _client(service), Visitor(service.http)
    form = client.address(**_asked({})).partition("?")[2]
    kind = {"content-type": "application/x-www-form-urlencoded"}

    posted = await service.http.post("/oauth2/authorize", content=form, headers=kind)
    await visitor.open(posted.headers["location"])
    await visitor.send("/sign-in", email=MEMBER, password=PASSWORD)

    assert visitor.answer is not None
    assert "code" in answer_of(visitor.answer)
