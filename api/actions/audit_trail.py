"""The audit trail of one account, or of what belongs to none."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from api.edge import bodies
from api.edge.event_bodies import Event
from api.edge.lists import ListRequest
from doorstep.db.acting_logins import acting_login
from doorstep.db.clients import Clients
from doorstep.db.event_filter import EventFilter
from doorstep.db.events import CLIENT, Events
from doorstep.db.logins import Logins
from doorstep.db.members import Members
from doorstep.db.pool import Pool


@dataclass(frozen=True)
class AuditTrail:
    """Only events of the account, whatever the filter: `account_id` is that of the
    administrator who reads them, or one that an operator names. Only an operator reads
    those of no account.
    """

    pool: Pool

    async def newest(
        self, account_id: UUID | None, wanted: EventFilter, asked: ListRequest[UUID]
    ) -> bodies.Page[Event]:
        async with self.pool.acquire() as connection:
            events = await Events(connection).newest(
                account_id, wanted, limit=asked.fetched, before=asked.cursor
            )
            logins = {event.id: acting_login(event) for event in events}
            known = await Logins(connection).origins(
                account_id, {login_id for login_id in logins.values() if login_id}
            )
            named = {str(event.detail.get(CLIENT, "")) for event in events}
            clients = await Clients(connection).names(named)
        origins = {
            each: known[login] for each, login in logins.items() if login in known
        }
        shown = [
            Event.of(event, origins.get(event.id), clients)
            for event in asked.shown(events)
        ]
        return asked.page(shown, events)

    async def names(
        self, account_id: UUID | None, events: Iterable[Event]
    ) -> dict[UUID, str]:
        """The names of the account's members that the events are about, or who
        acted; of no account there are none.
        """
        if account_id is None:
            return {}
        meant = {each for event in events for each in (event.member_id, event.actor_id)}
        async with self.pool.acquire() as connection:
            return await Members(connection).names(
                account_id, {each for each in meant if each}
            )
