"""The reasons of a change of address, from facts alone."""

from dataclasses import replace

from doorstep.db.address_changes import AddressChange
from doorstep.rules.policy import AddressPolicy
from doorstep.rules.stages import AddressStage
from doorstep.why.explanations import Explanation, Reason
from doorstep.why.reasons import explain
from why_facts import ID, LOGIN, MINUTE, NOON, OTHER_ID, facts

_CHANGE = AddressChange(
    *(OTHER_ID, ID, ID, "new@acme.test", AddressStage.verify_email),
    stage_since=NOON - 2 * MINUTE,
    policy=AddressPolicy(),
    started_at=NOON - 2 * MINUTE,
    expires_at=NOON + 600 * MINUTE,
    number=1,
    asked_at=NOON - 2 * MINUTE,
    key_name="k1",
    tries_left=4,
)
_SENT = replace(_CHANGE, accepted_at=NOON - MINUTE)


def test_change_of_address_waits_for_the_code_from_the_new_mailbox() -> None:
    found = explain(facts(address=_SENT))

    assert found == Explanation(
        Reason.address_waiting,
        since=NOON - 2 * MINUTE,
        until=NOON + 600 * MINUTE,
        stage="verify_email",
        mail=1,
        tries_left=4,
    )


def test_mail_of_a_change_that_cannot_be_delivered_is_the_reason() -> None:
    refused = replace(_CHANGE, failed_tries=1, last_failure="smtp utf8", failed_at=NOON)

    found = explain(facts(address=refused))

    assert (found.reason, found.failure) == (Reason.mail_refused, "smtp utf8")


def test_address_of_another_member_is_told_to_operators() -> None:
    found = explain(facts(address=_CHANGE, address_taken=True))

    assert (found.reason, found.stage) == (Reason.address_waiting, "taken")


def test_login_that_runs_comes_before_a_change_of_address() -> None:
    signing_in = facts(login=LOGIN, address=_SENT)
    asked = replace(signing_in, asked=OTHER_ID)
    over = replace(_SENT, stage=AddressStage.changed, ended_at=NOON)

    assert signing_in.workflow_id == f"login/{LOGIN.id}"
    assert asked.workflow_id == f"address/{OTHER_ID}"
    assert explain(facts(address=over)).reason is Reason.never_came
