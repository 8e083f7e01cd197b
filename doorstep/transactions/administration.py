"""Accounts and members are made here, for the Admin Center and the command line."""

from collections.abc import Mapping
from datetime import datetime
from typing import TypeVar
from uuid import UUID

from pydantic import BaseModel, ConfigDict, ValidationError
from uuid_utils.compat import uuid7

from doorstep.db.accounts import Accounts
from doorstep.db.enrollments import Enrollment, Enrollments
from doorstep.db.events import Event, EventKind, Events
from doorstep.db.logins import Login, Logins
from doorstep.db.members import Member, Members
from doorstep.db.pool import Connection, Pool
from doorstep.errors import AddressTakenError, InvalidInputError, in_words
from doorstep.rules.addresses import TypedAddress
from doorstep.rules.colours import ChosenColour
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
from doorstep.transactions.accounts import AccountChange, AccountFields, changed

_Model = TypeVar("_Model", bound=BaseModel)


class MemberFields(BaseModel):
    """Who is to become a member."""

    model_config = ConfigDict(frozen=True)

    email: EmailAddress
    name: Name
    role: Role
    language: Language
    password: Password


class _Why(BaseModel):
    reason: ReasonText | None


class _NewPassword(BaseModel):
    password: Password


class _New(BaseModel):
    name: Name
    language: Language
    colour: ChosenColour


async def add_member(
    connection: Connection,
    account_id: UUID,
    person: MemberFields,
    password_hash: str,
    *,
    at: datetime,
    actor_id: UUID | None = None,
) -> UUID:
    """Insert within the caller's transaction; AddressTakenError where it is taken."""
    member = Member(
        id=uuid7(),
        account_id=account_id,
        email=person.email,
        name=person.name,
        role=person.role,
        language=person.language,
        password_hash=password_hash,
        disabled_at=None,
        created_at=at,
    )
    if not await Members(connection).insert(member):
        raise AddressTakenError("The address belongs to another member.")
    created = Event.of_member(EventKind.member_created, member, at)
    await Events(connection).write(created.by(actor_id))
    return member.id


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
) -> UUID:
    """An account with its first administrator; gives the account's id.

    `language` is that of both. Raises InvalidInputError for what does not fit.
    """
    new = _validated(_New, {"name": name, "language": language, "colour": colour})
    admin = _person(admin_email, admin_name, Role.admin, language, password)
    password_hash = await _hashed(password)
    account_id = uuid7()
    async with pool.acquire() as connection, connection.transaction():
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
) -> UUID:
    """A member of an account that is named by id or by its name; gives the id."""
    person = _person(email, name, role, language, password)
    password_hash = await _hashed(password)
    async with pool.acquire() as connection, connection.transaction():
        account_id = await find_account(connection, account)
        return await add_member(connection, account_id, person, password_hash, at=at)


async def change_account(
    pool: Pool,
    account: UUID | str,
    *,
    values: Mapping[str, str | None],
    reason: str | None = None,
    at: datetime,
) -> list[str]:
    """By an operator: `name`, `language` or `colour`; gives which of them differ now.

    The colour None is Doorstep's own. Raises InvalidInputError for what does not fit.
    """
    fields = _validated(AccountFields, values)
    given = _validated(_Why, {"reason": reason}).reason
    async with pool.acquire() as connection, connection.transaction():
        account_id = await find_account(connection, account)
        before = await Accounts(connection).lock(account_id)
        change = AccountChange(connection, at, reason=given)
        return sorted(changed(before, await change.make(account_id, fields)))


async def new_password_hash(password: str) -> str:
    """InvalidInputError for a password that nobody may have."""
    new = _validated(_NewPassword, {"password": password})
    return await _hashed(new.password)


async def find_account(connection: Connection, account: UUID | str) -> UUID:
    """Its id, from the id or the name; InvalidInputError where that is not one."""
    _check_text(str(account))
    named = await Accounts(connection).named(str(account))
    if len(named) > 1:
        raise InvalidInputError(f"Several accounts are named {account!r}: give the id.")
    if named:
        return named[0]
    by_id = await Accounts(connection).with_id(str(account))
    if by_id is None:
        raise InvalidInputError(f"There is no account {account!r}.")
    return by_id


async def find_flow(connection: Connection, named: str) -> Login | Enrollment | None:
    """By its id, which may carry its kind as in Temporal UI: `enrollment/…`."""
    try:
        flow_id = UUID(named.rpartition("/")[2])
    except ValueError:
        return None
    setup = await Enrollments(connection).find(flow_id)
    return setup or await Logins(connection).find(flow_id)


async def find_member(connection: Connection, named: str) -> Member:
    """By id or address; InvalidInputError where there is none."""
    _check_text(named)
    try:
        found = await Members(connection).find(UUID(named))
    except ValueError:
        found = await Members(connection).with_address(TypedAddress.read(named))
    if found is None:
        raise InvalidInputError(f"There is no member {named!r}.")
    return found


def _check_text(typed: str) -> None:
    """A command line's argument may be any bytes: no name of ours is no text."""
    try:
        typed.encode()
    except UnicodeEncodeError:
        raise InvalidInputError(f"{typed!r} is no text in UTF-8.") from None


def _person(
    email: str, name: str, role: str, language: str, password: str
) -> MemberFields:
    return _validated(
        MemberFields,
        {
            "email": email,
            "name": name,
            "role": role,
            "language": language,
            "password": password,
        },
    )


def _validated(model: type[_Model], values: Mapping[str, str | None]) -> _Model:
    try:
        return model.model_validate(values)
    except ValidationError as error:
        problem = error.errors(include_url=False, include_input=False)[0]
        field = ".".join(map(str, problem["loc"]))
        raise InvalidInputError(f"{field}: {in_words(problem)}") from None


async def _hashed(password: str) -> str:
    passwords = Passwords(USUAL)
    try:
        return await passwords.hash(password)
    finally:
        passwords.close()
