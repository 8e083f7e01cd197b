"""Handing a logout token to a client, on real HTTP."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import timedelta

import pytest
from joserfc import jwt
from joserfc.jwk import KeySet
from temporalio.exceptions import ApplicationError
from temporalio.testing import ActivityEnvironment

from activities.logouts import Logouts
from client_rows import insert_client
from doorstep.clock import system_clock
from doorstep.db.pool import Pool
from doorstep.messages.flows import LogoutEnded, LogoutStart
from doorstep.process.outbound_http import OutboundHttp
from doorstep.process.token_signing import TokenSigning
from doorstep.rules.seal import KeyRing
from rp_server import RpServer, rp_server
from seeding import new_member
from session_rows import insert_session, join

_ISSUER = "http://127.0.0.1:8000"


@dataclass(frozen=True)
class _Ended:
    """A session with one client, whose server runs."""

    pool: Pool
    signing: TokenSigning
    start: LogoutStart
    server: RpServer

    async def tell(self, *, loopback: bool = True, within: float = 5) -> LogoutEnded:
        http = OutboundHttp(loopback, timedelta(seconds=within))
        logouts = Logouts(self.pool, self.signing, http, _ISSUER)
        return await ActivityEnvironment().run(logouts.tell, self.start)

    async def row(self) -> tuple[bool, bool, str | None]:
        """Whether told, whether failed for good, and the last failure."""
        record = await self.pool.fetchrow(
            """
            select told_at is not null, failed_at is not null, last_failure
            from session_clients
            """
        )
        assert record is not None
        return record[0], record[1], record[2]

    async def events(self) -> list[str]:
        records = await self.pool.fetch(
            "select kind from events where kind like 'session_client%' order by id"
        )
        return [record["kind"] for record in records]


@pytest.fixture
async def ended(pool: Pool, ring: KeyRing) -> AsyncIterator[_Ended]:
    at = system_clock()
    member_id = await new_member(pool, at)
    server = rp_server()
    session = await insert_session(pool, member_id, at)
    client = await insert_client(
        pool, ring, session.account_id, at, backchannel_logout_uri=server.uri
    )
    await join(pool, session, client.id, at)
    start = LogoutStart(
        session_id=session.id,
        client_id=client.id,
        member_id=member_id,
        account_id=session.account_id,
    )
    async with server.running():
        yield _Ended(pool, TokenSigning(pool, ring, system_clock), start, server)


async def test_P7_client_gets_a_logout_token_of_its_own(ended: _Ended) -> None:
    done = await ended.tell()
    again = await ended.tell()

    (token,) = ended.server.tokens
    keys = KeySet.import_key_set({"keys": await ended.signing.published()})
    decoded = jwt.decode(token, keys)
    assert (done.outcome, again.outcome) == ("told", "nothing")
    assert set(decoded.header) == {"alg", "kid", "typ"}
    assert decoded.header["typ"] == "logout+jwt"
    assert decoded.claims["iss"] == _ISSUER
    assert decoded.claims["aud"] == ended.start.client_id
    assert decoded.claims["sid"] == str(ended.start.session_id)
    assert decoded.claims["sub"] == str(ended.start.member_id)
    assert await ended.row() == (True, False, None)
    assert await ended.events() == ["session_client_told"]


async def test_P7_each_try_has_a_token_of_its_own(ended: _Ended) -> None:
    ended.server.status = 503
    for _ in range(2):
        with pytest.raises(ApplicationError, match="http 503"):
            await ended.tell()
    failed = await ended.row()
    ended.server.status = 204

    done = await ended.tell()

    assert done.outcome == "told"
    assert failed == (False, False, "http 503")
    assert await ended.row() == (True, False, None)
    assert len(set(ended.server.tokens)) == 3


@pytest.mark.parametrize("status", [400, 404, 302])
async def test_P7_a_refusal_is_final_and_no_redirect_is_followed(
    status: int, ended: _Ended
) -> None:
    ended.server.status = status
    ended.server.location = f"http://127.0.0.1:{ended.server.port}/elsewhere"

    done = await ended.tell()
    again = await ended.tell()

    assert (done.outcome, again.outcome) == ("refused", "nothing")
    assert ended.server.paths == ["/backchannel"]
    assert await ended.row() == (False, True, f"http {status}")
    assert await ended.events() == ["session_client_not_told"]


async def test_P7_address_that_may_not_be_asked_is_not_asked(ended: _Ended) -> None:
    """Off loopback, no client reaches what only this machine can."""
    with pytest.raises(ApplicationError):
        await ended.tell(loopback=False)

    assert ended.server.paths == []
    assert (await ended.row())[:2] == (False, False)


async def test_P7_disabled_client_is_not_told(ended: _Ended) -> None:
    await ended.pool.execute("update clients set disabled_at = now()")

    done = await ended.tell()

    assert done.outcome == "nothing"
    assert ended.server.paths == []
