"""The texts of audit events, in the reader's language."""

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime

from doorstep import i18n
from doorstep.db.acting_logins import BY_SOMEBODY_ELSE
from doorstep.db.events import (
    CLIENT,
    COUNT,
    GROUP,
    STEPS_OFF,
    Detail,
    DetailValue,
    EventKind,
)
from doorstep.db.logins import Origin
from doorstep.rules.totp import STEP
from doorstep.rules.user_agents import Browser
from doorstep.transactions.recoveries import BY_RESET


def _(text: str) -> str:
    """Mark a text for translation; it is looked up when the language is known."""
    return text


_KINDS: Mapping[str, str] = {
    EventKind.password_right: _("Correct password: sign-in started"),
    EventKind.password_wrong: _("Wrong password"),
    EventKind.password_changed: _("Password changed"),
    EventKind.vouched: _("Sign-in started by the application"),
    EventKind.reset_asked: _("Password reset requested"),
    EventKind.reset_code_wrong: _("Wrong code for a password reset"),
    EventKind.reset_verified: _("Correct code for a password reset"),
    EventKind.reset_ended: _("Password reset ended"),
    EventKind.signed_in: _("Signed in"),
    EventKind.session_used: _("Signed in already: only a code is missing"),
    EventKind.code_issued: _("Sign-in passed on to the application"),
    EventKind.code_wrong: _("Wrong code"),
    EventKind.code_replayed: _("Code already used"),
    EventKind.budget_spent: _("Too many wrong codes: temporarily locked"),
    EventKind.device_disabled: _("Mobile device disabled"),
    EventKind.others_refused: _("Codes from new places blocked"),
    EventKind.application_refused: _("Admin Center access denied"),
    EventKind.client_refused: _("Access to an application denied"),
    EventKind.login_ended: _("Sign-in ended"),
    EventKind.stepped_up: _("Identity confirmed again"),
    EventKind.session_renewed: _("Session reissued"),
    EventKind.session_ended: _("Session ended"),
    EventKind.client_told: _("Sign-out passed on to the application"),
    EventKind.client_not_told: _("Sign-out not passed on: the application failed"),
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
    EventKind.member_invited: _("Invited to choose a password"),
    EventKind.invitation_accepted: _("Invitation accepted: password set"),
    EventKind.invitation_ended: _("Invitation ended"),
    EventKind.member_changed: _("Member changed"),
    EventKind.address_asked: _("Change of address requested"),
    EventKind.address_code_wrong: _("Wrong code for a change of address"),
    EventKind.address_ended: _("Change of address ended"),
    EventKind.member_disabled: _("Member disabled"),
    EventKind.member_enabled: _("Member enabled"),
    EventKind.member_erased: _("Member erased"),
    EventKind.subject_linked: _("Recognized for the first time by an application"),
    EventKind.group_added: _("Group created"),
    EventKind.group_changed: _("Group renamed"),
    EventKind.group_removed: _("Group deleted"),
    EventKind.group_member_added: _("Member added to a group"),
    EventKind.group_member_removed: _("Member removed from a group"),
    EventKind.client_added: _("Application added"),
    EventKind.client_changed: _("Application changed"),
    EventKind.client_removed: _("Application removed"),
    EventKind.client_secret_added: _("Secret of an application created"),
    EventKind.client_secret_removed: _("Secret of an application deleted"),
    EventKind.tokens_issued: _("Tokens issued to an application"),
    EventKind.tokens_refreshed: _("Tokens renewed by an application"),
    EventKind.token_revoked: _("Token given up by an application"),
    EventKind.token_reused: _("Code or token used twice: its tokens ended"),
    EventKind.token_refused: _("Code or token of an application refused"),
    EventKind.client_not_authenticated: _("Application failed to authenticate"),
    EventKind.redirect_refused: _("Return address of an application not registered"),
    EventKind.signing_key_added: _("Signing key added"),
}
_STAGES: Mapping[str, str] = {
    "setup_required": _("Setup required"),
    "setting_up": _("Setting up"),
    "code_required": _("Code required"),
    "verify_email": _("Email"),
    "install_app": _("App"),
    "connect_device": _("Connect"),
    "confirm_code": _("Confirm"),
    "enrolled": _("Set up"),
    "set_password": _("New password"),
    "done": _("Done"),
    "expired": _("Expired"),
    "cancelled": _("Cancelled"),
}


_CHANGES: Mapping[str, str] = {
    "two_step_required": _("Two-step verification: %(before)s → %(after)s"),
    "role": _("Role: %(before)s → %(after)s"),
    "language": _("Language: %(before)s → %(after)s"),
    "colour": _("Colour: %(before)s → %(after)s"),
}
_CLIENT_FIELDS: Mapping[str, str] = {
    "redirect_uris": _("return addresses"),
    "post_logout_redirect_uris": _("return addresses after sign-out"),
    "backchannel_logout_uri": _("address for sign-outs"),
    "initiate_login_uri": _("address that starts a sign-in"),
    "client_uri": _("home page"),
    "auth_method": _("authentication"),
    "jwks": _("public keys"),
    "jwks_uri": _("address of the public keys"),
    "min_acr": _("two-step verification"),
    "scopes": _("scopes"),
    "require_pkce": _("PKCE"),
    "id_token_alg": _("signature of ID tokens"),
    "entra_tenant_id": _("Entra tenant"),
    "entra_client_id": _("Entra application"),
    "entra_issuer": _("Entra issuer"),
}
_VALUES: Mapping[str, str] = {
    "True": _("on"),
    "False": _("off"),
    "admin": _("Administrator"),
    "member": _("Member"),
    "none": _("Doorstep's own"),
}
_FACTORS: Mapping[str, str] = {
    "pwd": _("Password"),
    "otp": _("One-time code"),
    "pwd otp mfa": _("Password and one-time code"),
}
"""By the AMR of the event."""
_LEDGERS: Mapping[str, str] = {
    "known_network": _("From a known network"),
    "other_networks": _("From a new network"),
}
_FLAGS: Mapping[str, str] = {
    "email": _("Email address changed"),
    "imported": _("By an import"),
    "with_device": _("With a mobile device"),
}
ABOUT_CLIENTS = frozenset(
    {
        EventKind.client_added,
        EventKind.client_changed,
        EventKind.client_removed,
        EventKind.client_secret_added,
        EventKind.client_secret_removed,
    }
)
"""Where other events name a client, it acted."""


