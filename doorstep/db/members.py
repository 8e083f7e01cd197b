"""The table `members`."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from asyncpg import UniqueViolationError

from doorstep.db.mailboxes import BY_ADDRESS
from doorstep.db.pool import Connection, present
from doorstep.db.row_mapper import RowMapper
from doorstep.db.writes import Write
from doorstep.rules.addresses import TypedAddress, mailbox
from doorstep.rules.people import Language, Role

COLUMNS = """
    members.id, account_id, email, name, role, language, invited_at, password_hash,
    members.disabled_at, members.created_at, members.recovered_at
"""

_ERASED = "'erased-' || id || '@erased.invalid'"
"""The address of an erased member."""


@dataclass(frozen=True)
class Member:
    """`password_hash` is None for a person whose password only an application has, and
    for one who has not accepted an invitation yet, since `invited_at`.

    `recovered_at` is when a reset by mail set the password, until the member gives a
    code from the authenticator.
    """

    id: UUID
    account_id: UUID
    email: str
    name: str
    role: Role
    language: Language
    password_hash: str | None
    disabled_at: datetime | None
    created_at: datetime
    recovered_at: datetime | None = None
    invited_at: datetime | None = None

    @property
    def signs_in_by_password(self) -> bool:
        """Whether a password of this member opens a login."""
        return self.password_hash is not None and self.disabled_at is None


member_of = RowMapper(Member)


def has_mailbox(member: Member, stored: str | None, typed: TypedAddress) -> bool:
    """Whether a member found by an address has it: the earlier key maps `ß` to `ss`."""
    return (stored or mailbox(member.email)) == typed.mailbox


def _inserted(member: Member) -> tuple[object, ...]:
    address = TypedAddress.read(member.email)
    return (
        *(member.id, member.account_id, member.email),
        *(address.mailbox, address.earlier, member.name, member.role, member.language),
        *(member.password_hash, member.created_at, member.invited_at),
    )


class Members:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def find(self, member_id: UUID) -> Member | None:
        """For an id from a request or command."""
        record = await self._connection.fetchrow(
            f"select {COLUMNS} from members where id = $1", member_id
        )
        return member_of(record) if record else None

    async def get(self, member_id: UUID) -> Member:
        return present(await self.find(member_id))

    async def of_ids(self, member_ids: list[UUID]) -> dict[UUID, Member]:
        records = await self._connection.fetch(
            f"select {COLUMNS} from members where id = any($1)", member_ids
        )
        return {record["id"]: member_of(record) for record in records}

    async def with_address(self, typed: TypedAddress) -> Member | None:
        query = f"select {COLUMNS}, mailbox from members where {BY_ADDRESS}"
        record = await self._connection.fetchrow(query, typed.mailbox, typed.earlier)
        if record is None:
            return None
        member = member_of(record)
        return member if has_mailbox(member, record["mailbox"], typed) else None

    async def lock(self, member_id: UUID) -> Member:
        """Lock the row: everything is judged and changed one at a time per member."""
        record = await self._connection.fetchrow(
            f"select {COLUMNS} from members where id = $1 for no key update", member_id
        )
        return member_of(present(record))

    async def lock_in(self, account_id: UUID, member_id: UUID) -> Member | None:
        """The same for an id from a request: None if of another account, or erased."""
        record = await self._connection.fetchrow(
            f"""
            select {COLUMNS} from members
            where id = $1 and account_id = $2 and email_key <> {_ERASED}
            for no key update
            """,
            member_id,
            account_id,
        )
        return member_of(record) if record else None

    async def insert(self, member: Member) -> bool:
        """False if another member has the mailbox, in whatever spelling."""
        return bool(await self.insert_all([member]))

    async def insert_all(self, members: Sequence[Member]) -> set[UUID]:
        """Those whose mailbox no other member has, in whatever spelling.

        The unique key of earlier releases may conflict though the mailboxes differ.
        """
        rows = [_inserted(member) for member in members]
        records = await self._connection.fetch(
            """
            insert into members (
                id, account_id, email, mailbox, address_state, email_key, name, role,
                language, password_hash, created_at, invited_at
            )
            select id, account_id, email, mailbox, 'good', case
                when row_number() over (partition by earlier order by id) > 1
                    or exists (
                        select from members where email_key = earlier
                            and address_state in ('good', 'refused')
                    )
                then id::text else earlier end,
                name, role, language, password_hash, created_at, invited_at
            from unnest(
                $1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::text[], $6::text[],
                $7::text[], $8::text[], $9::text[], $10::timestamptz[],
                $11::timestamptz[]
            ) as new (id, account_id, email, mailbox, earlier, name, role, language,
                password_hash, created_at, invited_at)
            on conflict do nothing returning id
            """,
            *map(list, zip(*rows, strict=True)),
        )
        return {record["id"] for record in records}

    async def change(
        self,
        member_id: UUID,
        *,
        name: str | None,
        role: Role | None,
        language: Language | None,
    ) -> None:
        await self._connection.execute(
            """
            update members set
                name = coalesce($2, name),
                role = coalesce($3, role),
                language = coalesce($4, language)
            where id = $1
            """,
            member_id,
            name,
            role,
            language,
        )

    @staticmethod
    def address_verified(member_id: UUID, at: datetime) -> Write:
        """A code or link that was mailed to the member's address came back."""
        return Write(
            "update members set email_verified_at = $2 where id = $1", (member_id, at)
        )

    async def change_address(self, member_id: UUID, email: str) -> bool:
        """False if another member has the mailbox, in whatever spelling: then nothing
        has changed.
        """
        address = TypedAddress.read(email)
        await self._connection.execute("savepoint address")
        try:
            await self._connection.execute(
                """
                update members set
                    email = $2, mailbox = $3, address_state = 'good',
                    email_verified_at = '-infinity',
                    email_key = case when exists (
                        select from members where email_key = $4 and id <> $1
                            and address_state in ('good', 'refused')
                    ) then ($1::uuid)::text else $4 end
                where id = $1
                """,
                member_id,
                email,
                address.mailbox,
                address.earlier,
            )
        except UniqueViolationError:
            await self._connection.execute("rollback to savepoint address")
            return False
        await self._connection.execute("release savepoint address")
        return True

    async def set_disabled(self, member_id: UUID, disabled_at: datetime | None) -> None:
        await self._connection.execute(
            "update members set disabled_at = $2 where id = $1", member_id, disabled_at
        )

    async def set_password(
        self,
        member_id: UUID,
        password_hash: str,
        *,
        recovered_at: datetime | None = None,
    ) -> None:
        await self._connection.execute(
            """
            update members set
                password_hash = $2, recovered_at = $3, invited_at = null
            where id = $1
            """,
            member_id,
            password_hash,
            recovered_at,
        )

    @staticmethod
    def confirmed(member_id: UUID) -> Write:
        """Who set the password by mail has the authenticator too."""
        return Write(
            "update members set recovered_at = null where id = $1", (member_id,)
        )

    async def renew_password_hash(self, member: Member, renewed: str) -> None:
        """Store another hash of the same password, unless it was changed meanwhile."""
        await self._connection.execute(
            """
            update members set password_hash = $3 where id = $1 and password_hash = $2
            """,
            member.id,
            member.password_hash,
            renewed,
        )

    async def another_enabled_admin(self, account_id: UUID, besides: UUID) -> bool:
        found = await self._connection.fetchval(
            """
            select exists (
                select from members
                where account_id = $1 and id <> $2
                    and role = 'admin' and disabled_at is null and invited_at is null
            )
            """,
            account_id,
            besides,
        )
        return bool(found)

    async def enabled_admins(self, account_id: UUID) -> list[Member]:
        records = await self._connection.fetch(
            f"""
            select {COLUMNS} from members
            where account_id = $1 and role = 'admin' and disabled_at is null
                and invited_at is null order by id
            """,
            account_id,
        )
        return [member_of(record) for record in records]

    async def erase(self, member_id: UUID) -> None:
        """Overwrite all personal data; the audit trail still refers to the id."""
        await self._connection.execute(
            f"""
            update members set
                email = {_ERASED}, email_key = {_ERASED}, mailbox = {_ERASED},
                address_state = 'good',
                name = 'Erased', language = 'en', role = 'member', password_hash = null,
                invited_at = null
            where id = $1
            """,
            member_id,
        )

    async def names(self, account_id: UUID, ids: Collection[UUID]) -> dict[UUID, str]:
        """The names by id; ids of other accounts are left out."""
        records = await self._connection.fetch(
            "select id, name from members where account_id = $1 and id = any($2)",
            account_id,
            list(ids),
        )
        return {record["id"]: record["name"] for record in records}
