"""Accepting an invitation, for routes and pages: who has the link sets the password.

Reading it changes nothing, since scanners of mail fetch links too.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from api.concurrency import OneAtATime
from api.edge.idempotency import Attempt, Claiming, unclaimed
from api.edge.invitation_bodies import Invitation
from api.edge.problems import Problem, not_found, unavailable, weak_password
from api.flows import Flows
from api.texts.problems import ProblemKind
from doorstep.clock import Clock
from doorstep.db.accounts import Account, Accounts
from doorstep.db.invitations import Invitation as InvitationRow
from doorstep.db.invitations import Invitations
from doorstep.db.members import Member, Members
from doorstep.db.pool import Pool
from doorstep.errors import AddressTakenError, Overloaded
from doorstep.messages.flows import NoticeStart
from doorstep.rules.password_strength import PasswordRules
from doorstep.rules.passwords import Passwords
from doorstep.rules.people import address_hint
from doorstep.rules.tokens import looks_like_token, token_hash
from doorstep.transactions.invitations import accept_invitation, can_accept


@dataclass(frozen=True)
class InvitationFlow:
    """An invitation whose link was presented, and the act of this call."""

    row: InvitationRow
    member: Member
    account: Account
    attempt: Attempt = field(default_factory=Attempt.new)

    @property
    def rules(self) -> PasswordRules:
        """What the password has to meet."""
        return self.account.password_rules(self.email, self.member.name)

    @property
    def email(self) -> str:
        """The address by which the member will sign in."""
        return self.row.email or self.member.email


@dataclass(frozen=True)
class InvitationActions:
    """A link that was used, replaced or never made is not found."""

    pool: Pool
    clock: Clock
    flows: Flows
    passwords: Passwords
    one_at_a_time: OneAtATime = field(default_factory=OneAtATime)

    async def find(self, token: str, claim: Claiming = unclaimed) -> InvitationFlow:
        """Also where it has ended: a repeat under a key gets the first answer."""
        if not looks_like_token(token):
            raise not_found()
        async with self.pool.acquire() as connection:
            row = await Invitations(connection).with_token(token_hash(token))
            if row is None:
                raise not_found()
            member = await Members(connection).get(row.member_id)
            account = await Accounts(connection).get(row.account_id)
            attempt = await claim(connection, row.id)
        return InvitationFlow(row, member, account, attempt)

    async def open(self, token: str) -> InvitationFlow:
        """One that can be accepted."""
        flow = await self.find(token)
        self._check(flow)
        return flow

    async def read(self, token: str) -> Invitation:
        flow = await self.open(token)
        return Invitation(
            account=flow.account.name,
            email_hint=address_hint(flow.email),
            language=flow.member.language,
        )

    async def accept(self, flow: InvitationFlow, password: str) -> None:
        """Opens no session: the member signs in with the password, and by the address
        to which the invitation went.
        """
        self._check(flow)
        if weakness := flow.rules.weakness(password):
            raise weak_password(weakness, flow.rules, "password")
        async with self.one_at_a_time.step(flow.row.id):
            try:
                password_hash = await self.passwords.hash(password)
            except Overloaded as overloaded:
                raise unavailable(overloaded.seconds) from None
            notices = await self._accept(flow, password_hash)
        await self.flows.signal_ended([f"invitation/{flow.row.id}"])
        await self.flows.start_notices(notices)

    async def _accept(
        self, flow: InvitationFlow, password_hash: str
    ) -> Sequence[NoticeStart]:
        try:
            notices = await accept_invitation(
                self.pool, flow.row, password_hash, self.clock()
            )
        except AddressTakenError:
            raise Problem(ProblemKind.email_taken) from None
        if notices is None:
            raise not_found()
        return notices

    def _check(self, flow: InvitationFlow) -> None:
        if not can_accept(flow.row, flow.member, self.clock()):
            raise not_found()
