"""What concerns a member and the account at once, in the caller's transaction."""

from uuid import UUID

from doorstep.db.accounts import Accounts
from doorstep.db.members import Member, Members
from doorstep.db.pool import Connection
from doorstep.errors import LastAdministratorError
from doorstep.rules.people import Role


async def lock_member_in_account(
    connection: Connection, account_id: UUID, member_id: UUID
) -> Member | None:
    """Lock the account, then its member; None in another account."""
    await Accounts(connection).lock(account_id)
    return await Members(connection).lock_in(account_id, member_id)


async def keep_an_administrator(connection: Connection, leaving: Member) -> None:
    """Raises LastAdministratorError where the account would be without one.

    `leaving` is about to be disabled, demoted or erased, with the account locked.
    """
    if leaving.role is not Role.admin or leaving.disabled_at is not None:
        return
    members = Members(connection)
    if not await members.another_enabled_admin(leaving.account_id, leaving.id):
        raise LastAdministratorError("The member is the account's last administrator.")
