"""The activities of a change of address: request another mail, judge its code, end it.

The right code changes the address in the transaction that judges it.
"""

import hmac
from collections.abc import Awaitable, Callable

from temporalio import activity

from activities.judging import judge_once
from doorstep.db.actors import Actor
from doorstep.db.address_changes import AddressChanges
from doorstep.db.address_facts import JudgedAddress
from doorstep.db.attempts import AttemptKind
from doorstep.db.events import Event, EventKind, Events
from doorstep.db.members import Members
from doorstep.db.pool import Connection, Pool
from doorstep.db.writes import Write
from doorstep.messages.activities import (
    AddressCode,
    AddressEnding,
    AddressMailOrder,
    AddressVerdict,
    EmailRequestVerdict,
    JudgeOrder,
)
from doorstep.messages.flows import AddressEnded, Outcome
from doorstep.rules.codes import address_code, open_code
from doorstep.rules.seal import KeyRing
from doorstep.rules.stages import AddressStage
from doorstep.transactions.address_changes import end_change, ending
from doorstep.transactions.address_moves import move_member
from doorstep.transactions.email_budget import EmailBudget, addresses_at


class AddressCodes:
    """Only the newest code is valid; mails and tries count for the member."""

    def __init__(self, pool: Pool, ring: KeyRing) -> None:
        self._pool = pool
        self._ring = ring

    @activity.defn(name="request_address_email")
    async def request(self, order: AddressMailOrder) -> EmailRequestVerdict:
        """Request another mail; a repeat returns the same number."""

        async def judge(
            _: Connection, rows: JudgedAddress, writes: list[Write]
        ) -> EmailRequestVerdict:
            if _is_over(rows, order):
                return EmailRequestVerdict(outcome=Outcome.flow_ended)
            budget = EmailBudget.of(rows.spent, rows.row.policy)
            if refused := budget.resend_refusal(rows.row.mail, order.at):
                return EmailRequestVerdict(**refused.model_dump())
            tries = budget.tries_of_one_mail(rows.row.policy)
            mail = rows.row.next_mail(self._ring.newest, tries, order.at)
            event = Event.of_member(EventKind.email_asked, rows.member, order.at)
            writes += [
                AddressChanges.mail_asked(rows.row.id, mail),
                Events.written(event),
            ]
            return EmailRequestVerdict(
                outcome=Outcome.accepted, number=mail.number, attempts_left=tries
            )

        return await judge_once(
            self._pool,
            order,
            AttemptKind.resend,
            EmailRequestVerdict,
            look=_in_change(order),
            judge=judge,
        )

    @activity.defn(name="judge_address_code")
    async def judge(self, order: AddressCode) -> AddressVerdict:
        """Accept and change the address, or refuse; a repeat returns the committed
        verdict.
        """

        async def judge(
            connection: Connection, rows: JudgedAddress, writes: list[Write]
        ) -> AddressVerdict:
            if _is_over(rows, order):
                ended = rows.row.stage if rows.row.ended_at else None
                return AddressVerdict(outcome=Outcome.flow_ended, stage=ended)
            budget = EmailBudget.of(rows.spent, rows.row.policy)
            if refused := budget.refusal(rows.row.mail):
                return AddressVerdict(**refused.model_dump())
            if self._right(order, rows):
                return await _accept(connection, rows, order, writes)
            return _refuse(rows, order, budget, writes)

        return await judge_once(
            self._pool,
            order,
            AttemptKind.email_code,
            AddressVerdict,
            look=_in_change(order),
            judge=judge,
        )

    @activity.defn(name="end_address_change")
    async def end(self, order: AddressEnding) -> AddressEnded:
        """End it unless it has ended already; returns the ending that was committed."""
        return await end_change(
            self._pool, order.change_id, order.member_id, order.stage, order.at
        )

    def _right(self, order: AddressCode, rows: JudgedAddress) -> bool:
        row = rows.row
        typed = open_code(self._ring, order.sealed, order.flow_id, order.attempt_id)
        right = address_code(self._ring, row.key_name, row.id, row.number)
        equal = hmac.compare_digest(typed.code.encode(), right.encode())
        return equal and order.at < row.code_expires_at


def _in_change(order: JudgeOrder) -> Callable[[Connection], Awaitable[JudgedAddress]]:
    """The flow of the attempt is the change of address."""

    async def look(connection: Connection) -> JudgedAddress:
        return await addresses_at(connection, order.at).judged(
            order.flow_id, order.attempt_id
        )

    return look


def _is_over(rows: JudgedAddress, order: JudgeOrder) -> bool:
    return rows.row.over(order.at) or not rows.member.signs_in_by_password


async def _accept(
    connection: Connection,
    rows: JudgedAddress,
    order: AddressCode,
    writes: list[Write],
) -> AddressVerdict:
    """Another member may have taken the mailbox meanwhile."""
    row, member = rows.row, rows.member
    moved = await move_member(connection, member, row.email, order.at)
    if moved is None:
        stage = AddressStage.cancelled
        writes += ending(row, stage, order.at)
        return AddressVerdict(outcome=Outcome.email_taken, stage=stage)
    stage, kind = AddressStage.changed, EventKind.member_changed
    event = Event.of_member(kind, member, order.at, email=True)
    writes += [
        AddressChanges.ended(row.id, stage, order.at),
        Members.address_verified(member.id, order.at),
        Events.written(event.by(Actor(member.id))),
    ]
    return AddressVerdict(
        outcome=Outcome.accepted,
        stage=stage,
        setups=moved.setups,
        notices=moved.notices,
    )


def _refuse(
    rows: JudgedAddress, order: AddressCode, budget: EmailBudget, writes: list[Write]
) -> AddressVerdict:
    left = max(rows.row.tries_left - 1, 0)
    event = Event.of_member(EventKind.address_code_wrong, rows.member, order.at)
    writes += [AddressChanges.try_spent(rows.row.id, left), Events.written(event)]
    return AddressVerdict(
        outcome=Outcome.wrong_code,
        attempts_left=min(left, budget.tries_left_today - 1),
    )
