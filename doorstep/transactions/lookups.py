"""Look-ups of accounts, members, clients and flows by what an operator types."""

from contextlib import suppress
from dataclasses import replace
from uuid import UUID

from doorstep.db.accounts import Accounts
from doorstep.db.address_changes import AddressChange, AddressChanges
from doorstep.db.clients import Client, Clients
from doorstep.db.enrollments import Enrollment, Enrollments
from doorstep.db.groups import Group, Groups
from doorstep.db.invitations import Invitation, Invitations
from doorstep.db.logins import Login, Logins
from doorstep.db.member_search import folded
from doorstep.db.members import Member, Members
from doorstep.db.pool import Connection
from doorstep.db.recoveries import Recoveries, Recovery
from doorstep.db.roster_filter import RosterFilter
from doorstep.errors import InvalidInputError, NotFoundError
from doorstep.rules.addresses import TypedAddress


async def find_account(connection: Connection, account: UUID | str) -> UUID:
    """By id or name; raises InvalidInputError unless there is exactly one."""
    _check_text(str(account))
    named = await Accounts(connection).named(str(account))
    if len(named) > 1:
        raise InvalidInputError(f"Several accounts are named {account!r}. Use the id.")
    if named:
        return named[0]
    with suppress(ValueError):
        account_id = UUID(str(account))
        if await Accounts(connection).exists(account_id):
            return account_id
    raise NotFoundError("account", str(account))


async def find_client(connection: Connection, client_id: str) -> Client:
    """By id; raises NotFoundError."""
    _check_text(client_id)
    found = await Clients(connection).find(client_id)
    if found is None:
        raise NotFoundError("application", client_id)
    return found


async def find_flow(
    connection: Connection, named: str
) -> Login | Enrollment | Recovery | AddressChange | Invitation | None:
    """By its id, with or without its kind as in the workflow id: `enrollment/…`.

    A recovery for an address that nobody has is nobody's flow.
    """
    try:
        flow_id = UUID(named.rpartition("/")[2])
    except ValueError:
        return None
    setup = await Enrollments(connection).find(flow_id)
    flow = setup or await Logins(connection).find(flow_id)
    if flow is not None:
        return flow
    recovery = await Recoveries(connection).find(flow_id)
    if recovery is not None:
        return recovery if recovery.member_id else None
    address = await AddressChanges(connection).find(flow_id)
    return address or await Invitations(connection).find(flow_id)


async def find_member(connection: Connection, named: str) -> Member:
    """By id or address; raises NotFoundError."""
    _check_text(named)
    try:
        found = await Members(connection).find(UUID(named))
    except ValueError:
        found = await Members(connection).with_address(TypedAddress.read(named))
    if found is None:
        raise NotFoundError("member", named)
    return found


async def find_group(connection: Connection, account_id: UUID, named: str) -> Group:
    """Of the account, by name or id; raises NotFoundError."""
    _check_text(named)
    groups = Groups(connection)
    found = await groups.named(account_id, named)
    if found is None:
        with suppress(ValueError):
            found = await groups.find_in(account_id, UUID(named))
    if found is None:
        raise NotFoundError("group", named)
    return found


async def find_wanted(
    connection: Connection,
    account_id: UUID,
    wanted: RosterFilter,
    query: str | None,
    group: str | None,
) -> RosterFilter:
    """The filter with what stands in name or address, and a group by name or id."""
    if query:
        _check_text(query)
        text = await folded(connection, query)
        wanted = replace(wanted, text=text or None)
    if group is not None:
        found = await find_group(connection, account_id, group)
        wanted = replace(wanted, group_id=found.id)
    return wanted


def _check_text(typed: str) -> None:
    """Raise InvalidInputError for an argument that is not UTF-8 text."""
    try:
        typed.encode()
    except UnicodeEncodeError:
        raise InvalidInputError(f"{typed!r} is not text in UTF-8.") from None
