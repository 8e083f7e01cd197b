from enum import StrEnum


class RecoveryStage(StrEnum):
    CANCELLED = "cancelled"
    DONE = "done"
    EXPIRED = "expired"
    SET_PASSWORD = "set_password"
    VERIFY_EMAIL = "verify_email"

    def __str__(self) -> str:
        return str(self.value)
