"""The table `subjects`: members whose password a client has, by its own ids for them.

Every statement names the client: what another one calls its people is nobody's concern.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from doorstep.db.members import COLUMNS, Member, member_of
from doorstep.db.pool import Connection, Record
from doorstep.db.roster_states import CANDIDATES, WITH_STATE
from doorstep.db.rosters import in_state
from doorstep.db.writes import Write
from doorstep.rules.people import TwoStep
from doorstep.rules.stages import ApplicationId

_NAMING = 3
"""The first key of the advisory lock for what a client calls a person."""

_MEMBERS = f"""
    {COLUMNS}, members.enrolled_at, external_id, chosen.created_at as named_at
    from chosen join members on members.id = member_id
"""
_ALL = """
    select subjects.* from subjects join members on members.id = member_id
    where client_id = $5 and account_id = $1 and member_id > $3
"""
_AMONG = """
    select subjects.* from ({candidates}) as candidate
    join subjects on member_id = candidate.id where client_id = $5
"""
_OF_STATE = {
    None: _ALL,
    TwoStep.invited: f"{_ALL} and enrolled_at is null and invited_at is not null",
    TwoStep.not_set_up: f"{_ALL} and enrolled_at is null and invited_at is null",
    TwoStep.enrolled: f"{_ALL} and enrolled_at is not null",
    TwoStep.setting_up: _AMONG.format(candidates=CANDIDATES[TwoStep.setting_up]),
    TwoStep.locked: _AMONG.format(candidates=CANDIDATES[TwoStep.locked]),
}
"""Who may be in a state: most people, or few of the account."""

_PAGES = {
    two_step: f"""
    with chosen as materialized ({candidates} order by member_id limit $4),
    page as materialized (select {_MEMBERS})
    {WITH_STATE}
    """
    for two_step, candidates in _OF_STATE.items()
}


@dataclass(frozen=True)
class Subject:
    """A member as a client knows them, since `named_at`."""

    external_id: str
    member: Member
    two_step: TwoStep
    named_at: datetime


class Subjects:
    def __init__(self, connection: Connection, client_id: ApplicationId) -> None:
        self._connection = connection
        self._client_id = client_id

    async def lock(self, external_id: str) -> None:
        """Decide about one name at a time, whether it is a person's yet or not."""
        await self._connection.execute(
            "select pg_advisory_xact_lock($1, hashtext($2))",
            _NAMING,
            f"{self._client_id}/{external_id}",
        )

    async def member_id(self, external_id: str) -> UUID | None:
        found: UUID | None = await self._connection.fetchval(
            "select member_id from subjects where client_id = $1 and external_id = $2",
            self._client_id,
            external_id,
        )
        return found

    async def names(self, member_ids: Sequence[UUID]) -> dict[UUID, str]:
        """What the client calls these members."""
        records = await self._connection.fetch(
            """
            select member_id, external_id from subjects
            where client_id = $1 and member_id = any($2)
            """,
            self._client_id,
            member_ids,
        )
        return {record["member_id"]: record["external_id"] for record in records}

    async def insert(self, external_id: str, member_id: UUID, at: datetime) -> None:
        await self._connection.execute(
            """
            insert into subjects (client_id, external_id, member_id, created_at)
            values ($1, $2, $3, $4)
            """,
            self._client_id,
            external_id,
            member_id,
            at,
        )

    def linked(self, external_id: str, member_id: UUID, at: datetime) -> Write:
        """Nothing where the name is somebody's, or the member has another."""
        return Write(
            """
            insert into subjects (client_id, external_id, member_id, created_at)
            values ($1, $2, $3, $4) on conflict do nothing
            """,
            (self._client_id, external_id, member_id, at),
            decisive=True,
        )

    async def find(self, external_id: str, at: datetime) -> Subject | None:
        record = await self._connection.fetchrow(
            f"""
            with chosen as (
                select * from subjects where client_id = $1 and external_id = $3
            ), page as materialized (select {_MEMBERS})
            {WITH_STATE}
            """,
            self._client_id,
            at,
            external_id,
        )
        return _subject(record) if record else None

    async def page(
        self,
        account_id: UUID,
        *,
        at: datetime,
        limit: int,
        after: UUID | None = None,
        two_step: TwoStep | None = None,
    ) -> list[Subject]:
        """All, or those in a state, in the order their members were created."""

        async def window(upto: UUID, most: int) -> list[Subject]:
            return await self._window(account_id, at, upto, most, two_step)

        return await in_state(two_step, window, limit=limit, after=after)

    async def _window(
        self,
        account_id: UUID,
        at: datetime,
        after: UUID,
        most: int,
        two_step: TwoStep | None,
    ) -> list[Subject]:
        records = await self._connection.fetch(
            _PAGES[two_step], account_id, at, after, most, self._client_id
        )
        return [_subject(record) for record in records]


class SubjectNames:
    """What clients call a member."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def delete_of_member(self, member_id: UUID) -> None:
        """The names that any client has for the member: free for somebody else."""
        await self._connection.execute(
            "delete from subjects where member_id = $1", member_id
        )


def _subject(record: Record) -> Subject:
    return Subject(
        record["external_id"],
        member_of(record),
        TwoStep(record["two_step"]),
        record["named_at"],
    )
