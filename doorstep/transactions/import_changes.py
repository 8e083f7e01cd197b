"""What a line of an import changes of a member who is there already.

What the member has set since is theirs: a password and an authenticator of the import
are replaced until they were used here, and nothing that was reset is brought back.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from doorstep.db.devices import Devices, DeviceStatus
from doorstep.db.events import Event, EventKind, Events
from doorstep.db.imported_members import ImportedMembers, KnownMember
from doorstep.db.members import Members
from doorstep.db.pool import Connection
from doorstep.db.subjects import Subjects
from doorstep.errors import LastAdministratorError, MemberGone
from doorstep.rules.imported_people import ImportedPerson, LineOutcome
from doorstep.rules.seal import KeyRing, Purpose
from doorstep.rules.totp_secrets import AppSecret
from doorstep.transactions.invitations import Inviting, invite
from doorstep.transactions.member_changes import MemberChange, apply_change
from doorstep.transactions.member_import import (
    ADDRESS_TAKEN,
    BEING_ERASED,
    NAME_MISSING,
    NAME_TAKEN,
    RACE,
    Import,
    LineResult,
    create_members,
    known_members,
    refused,
)
from doorstep.transactions.members import lock_member_in_account


@dataclass(frozen=True)
class _Changes:
    """What differs and may be changed."""

    fields: MemberChange
    password_hash: str | None
    app_secret: AppSecret | None
    external_id: str | None
    inviting: Inviting | None

    @property
    def some(self) -> bool:
        return self != _NONE


_NONE = _Changes(MemberChange(), None, None, None, None)


async def import_batch(
    order: Import, people: Sequence[ImportedPerson]
) -> list[LineResult]:
    """One result for each person, whose addresses all differ."""
    try:
        return await _imported(order, people)
    except RACE:
        return await _imported(order, people)


async def _imported(
    order: Import, people: Sequence[ImportedPerson]
) -> list[LineResult]:
    known = await known_members(order, people)
    pairs = list(zip(people, known, strict=True))
    new = [person for person, found in pairs if found is None and person.name]
    created = iter(await create_members(order, new) if new else ())
    return [
        await _of_known(order, found, person)
        if found
        else next(created)
        if person.name
        else refused(NAME_MISSING)
        for person, found in pairs
    ]


async def _of_known(
    order: Import, known: KnownMember, person: ImportedPerson
) -> LineResult:
    if known.member.account_id != order.account.id:
        return refused(ADDRESS_TAKEN)
    if known.erasing:
        return refused(BEING_ERASED)
    if known.external_id and person.external_id not in (None, known.external_id):
        return refused("external_id differs from the one that the application has")
    if not _changes(known, person, order).some:
        return _result(LineOutcome.same, order, known)
    return await _changed(order, known, person)


async def _changed(
    order: Import, known: KnownMember, person: ImportedPerson
) -> LineResult:
    try:
        async with order.transaction() as connection:
            return await _Changing(connection, order, person).change(known)
    except LastAdministratorError:
        return refused("the member is the account's last administrator")
    except MemberGone:
        return refused(BEING_ERASED)


@dataclass(frozen=True)
class _Changing:
    connection: Connection
    order: Import
    person: ImportedPerson

    async def change(self, before: KnownMember) -> LineResult:
        """Decided again with account and member locked."""
        order, imported = self.order, ImportedMembers(self.connection)
        member_id = before.member.id
        await lock_member_in_account(self.connection, order.account.id, member_id)
        known = await imported.get(member_id, order.client_id)
        if known is None or known.erasing:
            return refused(BEING_ERASED)
        changes = _changes(known, self.person, order)
        if changes.external_id and not await self._named(known, changes.external_id):
            return refused(NAME_TAKEN)
        await apply_change(self.connection, known.member, changes.fields, at=order.at)
        if changes.password_hash:
            await self._set_password(known, changes.password_hash)
        if changes.app_secret:
            await self._set_device(known, changes.app_secret)
        if changes.inviting:
            at = order.at
            await invite(self.connection, known.member, changes.inviting, at=at)
        now = await imported.get(member_id, order.client_id)
        outcome = LineOutcome.changed if changes.some else LineOutcome.same
        return _result(outcome, order, now or known)

    async def _named(self, known: KnownMember, external_id: str) -> bool:
        """False where the client calls somebody else so."""
        subjects = Subjects(self.connection, str(self.order.client_id))
        await subjects.lock(external_id)
        if await subjects.member_id(external_id):
            return False
        await subjects.insert(external_id, known.member.id, self.order.at)
        return True

    async def _set_password(self, known: KnownMember, password_hash: str) -> None:
        members, imported = Members(self.connection), ImportedMembers(self.connection)
        await members.set_password(known.member.id, password_hash)
        member = replace(known.member, password_hash=password_hash)
        await imported.put([member], self.order.at)
        await self._note(EventKind.password_changed, known)

    async def _set_device(self, known: KnownMember, given: AppSecret) -> None:
        member_id, at = known.member.id, self.order.at
        replaced = await Devices(self.connection).retire_active(
            member_id, DeviceStatus.replaced, at
        )
        device = self.order.device(member_id, given)
        await ImportedMembers(self.connection).insert_devices([device], at)
        kind = EventKind.device_replaced if replaced else EventKind.device_added
        await self._note(kind, known)

    async def _note(self, kind: EventKind, known: KnownMember) -> None:
        event = Event.of_member(kind, known.member, self.order.at, imported=True)
        await Events(self.connection).write(event)


def _changes(known: KnownMember, person: ImportedPerson, order: Import) -> _Changes:
    member = known.member
    given = {"name": person.name, "role": person.role}
    if not known.chose_language:
        given["language"] = person.language
    differing = {
        field: value
        for field, value in given.items()
        if value is not None and value != getattr(member, field)
    }
    named = person.external_id if known.external_id is None else None
    return _Changes(
        MemberChange.model_validate(differing),
        person.password_hash if _takes_password(known, person) else None,
        person.totp if _takes_device(known, person, order.ring) else None,
        named,
        order.inviting if _may_be_invited(known, person) else None,
    )


def _may_be_invited(known: KnownMember, person: ImportedPerson) -> bool:
    """Once: what became of an invitation is up to who sent it."""
    given = (person.password_hash, person.external_id)
    enabled = known.member.disabled_at is None
    return known.never_invited and enabled and given == (None, None)


def _takes_password(known: KnownMember, person: ImportedPerson) -> bool:
    stored = known.member.password_hash
    if person.password_hash in (None, stored):
        return False
    return stored is None or (known.has_imported_password and not known.came)


def _takes_device(known: KnownMember, person: ImportedPerson, ring: KeyRing) -> bool:
    device = known.device
    if person.totp is None:
        return False
    if device is None:
        return not known.had_device
    if device.enrollment_id is not None or device.last_used_at or known.came:
        return False
    secret = ring.open(Purpose.totp, device.sealed_secret, str(device.id))
    return AppSecret(secret, device.totp) != person.totp


def _result(outcome: LineOutcome, order: Import, known: KnownMember) -> LineResult:
    standing = order.standing(known)
    return LineResult(outcome, standing=standing, member_id=known.member.id)
