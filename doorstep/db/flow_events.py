"""The table `events`: what happened to members in the flows that one asks about."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from doorstep.db.events import COLUMNS, RecordedEvent, with_texts
from doorstep.db.pool import Connection

_MOST = 500
"""Of one flow."""


@dataclass(frozen=True)
class FlowOfMember:
    """A member's login, if any, and since when its events are asked for."""

    member_id: UUID
    login_id: UUID | None
    since: datetime


class FlowEvents:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def latest(
        self, flows: Sequence[FlowOfMember]
    ) -> list[tuple[RecordedEvent, ...]]:
        """For each the latest, oldest first: those of the login or of no login."""
        records = await self._connection.fetch(
            f"""
            select number, found.*
            from unnest($1::uuid[], $2::uuid[], $3::timestamptz[])
                with ordinality as asked (member_id, login_id, since, number)
            cross join lateral (
                select {COLUMNS}, typed.reason from events
                left join lateral (
                    select reason from event_reasons where event_id = events.id limit 1
                ) as typed on true
                where events.member_id = asked.member_id and events.at >= asked.since
                    and (events.login_id is null or events.login_id = asked.login_id)
                order by events.id desc limit {_MOST}
            ) as found
            order by number, found.id
            """,
            [flow.member_id for flow in flows],
            [flow.login_id for flow in flows],
            [flow.since for flow in flows],
        )
        found: list[list[RecordedEvent]] = [[] for _ in flows]
        for record in records:
            found[record["number"] - 1].append(with_texts(record))
        return [tuple(events) for events in found]
