from enum import StrEnum


class ClientKind(StrEnum):
    MACHINE = "machine"
    NATIVE = "native"
    WEB = "web"

    def __str__(self) -> str:
        return str(self.value)
