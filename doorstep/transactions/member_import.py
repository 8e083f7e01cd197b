"""Importing members, a batch of lines at a time: each line is done wholly or not at
all, and what is done once is the same the next time.

New members of a batch are one transaction of a few statements; a member who is known
already is changed in a transaction of their own, see `import_changes`.
"""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from asyncpg import UniqueViolationError
from uuid_utils.compat import uuid7

from doorstep.db.accounts import Account
from doorstep.db.devices import Device
from doorstep.db.events import Event, EventKind, Events
from doorstep.db.imported_members import ImportedMembers, KnownMember
from doorstep.db.members import Member, Members
from doorstep.db.pool import Connection, Pool
from doorstep.rules import totp
from doorstep.rules.addresses import TypedAddress
from doorstep.rules.imported_people import (
    ImportedPerson,
    LineOutcome,
    Standing,
    standing_of,
)
from doorstep.rules.people import Role
from doorstep.rules.seal import KeyRing, Purpose
from doorstep.rules.stages import ApplicationId
from doorstep.rules.totp_secrets import AppSecret
from doorstep.transactions.invitations import Inviting, invite_all

ADDRESS_TAKEN = "the address belongs to a member of another account"
BEING_ERASED = "the member who has the address is being erased"
NAME_MISSING = "name is missing"
NAME_TAKEN = "external_id belongs to another member"


@dataclass(frozen=True)
class Import:
    """What all lines have in common. A dry run does everything and undoes it. With
    `inviting`, who has no password is mailed a link to choose one.
    """

    pool: Pool
    ring: KeyRing
    account: Account
    client_id: ApplicationId | None
    at: datetime
    dry_run: bool = False
    inviting: Inviting | None = None

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[Connection]:
        async with self.pool.acquire() as connection:
            transaction = connection.transaction()
            await transaction.start()
            try:
                yield connection
            except BaseException:
                await transaction.rollback()
                raise
            await (transaction.rollback() if self.dry_run else transaction.commit())

    def device(self, member_id: UUID, given: AppSecret) -> Device:
        """Active at once; a code that the other product may have taken is not taken
        again.
        """
        device_id = uuid7()
        return Device(
            id=device_id,
            account_id=self.account.id,
            member_id=member_id,
            enrollment_id=None,
            sealed_secret=self.ring.seal(Purpose.totp, given.secret, str(device_id)),
            last_step=totp.time_step(self.at, given.app),
            totp=given.app,
        )

    def standing(self, known: KnownMember) -> Standing:
        return standing_of(
            password=known.member.password_hash is not None,
            device=known.device is not None,
            subject=known.named,
            invited=known.member.invited_at is not None,
            disabled=known.member.disabled_at is not None,
            code_required=self.account.two_step_required,
        )


@dataclass(frozen=True)
class LineResult:
    """`why` of a refused line, as the end of a sentence; the others have a member."""

    outcome: LineOutcome
    why: str = ""
    standing: Standing | None = None
    member_id: UUID | None = None


def refused(why: str) -> LineResult:
    return LineResult(LineOutcome.refused, why)


async def create_members(
    order: Import, people: Sequence[ImportedPerson]
) -> list[LineResult]:
    """Members whom nobody has the addresses of. Raises UniqueViolationError where the
    client gave one of the names to somebody meanwhile.
    """
    creating = _Creating(order, people)
    async with order.transaction() as connection:
        await creating.create(connection)
    return creating.results()


class _Creating:
    def __init__(self, order: Import, people: Sequence[ImportedPerson]) -> None:
        self._order = order
        self._people = people
        self._members = [_new_member(order, person) for person in people]
        self._refused: dict[UUID, str] = {}

    async def create(self, connection: Connection) -> None:
        await self._refuse_taken_names(connection)
        if members := self._remaining():
            inserted = await Members(connection).insert_all(members)
            for member in members:
                if member.id not in inserted:
                    self._refused[member.id] = ADDRESS_TAKEN
        if members := self._remaining():
            await self._add_to(connection, members)

    async def _refuse_taken_names(self, connection: Connection) -> None:
        names = [each.external_id for each in self._people if each.external_id]
        client_id = self._order.client_id
        if client_id is None or not names:
            return
        taken = set(await ImportedMembers(connection).named(client_id, names))
        for member, person in self._pairs():
            if person.external_id in taken:
                self._refused[member.id] = NAME_TAKEN
            elif person.external_id:
                taken.add(person.external_id)

    async def _add_to(self, connection: Connection, members: list[Member]) -> None:
        order, imported = self._order, ImportedMembers(connection)
        await imported.put(members, order.at)
        kept = [each for each in self._pairs() if each[0].id not in self._refused]
        devices = [
            order.device(member.id, person.totp)
            for member, person in kept
            if person.totp
        ]
        await imported.insert_devices(devices, order.at)
        if order.client_id:
            named = {
                person.external_id: member.id
                for member, person in kept
                if person.external_id
            }
            await imported.insert_subjects(order.client_id, named, order.at)
        await Events(connection).write_all(
            [self._created(member, person) for member, person in kept]
        )
        invited = [member for member in members if member.invited_at]
        if order.inviting and invited:
            await invite_all(connection, invited, order.inviting, order.at)

    def _created(self, member: Member, person: ImportedPerson) -> Event:
        given = {"with_device": True} if person.totp else {}
        return Event.of_member(
            EventKind.member_created, member, self._order.at, imported=True, **given
        )

    def _remaining(self) -> list[Member]:
        return [each for each in self._members if each.id not in self._refused]

    def _pairs(self) -> list[tuple[Member, ImportedPerson]]:
        return list(zip(self._members, self._people, strict=True))

    def results(self) -> list[LineResult]:
        return [self._result(member, person) for member, person in self._pairs()]

    def _result(self, member: Member, person: ImportedPerson) -> LineResult:
        if why := self._refused.get(member.id):
            return refused(why)
        standing = standing_of(
            password=member.password_hash is not None,
            device=person.totp is not None,
            subject=person.external_id is not None,
            invited=member.invited_at is not None,
            disabled=False,
            code_required=self._order.account.two_step_required,
        )
        return LineResult(LineOutcome.created, standing=standing, member_id=member.id)


def _new_member(order: Import, person: ImportedPerson) -> Member:
    nowhere = person.password_hash is None and person.external_id is None
    return Member(
        id=uuid7(),
        account_id=order.account.id,
        email=person.email,
        name=person.name or "",
        role=person.role or Role.member,
        language=person.language or order.account.language,
        password_hash=person.password_hash,
        disabled_at=None,
        created_at=order.at,
        invited_at=order.at if order.inviting and nowhere else None,
    )


async def known_members(
    order: Import, people: Sequence[ImportedPerson]
) -> list[KnownMember | None]:
    """Who has the address of each, if anybody."""
    typed = [TypedAddress.read(person.email) for person in people]
    async with order.pool.acquire() as connection:
        found = ImportedMembers(connection)
        return await found.with_addresses(typed, order.client_id)


RACE = UniqueViolationError
"""Somebody else has inserted what a batch had not found: it is tried once more."""
