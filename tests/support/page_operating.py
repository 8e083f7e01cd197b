"""The pages of the Admin Center about running setups and the audit trail."""

from uuid import UUID

from api.actions.inviting import InvitationState
from api.edge import bodies
from api.edge.event_bodies import Event
from api.pages.admin.audit_line import Line
from api.pages.frame.flash import Flash
from api.texts.events import kind_words, origin_words
from doorstep.db.event_filter import EventFilter
from doorstep.db.events import EventKind
from doorstep.db.logins import Origin
from doorstep.rules.colours import DARK, LIGHT, in_light_and_dark
from doorstep.rules.people import TwoStep
from doorstep.rules.stages import EnrollmentStage
from doorstep.rules.user_agents import Browser
from doorstep.why.explanations import Reason
from page_states import (
    FIELDS,
    ID,
    NAME,
    NOW,
    State,
    account,
    in_admin_center,
    member,
    running_setup,
)

_E = EnrollmentStage
_ADMIN = UUID("01890000-0000-7000-8000-000000000002")
_NAMES = {ID: NAME, _ADMIN: "Robin Keller"}
_REASON = "Ticket 4711"
_STEPS = (EventKind.signed_in, EventKind.code_wrong, EventKind.enrollment_moved)


def _settings(colour: str | None, previewed: bool = False) -> dict[str, object]:
    light, dark = in_light_and_dark(colour)
    return {
        "account": account(colour=colour),
        "typed": {
            "name": "Acme & Sons",
            "language": "pt",
            "colour": colour or "#0b6b63",
        },
        "previewed": previewed,
        "schemes": {"light": (LIGHT, light), "dark": (DARK, dark)},
    }


def _put_off(language: str) -> bodies.RunningSetup:
    return running_setup(
        language, _E.verify_email, Reason.mail_put_off, "smtp 451 4.7.1"
    )


_ORIGINS = {ID: Origin("192.0.2.7", Browser("Firefox", "Windows"), "Billing")}
_CLIENT = "app_kP3vX9sQ2mT7wZ4yB8nL1A"


def _two_setups(language: str) -> dict[str, object]:
    connecting = running_setup(language, _E.connect_device, Reason.connect_device)
    items = (_put_off(language), connecting)
    return {
        "setups": bodies.Page[bodies.RunningSetup](items=items, next_cursor="7"),
        "origins": {ID: origin_words(_ORIGINS[ID], language)},
    }


def _event(
    kind: EventKind, actor: UUID | None = None, **detail: str | int | bool
) -> Event:
    """Like the product's: it tells where members and administrators acted, and for a
    wrong password and an operator nothing.
    """
    of_account = kind is EventKind.account_changed
    in_a_login = kind in _STEPS or actor is not None
    return Event(
        id=ID,
        kind=kind,
        at=NOW,
        member_id=None if of_account else ID,
        actor_id=actor,
        login_id=ID if kind in _STEPS else None,
        enrollment_id=None,
        actor_login_id=ID if actor else None,
        client_address="192.0.2.7" if in_a_login else None,
        browser_family="Firefox" if in_a_login else None,
        browser_system="Windows" if in_a_login else None,
        client_name="Billing" if in_a_login or "client" in detail else None,
        detail=dict(detail),
    )


def _trail(language: str, *events: Event) -> dict[str, object]:
    return {
        "lines": [Line.of(event, _NAMES, language) for event in events],
        "kinds": [(kind.value, kind_words(kind, language)) for kind in EventKind],
        "members": (member(),),
    }


def _three_events(language: str) -> dict[str, object]:
    return _trail(
        language,
        _event(EventKind.device_reset, _ADMIN, reason=_REASON),
        _event(EventKind.enrollment_moved, stage="connect_device"),
        _event(EventKind.signed_in, amr="pwd otp mfa"),
        _event(EventKind.code_wrong, ledger="other_networks", steps_off=-4),
        _event(EventKind.password_wrong, count=12, since=NOW.isoformat()),
        _event(EventKind.account_changed, _ADMIN, two_step_required=False, name=True),
        _event(
            EventKind.account_changed,
            name=True,
            name_from="Acme",
            name_to="Acme & Sons",
        ),
        _event(EventKind.member_changed, _ADMIN, role="admin", role_from="member"),
        _event(
            EventKind.account_changed,
            language=True,
            language_from="en",
            language_to="pt",
        ),
        _event(
            EventKind.client_changed,
            client=_CLIENT,
            disabled=True,
            redirect_uris=True,
            name_from="Billing",
            name_to="Billing",
        ),
        _event(EventKind.member_created, client=_CLIENT),
    )


OPERATING = {
    "account": State(
        "admin_center/account.html",
        _settings(None),
        step="account",
    ),
    "account in preview": State(
        "admin_center/account.html",
        _settings("#7b1fa2", previewed=True),
        step="account",
    ),
    "setups": State(
        "admin_center/set_ups.html",
        in_admin_center(later=True),
        _two_setups,
        step="set-ups",
    ),
    "no setups": State(
        "admin_center/set_ups.html",
        in_admin_center(
            setups=bodies.Page[bodies.RunningSetup](items=(), next_cursor=None),
            origins={},
            later=False,
        ),
        step="set-ups",
    ),
    "setup": State(
        "admin_center/set_up.html",
        in_admin_center(flash=Flash("cancel-setup", "invalid-request")),
        lambda language: {"setup": _put_off(language), "origins": {}},
        step="set-ups",
    ),
    "locked member": State(
        "admin_center/member.html",
        in_admin_center(
            member=member(two_step=TwoStep.locked),
            typed=FIELDS,
            invitation=InvitationState(None, NOW, possible=False),
            new_places_wait=False,
            inside=[],
            outside=[],
            erased_since=None,
            flash=Flash("unlock-device", "no-wait"),
        ),
        step="members",
    ),
    "member whose new places wait": State(
        "admin_center/member.html",
        in_admin_center(
            member=member(two_step=TwoStep.enrolled),
            typed=FIELDS,
            invitation=InvitationState(None, NOW, possible=False),
            new_places_wait=True,
            inside=[],
            outside=[],
            erased_since=None,
        ),
        step="members",
    ),
    "unlock": State(
        "admin_center/unlock_device.html",
        in_admin_center(member=member()),
        step="members",
    ),
    "audit trail": State(
        "admin_center/audit.html",
        in_admin_center(
            next_cursor="7",
            later=False,
            wanted=EventFilter(member_id=ID),
            query={"from": "2026-03-01"},
        ),
        _three_events,
        step="audit",
    ),
    "empty audit trail": State(
        "admin_center/audit.html",
        in_admin_center(
            next_cursor=None,
            later=False,
            wanted=EventFilter(kind=EventKind.device_replaced),
            query={},
        ),
        _trail,
        step="audit",
    ),
}
