"""Levels of authentication, as clients ask for them and are told (OpenID Connect Core
2, `acr`; RFC 8176).

What a client, an account and a request ask for are floors: the highest holds.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import StrEnum


class Acr(StrEnum):
    """Lowest first. `mfa`: an authenticator's code as well as the password."""

    pwd = "urn:doorstep:acr:pwd"  # noqa: S105  a level, not a password
    mfa = "urn:doorstep:acr:mfa"

    @property
    def height(self) -> int:
        return list(Acr).index(self)

    def at_least(self, floor: "Acr") -> bool:
        return self.height >= floor.height


SECOND_FACTOR = ("otp",)
"""The `amr` of a login whose first factor the client has checked by itself."""


def acr_of(amr: Collection[str]) -> Acr:
    """A second factor alone comes with a first one that the client vouches for."""
    return Acr.mfa if "otp" in amr else Acr.pwd


def highest(floors: Iterable[Acr | None]) -> Acr:
    return Acr.mfa if Acr.mfa in floors else Acr.pwd


def known(values: Iterable[str]) -> tuple[Acr, ...]:
    """Those that there are, in the order in which they were asked for."""
    names = {each.value: each for each in Acr}
    return tuple(names[value] for value in values if value in names)


@dataclass(frozen=True)
class AcrWish:
    """What an authorization request asks for.

    `wanted` is voluntary: it raises what is asked of the person, where it can.
    `essential` has the values of which one must be reached; None where none must.
    """

    wanted: Acr | None = None
    essential: tuple[Acr, ...] | None = None

    def needed(self, floor: Acr) -> Acr | None:
        """The least that fulfils it; None where nothing that is allowed does."""
        if self.essential is None:
            return highest((floor, self.wanted))
        fitting = [each for each in self.essential if each.at_least(floor)]
        return fitting[0] if fitting else None

    def stated(self, reached: Acr, floor: Acr) -> Acr | None:
        """What the client is told; None where it would be no value that is essential.

        A stronger authentication includes the weaker one, unless that is below a floor.
        """
        if self.essential is None or reached in self.essential:
            return reached
        weaker = Acr.pwd in self.essential and Acr.pwd.at_least(floor)
        return Acr.pwd if weaker else None
