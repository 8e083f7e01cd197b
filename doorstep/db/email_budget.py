"""What a member may still spend on emailed codes, over all set-ups."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from doorstep.db.attempts import Attempts
from doorstep.db.emails import Emails
from doorstep.db.pool import Connection
from doorstep.policy import EnrollmentPolicy

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


@dataclass(frozen=True)
class EmailBudget:
    """`None` where there is something left, else the moment when there is again."""

    mails_again_at: datetime | None
    tries_again_at: datetime | None
    tries_left_today: int


async def email_budget(
    connection: Connection, member_id: UUID, policy: EnrollmentPolicy, at: datetime
) -> EmailBudget:
    """Count over sliding windows: mails in an hour, wrong tries in a day."""
    asked = await Emails(connection).asked_since(member_id, at - HOUR)
    wrong = await Attempts(connection).wrong_email_codes(member_id, at - DAY)
    return EmailBudget(
        mails_again_at=_again_at(asked, policy.emails_per_hour, HOUR),
        tries_again_at=_again_at(wrong, policy.email_code_tries_per_day, DAY),
        tries_left_today=max(policy.email_code_tries_per_day - len(wrong), 0),
    )


def _again_at(
    newest_first: list[datetime], limit: int, window: timedelta
) -> datetime | None:
    if len(newest_first) < limit:
        return None
    return newest_first[limit - 1] + window
