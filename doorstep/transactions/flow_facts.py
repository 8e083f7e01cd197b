"""The rows that a page of a login shows, each read once and all on one connection."""

from dataclasses import dataclass
from datetime import datetime
from typing import Self
from uuid import UUID

from doorstep.db.accounts import Account, Accounts
from doorstep.db.authorization_facts import Asking, RequestsWithFacts
from doorstep.db.devices import Device
from doorstep.db.emails import Email
from doorstep.db.enrollment_facts import SetupRows
from doorstep.db.enrollments import Enrollment
from doorstep.db.login_facts import LoginFacts
from doorstep.db.logins import Login
from doorstep.db.members import Member, Members
from doorstep.db.pool import Connection
from doorstep.rules.stages import is_client
from doorstep.transactions.email_budget import EmailBudget, setups_at


@dataclass(frozen=True)
class SetupFacts:
    """A setup, its newest mail, and what its member may still spend on codes.

    `pending` is the device whose secret it shows.
    """

    row: Enrollment
    member: Member
    account: Account
    email: Email
    budget: EmailBudget
    pending: Device | None

    @classmethod
    def of(cls, rows: SetupRows) -> Self:
        return cls(
            rows.row,
            rows.member,
            rows.account,
            rows.email,
            EmailBudget.of(rows.spent, rows.row.policy.enrollment),
            rows.pending,
        )


@dataclass(frozen=True)
class FlowFacts:
    """A login and its owner.

    `device` is the authenticator whose codes it takes, `setup` the setup it is in,
    `asking` the client that it is for.
    """

    row: Login
    member: Member
    account: Account
    device: Device | None
    setup: SetupFacts | None
    asking: Asking | None = None


async def owner_of(connection: Connection, login: Login) -> tuple[Member, Account]:
    member = await Members(connection).get(login.member_id)
    return member, await Accounts(connection).get(login.account_id)


async def flow_facts(
    connection: Connection, found: LoginFacts, at: datetime
) -> FlowFacts:
    login = found.login
    member, account = await owner_of(connection, login)
    running = login.running_setup(at)
    setup = await setup_facts(connection, running.id, at) if running else None
    asking = None
    if is_client(login.application):
        asking = await RequestsWithFacts(connection).asking(login.id)
    return FlowFacts(login, member, account, found.device, setup, asking)


async def setup_facts(
    connection: Connection, enrollment_id: UUID, at: datetime
) -> SetupFacts:
    return SetupFacts.of(await setups_at(connection, at).get(enrollment_id))
