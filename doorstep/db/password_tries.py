"""The table `password_tries`: tries that are wrong or not yet judged.

A row is inserted before the password is hashed, marked as judged if it was wrong, and
deleted if it was right, so that parallel guesses are counted exactly. `waits` is how
many waits in a row the try has caused for its pair of address and client.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID

from doorstep.db.mailboxes import BY_ADDRESS
from doorstep.db.members import Member, has_mailbox, member_of
from doorstep.db.pool import Connection, present, rows_in
from doorstep.db.row_mapper import RowMapper
from doorstep.db.writes import Write
from doorstep.rules.addresses import TypedAddress
from doorstep.rules.password_budget import IN_PROGRESS_FOR, EarlierTries

_COUNTED = """
    count(*) filter (where judged or at <= $6) as wrong,
    max(at) filter (where judged or at <= $6) as latest,
    count(*) filter (where not judged and at > $6) as in_progress
"""
_EARLIER_TRIES = f"""
    select pair.wrong as pair_wrong, pair.latest as pair_latest,
        pair.in_progress as pair_in_progress,
        client.wrong as client_wrong, client.latest as client_latest,
        client.in_progress as client_in_progress,
        address.wrong as address_wrong, address.latest as address_latest,
        address.in_progress as address_in_progress,
        last.at as last_of_pair_at, last.waits as last_of_pair_waits,
        {member_of.columns_of("member", "member")}, member.mailbox as member_mailbox,
        exists (
            select from sessions
            where network_of(client_address) = $4 and auth_time > $7
                and member_id = member.id
        ) as known
    from (
        select {_COUNTED} from password_tries
        where address_key = $3 and client_address = $4 and at > $5
    ) as pair, (
        select {_COUNTED} from password_tries
        where client_address = $4 and at > $5
    ) as client, (
        select {_COUNTED} from password_tries
        where address_key = $3 and at > $5
    ) as address
    left join (select * from members where {BY_ADDRESS}) as member on true
    left join lateral (
        select at, waits from password_tries
        where address_key = $3 and client_address = $4
            and (judged or at <= $6)
        order by at desc, waits desc limit 1
    ) as last on true
"""


@dataclass(frozen=True)
class Guess:
    """The typed address and the client's network of a password try."""

    address: TypedAddress
    client: str

    @property
    def address_key(self) -> bytes:
        return self.address.digest


@dataclass(frozen=True)
class TriesOfGuess(EarlierTries):
    """The earlier tries, and the member with the address, if there is one."""

    member: Member | None


_tries = RowMapper(TriesOfGuess)


class PasswordTries:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def lock(self, guess: Guess) -> None:
        """One reservation at a time per address and per client, in this order."""
        await self._connection.execute(
            """
            select pg_advisory_xact_lock(1, hashtext($1)),
                pg_advisory_xact_lock(2, hashtext($2))
            """,
            guess.address_key.hex(),
            guess.client,
        )

    async def earlier_tries(
        self, guess: Guess, at: datetime, window: timedelta, known_for: timedelta
    ) -> TriesOfGuess:
        record = await self._connection.fetchrow(
            _EARLIER_TRIES,
            guess.address.mailbox,
            guess.address.earlier,
            guess.address_key,
            guess.client,
            at - window,
            at - IN_PROGRESS_FOR,
            at - known_for,
        )
        row = present(record)
        tries, mailbox = _tries(row), row["member_mailbox"]
        if tries.member and has_mailbox(tries.member, mailbox, guess.address):
            return tries
        return replace(tries, member=None)

    async def reserve(
        self, try_id: UUID, guess: Guess, at: datetime, waits: int
    ) -> None:
        await self._connection.execute(
            """
            insert into password_tries
                (id, address_key, client_address, at, waits, judged)
            values ($1, $2, $3, $4, $5, false)
            """,
            try_id,
            guess.address_key,
            guess.client,
            at,
            waits,
        )

    async def count(self, try_id: UUID) -> None:
        """Mark the try as judged wrong."""
        await self._connection.execute(
            "update password_tries set judged = true where id = $1", try_id
        )

    @staticmethod
    def given_back(try_id: UUID) -> Write:
        return Write("delete from password_tries where id = $1", (try_id,))

    async def delete_before(self, before: datetime, most: int) -> int:
        status = await self._connection.execute(
            """
            delete from password_tries where id = any(
                array(
                    select id from password_tries where at < $1
                    limit $2 for update skip locked
                )
            )
            """,
            before,
            most,
        )
        return rows_in(status)
