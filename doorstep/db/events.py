"""The table `events`: the audit trail. It holds ids, never a name, address or code."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from uuid_utils.compat import uuid7

from doorstep.db.pool import Connection


class EventKind(StrEnum):
    """What happened, in the words of OWASP's logging vocabulary where it has one."""

    password_right = "authn_password_success"  # noqa: S105  a word, not a password
    password_wrong = "authn_password_fail"  # noqa: S105  a word, not a password
    signed_in = "authn_login_success"
    code_wrong = "authn_otp_fail"
    code_replayed = "authn_otp_replay"
    budget_spent = "authn_login_lock"
    device_disabled = "authn_device_disabled"
    login_ended = "authn_login_ended"
    session_ended = "session_ended"
    enrollment_started = "authn_enrollment_started"
    enrollment_moved = "authn_enrollment_moved"
    enrollment_ended = "authn_enrollment_ended"
    email_asked = "authn_email_asked"
    email_code_wrong = "authn_email_code_fail"
    setup_code_wrong = "authn_setup_code_fail"
    device_added = "authn_device_added"
    device_replaced = "authn_device_replaced"
    device_reset = "authn_device_reset"
    account_created = "account_created"
    account_changed = "account_changed"
    member_created = "user_created"
    member_changed = "user_updated"
    member_disabled = "user_disabled"


@dataclass(frozen=True)
class Event:
    kind: EventKind
    account_id: UUID | None
    at: datetime
    member_id: UUID | None = None
    actor_id: UUID | None = None
    login_id: UUID | None = None
    enrollment_id: UUID | None = None
    detail: dict[str, str | int | bool] = field(default_factory=dict)


class Events:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def write(self, event: Event) -> None:
        await self._connection.execute(
            """
            insert into events (
                id, account_id, member_id, actor_id, login_id, enrollment_id, kind,
                detail, at
            ) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
            """,
            uuid7(),
            event.account_id,
            event.member_id,
            event.actor_id,
            event.login_id,
            event.enrollment_id,
            event.kind,
            event.detail,
            event.at,
        )
