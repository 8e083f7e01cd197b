"""Refresh tokens: each is used once, and the family ends where one comes twice."""

import asyncio
from datetime import timedelta
from typing import Any

import httpx
import pytest

from provider import Provider
from provider_rows import EVERYTHING, Registered


def _form(tokens: dict[str, Any], **others: str) -> dict[str, str]:
    token = tokens["refresh_token"]
    return {"grant_type": "refresh_token", "refresh_token": token, **others}


async def _alive(provider: Provider, tokens: dict[str, Any]) -> bool:
    headers = {"Authorization": f"Bearer {tokens['access_token']}"}
    answer = await provider.http.get("/oauth2/userinfo", headers=headers)
    return answer.status_code == 200


async def _refresh(
    provider: Provider, client: Registered, tokens: dict[str, Any], **others: str
) -> httpx.Response:
    return await provider.ask("token", _form(tokens, **others), client)


async def test_there_is_a_refresh_token_only_with_offline_access(
    provider: Provider,
) -> None:
    client = await provider.register()

    assert "refresh_token" not in await provider.tokens(client)
    assert "refresh_token" in await provider.tokens(client, scopes=EVERYTHING)


async def test_a_refresh_token_gives_another_and_new_tokens(
    provider: Provider,
) -> None:
    client = await provider.register()
    first = await provider.tokens(client, scopes=EVERYTHING)

    second = (await _refresh(provider, client, first)).json()
    third = (await _refresh(provider, client, second)).json()

    assert len({each["refresh_token"] for each in (first, second, third)}) == 3
    assert second.keys() == first.keys()
    assert await _alive(provider, first)
    assert await _alive(provider, third)
    assert len(await provider.events("authn_token_refreshed")) == 2


async def test_P5_of_thirty_parallel_uses_of_a_refresh_token_one_succeeds(
    provider: Provider,
) -> None:
    client = await provider.register()
    tokens = await provider.tokens(client, scopes=EVERYTHING)

    answers = await asyncio.gather(
        *(_refresh(provider, client, tokens) for _ in range(30))
    )

    statuses = sorted(answer.status_code for answer in answers)
    assert statuses == [200, *[400] * 29]
    assert len(await provider.events("authn_token_reuse")) == 1


async def test_P5_a_refresh_token_that_comes_twice_ends_the_family(
    provider: Provider,
) -> None:
    client = await provider.register()
    first = await provider.tokens(client, scopes=EVERYTHING)
    second = (await _refresh(provider, client, first)).json()

    stolen = await _refresh(provider, client, first)

    assert stolen.json()["error"] == "invalid_grant"
    assert not await _alive(provider, first)
    assert not await _alive(provider, second)
    assert (await _refresh(provider, client, second)).status_code == 400
    (event,) = await provider.events("authn_token_reuse")
    assert event["used"] == "refresh_token"


async def test_P5_a_repeat_under_the_same_key_gets_the_same_tokens(
    provider: Provider,
) -> None:
    client = await provider.register()
    tokens = await provider.tokens(client, scopes=EVERYTHING)
    headers = {"Idempotency-Key": "one"}

    first, second = await asyncio.gather(
        *(provider.ask("token", _form(tokens), client, **headers) for _ in range(2))
    )

    assert first.json() == second.json()
    assert await _alive(provider, first.json())


async def test_P5_another_client_cannot_use_a_refresh_token(
    provider: Provider,
) -> None:
    client, other = await provider.register(), await provider.register()
    tokens = await provider.tokens(client, scopes=EVERYTHING)

    assert (await _refresh(provider, other, tokens)).status_code == 400
    assert (await _refresh(provider, client, tokens)).status_code == 200


async def test_offline_access_outlives_a_session_that_ran_out(
    provider: Provider,
) -> None:
    client = await provider.register()
    tokens = await provider.tokens(client, scopes=EVERYTHING)
    provider.clock.skip(timedelta(days=2))
    assert not await _alive(provider, tokens)

    renewed = (await _refresh(provider, client, tokens)).json()

    assert renewed["expires_in"] == 15 * 60
    assert await _alive(provider, renewed)
    provider.clock.skip(timedelta(minutes=15))
    assert not await _alive(provider, renewed)
    provider.clock.skip(timedelta(days=28))
    assert (await _refresh(provider, client, renewed)).status_code == 400


@pytest.mark.parametrize(
    "ending",
    [
        "update sessions set ended_at = now()",
        "update members set disabled_at = now()",
        "update grants set ended_at = now()",
        "update clients set tokens_from = now() + interval '1 hour'",
        "update clients set disabled_at = now()",
    ],
    ids=["log-out", "disabling", "ended", "client enabled again", "client disabled"],
)
async def test_P5_tokens_end_at_once_with_what_they_hang_on(
    provider: Provider, ending: str
) -> None:
    client = await provider.register()
    tokens = await provider.tokens(client, scopes=EVERYTHING)

    await provider.pool.execute(ending)

    assert not await _alive(provider, tokens)
    assert (await _refresh(provider, client, tokens)).is_error


async def test_using_an_access_token_keeps_no_session_alive(
    provider: Provider,
) -> None:
    client = await provider.register()
    tokens = await provider.tokens(client)
    provider.clock.skip(timedelta(minutes=59))
    assert await _alive(provider, tokens)

    provider.clock.skip(timedelta(minutes=2))

    assert not await _alive(provider, tokens)


async def test_P5_an_access_token_opens_nothing_of_the_product_itself(
    provider: Provider,
) -> None:
    client = await provider.register()
    tokens = await provider.tokens(client)

    headers = {"Authorization": f"Bearer {tokens['access_token']}"}
    answer = await provider.http.get("/v1/me", headers=headers)

    assert answer.status_code in (401, 403)


async def test_scopes_can_be_narrowed_but_not_widened(provider: Provider) -> None:
    client = await provider.register()
    tokens = await provider.tokens(client, scopes=("openid", "offline_access"))

    wider = await _refresh(provider, client, tokens, scope="openid email")
    narrower = await _refresh(provider, client, tokens, scope="openid")
    again = await _refresh(provider, client, narrower.json())

    assert wider.json()["error"] == "invalid_scope"
    assert narrower.json()["scope"] == "openid"
    assert again.json()["scope"] == "openid offline_access"
