"""Changes to a member, within the transaction of whoever may make them."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from api.edge import bodies
from api.edge.problems import Problem
from api.texts.problems import ProblemKind
from doorstep.db.events import Event, EventKind, Events
from doorstep.db.members import Member, Members
from doorstep.db.pool import Connection
from doorstep.errors import LastAdministratorError
from doorstep.rules.people import Role
from doorstep.transactions.endings import sign_out_everywhere
from doorstep.transactions.members import keep_an_administrator


@dataclass(frozen=True)
class MemberChanges:
    """One member, locked after the account, being changed by one administrator."""

    connection: Connection
    actor_id: UUID
    member: Member
    at: datetime

    async def apply(self, change: bodies.MemberChange) -> list[UUID]:
        """Gives the running logins that a disabling ended, to be told."""
        fields = change.model_dump(exclude_unset=True)
        await self._keep_an_administrator(fields.get("role"), fields.get("disabled"))
        await Members(self.connection).change(
            self.member.id,
            name=fields.get("name"),
            role=fields.get("role"),
            language=fields.get("language"),
        )
        if changed := self._changed(change):
            await self._write(EventKind.member_changed, **changed)
        return await self._set_disabled(fields.get("disabled"))

    def _changed(self, change: bodies.MemberChange) -> dict[str, str | bool]:
        """Which fields will differ, with the new value where that names nobody."""
        given = change.model_fields_set & {"name", "role", "language"}
        return {
            field: True if field == "name" else str(getattr(change, field))
            for field in sorted(given)
            if getattr(change, field) != getattr(self.member, field)
        }

    async def _keep_an_administrator(
        self, role: Role | None, disabled: bool | None
    ) -> None:
        leaves = disabled is True or role is Role.member
        if not leaves:
            return
        try:
            await keep_an_administrator(self.connection, self.member)
        except LastAdministratorError:
            raise Problem(ProblemKind.last_administrator) from None

    async def _set_disabled(self, disabled: bool | None) -> list[UUID]:
        if disabled is None or disabled == (self.member.disabled_at is not None):
            return []
        await Members(self.connection).set_disabled(
            self.member.id, self.at if disabled else None
        )
        if not disabled:
            await self._write(EventKind.member_enabled)
            return []
        await self._write(EventKind.member_disabled)
        return await sign_out_everywhere(self.connection, self.member.id, self.at)

    async def _write(self, kind: EventKind, **detail: str | bool) -> None:
        event = Event.of_member(kind, self.member, self.at, **detail)
        await Events(self.connection).write(event.by(self.actor_id))
