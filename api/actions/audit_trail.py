"""The audit trail as an administrator reads it."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from api.edge import bodies
from doorstep.db.events import EventFilter, Events
from doorstep.db.members import Members
from doorstep.db.pool import Pool
from doorstep.transactions.sessions import SignedIn


@dataclass(frozen=True)
class AuditTrail:
    """Only events of the administrator's own account, whatever the filter."""

    pool: Pool

    async def newest(
        self, admin: SignedIn, wanted: EventFilter, *, limit: int, before: UUID | None
    ) -> bodies.Page[bodies.Event]:
        async with self.pool.acquire() as connection:
            events = await Events(connection).newest(
                admin.account.id, wanted, limit=limit + 1, before=before
            )
        shown = events[:limit]
        more = str(shown[-1].id) if len(events) > limit else None
        return bodies.Page(
            items=tuple(bodies.Event.of(event) for event in shown), next_cursor=more
        )

    async def names(
        self, admin: SignedIn, events: Iterable[bodies.Event]
    ) -> dict[UUID, str]:
        """The names of the account's members that the events are about, or who
        acted.
        """
        meant = {each for event in events for each in (event.member_id, event.actor_id)}
        async with self.pool.acquire() as connection:
            return await Members(connection).names(
                admin.account.id, {each for each in meant if each}
            )
