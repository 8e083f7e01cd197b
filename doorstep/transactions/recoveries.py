"""Resets of forgotten passwords: opening one, ending one, and setting the password.

Whether a member has the address changes no statement of the opening: neither its
answer nor its time tells.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from uuid_utils.compat import uuid7

from doorstep.db.actors import Actor
from doorstep.db.code_ledgers import CodeLedgers
from doorstep.db.events import Event, EventKind, Events
from doorstep.db.members import Member, Members
from doorstep.db.notices import NoticeKind
from doorstep.db.password_tries import Guess
from doorstep.db.pool import Connection, Pool
from doorstep.db.recoveries import Recoveries, Recovery
from doorstep.db.recovery_facts import Budgets, RecoveriesWithFacts
from doorstep.db.writes import MemberLock, Write, write_together
from doorstep.messages.activities import Verdict
from doorstep.messages.flows import NoticeStart, Outcome, RecoveryEnded
from doorstep.rules.policy import RecoveryPolicy, RecoveryStarts
from doorstep.rules.stages import RecoveryStage
from doorstep.rules.user_agents import Browser
from doorstep.transactions.email_budget import DAY, HOUR, EmailBudget
from doorstep.transactions.endings import sign_out_everywhere
from doorstep.transactions.notices import add_notice
from doorstep.transactions.repeated_events import note_repeatable

BY_RESET: Final = "reset"
"""In the detail of a changed password: that a reset did it."""


@dataclass(frozen=True)
class Asked:
    """Who asks for a reset: `guess` has the typed address and the client's network."""

    guess: Guess
    address_hint: str
    client_address: str
    browser: Browser
    token_hash: bytes
    key_name: str
    policy: RecoveryPolicy
    starts: RecoveryStarts


@dataclass(frozen=True)
class PasswordSet:
    """What is to be started and signalled after the commit."""

    notice: NoticeStart
    ended: Sequence[UUID]


def recoveries_at(connection: Connection, at: datetime) -> RecoveriesWithFacts:
    """Recoveries, with what counts for the budgets of their addresses."""
    return RecoveriesWithFacts(connection, at - HOUR, at - DAY)


async def open_recovery(pool: Pool, asked: Asked, at: datetime) -> Recovery | Verdict:
    """Insert it, with its first mail; or the verdict that refuses it."""
    key, network = asked.guess.address_key, asked.guess.client
    async with pool.acquire() as connection, connection.transaction():
        facts = recoveries_at(connection, at)
        member = await facts.member_with(asked.guess.address)
        if member is not None and not member.signs_in_by_password:
            member = None
        await Recoveries(connection).lock(key, network)
        since, most = at - asked.starts.window, asked.starts.per_client
        budgets = await facts.budgets(
            key, member.id if member else None, network, since, most
        )
        if refusal := _refusal(budgets, asked):
            return refusal
        recovery = _recovery(asked, member, budgets, at)
        await write_together(
            connection, Recoveries.inserted(recovery, asked.token_hash)
        )
        await note_repeatable(connection, EventKind.reset_asked, member, at)
        return recovery


async def withdraw_recovery(pool: Pool, recovery_id: UUID, at: datetime) -> None:
    """Of which no workflow was started; it counts for no budget."""
    async with pool.acquire() as connection:
        await Recoveries(connection).withdraw(recovery_id, at)


async def end_recovery(
    pool: Pool,
    recovery_id: UUID,
    member_id: UUID | None,
    stage: RecoveryStage,
    at: datetime,
) -> RecoveryEnded:
    """End it without a new password; returns the ending that was committed first."""
    async with MemberLock.held(pool, member_id or recovery_id) as connection:
        recovery = await Recoveries(connection).get(recovery_id)
        if recovery.ended_at is not None:
            return RecoveryEnded(stage=recovery.stage)
        writes = [Recoveries.ended(recovery_id, stage, at)]
        writes += of_member(recovery, EventKind.reset_ended, at, stage=stage)
        await write_together(connection, *writes)
        return RecoveryEnded(stage=stage)


async def set_recovered_password(
    pool: Pool, recovery: Recovery, password_hash: str, at: datetime
) -> PasswordSet | None:
    """Set it, end the recovery, all sessions and flows; the devices stay.

    None if the recovery no longer waits for it.
    """
    if recovery.member_id is None:
        return None
    async with MemberLock.held(pool, recovery.member_id) as connection:
        current = await Recoveries(connection).get(recovery.id)
        member = await Members(connection).get(recovery.member_id)
        if (
            current.stage_at(at) is not RecoveryStage.set_password
            or not member.signs_in_by_password
        ):
            return None
        await Members(connection).set_password(
            member.id, password_hash, recovered_at=at
        )
        await CodeLedgers(connection).empty_others(member.id)
        await write_together(
            connection, Recoveries.ended(current.id, RecoveryStage.done, at)
        )
        ended = await sign_out_everywhere(connection, member.id, at)
        changed = Event.of_member(EventKind.password_changed, member, at, by=BY_RESET)
        await Events(connection).write(changed.by(Actor(member.id)))
        kind = NoticeKind.password_recovered
        return PasswordSet(await add_notice(connection, kind, member, at), ended)


def of_member(
    recovery: Recovery, kind: EventKind, at: datetime, **detail: str
) -> list[Write]:
    """Its event; none where nobody has the address."""
    if recovery.member_id is None:
        return []
    event = Event(kind, recovery.account_id, at, recovery.member_id, detail=detail)
    return [Events.written(event)]


def _refusal(budgets: Budgets, asked: Asked) -> Verdict | None:
    if len(budgets.begun) >= asked.starts.per_client:
        again = budgets.begun[-1] + asked.starts.window
        return Verdict(outcome=Outcome.too_many_attempts, retry_at=again)
    again_at = EmailBudget.of(budgets.spent, asked.policy).mails_again_at
    if again_at is None:
        return None
    return Verdict(outcome=Outcome.too_many_emails, retry_at=again_at)


def _recovery(
    asked: Asked, member: Member | None, budgets: Budgets, at: datetime
) -> Recovery:
    budget = EmailBudget.of(budgets.spent, asked.policy)
    return Recovery(
        id=uuid7(),
        account_id=member.account_id if member else None,
        member_id=member.id if member else None,
        address_key=asked.guess.address_key,
        address_hint=asked.address_hint,
        stage=RecoveryStage.verify_email,
        stage_since=at,
        client_address=asked.client_address,
        browser=asked.browser,
        policy=asked.policy,
        started_at=at,
        expires_at=at + asked.policy.lifetime,
        number=1,
        asked_at=at,
        key_name=asked.key_name,
        tries_left=budget.tries_of_one_mail(asked.policy),
    )
