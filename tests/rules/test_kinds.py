"""Kinds of problems and notices: each has what belongs to it."""

import pytest

from api.texts.problems import ProblemKind
from doorstep.db.notices import NoticeKind
from doorstep.mail.message import MailKind
from doorstep.messages.flows import Outcome


def test_table_of_problems_is_that_of_the_contract() -> None:
    """And one more: for unexpected errors."""
    assert {kind: kind.status for kind in ProblemKind} == {
        "internal-error": 500,
        "invalid-credentials": 401,
        "not-signed-in": 401,
        "not-an-administrator": 403,
        "not-an-application": 403,
        "step-up-required": 403,
        "insufficient-scope": 403,
        "approval-needed": 403,
        "not-found": 404,
        "wrong-stage": 409,
        "email-taken": 409,
        "last-administrator": 409,
        "too-many-secrets": 409,
        "name-taken": 409,
        "flow-ended": 410,
        "invalid-request": 422,
        "wrong-code": 422,
        "weak-password": 422,
        "wrong-password": 422,
        "device-disabled": 423,
        "too-many-attempts": 429,
        "resend-too-soon": 429,
        "too-many-emails": 429,
        "too-many-logins": 429,
        "temporarily-unavailable": 503,
    }


_REFUSALS = [outcome for outcome in Outcome if outcome is not Outcome.accepted]


@pytest.mark.parametrize("outcome", _REFUSALS)
def test_every_refusal_is_a_problem(outcome: Outcome) -> None:
    assert ProblemKind(outcome).value == outcome.value


def test_every_notice_has_its_mail() -> None:
    of_flows = {
        *(MailKind.email_verification, MailKind.password_reset),
        *(MailKind.address_verification, MailKind.invitation),
        MailKind.invitation_reminder,
    }

    assert {*map(str, NoticeKind)} == {*map(str, MailKind)} - {*map(str, of_flows)}
