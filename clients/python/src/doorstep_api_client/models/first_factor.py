from enum import StrEnum


class FirstFactor(StrEnum):
    CLIENT = "client"
    DOORSTEP = "doorstep"
    ID_TOKEN_HINT = "id_token_hint"

    def __str__(self) -> str:
        return str(self.value)
