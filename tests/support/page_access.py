"""The pages of the Admin Center about a member's sessions and sign-ins."""

from datetime import timedelta

from api.edge.access_bodies import RunningLogin
from api.pages.frame.flash import Flash
from doorstep.rules.stages import LoginStage
from page_states import (
    FIELDS,
    ID,
    NOW,
    State,
    in_admin_center,
    member,
    open_session,
    soon,
)

_SIGNING_IN = RunningLogin(
    id=ID,
    application="app_kP3vX9sQ2mT7wZ4yB8nL1A",
    client_name="Billing",
    stage=LoginStage.code_required,
    started_at=NOW - timedelta(minutes=3),
    expires_at=soon(420),
    client_address="2001:db8::7",
    browser_family="Firefox",
    browser_system="Windows",
)


def _about(name: str, **shown: object) -> State:
    context = in_admin_center(member=member(), **shown)
    return State(f"admin_center/{name}.html", context, step="members")


ACCESS = {
    "sessions of a member": _about(
        "member_access",
        sessions=(open_session(current=True), open_session(current=False)),
        logins=(_SIGNING_IN,),
    ),
    "member who is not signed in": _about("member_access", sessions=(), logins=()),
    "end a session": _about("end_sessions", only=ID),
    "end all sessions": _about("end_sessions", only=None),
    "cancel a sign-in": _about("cancel_login", login_id=ID),
    "erase a member": _about(
        "erase_member",
        typed={"reason": "asked"},
        flash=Flash("email", "invalid-request"),
    ),
    "member being erased": _about(
        "member",
        typed=FIELDS,
        new_places_wait=False,
        erased_since=NOW - timedelta(minutes=3),
    ),
}
