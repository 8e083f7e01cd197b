"""What one act of a change of address needs to know, over several tables, in one
statement.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from doorstep.db.address_changes import COLUMNS, AddressChange, change_of_address
from doorstep.db.enrollment_facts import MAILS_OF_MEMBER, TRIES_OF_MEMBER, Spent
from doorstep.db.members import Member, member_of
from doorstep.db.pool import Connection, present
from doorstep.db.row_mapper import RowMapper

_CHANGE = change_of_address.columns_of("change", "row")
_MEMBER = member_of.columns_of("member", "member")
_SPENT = f"""
    array(
        select asked_at from (
            {MAILS_OF_MEMBER}
            union all
            select mail from address_changes as other
            cross join lateral unnest(other.asked) as mail
            where other.address_key = change.address_key
                and other.member_id <> member.id and other.asked_at > $2 and mail > $2
            union all
            select mail from invitations as other
            cross join lateral unnest(other.asked) as mail
            where other.address_key = change.address_key
                and other.member_id <> member.id and other.asked_at > $2 and mail > $2
        ) as mails order by asked_at desc
    ) as spent_mails,
    array({TRIES_OF_MEMBER}) as spent_tries
"""
"""Of a row `change` and its `member`: the member's mails since $2, with those that
others asked for to the same new address, and wrong emailed codes since $3. Whether
somebody has the address makes no difference."""


@dataclass(frozen=True)
class AddressRows:
    """A change of address with its member, and what counts for its budgets."""

    row: AddressChange
    member: Member
    spent: Spent


@dataclass(frozen=True)
class JudgedAddress(AddressRows):
    """One in which an attempt is to be judged; `verdict` if it was before."""

    verdict: dict[str, object] | None


_rows = RowMapper(AddressRows)
_judged = RowMapper(JudgedAddress)
_spent = RowMapper(Spent, "spent_")


class AddressesWithFacts:
    """Mails count since `hour`, wrong emailed codes since `day`."""

    def __init__(self, connection: Connection, hour: datetime, day: datetime) -> None:
        self._connection = connection
        self._since = (hour, day)

    async def spent(self, member_id: UUID, address_key: bytes) -> Spent:
        """Of a change that is about to begin."""
        record = await self._connection.fetchrow(
            f"""
            select {_SPENT} from members as member
            cross join (select $4::bytea as address_key) as change
            where member.id = $1
            """,
            member_id,
            *self._since,
            address_key,
        )
        return _spent(present(record))

    async def get(self, change_id: UUID) -> AddressRows:
        record = await self._connection.fetchrow(
            f"""
            select {_CHANGE}, {_MEMBER}, {_SPENT}
            from (
                select {COLUMNS}, address_key from address_changes where id = $1
            ) as change
            join members as member on member.id = change.member_id
            """,
            change_id,
            *self._since,
        )
        return _rows(present(record))

    async def judged(self, change_id: UUID, attempt_id: UUID) -> JudgedAddress:
        """To be read with the member locked."""
        record = await self._connection.fetchrow(
            f"""
            select {_CHANGE}, {_MEMBER}, {_SPENT}, attempt.verdict
            from (
                select {COLUMNS}, address_key from address_changes where id = $1
            ) as change
            join members as member on member.id = change.member_id
            left join attempts as attempt on attempt.id = $4
            """,
            change_id,
            *self._since,
            attempt_id,
        )
        return _judged(present(record))
