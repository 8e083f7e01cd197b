"""The budget of a member for mails and wrong emailed codes, over all setups."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from doorstep.db.emails import Email, Emails
from doorstep.db.enrollments import Enrollment
from doorstep.db.mailboxes import OF_THE_SAME_MAILBOX
from doorstep.db.pool import Connection
from doorstep.messages.activities import Verdict
from doorstep.messages.flows import Outcome
from doorstep.rules.policy import EnrollmentPolicy

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


@dataclass(frozen=True)
class EmailBudget:
    """`…_again_at` is None while the budget is not spent, else when it no longer is."""

    mails_again_at: datetime | None
    tries_again_at: datetime | None
    tries_left_today: int

    def resend_refusal(self, last: Email, at: datetime) -> Verdict | None:
        """Of another mail after the last one."""
        if last.resend_at > at:
            return Verdict(outcome=Outcome.resend_too_soon, retry_at=last.resend_at)
        if self.mails_again_at:
            return Verdict(
                outcome=Outcome.too_many_emails, retry_at=self.mails_again_at
            )
        return None

    def refusal(self, email: Email) -> Verdict | None:
        """Why no code of this mail is judged: its tries or the day's are used up."""
        if not self.tries_again_at and email.tries_left:
            return None
        return Verdict(
            outcome=Outcome.too_many_attempts,
            retry_at=self.tries_again_at or email.resend_at,
        )


async def email_budget(
    connection: Connection, member_id: UUID, policy: EnrollmentPolicy, at: datetime
) -> EmailBudget:
    """Count over sliding windows: mails in an hour, wrong tries in a day.

    Mails count per mailbox, in whatever spelling of its address.
    """
    return (await email_budgets(connection, [member_id], policy, at))[member_id]


async def email_budgets(
    connection: Connection,
    member_ids: list[UUID],
    policy: EnrollmentPolicy,
    at: datetime,
) -> dict[UUID, EmailBudget]:
    """The same of several members."""
    records = await connection.fetch(
        f"""
        select wanted.member_id, spent.* from unnest($1::uuid[]) as wanted (member_id)
        cross join lateral (
            select true as is_mail, asked_at as at from emails
            where member_id in ({OF_THE_SAME_MAILBOX}) and asked_at > $2
            union all
            select false, at from attempts
            where kind = 'email_code' and outcome = 'wrong-code'
                and member_id = wanted.member_id and at > $3
        ) as spent
        order by at desc
        """,
        member_ids,
        at - HOUR,
        at - DAY,
    )
    spent: dict[UUID, tuple[list[datetime], list[datetime]]] = {
        member_id: ([], []) for member_id in member_ids
    }
    for member_id, is_mail, moment in records:
        spent[member_id][0 if is_mail else 1].append(moment)
    return {
        member_id: _budget(asked, wrong, policy)
        for member_id, (asked, wrong) in spent.items()
    }


def _budget(
    asked: list[datetime], wrong: list[datetime], policy: EnrollmentPolicy
) -> EmailBudget:
    return EmailBudget(
        mails_again_at=_again_at(asked, policy.emails_per_hour, HOUR),
        tries_again_at=_again_at(wrong, policy.email_code_tries_per_day, DAY),
        tries_left_today=max(policy.email_code_tries_per_day - len(wrong), 0),
    )


async def newest_email(
    connection: Connection, enrollment: Enrollment, at: datetime
) -> tuple[Email, EmailBudget]:
    """A setup's newest mail, and what its member may still spend."""
    limits = enrollment.policy.enrollment
    return (
        await Emails(connection).newest(enrollment.id),
        await email_budget(connection, enrollment.member_id, limits, at),
    )


async def request_email(
    connection: Connection,
    enrollment: Enrollment,
    number: int,
    budget: EmailBudget,
    *,
    key_name: str,
    at: datetime,
) -> Email:
    """Insert the row of a mail; its tries are limited by what is left of the day's."""
    limits = enrollment.policy.enrollment
    email = Email(
        enrollment_id=enrollment.id,
        number=number,
        member_id=enrollment.member_id,
        key_name=key_name,
        lifetime=limits.email_code_lifetime,
        cooldown=limits.resend_cooldown,
        tries_left=min(limits.email_code_tries, budget.tries_left_today),
        asked_at=at,
    )
    await Emails(connection).insert(email)
    return email


def _again_at(
    newest_first: list[datetime], limit: int, window: timedelta
) -> datetime | None:
    if len(newest_first) < limit:
        return None
    return newest_first[limit - 1] + window
