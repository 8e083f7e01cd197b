"""The Admin Center: the own account, its members, their devices."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import TypeVar
from uuid import UUID

from api.actions.address_changes import AddressChangeActions, held_mail
from api.actions.interventions import intervene_as
from api.actions.inviting import InvitingMembers
from api.actions.step_up import require_step_up, step_up_required
from api.edge import bodies
from api.edge.problems import (
    Problem,
    malformed,
    not_found,
    unavailable,
    weak_password,
)
from api.flows import Flows
from api.texts.problems import ProblemKind
from doorstep.clock import Clock
from doorstep.db.accounts import Account, Accounts
from doorstep.db.devices import Devices
from doorstep.db.pool import Pool
from doorstep.db.rosters import Rosters
from doorstep.db.signed_in import SignedIn
from doorstep.errors import (
    AddressTakenError,
    CannotConfirmError,
    LastAdministratorError,
    MemberGone,
    Overloaded,
    ResendTooSoonError,
    StepUpNeeded,
    TooManyMailsError,
)
from doorstep.messages.flows import Ended, InvitationStart
from doorstep.rules.passwords import Passwords
from doorstep.rules.people import ReasonText, Role
from doorstep.transactions.accounts import AccountFields, change_account
from doorstep.transactions.interventions import Intervention
from doorstep.transactions.member_changes import MemberChange, change_member
from doorstep.transactions.members import MemberFields, create_member

_Done = TypeVar("_Done")


@dataclass(frozen=True)
class AccountAdministration:
    """Every method checks the account; an id of another account is not found."""

    inviting: InvitingMembers
    passwords: Passwords
    session_idle: timedelta
    addresses: AddressChangeActions

    @property
    def pool(self) -> Pool:
        return self.inviting.pool

    @property
    def clock(self) -> Clock:
        return self.inviting.clock

    @property
    def flows(self) -> Flows:
        return self.inviting.flows

    async def read(self, admin: SignedIn) -> bodies.Account:
        async with self.pool.acquire() as connection:
            return bodies.Account.of(await Accounts(connection).get(admin.account.id))

    async def change(
        self, admin: SignedIn, change: bodies.AccountChange
    ) -> bodies.Account:
        fields = AccountFields.model_validate(change.model_dump(exclude_unset=True))
        return bodies.Account.of(await self.change_any(admin, fields))

    async def change_any(
        self,
        admin: SignedIn,
        fields: AccountFields,
        reason: ReasonText | None = None,
    ) -> Account:
        """Another requirement wants a step-up."""
        at = self.clock()
        try:
            changed = await change_account(
                self.pool,
                admin.account.id,
                fields,
                at,
                by=admin.actor(at),
                reason=reason,
            )
        except StepUpNeeded:
            raise step_up_required() from None
        await self.flows.start_notices(changed.notices)
        return changed.account

    async def member(self, admin: SignedIn, member_id: UUID) -> bodies.Member:
        async with self.pool.acquire() as connection:
            entry = await Rosters(connection).entry(
                admin.account.id, member_id, self.clock()
            )
        if entry is None:
            raise not_found()
        return bodies.Member.of(entry)

    async def new_places_wait(self, member_id: UUID) -> bool:
        """Whether codes from networks that are new to the member's device must wait."""
        async with self.pool.acquire() as connection:
            device = await Devices(connection).active(member_id)
        return device is not None and device.others.holds(self.clock())

    async def create_member(
        self, admin: SignedIn, new: bodies.NewMember
    ) -> bodies.Member:
        """Invite who is given no password. A new administrator wants a step-up."""
        try:
            if new.invites:
                start = await self.invite(admin, _fields(new))
                await self.flows.start_invitations([start])
                return await self.member(admin, start.member_id)
            member_id = await self._create_with_password(admin, new)
        except AddressTakenError:
            raise Problem(ProblemKind.email_taken) from None
        return await self.member(admin, member_id)

    async def invite(self, admin: SignedIn, fields: MemberFields) -> InvitationStart:
        """Create a member who chooses the password; the caller starts the workflow.

        Raises AddressTakenError. A new administrator wants a step-up.
        """
        if fields.role is Role.admin:
            require_step_up(admin, self.clock())
        return await self.inviting.create(admin, fields)

    async def _create_with_password(
        self, admin: SignedIn, new: bodies.NewMember
    ) -> UUID:
        if new.role is Role.admin:
            require_step_up(admin, self.clock())
        rules = admin.account.password_rules(new.email, new.name)
        if weakness := rules.weakness(new.password):
            raise weak_password(weakness, rules, "password")
        try:
            password_hash = await self.passwords.hash(new.password)
        except Overloaded as overloaded:
            raise unavailable(overloaded.seconds) from None
        at = self.clock()
        return await create_member(
            self.pool,
            admin.account.id,
            _fields(new),
            password_hash,
            at=at,
            by=admin.actor(at),
        )

    async def change_member(
        self, admin: SignedIn, member_id: UUID, change: bodies.MemberChange
    ) -> bodies.Member:
        """Another role or address, disabling and enabling want a step-up."""
        fields, at = change.model_dump(exclude_unset=True), self.clock()
        email = fields.pop("email", None)
        try:
            changed = await change_member(
                self.pool,
                admin.account.id,
                member_id,
                MemberChange.model_validate(fields),
                at=at,
                by=admin.actor(at),
                address=self.addresses.asking(email) if email else None,
            )
        except StepUpNeeded:
            raise step_up_required() from None
        except MemberGone:
            raise not_found() from None
        except LastAdministratorError:
            raise Problem(ProblemKind.last_administrator) from None
        except AddressTakenError:
            raise Problem(ProblemKind.email_taken) from None
        except CannotConfirmError:
            raise malformed("cannot_confirm", "email") from None
        except (TooManyMailsError, ResendTooSoonError) as held:
            raise held_mail(held, at) from None
        await self.flows.signal_end(changed.ended, Ended.member_disabled)
        await self.addresses.follow(changed.address, changed.kept)
        await self.flows.signal_ended(changed.invitations)
        if changed.invited is not None:
            await self.flows.start_invitations([changed.invited])
        await self.flows.start_notices(changed.notices)
        return await self.member(admin, member_id)

    async def reset_device(self, admin: SignedIn, member_id: UUID, reason: str) -> bool:
        """End the device, the sessions and flows; the member is notified by mail.

        False where there was no device: the sessions and flows have ended all the same.
        Wants a step-up.
        """
        require_step_up(admin, self.clock())
        notice, ended = await self._intervene(
            admin, member_id, reason, lambda act: act.reset_device(self.session_idle)
        )
        await self.flows.signal_end(ended, Ended.device_reset)
        if notice is not None:
            await self.flows.start_notice(notice)
        return notice is not None

    async def unlock_device(
        self, admin: SignedIn, member_id: UUID, reason: str
    ) -> bool:
        """End the wait after wrong codes; False if there is none. Wants a step-up."""
        require_step_up(admin, self.clock())
        act = Intervention.unlock_device
        return await self._intervene(admin, member_id, reason, act)

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


def _fields(new: bodies.NewMember) -> MemberFields:
    return MemberFields.model_validate(new.model_dump(exclude={"password"}))
