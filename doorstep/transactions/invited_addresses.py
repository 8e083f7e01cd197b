"""The address of an invited member: corrected by an invitation that goes elsewhere.

Who chooses the password by its link has proved the mailbox; until then the member keeps
the address. It stands for later invitations too, so that none goes to the wrong mailbox
again, until the present address is given.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from uuid_utils.compat import uuid7

from doorstep.db.actors import Actor
from doorstep.db.events import Event, EventKind, Events
from doorstep.db.members import Member
from doorstep.db.notices import NoticeKind
from doorstep.db.pool import Connection
from doorstep.db.writes import write_together
from doorstep.messages.flows import NoticeStart
from doorstep.rules.stages import AddressStage
from doorstep.transactions.endings import withdraw_invitation
from doorstep.transactions.invitations import (
    Invited,
    Inviting,
    check_mails,
    corrected_address,
    invite,
)
from doorstep.transactions.notices import new_notice


@dataclass(frozen=True)
class Readdressed:
    """What follows after the commit, with a notice for the wrong mailbox. `event_id` is
    that of the correction.
    """

    invited: Invited
    notice: NoticeStart
    event_id: UUID


@dataclass(frozen=True)
class InvitedAddress:
    """Of a member without a password, who is locked."""

    connection: Connection
    member: Member
    inviting: Inviting
    at: datetime
    by: Actor

    async def correct(self, email: str) -> Readdressed:
        """The earlier link stops working. Raises TooManyMailsError."""
        event = Event.of_member(EventKind.address_asked, self.member, self.at)
        kind, present = NoticeKind.invitation_moved, self.member.email
        notice, noticed = new_notice(kind, self.member, self.at, address=present)
        invited, event_id = await self._invite(email), uuid7()
        written = Events.written(event.by(self.by), event_id)
        await write_together(self.connection, noticed, written)
        return Readdressed(invited, notice, event_id)

    async def keep(self) -> Invited | None:
        """Invite at the present address, if it was to be another one. Raises
        TooManyMailsError.
        """
        if await corrected_address(self.connection, self.member) is None:
            return None
        invited = await self._invite(None)
        detail = {"stage": AddressStage.cancelled.value}
        event = Event.of_member(
            EventKind.address_ended, self.member, self.at, **detail
        ).by(self.by)
        await write_together(self.connection, Events.written(event))
        return invited

    async def _invite(self, email: str | None) -> Invited:
        connection, member, at, by = self.connection, self.member, self.at, self.by
        await check_mails(connection, member, self.inviting, email, at)
        ended = await withdraw_invitation(connection, member, at, by)
        start = await invite(
            connection, member, self.inviting, at=at, by=by, email=email
        )
        return Invited(start, ended)
