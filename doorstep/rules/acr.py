"""Levels of authentication, as clients ask for them and are told (OpenID Connect Core
2, `acr`).
"""

from enum import StrEnum


class Acr(StrEnum):
    """Lowest first. `mfa`: an authenticator's code as well as the password."""

    pwd = "urn:doorstep:acr:pwd"  # noqa: S105  a level, not a password
    mfa = "urn:doorstep:acr:mfa"

    @property
    def height(self) -> int:
        return list(Acr).index(self)
