"""The rows that a page of a login shows, each read once and all on one connection."""

from dataclasses import dataclass
from datetime import datetime

from doorstep.db.accounts import Account, Accounts
from doorstep.db.devices import Device, Devices
from doorstep.db.emails import Email
from doorstep.db.enrollments import Enrollment, Enrollments
from doorstep.db.login_facts import LoginFacts
from doorstep.db.logins import Login
from doorstep.db.members import Member, Members
from doorstep.db.pool import Connection
from doorstep.transactions.email_budget import EmailBudget, newest_email


@dataclass(frozen=True)
class SetupFacts:
    """A setup, its newest mail, and what its member may still spend on codes."""

    row: Enrollment
    member: Member
    email: Email
    budget: EmailBudget


@dataclass(frozen=True)
class FlowFacts:
    """A login and its owner.

    `device` is the authenticator whose codes it takes. `setup` is the setup it is in,
    `pending` the device whose secret that shows.
    """

    row: Login
    member: Member
    account: Account
    device: Device | None
    setup: SetupFacts | None
    pending: Device | None


async def owner_of(connection: Connection, login: Login) -> tuple[Member, Account]:
    member = await Members(connection).get(login.member_id)
    return member, await Accounts(connection).get(login.account_id)


async def flow_facts(
    connection: Connection, found: LoginFacts, at: datetime
) -> FlowFacts:
    login = found.login
    member, account = await owner_of(connection, login)
    setup, pending = None, None
    if running := login.running_setup(at):
        row = await Enrollments(connection).get(running.id)
        setup = await setup_facts(connection, row, member, at)
        if row.stage.shows_secret:
            pending = await Devices(connection).pending(row.id)
    return FlowFacts(login, member, account, found.device, setup, pending)


async def setup_facts(
    connection: Connection, row: Enrollment, member: Member, at: datetime
) -> SetupFacts:
    email, budget = await newest_email(connection, row, at)
    return SetupFacts(row, member, email, budget)
