from enum import StrEnum


class ProblemReason(StrEnum):
    COMMON = "common"
    PERSONAL = "personal"
    TOO_SHORT = "too-short"

    def __str__(self) -> str:
        return str(self.value)
