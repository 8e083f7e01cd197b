"""Changes of an account: name, two-step verification, language, colour; audited."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from pydantic import BaseModel, ConfigDict

from doorstep.db.accounts import Account, Accounts
from doorstep.db.event_reasons import EventReasons
from doorstep.db.events import Event, EventKind, Events
from doorstep.db.pool import Connection, Pool
from doorstep.errors import InvalidInputError
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

    Without `actor_id` it is an operator, who may give a reason, and no name that
    another account has (InvalidInputError): administrators learn of no other account.
    """
    async with pool.acquire() as connection, connection.transaction():
        if actor_id is None and "name" in fields.model_fields_set:
            await claim_name(connection, fields.name, account_id)
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


async def claim_name(
    connection: Connection, name: str, account_id: UUID | None = None
) -> None:
    """Raises InvalidInputError if another account has the name."""
    if not await Accounts(connection).claim_name(name, account_id):
        raise InvalidInputError(f"There is already an account named {name!r}.")


def _differences(before: Account, after: Account) -> dict[str, bool]:
    """Which fields differ; for `two_step_required` its new value."""
    names = ("name", "two_step_required", "language", "colour")
    return {
        name: after.two_step_required if name == "two_step_required" else True
        for name in names
        if getattr(before, name) != getattr(after, name)
    }
