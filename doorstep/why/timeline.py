"""The timeline of a member's sign-in: steps, mails, wrong tries, restarts."""

from collections import defaultdict
from collections.abc import Iterator
from operator import attrgetter

from doorstep.db.emails import Email
from doorstep.db.events import EventKind, RecordedEvent
from doorstep.rules.code_ledgers import LedgerKind
from doorstep.why.facts import Facts, Incident, TemporalFacts

_SAID: dict[str, str] = {
    EventKind.password_right: "the password was right: a login began",
    EventKind.password_wrong: "a wrong password",
    EventKind.password_changed: "the password was changed",
    EventKind.signed_in: "signed in",
    EventKind.code_wrong: "a wrong code from the app",
    EventKind.code_replayed: "a code from the app that had been used",
    EventKind.budget_spent: "too many wrong codes: none is judged for a while",
    EventKind.device_disabled: "the device is disabled: too many wrong codes in a row",
    EventKind.others_refused: "no code is judged any more: too many wrong ones",
    EventKind.application_refused: "refused: the Admin Center is for administrators",
    EventKind.enrollment_started: "a set-up began",
    EventKind.email_code_wrong: "a wrong emailed code",
    EventKind.setup_code_wrong: "a wrong setup code",
    EventKind.device_added: "the device is set up",
    EventKind.device_replaced: "the device is set up in place of the earlier one",
    EventKind.device_reset: "the device was reset",
    EventKind.device_unlocked: "the device was unlocked",
    EventKind.flow_cancelled: "cancelled by an operator",
    EventKind.email_asked: "another mail was asked for",
    EventKind.session_ended: "a session ended",
    EventKind.session_renewed: "the session was handed out again",
    EventKind.member_disabled: "the member was disabled",
    EventKind.member_enabled: "the member was enabled",
    EventKind.member_erased: "the member was erased",
    EventKind.member_created: "the member was created",
    EventKind.member_changed: "the member was changed",
    EventKind.enrollment_moved: "the set-up went on to {stage}",
    EventKind.enrollment_ended: "the set-up ended: {stage}",
    EventKind.login_ended: "the login ended: {stage}",
}


def timeline(facts: Facts, engine: TemporalFacts) -> list[Incident]:
    """Oldest first."""
    happened = [
        *(Incident(event.at, _said(event)) for event in facts.events),
        *(moment for mail in facts.mails for moment in _of_mail(mail)),
        *engine.incidents,
    ]
    return sorted(happened, key=attrgetter("at"))


def _said(event: RecordedEvent) -> str:
    """The sentence of an event; a kind of a later release is shown as it is."""
    words = _SAID.get(event.kind, event.kind).format_map(defaultdict(str, event.detail))
    if event.detail.get("ledger") == LedgerKind.other_networks:
        words += " (from a network that is not known)"
    if event.times > 1:
        words = f"{words}, {event.times} times"
    reason = event.detail.get("reason")
    return f"{words} ({reason})" if reason else words


def _of_mail(mail: Email) -> Iterator[Incident]:
    name = f"mail no. {mail.number}"
    yield Incident(mail.asked_at, f"{name} was due{_failures(mail)}")
    if mail.handed_over_at:
        yield Incident(mail.handed_over_at, f"{name} was handed over: no answer yet")
    if mail.accepted_at:
        yield Incident(mail.accepted_at, f"the mail server took {name}")
    if mail.failed_at:
        yield Incident(mail.failed_at, f"the mail server refused {name}")
    if mail.abandoned_at:
        yield Incident(mail.abandoned_at, f"{name} was given up")


def _failures(mail: Email) -> str:
    """With the text of the server's reply, which is in neither Temporal nor logs."""
    if not mail.failed_tries:
        return ""
    spoken = f": {mail.last_failure_detail}" if mail.last_failure_detail else ""
    failure = f"{mail.last_failure}{spoken}"
    if mail.failed_tries == 1:
        return f"; one try failed, {failure}"
    return f"; {mail.failed_tries} tries failed, the last {failure}"
