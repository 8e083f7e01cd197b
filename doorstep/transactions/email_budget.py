"""The budget of a member for mails and wrong emailed codes, over all flows."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from doorstep.db.address_facts import AddressesWithFacts
from doorstep.db.emails import Email
from doorstep.db.enrollment_facts import EnrollmentsWithFacts, Spent
from doorstep.db.enrollments import Enrollment
from doorstep.db.pool import Connection
from doorstep.messages.activities import Verdict
from doorstep.messages.flows import Outcome
from doorstep.rules.policy import EmailPolicy, EnrollmentPolicy

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


@dataclass(frozen=True)
class EmailBudget:
    """`…_again_at` is None while the budget is not spent, else when it no longer is."""

    mails_again_at: datetime | None
    tries_again_at: datetime | None
    tries_left_today: int

    @classmethod
    def of(cls, spent: Spent, policy: EmailPolicy) -> "EmailBudget":
        """Over sliding windows: mails in an hour, wrong tries in a day."""
        limit = policy.email_code_tries_per_day
        return cls(
            mails_again_at=_again_at(spent.mails, policy.emails_per_hour, HOUR),
            tries_again_at=_again_at(spent.tries, limit, DAY),
            tries_left_today=max(limit - len(spent.tries), 0),
        )

    def resend_refusal(self, last: Email, at: datetime) -> Verdict | None:
        """Of another mail after the last one."""
        if last.resend_at > at:
            return Verdict(outcome=Outcome.resend_too_soon, retry_at=last.resend_at)
        if self.mails_again_at:
            return Verdict(
                outcome=Outcome.too_many_emails, retry_at=self.mails_again_at
            )
        return None

    def next_mail_at(self, last: Email) -> datetime:
        """From when on another mail is not refused."""
        return max(last.resend_at, self.mails_again_at or last.resend_at)

    def refusal(self, email: Email) -> Verdict | None:
        """Why no code of this mail is judged: its tries or the day's are used up."""
        if not self.tries_again_at and email.tries_left:
            return None
        return Verdict(
            outcome=Outcome.too_many_attempts,
            retry_at=self.tries_again_at or email.resend_at,
        )

    def new_email(
        self, enrollment: Enrollment, number: int, key_name: str, at: datetime
    ) -> Email:
        """Its tries are limited by what is left of the day's."""
        limits = enrollment.policy.enrollment
        return Email(
            enrollment_id=enrollment.id,
            number=number,
            member_id=enrollment.member_id,
            key_name=key_name,
            lifetime=limits.email_code_lifetime,
            cooldown=limits.resend_cooldown,
            tries_left=self.tries_of_one_mail(limits),
            asked_at=at,
        )

    def tries_of_one_mail(self, limits: EmailPolicy) -> int:
        return min(limits.email_code_tries, self.tries_left_today)


def setups_at(connection: Connection, at: datetime) -> EnrollmentsWithFacts:
    """Setups, with what counts for the budget of their members at this moment."""
    return EnrollmentsWithFacts(connection, at - HOUR, at - DAY)


def addresses_at(connection: Connection, at: datetime) -> AddressesWithFacts:
    """Changes of address, with what counts for their budgets at this moment."""
    return AddressesWithFacts(connection, at - HOUR, at - DAY)


async def email_budget(
    connection: Connection, member_id: UUID, policy: EnrollmentPolicy, at: datetime
) -> EmailBudget:
    """Mails count per mailbox, in whatever spelling of its address."""
    return (await email_budgets(connection, [member_id], policy, at))[member_id]


async def email_budgets(
    connection: Connection,
    member_ids: list[UUID],
    policy: EnrollmentPolicy,
    at: datetime,
) -> dict[UUID, EmailBudget]:
    """The same of several members."""
    spent = await setups_at(connection, at).spent_by(member_ids)
    return {each: EmailBudget.of(spent[each], policy) for each in spent}


def _again_at(
    newest_first: Sequence[datetime], limit: int, window: timedelta
) -> datetime | None:
    if len(newest_first) < limit:
        return None
    return newest_first[limit - 1] + window
