from enum import StrEnum


class Acr(StrEnum):
    URNDOORSTEPACRMFA = "urn:doorstep:acr:mfa"
    URNDOORSTEPACRPWD = "urn:doorstep:acr:pwd"

    def __str__(self) -> str:
        return str(self.value)
