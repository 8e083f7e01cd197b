"""Whom a hint of Microsoft Entra ID means: by the person's id in the tenant, which is
written down at the first hint that names an address of the account.
"""

import re
from contextlib import suppress
from datetime import datetime
from uuid import UUID

from doorstep.db.actors import Actor
from doorstep.db.clients import Client
from doorstep.db.events import CLIENT, Event, EventKind, Events
from doorstep.db.members import Member, Members
from doorstep.db.pool import Connection, Pool
from doorstep.db.subjects import Subjects
from doorstep.db.writes import write_together
from doorstep.errors import RowChanged
from doorstep.rules.addresses import TypedAddress
from doorstep.rules.entra import Hint

_ID = re.compile(r"[!-~]{1,255}\Z")


async def find_hinted(
    pool: Pool, client: Client, hint: Hint, at: datetime
) -> UUID | None:
    """None for nobody of the account, and for an address that another person of the
    tenant had before.
    """
    if not _ID.match(hint.object_id):
        return None
    async with pool.acquire() as connection:
        subjects = Subjects(connection, client.id)
        if known := await subjects.member_id(hint.object_id):
            return known
        member = await _of_address(connection, client, hint.address)
        if member is None:
            return None
        event = Event.of_member(
            EventKind.subject_linked, member, at, **{CLIENT: client.id}
        )
        with suppress(RowChanged):  # linked at the same time, or otherwise before
            async with connection.transaction():
                await write_together(
                    connection,
                    subjects.linked(hint.object_id, member.id, at),
                    Events.written(event.by(Actor(client_id=client.id))),
                )
        return await subjects.member_id(hint.object_id)


async def _of_address(
    connection: Connection, client: Client, address: str
) -> Member | None:
    if not address or "\0" in address:
        return None
    member = await Members(connection).with_address(TypedAddress.read(address))
    own = member is not None and client.serves(member.account_id)
    return member if own else None
