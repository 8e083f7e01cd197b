"""The activities of the emailed code: request another mail, judge a code."""

import hmac

from temporalio import activity

from activities.judging import judge_once
from activities.setup_rows import in_setup
from doorstep.db.actors import Actor
from doorstep.db.attempts import AttemptKind
from doorstep.db.emails import Email, Emails
from doorstep.db.enrollment_facts import JudgedSetup
from doorstep.db.enrollments import Enrollments
from doorstep.db.events import Event, EventKind, Events
from doorstep.db.members import Members
from doorstep.db.pool import Connection, Pool
from doorstep.db.writes import Write
from doorstep.messages.activities import (
    EmailCode,
    EmailRequest,
    EmailRequestVerdict,
    JudgeOrder,
    Verdict,
)
from doorstep.messages.flows import Outcome
from doorstep.rules.codes import email_code, open_code
from doorstep.rules.seal import KeyRing
from doorstep.rules.stages import EnrollmentStage
from doorstep.transactions.email_budget import EmailBudget


class EmailCodes:
    """Only the newest code of a setup is valid; mails and tries count per member."""

    def __init__(self, pool: Pool, ring: KeyRing) -> None:
        self._pool = pool
        self._ring = ring

    @activity.defn(name="request_email")
    async def request(self, order: EmailRequest) -> EmailRequestVerdict:
        """Request another mail; a repeat returns the same number."""

        async def judge(
            _: Connection, rows: JudgedSetup, writes: list[Write]
        ) -> EmailRequestVerdict:
            if refusal := _refusal(rows, order):
                return EmailRequestVerdict(outcome=refusal)
            budget = EmailBudget.of(rows.spent, rows.row.policy.enrollment)
            if refused := budget.resend_refusal(rows.email, order.at):
                return EmailRequestVerdict(**refused.model_dump())
            number, key_name = rows.email.number + 1, self._ring.newest
            email = budget.new_email(rows.row, number, key_name, order.at)
            asked = Event.of_enrollment(EventKind.email_asked, rows.row, order.at)
            by = Actor(order.actor_id, order.actor_login_id)
            writes += [
                Emails.unsent_abandoned(order.flow_id, order.at),
                Emails.inserted(email),
                Events.written(asked.by(by)),
            ]
            return EmailRequestVerdict(
                outcome=Outcome.accepted, number=number, attempts_left=email.tries_left
            )

        kind = AttemptKind.resend
        return await judge_once(
            self._pool,
            order,
            kind,
            EmailRequestVerdict,
            look=in_setup(order),
            judge=judge,
        )

    @activity.defn(name="judge_email_code")
    async def judge(self, order: EmailCode) -> Verdict:
        """Accept or refuse; a repeat returns the committed verdict."""

        async def judge(
            _: Connection, rows: JudgedSetup, writes: list[Write]
        ) -> Verdict:
            if refusal := _refusal(rows, order):
                return Verdict(outcome=refusal)
            budget = EmailBudget.of(rows.spent, rows.row.policy.enrollment)
            if refused := budget.refusal(rows.email):
                return refused
            if self._right(order, rows.email):
                return _accept(rows, order, writes)
            return _refuse(rows, order, budget, writes)

        kind = AttemptKind.email_code
        return await judge_once(
            self._pool, order, kind, Verdict, look=in_setup(order), judge=judge
        )

    def _right(self, order: EmailCode, email: Email) -> bool:
        typed = open_code(self._ring, order.sealed, order.flow_id, order.attempt_id)
        right = email_code(
            self._ring, email.key_name, email.enrollment_id, email.number
        )
        equal = hmac.compare_digest(typed.code.encode(), right.encode())
        return equal and order.at < email.code_expires_at


def _refusal(rows: JudgedSetup, order: JudgeOrder) -> Outcome | None:
    """For a setup that has ended, or whose row is past the stage of its workflow."""
    if rows.row.over(order.at) or rows.member.disabled_at is not None:
        return Outcome.flow_ended
    if rows.row.stage is not EnrollmentStage.verify_email:
        return Outcome.wrong_stage
    return None


def _accept(rows: JudgedSetup, order: EmailCode, writes: list[Write]) -> Verdict:
    stage, kind = EnrollmentStage.install_app, EventKind.enrollment_moved
    event = Event.of_enrollment(kind, rows.row, order.at, stage=stage)
    writes += [
        Enrollments.moved(order.flow_id, stage, order.at),
        Emails.unsent_abandoned(order.flow_id, order.at),
        Members.address_verified(rows.row.member_id, order.at),
        Events.written(event),
    ]
    return Verdict(outcome=Outcome.accepted)


def _refuse(
    rows: JudgedSetup, order: EmailCode, budget: EmailBudget, writes: list[Write]
) -> Verdict:
    left = max(rows.email.tries_left - 1, 0)
    event = Event.of_enrollment(EventKind.email_code_wrong, rows.row, order.at)
    writes += [Emails.try_spent(rows.email, left), Events.written(event)]
    return Verdict(
        outcome=Outcome.wrong_code,
        attempts_left=min(left, budget.tries_left_today - 1),
    )
