"""What somebody else does to a member's way in: each act is audited with its reason."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from uuid_utils.compat import uuid7

from doorstep.db.devices import Devices
from doorstep.db.endings import end_enrollment, end_flows_of, end_login
from doorstep.db.enrollments import Enrollment
from doorstep.db.event_reasons import EventReasons
from doorstep.db.events import Event, EventKind, Events
from doorstep.db.logins import Login
from doorstep.db.members import Member
from doorstep.db.notices import Notice, Notices
from doorstep.db.pool import Connection
from doorstep.db.sessions import Sessions
from doorstep.messages import NoticeStart
from doorstep.stages import EnrollmentStage, LoginStage


@dataclass(frozen=True)
class Intervention:
    """In a transaction that has locked the member; its workflows are told after it.

    `actor_id` is the administrator; None is an operator at the command line.
    """

    connection: Connection
    member: Member
    reason: str
    at: datetime
    actor_id: UUID | None = None

    async def reset_device(self) -> tuple[NoticeStart | None, list[UUID]]:
        """Device off, sessions and flows ended.

        Gives the notice to send, and the running logins that were ended.
        """
        had_one = await Devices(self.connection).retire_active(
            self.member.id, "reset", self.at
        )
        await Sessions(self.connection).end_all_of(self.member.id, self.at)
        ended = await end_flows_of(self.connection, self.member.id, self.at)
        await self._write(EventKind.device_reset)
        return await self._tell() if had_one else None, ended

    async def unlock_device(self) -> bool:
        """End a wait and forget the wrong codes; False where there is no wait.

        A disabled device stays so: a new one must be set up.
        """
        if not await Devices(self.connection).unlock(self.member.id, self.at):
            return False
        await self._write(EventKind.device_unlocked)
        return True

    async def cancel_login(self, login: Login) -> None:
        """Its set-up with it."""
        await self._write(EventKind.flow_cancelled, login_id=login.id)
        await end_login(self.connection, login, LoginStage.cancelled, self.at)

    async def cancel_setup(self, setup: Enrollment, login_lifetime: timedelta) -> None:
        """The login goes back to where it came from, for `login_lifetime` at most."""
        await self._write(
            EventKind.flow_cancelled, login_id=setup.login_id, enrollment_id=setup.id
        )
        await end_enrollment(
            self.connection,
            setup,
            EnrollmentStage.cancelled,
            at=self.at,
            login_lifetime=login_lifetime,
        )

    async def _tell(self) -> NoticeStart:
        notice = Notice(
            uuid7(), self.member.account_id, self.member.id, "device_reset", self.at
        )
        await Notices(self.connection).insert(notice)
        return NoticeStart(
            notice_id=notice.id,
            account_id=notice.account_id,
            member_id=notice.member_id,
            kind=notice.kind,
        )

    async def _write(self, kind: EventKind, **flow: UUID) -> None:
        event_id = await Events(self.connection).write(
            Event(
                kind,
                self.member.account_id,
                self.at,
                member_id=self.member.id,
                actor_id=self.actor_id,
                login_id=flow.get("login_id"),
                enrollment_id=flow.get("enrollment_id"),
            )
        )
        await EventReasons(self.connection).insert(event_id, self.reason)
