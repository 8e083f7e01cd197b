"""The token endpoint: what a client gets, and what it is told where it gets nothing."""

from datetime import timedelta
from hashlib import sha256
from typing import Any

import httpx
import pytest
from joserfc import jwt
from joserfc.jwk import KeySet

from doorstep.rules.clients import AuthMethod, ClientKind, FirstFactor, SigningAlgorithm
from doorstep.rules.tokens import token_hash
from provider import Provider
from provider_rows import EVERYTHING, ORIGIN, Registered


async def _read_id_token(provider: Provider, token: str) -> dict[str, Any]:
    keys = KeySet.import_key_set((await provider.http.get("/oauth2/jwks")).json())
    read = jwt.decode(token, keys, ["RS256", "ES256"])
    assert read.header.keys() == {"alg", "kid", "typ"}
    return dict(read.claims)


async def _userinfo(provider: Provider, token: str) -> httpx.Response:
    return await provider.http.get(
        "/oauth2/userinfo", headers={"Authorization": f"Bearer {token}"}
    )


@pytest.mark.parametrize("algorithm", SigningAlgorithm)
async def test_a_code_gives_tokens_that_say_who_signed_in(
    provider: Provider, algorithm: SigningAlgorithm
) -> None:
    client = await provider.register(id_token_alg=algorithm)
    code = await provider.code(client)

    answer = await provider.ask("token", code.form(), client)

    tokens = answer.json()
    assert answer.status_code == 200
    assert answer.headers["cache-control"] == "no-store"
    assert tokens.keys() == {
        *("access_token", "token_type", "expires_in", "scope", "id_token"),
    }
    assert tokens["token_type"] == "Bearer"
    assert tokens["expires_in"] == 24 * 3600
    claims, member = (
        await _read_id_token(provider, tokens["id_token"]),
        await provider.member(),
    )
    at = int(provider.clock().timestamp())
    assert claims.pop("at_hash")
    assert claims == {
        "iss": provider.issuer,
        "sub": str(member.id),
        "aud": client.id,
        "iat": at,
        "exp": at + 300,
        "auth_time": at,
        "nonce": code.row.nonce,
        "acr": "urn:doorstep:acr:mfa",
        "amr": ["pwd", "otp", "mfa"],
        "sid": str(code.row.session_id),
        "email": member.email,
        "email_verified": False,
        "name": member.name,
        "locale": "en",
        "preferred_username": member.email,
    }
    (event,) = await provider.events("authn_token_created")
    assert event == {"client": client.id, "scope": "openid profile email"}


async def test_without_openid_there_is_no_id_token(provider: Provider) -> None:
    client = await provider.register()

    tokens = await provider.tokens(client, scopes=("email",))

    assert "id_token" not in tokens
    assert (await _userinfo(provider, tokens["access_token"])).status_code == 403


async def test_a_client_with_its_own_passwords_gets_tokens_of_five_minutes(
    provider: Provider,
) -> None:
    client = await provider.register(first_factor=FirstFactor.client)
    member = await provider.member()
    await provider.pool.execute(
        "insert into subjects values ($1, 'u-17', $2, $3)",
        client.id,
        member.id,
        provider.clock(),
    )

    tokens = await provider.tokens(
        client, session_id=None, amr=("otp",), scopes=("openid",)
    )

    claims = await _read_id_token(provider, tokens["id_token"])
    assert tokens["expires_in"] == 300
    assert claims["amr"] == ["otp"]
    assert claims["preferred_username"] == "u-17"
    assert "sid" not in claims
    provider.clock.skip(timedelta(minutes=5))
    assert (await _userinfo(provider, tokens["access_token"])).status_code == 401


async def test_a_native_client_needs_its_verifier_alone(provider: Provider) -> None:
    client = await provider.register(
        kind=ClientKind.native, auth_method=AuthMethod.none
    )
    code = await provider.code(client)

    answer = await provider.http.post(
        "/oauth2/token", data=code.form(client_id=client.id)
    )

    assert answer.status_code == 200


