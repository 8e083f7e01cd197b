"""The URIs of clients: which may be registered, and when one equals another.

A redirect URI is compared character by character (RFC 9700 4.1.3), since every pattern
has been a way out. So one is registered as browsers will send it.
"""

import re
from collections.abc import Iterable
from typing import Annotated, TypeAlias
from urllib.parse import urlsplit

from pydantic import AfterValidator, Field, StringConstraints
from pydantic_core import PydanticCustomError

from doorstep.rules.clients import ClientKind
from doorstep.rules.networks import is_public, read_address
from doorstep.rules.origins import origin_of

_LONGEST = 2000
_CHARACTERS = r"^https?://[A-Za-z0-9._~:/?\[\]@!$&'()*+,;=%-]+$"
_SHAPE = re.compile(_CHARACTERS)
_HOSTS_HERE = ("127.0.0.1", "::1", "localhost")
_LOOPBACK = re.compile(
    r"(https?://(?:127\.0\.0\.1|\[::1\]|localhost))(?::[0-9]{1,5})?((?:[/?].*)?)"
)


def _client_uri(text: str) -> str:
    """RFC 6749 3.1.2: absolute and without a fragment; `https`, or on loopback."""
    if "#" in text:
        raise PydanticCustomError("uri_fragment", "must not contain a fragment (#)")
    if not _SHAPE.fullmatch(text):
        raise PydanticCustomError("uri", "must be a URL such as https://a.example/back")
    try:
        parts = urlsplit(text)
        origin_of(f"{parts.scheme}://{parts.netloc}")
    except ValueError:
        raise PydanticCustomError(
            "uri", "must be a URL such as https://a.example/back"
        ) from None
    if parts.scheme == "http" and parts.hostname not in _HOSTS_HERE:
        raise PydanticCustomError(
            "uri_plain", "must begin with https, unless it is on localhost"
        )
    return text


ClientUri: TypeAlias = Annotated[
    str,
    StringConstraints(max_length=_LONGEST),
    AfterValidator(_client_uri),
    Field(json_schema_extra={"format": "uri", "pattern": _CHARACTERS}),
]
"""`https`, or `http` on loopback: 127.0.0.1, [::1] or localhost."""


def is_registered(uri: str, registered: Iterable[str], kind: ClientKind) -> bool:
    """Whether it equals one of them; of a native client's loopback URI the port is free
    (RFC 8252 7.3).
    """
    known = tuple(registered)
    if uri in known:
        return True
    if kind is not ClientKind.native or (asked := _without_port(uri)) is None:
        return False
    return asked in filter(None, map(_without_port, known))


def origins_of(uris: Iterable[str]) -> frozenset[str]:
    """The origins, as browsers send them."""
    parts = map(urlsplit, uris)
    return frozenset(origin_of(f"{each.scheme}://{each.netloc}") for each in parts)


def is_on_loopback(uri: str) -> bool:
    """Whether it leads to the machine of whoever follows it."""
    host = urlsplit(uri).hostname or ""
    address = read_address(host)
    return host == "localhost" if address is None else address.is_loopback


def reached_from(uri: str, public_url: str) -> bool:
    """Whether Doorstep itself may send requests there (of keys, of sign-outs).

    Only a Doorstep on loopback reaches this machine and its neighbours. The addresses
    that a name resolves to are checked with `may_be_reached` before each request.
    """
    if is_on_loopback(public_url):
        return True
    return may_be_reached(urlsplit(uri).hostname or "")


def may_be_reached(host: str) -> bool:
    """False for the address of a private, link-local or otherwise special network."""
    address = read_address(host)
    if address is None:
        return host != "localhost" and not host.endswith(".localhost")
    return is_public(address)


def _without_port(uri: str) -> tuple[str, str] | None:
    """What is before and after the port of a loopback URI; None for other URIs."""
    found = _LOOPBACK.fullmatch(uri)
    if found is None:
        return None
    try:
        port = urlsplit(uri).port
    except ValueError:
        return None
    return None if port == 0 else (found[1], found[2])
