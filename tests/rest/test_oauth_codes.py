"""A code is exchanged once, by the client that it is for."""

import asyncio
from datetime import timedelta

import httpx
import pytest

from provider import Provider
from provider_rows import CALLBACK, EVERYTHING


async def _userinfo(provider: Provider, token: str) -> httpx.Response:
    return await provider.http.get(
        "/oauth2/userinfo", headers={"Authorization": f"Bearer {token}"}
    )


async def test_P2_of_thirty_parallel_uses_of_a_code_one_succeeds(
    provider: Provider,
) -> None:
    client = await provider.register()
    code = await provider.code(client)

    answers = await asyncio.gather(
        *(provider.ask("token", code.form(), client) for _ in range(30))
    )

    statuses = sorted(answer.status_code for answer in answers)
    assert statuses == [200, *[400] * 29]
    assert {a.json()["error"] for a in answers if a.is_error} == {"invalid_grant"}
    assert await provider.pool.fetchval("select count(*) from grants") == 1


async def test_P2_a_second_use_ends_what_the_first_gave(provider: Provider) -> None:
    client = await provider.register()
    code = await provider.code(client, scopes=EVERYTHING)
    first = (await provider.ask("token", code.form(), client)).json()
    assert (await _userinfo(provider, first["access_token"])).status_code == 200

    second = await provider.ask("token", code.form(), client)

    assert second.json()["error"] == "invalid_grant"
    assert (await _userinfo(provider, first["access_token"])).status_code == 401
    renewed = {"grant_type": "refresh_token", "refresh_token": first["refresh_token"]}
    assert (await provider.ask("token", renewed, client)).status_code == 400
    (event,) = await provider.events("authn_token_reuse")
    assert event == {"client": client.id, "used": "code"}


async def test_P2_a_repeat_under_the_same_key_gets_the_first_answer(
    provider: Provider,
) -> None:
    client = await provider.register()
    code = await provider.code(client)
    headers = {"Idempotency-Key": "the one request"}

    first, second = [
        await provider.ask("token", code.form(), client, **headers) for _ in range(2)
    ]
    assert first.json() == second.json()
    provider.clock.skip(timedelta(seconds=61))
    late = await provider.ask("token", code.form(), client, **headers)

    assert late.json()["error"] == "invalid_grant"
    assert (await _userinfo(provider, first.json()["access_token"])).status_code == 401


async def test_P2_a_repeat_that_asks_otherwise_is_a_second_use(
    provider: Provider,
) -> None:
    client = await provider.register()
    code, headers = await provider.code(client), {"Idempotency-Key": "one"}
    await provider.ask("token", code.form(), client, **headers)

    other = code.form(code_verifier="w" * 43)
    answer = await provider.ask("token", other, client, **headers)

    assert answer.json()["error"] == "invalid_grant"
    assert len(await provider.events("authn_token_reuse")) == 1


@pytest.mark.parametrize(
    ("wrong", "reason"),
    [
        ({"code_verifier": "w" * 43}, "wrong_verifier"),
        ({"code_verifier": ""}, "wrong_verifier"),
        ({"code_verifier": "too short"}, "wrong_verifier"),
        ({"redirect_uri": f"{CALLBACK}/"}, "wrong_redirect_uri"),
        ({"redirect_uri": ""}, "wrong_redirect_uri"),
    ],
)
async def test_P2_a_wrong_try_spends_nothing_and_is_audited(
    provider: Provider, wrong: dict[str, str], reason: str
) -> None:
    client = await provider.register()
    code = await provider.code(client)

    refused = await provider.ask("token", code.form(**wrong), client)
    right = await provider.ask("token", code.form(), client)

    assert refused.status_code == 400
    assert refused.json()["error"] == "invalid_grant"
    assert right.status_code == 200
    (event,) = await provider.events("authn_token_fail")
    assert event == {"client": client.id, "reason": reason}


async def test_P2_the_fifth_wrong_try_ends_the_code(provider: Provider) -> None:
    client = await provider.register()
    code, wrong = await provider.code(client), {"code_verifier": "w" * 43}

    for _ in range(7):
        await provider.ask("token", code.form(**wrong), client)
    right = await provider.ask("token", code.form(), client)

    assert right.json()["error"] == "invalid_grant"
    events = await provider.events("authn_token_fail")
    assert len(events) == 5
    assert events[-1]["code_ended"] is True


async def test_P2_another_client_cannot_use_a_code(provider: Provider) -> None:
    client, other = await provider.register(), await provider.register()
    code = await provider.code(client)

    stolen = await provider.ask("token", code.form(), other)
    own = await provider.ask("token", code.form(), client)

    assert stolen.json()["error"] == "invalid_grant"
    assert own.status_code == 200
    (event,) = await provider.events("authn_token_fail")
    assert event["presented_by"] == other.id


async def test_P2_a_verifier_without_a_challenge_is_refused(provider: Provider) -> None:
    """Somebody has taken the challenge out of the request (RFC 9700 4.8.2)."""
    client = await provider.register(require_pkce=False)
    code = await provider.code(client, code_challenge=None)

    refused = await provider.ask("token", code.form(), client)
    without = code.form()
    del without["code_verifier"]
    right = await provider.ask("token", without, client)

    assert refused.json()["error"] == "invalid_grant"
    assert right.status_code == 200


async def test_a_code_lives_for_a_minute(provider: Provider) -> None:
    client = await provider.register()
    code = await provider.code(client)
    provider.clock.skip(timedelta(seconds=60))

    answer = await provider.ask("token", code.form(), client)

    assert answer.json()["error"] == "invalid_grant"
    assert "60 seconds" in answer.json()["error_description"]
    (event,) = await provider.events("authn_token_fail")
    assert event["reason"] == "code_expired"


async def test_a_code_is_worth_nothing_once_the_session_has_ended(
    provider: Provider,
) -> None:
    client = await provider.register()
    code = await provider.code(client)
    await provider.pool.execute("update sessions set ended_at = auth_time")

    answer = await provider.ask("token", code.form(), client)

    assert answer.json()["error"] == "invalid_grant"


async def test_P4_without_a_signing_key_a_code_is_not_spent(provider: Provider) -> None:
    client = await provider.register()
    await provider.http.get("/oauth2/jwks")
    sealed = "update signing_keys set sealed = 'lost.' || sealed"
    await provider.pool.execute(sealed)
    provider.clock.skip(timedelta(minutes=1))
    code = await provider.code(client)

    answer = await provider.ask("token", code.form(), client)

    assert answer.status_code == 500
    assert answer.json() == {"error": "server_error"}
    used = "select used_at from authorization_codes"
    assert await provider.pool.fetchval(used) is None
