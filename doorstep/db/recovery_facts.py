"""What one act of a recovery needs to know, over several tables, in one statement.

The statement is the same whether or not a member has the address.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from doorstep.db.enrollment_facts import Spent
from doorstep.db.mailboxes import BY_ADDRESS, OF_THE_SAME_MAILBOX
from doorstep.db.members import COLUMNS as _OF_MEMBER
from doorstep.db.members import Member, has_mailbox, member_of
from doorstep.db.pool import Connection, present
from doorstep.db.recoveries import COLUMNS, Recovery, recovery_of
from doorstep.db.row_mapper import RowMapper
from doorstep.rules.addresses import TypedAddress

_RECOVERY = recovery_of.columns_of("recovery", "row")
_MEMBER = member_of.columns_of("member", "member")
_SPENT = f"""
    array(
        select asked from (
            select asked_at as asked from emails
            where emails.member_id in ({OF_THE_SAME_MAILBOX}) and asked_at > $2
            union all
            select mail from recoveries as other
            cross join lateral unnest(other.asked) as mail
            where other.address_key = recovery.address_key and other.asked_at > $2
                and mail > $2
            union all
            select mail from address_changes as change
            cross join lateral unnest(change.asked) as mail
            where change.address_key = recovery.address_key and change.asked_at > $2
                and mail > $2
            union all
            select mail from invitations as other
            cross join lateral unnest(other.asked) as mail
            where other.address_key = recovery.address_key and other.asked_at > $2
                and mail > $2
            union all
            select mail from invitations cross join lateral unnest(asked) as mail
            where invitations.member_id in ({OF_THE_SAME_MAILBOX}) and asked_at > $2
                and mail > $2
        ) as mails order by asked desc
    ) as spent_mails,
    array(
        select at from (
            select at from attempts
            where kind = 'email_code' and outcome = 'wrong-code'
                and attempts.member_id = member.id and at > $3
            union all
            select at from recoveries as other join attempts
                on attempts.flow_id = other.id and attempts.member_id is null
            where other.address_key = recovery.address_key and other.asked_at > $3
                and kind = 'email_code' and outcome = 'wrong-code' and at > $3
        ) as tries order by at desc
    ) as spent_tries
"""
"""Of a row `recovery`, and a row `member` if there is one: mails since $2 and wrong
emailed codes since $3, those of setups too."""


@dataclass(frozen=True)
class RecoveryRows:
    """A recovery with its member, and what its address has spent."""

    row: Recovery
    member: Member | None
    spent: Spent


@dataclass(frozen=True)
class JudgedRecovery(RecoveryRows):
    """One in which an attempt is to be judged; `verdict` if it was before."""

    verdict: dict[str, object] | None


@dataclass(frozen=True)
class Budgets:
    """What an address has spent, and when its client began the newest recoveries."""

    spent: Spent
    begun: tuple[datetime, ...]


_rows = RowMapper(RecoveryRows)
_judged = RowMapper(JudgedRecovery)
_budgets = RowMapper(Budgets)


class RecoveriesWithFacts:
    """Mails count since `hour`, wrong emailed codes since `day`."""

    def __init__(self, connection: Connection, hour: datetime, day: datetime) -> None:
        self._connection = connection
        self._since = (hour, day)

    async def member_with(self, typed: TypedAddress) -> Member | None:
        """The member with a typed address, locked."""
        record = await self._connection.fetchrow(
            f"select {_OF_MEMBER}, mailbox from members where {BY_ADDRESS} "
            "for no key update",
            typed.mailbox,
            typed.earlier,
        )
        member = member_of(record) if record else None
        stored = record["mailbox"] if record else None
        return member if member and has_mailbox(member, stored, typed) else None

    async def budgets(
        self,
        address_key: bytes,
        member_id: UUID | None,
        network: str,
        since: datetime,
        most: int,
    ) -> Budgets:
        """The client's newest `most` that began since, the newest first."""
        record = await self._connection.fetchrow(
            f"""
            select {_SPENT}, array(
                select started_at from recoveries
                where network_of(client_address) = $5 and started_at > $6
                    and asked <> '{{}}'
                order by started_at desc limit $7
            ) as begun
            from (select $1::bytea as address_key) as recovery
            left join members as member on member.id = $4
            """,
            address_key,
            *self._since,
            member_id,
            network,
            since,
            most,
        )
        return _budgets(present(record))

    async def get(self, recovery_id: UUID) -> RecoveryRows:
        record = await self._connection.fetchrow(
            f"""
            select {_RECOVERY}, {_MEMBER}, {_SPENT}
            from (select {COLUMNS} from recoveries where id = $1) as recovery
            left join members as member on member.id = recovery.member_id
            """,
            recovery_id,
            *self._since,
        )
        return _rows(present(record))

    async def presented(
        self, recovery_id: UUID, token_hash: bytes
    ) -> RecoveryRows | None:
        """None unless this is its token."""
        record = await self._connection.fetchrow(
            f"""
            select {_RECOVERY}, {_MEMBER}, {_SPENT}
            from (
                select {COLUMNS} from recoveries where id = $1 and token_hash = $4
            ) as recovery
            left join members as member on member.id = recovery.member_id
            """,
            recovery_id,
            *self._since,
            token_hash,
        )
        return _rows(record) if record else None

    async def judged(self, recovery_id: UUID, attempt_id: UUID) -> JudgedRecovery:
        """To be read with member and address locked."""
        record = await self._connection.fetchrow(
            f"""
            select {_RECOVERY}, {_MEMBER}, {_SPENT}, attempt.verdict
            from (select {COLUMNS} from recoveries where id = $1) as recovery
            left join members as member on member.id = recovery.member_id
            left join attempts as attempt on attempt.id = $4
            """,
            recovery_id,
            *self._since,
            attempt_id,
        )
        return _judged(present(record))
