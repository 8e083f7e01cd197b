"""Changes of an account: name, two-step verification, language, colour; audited."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from pydantic import BaseModel, ConfigDict

from doorstep.db.accounts import Account, Accounts
from doorstep.db.event_reasons import EventReasons
from doorstep.db.events import Event, EventKind, Events
from doorstep.db.pool import Pool
from doorstep.rules.colours import ChosenColour
from doorstep.rules.people import Language, Name, ReasonText


class AccountFields(BaseModel):
    """The fields to change: only those that are set count."""

    model_config = ConfigDict(frozen=True)

    name: Name = ""
    two_step_required: bool = False
    language: Language = Language.en
    colour: ChosenColour = None

    def of(self, before: Account) -> Account:
        given = {name: getattr(self, name) for name in self.model_fields_set}
        return replace(before, **given)


@dataclass(frozen=True)
class ChangedAccount:
    """The account after the change; `detail` is that of its audit event."""

    account: Account
    detail: Mapping[str, bool]


async def change_account(
    pool: Pool,
    account_id: UUID,
    fields: AccountFields,
    at: datetime,
    *,
    actor_id: UUID | None = None,
    reason: ReasonText | None = None,
) -> ChangedAccount:
    """Change it and write an audit event, unless nothing differs.

    Without `actor_id` it is an operator, who may give a reason.
    """
    async with pool.acquire() as connection, connection.transaction():
        before = await Accounts(connection).lock(account_id)
        after = fields.of(before)
        changed = ChangedAccount(after, _differences(before, after))
        if after == before:
            return changed
        await Accounts(connection).update(after)
        kind = EventKind.account_changed
        event = Event(kind, account_id, at, detail=changed.detail).by(actor_id)
        event_id = await Events(connection).write(event)
        if reason:
            await EventReasons(connection).insert(event_id, reason)
    return changed


def _differences(before: Account, after: Account) -> dict[str, bool]:
    """Which fields differ; for `two_step_required` its new value."""
    names = ("name", "two_step_required", "language", "colour")
    return {
        name: after.two_step_required if name == "two_step_required" else True
        for name in names
        if getattr(before, name) != getattr(after, name)
    }
