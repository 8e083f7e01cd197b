from enum import StrEnum


class LoginStage(StrEnum):
    CANCELLED = "cancelled"
    CODE_REQUIRED = "code_required"
    EXPIRED = "expired"
    SETTING_UP = "setting_up"
    SETUP_REQUIRED = "setup_required"
    SIGNED_IN = "signed_in"

    def __str__(self) -> str:
        return str(self.value)
