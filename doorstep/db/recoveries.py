"""The table `recoveries`: resets of forgotten passwords, each with its newest mail.

An address that nobody has gets a row like any other, so that callers cannot tell the
two apart. What counts for its budgets is found by the address's key.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from doorstep.db.emails import Email
from doorstep.db.own_mail import newest_mail
from doorstep.db.pool import Connection, present
from doorstep.db.row_mapper import RowMapper
from doorstep.db.writes import Write
from doorstep.rules.policy import RecoveryPolicy
from doorstep.rules.stages import RecoveryStage
from doorstep.rules.user_agents import Browser

_ADDRESSES, _CLIENTS = 3, 4
"""The spaces of the advisory locks."""


@dataclass(frozen=True)
class Recovery:
    """Both ids are None where nobody who may sign in has the address.

    From `voided_at` on no code is right: the member was signed out everywhere.
    """

    id: UUID
    account_id: UUID | None
    member_id: UUID | None
    address_key: bytes
    address_hint: str
    stage: RecoveryStage
    stage_since: datetime
    client_address: str
    browser: Browser
    policy: RecoveryPolicy
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
    voided_at: datetime | None = None

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

    def stage_at(self, at: datetime) -> RecoveryStage:
        """The stage; deadlines count even if they are not recorded yet."""
        if self.ended_at is not None:
            return self.stage
        if at >= self.expires_at:
            return RecoveryStage.expired
        lost = self.voided_at and self.stage is RecoveryStage.set_password
        return RecoveryStage.cancelled if lost else self.stage

    def over(self, at: datetime) -> bool:
        return self.stage_at(at).final


COLUMNS = """
    id, account_id, member_id, address_key, address_hint, stage, stage_since,
    client_address, browser_family, browser_system, policy, started_at, expires_at,
    number, asked_at, key_name, tries_left, failed_tries, last_failure,
    last_failure_detail, accepted_at, failed_at, denied, ended_at, voided_at
"""
recovery_of = RowMapper(Recovery)


class Recoveries:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def lock(self, address_key: bytes, network: str) -> None:
        """One start at a time per address and per client, in this order."""
        await self._connection.execute(
            f"""
            select pg_advisory_xact_lock({_ADDRESSES}, hashtext($1)),
                pg_advisory_xact_lock({_CLIENTS}, hashtext($2))
            """,
            address_key.hex(),
            network,
        )

    async def lock_address_of(self, recovery_id: UUID) -> None:
        await self._connection.execute(
            f"""
            select pg_advisory_xact_lock(
                {_ADDRESSES}, hashtext(encode(address_key, 'hex'))
            )
            from recoveries where id = $1
            """,
            recovery_id,
        )

    @staticmethod
    def inserted(recovery: Recovery, token_hash: bytes) -> Write:
        """With its first mail."""
        return Write(
            """
            insert into recoveries (
                id, account_id, member_id, address_key, address_hint, token_hash,
                stage, stage_since, client_address, browser_family, browser_system,
                policy, started_at, expires_at, number, asked, asked_at, key_name,
                tries_left
            ) values (
                $1, $2, $3, $4, $5, $6, $7, $12, $8, $9, $10, $11, $12, $13, $14,
                array[$15::timestamptz], $15, $16, $17
            )
            """,
            (
                recovery.id,
                recovery.account_id,
                recovery.member_id,
                recovery.address_key,
                recovery.address_hint,
                token_hash,
                recovery.stage,
                recovery.client_address,
                recovery.browser.family,
                recovery.browser.system,
                recovery.policy.model_dump(mode="json", exclude_defaults=True),
                recovery.started_at,
                recovery.expires_at,
                recovery.number,
                recovery.asked_at,
                recovery.key_name,
                recovery.tries_left,
            ),
        )

    async def find(self, recovery_id: UUID) -> Recovery | None:
        record = await self._connection.fetchrow(
            f"select {COLUMNS} from recoveries where id = $1", recovery_id
        )
        return recovery_of(record) if record else None

    async def get(self, recovery_id: UUID) -> Recovery:
        return present(await self.find(recovery_id))

    async def newest_of(self, member_id: UUID) -> Recovery | None:
        record = await self._connection.fetchrow(
            f"""
            select {COLUMNS} from recoveries where member_id = $1
            order by asked_at desc limit 1
            """,
            member_id,
        )
        return recovery_of(record) if record else None

    async def running_of(self, member_id: UUID) -> list[UUID]:
        records = await self._connection.fetch(
            "select id from recoveries where member_id = $1 and ended_at is null",
            member_id,
        )
        return [record["id"] for record in records]

    @staticmethod
    def mail_asked(recovery_id: UUID, mail: Email) -> Write:
        """A new mail, of whose delivery nothing is known."""
        return Write(
            """
            update recoveries set
                number = $2, asked_at = $3, asked = asked || $3::timestamptz,
                key_name = $4, tries_left = $5, failed_tries = 0, last_failure = null,
                last_failure_detail = null, accepted_at = null, failed_at = null,
                denied = false
            where id = $1
            """,
            (recovery_id, mail.number, mail.asked_at, mail.key_name, mail.tries_left),
        )

    @staticmethod
    def try_spent(recovery_id: UUID, left: int) -> Write:
        return Write(
            "update recoveries set tries_left = $2 where id = $1", (recovery_id, left)
        )

    @staticmethod
    def moved(recovery_id: UUID, stage: RecoveryStage, at: datetime) -> Write:
        return Write(
            """
            update recoveries set stage = $2, stage_since = $3
            where id = $1 and ended_at is null
            """,
            (recovery_id, stage, at),
            decisive=True,
        )

    @staticmethod
    def ended(recovery_id: UUID, stage: RecoveryStage, at: datetime) -> Write:
        """Enters a final stage."""
        return Write(
            """
            update recoveries set stage = $2, stage_since = $3, ended_at = $3
            where id = $1 and ended_at is null
            """,
            (recovery_id, stage, at),
            decisive=True,
        )

    @staticmethod
    def voided_all(member_id: UUID, at: datetime) -> Write:
        return Write(
            """
            update recoveries set voided_at = $2
            where member_id = $1 and ended_at is null and voided_at is null
            """,
            (member_id, at),
        )

    async def withdraw(self, recovery_id: UUID, at: datetime) -> None:
        """Its workflow was not started: it ends, and counts for no budget."""
        await self._connection.execute(
            """
            update recoveries set stage = 'cancelled', stage_since = $2, ended_at = $2,
                asked = '{}'
            where id = $1 and ended_at is null
            """,
            recovery_id,
            at,
        )
