"""The table `events`: the audit trail, with ids, but no names, addresses or codes.

The application's role can insert rows, but not update or delete them. A trigger queues
each row for the chain, see `doorstep.db.event_links`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from operator import attrgetter
from typing import Self, TypeAlias
from uuid import UUID

from uuid_utils.compat import uuid7

from doorstep.db.actors import ACTOR_LOGIN, Actor
from doorstep.db.enrollments import Enrollment
from doorstep.db.event_filter import EventFilter
from doorstep.db.event_kinds import EventKind as EventKind  # noqa: PLC0414  for all who write one
from doorstep.db.logins import Login
from doorstep.db.members import Member
from doorstep.db.pool import Connection, Record
from doorstep.db.row_mapper import RowMapper
from doorstep.db.writes import Write, write_together

DetailValue: TypeAlias = str | int | bool
Detail: TypeAlias = Mapping[str, DetailValue]
STEPS_OFF = "steps_off"
"""In the detail of a wrong code: the clock skew that explains it, in time steps."""

COUNT = "count"
"""In the detail of an event that stands for several: how many."""

CLIENT = "client"
"""In the detail of an event: the id of the client that it is about, or that acted."""

GROUP = "group"
"""In the detail of an event: the id of the group that it is about."""

_TEXTS = ("reason", "name_from", "name_to")
COLUMNS = """
    events.id, events.account_id, events.member_id, events.actor_id, events.login_id,
    events.enrollment_id, events.kind, events.detail, events.at
"""


FREQUENT = (EventKind.password_right, EventKind.signed_in)
"""Every login writes them, so that they are found soon without an index of kinds."""
_BY_THE_INDEX_OF_KINDS = "and kind not in ({})".format(
    ", ".join(f"'{kind}'" for kind in FREQUENT)
)
"""What `events_rare_kinds` has: said in words, for plans that know no value."""


def clock_off(steps: int | None) -> dict[str, int]:
    """The detail of a wrong code; empty if no clock skew explains it."""
    return {} if steps is None else {STEPS_OFF: steps}


@dataclass(frozen=True)
class Event:
    kind: EventKind | str  # text for a counted kind of a later release
    account_id: UUID | None
    at: datetime
    member_id: UUID | None = None
    actor_id: UUID | None = None
    login_id: UUID | None = None
    enrollment_id: UUID | None = None
    detail: Detail = field(default_factory=dict)

    @classmethod
    def of_member(
        cls, kind: EventKind, member: Member, at: datetime, **detail: DetailValue
    ) -> Self:
        return cls(kind, member.account_id, at, member_id=member.id, detail=detail)

    @classmethod
    def of_login(
        cls, kind: EventKind, login: Login, at: datetime, **detail: DetailValue
    ) -> Self:
        return cls(
            kind,
            login.account_id,
            at,
            member_id=login.member_id,
            login_id=login.id,
            detail=detail,
        )

    @classmethod
    def of_enrollment(
        cls,
        kind: EventKind,
        enrollment: Enrollment,
        at: datetime,
        **detail: DetailValue,
    ) -> Self:
        return cls(
            kind,
            enrollment.account_id,
            at,
            member_id=enrollment.member_id,
            login_id=enrollment.login_id,
            enrollment_id=enrollment.id,
            detail=detail,
        )

    def by(self, actor: Actor) -> Self:
        """The same event with this actor, and where it was done."""
        detail = dict(self.detail)
        if actor.login_id not in (None, self.login_id):
            detail[ACTOR_LOGIN] = str(actor.login_id)
        if actor.client_id is not None:
            detail[CLIENT] = actor.client_id
        return replace(self, actor_id=actor.member_id, detail=detail)


@dataclass(frozen=True)
class RecordedEvent:
    """A row of the table; `kind` may be one of another release."""

    id: UUID
    account_id: UUID | None
    member_id: UUID | None
    actor_id: UUID | None
    login_id: UUID | None
    enrollment_id: UUID | None
    kind: str
    detail: Detail
    at: datetime

    @property
    def times(self) -> int:
        """How many occurrences it stands for."""
        count = self.detail.get(COUNT)
        return count if isinstance(count, int) and count > 0 else 1


recorded_event = RowMapper(RecordedEvent)
_values = attrgetter(
    *("account_id", "member_id", "actor_id", "login_id", "enrollment_id", "kind"),
    *("detail", "at"),
)


class Events:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    @staticmethod
    def written(event: Event, event_id: UUID | None = None) -> Write:
        """To be inserted in the transaction of what happened."""
        return Write(
            """
            insert into events (
                id, account_id, member_id, actor_id, login_id, enrollment_id, kind,
                detail, at
            ) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
            """,
            (event_id or uuid7(), *_values(event)),
        )

    async def write(self, event: Event) -> UUID:
        """The same at once; returns the event's id."""
        event_id = uuid7()
        await write_together(self._connection, self.written(event, event_id))
        return event_id

    async def write_all(self, events: Sequence[Event]) -> None:
        """Many in one statement, in their order."""
        rows = [(uuid7(), *_values(event)) for event in events]
        await self._connection.execute(
            """
            insert into events (
                id, account_id, member_id, actor_id, login_id, enrollment_id, kind,
                detail, at
            ) select * from unnest(
                $1::uuid[], $2::uuid[], $3::uuid[], $4::uuid[], $5::uuid[], $6::uuid[],
                $7::text[], $8::jsonb[], $9::timestamptz[]
            )
            """,
            *map(list, zip(*rows, strict=True)),
        )

    async def newest_of_setup(
        self, member_id: UUID, enrollment_id: UUID, kind: EventKind
    ) -> UUID:
        """The id of the setup's newest event of this kind, of which there is one."""
        found: UUID = await self._connection.fetchval(
            """
            select id from events
            where member_id = $1 and enrollment_id = $2 and kind = $3
            order by id desc limit 1
            """,
            member_id,
            enrollment_id,
            kind,
        )
        return found

    async def newest(
        self,
        account_id: UUID | None,
        wanted: EventFilter,
        *,
        limit: int,
        before: UUID | None = None,
    ) -> list[RecordedEvent]:
        """The account's events, or those of no account, newest first, with the reasons
        that were typed and what changed names were and are.
        """
        given = wanted.tests if before is None else {**wanted.tests, "id <": before}
        tests = [f"and {test} ${number}" for number, test in enumerate(given, 3)]
        if wanted.kind and wanted.kind not in FREQUENT:
            tests.append(_BY_THE_INDEX_OF_KINDS)
        records = await self._connection.fetch(
            f"""
            select {COLUMNS}, typed.reason, name.before as name_from,
                name.after as name_to
            from (
                select * from events where {_of(account_id)} {" ".join(tests)}
                order by id desc limit $2
            ) as events
            left join lateral (
                select reason from event_reasons where event_id = events.id limit 1
            ) as typed on true
            left join lateral (
                select before, after from event_names
                where event_id = events.id limit 1
            ) as name on true
            order by events.id desc
            """,
            account_id,
            limit,
            *given.values(),
        )
        return [with_texts(record) for record in records]


def _of(account_id: UUID | None) -> str:
    """The test for `$1`, which the index answers in both ways."""
    return (
        "account_id = $1" if account_id else "account_id is null and $1::uuid is null"
    )


def with_texts(record: Record) -> RecordedEvent:
    """With what is stored outside the chain."""
    event, known = recorded_event(record), dict(record)
    texts = {name: known[name] for name in _TEXTS if known.get(name) is not None}
    return replace(event, detail={**event.detail, **texts}) if texts else event
