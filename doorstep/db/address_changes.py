"""The table `address_changes`: changes of members' addresses, with newest mails.

What counts for the budgets of a mailbox is found by the new address's key.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from doorstep.db.emails import Email
from doorstep.db.own_mail import newest_mail
from doorstep.db.pool import Connection, present, rows_in
from doorstep.db.row_mapper import RowMapper
from doorstep.db.writes import Write
from doorstep.rules.addresses import TypedAddress
from doorstep.rules.policy import AddressPolicy
from doorstep.rules.stages import AddressStage


@dataclass(frozen=True)
class AddressChange:
    """`email` is the new address, as it was typed."""

    id: UUID
    account_id: UUID
    member_id: UUID
    email: str
    stage: AddressStage
    stage_since: datetime
    policy: AddressPolicy
    started_at: datetime
    expires_at: datetime
    number: int
    asked_at: datetime
    key_name: str
    tries_left: int
    failed_tries: int = 0
    last_failure: str | None = None
    last_failure_detail: str | None = None
    accepted_at: datetime | None = None
    failed_at: datetime | None = None
    denied: bool = False
    ended_at: datetime | None = None

    @property
    def address(self) -> TypedAddress:
        return TypedAddress.read(self.email)

    @property
    def mail(self) -> Email:
        return newest_mail(self)

    def next_mail(self, key_name: str, tries_left: int, at: datetime) -> Email:
        return replace(
            self.mail,
            number=self.number + 1,
            key_name=key_name,
            tries_left=tries_left,
            asked_at=at,
        )

    @property
    def code_expires_at(self) -> datetime:
        return min(self.mail.code_expires_at, self.expires_at)

    def stage_at(self, at: datetime) -> AddressStage:
        """The stage; the deadline counts even if it is not recorded yet."""
        late = self.ended_at is None and at >= self.expires_at
        return AddressStage.expired if late else self.stage

    def over(self, at: datetime) -> bool:
        return self.stage_at(at).final


COLUMNS = """
    id, account_id, member_id, email, stage, stage_since, policy, started_at,
    expires_at, number, asked_at, key_name, tries_left, failed_tries, last_failure,
    last_failure_detail, accepted_at, failed_at, denied, ended_at
"""
change_of_address = RowMapper(AddressChange)


class AddressChanges:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    @staticmethod
    def inserted(change: AddressChange) -> Write:
        """With its first mail."""
        return Write(
            """
            insert into address_changes (
                id, account_id, member_id, email, address_key, stage, stage_since,
                policy, started_at, expires_at, number, asked, asked_at, key_name,
                tries_left
            ) values (
                $1, $2, $3, $4, $5, $6, $7, $8, $7, $9, $10, array[$7::timestamptz], $7,
                $11, $12
            )
            """,
            (
                change.id,
                change.account_id,
                change.member_id,
                change.email,
                change.address.digest,
                change.stage,
                change.started_at,
                change.policy.model_dump(mode="json", exclude_defaults=True),
                change.expires_at,
                change.number,
                change.key_name,
                change.tries_left,
            ),
        )

    async def find(self, change_id: UUID) -> AddressChange | None:
        record = await self._connection.fetchrow(
            f"select {COLUMNS} from address_changes where id = $1", change_id
        )
        return change_of_address(record) if record else None

    async def get(self, change_id: UUID) -> AddressChange:
        return present(await self.find(change_id))

    async def newest_of(self, member_id: UUID) -> AddressChange | None:
        """The pending one, if there is one: only one is."""
        record = await self._connection.fetchrow(
            f"""
            select {COLUMNS} from address_changes where member_id = $1
            order by ended_at is not null, asked_at desc limit 1
            """,
            member_id,
        )
        return change_of_address(record) if record else None

    async def running_of(self, member_id: UUID) -> list[UUID]:
        """One at most."""
        records = await self._connection.fetch(
            """
            select id from address_changes where member_id = $1 and ended_at is null
            """,
            member_id,
        )
        return [record["id"] for record in records]

    @staticmethod
    def mail_asked(change_id: UUID, mail: Email) -> Write:
        """A new mail, of whose delivery nothing is known."""
        return Write(
            """
            update address_changes set
                number = $2, asked_at = $3, asked = asked || $3::timestamptz,
                key_name = $4, tries_left = $5, failed_tries = 0, last_failure = null,
                last_failure_detail = null, accepted_at = null, failed_at = null,
                denied = false
            where id = $1
            """,
            (change_id, mail.number, mail.asked_at, mail.key_name, mail.tries_left),
        )

    @staticmethod
    def try_spent(change_id: UUID, left: int) -> Write:
        return Write(
            "update address_changes set tries_left = $2 where id = $1",
            (change_id, left),
        )

    @staticmethod
    def ended(change_id: UUID, stage: AddressStage, at: datetime) -> Write:
        """Enters a final stage."""
        return Write(
            """
            update address_changes set stage = $2, stage_since = $3, ended_at = $3
            where id = $1 and ended_at is null
            """,
            (change_id, stage, at),
            decisive=True,
        )

    async def withdraw(self, change_id: UUID, at: datetime) -> None:
        """Its workflow was not started: it ends, and counts for no budget."""
        await self._connection.execute(
            """
            update address_changes set stage = 'cancelled', stage_since = $2,
                ended_at = $2, asked = '{}'
            where id = $1 and ended_at is null
            """,
            change_id,
            at,
        )

    async def delete_before(self, before: datetime, most: int) -> int:
        """Delete the oldest `most` that began before; returns how many."""
        status = await self._connection.execute(
            """
            delete from address_changes where id = any(
                array(
                    select id from address_changes where started_at < $1
                    order by started_at limit $2 for update skip locked
                )
            )
            """,
            before,
            most,
        )
        return rows_in(status)

    async def delete_of_address(self, member_id: UUID, address_key: bytes) -> None:
        """Those of a member, and ended ones of others to the member's address."""
        await self._connection.execute(
            """
            with gone as (
                delete from address_changes where member_id = $1
                    or (address_key = $2 and ended_at is not null)
                returning id
            )
            delete from answers where flow_id in (select id from gone)
            """,
            member_id,
            address_key,
        )
