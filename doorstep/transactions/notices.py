"""Rows of notices, written in the transaction that causes the mail.

The workflow is started after the commit: by the caller, else by the notice sweep.
"""

from datetime import datetime
from uuid import UUID

from uuid_utils.compat import uuid7

from doorstep.db.members import Member
from doorstep.db.notices import Notice, NoticeKind, Notices
from doorstep.db.pool import Connection
from doorstep.messages.flows import NoticeStart


async def add_notice(
    connection: Connection,
    kind: NoticeKind,
    member: Member,
    at: datetime,
    login_id: UUID | None = None,
) -> NoticeStart:
    """Insert the row; returns the argument for its workflow, to start after commit."""
    notice = Notice(uuid7(), member.account_id, member.id, kind, at, login_id=login_id)
    await Notices(connection).insert(notice)
    return workflow_argument(notice)


def workflow_argument(notice: Notice) -> NoticeStart:
    return NoticeStart(
        notice_id=notice.id,
        account_id=notice.account_id,
        member_id=notice.member_id,
        kind=notice.kind,
    )
