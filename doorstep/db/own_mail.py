"""The newest mail of a flow that has it in its own row.

Its code lives from when it was asked for, so that a mailbox which takes mail shows
nothing to whoever asked.
"""

from datetime import datetime
from typing import Protocol
from uuid import UUID

from doorstep.db.emails import Email
from doorstep.rules.policy import EmailPolicy


class HoldsMail(Protocol):
    """A row of such a flow; the member is None where nobody has the address."""

    @property
    def id(self) -> UUID: ...
    @property
    def member_id(self) -> UUID | None: ...
    @property
    def policy(self) -> EmailPolicy: ...
    @property
    def number(self) -> int: ...
    @property
    def asked_at(self) -> datetime: ...
    @property
    def key_name(self) -> str: ...
    @property
    def tries_left(self) -> int: ...
    @property
    def failed_tries(self) -> int: ...
    @property
    def last_failure(self) -> str | None: ...
    @property
    def last_failure_detail(self) -> str | None: ...
    @property
    def accepted_at(self) -> datetime | None: ...
    @property
    def failed_at(self) -> datetime | None: ...
    @property
    def denied(self) -> bool: ...


def newest_mail(row: HoldsMail) -> Email:
    return Email(
        enrollment_id=row.id,
        number=row.number,
        member_id=row.member_id or row.id,
        key_name=row.key_name,
        lifetime=row.policy.email_code_lifetime,
        cooldown=row.policy.resend_cooldown,
        tries_left=row.tries_left,
        asked_at=row.asked_at,
        failed_tries=row.failed_tries,
        last_failure=row.last_failure,
        last_failure_detail=row.last_failure_detail,
        accepted_at=row.accepted_at,
        failed_at=row.failed_at,
        handed_over_at=row.asked_at,
        denied=row.denied,
    )
