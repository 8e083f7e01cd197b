"""Which clients are due to be told of the end of a session, and when."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

import pytest

from client_rows import RegisteredClient, insert_client
from doorstep.clock import system_clock
from doorstep.db.accounts import Accounts
from doorstep.db.members import Members
from doorstep.db.pool import Pool
from doorstep.db.session_clients import ClientToTell, SessionClients
from doorstep.db.sessions import Session
from doorstep.db.signed_in import SignedIn
from doorstep.errors import RowChanged
from doorstep.rules.seal import KeyRing
from doorstep.transactions.interventions import Intervention, intervene
from doorstep.transactions.member_changes import MemberChange, change_member
from doorstep.transactions.sessions import end_session
from seeding import insert_device, new_member
from session_rows import IDLE, insert_session, join

_URI = "http://127.0.0.1:9000/backchannel"


@dataclass(frozen=True)
class _Joined:
    """A live session in which one client takes part."""

    pool: Pool
    ring: KeyRing
    session: Session
    client: RegisteredClient
    at: datetime

    async def due(self, at: datetime | None = None) -> list[ClientToTell]:
        async with self.pool.acquire() as connection:
            return await SessionClients(connection).take_due(at or self.at, IDLE)

    async def join(self, client_id: str) -> None:
        await join(self.pool, self.session, client_id, self.at)

    async def rows(self) -> int:
        return int(await self.pool.fetchval("select count(*) from session_clients"))


@pytest.fixture
async def joined(pool: Pool, ring: KeyRing) -> _Joined:
    at = system_clock()
    member_id = await new_member(pool, at)
    session = await insert_session(pool, member_id, at)
    client = await insert_client(
        pool, ring, session.account_id, at, backchannel_logout_uri=_URI
    )
    await join(pool, session, client.id, at)
    return _Joined(pool, ring, session, client, at)


async def _log_out(case: _Joined) -> object:
    session = case.session
    async with case.pool.acquire() as connection:
        member = await Members(connection).get(session.member_id)
        account = await Accounts(connection).get(session.account_id)
    own = SignedIn(session, member, account)
    return await end_session(case.pool, session.id, own, case.at, IDLE)


async def _intervene(
    case: _Joined, act: Callable[[Intervention], Awaitable[object]]
) -> object:
    session = case.session
    return await intervene(
        case.pool,
        session.account_id,
        session.member_id,
        "asked",
        act,
        clock=lambda: case.at,
    )


async def _reset(case: _Joined) -> object:
    await insert_device(case.pool, case.ring, case.session.member_id, case.at)
    return await _intervene(case, lambda act: act.reset_device(IDLE))


async def _disable(case: _Joined) -> object:
    return await change_member(
        case.pool,
        case.session.account_id,
        case.session.member_id,
        MemberChange(disabled=True),
        at=case.at,
    )


async def _new_password(case: _Joined) -> object:
    return await _intervene(case, lambda act: act.change_password("a hash"))


async def _end_by_administrator(case: _Joined) -> object:
    return await _intervene(case, lambda act: act.end_sessions(IDLE))


async def _erase(case: _Joined) -> object:
    return await _intervene(case, Intervention.begin_erasure)


@pytest.mark.parametrize(
    "end",
    [_log_out, _reset, _disable, _new_password, _end_by_administrator, _erase],
)
async def test_P7_whatever_ends_a_session_its_clients_are_told(
    end: Callable[[_Joined], Awaitable[object]], joined: _Joined
) -> None:
    before = await joined.due()

    await end(joined)

    session = joined.session
    told = ClientToTell(
        session.id, joined.client.id, session.member_id, session.account_id
    )
    assert before == []
    assert await joined.due() == [told]


async def test_P7_clients_are_told_when_a_session_runs_out(joined: _Joined) -> None:
    at = joined.at
    used = at + timedelta(minutes=50)
    await joined.pool.execute("update sessions set last_seen_at = $1", used)

    early = await joined.due(at + IDLE)
    idle = await joined.due(used + IDLE)
    await joined.pool.execute("update sessions set last_seen_at = expires_at")
    absolute = await joined.due(at + timedelta(hours=2))

    assert early == []
    assert len(idle) == len(absolute) == 1


async def test_P7_clients_that_cannot_be_told_are_forgotten(joined: _Joined) -> None:
    case = joined
    silent = await insert_client(case.pool, case.ring, case.session.account_id, case.at)
    disabled = await insert_client(
        case.pool, case.ring, case.session.account_id, case.at,
        backchannel_logout_uri=_URI,
    )  # fmt: skip
    for client in (silent, disabled):
        await case.join(client.id)
    await case.pool.execute(
        "update clients set disabled_at = now() where id = $1", disabled.id
    )

    await _log_out(case)

    assert [each.client_id for each in await case.due()] == [case.client.id]
    assert await case.rows() == 1


async def test_P7_no_client_joins_a_session_that_is_ended_at_the_same_time(
    joined: _Joined,
) -> None:
    """Either it is told, or it gets no code."""
    case = joined
    clients = [
        await insert_client(
            case.pool, case.ring, case.session.account_id, case.at,
            backchannel_logout_uri=_URI,
        )
        for _ in range(8)
    ]  # fmt: skip

    outcomes = await asyncio.gather(
        *(case.join(client.id) for client in clients[:4]),
        _log_out(case),
        *(case.join(client.id) for client in clients[4:]),
        return_exceptions=True,
    )

    refused = [each for each in outcomes if isinstance(each, RowChanged)]
    assert all(each is None or each is True or each in refused for each in outcomes)
    assert len(await case.due()) == 9 - len(refused)


async def test_P7_a_client_is_started_once_by_many_sweeps(joined: _Joined) -> None:
    case = joined
    await _log_out(case)

    (first,) = await case.due()
    async with case.pool.acquire() as connection:
        rows = SessionClients(connection)
        await rows.note_started(first.session_id, first.client_id, case.at)

    assert await case.due() == []


async def test_clients_of_old_sessions_are_purged(joined: _Joined) -> None:
    case = joined
    async with case.pool.acquire() as connection:
        rows = SessionClients(connection)
        await rows.note_started(case.session.id, case.client.id, case.at)

        kept = await rows.delete_over(case.at)
        gone = await rows.delete_over(case.at + timedelta(seconds=1))

    assert (kept, gone) == (0, 1)
