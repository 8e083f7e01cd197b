"""What ends with a member's access, and what is deleted once it has ended."""

import asyncio
from datetime import timedelta
from uuid import UUID

from doorstep.audit.purge import Retention, purge
from doorstep.db.members import Members
from doorstep.db.writes import MemberLock, write_together
from doorstep.rules.clients import FirstFactor
from doorstep.transactions.endings import sign_out_everywhere
from doorstep.transactions.kept_answers import forget_session_tokens
from provider import Provider
from provider_rows import EVERYTHING, IssuedCode, Registered

_RETENTION = Retention(timedelta(days=30), timedelta(days=30))


async def _count(provider: Provider, rows: str) -> int:
    return int(await provider.pool.fetchval(f"select count(*) from {rows}"))


async def _sign_out(provider: Provider, member_id: UUID) -> None:
    async with MemberLock.held(provider.pool, member_id) as connection:
        await sign_out_everywhere(connection, member_id, provider.clock())


async def _second_factor_only(provider: Provider) -> tuple[Registered, IssuedCode]:
    client = await provider.register(first_factor=FirstFactor.client)
    code = await provider.code(client, session_id=None, scopes=("openid",))
    return client, code


async def test_P5_a_reset_ends_tokens_that_hang_on_no_session(
    provider: Provider,
) -> None:
    client, code = await _second_factor_only(provider)
    tokens = (await provider.ask("token", code.form(), client)).json()

    await _sign_out(provider, (await provider.member()).id)

    form = {"token": tokens["access_token"]}
    answer = await provider.ask("introspect", form, client)
    assert answer.json() == {"active": False}


async def test_P2_a_reset_ends_codes_that_were_not_used(provider: Provider) -> None:
    client, code = await _second_factor_only(provider)

    await _sign_out(provider, (await provider.member()).id)

    answer = await provider.ask("token", code.form(), client)
    assert answer.json()["error"] == "invalid_grant"


async def test_P5_no_exchange_slips_through_a_reset(provider: Provider) -> None:
    """Either the code was ended, or the grant that came of it."""
    client = await provider.register(first_factor=FirstFactor.client)
    member = await provider.member()
    codes = [
        await provider.code(client, session_id=None, scopes=("openid",))
        for _ in range(10)
    ]

    await asyncio.gather(
        *(provider.ask("token", code.form(), client) for code in codes),
        _sign_out(provider, member.id),
    )

    assert await _count(provider, "grants where ended_at is null") == 0


async def test_answers_with_tokens_are_forgotten_after_a_minute(
    provider: Provider,
) -> None:
    client = await provider.register()
    code = await provider.code(client)
    await provider.ask("token", code.form(), client, **{"Idempotency-Key": "one"})

    provider.clock.skip(timedelta(seconds=59))
    early = await forget_session_tokens(provider.pool, provider.clock)
    provider.clock.skip(timedelta(seconds=1))
    then = await forget_session_tokens(provider.pool, provider.clock)

    assert (early, then) == (0, 1)
    assert await _count(provider, "answers where sealed is not null") == 0


async def test_what_has_expired_is_purged(provider: Provider) -> None:
    client = await provider.register()
    code = await provider.code(client, scopes=EVERYTHING)
    await provider.ask("token", code.form(), client)
    tables = ("authorization_codes", "access_tokens", "grants", "refresh_tokens")

    left = []
    for days in (2, 59):
        provider.clock.skip(timedelta(days=days))
        async with provider.pool.acquire() as connection:
            await purge(connection, provider.clock(), _RETENTION, provider.ring)
        left.append([await _count(provider, table) for table in tables])

    assert left == [[0, 0, 1, 1], [0, 0, 0, 0]]


async def test_an_address_is_verified_until_it_changes(provider: Provider) -> None:
    client, member = await provider.register(), await provider.member()
    tokens = await provider.tokens(client, scopes=("openid", "email"))
    headers = {"Authorization": f"Bearer {tokens['access_token']}"}

    said = []
    for act in ("", "verified", "changed"):
        async with provider.pool.acquire() as connection, connection.transaction():
            if act == "verified":
                verified = Members.address_verified(member.id, provider.clock())
                await write_together(connection, verified)
            if act == "changed":
                await Members(connection).change_address(member.id, "new@acme.test")
        answer = await provider.http.get("/oauth2/userinfo", headers=headers)
        said.append(answer.json()["email_verified"])

    assert said == [False, True, False]
