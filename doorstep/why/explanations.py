"""What can keep a member from signing in, and the values that its sentence needs."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum


class Severity(StrEnum):
    """Who can end it: the member, time (a limit), the operator, or nobody."""

    waiting = "waiting"
    held = "held"
    broken = "broken"
    over = "over"


class Reason(StrEnum):
    """In the order in which they can occur while signing in."""

    database_away = "database_away"
    database_read_only = "database_read_only"
    temporal_away = "temporal_away"
    no_worker = "no_worker"
    workflow_paused = "workflow_paused"
    workflow_failing = "workflow_failing"
    workflow_gone = "workflow_gone"
    workflow_missing = "workflow_missing"
    member_disabled = "member_disabled"
    client_refused = "client_refused"
    never_came = "never_came"
    password_wrong = "password_wrong"  # noqa: S105  a word, not a password
    setup_required = "setup_required"
    mail_on_its_way = "mail_on_its_way"
    mail_server_slow = "mail_server_slow"
    mail_server_away = "mail_server_away"
    mail_denied = "mail_denied"
    mail_put_off = "mail_put_off"
    mail_refused = "mail_refused"
    mail_undelivered = "mail_undelivered"
    email_code = "email_code"
    email_code_burned = "email_code_burned"
    email_code_expired = "email_code_expired"
    mails_used_up = "mails_used_up"
    tries_used_up = "tries_used_up"
    install_app = "install_app"
    connect_device = "connect_device"
    setup_code = "setup_code"
    clock_off = "clock_off"
    login_code = "login_code"
    device_locked = "device_locked"
    others_locked = "others_locked"
    others_refused = "others_refused"
    device_disabled = "device_disabled"
    reset_waiting = "reset_waiting"
    address_waiting = "address_waiting"
    invited = "invited"
    invitation_expired = "invitation_expired"
    imported_without_password = "imported_without_password"  # noqa: S105  a word
    signing_key_missing = "signing_key_missing"
    client_not_authenticated = "client_not_authenticated"
    redirect_refused = "redirect_refused"
    code_expired, code_refused = "code_expired", "code_refused"
    code_reused = "code_reused"
    logout_failing = "logout_failing"
    logout_failed = "logout_failed"
    start_waiting = "start_waiting"
    never_started = "never_started"
    ended = "ended"

    @property
    def severity(self) -> Severity:
        return _SEVERITIES.get(self, Severity.waiting)


_BY_SEVERITY = {
    Severity.broken: (
        *(Reason.database_away, Reason.database_read_only, Reason.temporal_away),
        *(Reason.no_worker, Reason.workflow_paused, Reason.workflow_failing),
        *(Reason.workflow_gone, Reason.workflow_missing, Reason.mail_server_slow),
        *(Reason.mail_server_away, Reason.mail_denied, Reason.mail_put_off),
        *(Reason.mail_refused, Reason.mail_undelivered, Reason.logout_failing),
        *(Reason.logout_failed, Reason.signing_key_missing, Reason.code_reused),
        *(Reason.client_not_authenticated, Reason.code_expired, Reason.code_refused),
        Reason.redirect_refused,
    ),
    Severity.held: (
        *(Reason.client_refused, Reason.member_disabled, Reason.mails_used_up),
        *(Reason.tries_used_up, Reason.device_locked, Reason.others_locked),
        *(Reason.others_refused, Reason.device_disabled, Reason.invitation_expired),
        Reason.imported_without_password,
    ),
    Severity.over: (*(Reason.never_started, Reason.ended),),
}
_SEVERITIES = {
    reason: severity for severity, reasons in _BY_SEVERITY.items() for reason in reasons
}


@dataclass(frozen=True)
class Explanation:
    """The reason with the values that its sentence needs; the others are unset.

    `until` is the end of the flow, the code or the retries; `again_at` is when the next
    try is allowed; `tries` counts wrong or failed tries so far; `off` is how far a
    phone's clock is ahead, negative if behind; `flow` is the workflow's id; `client` is
    the name of an application.
    """

    reason: Reason
    since: datetime | None = None
    until: datetime | None = None
    again_at: datetime | None = None
    next_try_at: datetime | None = None
    tries: int | None = None
    tries_left: int | None = None
    mail: int | None = None
    failure: str | None = None
    off: timedelta | None = None
    stage: str | None = None
    flow: str | None = None
    client: str | None = None
