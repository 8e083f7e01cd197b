"""Members whose password an application has: created, changed and erased by its word.

The name that it gives a person is decided about one at a time; then the member is
locked, as for everything else.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from pydantic import BaseModel, ConfigDict
from uuid_utils.compat import uuid7

from doorstep.clock import Clock
from doorstep.db.actors import Actor
from doorstep.db.calling_clients import CallingClient
from doorstep.db.erasures import Erasures
from doorstep.db.event_names import EventNames
from doorstep.db.events import Event, EventKind, Events
from doorstep.db.members import Member, Members
from doorstep.db.pool import Connection, Pool
from doorstep.db.subjects import Subjects
from doorstep.errors import AddressBeingErased, AddressTakenError, OwnPersonError
from doorstep.messages.flows import NoticeStart
from doorstep.rules.addresses import TypedAddress
from doorstep.rules.people import EmailAddress, Language, Name, Role
from doorstep.transactions.address_moves import move_member
from doorstep.transactions.interventions import (
    Intervention,
    intervene,
    retry_after_deadlock,
)
from doorstep.transactions.member_changes import differences


class SubjectFields(BaseModel):
    """What an application says of a person."""

    model_config = ConfigDict(frozen=True, defer_build=True)

    email: EmailAddress
    name: Name
    language: Language


@dataclass(frozen=True)
class SubjectPut:
    """What followed: whether the person is new, the setups that ended, and the notices
    to start.
    """

    created: bool
    setups: tuple[UUID, ...] = ()
    notices: tuple[NoticeStart, ...] = ()


async def put_subject(
    pool: Pool,
    client: CallingClient,
    external_id: str,
    fields: SubjectFields,
    *,
    account_id: UUID,
    clock: Clock,
) -> SubjectPut:
    """Create the member in the client's account, or change it.

    Raises AddressTakenError, AddressBeingErased and OwnPersonError.
    """

    by = Actor(client_id=client.id)

    async def put() -> SubjectPut:
        async with pool.acquire() as connection, connection.transaction():
            subjects = Subjects(connection, client.id)
            await subjects.lock(external_id)
            putting = _Putting(connection, by, fields, clock())
            member = await _locked(connection, await subjects.member_id(external_id))
            if member is not None:
                return await putting.change(member)
            member_id = await putting.create(account_id)
            await subjects.insert(external_id, member_id, putting.at)
            return SubjectPut(created=True)

    return await retry_after_deadlock(put)


async def erase_subject(
    pool: Pool, client: CallingClient, member: Member, clock: Clock
) -> None:
    """Lock the member out at once; a workflow erases the rows once no flow runs.

    Raises OwnPersonError, MemberGone and LastAdministratorError.
    """

    async def begin(act: Intervention) -> None:
        _check_own(act.member)
        await act.begin_erasure()

    await intervene(
        pool,
        member.account_id,
        member.id,
        None,
        begin,
        clock=clock,
        by=Actor(client_id=client.id, stepped_up=True),
    )


async def _locked(connection: Connection, member_id: UUID | None) -> Member | None:
    """None for one who is being erased: the name is free for somebody else."""
    if member_id is None:
        return None
    member = await Members(connection).lock(member_id)
    return None if await Erasures(connection).find(member_id) else member


def _check_own(member: Member) -> None:
    if member.password_hash is not None or member.role is Role.admin:
        raise OwnPersonError


@dataclass(frozen=True)
class _Putting:
    connection: Connection
    by: Actor
    fields: SubjectFields
    at: datetime

    async def create(self, account_id: UUID) -> UUID:
        fields = self.fields
        member = Member(
            id=uuid7(),
            account_id=account_id,
            email=fields.email,
            name=fields.name,
            role=Role.member,
            language=fields.language,
            password_hash=None,
            disabled_at=None,
            created_at=self.at,
        )
        if not await Members(self.connection).insert(member):
            raise await self._taken()
        created = Event.of_member(EventKind.member_created, member, self.at)
        await Events(self.connection).write(created.by(self.by))
        return member.id

    async def change(self, member: Member) -> SubjectPut:
        """The member is locked."""
        fields, members = self.fields, Members(self.connection)
        changed = differences(member, dict(fields))
        if not changed:
            return SubjectPut(created=False)
        await members.change(
            member.id, name=fields.name, role=None, language=fields.language
        )
        event = Event.of_member(EventKind.member_changed, member, self.at, **changed)
        event_id = await Events(self.connection).write(event.by(self.by))
        if "name" in changed:
            names = EventNames(self.connection)
            await names.insert(event_id, member.name, fields.name)
        if "email" not in changed:
            return SubjectPut(created=False)
        return await self._move(member)

    async def _move(self, member: Member) -> SubjectPut:
        """To another address: what the earlier mailbox has proved counts no more."""
        _check_own(member)
        moved = await move_member(self.connection, member, self.fields.email, self.at)
        if moved is None:
            raise AddressTakenError
        return SubjectPut(created=False, setups=moved.setups, notices=moved.notices)

    async def _taken(self) -> AddressTakenError:
        """By whom decides how long it is."""
        typed = TypedAddress.read(self.fields.email)
        owner = await Members(self.connection).with_address(typed)
        if owner and await Erasures(self.connection).find(owner.id):
            return AddressBeingErased()
        return AddressTakenError()
