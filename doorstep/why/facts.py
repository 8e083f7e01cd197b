"""The facts about a member's sign-in, from PostgreSQL and from Temporal."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TypeAlias
from uuid import UUID

from doorstep.db.address_changes import AddressChange
from doorstep.db.devices import Device
from doorstep.db.emails import Email
from doorstep.db.enrollments import Enrollment
from doorstep.db.events import STEPS_OFF, EventKind, RecordedEvent
from doorstep.db.invitations import Invitation
from doorstep.db.logins import Login
from doorstep.db.members import Member
from doorstep.db.recoveries import Recovery
from doorstep.rules.code_ledgers import Ledger
from doorstep.rules.networks import network_of
from doorstep.transactions.email_budget import EmailBudget

_STARTED_WITHIN = timedelta(seconds=10)
"""Twice the time limit of starting a workflow."""
_MAIL_TAKES = timedelta(seconds=10)
Flow: TypeAlias = Enrollment | Login | Recovery | AddressChange | Invitation
_KINDS: Mapping[type, str] = {
    Enrollment: "enrollment",
    Login: "login",
    Recovery: "recovery",
    AddressChange: "address",
    Invitation: "invitation",
}
_TYPED_WRONG = (EventKind.code_wrong, EventKind.setup_code_wrong)


@dataclass(frozen=True)
class Facts:
    """The rows in one snapshot of the database.

    `login` is the newest, or the requested one; `setup` its running or last setup, or
    the requested one; `recovery`, `address` and `invitation` are the newest ones, or
    the requested one; `address_taken` says whether its address is another member's.
    `imported_at` is when a member was imported who has no password, neither here nor at
    an application. `known` has the ledger of each known network. `asked` is the id of
    the requested flow, if any.
    """

    at: datetime
    member: Member
    budget: EmailBudget
    login: Login | None = None
    setup: Enrollment | None = None
    mails: tuple[Email, ...] = ()
    device: Device | None = None
    known: Mapping[str, Ledger] = field(default_factory=dict)
    events: tuple[RecordedEvent, ...] = ()
    asked: UUID | None = None
    recovery: Recovery | None = None
    address: AddressChange | None = None
    address_taken: bool = False
    invitation: Invitation | None = None
    imported_at: datetime | None = None

    @property
    def flow(self) -> Flow | None:
        """The setup if one runs or was requested, else the login; an invitation, a
        recovery or a change of address if it was requested, or no login runs.
        """
        setup, login = self.setup, self.login
        if setup and (setup.id == self.asked or not setup.over(self.at)):
            return setup
        possible = (self.invitation, self.recovery, self.address)
        mailed = [each for each in possible if each is not None]
        for each in mailed:
            if each.id == self.asked:
                return each
        signing_in = login is not None and not login.over(self.at)
        running = [each for each in mailed if not each.over(self.at)]
        return login if self.asked or signing_in or not running else running[0]

    @property
    def workflow_id(self) -> str | None:
        flow = self.flow
        return f"{_KINDS[type(flow)]}/{flow.id}" if flow else None

    @property
    def ledger(self) -> Ledger | None:
        """The ledger for codes from the network in which the login began."""
        if self.login is None or self.device is None:
            return None
        network = network_of(self.login.client_address)
        return self.known.get(network, self.device.others)

    @property
    def client_refused_at(self) -> datetime | None:
        """When the password was right, for an application that the account does not
        use: the last try, if it came after the last login.
        """
        began = self.login.started_at if self.login else None
        refused = [
            event.at
            for event in self.events
            if event.kind == EventKind.client_refused
            and (began is None or event.at > began)
        ]
        return refused[-1] if refused else None

    @property
    def last_setup_ended(self) -> datetime | None:
        return self.setup.ended_at if self.setup else None

    def mail_again_at(self, resend_at: datetime) -> datetime:
        """When another mail may be requested, by the setup and by both budgets."""
        moments = (resend_at, self.budget.mails_again_at, self.budget.tries_again_at)
        return max(moment for moment in moments if moment)

    def wrong(self, kind: EventKind) -> list[RecordedEvent]:
        """The events of wrong codes, oldest first; of setups only of this one."""
        enrollment_id = self.setup.id if self.setup else None
        return [
            event
            for event in self.events
            if event.kind == kind and event.enrollment_id in (None, enrollment_id)
        ]

    @property
    def steps_off(self) -> int | None:
        """The clock skew that explains the last wrong code, in time steps, or None."""
        typed = [event for kind in _TYPED_WRONG for event in self.wrong(kind)]
        last = max(typed, key=lambda event: event.at, default=None)
        off = last.detail.get(STEPS_OFF) if last else None
        return off if isinstance(off, int) else None


@dataclass(frozen=True)
class FailingTask:
    """A workflow task that fails each time it is retried."""

    kind: str
    since: datetime
    attempt: int


@dataclass(frozen=True)
class Incident:
    """An entry of the timeline."""

    at: datetime
    said: str


@dataclass(frozen=True)
class TemporalFacts:
    """The facts about the workflow; the defaults are those of a healthy one.

    `found` says that it exists, `closed` its final status, `closed_at` since when;
    `paused_since` is when an operator paused it. `mail_waits_since` is when the current
    try to send a mail began, or was due if it has not begun.
    """

    answers: bool = True
    polled: bool = True
    found: bool = True
    queue: str = ""
    paused_since: datetime | None = None
    failing: FailingTask | None = None
    next_try_at: datetime | None = None
    mail_waits_since: datetime | None = None
    mail_queue: str = ""
    mail_polled: bool = True
    closed: str | None = None
    closed_at: datetime | None = None
    run_id: str | None = None
    incidents: tuple[Incident, ...] = ()

    def mail_hangs_since(self, at: datetime) -> datetime | None:
        """Since when a try has been taking longer than a healthy mail server needs."""
        since = self.mail_waits_since
        return since if since and at - since > _MAIL_TAKES else None

    def workflow_missing(self, started_at: datetime, at: datetime) -> bool:
        """Whether a flow that began then has no workflow though it should by now."""
        return not self.found and at - started_at > _STARTED_WITHIN


IN_ORDER = TemporalFacts()
"""Those of a healthy workflow."""
