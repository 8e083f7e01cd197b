"""The one reason that keeps a member from signing in: a pure function over facts.

A reason that affects everybody comes before one of this member, and what a setup waits
for before its login.
"""

from datetime import datetime

from doorstep.db.address_changes import AddressChange
from doorstep.db.emails import Email, EmailStatus
from doorstep.db.enrollments import Enrollment
from doorstep.db.events import EventKind
from doorstep.db.invitations import Invitation
from doorstep.db.logins import Login
from doorstep.db.recoveries import Recovery
from doorstep.rules import totp
from doorstep.rules.code_ledgers import Ledger, LedgerKind
from doorstep.rules.stages import EnrollmentStage, LoginStage, RecoveryStage
from doorstep.why.explanations import Explanation, Reason
from doorstep.why.facts import IN_ORDER, Facts, Flow, TemporalFacts


def explain(facts: Facts, engine: TemporalFacts = IN_ORDER) -> Explanation:
    """Without facts from Temporal, its workflow is taken to be healthy."""
    flow = facts.flow
    runs = flow is not None and not flow.over(facts.at)
    if runs or facts.asked is None:
        until = flow.expires_at if flow and runs else None
        if trouble := _of_engine(engine, until, facts.workflow_id):
            return trouble
    missing = flow and runs and engine.workflow_missing(flow.started_at, facts.at)
    if flow and missing and not isinstance(flow, Invitation):  # whose link works anyway
        return Explanation(Reason.workflow_missing, flow.started_at, flow.expires_at)
    if facts.member.disabled_at:
        return Explanation(Reason.member_disabled, since=facts.member.disabled_at)
    if flow is None or not runs:
        return _without_password(facts) or _outside(facts, flow)
    return _of_running(facts, flow, engine)


def _of_running(facts: Facts, flow: Flow, engine: TemporalFacts) -> Explanation:
    if isinstance(flow, Enrollment):
        return _of_setup(facts, flow, engine)
    if isinstance(flow, Recovery):
        return _of_recovery(facts, flow, engine)
    if isinstance(flow, AddressChange):
        return _of_address(facts, flow, engine)
    if isinstance(flow, Invitation):
        return _of_invitation(facts, flow, engine)
    return _of_login(facts, flow)


def _of_engine(
    engine: TemporalFacts, until: datetime | None, flow: str | None
) -> Explanation | None:
    """The reasons in Temporal: for everybody, and for the flow that ends at `until`."""
    if not engine.answers:
        return Explanation(Reason.temporal_away, until=until)
    if not engine.polled:
        return Explanation(Reason.no_worker, until=until, stage=engine.queue)
    if until and engine.paused_since:
        return Explanation(
            Reason.workflow_paused, engine.paused_since, until, flow=flow
        )
    if until and engine.failing:
        return Explanation(
            Reason.workflow_failing,
            since=engine.failing.since,
            until=until,
            failure=engine.failing.kind,
            tries=engine.failing.attempt,
        )
    if until and engine.closed:
        return Explanation(
            Reason.workflow_gone, since=engine.closed_at, stage=engine.closed
        )
    return None


def _outside(facts: Facts, flow: Flow | None) -> Explanation:
    """For a member without a running flow."""
    began = facts.login.started_at if facts.login else None
    wrong = [
        event
        for event in facts.wrong(EventKind.password_wrong)
        if began is None or event.at > began
    ]
    if wrong and facts.asked is None:
        tries = sum(event.times for event in wrong)
        return Explanation(Reason.password_wrong, since=wrong[-1].at, tries=tries)
    if (refused := facts.client_refused_at) and facts.asked is None:
        return Explanation(Reason.client_refused, since=refused)
    if flow is None:
        return Explanation(Reason.never_came)
    if flow.ended_at is None:  # not recorded by a worker yet
        return Explanation(Reason.ended, since=flow.expires_at, stage="expired")
    if isinstance(flow, Login) and flow.never_started:
        return Explanation(Reason.never_started, since=flow.ended_at)
    return Explanation(Reason.ended, since=flow.ended_at, stage=flow.stage)


def _of_setup(facts: Facts, setup: Enrollment, engine: TemporalFacts) -> Explanation:
    if setup.stage is EnrollmentStage.verify_email:
        return _of_mail(facts, facts.mails[-1], setup.expires_at, engine)
    off = facts.steps_off if setup.stage.shows_secret else None
    return Explanation(
        _SETUP_REASONS[setup.stage] if off is None else Reason.clock_off,
        since=setup.stage_since,
        until=setup.expires_at,
        tries=len(facts.wrong(EventKind.setup_code_wrong)),
        tries_left=setup.setup_tries_left,
        off=None if off is None else off * totp.STEP,
    )


_SETUP_REASONS = {
    EnrollmentStage.install_app: Reason.install_app,
    EnrollmentStage.connect_device: Reason.connect_device,
    EnrollmentStage.confirm_code: Reason.setup_code,
}


def _of_recovery(
    facts: Facts, recovery: Recovery, engine: TemporalFacts
) -> Explanation:
    mail = recovery.mail
    if recovery.stage is RecoveryStage.verify_email and mail.accepted_at is None:
        return _of_mail(facts, mail, recovery.expires_at, engine)
    return Explanation(
        Reason.reset_waiting,
        since=recovery.stage_since,
        until=recovery.expires_at,
        stage=recovery.stage,
        mail=mail.number,
        tries_left=mail.tries_left,
    )


