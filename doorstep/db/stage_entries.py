"""When flows entered the stages that they leave, from the table `events`."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from doorstep.db.events import EventKind
from doorstep.db.pool import Connection


@dataclass(frozen=True)
class StageEntry:
    """When a flow entered the stage that an event ends; `stage` is None for logins."""

    since: datetime
    stage: str | None


class StageEntries:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def before(self, event_ids: list[UUID]) -> dict[UUID, StageEntry]:
        """For an event of a setup the stage it leaves, for one of a login its start.

        Searched in the member's last 50 events before each, so that the cost is
        bounded; the row comparison makes PostgreSQL use the member's index.
        """
        records = await self._connection.fetch(
            """
            select later.id, earlier.at, earlier.detail ->> 'stage' as stage
            from events as later cross join lateral (
                select at, detail from (
                    select * from events as before
                    where (before.member_id, before.id) < (later.member_id, later.id)
                    order by before.member_id desc, before.id desc limit 50
                ) as lately
                where member_id = later.member_id
                    and case when later.enrollment_id is null
                        then login_id = later.login_id and kind in ($2, $5)
                        else enrollment_id = later.enrollment_id and kind in ($3, $4)
                    end
                order by lately.member_id desc, lately.id desc limit 1
            ) as earlier
            where later.id = any($1)
            """,
            event_ids,
            EventKind.password_right,
            EventKind.enrollment_started,
            EventKind.enrollment_moved,
            EventKind.vouched,
        )
        return {
            record["id"]: StageEntry(record["at"], record["stage"])
            for record in records
        }
