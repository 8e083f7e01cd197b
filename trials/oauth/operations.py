"""What is measured of an OpenID provider."""

from collections.abc import Awaitable, Callable
from enum import StrEnum

from trials.bench.measuring import Round, run
from trials.oauth.relying_party import Code, RelyingParty

_AT_ONCE = 4
"""How many callers prepare what is not measured."""


class Operation(StrEnum):
    round_trip = "round trip"
    token = "token exchange"  # noqa: S105  a word, not a token
    userinfo = "userinfo"
    introspect = "introspection"
    jwks = "JWKS"


async def round_of(
    side: RelyingParty, operation: Operation, at_once: int, count: int
) -> Round:
    """`count` operations, `at_once` at any time; what they need is made before."""
    if operation is Operation.token:
        return await run(await _codes(side, count), side.exchange, at_once)
    act = await _repeated(side, operation)

    async def once(_: int) -> None:
        await act()

    return await run(range(count), once, at_once)


async def _repeated(
    side: RelyingParty, operation: Operation
) -> Callable[[], Awaitable[object]]:
    if operation is Operation.round_trip:
        return side.round_trip
    if operation is Operation.jwks:
        return side.jwks
    _, tokens = await side.round_trip()
    access = str(tokens.document["access_token"])
    if operation is Operation.userinfo:
        return lambda: side.userinfo(access)
    return lambda: side.introspect(access)


async def _codes(side: RelyingParty, count: int) -> list[Code]:
    """All of them are exchanged within the minute that a code lives."""
    codes: list[Code] = []

    async def ask(_: int) -> None:
        codes.append(await side.code())

    asked = await run(range(count), ask, _AT_ONCE)
    assert not asked.refused, asked.refused
    return codes
