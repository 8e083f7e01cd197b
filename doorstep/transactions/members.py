"""Creating members, and locking one with its account."""

from datetime import datetime
from uuid import UUID

from pydantic import BaseModel, ConfigDict
from uuid_utils.compat import uuid7

from doorstep.db.accounts import Accounts
from doorstep.db.actors import OPERATOR, Actor
from doorstep.db.events import Event, EventKind, Events
from doorstep.db.members import Member, Members
from doorstep.db.pool import Connection, Pool
from doorstep.errors import AddressTakenError, MemberGone
from doorstep.rules.people import EmailAddress, Language, Name, Role


class MemberFields(BaseModel):
    """The values of a new member."""

    model_config = ConfigDict(frozen=True, defer_build=True)

    email: EmailAddress
    name: Name
    role: Role
    language: Language


async def create_member(
    pool: Pool,
    account_id: UUID,
    fields: MemberFields,
    password_hash: str,
    *,
    at: datetime,
    by: Actor,
) -> UUID:
    """For an administrator; returns the id. Raises AddressTakenError."""
    async with pool.acquire() as connection, connection.transaction():
        return await add_member(
            connection, account_id, fields, password_hash, at=at, by=by
        )


async def add_member(
    connection: Connection,
    account_id: UUID,
    fields: MemberFields,
    password_hash: str | None,
    *,
    at: datetime,
    by: Actor = OPERATOR,
) -> UUID:
    """Insert within the caller's transaction, without a password for one who is to be
    invited. Raises AddressTakenError.
    """
    member = Member(
        id=uuid7(),
        account_id=account_id,
        email=fields.email,
        name=fields.name,
        role=fields.role,
        language=fields.language,
        password_hash=password_hash,
        disabled_at=None,
        created_at=at,
    )
    if not await Members(connection).insert(member):
        raise AddressTakenError
    created = Event.of_member(EventKind.member_created, member, at)
    await Events(connection).write(created.by(by))
    return member.id


async def lock_member_in_account(
    connection: Connection, account_id: UUID, member_id: UUID
) -> Member:
    """Lock the account, then the member. Raises MemberGone if it has no such member."""
    await Accounts(connection).lock(account_id)
    member = await Members(connection).lock_in(account_id, member_id)
    if member is None:
        raise MemberGone("The member has been erased.")
    return member
