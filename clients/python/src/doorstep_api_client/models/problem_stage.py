from enum import StrEnum


class ProblemStage(StrEnum):
    ACCEPTED = "accepted"
    CANCELLED = "cancelled"
    CHANGED = "changed"
    CODE_REQUIRED = "code_required"
    CONFIRM_CODE = "confirm_code"
    CONNECT_DEVICE = "connect_device"
    DONE = "done"
    ENROLLED = "enrolled"
    EXPIRED = "expired"
    INSTALL_APP = "install_app"
    INVITED = "invited"
    SETTING_UP = "setting_up"
    SETUP_REQUIRED = "setup_required"
    SET_PASSWORD = "set_password"
    SIGNED_IN = "signed_in"
    VERIFY_EMAIL = "verify_email"

    def __str__(self) -> str:
        return str(self.value)