def detail_words(detail: Detail, language: str) -> list[str]:
    """Everything that is known about an event, a sentence each, but for what somebody
    typed: the reason, and names.
    """
    gettext = i18n.translator(language).gettext
    words = [
        gettext(text) % {"before": before, "after": after}
        for name, text in _CHANGES.items()
        if name in detail
        for before, after in [_change(detail, name, language)]
        if before or after
    ]
    if detail.get("name") and "name_to" not in detail:
        words.append(gettext(_("Name changed")))
    words += [gettext(text) for name, text in _FLAGS.items() if detail.get(name)]
    if CLIENT in detail:
        words += _client_words(detail, gettext)
    if amr := str(detail.get("amr", "")):
        words.append(gettext(_FACTORS.get(amr, _FACTORS["pwd otp mfa"])))
    if detail.get("by") == BY_RESET:
        words.append(gettext(_("With a code sent by email")))
    if (ledger := str(detail.get("ledger", ""))) in _LEDGERS:
        words.append(gettext(_LEDGERS[ledger]))
    if isinstance(off := detail.get(STEPS_OFF), int):
        text = _("Phone clock %(time)s behind") if off < 0 else _CLOCK_AHEAD
        skew = i18n.format_duration(abs(off) * STEP, language)
        words.append(gettext(text) % {"time": skew})
    if since := detail.get("since"):
        moment = i18n.format_second(datetime.fromisoformat(str(since)), language)
        count = {"count": detail.get(COUNT, ""), "moment": moment}
        words.append(gettext(_("%(count)s times since %(moment)s")) % count)
    return words


def _client_words(detail: Detail, gettext: Callable[[str], str]) -> Iterator[str]:
    """What was changed of a client."""
    if "disabled" in detail:
        text = _("Turned off") if detail["disabled"] else _("Turned on")
        yield gettext(text)
    fields = [gettext(text) for name, text in _CLIENT_FIELDS.items() if name in detail]
    if fields:
        yield gettext(_("Changed: %(fields)s")) % {"fields": ", ".join(fields)}


_CLOCK_AHEAD = _("Phone clock %(time)s ahead")


def name_words(detail: Detail, language: str) -> str:
    """What a changed name was and is; empty where it was not changed, or erased. That
    of a client or group stands beside each event that is about it.
    """
    if "name_to" not in detail:
        return ""
    if detail["name_to"] == detail.get("name_from"):
        words = group_words if GROUP in detail else application_words
        return words(str(detail["name_to"]), language)
    text = i18n.translator(language).gettext(_("Name: %(before)s → %(after)s"))
    return text % {"before": detail.get("name_from", ""), "after": detail["name_to"]}


def application_words(name: str, language: str) -> str:
    """Which client it is."""
    text = i18n.translator(language).gettext(_("Application: %(name)s"))
    return text % {"name": name}


def group_words(name: str, language: str) -> str:
    """Which group it is."""
    return i18n.translator(language).gettext(_("Group: %(name)s")) % {"name": name}


def _change(detail: Detail, name: str, language: str) -> tuple[str, str]:
    """What it was and is; empty where an earlier release did not write it down."""
    after = detail.get(f"{name}_to", detail[name])
    before = detail.get(f"{name}_from", "")
    if name == "two_step_required":
        before = not after
    elif after is True:
        return "", ""
    return _value(before, language), _value(after, language)


def _value(value: DetailValue, language: str) -> str:
    if str(value) in _VALUES:
        return i18n.translator(language).gettext(_VALUES[str(value)])
    return i18n.OWN_NAMES.get(str(value), str(value))


def operator_words(kind: str, language: str) -> str:
    """Who acted where no member did; empty for what members do themselves."""
    if kind not in BY_SOMEBODY_ELSE:
        return ""
    return i18n.translator(language).gettext(_("Operator, command line"))


def browser_words(browser: Browser, language: str) -> str:
    """`Firefox on Windows`; empty for one that is not known."""
    if not browser.system:
        return browser.family
    text = i18n.translator(language).gettext(_("%(family)s on %(system)s"))
    family = browser.family or "?"
    return text % {"family": family, "system": browser.system}


def origin_words(origin: Origin, language: str) -> str:
    """`Firefox on Windows · 192.0.2.7`."""
    parts = (browser_words(origin.browser, language), origin.client_address)
    return " · ".join(part for part in parts if part)


def kind_words(kind: str, language: str) -> str:
    """A kind of a later version is shown as it is."""
    return i18n.translator(language).gettext(_KINDS.get(kind, kind))


def stage_words(stage: str, language: str) -> str:
    return i18n.translator(language).gettext(_STAGES.get(stage, stage))
