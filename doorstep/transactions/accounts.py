"""Changes of an account: name, two-step verification, language, colour; audited."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from pydantic import BaseModel, ConfigDict

from doorstep.db.accounts import Account, Accounts
from doorstep.db.actors import OPERATOR, Actor
from doorstep.db.event_names import EventNames
from doorstep.db.event_reasons import EventReasons
from doorstep.db.events import DetailValue, Event, EventKind, Events
from doorstep.db.members import Members
from doorstep.db.notices import NoticeKind
from doorstep.db.pool import Connection, Pool
from doorstep.errors import NameTakenError, StepUpNeeded
from doorstep.messages.flows import NoticeStart
from doorstep.rules.colours import ChosenColour
from doorstep.rules.people import Language, Name, ReasonText
from doorstep.transactions.notices import add_notice


class AccountFields(BaseModel):
    """The fields to change: only those that are set count."""

    model_config = ConfigDict(frozen=True, defer_build=True)

    name: Name = ""
    two_step_required: bool = False
    language: Language = Language.en
    colour: ChosenColour = None

    def of(self, before: Account) -> Account:
        given = {name: getattr(self, name) for name in self.model_fields_set}
        return replace(before, **given)


@dataclass(frozen=True)
class ChangedAccount:
    """The account after the change; `detail` is that of its audit event, `notices` are
    to be started after the commit.
    """

    account: Account
    detail: Mapping[str, DetailValue]
    notices: tuple[NoticeStart, ...] = ()


async def change_account(
    pool: Pool,
    account_id: UUID,
    fields: AccountFields,
    at: datetime,
    *,
    by: Actor = OPERATOR,
    reason: ReasonText | None = None,
) -> ChangedAccount:
    """Change it and write an audit event, unless nothing differs.

    An operator may give no name that another account has (NameTakenError):
    administrators learn of no other account. Raises StepUpNeeded.
    """
    async with pool.acquire() as connection, connection.transaction():
        if by == OPERATOR and "name" in fields.model_fields_set:
            await claim_name(connection, fields.name, account_id)
        before = await Accounts(connection).lock(account_id)
        return await _change(connection, before, fields, at, by=by, reason=reason)


async def _change(
    connection: Connection,
    before: Account,
    fields: AccountFields,
    at: datetime,
    *,
    by: Actor,
    reason: ReasonText | None,
) -> ChangedAccount:
    """The account is locked.

    Where two-step verification is required no longer, each administrator is notified.
    """
    after = fields.of(before)
    detail = _differences(before, after)
    if after == before:
        return ChangedAccount(after, detail)
    if "two_step_required" in detail and not by.stepped_up:
        raise StepUpNeeded
    await Accounts(connection).update(after)
    kind = EventKind.account_changed
    event = Event(kind, before.id, at, login_id=by.login_id, detail=detail)
    event_id = await Events(connection).write(event.by(by))
    if after.name != before.name:
        await EventNames(connection).insert(event_id, before.name, after.name)
    if reason:
        await EventReasons(connection).insert(event_id, reason)
    if after.two_step_required or not before.two_step_required:
        return ChangedAccount(after, detail)
    notices = [
        await add_notice(connection, NoticeKind.requirement_off, admin, at, by.login_id)
        for admin in await Members(connection).enabled_admins(before.id)
    ]
    return ChangedAccount(after, detail, tuple(notices))


async def claim_name(
    connection: Connection, name: str, account_id: UUID | None = None
) -> None:
    """Raises NameTakenError if another account has it."""
    if not await Accounts(connection).claim_name(name, account_id):
        raise NameTakenError(name)


def _differences(before: Account, after: Account) -> dict[str, DetailValue]:
    """Which fields differ; for `two_step_required` its new value.

    For language and colour what they were and are, as `language_from`, `language_to`.
    """
    names = ("name", "two_step_required", "language", "colour")
    differ = [name for name in names if getattr(before, name) != getattr(after, name)]
    detail: dict[str, DetailValue] = {
        name: after.two_step_required if name == "two_step_required" else True
        for name in differ
    }
    for name in {"language", "colour"}.intersection(differ):
        detail[f"{name}_from"] = str(getattr(before, name) or "none")
        detail[f"{name}_to"] = str(getattr(after, name) or "none")
    return detail
