"""Acts of administrators and operators on a member's access, audited with a reason."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TypeVar
from uuid import UUID

from asyncpg import DeadlockDetectedError, SerializationError

from doorstep.clock import Clock
from doorstep.db.actors import OPERATOR, Actor
from doorstep.db.address_changes import AddressChanges
from doorstep.db.code_ledgers import CodeLedgers
from doorstep.db.devices import Devices, DeviceStatus
from doorstep.db.enrollments import Enrollments
from doorstep.db.erasures import Erasure, Erasures
from doorstep.db.event_reasons import EventReasons
from doorstep.db.events import Event, EventKind, Events
from doorstep.db.logins import Logins
from doorstep.db.members import Member, Members
from doorstep.db.notices import NoticeKind, Notices
from doorstep.db.pool import Connection, Pool
from doorstep.db.recoveries import Recoveries
from doorstep.db.sessions import Sessions
from doorstep.db.subjects import SubjectNames
from doorstep.db.writes import write_together
from doorstep.messages.flows import NoticeStart
from doorstep.rules.stages import (
    AddressStage,
    EnrollmentStage,
    LoginStage,
    RecoveryStage,
)
from doorstep.transactions.endings import (
    close_enrollment,
    close_login,
    sign_out_everywhere,
    withdraw_invitation,
)
from doorstep.transactions.last_administrator import keep_an_administrator
from doorstep.transactions.members import lock_member_in_account
from doorstep.transactions.notices import add_notice

_Done = TypeVar("_Done")
_BATCH = 100


@dataclass(frozen=True)
class Intervention:
    """Runs in a transaction that has locked account and member; the caller signals
    workflows after it.

    `by` is an administrator, an operator at the command line, or an application, which
    gives no reason.
    """

    connection: Connection
    member: Member
    reason: str | None
    at: datetime
    by: Actor = OPERATOR

    async def reset_device(
        self, idle: timedelta
    ) -> tuple[NoticeStart | None, list[UUID]]:
        """Retire the device, end sessions and flows.

        Returns the notice to send (None if there was no device), and the running logins
        that were ended.
        """
        had_one = await Devices(self.connection).retire_active(
            self.member.id, DeviceStatus.reset, self.at
        )
        if not had_one:
            return None, await self._end_everything(idle)
        ended = await self._sign_out()
        await self.note(EventKind.device_reset)
        return await self._notify(NoticeKind.device_reset), ended

    async def unlock_device(self) -> bool:
        """Reset the ledgers that are blocked; False if none is.

        A disabled device stays disabled: a new one must be set up.
        """
        if not await CodeLedgers(self.connection).unlock(self.member.id, self.at):
            return False
        await self.note(EventKind.device_unlocked)
        return True

    async def end_sessions(self, idle: timedelta, only: UUID | None = None) -> int:
        """End one of the member's live sessions, or all; returns how many."""
        sessions, ended = Sessions(self.connection), 0
        if only is not None:
            return int(await self._end_session(only, idle))
        while live := await sessions.open_ones(
            self.member.id, self.at, idle, limit=_BATCH
        ):
            for each in live:
                ended += await self._end_session(each.id, idle)
        return ended

    async def change_password(
        self, password_hash: str
    ) -> tuple[NoticeStart | None, list[str]]:
        """Set the password, end sessions and flows, and reset the ledger of networks
        that are not known: only who had the earlier password could fill it.

        Returns the notice (None if the member is disabled), and the ended workflows.
        """
        await Members(self.connection).set_password(self.member.id, password_hash)
        await CodeLedgers(self.connection).empty_others(self.member.id)
        ended = [f"login/{each}" for each in await self._sign_out()]
        ended += await self._withdraw()
        await self.note(EventKind.password_changed)
        if self.member.disabled_at is not None:
            return None, ended
        return await self._notify(NoticeKind.password_changed), ended

    async def cancel_login(self, login_id: UUID) -> LoginStage | None:
        """Cancel it and its setup; returns its ending if it had ended already."""
        login = await Logins(self.connection).get(login_id)
        if login.ended_at is not None:
            return login.stage
        await self._write(Event.of_login(EventKind.flow_cancelled, login, self.at))
        await close_login(self.connection, login, LoginStage.cancelled, self.at)
        return None

    async def cancel_setup(self, enrollment_id: UUID) -> EnrollmentStage | None:
        """Cancel it; the login goes back. Returns the ending if it had ended before."""
        setup = await Enrollments(self.connection).get(enrollment_id)
        if setup.ended_at is not None:
            return setup.stage
        kind = EventKind.flow_cancelled
        await self._write(Event.of_enrollment(kind, setup, self.at))
        await close_enrollment(
            self.connection, setup, EnrollmentStage.cancelled, self.at
        )
        return None

    async def cancel_recovery(self, recovery_id: UUID) -> RecoveryStage | None:
        """Cancel it; the password stays. Returns the ending if it had ended before."""
        recovery = await Recoveries(self.connection).get(recovery_id)
        if recovery.ended_at is not None:
            return recovery.stage
        await self.note(EventKind.flow_cancelled)
        stage = RecoveryStage.cancelled
        await write_together(
            self.connection, Recoveries.ended(recovery_id, stage, self.at)
        )
        return None

    async def cancel_address_change(self, change_id: UUID) -> AddressStage | None:
        """Cancel it; the address stays. Returns the ending if it had ended before."""
        change = await AddressChanges(self.connection).get(change_id)
        if change.ended_at is not None:
            return change.stage
        await self.note(EventKind.flow_cancelled)
        stage = AddressStage.cancelled
        await write_together(
            self.connection, AddressChanges.ended(change_id, stage, self.at)
        )
        return None

    async def explain_resend(self, enrollment_id: UUID) -> None:
        """Put the reason to the newest mail that was asked for, which a judge noted."""
        event_id = await Events(self.connection).newest_of_setup(
            self.member.id, enrollment_id, EventKind.email_asked
        )
        await self._explain(event_id)

    async def lock_out(self) -> list[str]:
        """Disable the member, end sessions and flows; returns the running workflows.

        Raises LastAdministratorError if the account would have no administrator.
        """
        await keep_an_administrator(self.connection, self.member)
        await Members(self.connection).set_disabled(self.member.id, self.at)
        setups = await Enrollments(self.connection).running_of(self.member.id)
        recoveries = await Recoveries(self.connection).running_of(self.member.id)
        addresses = await AddressChanges(self.connection).running_of(self.member.id)
        logins = await self._sign_out()
        notices = await Notices(self.connection).unsent_of(self.member.id)
        return [
            *(f"login/{login_id}" for login_id in logins),
            *(f"enrollment/{setup.id}" for setup in setups),
            *(f"recovery/{recovery_id}" for recovery_id in recoveries),
            *(f"address/{change_id}" for change_id in addresses),
            *await self._withdraw(),
            *(f"notice/{notice_id}" for notice_id in notices),
        ]

    async def begin_erasure(self) -> None:
        """Lock the member out, and put down that the member is to be erased, by whom
        and why. A repeat changes nothing. Raises LastAdministratorError.
        """
        member, erasures = self.member, Erasures(self.connection)
        if await erasures.find(member.id):
            return
        workflows = await self.lock_out()
        await SubjectNames(self.connection).delete_of_member(member.id)
        if member.disabled_at is None:
            await self.note(EventKind.member_disabled)
        await erasures.insert(
            Erasure(
                member_id=member.id,
                account_id=member.account_id,
                actor_id=self.by.member_id,
                actor_login_id=self.by.login_id,
                client_id=self.by.client_id,
                reason=self.reason,
                asked_at=self.at,
                workflows=workflows,
            )
        )

    async def _sign_out(self) -> list[UUID]:
        return await sign_out_everywhere(self.connection, self.member.id, self.at)

    async def _withdraw(self) -> list[str]:
        return await withdraw_invitation(self.connection, self.member, self.at, self.by)

    async def _end_everything(self, idle: timedelta) -> list[UUID]:
        """End sessions and flows, each with an event of its own: no other event tells
        why they ended. Returns the running logins.
        """
        setups = await Enrollments(self.connection).running_of(self.member.id)
        await self.end_sessions(idle)
        logins, kind = await self._sign_out(), EventKind.flow_cancelled
        for setup in setups:
            await self._write(Event.of_enrollment(kind, setup, self.at))
        for login_id in logins:
            login = await Logins(self.connection).get(login_id)
            await self._write(Event.of_login(kind, login, self.at))
        return logins

    async def _notify(self, kind: NoticeKind) -> NoticeStart:
        return await add_notice(self.connection, kind, self.member, self.at)

    async def note(self, kind: EventKind) -> None:
        await self._write(Event.of_member(kind, self.member, self.at))

    async def _end_session(self, session_id: UUID, idle: timedelta) -> bool:
        sessions = Sessions(self.connection)
        ended = await sessions.end(session_id, self.member.id, self.at, idle)
        if ended is not None:
            event = Event.of_member(EventKind.session_ended, self.member, self.at)
            await self._write(replace(event, login_id=ended.login_id))
        return ended is not None

    async def _write(self, event: Event) -> None:
        await self._explain(await Events(self.connection).write(event.by(self.by)))

    async def _explain(self, event_id: UUID) -> None:
        if self.reason:
            await EventReasons(self.connection).insert(event_id, self.reason)


async def intervene(
    pool: Pool,
    account_id: UUID,
    member_id: UUID,
    reason: str | None,
    act: Callable[[Intervention], Awaitable[_Done]],
    *,
    clock: Clock,
    by: Actor = OPERATOR,
) -> _Done:
    """Run `act` in one transaction that locks the account, then the member.

    Raises MemberGone if the account has no such member.
    """

    async def run() -> _Done:
        async with pool.acquire() as connection, connection.transaction():
            member = await lock_member_in_account(connection, account_id, member_id)
            acting = Intervention(connection, member, reason, clock(), by)
            return await act(acting)

    return await retry_after_deadlock(run)


async def retry_after_deadlock(
    transaction: Callable[[], Awaitable[_Done]],
) -> _Done:
    """Run a transaction, and once more if PostgreSQL aborts it as a deadlock's victim
    or for a serialization failure.

    Raises the errors of the second try.
    """
    try:
        return await transaction()
    except (DeadlockDetectedError, SerializationError):
        return await transaction()
