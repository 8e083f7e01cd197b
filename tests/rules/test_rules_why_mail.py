"""The reasons of an emailed code that is awaited, from facts alone."""

from dataclasses import replace
from datetime import timedelta

import pytest

from doorstep.db.emails import Email, EmailStatus
from doorstep.db.events import EventKind
from doorstep.transactions.email_budget import EmailBudget
from doorstep.why.explanations import Explanation, Reason
from doorstep.why.facts import TemporalFacts
from doorstep.why.reasons import explain
from why_facts import (
    ID,
    LOGIN,
    MAIL,
    MINUTE,
    NOON,
    OTHER_ID,
    SENT,
    SETUP,
    budget,
    event,
    facts,
)

_SOON, _LATE = NOON + 5 * MINUTE, NOON + 50 * MINUTE
_TO_VERIFY = facts(login=LOGIN, setup=SETUP, mails=(MAIL,))
_TRIED = replace(MAIL, failed_tries=3, last_failure="smtp 451 4.7.1")
_PAST = replace(_TRIED, lifetime=2 * MINUTE)


@pytest.mark.parametrize(
    ("mail", "reason"),
    [
        (MAIL, Reason.mail_on_its_way),
        (_TRIED, Reason.mail_put_off),
        (replace(_TRIED, last_failure="smtp connect"), Reason.mail_server_away),
        (replace(_TRIED, denied=True), Reason.mail_denied),
        (replace(_PAST, denied=True), Reason.mail_denied),
        (replace(_TRIED, failed_at=NOON), Reason.mail_refused),
        (_PAST, Reason.mail_undelivered),
    ],
)
def test_undelivered_mail_is_reported_with_its_tries(
    mail: Email, reason: Reason
) -> None:
    next_try = NOON + MINUTE

    found = explain(
        replace(_TO_VERIFY, mails=(SENT, mail)), TemporalFacts(next_try_at=next_try)
    )

    retried = mail.status(NOON) is EmailStatus.retrying
    assert found == Explanation(
        reason,
        since=MAIL.asked_at,
        until=mail.delivery_ends_at,
        again_at=MAIL.asked_at + MINUTE,
        next_try_at=next_try if retried else None,
        tries=mail.failed_tries,
        tries_left=4,
        mail=2,
        failure=mail.last_failure,
    )


@pytest.mark.parametrize(
    ("mail", "spent", "reason"),
    [
        (SENT, budget(), Reason.email_code),
        (SENT, budget(mails_again_at=_LATE), Reason.email_code),
        (SENT, budget(tries_again_at=_LATE), Reason.tries_used_up),
        (replace(SENT, tries_left=0), budget(), Reason.email_code_burned),
        (replace(SENT, tries_left=0), budget(_LATE), Reason.mails_used_up),
        (replace(SENT, lifetime=1.5 * MINUTE), budget(), Reason.email_code_expired),
        (replace(SENT, lifetime=1.5 * MINUTE), budget(_LATE), Reason.mails_used_up),
    ],
)
def test_delivered_mail_is_reported_with_its_wrong_codes(
    mail: Email, spent: EmailBudget, reason: Reason
) -> None:
    wrong = EventKind.email_code_wrong
    of_this = event(wrong, enrollment_id=OTHER_ID)
    events = (of_this, of_this, event(wrong, enrollment_id=ID))

    found = explain(replace(_TO_VERIFY, mails=(mail,), budget=spent, events=events))

    assert (found.reason, found.since) == (reason, NOON - MINUTE)
    assert found.until == NOON - 1.5 * MINUTE + mail.lifetime
    spent_until = spent.mails_again_at or spent.tries_again_at
    assert found.again_at == (spent_until or NOON - MINUTE)
    assert (found.tries, found.tries_left) == (2, mail.tries_left)


def test_code_works_no_longer_than_its_set_up() -> None:
    short = replace(SETUP, expires_at=_SOON)

    found = explain(replace(_TO_VERIFY, setup=short, mails=(SENT,)))

    assert found.until == _SOON


def test_mail_that_is_out_waits_for_a_worker_and_a_slow_server() -> None:
    alone = TemporalFacts(mail_polled=False, mail_queue="doorstep-mail")
    slow = TemporalFacts(mail_waits_since=NOON - timedelta(seconds=11))
    quick = TemporalFacts(mail_waits_since=NOON - timedelta(seconds=10))
    sent = replace(_TO_VERIFY, mails=(SENT,))

    assert explain(_TO_VERIFY, alone) == Explanation(
        Reason.no_worker, until=MAIL.delivery_ends_at, stage="doorstep-mail"
    )
    hangs = explain(_TO_VERIFY, slow)
    assert hangs.reason is Reason.mail_server_slow
    assert hangs.since == slow.mail_waits_since
    assert explain(_TO_VERIFY, quick).reason is Reason.mail_on_its_way
    for engine in (alone, slow):
        assert explain(sent, engine).reason is Reason.email_code
