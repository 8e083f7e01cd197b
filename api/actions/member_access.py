"""What an administrator sees and ends of a member's access: sessions, sign-ins, all."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeVar
from uuid import UUID

from api.actions.interventions import intervene_as
from api.actions.sessions import client_names, shown_session
from api.actions.step_up import require_step_up
from api.edge import bodies
from api.edge.access_bodies import EndSessions, EraseMember, RunningLogin
from api.edge.lists import ListRequest
from api.edge.problems import Problem, malformed, not_found
from api.flows import Flows
from api.texts.problems import ProblemKind
from doorstep.clock import Clock
from doorstep.db.erasures import Erasures
from doorstep.db.logins import Logins
from doorstep.db.members import Member, Members
from doorstep.db.pool import Connection, Pool
from doorstep.db.running_flows import RunningFlows
from doorstep.db.sessions import Sessions
from doorstep.db.signed_in import SignedIn
from doorstep.messages.flows import Ended, ErasureStart
from doorstep.transactions.interventions import Intervention

_Done = TypeVar("_Done")


@dataclass(frozen=True)
class MemberAccess:
    """Every method checks the account; an id of another account is not found."""

    pool: Pool
    clock: Clock
    flows: Flows
    idle: timedelta

    async def sessions(
        self, admin: SignedIn, member_id: UUID, asked: ListRequest[UUID]
    ) -> bodies.Page[bodies.OpenSession]:
        async with self.pool.acquire() as connection:
            await _own(connection, admin, member_id)
            rows = await Sessions(connection).open_ones(
                member_id,
                self.clock(),
                self.idle,
                limit=asked.fetched,
                before=asked.cursor,
            )
            names = await client_names(connection, rows)
        shown = (
            shown_session(row, admin, self.idle, names) for row in asked.shown(rows)
        )
        return asked.page(shown, rows)

    async def end_sessions(
        self, admin: SignedIn, member_id: UUID, end: EndSessions
    ) -> None:
        """End one of them, or all; one that has ended meanwhile is not found."""
        ended = await self._intervene(
            admin,
            member_id,
            end.reason,
            lambda act: act.end_sessions(self.idle, end.session_id),
        )
        if end.session_id and not ended:
            raise not_found()

    async def logins(
        self, admin: SignedIn, member_id: UUID, asked: ListRequest[UUID]
    ) -> bodies.Page[RunningLogin]:
        """Those that wait for a code or a setup, newest first."""
        async with self.pool.acquire() as connection:
            await _own(connection, admin, member_id)
            rows = await RunningFlows(connection).logins_of(
                member_id, self.clock(), limit=asked.fetched, before=asked.cursor
            )
        shown = map(RunningLogin.of, asked.shown(rows))
        return asked.page(shown, rows)

    async def cancel_login(self, admin: SignedIn, login_id: UUID, reason: str) -> None:
        """With its setup; an earlier device keeps working."""
        async with self.pool.acquire() as connection:
            login = await Logins(connection).find(login_id)
        if login is None or login.account_id != admin.account.id:
            raise not_found()
        ended = await self._intervene(
            admin, login.member_id, reason, lambda act: act.cancel_login(login_id)
        )
        if ended is not None:
            raise Problem(ProblemKind.flow_ended, stage=ended)
        await self.flows.signal_end([login_id], Ended.committed)

    async def erase(self, admin: SignedIn, member_id: UUID, asked: EraseMember) -> None:
        """Lock the member out at once; a workflow erases the rows once no flow runs.

        The member's address is given again, since it cannot be undone. Wants a step-up,
        as disabling does.
        """
        require_step_up(admin, self.clock())
        async with self.pool.acquire() as connection:
            member = await _own(connection, admin, member_id)
        if asked.email.strip().casefold() != member.email.casefold():
            raise malformed("another_address", "email")
        await self._intervene(
            admin, member_id, asked.reason, Intervention.begin_erasure
        )
        start = ErasureStart(member_id=member_id, account_id=admin.account.id)
        await self.flows.start_erasure(start)

    async def erased_since(self, member_id: UUID) -> datetime | None:
        """Since when the member is being erased; None where nobody asked for it."""
        async with self.pool.acquire() as connection:
            erasure = await Erasures(connection).find(member_id)
        return erasure.asked_at if erasure else None

    async def _intervene(
        self,
        admin: SignedIn,
        member_id: UUID,
        reason: str,
        act: Callable[[Intervention], Awaitable[_Done]],
    ) -> _Done:
        return await intervene_as(
            admin, member_id, reason, act, pool=self.pool, clock=self.clock
        )


async def _own(connection: Connection, admin: SignedIn, member_id: UUID) -> Member:
    member = await Members(connection).find(member_id)
    if member is None or member.account_id != admin.account.id:
        raise not_found()
    return member
