"""The verification of the audit trail: the chains are computed again and compared.

The owner of the tables could rewrite a chain from any link to its end. That is detected
only by a head that was kept outside the database: it is no longer in the chain.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Sized
from dataclasses import dataclass, field
from enum import StrEnum
from uuid import UUID

from doorstep.audit.chain import START, link_hash
from doorstep.audit.chain_purge import SealedHead
from doorstep.db.event_links import FRONT, NO_ACCOUNT, EventLinks, LinkedEvent
from doorstep.db.pool import Connection, snapshot
from doorstep.db.statement_limits import PATIENT
from doorstep.errors import UnsealError
from doorstep.rules.seal import KeyRing

_PAGE = 1000
_MOST_GONE = 100


class FlawKind(StrEnum):
    """What is wrong at one position of a chain, as shown to the operator."""

    event_missing = "the event is missing"
    event_foreign = "the event belongs to another account"
    edited = "the event or its link was edited"
    link_missing = "the link is missing"
    purged_before = "events up to here were purged, and here is one"
    head_edited = "the sealed head of the purged events was edited"


@dataclass(frozen=True)
class ChainFlaw:
    """`position` is that in the chain; None for an event that has no link.

    `event_id` is None if it is not known whose link is missing.
    """

    flaw: FlawKind
    position: int | None
    event_id: UUID | None


@dataclass(frozen=True)
class ChainReport:
    """One account's chain; `account_id` is None for that of events without one."""

    account_id: UUID | None
    linked: int
    head: bytes
    unlinked: int
    finding: ChainFlaw | None
    purged: int = 0
    """How many events were purged before the first that is left."""


@dataclass(frozen=True)
class TrailReport:
    chains: tuple[ChainReport, ...]
    lost_heads: tuple[bytes, ...]
    gone_unlinked: tuple[UUID, ...]

    @property
    def sound(self) -> bool:
        return not (
            self.lost_heads
            or self.gone_unlinked
            or any(chain.finding for chain in self.chains)
        )


async def verify(
    connection: Connection,
    *,
    ring: KeyRing | None = None,
    account_id: UUID | None = None,
    heads: Iterable[bytes] = (),
    report_progress: Callable[[int], None] = lambda _: None,
) -> TrailReport:
    """Verify every chain, or one account's, in one snapshot of the database.

    `heads` are hashes of earlier heads: each must still be the hash of a link.
    `report_progress` gets the number of events looked at so far. Memory use grows with
    the accounts, not with the events. Raises ConfigurationError if events were purged
    and there is no ring to open the sealed head.
    """
    async with snapshot(connection):
        await connection.execute(PATIENT)
        reading = _Reading(connection, ring, set(heads), report_progress)
        await reading.count_waiting()
        chains = [account_id] if account_id else await reading.links.chains()
        reports = [await _Walk(reading, chain).report() for chain in chains]
    gone = [] if account_id else reading.gone
    return TrailReport(tuple(reports), tuple(sorted(reading.lost)), tuple(gone))


@dataclass
class _Reading:
    """The state that is shared by all chains; `lost` are the heads not found yet.

    `waiting` says how many events of each chain have no link yet, `gone` has the first
    that were deleted before they had one.
    """

    connection: Connection
    ring: KeyRing | None
    lost: set[bytes]
    report_progress: Callable[[int], None]
    checked: int = 0
    waiting: Counter[UUID] = field(default_factory=Counter)
    gone: list[UUID] = field(default_factory=list)

    @property
    def links(self) -> EventLinks:
        return EventLinks(self.connection)

    async def count_waiting(self) -> None:
        """Page by page, since the queue may be as long as the trail."""
        after: UUID | None = FRONT
        while after is not None:
            page = await self.links.queued(after, _PAGE)
            self.waiting.update(event.account_id or NO_ACCOUNT for event in page.events)
            self.gone = [*self.gone, *page.gone][:_MOST_GONE]
            if page.upto:
                self.checked_page(page.events)
            after = page.upto

    def checked_page(self, page: Sized) -> None:
        self.checked += len(page)
        if len(page) == _PAGE:
            self.report_progress(self.checked)


@dataclass
class _Walk:
    """The verification of one chain, from its first link to the last."""

    reading: _Reading
    chain: UUID
    position: int = 0
    head: bytes = START
    linked: int = 0
    purged: int = 0
    finding: ChainFlaw | None = None
    _account_id: UUID | None = field(init=False)

    def __post_init__(self) -> None:
        self._account_id = None if self.chain == NO_ACCOUNT else self.chain

    async def report(self) -> ChainReport:
        await self._begin()
        links, read = self.reading.links, 0
        while page := await links.linked_events(self.chain, read, _PAGE):
            for linked in page:
                self._step(linked)
            read = page[-1].link.position
            self.reading.checked_page(page)
        return ChainReport(
            account_id=self._account_id,
            linked=self.linked,
            head=self.head,
            unlinked=self.reading.waiting[self.chain],
            finding=await self._with_stray(),
            purged=self.purged,
        )

    async def _begin(self) -> None:
        """Begin after the purged events, at the position of the sealed head."""
        try:
            start = await SealedHead.of(
                self.reading.connection, self.reading.ring, self.chain
            )
        except UnsealError:
            self.finding = ChainFlaw(FlawKind.head_edited, None, None)
            return
        if start.position:
            self.reading.lost.discard(start.hash)
        self.purged = self.position = start.position
        self.head = start.hash

    def _step(self, linked: LinkedEvent) -> None:
        link = linked.link
        self.finding = self.finding or self._judge(linked)
        self.reading.lost.discard(link.hash)
        self.position, self.head = link.position, link.hash
        self.linked += 1

    def _judge(self, linked: LinkedEvent) -> ChainFlaw | None:
        """What is wrong with this link, if the one before it is right."""
        link, event = linked.link, linked.event
        if link.position <= self.purged:
            return ChainFlaw(FlawKind.purged_before, link.position, link.event_id)
        if link.position != self.position + 1:
            return ChainFlaw(FlawKind.link_missing, self.position + 1, None)
        if event is None:
            return ChainFlaw(FlawKind.event_missing, link.position, link.event_id)
        if event.account_id != self._account_id:
            return ChainFlaw(FlawKind.event_foreign, link.position, link.event_id)
        if link_hash(self.head, event) != link.hash:
            return ChainFlaw(FlawKind.edited, link.position, link.event_id)
        return None

    async def _with_stray(self) -> ChainFlaw | None:
        """The flaw with the event's id, if one event without a link explains it."""
        found = self.finding
        if found and found.flaw is not FlawKind.link_missing:
            return found
        strays = await self.reading.links.strays(self.chain)
        if found:
            alone = strays[0] if len(strays) == 1 else None
            return ChainFlaw(found.flaw, found.position, alone)
        return ChainFlaw(FlawKind.link_missing, None, strays[0]) if strays else None
