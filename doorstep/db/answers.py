"""The table `answers`: the sealed answers under Idempotency-Keys.

A row without a fingerprint is an act that was claimed: it is in progress, or was given
up. A sealed answer with a session token
is deleted when the session ends or gets another token, or after a few minutes; the
fingerprint stays, so that a repeat does not act again. Those of a grant hold tokens of
an application, and are deleted after a minute.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from doorstep.db.pool import Connection, Record, present, rows_in
from doorstep.db.purging import PAGE, PurgedPage
from doorstep.db.row_mapper import RowMapper
from doorstep.db.sealing import BYTES_KEY, UUID_KEY, SealedColumn

SEALED_ANSWERS: Final = SealedColumn(
    "answers", {"flow_id": UUID_KEY, "key_hash": BYTES_KEY}
)
FORGET_TOKENS = """
    update answers set sealed = null from affected
    where flow_id = affected.login_id and gives_session and sealed is not null
"""
"""Of the sessions of a common table expression `affected`."""


@dataclass(frozen=True)
class StoredAnswer:
    """`sealed` is None once its session token was deleted."""

    fingerprint: bytes
    sealed: str | None
    gives_session: bool = False


@dataclass(frozen=True)
class KeyUse:
    """An earlier use of a key, from which an answer was kept or not."""

    created_at: datetime
    answered: bool


_answer = RowMapper(StoredAnswer)
USE_OF_KEY = """
    answer.created_at as key_use_created_at,
    answer.fingerprint is not null as key_use_answered
"""
"""The columns of a field `key_use: KeyUse | None`."""


class Answers:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def claim(
        self, flow_id: UUID, key_hash: bytes, at: datetime, longest: timedelta
    ) -> bool:
        """False if it was answered, or has been in progress for less than `longest`."""
        return bool(
            await self._connection.fetchval(
                """
                insert into answers (flow_id, key_hash, created_at) values ($1, $2, $3)
                on conflict (flow_id, key_hash) do update set created_at = $3
                    where answers.fingerprint is null and answers.created_at <= $4
                returning true
                """,
                flow_id,
                key_hash,
                at,
                at - longest,
            )
        )

    async def release(self, flow_id: UUID, key_hash: bytes) -> None:
        """Delete the row of an act in progress, so that a repeat acts again."""
        await self._connection.execute(
            """
            delete from answers
            where flow_id = $1 and key_hash = $2 and fingerprint is null
            """,
            flow_id,
            key_hash,
        )

    async def get(self, flow_id: UUID, key_hash: bytes) -> StoredAnswer | None:
        record = await self._connection.fetchrow(
            """
            select fingerprint, sealed, gives_session from answers
            where flow_id = $1 and key_hash = $2 and fingerprint is not null
            """,
            flow_id,
            key_hash,
        )
        return _answer(record) if record else None

    async def keep(
        self, flow_id: UUID, key_hash: bytes, answer: StoredAnswer, at: datetime
    ) -> None:
        """Store the answer of an act, claimed or not; the first answer stays."""
        await self._connection.execute(
            """
            insert into answers (
                flow_id, key_hash, created_at, fingerprint, sealed, gives_session
            ) values ($1, $2, $6, $3, $4, $5)
            on conflict (flow_id, key_hash) do update
                set fingerprint = $3, sealed = $4, gives_session = $5
                where answers.fingerprint is null
            """,
            flow_id,
            key_hash,
            answer.fingerprint,
            answer.sealed,
            answer.gives_session,
            at,
        )

    async def forget_tokens(self, signed_in_before: datetime) -> int:
        """Delete the answers with tokens of sessions that began by then; returns how
        many there were.
        """
        status = await self._connection.execute(
            f"""
            with affected as (
                select login_id from sessions
                    join logins on logins.id = login_id
                    join answers
                        on flow_id = login_id and gives_session and sealed is not null
                where logins.ended_at <= $1 for update of answers skip locked
            ) {FORGET_TOKENS}
            """,
            signed_in_before,
        )
        return rows_in(status)

    async def forget_granted_tokens(self, before: datetime) -> int:
        """The same for answers to applications, which are repeated for a minute."""
        status = await self._connection.execute(
            """
            update answers set sealed = null from grants
            where grants.id = flow_id and gives_session and sealed is not null
                and answers.created_at <= $1
            """,
            before,
        )
        return rows_in(status)

    async def delete_of_logins(self, login_ids: list[UUID]) -> None:
        """Those of the logins and of their setups."""
        await self._connection.execute(
            """
            delete from answers where flow_id = any(
                $1 || array(select id from enrollments where login_id = any($1))
            )
            """,
            login_ids,
        )

    async def purge_page(
        self, after: tuple[UUID, bytes], before: datetime
    ) -> PurgedPage[tuple[UUID, bytes]]:
        """Delete those of the next page that were created before."""
        record = await self._connection.fetchrow(
            f"""
            with page as materialized (
                select flow_id, key_hash, created_at < $3 as old from answers
                where (flow_id, key_hash) > ($1, $2)
                order by flow_id, key_hash limit {PAGE}
            ), old as materialized (
                select locked.* from page cross join lateral (
                    select flow_id, key_hash from answers
                    where answers.flow_id = page.flow_id
                        and answers.key_hash = page.key_hash
                    limit 1 for update skip locked
                ) as locked where page.old
            ), gone as (
                delete from answers where flow_id = any(array(select flow_id from old))
                    and (flow_id, key_hash) in (select flow_id, key_hash from old)
                returning flow_id
            )
            select (select count(*) from gone) as gone, case
                    when count(*) = {PAGE} and bool_or(old) then (
                        select array[flow_id::text, encode(key_hash, 'hex')]
                        from page order by flow_id desc, key_hash desc limit 1
                    )
                end as upto
            from page
            """,
            *after,
            before,
        )
        return _purged(present(record))


def _purged(record: Record) -> PurgedPage[tuple[UUID, bytes]]:
    upto = record["upto"]
    last = (UUID(upto[0]), bytes.fromhex(upto[1])) if upto else None
    return PurgedPage(record["gone"], last)
