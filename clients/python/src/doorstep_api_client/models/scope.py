from enum import StrEnum


class Scope(StrEnum):
    CLIENT_ADDRESS = "client_address"
    EMAIL = "email"
    EVENTSREAD = "events:read"
    MEMBERSREAD = "members:read"
    OFFLINE_ACCESS = "offline_access"
    OPENID = "openid"
    PROFILE = "profile"
    SUBJECTS = "subjects"
    VERIFICATIONS = "verifications"

    def __str__(self) -> str:
        return str(self.value)
