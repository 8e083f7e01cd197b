"""The audit event of a change of a client, and the mails that tell of it."""

from datetime import datetime

from doorstep.db.actors import Actor
from doorstep.db.clients import Client
from doorstep.db.event_names import EventNames
from doorstep.db.events import CLIENT, DetailValue, Event, EventKind, Events
from doorstep.db.members import Members
from doorstep.db.notices import NoticeKind
from doorstep.db.pool import Connection
from doorstep.messages.flows import NoticeStart
from doorstep.transactions.notices import add_notice


async def note_change(
    connection: Connection,
    kind: EventKind,
    client: Client,
    at: datetime,
    by: Actor,
    *,
    before: Client | None = None,
    **detail: DetailValue,
) -> tuple[NoticeStart, ...]:
    """Write both; the notices are to be started after the commit.

    The name of the client stands beside the event, since it may change.
    """
    event = Event(
        kind,
        client.account_id,
        at,
        login_id=by.login_id,
        detail={CLIENT: client.id, **detail},
    )
    event_id = await Events(connection).write(event.by(by))
    earlier = before or client
    await EventNames(connection).insert(event_id, earlier.name, client.name)
    if client.account_id is None:
        return ()
    admins = await Members(connection).enabled_admins(client.account_id)
    return tuple(
        [
            await add_notice(
                connection,
                NoticeKind.client_changed,
                admin,
                at,
                by.login_id,
                event_id=event_id,
            )
            for admin in admins
        ]
    )
