"""The timeline of a member's sign-in: steps, mails, wrong tries, restarts."""

from collections.abc import Iterator
from operator import attrgetter

from doorstep.db.emails import Email
from doorstep.db.events import EventKind, RecordedEvent
from doorstep.rules.code_ledgers import LedgerKind
from doorstep.rules.stages import in_words
from doorstep.why.facts import Facts, Incident, TemporalFacts

_SAID: dict[str, str] = {
    EventKind.password_right: "correct password: login started",
    EventKind.password_wrong: "wrong password",
    EventKind.password_changed: "password changed",
    EventKind.vouched: "login started by the application",
    EventKind.reset_asked: "password reset requested",
    EventKind.reset_code_wrong: "wrong code for a password reset",
    EventKind.reset_verified: "correct code for a password reset",
    EventKind.reset_ended: "password reset ended: {stage}",
    EventKind.signed_in: "signed in",
    EventKind.code_wrong: "wrong code from the app",
    EventKind.code_replayed: "code from the app already used",
    EventKind.budget_spent: "too many wrong codes: temporarily locked",
    EventKind.device_disabled: "device disabled: too many wrong codes in a row",
    EventKind.others_refused: "too many wrong codes: locked",
    EventKind.application_refused: "Admin Center access denied: administrators only",
    EventKind.client_refused: "access to an application denied",
    EventKind.enrollment_started: "setup started",
    EventKind.email_code_wrong: "wrong emailed code",
    EventKind.setup_code_wrong: "wrong setup code",
    EventKind.device_added: "device set up",
    EventKind.device_replaced: "device set up, replacing the previous one",
    EventKind.device_reset: "device reset",
    EventKind.device_unlocked: "device unlocked",
    EventKind.flow_cancelled: "cancelled by an operator",
    EventKind.email_asked: "another email requested",
    EventKind.session_ended: "session ended",
    EventKind.client_told: "a client was told that the session has ended",
    EventKind.client_not_told: "a client could not be told that the session has ended",
    EventKind.stepped_up: "identity confirmed again",
    EventKind.session_renewed: "session reissued",
    EventKind.address_asked: "change of address requested",
    EventKind.address_code_wrong: "wrong code for a change of address",
    EventKind.address_ended: "change of address ended: {stage}",
    EventKind.member_disabled: "member disabled",
    EventKind.member_enabled: "member enabled",
    EventKind.member_erased: "member erased",
    EventKind.account_created: "account created",
    EventKind.account_changed: "account changed",
    EventKind.member_created: "member created",
    EventKind.member_invited: "invited to choose a password",
    EventKind.invitation_accepted: "invitation accepted: password set",
    EventKind.invitation_ended: "invitation ended: {stage}",
    EventKind.member_changed: "member changed",
    EventKind.enrollment_moved: "setup continued: {stage}",
    EventKind.enrollment_ended: "setup ended: {stage}",
    EventKind.login_ended: "login ended: {stage}",
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
    known = {**event.detail, "stage": in_words(str(event.detail.get("stage", "")))}
    words = _SAID.get(event.kind, event.kind).format_map(known)
    if event.detail.get("ledger") == LedgerKind.other_networks:
        words += " (from an unknown network)"
    if event.times > 1:
        words = f"{words}, {event.times} times"
    reason = event.detail.get("reason")
    return f"{words} ({reason})" if reason else words


def _of_mail(mail: Email) -> Iterator[Incident]:
    name = f"mail {mail.number}"
    yield Incident(mail.asked_at, f"{name} requested{_failures(mail)}")
    if mail.handed_over_at:
        yield Incident(mail.handed_over_at, f"{name} handed over: no reply yet")
    if mail.accepted_at:
        yield Incident(mail.accepted_at, f"the mail server accepted {name}")
    if mail.failed_at:
        yield Incident(mail.failed_at, f"the mail server rejected {name}")
    if mail.abandoned_at:
        yield Incident(mail.abandoned_at, f"{name} abandoned")


def _failures(mail: Email) -> str:
    """With the text of the server's reply, which is in neither Temporal nor logs."""
    if not mail.failed_tries:
        return ""
    spoken = f": {mail.last_failure_detail}" if mail.last_failure_detail else ""
    failure = f"{mail.last_failure}{spoken}"
    if mail.failed_tries == 1:
        return f"; 1 failed attempt: {failure}"
    return f"; {mail.failed_tries} failed attempts, last error: {failure}"
