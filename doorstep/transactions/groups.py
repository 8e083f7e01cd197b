"""Groups of an account's members: each change is one transaction, and audited."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from uuid_utils.compat import uuid7

from doorstep.db.accounts import Accounts
from doorstep.db.actors import OPERATOR, Actor
from doorstep.db.erasures import Erasures
from doorstep.db.event_names import EventNames
from doorstep.db.events import GROUP, Event, EventKind, Events
from doorstep.db.group_members import GroupMembers
from doorstep.db.groups import Group, Groups
from doorstep.db.members import Members
from doorstep.db.pool import Connection, Pool
from doorstep.errors import (
    GroupNameTakenError,
    NotFoundError,
    TooManyGroupsError,
)
from doorstep.rules.groups import MOST_GROUPS, MOST_OF_MEMBER


@dataclass(frozen=True)
class AccountGroups:
    """The groups of one account. An id that it has no group or member with raises
    NotFoundError.
    """

    pool: Pool
    account_id: UUID
    at: datetime
    by: Actor = OPERATOR

    async def add(self, name: str) -> Group:
        """Raises GroupNameTakenError and TooManyGroupsError."""
        group = Group(uuid7(), self.account_id, name, 0, self.at)
        async with self.pool.acquire() as connection, connection.transaction():
            await Accounts(connection).lock(self.account_id)
            groups = Groups(connection)
            if await groups.count(self.account_id) >= MOST_GROUPS:
                raise TooManyGroupsError(MOST_GROUPS)
            if not await groups.insert(group):
                raise GroupNameTakenError(name)
            await self._note(connection, EventKind.group_added, group)
        return group

    async def rename(self, group_id: UUID, name: str) -> None:
        """Raises GroupNameTakenError."""
        async with self._locked(group_id) as (connection, before):
            if name == before.name:
                return
            if not await Groups(connection).set_name(group_id, name):
                raise GroupNameTakenError(name)
            after = replace(before, name=name)
            await self._note(connection, EventKind.group_changed, after, before=before)

    async def remove(self, group_id: UUID) -> None:
        """Nobody is in it any more."""
        async with self._locked(group_id) as (connection, group):
            await Groups(connection).mark_removed(group_id, self.at)
            await self._note(connection, EventKind.group_removed, group)

    async def put(self, group_id: UUID, member_id: UUID) -> None:
        """A member who is in it already stays. Raises TooManyGroupsError."""
        async with self.pool.acquire() as connection, connection.transaction():
            member = await Members(connection).lock_in(self.account_id, member_id)
            group = await Groups(connection).lock_in(self.account_id, group_id)
            if group is None:
                raise NotFoundError("group", str(group_id))
            if member is None or await Erasures(connection).find(member_id):
                raise NotFoundError("member", str(member_id))
            inside = GroupMembers(connection)
            if await inside.has(group_id, member_id):
                return
            if await inside.count_of(member_id) >= MOST_OF_MEMBER:
                raise TooManyGroupsError(MOST_OF_MEMBER)
            await inside.add(group_id, member_id, self.at)
            kind = EventKind.group_member_added
            await self._note(connection, kind, group, member_id=member_id)

    async def take_out(self, group_id: UUID, member_id: UUID) -> None:
        """Somebody who is not in it is taken out, too."""
        async with self._locked(group_id) as (connection, group):
            if await GroupMembers(connection).remove(group_id, member_id):
                kind = EventKind.group_member_removed
                await self._note(connection, kind, group, member_id=member_id)

    @asynccontextmanager
    async def _locked(self, group_id: UUID) -> AsyncIterator[tuple[Connection, Group]]:
        async with self.pool.acquire() as connection, connection.transaction():
            group = await Groups(connection).lock_in(self.account_id, group_id)
            if group is None:
                raise NotFoundError("group", str(group_id))
            yield connection, group

    async def _note(
        self,
        connection: Connection,
        kind: EventKind,
        group: Group,
        *,
        before: Group | None = None,
        member_id: UUID | None = None,
    ) -> None:
        """The name stands beside the event, since it may change."""
        event = Event(
            kind,
            self.account_id,
            self.at,
            member_id=member_id,
            login_id=None if member_id else self.by.login_id,
            detail={GROUP: str(group.id)},
        )
        event_id = await Events(connection).write(event.by(self.by))
        names = EventNames(connection)
        await names.insert(event_id, (before or group).name, group.name)
