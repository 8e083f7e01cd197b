"""The facts from PostgreSQL."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from doorstep.db.code_ledgers import CodeLedgers
from doorstep.db.devices import Devices
from doorstep.db.emails import Emails
from doorstep.db.enrollments import Enrollment, Enrollments
from doorstep.db.events import Events
from doorstep.db.logins import Login, Logins
from doorstep.db.members import Member, Members
from doorstep.db.pool import Connection, snapshot
from doorstep.rules.policy import EnrollmentPolicy
from doorstep.transactions.email_budget import email_budget
from doorstep.transactions.lookups import find_flow, find_member
from doorstep.why.facts import Facts

_LOOKED_BACK = timedelta(days=1)


@dataclass(frozen=True)
class Records:
    """Reads the facts as of `at`; `policy` has the budgets of the current settings."""

    connection: Connection
    policy: EnrollmentPolicy
    at: datetime

    async def named(self, name: str) -> Facts:
        """The facts of the member with this address or id, or of the flow with this id.

        A flow's id may be a workflow id, `enrollment/…`. Raises InvalidInputError if
        there is none.
        """
        async with snapshot(self.connection):
            flow = await find_flow(self.connection, name)
            if isinstance(flow, Enrollment):
                return await self.of_setup(flow)
            if flow:
                member = await Members(self.connection).get(flow.member_id)
                return await self._facts(member, flow, await self._setup(flow), flow.id)
            member = await find_member(self.connection, name)
            login = await Logins(self.connection).newest_of(member.id)
            setup = await self._setup(login) if login else None
            return await self._facts(member, login, setup)

    async def of_setup(self, setup: Enrollment) -> Facts:
        login = await Logins(self.connection).get(setup.login_id)
        member = await Members(self.connection).get(setup.member_id)
        return await self._facts(member, login, setup, setup.id)

    async def _setup(self, login: Login) -> Enrollment | None:
        """The running setup, or the last one."""
        setups = await Enrollments(self.connection).of_login(login.id)
        return setups[-1] if setups else None

    async def _facts(
        self,
        member: Member,
        login: Login | None,
        setup: Enrollment | None,
        asked: UUID | None = None,
    ) -> Facts:
        connection, at = self.connection, self.at
        since = login.started_at if login else at - _LOOKED_BACK
        device = await Devices(connection).active(member.id)
        ledgers = CodeLedgers(connection)
        return Facts(
            at=at,
            member=member,
            budget=await email_budget(connection, member.id, self.policy, at),
            login=login,
            setup=setup,
            mails=await Emails(connection).of_enrollment(setup.id) if setup else (),
            device=device,
            known=await ledgers.known(device.id, at) if device else {},
            events=await Events(connection).of_member(
                member.id, login.id if login else None, since
            ),
            asked=asked,
        )
