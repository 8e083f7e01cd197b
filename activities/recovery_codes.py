"""The activities of a recovery's emailed code: request another mail, judge a code.

Where nobody has the address they do the same, and no code is right.
"""

import hmac
from collections.abc import Awaitable, Callable

from temporalio import activity

from activities.judging import judge_once
from doorstep.db.attempts import AttemptKind
from doorstep.db.events import EventKind
from doorstep.db.pool import Connection, Pool
from doorstep.db.recoveries import Recoveries
from doorstep.db.recovery_facts import JudgedRecovery
from doorstep.db.writes import Write
from doorstep.messages.activities import (
    EmailRequestVerdict,
    JudgeOrder,
    RecoveryCode,
    RecoveryEnding,
    RecoveryMailOrder,
    Verdict,
)
from doorstep.messages.flows import Outcome, RecoveryEnded
from doorstep.rules.codes import open_code, recovery_code
from doorstep.rules.seal import KeyRing
from doorstep.rules.stages import RecoveryStage
from doorstep.transactions.email_budget import EmailBudget
from doorstep.transactions.recoveries import end_recovery, of_member, recoveries_at
from doorstep.transactions.repeated_events import note_repeatable


class RecoveryCodes:
    """Only a recovery's newest code is valid; mails and tries count per address."""

    def __init__(self, pool: Pool, ring: KeyRing) -> None:
        self._pool = pool
        self._ring = ring

    @activity.defn(name="request_recovery_email")
    async def request(self, order: RecoveryMailOrder) -> EmailRequestVerdict:
        """Request another mail; a repeat returns the same number."""

        async def judge(
            connection: Connection, rows: JudgedRecovery, writes: list[Write]
        ) -> EmailRequestVerdict:
            if refusal := _refusal(rows, order):
                return EmailRequestVerdict(outcome=refusal)
            budget = EmailBudget.of(rows.spent, rows.row.policy)
            if refused := budget.resend_refusal(rows.row.mail, order.at):
                return EmailRequestVerdict(**refused.model_dump())
            mail = rows.row.next_mail(
                self._ring.newest, budget.tries_of_one_mail(rows.row.policy), order.at
            )
            writes.append(Recoveries.mail_asked(rows.row.id, mail))
            await note_repeatable(
                connection, EventKind.reset_asked, rows.member, order.at
            )
            return EmailRequestVerdict(
                outcome=Outcome.accepted,
                number=mail.number,
                attempts_left=mail.tries_left,
            )

        return await judge_once(
            self._pool,
            order,
            AttemptKind.resend,
            EmailRequestVerdict,
            look=_in_recovery(order),
            judge=judge,
        )

    @activity.defn(name="judge_recovery_code")
    async def judge(self, order: RecoveryCode) -> Verdict:
        """Accept or refuse; a repeat returns the committed verdict."""

        async def judge(
            connection: Connection, rows: JudgedRecovery, writes: list[Write]
        ) -> Verdict:
            if refusal := _refusal(rows, order):
                return Verdict(outcome=refusal)
            budget = EmailBudget.of(rows.spent, rows.row.policy)
            if refused := budget.refusal(rows.row.mail):
                return refused
            if self._right(order, rows):
                return _accept(rows, order, writes)
            kind = EventKind.reset_code_wrong
            await note_repeatable(connection, kind, rows.member, order.at)
            return _refuse(rows, budget, writes)

        return await judge_once(
            self._pool,
            order,
            AttemptKind.email_code,
            Verdict,
            look=_in_recovery(order),
            judge=judge,
        )

    @activity.defn(name="end_recovery")
    async def end(self, order: RecoveryEnding) -> RecoveryEnded:
        """End it unless it has ended already; returns the ending that was committed."""
        return await end_recovery(
            self._pool, order.recovery_id, order.member_id, order.stage, order.at
        )

    def _right(self, order: RecoveryCode, rows: JudgedRecovery) -> bool:
        row, member = rows.row, rows.member
        typed = open_code(self._ring, order.sealed, order.flow_id, order.attempt_id)
        right = recovery_code(self._ring, row.key_name, row.id, row.number)
        equal = hmac.compare_digest(typed.code.encode(), right.encode())
        owned = member is not None and member.signs_in_by_password
        return equal and owned and not row.voided_at and order.at < row.code_expires_at


def _in_recovery(
    order: JudgeOrder,
) -> Callable[[Connection], Awaitable[JudgedRecovery]]:
    """The flow of the attempt is the recovery; one at a time per address."""

    async def look(connection: Connection) -> JudgedRecovery:
        await Recoveries(connection).lock_address_of(order.flow_id)
        return await recoveries_at(connection, order.at).judged(
            order.flow_id, order.attempt_id
        )

    return look


def _refusal(rows: JudgedRecovery, order: JudgeOrder) -> Outcome | None:
    """For a recovery that has ended, or whose row is past the stage of its workflow."""
    if rows.row.over(order.at):
        return Outcome.flow_ended
    if rows.row.stage is not RecoveryStage.verify_email:
        return Outcome.wrong_stage
    return None


def _accept(rows: JudgedRecovery, order: RecoveryCode, writes: list[Write]) -> Verdict:
    stage = RecoveryStage.set_password
    writes.append(Recoveries.moved(rows.row.id, stage, order.at))
    writes += of_member(rows.row, EventKind.reset_verified, order.at)
    return Verdict(outcome=Outcome.accepted)


def _refuse(rows: JudgedRecovery, budget: EmailBudget, writes: list[Write]) -> Verdict:
    left = max(rows.row.tries_left - 1, 0)
    writes.append(Recoveries.try_spent(rows.row.id, left))
    return Verdict(
        outcome=Outcome.wrong_code,
        attempts_left=min(left, budget.tries_left_today - 1),
    )
