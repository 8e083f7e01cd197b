"""Rows of notices, written in the transaction that causes the mail.

The workflow is started after the commit: by the caller, else by the notice sweep.
"""

from datetime import datetime
from uuid import UUID

from uuid_utils.compat import uuid7

from doorstep.db.members import Member
from doorstep.db.notices import Notice, NoticeKind, Notices
from doorstep.db.pool import Connection
from doorstep.db.writes import Write, write_together
from doorstep.messages.flows import NoticeStart


def new_notice(
    kind: NoticeKind,
    member: Member,
    at: datetime,
    login_id: UUID | None = None,
    *,
    event_id: UUID | None = None,
    address: str | None = None,
) -> tuple[NoticeStart, Write]:
    """The argument for its workflow, to start after the commit, and its row; an
    `address` is one that the member no longer has.
    """
    notice = Notice(
        id=uuid7(),
        account_id=member.account_id,
        member_id=member.id,
        kind=kind,
        created_at=at,
        login_id=login_id,
        event_id=event_id,
        address=address,
    )
    return workflow_argument(notice), Notices.inserted(notice)


async def add_notice(
    connection: Connection,
    kind: NoticeKind,
    member: Member,
    at: datetime,
    login_id: UUID | None = None,
    *,
    event_id: UUID | None = None,
) -> NoticeStart:
    """Insert the row at once."""
    start, inserted = new_notice(kind, member, at, login_id, event_id=event_id)
    await write_together(connection, inserted)
    return start


def workflow_argument(notice: Notice) -> NoticeStart:
    return NoticeStart(
        notice_id=notice.id,
        account_id=notice.account_id,
        member_id=notice.member_id,
        kind=notice.kind,
    )
