"""A member's own password, changed by who has just typed the present one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from doorstep.db.actors import Actor
from doorstep.db.attempts import AttemptKind, Attempts
from doorstep.db.code_ledgers import CodeLedgers
from doorstep.db.events import Event, EventKind, Events
from doorstep.db.members import Member, Members
from doorstep.db.notices import NoticeKind
from doorstep.db.pool import Pool
from doorstep.db.signed_in import SignedIn
from doorstep.db.writes import MemberLock, Write, write_together
from doorstep.messages.flows import NoticeStart, Outcome
from doorstep.transactions.endings import sign_out_everywhere
from doorstep.transactions.notices import add_notice


class NotChanged(StrEnum):
    """Why a right password was not replaced."""

    shut_out = "shut_out"
    """The member was disabled meanwhile."""
    hash_changed = "hash_changed"
    """The password was changed after it was judged."""


@dataclass(frozen=True)
class PasswordChanged:
    """What is to be started and signalled after the commit."""

    notice: NoticeStart
    ended: Sequence[UUID]


async def change_own_password(
    pool: Pool,
    signed_in: SignedIn,
    judged: Member,
    password_hash: str,
    at: datetime,
    *,
    attempt_id: UUID | None = None,
) -> PasswordChanged | NotChanged:
    """Set it; the member's other sessions and running flows end, this session stays.

    `judged` is the row that the present password was compared with. That the attempt
    has changed it is recorded, so that a repeat is known.
    """
    session = signed_in.session
    async with MemberLock.held(pool, judged.id) as connection:
        members = Members(connection)
        member = await members.get(judged.id)
        if member.disabled_at is not None:
            return NotChanged.shut_out
        if member.password_hash != judged.password_hash:
            return NotChanged.hash_changed
        await members.set_password(member.id, password_hash)
        await CodeLedgers(connection).empty_others(member.id)
        ended = await sign_out_everywhere(connection, member.id, at, keeping=session.id)
        event = Event(
            EventKind.password_changed,
            member.account_id,
            at,
            member_id=member.id,
            login_id=session.login_id,
        )
        await Events(connection).write(event.by(Actor(member.id, session.login_id)))
        kind = NoticeKind.own_password_changed
        notice = await add_notice(connection, kind, member, at, session.login_id)
        if attempt_id is not None:
            await write_together(connection, _recorded(attempt_id, signed_in, at))
        return PasswordChanged(notice, ended)


def _recorded(attempt_id: UUID, signed_in: SignedIn, at: datetime) -> Write:
    return Attempts.recorded(
        attempt_id,
        member_id=signed_in.member.id,
        flow_id=signed_in.session.id,
        kind=AttemptKind.new_password,
        outcome=Outcome.accepted,
        verdict={"outcome": Outcome.accepted},
        at=at,
    )
