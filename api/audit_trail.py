"""The audit trail as an administrator reads it."""

from dataclasses import dataclass
from uuid import UUID

from api import bodies
from api.sessions import SignedIn
from doorstep.db.events import EventFilter, Events
from doorstep.db.pool import Pool


@dataclass(frozen=True)
class AuditTrail:
    """The own account's events only, whatever is asked for."""

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
