"""The texts of audit events, in the reader's language."""

from collections.abc import Mapping

from doorstep import i18n
from doorstep.db.events import EventKind


def _(text: str) -> str:
    """Mark a text for translation; it is looked up when the language is known."""
    return text


_KINDS: Mapping[str, str] = {
    EventKind.password_right: _("Correct password: sign-in started"),
    EventKind.password_wrong: _("Wrong password"),
    EventKind.password_changed: _("Password changed"),
    EventKind.signed_in: _("Signed in"),
    EventKind.code_wrong: _("Wrong code"),
    EventKind.code_replayed: _("Code already used"),
    EventKind.budget_spent: _("Too many wrong codes: temporarily locked"),
    EventKind.device_disabled: _("Mobile device disabled"),
    EventKind.others_refused: _("Codes from new places blocked"),
    EventKind.application_refused: _("Admin Center access denied"),
    EventKind.login_ended: _("Sign-in ended"),
    EventKind.session_renewed: _("Session reissued"),
    EventKind.session_ended: _("Session ended"),
    EventKind.enrollment_started: _("Setup started"),
    EventKind.enrollment_moved: _("Setup continued"),
    EventKind.enrollment_ended: _("Setup ended"),
    EventKind.email_asked: _("Email sent again"),
    EventKind.email_code_wrong: _("Wrong emailed code"),
    EventKind.setup_code_wrong: _("Wrong setup code"),
    EventKind.device_added: _("Mobile device set up"),
    EventKind.device_replaced: _("Mobile device replaced"),
    EventKind.device_reset: _("Mobile device reset"),
    EventKind.device_unlocked: _("Mobile device unlocked"),
    EventKind.flow_cancelled: _("Cancelled by an operator"),
    EventKind.account_created: _("Account created"),
    EventKind.account_changed: _("Account changed"),
    EventKind.member_created: _("Member created"),
    EventKind.member_changed: _("Member changed"),
    EventKind.member_disabled: _("Member disabled"),
    EventKind.member_enabled: _("Member enabled"),
    EventKind.member_erased: _("Member erased"),
}
_STAGES: Mapping[str, str] = {
    "verify_email": _("Email"),
    "install_app": _("App"),
    "connect_device": _("Connect"),
    "confirm_code": _("Confirm"),
    "enrolled": _("Set up"),
    "expired": _("Expired"),
    "cancelled": _("Cancelled"),
}


def kind_words(kind: str, language: str) -> str:
    """A kind of a later version is shown as it is."""
    return i18n.translator(language).gettext(_KINDS.get(kind, kind))


def stage_words(stage: str, language: str) -> str:
    return i18n.translator(language).gettext(_STAGES.get(stage, stage))
