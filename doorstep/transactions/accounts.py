"""Changing what an account is called, asks for and looks like, and noting it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from pydantic import BaseModel, ConfigDict

from doorstep.db.accounts import Account, Accounts
from doorstep.db.event_reasons import EventReasons
from doorstep.db.events import Event, EventKind, Events
from doorstep.db.pool import Connection
from doorstep.rules.colours import ChosenColour
from doorstep.rules.people import Language, Name, ReasonText


class AccountFields(BaseModel):
    """What is to be otherwise: only the fields that are set count."""

    model_config = ConfigDict(frozen=True)

    name: Name = ""
    two_step_required: bool = False
    language: Language = Language.en
    colour: ChosenColour = None

    def of(self, before: Account) -> Account:
        given = {name: getattr(self, name) for name in self.model_fields_set}
        return replace(before, **given)


@dataclass(frozen=True)
class AccountChange:
    """Who makes it and when; without an actor it is an operator, who may say why."""

    connection: Connection
    at: datetime
    actor_id: UUID | None = None
    reason: ReasonText | None = None

    async def make(self, account_id: UUID, fields: AccountFields) -> Account:
        """Within the caller's transaction; what changes nothing is no event."""
        accounts = Accounts(self.connection)
        before = await accounts.lock(account_id)
        after = fields.of(before)
        if after != before:
            await accounts.update(after)
            await self._write(after, changed(before, after))
        return after

    async def _write(self, account: Account, detail: Mapping[str, bool]) -> None:
        event_id = await Events(self.connection).write(
            Event(
                EventKind.account_changed,
                account.id,
                self.at,
                actor_id=self.actor_id,
                detail=detail,
            )
        )
        if self.reason:
            await EventReasons(self.connection).insert(event_id, self.reason)


def changed(before: Account, after: Account) -> dict[str, bool]:
    """Which fields differ; of the switch its new position, which names nobody."""
    names = ("name", "two_step_required", "language", "colour")
    return {
        name: after.two_step_required if name == "two_step_required" else True
        for name in names
        if getattr(before, name) != getattr(after, name)
    }
