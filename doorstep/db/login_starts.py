"""The table `login_starts`: logins by single sign-on, over as they begin, whose
workflow is still to be started.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from doorstep.db.logins import COLUMNS, Login, login_of
from doorstep.db.pool import Connection
from doorstep.db.writes import Write

CLAIMED_FOR: Final = timedelta(seconds=10)
"""After this the claim of a killed worker is another one's."""
OLDEST = "(select noted_at from login_starts order by login_id limit 1)"
"""Since when the first in line waits: ids are in the order of time."""


class LoginStarts:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    @staticmethod
    def noted(login: Login) -> Write:
        return Write(
            "insert into login_starts (login_id, noted_at) values ($1, $2)",
            (login.id, login.started_at),
        )

    async def claim(self, at: datetime, most: int) -> list[Login]:
        """The first in line that no other worker is starting now."""
        records = await self._connection.fetch(
            f"""
            with claimed as (
                update login_starts set claimed_until = $2
                where login_id = any(array(
                    select login_id from login_starts
                    where claimed_until is null or claimed_until <= $1
                    order by login_id limit $3 for update skip locked
                ))
                returning login_id
            )
            select {COLUMNS} from logins
            where id in (select login_id from claimed) order by id
            """,
            at,
            at + CLAIMED_FOR,
            most,
        )
        return [login_of(record) for record in records]

    async def delete(self, login_ids: Sequence[UUID]) -> None:
        """Those that were started."""
        await self._connection.execute(
            "delete from login_starts where login_id = any($1)", login_ids
        )

    async def noted_at(self, login_id: UUID) -> datetime | None:
        """Since when a login waits for its workflow; None if it does not."""
        found: datetime | None = await self._connection.fetchval(
            "select noted_at from login_starts where login_id = $1", login_id
        )
        return found

    async def oldest(self) -> datetime | None:
        found: datetime | None = await self._connection.fetchval(f"select {OLDEST}")
        return found

    async def count(self, most: int) -> int:
        """How many wait; `most` stands for as many or more."""
        return int(
            await self._connection.fetchval(
                "select count(*) from (select from login_starts limit $1) as waiting",
                most,
            )
        )