async def test_pages_of_the_client_may_ask_for_tokens(provider: Provider) -> None:
    client = await provider.register()
    headers = {"Origin": ORIGIN}
    code = await provider.code(client)

    asked = await provider.http.options("/oauth2/token", headers=headers)
    refused = await provider.ask("token", {"grant_type": "x"}, client, **headers)
    answer = await provider.ask("token", code.form(), client, **headers)

    assert asked.headers["access-control-allow-methods"] == "POST"
    for each in (asked, refused, answer):
        assert each.headers["access-control-allow-origin"] == ORIGIN


async def test_what_is_stored_of_tokens_is_their_hash(provider: Provider) -> None:
    client = await provider.register()
    code = await provider.code(client, scopes=EVERYTHING)
    headers = {"Idempotency-Key": "one"}
    tokens = (await provider.ask("token", code.form(), client, **headers)).json()

    rows = [
        await provider.pool.fetch(f"select * from {table}")
        for table in (
            *("authorization_codes", "grants", "access_tokens", "refresh_tokens"),
            *("answers", "events"),
        )
    ]

    stored = str(rows)
    for token in (tokens["access_token"], tokens["refresh_token"], code.code):
        assert token not in stored
        assert sha256(token.encode()).digest() == token_hash(token)
    assert tokens["id_token"] not in stored


@pytest.mark.parametrize(
    ("form", "error"),
    [
        ({}, "invalid_request"),
        ({"grant_type": "password"}, "unsupported_grant_type"),
        ({"grant_type": "authorization_code"}, "invalid_request"),
        ({"grant_type": "authorization_code", "code": "none"}, "invalid_grant"),
        ({"grant_type": "refresh_token"}, "invalid_request"),
        ({"grant_type": "refresh_token", "refresh_token": "none"}, "invalid_grant"),
        ({"grant_type": "client_credentials"}, "invalid_scope"),
    ],
)
async def test_a_wrong_request_is_refused_as_the_rfc_says(
    provider: Provider, form: dict[str, str], error: str
) -> None:
    client = await provider.register()

    answer = await provider.ask("token", form, client)

    assert answer.status_code == 400
    assert answer.json()["error"] == error
    assert answer.headers["content-type"] == "application/json"


@pytest.mark.parametrize(
    ("body", "media_type"),
    [
        (b"{}", "application/json"),
        (b"grant_type=a&grant_type=b", "application/x-www-form-urlencoded"),
        (b"grant_type=%ff", "application/x-www-form-urlencoded"),
        (b"grant_type=a%00b", "application/x-www-form-urlencoded"),
        (b"\xff", "application/x-www-form-urlencoded"),
    ],
)
async def test_a_form_that_cannot_be_read_is_refused(
    provider: Provider, body: bytes, media_type: str
) -> None:
    headers = {"Content-Type": media_type}

    answer = await provider.http.post("/oauth2/token", content=body, headers=headers)

    assert answer.status_code == 400
    assert answer.json()["error"] == "invalid_request"


def _machine(provider: Provider, **others: Any) -> Any:
    return provider.register(
        kind=ClientKind.machine, scopes=("subjects", "members:read"), **others
    )


async def test_a_machine_gets_a_token_for_itself(provider: Provider) -> None:
    client: Registered = await _machine(provider)
    form = {"grant_type": "client_credentials", "scope": "subjects"}

    answer = await provider.ask("token", form, client)
    all_of_them = await provider.ask(
        "token", {"grant_type": "client_credentials"}, client
    )
    too_much = await provider.ask("token", {**form, "scope": "events:read"}, client)

    assert answer.json()["expires_in"] == 900
    assert answer.json()["scope"] == "subjects"
    assert all_of_them.json()["scope"] == "subjects members:read"
    assert too_much.json()["error"] == "invalid_scope"
    assert (await _userinfo(provider, answer.json()["access_token"])).status_code == 403


async def test_a_client_of_the_installation_reads_no_account(
    provider: Provider,
) -> None:
    client: Registered = await _machine(provider, account_id=None)

    answer = await provider.ask("token", {"grant_type": "client_credentials"}, client)

    assert answer.json()["error"] == "invalid_scope"
