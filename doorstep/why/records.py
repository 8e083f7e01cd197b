"""The facts from PostgreSQL."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID

from doorstep.db.address_changes import AddressChange, AddressChanges
from doorstep.db.code_ledgers import CodeLedgers
from doorstep.db.devices import Devices
from doorstep.db.emails import Emails
from doorstep.db.enrollments import Enrollment, Enrollments
from doorstep.db.flow_events import FlowEvents, FlowOfMember
from doorstep.db.imported_members import ImportedMembers
from doorstep.db.invitations import Invitation, Invitations
from doorstep.db.logins import Login, Logins
from doorstep.db.members import Member, Members
from doorstep.db.pool import Connection, present, snapshot
from doorstep.db.recoveries import Recoveries, Recovery
from doorstep.errors import NotFoundError
from doorstep.rules.policy import EnrollmentPolicy
from doorstep.transactions.email_budget import email_budgets
from doorstep.transactions.invitations import is_taken
from doorstep.transactions.lookups import find_flow, find_member
from doorstep.why.facts import Facts

_PREFIXES = ("login/", "enrollment/", "recovery/", "address/", "invitation/")
_LOOKED_BACK = timedelta(days=1)


@dataclass(frozen=True)
class _Subject:
    """Whom and what the facts are about, as in `Facts`."""

    member: Member
    login: Login | None
    setup: Enrollment | None
    asked: UUID | None = None
    recovery: Recovery | None = None
    address: AddressChange | None = None
    address_taken: bool = False
    invitation: Invitation | None = None
    imported_at: datetime | None = None

    def flow(self, at: datetime) -> FlowOfMember:
        if self.login is None:
            return FlowOfMember(self.member.id, None, at - _LOOKED_BACK)
        return FlowOfMember(self.member.id, self.login.id, self.login.started_at)


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
                return (await self.of_setups([flow]))[0]
            if isinstance(flow, Recovery):
                member = await Members(self.connection).get(present(flow.member_id))
                return await self._of(_Subject(member, None, None, flow.id, flow))
            if isinstance(flow, AddressChange):
                return await self._of(await self._of_address(flow))
            if isinstance(flow, Invitation):
                member = await Members(self.connection).get(flow.member_id)
                subject = _Subject(member, None, None, flow.id, invitation=flow)
                return await self._of(await self._with_taken(subject, flow.email))
            if flow:
                member = await Members(self.connection).get(flow.member_id)
                setup = await self._setup(flow)
                return await self._of(_Subject(member, flow, setup, flow.id))
            if name.startswith(_PREFIXES):
                raise NotFoundError("flow", name)
            member = await find_member(self.connection, name)
            login = await Logins(self.connection).newest_of(member.id)
            setup = await self._setup(login) if login else None
            recovery = await Recoveries(self.connection).newest_of(member.id)
            invitation = await Invitations(self.connection).newest_of(member.id)
            imported = ImportedMembers(self.connection)
            subject = _Subject(
                *(member, login, setup),
                recovery=recovery,
                invitation=invitation,
                imported_at=await imported.without_password_since(member.id),
            )
            return await self._of(await self._with_address(subject))

    async def of_setups(self, setups: Sequence[Enrollment]) -> list[Facts]:
        """One for each, by as many statements as for one."""
        logins = await Logins(self.connection).of_ids([row.login_id for row in setups])
        members = await Members(self.connection).of_ids(
            [row.member_id for row in setups]
        )
        return await self._facts(
            [
                _Subject(members[row.member_id], logins[row.login_id], row, row.id)
                for row in setups
            ]
        )

    async def _of_address(self, change: AddressChange) -> _Subject:
        member = await Members(self.connection).get(change.member_id)
        return await self._with_address(_Subject(member, None, None, change.id), change)

    async def _with_address(
        self, subject: _Subject, asked: AddressChange | None = None
    ) -> _Subject:
        """With the requested change of address, or the newest; of an invited member
        whom an invitation gives another address, only whether that is taken.
        """
        member_id, invitation = subject.member.id, subject.invitation
        if invitation and subject.member.password_hash is None:
            return await self._with_taken(subject, invitation.email)
        change = asked or await AddressChanges(self.connection).newest_of(member_id)
        if change is None:
            return subject
        subject = replace(subject, address=change)
        return await self._with_taken(subject, change.email)

    async def _with_taken(self, subject: _Subject, email: str | None) -> _Subject:
        if email is None:
            return subject
        taken = await is_taken(self.connection, subject.member, email)
        return replace(subject, address_taken=taken)

    async def _setup(self, login: Login) -> Enrollment | None:
        """The running setup, or the last one."""
        setups = await Enrollments(self.connection).of_login(login.id)
        return setups[-1] if setups else None

    async def _of(self, subject: _Subject) -> Facts:
        return (await self._facts([subject]))[0]

    async def _facts(self, subjects: list[_Subject]) -> list[Facts]:
        connection, at = self.connection, self.at
        member_ids = list({each.member.id for each in subjects})
        setup_ids = [each.setup.id for each in subjects if each.setup]
        devices = await Devices(connection).active_of(member_ids)
        known = await CodeLedgers(connection).known(
            [device.id for device in devices.values()], at
        )
        budgets = await email_budgets(connection, member_ids, self.policy, at)
        mails = await Emails(connection).of_enrollments(setup_ids)
        flows = [each.flow(at) for each in subjects]
        events = await FlowEvents(connection).latest(flows)
        return [
            Facts(
                at=at,
                member=each.member,
                budget=budgets[each.member.id],
                login=each.login,
                setup=each.setup,
                mails=mails.get(each.setup.id, ()) if each.setup else (),
                device=(device := devices.get(each.member.id)),
                known=known[device.id] if device else {},
                events=happened,
                asked=each.asked,
                recovery=each.recovery,
                address=each.address,
                address_taken=each.address_taken,
                invitation=each.invitation,
                imported_at=each.imported_at,
            )
            for each, happened in zip(subjects, events, strict=True)
        ]
