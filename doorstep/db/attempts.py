"""The table `attempts`: the verdict on each attempt, so that a repeat gets the same."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from doorstep.db.pool import Connection, rows_in
from doorstep.db.writes import Write


class AttemptKind(StrEnum):
    """Which act was judged."""

    setup = "setup"
    resend = "resend"
    email_code = "email_code"
    setup_code = "setup_code"
    login_code = "login_code"
    step_up = "step_up"
    new_address = "new_address"
    new_password = "new_password"  # noqa: S105  a word, not a password


class Attempts:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def verdict(self, attempt_id: UUID) -> dict[str, object] | None:
        verdict = await self._connection.fetchval(
            "select verdict from attempts where id = $1", attempt_id
        )
        return verdict if isinstance(verdict, dict) else None

    @staticmethod
    def recorded(
        attempt_id: UUID,
        *,
        member_id: UUID | None,
        flow_id: UUID,
        kind: AttemptKind,
        outcome: str,
        verdict: dict[str, object],
        at: datetime,
    ) -> Write:
        return Write(
            """
            insert into attempts (id, member_id, flow_id, kind, outcome, verdict, at)
            values ($1, $2, $3, $4, $5, $6, $7)
            """,
            (attempt_id, member_id, flow_id, kind, outcome, verdict, at),
        )

    async def delete(self, attempt_id: UUID) -> None:
        """Of an act that was undone: a repeat does it anew."""
        await self._connection.execute("delete from attempts where id = $1", attempt_id)

    async def delete_before(self, before: datetime, most: int) -> int:
        """Delete the oldest `most` of them; returns how many."""
        status = await self._connection.execute(
            """
            delete from attempts where id = any(
                array(
                    select id from attempts where at < $1 order by at
                    limit $2 for update skip locked
                )
            )
            """,
            before,
            most,
        )
        return rows_in(status)

    async def delete_of_member(self, member_id: UUID) -> None:
        await self._connection.execute(
            "delete from attempts where member_id = $1", member_id
        )
