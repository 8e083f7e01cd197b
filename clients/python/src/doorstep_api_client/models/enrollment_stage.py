from enum import StrEnum


class EnrollmentStage(StrEnum):
    CANCELLED = "cancelled"
    CONFIRM_CODE = "confirm_code"
    CONNECT_DEVICE = "connect_device"
    ENROLLED = "enrolled"
    EXPIRED = "expired"
    INSTALL_APP = "install_app"
    VERIFY_EMAIL = "verify_email"

    def __str__(self) -> str:
        return str(self.value)
