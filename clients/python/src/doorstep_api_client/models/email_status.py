from enum import StrEnum


class EmailStatus(StrEnum):
    FAILED = "failed"
    RETRYING = "retrying"
    SENDING = "sending"
    SENT = "sent"

    def __str__(self) -> str:
        return str(self.value)
