"""The reasons of an invitation, from facts alone."""

from dataclasses import replace

from doorstep.db.invitations import Invitation
from doorstep.rules.stages import InvitationStage
from doorstep.why.explanations import Explanation, Reason
from doorstep.why.facts import Facts
from doorstep.why.reasons import explain
from doorstep.why.words import sentence, what_next
from why_facts import ID, MINUTE, NOON, OTHER_ID, facts

_INVITED_AT = NOON - 60 * MINUTE
_INVITATION = Invitation(
    *(OTHER_ID, ID, ID, "k1", InvitationStage.invited),
    invited_at=_INVITED_AT,
    remind_at=None,
    expires_at=NOON + 600 * MINUTE,
    number=1,
    asked_at=_INVITED_AT,
)
_SENT = replace(_INVITATION, accepted_at=NOON - 59 * MINUTE)
_CORRECTS = replace(_SENT, email="right@acme.test")


def _of(invitation: Invitation | None, *, taken: bool = False) -> Facts:
    about = facts(invitation=invitation, address_taken=taken)
    waiting = replace(about.member, password_hash=None, invited_at=_INVITED_AT)
    return replace(about, member=waiting)


def test_invited_member_has_to_choose_a_password() -> None:
    found = explain(_of(_SENT))

    assert found == Explanation(
        Reason.invited, since=_INVITED_AT, until=NOON + 600 * MINUTE, mail=1
    )
    assert _of(_SENT).workflow_id == f"invitation/{OTHER_ID}"


def test_mail_of_an_invitation_that_cannot_be_delivered_is_the_reason() -> None:
    refused = replace(_INVITATION, failed_tries=1, last_failure="550", failed_at=NOON)

    found = explain(_of(refused))

    assert (found.reason, found.failure) == (Reason.mail_refused, "550")


def test_invitation_at_another_address_says_that_it_becomes_the_members() -> None:
    found = explain(_of(_CORRECTS))

    assert (found.reason, found.stage) == (Reason.invited, "corrected")
    assert "at another address, which becomes the member's" in sentence(found)


def test_address_of_an_invitation_that_was_taken_is_told_to_operators() -> None:
    found = explain(_of(_CORRECTS, taken=True))
    unsent = explain(_of(replace(_CORRECTS, accepted_at=None), taken=True))

    assert (found.reason, found.stage) == (Reason.invited, "taken")
    assert unsent == found
    assert "which another member has now" in sentence(found)
    assert "--email" in what_next(found)


def test_invitation_that_expired_keeps_the_member_out() -> None:
    late = replace(_SENT, expires_at=NOON - MINUTE)
    recorded = replace(late, stage=InvitationStage.expired, ended_at=NOON - MINUTE)
    cancelled = replace(
        _SENT, stage=InvitationStage.cancelled, ended_at=NOON - 2 * MINUTE
    )

    assert explain(_of(late)) == explain(_of(recorded))
    assert explain(_of(recorded)) == Explanation(
        Reason.invitation_expired, since=NOON - MINUTE, stage="expired"
    )
    assert explain(_of(cancelled)).stage == "cancelled"
    assert explain(_of(None)) == Explanation(
        Reason.invitation_expired, since=_INVITED_AT, stage="expired"
    )


def test_accepted_invitation_keeps_nobody_out() -> None:
    over = replace(_SENT, stage=InvitationStage.accepted, ended_at=NOON)

    assert explain(facts(invitation=over)).reason is Reason.never_came
