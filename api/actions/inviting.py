"""What administrators do about invitations: send, send again, cancel."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Self, TypeVar
from uuid import UUID

from api.actions.interventions import intervene_as
from api.actions.password_budget import PasswordBudget
from api.edge.problems import Problem, not_found, not_now, seconds_until
from api.flows import Flows
from api.texts.problems import ProblemKind
from doorstep.clock import Clock
from doorstep.db.emails import EmailStatus
from doorstep.db.invitations import Invitation, Invitations
from doorstep.db.members import Members
from doorstep.db.pool import Pool
from doorstep.db.signed_in import SignedIn
from doorstep.errors import AddressTakenError, InvitationNotNeeded, TooManyMailsError
from doorstep.messages.flows import InvitationStart
from doorstep.rules.seal import KeyRing
from doorstep.rules.stages import InvitationStage
from doorstep.settings import Settings
from doorstep.transactions.interventions import Intervention
from doorstep.transactions.invitations import (
    Inviting,
    cancel_invitation,
    create_invited,
    invite_again,
)
from doorstep.transactions.members import MemberFields

_Done = TypeVar("_Done")


@dataclass(frozen=True)
class InvitationState:
    """The member's newest invitation, and whether another one is possible."""

    newest: Invitation | None
    at: datetime
    possible: bool

    @property
    def stage(self) -> InvitationStage | None:
        return self.newest.stage_at(self.at) if self.newest else None

    @property
    def mail(self) -> EmailStatus | None:
        return self.newest.mail.status(self.at) if self.newest else None


@dataclass(frozen=True)
class InvitingMembers:
    """Every method checks the account; an id of another account is not found."""

    pool: Pool
    clock: Clock
    flows: Flows
    inviting: Inviting

    @classmethod
    def of(
        cls, budget: PasswordBudget, flows: Flows, ring: KeyRing, settings: Settings
    ) -> Self:
        """On the connections of the budget."""
        return cls(budget.pool, budget.clock, flows, Inviting.of(ring, settings))

    async def create(self, admin: SignedIn, fields: MemberFields) -> InvitationStart:
        """A member without a password, whose mail is not on its way yet.

        Raises AddressTakenError.
        """
        at = self.clock()
        return await create_invited(
            self.pool,
            admin.account.id,
            fields,
            self.inviting,
            at=at,
            by=admin.actor(at),
        )

    async def send_again(self, admin: SignedIn, member_id: UUID) -> None:
        """With a new link; the earlier one stops working."""
        try:
            invited = await self._act(
                admin, member_id, lambda act: invite_again(act, self.inviting)
            )
        except InvitationNotNeeded as refusal:
            ended = InvitationStage.cancelled
            stage = ended if refusal.disabled else InvitationStage.accepted
            raise Problem(ProblemKind.wrong_stage, stage=stage) from None
        except AddressTakenError:
            raise Problem(ProblemKind.email_taken) from None
        except TooManyMailsError as refusal:
            wait = seconds_until(refusal.again_at, self.clock())
            raise Problem(ProblemKind.too_many_emails, retry_after=wait) from None
        await self.flows.signal_ended(invited.earlier)
        await self.flows.start_invitations([invited.start])

    async def cancel(self, admin: SignedIn, member_id: UUID) -> None:
        """The link stops working; a repeat changes nothing."""
        newest = await self._act(admin, member_id, cancel_invitation)
        if newest is None:
            raise not_found()
        if newest.stage not in (InvitationStage.invited, InvitationStage.cancelled):
            raise not_now(newest.stage)
        await self.flows.signal_ended([f"invitation/{newest.id}"])

    async def state(self, admin: SignedIn, member_id: UUID) -> InvitationState:
        async with self.pool.acquire() as connection:
            member = await Members(connection).find(member_id)
            if member is None or member.account_id != admin.account.id:
                raise not_found()
            newest = await Invitations(connection).newest_of(member_id)
        free = member.password_hash is None and member.disabled_at is None
        return InvitationState(newest, self.clock(), possible=free)

    async def _act(
        self,
        admin: SignedIn,
        member_id: UUID,
        act: Callable[[Intervention], Awaitable[_Done]],
    ) -> _Done:
        return await intervene_as(
            admin, member_id, None, act, pool=self.pool, clock=self.clock
        )