def _of_address(
    facts: Facts, change: AddressChange, engine: TemporalFacts
) -> Explanation:
    mail, taken = change.mail, facts.address_taken
    if mail.accepted_at is None and not taken:
        return _of_mail(facts, mail, change.expires_at, engine)
    return Explanation(
        Reason.address_waiting,
        since=change.stage_since,
        until=change.expires_at,
        stage="taken" if taken else change.stage,
        mail=mail.number,
        tries_left=mail.tries_left,
    )


def _of_invitation(
    facts: Facts, invitation: Invitation, engine: TemporalFacts
) -> Explanation:
    mail, taken = invitation.mail, facts.address_taken
    if mail.accepted_at is None and not taken:
        return _of_mail(facts, mail, invitation.expires_at, engine)
    corrects = "corrected" if invitation.email else None
    return Explanation(
        Reason.invited,
        since=invitation.invited_at,
        until=invitation.expires_at,
        stage="taken" if taken else corrects,
        mail=mail.number,
    )


def _without_password(facts: Facts) -> Explanation | None:
    """For a member who has none; a flow that was asked for has its own answer."""
    if facts.asked is not None:
        return None
    if facts.member.invited_at:
        return _uninvited(facts.member.invited_at, facts.invitation, facts.at)
    if facts.imported_at:
        return Explanation(Reason.imported_without_password, facts.imported_at)
    return None


def _uninvited(
    since: datetime, invitation: Invitation | None, at: datetime
) -> Explanation:
    """For a member without a password, whose invitation has ended, or is purged."""
    if invitation is None:
        return Explanation(Reason.invitation_expired, since=since, stage="expired")
    ended = invitation.ended_at or invitation.expires_at
    stage = invitation.stage_at(at)
    return Explanation(Reason.invitation_expired, since=ended, stage=stage)


def _of_mail(
    facts: Facts, mail: Email, flow_expires_at: datetime, engine: TemporalFacts
) -> Explanation:
    at = facts.at
    undelivered = mail.accepted_at is None
    on_its_way = undelivered and mail.status(at) != EmailStatus.failed
    if on_its_way and not engine.mail_polled:
        return Explanation(
            Reason.no_worker,
            until=mail.delivery_ends_at,
            stage=engine.mail_queue,
        )
    hangs_since = engine.mail_hangs_since(at) if on_its_way else None
    return Explanation(
        Reason.mail_server_slow if hangs_since else _mail_reason(facts, mail),
        since=hangs_since or mail.accepted_at or mail.asked_at,
        until=mail.delivery_ends_at
        if undelivered
        else min(mail.code_expires_at, flow_expires_at),
        again_at=facts.mail_again_at(mail.resend_at),
        next_try_at=engine.next_try_at if mail.status(at) == "retrying" else None,
        tries=mail.failed_tries
        if undelivered
        else len(facts.wrong(EventKind.email_code_wrong)),
        tries_left=mail.tries_left,
        mail=mail.number,
        failure=mail.last_failure,
    )


def _mail_reason(facts: Facts, mail: Email) -> Reason:
    match mail.status(facts.at):
        case EmailStatus.sending:
            return Reason.mail_on_its_way
        case EmailStatus.retrying | EmailStatus.failed if mail.denied:
            return Reason.mail_denied
        case EmailStatus.retrying:
            return Reason.mail_put_off if mail.answered else Reason.mail_server_away
        case EmailStatus.failed:
            return Reason.mail_refused if mail.failed_at else Reason.mail_undelivered
    return _sent_reason(facts, mail)


def _sent_reason(facts: Facts, mail: Email) -> Reason:
    if facts.budget.tries_again_at:
        return Reason.tries_used_up
    burned = mail.tries_left == 0
    if not burned and facts.at < mail.code_expires_at:
        return Reason.email_code
    if facts.budget.mails_again_at:
        return Reason.mails_used_up
    return Reason.email_code_burned if burned else Reason.email_code_expired


def _of_login(facts: Facts, login: Login) -> Explanation:
    """A login in `setting_up` without a running setup is about to leave that stage."""
    since = max(login.started_at, facts.last_setup_ended or login.started_at)
    device, ledger = facts.device, facts.ledger
    if login.stage is not LoginStage.code_required or device is None or ledger is None:
        again = facts.budget.mails_again_at
        reason = Reason.mails_used_up if again else Reason.setup_required
        return Explanation(reason, since=since, until=login.expires_at, again_at=again)
    off = facts.steps_off
    if device.disabled_at:
        reason, since = Reason.device_disabled, device.disabled_at
    else:
        typing = Reason.login_code if off is None else Reason.clock_off
        reason = blocked_by(ledger, facts.at) or typing
        since = ledger.closed_at or since
    return Explanation(
        reason,
        since=since,
        until=login.expires_at,
        again_at=ledger.blocked_until,
        tries=ledger.failures,
        off=None if off is None else off * totp.STEP,
    )


def blocked_by(ledger: Ledger, at: datetime) -> Reason | None:
    """Why no code of this ledger is judged, if the device is not disabled; or None."""
    if not ledger.holds(at):
        return None
    if ledger.kind is LedgerKind.known_network:
        return Reason.device_locked
    return Reason.others_refused if ledger.closed_at else Reason.others_locked
