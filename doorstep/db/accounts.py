"""The table `accounts`."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from doorstep.db.pool import Connection, present
from doorstep.db.row_mapper import RowMapper
from doorstep.rules.colours import OWN_COLOUR
from doorstep.rules.password_strength import PasswordRules
from doorstep.rules.people import Language

_NAMING = 0x6E616D6573
"""The key of the advisory lock for giving a name: "names"."""
_COLUMNS = "id, name, two_step_required, language, colour"


@dataclass(frozen=True)
class Account:
    """`colour` is `#rrggbb`; None means Doorstep's own."""

    id: UUID
    name: str
    two_step_required: bool
    language: Language = Language.en
    colour: str | None = None

    @property
    def shown_colour(self) -> str:
        return self.colour or OWN_COLOUR

    def password_rules(self, address: str, name: str) -> PasswordRules:
        """Of a member with this address and name, as of today."""
        return PasswordRules.of(
            address, name, self.name, code_required=self.two_step_required
        )


@dataclass(frozen=True)
class AccountSummary:
    """An account, and how many of its enabled members have an authenticator."""

    id: UUID
    name: str
    two_step_required: bool
    members: int
    enrolled: int
    created_at: datetime
    language: str
    colour: str | None


account_of = RowMapper(Account)
_summary = RowMapper(AccountSummary)


class Accounts:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def get(self, account_id: UUID) -> Account:
        record = await self._connection.fetchrow(
            f"select {_COLUMNS} from accounts where id = $1", account_id
        )
        return account_of(present(record))

    async def lock(self, account_id: UUID) -> Account:
        """Lock the row, for changes that depend on several members of the account."""
        record = await self._connection.fetchrow(
            f"select {_COLUMNS} from accounts where id = $1 for no key update",
            account_id,
        )
        return account_of(present(record))

    async def named(self, name: str) -> list[UUID]:
        records = await self._connection.fetch(
            """
            select id from accounts
            where lower(name) = lower($1) and name = $1 order by id
            """,
            name,
        )
        return [record["id"] for record in records]

    async def claim_name(self, name: str, account_id: UUID | None = None) -> bool:
        """Whether no other account has the name, in whatever case.

        Waits for who gives a name now, and is waited for until the transaction ends.
        """
        await self._connection.execute("select pg_advisory_xact_lock($1)", _NAMING)
        return not await self._connection.fetchval(
            """
            select exists (
                select from accounts
                where lower(name) = lower($1) and id is distinct from $2::uuid
            )
            """,
            name,
            account_id,
        )

    async def exists(self, account_id: UUID) -> bool:
        """For an id that was typed."""
        return bool(
            await self._connection.fetchval(
                "select exists (select from accounts where id = $1)", account_id
            )
        )

    async def summaries(self) -> list[AccountSummary]:
        """All accounts, in the order they were created."""
        records = await self._connection.fetch(
            """
            select id, name, two_step_required, created_at, language, colour,
                coalesce(sum(enabled), 0)::bigint as members,
                coalesce(sum(enabled_enrolled), 0)::bigint as enrolled
            from accounts left join member_counts on account_id = id group by id
            order by id
            """
        )
        return [_summary(record) for record in records]

    async def insert(
        self,
        account_id: UUID,
        name: str,
        at: datetime,
        language: Language = Language.en,
        colour: str | None = None,
    ) -> None:
        await self._connection.execute(
            """
            insert into accounts (id, name, created_at, language, colour)
            values ($1, $2, $3, $4, $5)
            """,
            account_id,
            name,
            at,
            language,
            colour,
        )

    async def update(self, account: Account) -> None:
        """Write all fields; the caller has locked the row."""
        await self._connection.execute(
            """
            update accounts set
                name = $2, two_step_required = $3, language = $4, colour = $5
            where id = $1
            """,
            account.id,
            account.name,
            account.two_step_required,
            account.language,
            account.colour,
        )
