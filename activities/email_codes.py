"""The activities of the emailed code: request another mail, judge a code."""

import hmac

from temporalio import activity

from activities.judging import judge_once, of_member
from doorstep.db.attempts import AttemptKind, MembersAttempt
from doorstep.db.emails import Email, Emails
from doorstep.db.enrollments import Enrollment, Enrollments
from doorstep.db.events import Event, EventKind, Events
from doorstep.db.members import Member
from doorstep.db.pool import Connection, Pool
from doorstep.db.writes import Write
from doorstep.messages.activities import (
    EmailCode,
    EmailRequest,
    EmailRequestVerdict,
    Verdict,
)
from doorstep.messages.flows import Outcome
from doorstep.rules.codes import email_code, open_code
from doorstep.rules.seal import KeyRing
from doorstep.rules.stages import EnrollmentStage
from doorstep.transactions.email_budget import EmailBudget, newest_email, request_email


class EmailCodes:
    """Only the newest code of a setup is valid; mails and tries count per member."""

    def __init__(self, pool: Pool, ring: KeyRing) -> None:
        self._pool = pool
        self._ring = ring

    @activity.defn(name="request_email")
    async def request(self, order: EmailRequest) -> EmailRequestVerdict:
        """Request another mail; a repeat returns the same number."""

        async def judge(
            connection: Connection, rows: MembersAttempt, _: list[Write]
        ) -> EmailRequestVerdict:
            member = rows.member
            enrollment = await Enrollments(connection).get(order.flow_id)
            if refusal := _refusal(enrollment, member, order):
                return EmailRequestVerdict(outcome=refusal)
            last, budget = await newest_email(connection, enrollment, order.at)
            if refused := budget.resend_refusal(last, order.at):
                return EmailRequestVerdict(**refused.model_dump())
            return await self._request(
                connection, order, enrollment, last.number + 1, budget
            )

        return await judge_once(
            self._pool,
            order,
            AttemptKind.resend,
            EmailRequestVerdict,
            look=of_member(order),
            judge=judge,
        )

    async def _request(
        self,
        connection: Connection,
        order: EmailRequest,
        enrollment: Enrollment,
        number: int,
        budget: EmailBudget,
    ) -> EmailRequestVerdict:
        await Emails(connection).abandon_unsent(order.flow_id, order.at)
        email = await request_email(
            connection,
            enrollment,
            number,
            budget,
            key_name=self._ring.newest,
            at=order.at,
        )
        asked = Event.of_enrollment(EventKind.email_asked, enrollment, order.at)
        await Events(connection).write(asked.by(order.actor_id))
        return EmailRequestVerdict(
            outcome=Outcome.accepted, number=number, attempts_left=email.tries_left
        )

    @activity.defn(name="judge_email_code")
    async def judge(self, order: EmailCode) -> Verdict:
        """Accept or refuse; a repeat returns the committed verdict."""

        async def judge(
            connection: Connection, rows: MembersAttempt, _: list[Write]
        ) -> Verdict:
            member = rows.member
            enrollment = await Enrollments(connection).get(order.flow_id)
            if refusal := _refusal(enrollment, member, order):
                return Verdict(outcome=refusal)
            email, budget = await newest_email(connection, enrollment, order.at)
            if refused := budget.refusal(email):
                return refused
            if self._right(order, email):
                return await _accept(connection, enrollment, order)
            return await _refuse(connection, enrollment, order, email, budget)

        return await judge_once(
            self._pool,
            order,
            AttemptKind.email_code,
            Verdict,
            look=of_member(order),
            judge=judge,
        )

    def _right(self, order: EmailCode, email: Email) -> bool:
        typed = open_code(self._ring, order.sealed, order.flow_id, order.attempt_id)
        right = email_code(
            self._ring, email.key_name, email.enrollment_id, email.number
        )
        equal = hmac.compare_digest(typed.code.encode(), right.encode())
        return equal and order.at < email.code_expires_at


def _refusal(
    enrollment: Enrollment, member: Member, order: EmailRequest | EmailCode
) -> Outcome | None:
    """For a setup that has ended, or whose row is past the stage of its workflow."""
    if enrollment.over(order.at) or member.disabled_at is not None:
        return Outcome.flow_ended
    if enrollment.stage is not EnrollmentStage.verify_email:
        return Outcome.wrong_stage
    return None


async def _accept(
    connection: Connection, enrollment: Enrollment, order: EmailCode
) -> Verdict:
    stage = EnrollmentStage.install_app
    await Enrollments(connection).move(order.flow_id, stage, order.at)
    await Emails(connection).abandon_unsent(order.flow_id, order.at)
    kind = EventKind.enrollment_moved
    await Events(connection).write(
        Event.of_enrollment(kind, enrollment, order.at, stage=stage)
    )
    return Verdict(outcome=Outcome.accepted)


async def _refuse(
    connection: Connection,
    enrollment: Enrollment,
    order: EmailCode,
    email: Email,
    budget: EmailBudget,
) -> Verdict:
    left = await Emails(connection).spend_try(email)
    kind = EventKind.email_code_wrong
    await Events(connection).write(Event.of_enrollment(kind, enrollment, order.at))
    return Verdict(
        outcome=Outcome.wrong_code,
        attempts_left=min(left, budget.tries_left_today - 1),
    )
