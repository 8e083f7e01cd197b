"""A recovery as callers see it: alike for every address.

So it says nothing about the delivery of its mail, and a code is told to live from when
it was asked for.
"""

from datetime import datetime

from api.edge.password_bodies import PasswordReset, ResetEmail
from doorstep.db.recovery_facts import RecoveryRows
from doorstep.transactions.email_budget import EmailBudget


def recovery_body(rows: RecoveryRows, at: datetime) -> PasswordReset:
    row = rows.row
    budget = EmailBudget.of(rows.spent, row.policy)
    return PasswordReset(
        id=row.id,
        stage=row.stage_at(at),
        email=ResetEmail(
            address_hint=row.address_hint,
            number=row.number,
            code_expires_at=row.code_expires_at,
            resend_at=row.mail.resend_at,
            attempts_left=min(row.tries_left, budget.tries_left_today),
        ),
        expires_at=row.expires_at,
    )
