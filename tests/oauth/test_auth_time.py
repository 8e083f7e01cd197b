"""When somebody was authenticated: the moment of the password, not of the code."""

from datetime import datetime, timedelta

from client_application import add_client, answer_of, id_token_of
from seeding import long_enrolled
from service import MEMBER, PASSWORD, Service
from visitor import Visitor

_ESSENTIAL = '{"id_token": {"auth_time": {"essential": true}}}'


async def _signed_in_late(service: Service) -> datetime:
    """To the Web Console; the code came seven minutes after the password."""
    person, visitor = await long_enrolled(service), Visitor(service.http)
    await visitor.sign_in()
    started_at = await service.pool.fetchval(
        "update logins set started_at = started_at - $1::interval"
        " where id = (select max(id::text)::uuid from logins) returning started_at",
        timedelta(minutes=7),
    )
    await visitor.send("/verify/code", code=person.code())
    assert visitor.path == "/"
    assert isinstance(started_at, datetime)
    return started_at


async def test_max_age_is_compared_with_the_password(service: Service) -> None:
    client, started_at = await add_client(service), await _signed_in_late(service)

    older = await client.ask(prompt="none", max_age="300")
    younger = await client.ask(prompt="none", max_age="600", claims=_ESSENTIAL)

    assert answer_of(older)["error"] == "login_required"
    claims = await id_token_of(client, answer_of(younger)["code"])
    assert claims["auth_time"] == int(started_at.timestamp())


async def test_single_sign_on_leaves_it_and_prompt_login_moves_it(
    service: Service,
) -> None:
    client, visitor = await add_client(service), Visitor(service.http)
    await visitor.sign_in()
    await service.pool.execute(
        "update sessions set auth_time = auth_time - interval '1 hour'"
    )
    before = await service.pool.fetchval("select auth_time from sessions")

    silent = await client.ask(prompt="none")
    await client.open(visitor, prompt="login")
    await visitor.send("/sign-in", email=MEMBER, password=PASSWORD)

    first = await id_token_of(client, answer_of(silent)["code"])
    assert visitor.answer is not None
    second = await id_token_of(client, answer_of(visitor.answer)["code"])
    assert first["auth_time"] == int(before.timestamp())
    assert second["auth_time"] > first["auth_time"] + 3000
