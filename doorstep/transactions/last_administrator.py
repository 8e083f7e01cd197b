"""The rule that an account keeps an administrator, whoever changes its members."""

from doorstep.db.members import Member, Members
from doorstep.db.pool import Connection
from doorstep.errors import LastAdministratorError
from doorstep.rules.people import Role


async def keep_an_administrator(connection: Connection, leaving: Member) -> None:
    """Raises LastAdministratorError if the account would have no administrator.

    `leaving` is about to be disabled, demoted or erased, with the account locked.
    """
    if leaving.role is not Role.admin or leaving.disabled_at is not None:
        return
    members = Members(connection)
    if not await members.another_enabled_admin(leaving.account_id, leaving.id):
        raise LastAdministratorError
