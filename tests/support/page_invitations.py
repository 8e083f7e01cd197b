"""The pages of invitations: the link's, and those of the Admin Center."""

from dataclasses import replace
from datetime import timedelta

from api.actions.inviting import InvitationState
from api.edge.problems import FieldError
from api.pages.admin.invitations import Refused
from api.pages.frame.flash import Flash
from api.texts.field_errors import field_error
from doorstep.db.invitations import Invitation
from doorstep.rules.people import Role, TwoStep
from doorstep.rules.stages import InvitationStage
from page_states import (
    ID,
    NOW,
    State,
    account,
    in_admin_center,
    member,
    soon,
)

_WEAK = Flash(
    "set-password", "weak-password", wrong=FieldError("common", ("password",))
)
_SENT = Invitation(
    id=ID,
    account_id=ID,
    member_id=ID,
    key_name="first",
    stage=InvitationStage.invited,
    invited_at=NOW - timedelta(days=1),
    remind_at=NOW + timedelta(days=2),
    expires_at=NOW + timedelta(days=6),
    number=1,
    asked_at=NOW - timedelta(days=1),
    accepted_at=NOW - timedelta(days=1),
)
_DELAYED = replace(_SENT, accepted_at=None, failed_tries=3, last_failure="smtp 451")
_FAILED = replace(_DELAYED, failed_at=NOW)
_EXPIRED = replace(_SENT, expires_at=NOW - timedelta(days=1))
_CANCELLED = replace(_SENT, stage=InvitationStage.cancelled, ended_at=NOW)
_TYPED = {"role": "member", "language": "en"}


def _accepting(flash: Flash | None = None) -> State:
    shown = {"email": "jo@acme.test", "fewest": 15, "expires_at": soon(86_400)}
    return State(
        "invitation/accept.html",
        {**shown, "account": account(), "flash": flash, "here": "/invitation/token"},
    )


def _invited(newest: Invitation | None, pending_email: str | None = None) -> State:
    kim = member("Kim", Role.member, two_step=TwoStep.invited)
    return State(
        "admin_center/member.html",
        in_admin_center(
            new_places_wait=False,
            inside=[],
            outside=[],
            erased_since=None,
            member=kim.model_copy(update={"pending_email": pending_email}),
            invitation=InvitationState(newest, NOW, possible=True),
            typed={"name": "Kim", **_TYPED},
        ),
        step="members",
    )


def _refused(language: str) -> dict[str, object]:
    return {"refused": (Refused("Jo <jo@acme>", field_error("address", {}, language)),)}


def _inviting(addresses: str = "", slug: str | None = None) -> State:
    flash = Flash("invite", slug) if slug else None
    shown = {"addresses": addresses, "refused": (), "flash": flash}
    return State(
        "admin_center/invite.html",
        in_admin_center(typed=_TYPED, **shown),
        step="members",
    )


def _signing_in() -> State:
    shown = {"signed_in_elsewhere": False, "has_running_login": False}
    return State(
        "sign_in.html",
        {
            **shown,
            "application": "web_console",
            "typed": {"email": "jo@acme.test"},
            "flash": Flash("sign-in", "invitation-accepted"),
        },
    )


INVITATIONS = {
    "invitation": _accepting(),
    "invitation, weak password": _accepting(_WEAK),
    "invitation accepted": _signing_in(),
    "invitation, address taken": _accepting(Flash("set-password", "email-taken")),
    "invitation that is dead": State("invitation/dead.html"),
    "invited member": _invited(_SENT),
    "invited member, address corrected": _invited(
        _SENT, pending_email="kim.baker@acme.test"
    ),
    "invited member, mail delayed": _invited(_DELAYED),
    "invited member, mail failed": _invited(_FAILED),
    "invited member, expired": _invited(_EXPIRED),
    "invited member, cancelled": _invited(_CANCELLED),
    "member without password": _invited(None),
    "invite": _inviting(),
    "invite, some refused": replace(
        _inviting("Jo <jo@acme>", "some-invited"), spoken=_refused
    ),
}
