"""The reason that keeps a member from signing in, from facts alone."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from doorstep.db.events import COUNT, STEPS_OFF, EventKind
from doorstep.rules.code_ledgers import Ledger, LedgerKind
from doorstep.rules.networks import network_of
from doorstep.rules.stages import EnrollmentStage, LoginStage
from doorstep.why.explanations import Explanation, Reason, Severity
from doorstep.why.facts import Facts, FailingTask, TemporalFacts
from doorstep.why.reasons import explain
from why_facts import (
    DEVICE,
    ID,
    LOGIN,
    MAIL,
    MEMBER,
    MINUTE,
    NOON,
    OTHER_ID,
    SETUP,
    budget,
    event,
    facts,
)

_SOON, _LATE = NOON + 5 * MINUTE, NOON + 50 * MINUTE
_TO_VERIFY = facts(login=LOGIN, setup=SETUP, mails=(MAIL,))
_AT_CODE = facts(login=LOGIN, device=DEVICE)
_FAILING = FailingTask("NonDeterminism", NOON - 3 * MINUTE, 7)
_EXPIRED = replace(LOGIN, expires_at=NOON)


def _known(**values: object) -> Facts:
    ledger = replace(Ledger(LedgerKind.known_network), **values)  # type: ignore[arg-type]
    return replace(_AT_CODE, known={network_of(LOGIN.client_address): ledger})


def _others(**values: object) -> Facts:
    return replace(_AT_CODE, device=replace(DEVICE, **values))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("engine", "explained"),
    [
        (TemporalFacts(answers=False), Explanation(Reason.temporal_away)),
        (
            TemporalFacts(polled=False, queue="doorstep"),
            Explanation(Reason.no_worker, stage="doorstep"),
        ),
        (
            TemporalFacts(paused_since=NOON - MINUTE),
            Explanation(Reason.workflow_paused, NOON - MINUTE, flow=f"login/{ID}"),
        ),
        (
            TemporalFacts(failing=_FAILING),
            Explanation(
                Reason.workflow_failing,
                since=_FAILING.since,
                failure="NonDeterminism",
                tries=7,
            ),
        ),
    ],
)
def test_temporal_comes_first_while_a_flow_runs(
    engine: TemporalFacts, explained: Explanation
) -> None:
    disabled = replace(MEMBER, disabled_at=NOON)

    found = explain(facts(login=LOGIN, member=disabled), engine)

    assert found == replace(explained, until=LOGIN.expires_at)


def test_closed_and_missing_workflows_of_a_running_flow_are_reported() -> None:
    closed = TemporalFacts(closed="terminated", closed_at=NOON - MINUTE)
    fresh = replace(LOGIN, started_at=NOON - timedelta(seconds=10))

    gone = explain(facts(login=LOGIN), closed)
    missing = explain(facts(login=LOGIN), TemporalFacts(found=False))
    starting = explain(facts(login=fresh), TemporalFacts(found=False))

    assert gone == Explanation(
        Reason.workflow_gone, since=NOON - MINUTE, stage="terminated"
    )
    assert missing == Explanation(
        Reason.workflow_missing, LOGIN.started_at, LOGIN.expires_at
    )
    assert starting.reason is Reason.setup_required


def test_workflow_of_a_flow_that_is_over_is_no_reason() -> None:
    engine = TemporalFacts(paused_since=NOON, failing=_FAILING, closed="completed")
    away = TemporalFacts(answers=False)

    assert explain(facts(login=_EXPIRED), engine).reason is Reason.ended
    assert explain(facts(login=_EXPIRED), away).reason is Reason.temporal_away
    asked = facts(login=_EXPIRED, asked=ID)
    assert explain(asked, away).reason is Reason.ended


def test_disabled_member_is_reported_before_a_flow() -> None:
    disabled = replace(MEMBER, disabled_at=NOON - MINUTE)

    found = explain(replace(_TO_VERIFY, member=disabled))

    assert found == Explanation(Reason.member_disabled, since=NOON - MINUTE)


def test_outside_of_a_flow_an_application_that_was_refused_is_the_reason() -> None:
    refused = (event(EventKind.client_refused),)
    later = replace(LOGIN, started_at=NOON, ended_at=NOON, stage=LoginStage.signed_in)

    assert explain(facts(events=refused)) == Explanation(
        Reason.client_refused, since=NOON - MINUTE
    )
    assert explain(facts(events=refused, login=later)).reason is Reason.ended


def test_imported_without_a_password_is_the_reason_unless_a_flow_runs() -> None:
    imported = facts(imported_at=NOON - MINUTE)

    assert explain(imported) == Explanation(
        Reason.imported_without_password, since=NOON - MINUTE
    )
    assert explain(replace(imported, login=LOGIN)).reason is not (
        Reason.imported_without_password
    )


def test_outside_of_a_flow_wrong_passwords_since_the_last_login_count() -> None:
    kind = EventKind.password_wrong
    earlier = event(kind, LOGIN.started_at, {COUNT: 50})
    at = (NOON - 4 * MINUTE, NOON - 3 * MINUTE)
    wrong = (earlier, *(event(kind, each, {COUNT: 2}) for each in at), event(kind))
    later = facts(login=_EXPIRED, events=wrong)

    assert explain(facts()) == Explanation(Reason.never_came)
    assert explain(later) == Explanation(
        Reason.password_wrong, since=NOON - MINUTE, tries=5
    )
    assert explain(facts(events=wrong)).tries == 55
    assert explain(facts(login=_EXPIRED, events=(earlier,))).reason is Reason.ended
    assert explain(replace(later, asked=ID)).reason is Reason.ended


def test_ended_flow_is_reported_as_it_ended() -> None:
    ended = replace(LOGIN, ended_at=NOON - MINUTE, stage=LoginStage.cancelled)
    never = replace(ended, never_started=True)

    assert explain(facts(login=_EXPIRED)) == Explanation(
        Reason.ended, since=NOON, stage="expired"
    )
    assert explain(facts(login=ended)) == Explanation(
        Reason.ended, since=NOON - MINUTE, stage="cancelled"
    )
    assert explain(facts(login=never)) == Explanation(
        Reason.never_started, since=NOON - MINUTE
    )


@pytest.mark.parametrize(
    ("stage", "reason"),
    [
        (EnrollmentStage.install_app, Reason.install_app),
        (EnrollmentStage.connect_device, Reason.connect_device),
        (EnrollmentStage.confirm_code, Reason.setup_code),
    ],
)
def test_set_up_waits_for_the_member(stage: EnrollmentStage, reason: Reason) -> None:
    wrong = event(EventKind.setup_code_wrong, detail={STEPS_OFF: -4})
    setup = replace(SETUP, stage=stage)

    waits = explain(replace(_TO_VERIFY, setup=setup))
    skewed = explain(replace(_TO_VERIFY, setup=setup, events=(wrong,)))

    assert waits == Explanation(
        reason,
        since=SETUP.stage_since,
        until=SETUP.expires_at,
        tries=0,
        tries_left=7,
    )
    off = timedelta(minutes=-2) if stage.shows_secret else None
    assert skewed.reason is (Reason.clock_off if off else reason)
    assert (skewed.off, skewed.tries) == (off, 1)


def test_ended_set_up_gives_way_to_its_login_unless_it_was_asked_for() -> None:
    over = replace(SETUP, ended_at=NOON - MINUTE, stage=EnrollmentStage.cancelled)
    waiting = replace(LOGIN, stage=LoginStage.setup_required)
    found = facts(login=waiting, setup=over, budget=budget(_LATE))

    assert explain(replace(found, budget=budget())) == Explanation(
        Reason.setup_required, since=NOON - MINUTE, until=LOGIN.expires_at
    )
    assert explain(found) == Explanation(
        Reason.mails_used_up, NOON - MINUTE, LOGIN.expires_at, again_at=_LATE
    )
    replacing = replace(LOGIN, stage=LoginStage.setting_up)
    leaving = explain(replace(found, login=replacing, device=DEVICE, budget=budget()))
    assert leaving.reason is Reason.setup_required
    asked = explain(replace(found, asked=OTHER_ID))
    assert (asked.reason, asked.stage) == (Reason.ended, "cancelled")


@pytest.mark.parametrize(
    ("found", "reason", "since", "again_at", "tries"),
    [
        (_AT_CODE, Reason.login_code, LOGIN.started_at, None, 0),
        (_known(failures=2), Reason.login_code, LOGIN.started_at, None, 2),
        (
            _known(failures=5, blocked_until=_SOON),
            *(Reason.device_locked, LOGIN.started_at, _SOON, 5),
        ),
        (
            _known(failures=5, blocked_until=NOON),
            *(Reason.login_code, LOGIN.started_at, NOON, 5),
        ),
        (
            _others(failures=5, blocked_until=_SOON),
            *(Reason.others_locked, LOGIN.started_at, _SOON, 5),
        ),
        (
            _others(failures=100, others_refused_at=NOON - MINUTE),
            *(Reason.others_refused, NOON - MINUTE, None, 100),
        ),
        (
            _others(disabled_at=NOON - 2 * MINUTE),
            *(Reason.device_disabled, NOON - 2 * MINUTE, None, 0),
        ),
    ],
)
def test_login_waits_for_a_code_that_its_ledger_may_hold_up(
    found: Facts,
    reason: Reason,
    since: datetime,
    again_at: datetime | None,
    tries: int,
) -> None:
    wrong = event(EventKind.code_wrong, detail={STEPS_OFF: 10})

    explained = explain(found)
    skewed = explain(replace(found, events=(wrong,)))

    assert explained == Explanation(
        reason, since, LOGIN.expires_at, again_at, tries=tries
    )
    assert skewed.off == timedelta(minutes=5)
    was_waiting = reason is Reason.login_code
    assert skewed.reason is (Reason.clock_off if was_waiting else reason)


def test_who_can_end_it() -> None:
    held = {reason for reason in Reason if reason.severity is Severity.held}

    assert Reason.email_code.severity is Severity.waiting
    assert Reason.ended.severity is Severity.over
    assert Reason.mail_denied.severity is Severity.broken
    assert held == {
        *(Reason.member_disabled, Reason.mails_used_up, Reason.tries_used_up),
        *(Reason.device_locked, Reason.others_locked, Reason.others_refused),
        *(Reason.device_disabled, Reason.client_refused, Reason.invitation_expired),
        Reason.imported_without_password,
    }
