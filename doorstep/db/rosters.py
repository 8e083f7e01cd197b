"""The rosters of accounts: members with the state of their two-step verification.

`members.enrolled_at` is kept by a trigger, whoever changes a device. A statement cuts
its page by an index first and joins row by row after that, so that its cost is that of
the page, whatever the size of the account and the statistics of the planner.
"""

from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol, TypeVar
from uuid import UUID

from doorstep.db.members import COLUMNS, Member, member_of
from doorstep.db.pool import Connection, Record
from doorstep.rules.people import TwoStep

_START = UUID(int=0)
_LARGEST_WINDOW = 2000

WITH_STATE = """
    select page.*, case
            when device.locked then 'locked'
            when setup.running then 'setting_up'
            when page.enrolled_at is not null then 'enrolled'
            when page.invited_at is not null then 'invited'
            else 'not_set_up'
        end as two_step, moving.pending_email
    from page
    left join lateral (
        select devices.disabled_at is not null or blocked.one is not null as locked
        from devices left join lateral (
            select true as one from known_networks
            where device_id = devices.id and blocked_until > $2 and known_until > $2
            limit 1
        ) as blocked on true
        where member_id = page.id and status = 'active' limit 1
    ) as device on page.enrolled_at is not null
    left join lateral (
        select true as running from enrollments
        where member_id = page.id and ended_at is null and expires_at > $2 limit 1
    ) as setup on true
    left join lateral (
        select email as pending_email from address_changes
        where member_id = page.id and ended_at is null and expires_at > $2 limit 1
    ) as moving on true
    order by page.id
"""
"""Of the members of a common table expression `page`, at the moment $2."""

LOCKED = """
    select member_id from devices
    where account_id = $1 and status = 'active' and disabled_at is not null
    union
    select device.member_id from (
        select distinct device_id from known_networks
        where blocked_until > $2 and known_until > $2
    ) as blocked
    cross join lateral (
        select member_id from devices
        where id = blocked.device_id and account_id = $1 and status = 'active' limit 1
    ) as device
"""
"""The members of the account $1 who are locked at the moment $2."""

NOT_SETTING_UP = """not exists (
    select from enrollments
    where account_id = $1 and member_id = members.id and ended_at is null
        and expires_at > $2
)"""
CANDIDATES = {
    None: "select id from members where account_id = $1 and id > $3",
    TwoStep.invited: f"""
        select id from members
        where account_id = $1 and enrolled_at is null and invited_at is not null
            and id > $3 and {NOT_SETTING_UP}
    """,
    TwoStep.not_set_up: f"""
        select id from members
        where account_id = $1 and enrolled_at is null and invited_at is null
            and id > $3 and {NOT_SETTING_UP}
    """,
    TwoStep.enrolled: """
        select id from members
        where account_id = $1 and enrolled_at is not null and id > $3
    """,
    TwoStep.setting_up: """
        select distinct member_id as id from enrollments
        where account_id = $1 and ended_at is null and expires_at > $2
            and member_id > $3
    """,
    TwoStep.locked: f"""
        select member_id as id from ({LOCKED}) as locked where member_id > $3
    """,
}
"""Who may be in a state, each by an index that has few others."""

_PAGES = {
    two_step: f"""
    with page as materialized (
        select {COLUMNS}, members.enrolled_at
        from ({candidates} order by id limit $4) as candidate
        cross join lateral (
            select * from members where members.id = candidate.id limit 1
        ) as members
    )
    {WITH_STATE}
    """
    for two_step, candidates in CANDIDATES.items()
}


@dataclass(frozen=True)
class RosterEntry:
    """A member with the state of two-step verification; `external_id` is what a client
    calls them, where one is asked for.
    """

    member: Member
    two_step: TwoStep
    enrolled_at: datetime | None = None
    pending_email: str | None = None
    external_id: str | None = None


class _InState(Protocol):
    @property
    def member(self) -> Member: ...

    @property
    def two_step(self) -> TwoStep: ...


_Entry = TypeVar("_Entry", bound=_InState)


class Rosters:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def entry(
        self, account_id: UUID, member_id: UUID, at: datetime
    ) -> RosterEntry | None:
        """None if the account has no such member."""
        record = await self._connection.fetchrow(
            f"""
            with page as materialized (
                select {COLUMNS}, enrolled_at from members
                where account_id = $1 and id = $3
            )
            {WITH_STATE}
            """,
            account_id,
            at,
            member_id,
        )
        return _entry(record) if record else None

    async def page(
        self,
        account_id: UUID,
        *,
        at: datetime,
        limit: int,
        after: UUID | None = None,
        two_step: TwoStep | None = None,
    ) -> list[RosterEntry]:
        """The members, or those in a state, in the order they were created."""

        async def window(upto: UUID, most: int) -> list[RosterEntry]:
            return await self._window(account_id, at, upto, most, two_step)

        return await in_state(two_step, window, limit=limit, after=after)

    async def pages(
        self,
        account_id: UUID,
        *,
        at: datetime,
        size: int,
        two_step: TwoStep | None = None,
    ) -> AsyncIterator[list[RosterEntry]]:
        """The whole roster, page by page."""
        after = None
        while page := await self.page(
            account_id, at=at, limit=size, after=after, two_step=two_step
        ):
            yield page
            after = page[-1].member.id

    async def _window(
        self,
        account_id: UUID,
        at: datetime,
        after: UUID,
        most: int,
        two_step: TwoStep | None,
    ) -> list[RosterEntry]:
        records = await self._connection.fetch(
            _PAGES[two_step], account_id, at, after, most
        )
        return [_entry(record) for record in records]


async def in_state(
    two_step: TwoStep | None,
    window: Callable[[UUID, int], Awaitable[list[_Entry]]],
    *,
    limit: int,
    after: UUID | None,
) -> list[_Entry]:
    """Those in the state, of who may be: looked at in windows that grow, until enough
    are. `window` returns the next ones after an id.
    """
    found: list[_Entry] = []
    upto, most = after or _START, limit
    while True:
        entries = await window(upto, most)
        found += [each for each in entries if two_step in (None, each.two_step)]
        if len(found) >= limit or len(entries) < most:
            return found[:limit]
        upto = entries[-1].member.id
        most = min(4 * most, max(limit, _LARGEST_WINDOW))


def _entry(record: Record) -> RosterEntry:
    return RosterEntry(
        member_of(record),
        TwoStep(record["two_step"]),
        record["enrolled_at"],
        record["pending_email"],
    )
