"""Creating and changing accounts and members for an operator, with validated input.

Invalid input raises InvalidInputError with a sentence for the operator.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import TypeVar
from uuid import UUID

from pydantic import BaseModel, ValidationError
from uuid_utils.compat import uuid7

from doorstep.db.accounts import Accounts
from doorstep.db.events import Event, EventKind, Events
from doorstep.db.members import Member
from doorstep.db.pool import Pool
from doorstep.errors import InvalidInputError, in_words
from doorstep.messages.flows import InvitationStart
from doorstep.rules.colours import ChosenColour
from doorstep.rules.hash_cost import USUAL_COST, HashCost
from doorstep.rules.password_strength import PasswordRules, Weakness
from doorstep.rules.passwords import Passwords
from doorstep.rules.people import (
    EmailAddress,
    Language,
    Name,
    Password,
    ReasonText,
    Role,
)
from doorstep.rules.time_limits import USUAL
from doorstep.transactions import accounts, member_changes
from doorstep.transactions.accounts import AccountFields, ChangedAccount
from doorstep.transactions.address_changes import NewAddress
from doorstep.transactions.invitations import Inviting, create_invited
from doorstep.transactions.lookups import find_account, find_member
from doorstep.transactions.member_changes import MemberChange, MemberChanged
from doorstep.transactions.members import MemberFields, add_member

_Model = TypeVar("_Model", bound=BaseModel)


class _ReasonInput(BaseModel):
    reason: ReasonText | None


class _AddressInput(BaseModel):
    email: EmailAddress


class _NewPassword(BaseModel):
    password: Password


_WEAK = {
    Weakness.too_short: "The password must have {fewest} characters or more.",
    Weakness.personal: "The password must not contain a word of the name, the address, "
    "the account or Doorstep.",
    Weakness.common: "The password is on the lists that attackers try first.",
}


class _NewAccount(BaseModel):
    name: Name
    language: Language
    colour: ChosenColour


class _NewGroup(BaseModel):
    name: Name


def checked_name(name: str) -> str:
    """Of a group."""
    return _validated(_NewGroup, {"name": name}).name


async def create_account(
    pool: Pool,
    *,
    name: str,
    admin_email: str,
    admin_name: str,
    password: str,
    language: str = "en",
    colour: str | None = None,
    at: datetime,
    cost: HashCost = USUAL_COST,
) -> UUID:
    """Create an account with its first administrator; returns the account's id.

    `language` is that of both. A new account requires no code yet, so the password has
    to do alone.
    """
    given = {"name": name, "language": language, "colour": colour}
    new = _validated(_NewAccount, given)
    admin = _member_fields(admin_email, admin_name, Role.admin, language)
    rules = PasswordRules.of(admin.email, admin.name, new.name, code_required=False)
    password_hash = await _hashed(password, rules, cost)
    account_id = uuid7()
    async with pool.acquire() as connection, connection.transaction():
        await accounts.claim_name(connection, new.name)
        await Accounts(connection).insert(
            account_id, new.name, at, new.language, new.colour
        )
        await Events(connection).write(Event(EventKind.account_created, account_id, at))
        await add_member(connection, account_id, admin, password_hash, at=at)
    return account_id


async def create_member(
    pool: Pool,
    *,
    account: UUID | str,
    email: str,
    name: str,
    role: str,
    language: str,
    password: str,
    at: datetime,
    cost: HashCost = USUAL_COST,
) -> UUID:
    """Create a member of the account with this id or name; returns the member's id."""
    fields = _member_fields(email, name, role, language)
    async with pool.acquire() as connection:
        account_id = await find_account(connection, account)
        rules = (await Accounts(connection).get(account_id)).password_rules(
            fields.email, fields.name
        )
    password_hash = await _hashed(password, rules, cost)
    async with pool.acquire() as connection, connection.transaction():
        return await add_member(connection, account_id, fields, password_hash, at=at)


async def create_invited_member(
    pool: Pool,
    *,
    account: UUID | str,
    email: str,
    name: str,
    role: str,
    language: str,
    inviting: Inviting,
    at: datetime,
) -> InvitationStart:
    """Create a member who chooses the password; returns what is to be started."""
    fields = _member_fields(email, name, role, language)
    async with pool.acquire() as connection:
        account_id = await find_account(connection, account)
    return await create_invited(pool, account_id, fields, inviting, at=at)


async def change_account(
    pool: Pool,
    account: UUID | str,
    *,
    values: Mapping[str, str | None],
    reason: str | None = None,
    at: datetime,
) -> list[str]:
    """Change `name`, `language` or `colour`; returns which of them differ now.

    The colour None is Doorstep's own.
    """
    fields = _validated(AccountFields, values)
    given = _validated(_ReasonInput, {"reason": reason}).reason
    async with pool.acquire() as connection:
        account_id = await find_account(connection, account)
    changed = await accounts.change_account(pool, account_id, fields, at, reason=given)
    return sorted(set(values) & set(changed.detail))


async def require_two_step(
    pool: Pool, account: UUID | str, *, required: bool, reason: str, at: datetime
) -> ChangedAccount:
    """Switch the requirement of two-step verification."""
    given = _validated(_ReasonInput, {"reason": reason}).reason
    fields = AccountFields(two_step_required=required)
    async with pool.acquire() as connection:
        account_id = await find_account(connection, account)
    return await accounts.change_account(pool, account_id, fields, at, reason=given)


async def change_member(
    pool: Pool,
    named: str,
    *,
    values: Mapping[str, object],
    reason: str | None = None,
    at: datetime,
    address: NewAddress | None = None,
) -> MemberChanged:
    """Change `name`, `role`, `language` or `disabled` of the member with this address
    or id, or begin a change of the address. Raises the same as the one below.
    """
    change = _validated(MemberChange, values)
    given = _validated(_ReasonInput, {"reason": reason}).reason
    async with pool.acquire() as connection:
        member = await find_member(connection, named)
    return await member_changes.change_member(
        pool, member.account_id, member.id, change, at=at, reason=given, address=address
    )


def valid_address(email: str) -> str:
    return _validated(_AddressInput, {"email": email}).email


async def new_password_hash(
    pool: Pool, member: Member, password: str, cost: HashCost = USUAL_COST
) -> str:
    """The hash of a new password of the member."""
    async with pool.acquire() as connection:
        account = await Accounts(connection).get(member.account_id)
    rules = account.password_rules(member.email, member.name)
    return await _hashed(password, rules, cost)


def _member_fields(email: str, name: str, role: str, language: str) -> MemberFields:
    given = {"email": email, "name": name, "role": role, "language": language}
    return _validated(MemberFields, given)


def _validated(model: type[_Model], values: Mapping[str, object]) -> _Model:
    try:
        return model.model_validate(values)
    except ValidationError as error:
        problem = error.errors(include_url=False, include_input=False)[0]
        field = str(problem["loc"][0])
        raise InvalidInputError(f"{_field(field)} {in_words(problem)}.") from None


def _field(name: str) -> str:
    return {"email": "The email address"}.get(name, f"The {name}")


async def _hashed(password: str, rules: PasswordRules, cost: HashCost) -> str:
    """Raises InvalidInputError for a weak one."""
    _validated(_NewPassword, {"password": password})
    if weakness := rules.weakness(password):
        raise InvalidInputError(_WEAK[weakness].format(fewest=rules.fewest))
    passwords = Passwords(USUAL, cost=cost)
    try:
        return await passwords.hash(password)
    finally:
        passwords.close()
