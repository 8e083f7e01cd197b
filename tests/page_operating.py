"""The pages of the Admin Center that tell who is stuck, and what happened."""

from api import bodies
from api.pages.audit_trail import Line
from api.pages.said import Said
from doorstep.accounts import TwoStep
from doorstep.db.events import EventFilter, EventKind
from doorstep.look import DARK, LIGHT, in_light_and_dark
from doorstep.stages import EnrollmentStage
from page_states import ID, NAME, NOW, State, account, member, running_setup

_FAILURE = "smtp 451 4.7.1"
_REASON = "123"
_TRAIL: dict[str, object] = {
    "lines": [],
    "next_cursor": None,
    "later": False,
    "wanted": EventFilter(),
    "kinds": [(kind.value, "…") for kind in EventKind],
    "members": (member(),),
}


def _look(colour: str | None, previewed: bool = False) -> dict[str, object]:
    light, dark = in_light_and_dark(colour)
    return {
        "account": account(colour=colour),
        "previewed": previewed,
        "schemes": {"light": (LIGHT, light), "dark": (DARK, dark)},
    }


def in_admin_center(**shown: object) -> dict[str, object]:
    return {"account": account(), **shown}


def _setups(*setups: bodies.RunningSetup, later: bool = False) -> dict[str, object]:
    cursor = "7" if later else None
    page = bodies.Page[bodies.RunningSetup](items=setups, next_cursor=cursor)
    return in_admin_center(setups=page, later=later)


def _line(kind: EventKind, actor: str = "", **detail: str) -> Line:
    event = bodies.Event(
        id=ID,
        kind=kind,
        at=NOW,
        member_id=ID,
        actor_id=ID if actor else None,
        login_id=None,
        enrollment_id=None,
        detail=dict(detail),
    )
    return Line(event, "…", NAME, actor)


OPERATING = {
    "account": State(
        "admin_center/account.html",
        "The account",
        ("Name", "Português", "Colour", "Preview", "Save", "Acme & Sons"),
        _look(None),
    ),
    "account in preview": State(
        "admin_center/account.html",
        "The account",
        ("Nothing is saved yet.", "Save with the colour of Doorstep"),
        _look("#7b1fa2", previewed=True),
    ),
    "set-ups": State(
        "admin_center/set_ups.html",
        "Set-ups",
        (NAME, "Email", "Connect", "12 minutes ago", "smtp 451", "Send again"),
        _setups(
            running_setup(last_mail_failure=_FAILURE),
            running_setup(EnrollmentStage.connect_device),
            later=True,
        ),
    ),
    "no set-ups": State(
        "admin_center/set_ups.html",
        "Set-ups",
        ("Nobody is setting up a mobile device at the moment.",),
        _setups(),
    ),
    "set-up": State(
        "admin_center/set_up.html",
        f"The set-up of {NAME}",
        ("What it waits for", "Send the email again", "Reason", "Cancel the set-up"),
        in_admin_center(
            setup=running_setup(last_mail_failure=_FAILURE),
            said=Said("cancel-setup", "invalid-request"),
        ),
    ),
    "locked member": State(
        "admin_center/member.html",
        NAME,
        ("Unlock device", "Reset device", "in no wait"),
        in_admin_center(
            member=member(two_step=TwoStep.locked),
            typed=member(),
            said=Said("unlock-device", "no-wait"),
        ),
    ),
    "unlock": State(
        "admin_center/unlock_device.html",
        f"Unlock the mobile device of {NAME}",
        ("Reason", "Unlock the device"),
        in_admin_center(member=member()),
    ),
    "audit trail": State(
        "admin_center/audit.html",
        "Audit trail",
        ("March 5, 2026, 14:03 UTC", NAME, _REASON, "What happened", "Everybody"),
        in_admin_center(
            **{
                **_TRAIL,
                "lines": [
                    _line(EventKind.signed_in),
                    _line(EventKind.device_reset, NAME, reason=_REASON),
                ],
                "next_cursor": "7",
                "wanted": EventFilter(EventKind.device_reset, ID),
            }
        ),
    ),
    "empty audit trail": State(
        "admin_center/audit.html",
        "Audit trail",
        ("Nothing of this kind has happened so far.",),
        in_admin_center(**_TRAIL),
    ),
}
