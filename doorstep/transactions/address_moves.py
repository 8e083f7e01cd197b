"""A member's move to another address: what the earlier mailbox could do ends."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from doorstep.db.members import Member, Members
from doorstep.db.notices import NoticeKind, Notices
from doorstep.db.pool import Connection
from doorstep.db.recoveries import Recoveries
from doorstep.db.writes import write_together
from doorstep.messages.flows import NoticeStart
from doorstep.transactions.endings import cancel_enrollments
from doorstep.transactions.notices import new_notice


@dataclass(frozen=True)
class Moved:
    """What followed: the setups that ended, to be signalled, and the notices to start,
    one for each of the two mailboxes.
    """

    setups: tuple[UUID, ...]
    notices: tuple[NoticeStart, ...]


async def move_member(
    connection: Connection, member: Member, email: str, at: datetime
) -> Moved | None:
    """The member is locked. None if another member has the mailbox, in whatever
    spelling: then nothing has changed.

    What was to be told before is told to the earlier mailbox, also where a mail server
    takes it later: whoever took an account over would have it told to themselves.
    """
    if not await Members(connection).change_address(member.id, email):
        return None
    setups = await cancel_enrollments(connection, member.id, at)
    kind = NoticeKind.address_changed
    now, to_new = new_notice(kind, member, at)
    before, to_old = new_notice(kind, member, at, address=member.email)
    waiting = Notices.kept_for(member.id, member.email)
    resets = Recoveries.voided_all(member.id, at)
    await write_together(connection, waiting, to_new, to_old, resets)
    return Moved(setups, (now, before))
