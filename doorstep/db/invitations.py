"""The table `invitations`: of members who choose their first password by a link.

The link is derived from a key and the id; of it only the SHA-256 is kept.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from doorstep.db.emails import Email
from doorstep.db.pool import Connection, present, rows_in
from doorstep.db.row_mapper import RowMapper
from doorstep.db.writes import Write
from doorstep.rules.addresses import TypedAddress
from doorstep.rules.stages import InvitationStage


@dataclass(frozen=True)
class Invitation:
    """With its newest mail: number 1 is the invitation, 2 the reminder. `email` is
    where it goes, if not to the member's address, which it then corrects.
    """

    id: UUID
    account_id: UUID
    member_id: UUID
    key_name: str
    stage: InvitationStage
    invited_at: datetime
    remind_at: datetime | None
    expires_at: datetime
    number: int
    asked_at: datetime
    failed_tries: int = 0
    last_failure: str | None = None
    last_failure_detail: str | None = None
    accepted_at: datetime | None = None
    failed_at: datetime | None = None
    denied: bool = False
    ended_at: datetime | None = None
    email: str | None = None

    @property
    def address_key(self) -> bytes | None:
        return TypedAddress.read(self.email).digest if self.email else None

    @property
    def started_at(self) -> datetime:
        return self.invited_at

    @property
    def mail_ends_at(self) -> datetime:
        """Until when the newest mail is tried."""
        if self.number == 1 and self.remind_at is not None:
            return self.remind_at
        return self.expires_at

    @property
    def mail(self) -> Email:
        """The newest mail; it has no code to be typed."""
        return Email(
            enrollment_id=self.id,
            number=self.number,
            member_id=self.member_id,
            key_name=self.key_name,
            lifetime=self.mail_ends_at - self.asked_at,
            cooldown=timedelta(0),
            tries_left=1,
            asked_at=self.asked_at,
            failed_tries=self.failed_tries,
            last_failure=self.last_failure,
            last_failure_detail=self.last_failure_detail,
            accepted_at=self.accepted_at,
            failed_at=self.failed_at,
            denied=self.denied,
        )

    def stage_at(self, at: datetime) -> InvitationStage:
        """The stage; the deadline counts even if it is not recorded yet."""
        late = self.ended_at is None and at >= self.expires_at
        return InvitationStage.expired if late else self.stage

    def over(self, at: datetime) -> bool:
        return self.stage_at(at).final


COLUMNS = """
    id, account_id, member_id, key_name, stage, invited_at, remind_at, expires_at,
    number, asked_at, failed_tries, last_failure, last_failure_detail, accepted_at,
    failed_at, denied, ended_at, email
"""
invitation_of = RowMapper(Invitation)


class Invitations:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    @staticmethod
    def inserted(
        invitations: Sequence[Invitation], token_hashes: Sequence[bytes]
    ) -> Write:
        """Each with its first mail."""
        rows = [
            (
                *(each.id, each.account_id, each.member_id, token_hash, each.key_name),
                *(each.stage, each.invited_at, each.remind_at, each.expires_at),
                *(each.number, each.asked_at, each.email, each.address_key),
            )
            for each, token_hash in zip(invitations, token_hashes, strict=True)
        ]
        return Write(
            """
            insert into invitations (
                id, account_id, member_id, token_hash, key_name, stage, invited_at,
                remind_at, expires_at, number, asked_at, email, address_key, asked
            )
            select *, array[asked_at] from unnest(
                $1::uuid[], $2::uuid[], $3::uuid[], $4::bytea[], $5::text[], $6::text[],
                $7::timestamptz[], $8::timestamptz[], $9::timestamptz[], $10::int[],
                $11::timestamptz[], $12::text[], $13::bytea[]
            ) as new (
                id, account_id, member_id, token_hash, key_name, stage, invited_at,
                remind_at, expires_at, number, asked_at, email, address_key
            )
            """,
            tuple(map(list, zip(*rows, strict=True))),
        )

    @staticmethod
    def noted(member_id: UUID, at: datetime) -> Write:
        """In the member's row; the first one counts."""
        return Write(
            "update members set invited_at = coalesce(invited_at, $2) where id = $1",
            (member_id, at),
        )

    async def find(self, invitation_id: UUID) -> Invitation | None:
        record = await self._connection.fetchrow(
            f"select {COLUMNS} from invitations where id = $1", invitation_id
        )
        return invitation_of(record) if record else None

    async def get(self, invitation_id: UUID) -> Invitation:
        return present(await self.find(invitation_id))

    async def with_token(self, token_hash: bytes) -> Invitation | None:
        record = await self._connection.fetchrow(
            f"select {COLUMNS} from invitations where token_hash = $1", token_hash
        )
        return invitation_of(record) if record else None

    async def newest_of(self, member_id: UUID) -> Invitation | None:
        record = await self._connection.fetchrow(
            f"""
            select {COLUMNS} from invitations where member_id = $1
            order by asked_at desc, id desc limit 1
            """,
            member_id,
        )
        return invitation_of(record) if record else None

    async def running_of(self, member_id: UUID) -> Invitation | None:
        record = await self._connection.fetchrow(
            f"""
            select {COLUMNS} from invitations
            where member_id = $1 and ended_at is null
            """,
            member_id,
        )
        return invitation_of(record) if record else None

    @staticmethod
    def ended(invitation_id: UUID, stage: InvitationStage, at: datetime) -> Write:
        """Enters a final stage."""
        return Write(
            """
            update invitations set stage = $2, ended_at = $3
            where id = $1 and ended_at is null
            """,
            (invitation_id, stage, at),
            decisive=True,
        )

    async def not_started(self, limit: int) -> list[Invitation]:
        """Those without a workflow, the oldest first."""
        records = await self._connection.fetch(
            f"""
            select {COLUMNS} from invitations
            where started_at is null and ended_at is null
            order by invited_at limit $1
            """,
            limit,
        )
        return [invitation_of(record) for record in records]

    async def note_started(self, invitation_id: UUID, at: datetime) -> None:
        """By the sweep."""
        await self._connection.execute(
            """
            update invitations set started_at = $2
            where id = $1 and started_at is null
            """,
            invitation_id,
            at,
        )

    async def delete_before(self, before: datetime, most: int) -> int:
        """Delete the oldest `most` of before; returns how many. A correction of an
        address stays while the member is invited, so that no later invitation goes to
        the wrong one.
        """
        status = await self._connection.execute(
            """
            delete from invitations where id = any(
                array(
                    select id from invitations
                    where invited_at < $1 and (
                        email is null or (
                            select members.invited_at from members
                            where members.id = member_id
                        ) is null
                    )
                    order by invited_at limit $2 for update skip locked
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
                delete from invitations where member_id = $1
                    or (address_key = $2 and ended_at is not null)
                returning id
            )
            delete from answers where flow_id in (select id from gone)
            """,
            member_id,
            address_key,
        )
