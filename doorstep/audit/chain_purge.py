"""The purge of old events without an account, which keeps their chain verifiable.

A sealed head replaces the purged events: position, hash and number of wrong tries,
sealed with the key ring. It cannot be made with access to the database alone, and
`doorstep audit verify` begins at its position.
"""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Self
from uuid import UUID

from doorstep.audit.chain import START, link_hash
from doorstep.db.event_links import NO_ACCOUNT, EventLinks, LinkedEvent
from doorstep.db.pool import Connection
from doorstep.db.sealed_heads import HeadRow, SealedHeads
from doorstep.errors import ChainBroken, ConfigurationError, UnsealError
from doorstep.rules.seal import KeyRing, Purpose

_BATCH = 1000


@dataclass(frozen=True)
class SealedHead:
    """Where a chain begins; position 0 if nothing was purged."""

    position: int = 0
    hash: bytes = START
    tries: int = 0

    @classmethod
    async def of(
        cls, connection: Connection, ring: KeyRing | None, chain: UUID
    ) -> Self:
        """Read it. Raises UnsealError if the row is not what was sealed, and
        ConfigurationError if there is a row but no ring to open it.
        """
        row = await SealedHeads(connection).get(chain)
        if row is None:
            return cls()
        if ring is None:
            raise ConfigurationError(
                "DOORSTEP_KEYS is not set. The head that stands for purged audit "
                "events is sealed with it."
            )
        head = cls(row.position, row.hash, row.tries)
        if ring.open(Purpose.chain_head, row.sealed, str(chain)) != head.plain:
            raise UnsealError("the head is not the one that was sealed")
        return head

    @property
    def plain(self) -> bytes:
        fields = {
            "position": self.position,
            "hash": self.hash.hex(),
            "tries": self.tries,
        }
        return json.dumps(fields, sort_keys=True).encode()

    def sealed(self, ring: KeyRing, chain: UUID) -> HeadRow:
        sealed = ring.seal(Purpose.chain_head, self.plain, str(chain))
        return HeadRow(self.position, self.hash, self.tries, sealed)

    def after(self, linked: LinkedEvent) -> "SealedHead":
        """The head after one more event. Raises ChainBroken if it was altered."""
        link, event = linked.link, linked.event
        if (
            link.position != self.position + 1
            or event is None
            or event.account_id is not None
            or link_hash(self.hash, event) != link.hash
        ):
            raise ChainBroken(self.position + 1)
        return SealedHead(link.position, link.hash, self.tries + event.times)


async def purge_unowned_events(
    connection: Connection, ring: KeyRing | None, before: datetime, most: int = _BATCH
) -> int:
    """Delete events without an account that are older; returns how many.

    From the beginning of their chain to the first younger one, but not the last, to
    which the next event is linked. Each batch is a transaction; an interrupted purge
    continues when it is run again. Raises ChainBroken if an event was altered, without
    deleting it: evidence is not purged.
    """
    gone = 0
    while batch := await _purge_batch(connection, ring, before, most):
        gone += batch
    return gone


async def _purge_batch(
    connection: Connection, ring: KeyRing | None, before: datetime, most: int
) -> int:
    async with connection.transaction():
        heads = SealedHeads(connection)
        await heads.lock()
        try:
            head = start = await SealedHead.of(connection, ring, NO_ACCOUNT)
        except UnsealError:
            raise ChainBroken(None) from None
        page = await EventLinks(connection).linked_events(
            NO_ACCOUNT, head.position, most + 1
        )
        for linked in page[:-1]:
            if linked.event and linked.event.at >= before:
                break
            head = head.after(linked)
        if head is start:
            return 0
        if ring is None:
            raise ConfigurationError(
                "DOORSTEP_KEYS is not set. The head of the audit chain is sealed with "
                "it when events are purged."
            )
        await heads.replace(NO_ACCOUNT, head.sealed(ring, NO_ACCOUNT))
        return await heads.purge_unowned(head.position)
