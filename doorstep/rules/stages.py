"""The stages of flows, in their order.

login        setup_required → setting_up → code_required → signed_in
             | expired | cancelled
enrollment   verify_email → install_app → connect_device → confirm_code → enrolled
             | expired | cancelled
recovery     verify_email → set_password → done
             | expired | cancelled
address      verify_email → changed
             | expired | cancelled
invitation   invited → accepted
             | expired | cancelled
"""

from enum import StrEnum
from typing import TypeAlias


class Application(StrEnum):
    """The applications of Doorstep itself."""

    web_console = "web_console"
    admin_center = "admin_center"


ApplicationId: TypeAlias = str
"""The application that a login is for: one of Doorstep's own, or a client's id."""

APPLICATION_ID = "^(web_console|admin_center|app_[A-Za-z0-9_-]{22})$"


def is_client(application: ApplicationId) -> bool:
    """Whether it is a client, not one of Doorstep's own."""
    return application.startswith("app_")


class LoginStage(StrEnum):
    """The stage of a login."""

    setup_required = "setup_required"
    setting_up = "setting_up"
    code_required = "code_required"
    signed_in = "signed_in"
    expired = "expired"
    cancelled = "cancelled"

    @property
    def final(self) -> bool:
        return not AFTER_LOGIN_STAGE[self]


class EnrollmentStage(StrEnum):
    """The stage of a setup."""

    verify_email = "verify_email"
    install_app = "install_app"
    connect_device = "connect_device"
    confirm_code = "confirm_code"
    enrolled = "enrolled"
    expired = "expired"
    cancelled = "cancelled"

    @property
    def final(self) -> bool:
        return not AFTER_ENROLLMENT_STAGE[self]

    @property
    def shows_secret(self) -> bool:
        return self in (EnrollmentStage.connect_device, EnrollmentStage.confirm_code)


class RecoveryStage(StrEnum):
    """The stage of a recovery: the reset of a forgotten password."""

    verify_email = "verify_email"
    set_password = "set_password"  # noqa: S105  a word, not a password
    done = "done"
    expired = "expired"
    cancelled = "cancelled"

    @property
    def final(self) -> bool:
        return not AFTER_RECOVERY_STAGE[self]


class AddressStage(StrEnum):
    """The stage of a change of address."""

    verify_email = "verify_email"
    changed = "changed"
    expired = "expired"
    cancelled = "cancelled"

    @property
    def final(self) -> bool:
        return not AFTER_ADDRESS_STAGE[self]


class InvitationStage(StrEnum):
    """The stage of an invitation."""

    invited = "invited"
    accepted = "accepted"
    expired = "expired"
    cancelled = "cancelled"

    @property
    def final(self) -> bool:
        return not AFTER_INVITATION_STAGE[self]


_WORDS = {
    "setup_required": "setup required",
    "setting_up": "setting up",
    "code_required": "code prompt",
    "signed_in": "signed in",
    "verify_email": "verifying the email address",
    "install_app": "installing an app",
    "connect_device": "connecting the device",
    "confirm_code": "confirming with a code",
    "set_password": "choosing a password",
}


def in_words(stage: str) -> str:
    """A stage as operators read it; one of a later release is shown as it is."""
    return _WORDS.get(stage, stage)


_L = LoginStage
_ENDED_LOGIN = frozenset({_L.expired, _L.cancelled})
AFTER_LOGIN_STAGE: dict[LoginStage, frozenset[LoginStage]] = {
    _L.setup_required: frozenset({_L.setting_up}) | _ENDED_LOGIN,
    _L.setting_up: frozenset({_L.setup_required, _L.code_required}) | _ENDED_LOGIN,
    _L.code_required: frozenset({_L.setting_up, _L.signed_in}) | _ENDED_LOGIN,
    _L.signed_in: frozenset(),
    _L.expired: frozenset(),
    _L.cancelled: frozenset(),
}

_E = EnrollmentStage
_ENDED_SETUP = frozenset({_E.expired, _E.cancelled})
AFTER_ENROLLMENT_STAGE: dict[EnrollmentStage, frozenset[EnrollmentStage]] = {
    _E.verify_email: frozenset({_E.install_app}) | _ENDED_SETUP,
    _E.install_app: frozenset({_E.connect_device}) | _ENDED_SETUP,
    _E.connect_device: frozenset({_E.confirm_code, _E.enrolled}) | _ENDED_SETUP,
    _E.confirm_code: frozenset({_E.enrolled}) | _ENDED_SETUP,
    _E.enrolled: frozenset(),
    _E.expired: frozenset(),
    _E.cancelled: frozenset(),
}

_R = RecoveryStage
_ENDED_RECOVERY = frozenset({_R.expired, _R.cancelled})
AFTER_RECOVERY_STAGE: dict[RecoveryStage, frozenset[RecoveryStage]] = {
    _R.verify_email: frozenset({_R.set_password}) | _ENDED_RECOVERY,
    _R.set_password: frozenset({_R.done}) | _ENDED_RECOVERY,
    _R.done: frozenset(),
    _R.expired: frozenset(),
    _R.cancelled: frozenset(),
}

_A = AddressStage
AFTER_ADDRESS_STAGE: dict[AddressStage, frozenset[AddressStage]] = {
    _A.verify_email: frozenset({_A.changed, _A.expired, _A.cancelled}),
    _A.changed: frozenset(),
    _A.expired: frozenset(),
    _A.cancelled: frozenset(),
}

_I = InvitationStage
AFTER_INVITATION_STAGE: dict[InvitationStage, frozenset[InvitationStage]] = {
    _I.invited: frozenset({_I.accepted, _I.expired, _I.cancelled}),
    _I.accepted: frozenset(),
    _I.expired: frozenset(),
    _I.cancelled: frozenset(),
}
