from enum import StrEnum


class ContinueStage(StrEnum):
    CONNECT_DEVICE = "connect_device"
    INSTALL_APP = "install_app"

    def __str__(self) -> str:
        return str(self.value)
