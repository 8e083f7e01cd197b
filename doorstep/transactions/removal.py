"""The deletion of logins with all that belongs to them, except the audit trail."""

from uuid import UUID

from doorstep.db.answers import Answers
from doorstep.db.authorization_requests import AuthorizationRequests
from doorstep.db.devices import Devices
from doorstep.db.emails import Emails
from doorstep.db.enrollments import Enrollments
from doorstep.db.old_logins import OldLogins
from doorstep.db.old_sessions import OldSessions
from doorstep.db.pool import Connection


async def remove_logins(connection: Connection, login_ids: list[UUID]) -> None:
    """With sessions, setups, mails, devices, kept answers and requests of clients, in
    one transaction.
    """
    await OldSessions(connection).delete_of_logins(login_ids)
    await AuthorizationRequests(connection).delete_of_logins(login_ids)
    await Answers(connection).delete_of_logins(login_ids)
    await Emails(connection).delete_of_logins(login_ids)
    await Devices(connection).delete_of_logins(login_ids)
    await Enrollments(connection).delete_of_logins(login_ids)
    await OldLogins(connection).delete(login_ids)
