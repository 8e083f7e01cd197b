"""The table `imported_members`, and what an import reads and writes of others: many
rows a statement.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from doorstep.db.devices import Device, device_of
from doorstep.db.mailboxes import BY_ADDRESS
from doorstep.db.members import COLUMNS, Member, has_mailbox, member_of
from doorstep.db.pool import Connection
from doorstep.db.row_mapper import RowMapper
from doorstep.rules.addresses import TypedAddress
from doorstep.rules.stages import ApplicationId

_MEMBER = member_of.columns_of("member", "member")
_DEVICE = device_of.columns_of("device", "device")
_KNOWN = f"""
    {_MEMBER}, {_DEVICE}, external_id, hash_digest,
    erasing.one is not null as erasing, came.one is not null as came,
    had.one is not null as had_device, chose.one is not null as chose_language,
    imported.member_id is not null as imported, named.one is not null as named
"""
_OF_MEMBER = """
    left join devices as device
        on device.member_id = member.id and device.status = 'active'
    left join imported_members as imported on imported.member_id = member.id
    left join subjects on subjects.member_id = member.id and client_id = $1
    left join lateral (
        select true as one from subjects where member_id = member.id limit 1
    ) as named on true
    left join lateral (
        select true as one from erasures where member_id = member.id limit 1
    ) as erasing on true
    left join lateral (
        select true as one from logins where member_id = member.id limit 1
    ) as came on true
    left join lateral (
        select true as one from devices
        where member_id = member.id and status <> 'pending' limit 1
    ) as had on true
    left join lateral (
        select true as one from events
        where member_id = member.id and actor_id = member.id
            and kind = 'user_updated' and detail ? 'language' limit 1
    ) as chose on true
"""
"""Row by row, so that a batch costs the same however many others there are."""
_TYPED = BY_ADDRESS.replace("$1", "typed.mailbox").replace("$2", "typed.earlier")


@dataclass(frozen=True)
class KnownMember:
    """A member whom a line of an import names.

    `hash_digest` is of the password hash that was imported, `external_id` what the
    import's client calls the member; `came` says whether the member has begun a login,
    `named` whether an application, which has the password, knows the member.
    """

    member: Member
    device: Device | None
    external_id: str | None
    hash_digest: bytes | None
    erasing: bool
    came: bool
    had_device: bool
    chose_language: bool
    imported: bool
    named: bool

    @property
    def has_imported_password(self) -> bool:
        """Whether the password is the one that was imported."""
        stored = self.member.password_hash
        return stored is not None and digest_of(stored) == self.hash_digest

    @property
    def never_invited(self) -> bool:
        """Imported, but nobody has a password of the member, who was not invited."""
        nowhere = self.member.password_hash is None and not self.named
        return self.imported and nowhere and self.member.invited_at is None


_known = RowMapper(KnownMember)


def digest_of(password_hash: str) -> bytes:
    return hashlib.sha256(password_hash.encode()).digest()


class ImportedMembers:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def with_addresses(
        self, typed: Sequence[TypedAddress], client_id: ApplicationId | None
    ) -> list[KnownMember | None]:
        """One for each address; None where nobody has it."""
        records = await self._connection.fetch(
            f"""
            select place, found.mailbox as found_mailbox, {_KNOWN}
            from unnest($2::text[], $3::text[])
                with ordinality as typed (mailbox, earlier, place)
            cross join lateral (
                select {COLUMNS}, mailbox from members where {_TYPED}
            ) as found
            join members as member on member.id = found.id
            {_OF_MEMBER}
            """,
            client_id,
            [each.mailbox for each in typed],
            [each.earlier for each in typed],
        )
        known: list[KnownMember | None] = [None] * len(typed)
        for record in records:
            place, found = record["place"] - 1, _known(record)
            if has_mailbox(found.member, record["found_mailbox"], typed[place]):
                known[place] = found
        return known

    async def get(
        self, member_id: UUID, client_id: ApplicationId | None
    ) -> KnownMember | None:
        record = await self._connection.fetchrow(
            f"""
            select {_KNOWN} from members as member {_OF_MEMBER} where member.id = $2
            """,
            client_id,
            member_id,
        )
        return _known(record) if record else None

    async def named(
        self, client_id: ApplicationId, external_ids: Sequence[str]
    ) -> dict[str, UUID]:
        """Whom the client calls so."""
        records = await self._connection.fetch(
            """
            select external_id, member_id from subjects
            where client_id = $1 and external_id = any($2)
            """,
            client_id,
            external_ids,
        )
        return {record["external_id"]: record["member_id"] for record in records}

    async def without_password_since(self, member_id: UUID) -> datetime | None:
        """When the member was imported, if there is no password yet: neither here nor
        at an application that knows the member.
        """
        at: datetime | None = await self._connection.fetchval(
            """
            select imported_at from imported_members
            join members on members.id = imported_members.member_id
            where member_id = $1 and password_hash is null
                and not exists (select from subjects where member_id = members.id)
            """,
            member_id,
        )
        return at

    async def put(self, members: Sequence[Member], at: datetime) -> None:
        """That they were imported, with the hashes that they have now."""
        hashes = [member.password_hash for member in members]
        await self._connection.execute(
            """
            insert into imported_members (member_id, hash_digest, imported_at)
            select *, $2 from unnest($1::uuid[], $3::bytea[])
            on conflict (member_id) do update set
                imported_at = excluded.imported_at, hash_digest = excluded.hash_digest
            """,
            [member.id for member in members],
            at,
            [digest_of(each) if each else None for each in hashes],
        )

    async def insert_devices(self, devices: Sequence[Device], at: datetime) -> None:
        """Active ones, of members who have none."""
        await self._connection.execute(
            """
            insert into devices (
                id, account_id, member_id, status, sealed_secret, last_step, created_at,
                enrolled_at, totp_algorithm, totp_digits, totp_period
            )
            select id, account_id, member_id, 'active', sealed, step, $1, $1,
                algorithm, digits, period
            from unnest(
                $2::uuid[], $3::uuid[], $4::uuid[], $5::text[], $6::bigint[],
                $7::text[], $8::smallint[], $9::smallint[]
            ) as new (
                id, account_id, member_id, sealed, step, algorithm, digits, period
            )
            """,
            at,
            [device.id for device in devices],
            [device.account_id for device in devices],
            [device.member_id for device in devices],
            [device.sealed_secret for device in devices],
            [device.last_step for device in devices],
            [device.totp.algorithm for device in devices],
            [device.totp.digits for device in devices],
            [device.totp.period for device in devices],
        )

    async def insert_subjects(
        self, client_id: ApplicationId, named: dict[str, UUID], at: datetime
    ) -> None:
        await self._connection.execute(
            """
            insert into subjects (client_id, external_id, member_id, created_at)
            select $1, *, $2 from unnest($3::text[], $4::uuid[])
            """,
            client_id,
            at,
            list(named),
            list(named.values()),
        )

    async def delete(self, member_id: UUID) -> None:
        """With the authenticators that were imported."""
        await self._connection.execute(
            """
            with gone as (
                delete from devices where member_id = $1 and enrollment_id is null
            )
            delete from imported_members where member_id = $1
            """,
            member_id,
        )
