"""The rows of a member who is being erased, once no flow runs."""

from doorstep.db.address_changes import AddressChanges
from doorstep.db.attempts import Attempts
from doorstep.db.erasures import Erasures
from doorstep.db.event_names import EventNames
from doorstep.db.event_reasons import EventReasons
from doorstep.db.events import EventKind
from doorstep.db.group_members import GroupMembers
from doorstep.db.imported_members import ImportedMembers
from doorstep.db.invitations import Invitations
from doorstep.db.members import Members
from doorstep.db.notices import Notices
from doorstep.db.old_logins import OldLogins
from doorstep.db.old_recoveries import OldRecoveries
from doorstep.rules.addresses import TypedAddress
from doorstep.transactions.interventions import Intervention
from doorstep.transactions.removal import remove_logins


async def erase(act: Intervention) -> None:
    """Delete everything but the id and the audit trail."""
    connection, member_id = act.connection, act.member.id
    logins = await OldLogins(connection).lock_all_of(member_id)
    await remove_logins(connection, logins)
    await ImportedMembers(connection).delete(member_id)
    key = TypedAddress.read(act.member.email).digest
    await OldRecoveries(connection).delete_of_address(member_id, key)
    await AddressChanges(connection).delete_of_address(member_id, key)
    await Invitations(connection).delete_of_address(member_id, key)
    await Attempts(connection).delete_of_member(member_id)
    await Notices(connection).delete_of_member(member_id)
    await EventReasons(connection).delete_of_member(member_id)
    await EventNames(connection).delete_of_member(member_id)
    await GroupMembers(connection).delete_of_member(member_id)
    await Members(connection).erase(member_id)
    await Erasures(connection).delete(member_id)
    await act.note(EventKind.member_erased)
