"""Userinfo, introspection and revocation of tokens that were issued."""

from typing import Any

import httpx
import pytest

from doorstep.rules.clients import AuthMethod, ClientKind
from provider import Provider
from provider_rows import EVERYTHING, Registered


async def _introspect(provider: Provider, token: str, by: Registered) -> dict[str, Any]:
    answer = await provider.ask("introspect", {"token": token}, by)
    assert answer.status_code == 200
    document: dict[str, Any] = answer.json()
    return document


async def test_userinfo_says_what_the_scopes_ask_for(provider: Provider) -> None:
    client, member = await provider.register(), await provider.member()
    tokens = await provider.tokens(client, scopes=("openid", "email"))
    headers = {"Authorization": f"Bearer {tokens['access_token']}"}

    got = await provider.http.get("/oauth2/userinfo", headers=headers)
    posted = await provider.http.post(
        "/oauth2/userinfo", data={"access_token": tokens["access_token"]}
    )

    assert got.json() == posted.json()
    assert got.json() == {
        "sub": str(member.id),
        "email": member.email,
        "email_verified": False,
    }


async def test_userinfo_takes_no_token_of_a_url(provider: Provider) -> None:
    client = await provider.register()
    token = (await provider.tokens(client))["access_token"]

    answer = await provider.http.get("/oauth2/userinfo", params={"access_token": token})

    assert answer.status_code == 401
    assert answer.headers["www-authenticate"] == 'Bearer realm="Doorstep"'


async def test_userinfo_names_the_error_of_a_token_that_nobody_has(
    provider: Provider,
) -> None:
    headers = {"Authorization": "Bearer made-up"}

    answer = await provider.http.get("/oauth2/userinfo", headers=headers)

    assert answer.status_code == 401
    assert 'error="invalid_token"' in answer.headers["www-authenticate"]


async def test_a_client_sees_its_own_tokens_alone(provider: Provider) -> None:
    client, other = await provider.register(), await provider.register()
    member = await provider.member()
    tokens = await provider.tokens(client, scopes=EVERYTHING)
    at = int(provider.clock().timestamp())

    access = await _introspect(provider, tokens["access_token"], client)
    refresh = await _introspect(provider, tokens["refresh_token"], client)

    assert access == {
        "active": True,
        "iss": provider.issuer,
        "sub": str(member.id),
        "client_id": client.id,
        "scope": " ".join(EVERYTHING),
        "exp": at + 24 * 3600,
        "acr": "urn:doorstep:acr:mfa",
        "auth_time": at,
    }
    assert refresh["active"] is True
    assert refresh["exp"] == at + 30 * 24 * 3600
    for token in (tokens["access_token"], tokens["refresh_token"], "made-up"):
        assert await _introspect(provider, token, other) == {"active": False}


async def test_a_public_client_introspects_nothing(provider: Provider) -> None:
    client = await provider.register(
        kind=ClientKind.native, auth_method=AuthMethod.none
    )

    answer = await provider.http.post(
        "/oauth2/introspect", data={"client_id": client.id, "token": "x"}
    )

    assert answer.status_code == 401
    assert answer.json()["error"] == "invalid_client"


async def test_P5_a_client_gives_one_access_token_up(provider: Provider) -> None:
    client = await provider.register()
    tokens = await provider.tokens(client, scopes=EVERYTHING)

    answers = [
        await provider.ask("revoke", {"token": tokens["access_token"]}, client)
        for _ in range(2)
    ]

    assert [answer.status_code for answer in answers] == [200, 200]
    access = await _introspect(provider, tokens["access_token"], client)
    assert access == {"active": False}
    assert (await _introspect(provider, tokens["refresh_token"], client))["active"]
    assert len(await provider.events("authn_token_revoked")) == 1


async def test_P5_a_refresh_token_is_given_up_with_all_that_came_of_it(
    provider: Provider,
) -> None:
    client = await provider.register()
    tokens = await provider.tokens(client, scopes=EVERYTHING)

    await provider.ask("revoke", {"token": tokens["refresh_token"]}, client)

    for name in ("access_token", "refresh_token"):
        assert not (await _introspect(provider, tokens[name], client))["active"]


async def test_P5_a_client_cannot_end_the_tokens_of_another(
    provider: Provider,
) -> None:
    client, other = await provider.register(), await provider.register()
    tokens = await provider.tokens(client, scopes=EVERYTHING)

    answers = [
        await provider.ask("revoke", {"token": tokens[name]}, other)
        for name in ("access_token", "refresh_token")
    ]

    assert [answer.json()["error"] for answer in answers] == ["invalid_grant"] * 2
    assert (await _introspect(provider, tokens["access_token"], client))["active"]


async def test_a_token_that_nobody_has_is_as_good_as_revoked(
    provider: Provider,
) -> None:
    client = await provider.register()

    answer = await provider.ask("revoke", {"token": "made-up"}, client)

    assert answer.status_code == 200


@pytest.mark.parametrize("path", ["introspect", "revoke"])
async def test_a_request_without_a_token_is_refused(
    provider: Provider, path: str
) -> None:
    client = await provider.register()

    answer: httpx.Response = await provider.ask(path, {}, client)

    assert answer.status_code == 400
    assert answer.json()["error"] == "invalid_request"
