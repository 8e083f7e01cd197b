"""The bodies of changing one's own address."""

from datetime import datetime
from typing import Self

from api.edge.bodies import Answer, Body
from doorstep.db.address_changes import AddressChange
from doorstep.rules.people import EmailAddress


class NewEmail(Body):
    email: EmailAddress


class CodeEmail(Answer):
    """Without a status: whether a mail was sent would tell whether somebody has the
    address.
    """

    number: int
    code_expires_at: datetime
    resend_at: datetime
    attempts_left: int


class PendingAddress(Answer):
    """A change of address that waits for its code."""

    pending_email: str
    email: CodeEmail
    expires_at: datetime

    @classmethod
    def of(cls, row: AddressChange, tries_left_today: int) -> Self:
        return cls(
            pending_email=row.email,
            email=CodeEmail(
                number=row.number,
                code_expires_at=row.code_expires_at,
                resend_at=row.mail.resend_at,
                attempts_left=min(row.tries_left, tries_left_today),
            ),
            expires_at=row.expires_at,
        )
