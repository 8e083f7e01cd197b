"""Checks of host names and ports, before a connection is opened."""

import re
from ipaddress import IPv6Address, ip_address

NO_PORT = "a port must be a number from 1 to 65535"
NO_HOST = "its host is not a valid name: each part must have 1 to 63 characters"
_LAST_PORT = 65535
_PORT_DIGITS = 5
_TARGET = re.compile(r"(?:\[(?P<v6>[^%]+)\]|(?P<name>[\w.-]+))(?::(?P<port>.*))?")


def is_port(text: str) -> bool:
    """Whether it is a number from 1 to 65535, in ASCII digits only."""
    plain = text.isascii() and text.isdecimal() and len(text) <= _PORT_DIGITS
    return plain and 1 <= int(text) <= _LAST_PORT


def is_host(name: str) -> bool:
    """Whether it can be resolved; for other names Python raises UnicodeError."""
    try:
        return bool(name.encode("idna"))
    except UnicodeError:
        return False


def is_loopback(host: str) -> bool:
    """Whether it is this machine: an address, in brackets or not, or `localhost`."""
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host == "localhost"


def is_target(address: str) -> bool:
    """Whether it is `host:port` or `host`, with IPv6 addresses in brackets."""
    found = _TARGET.fullmatch(address)
    if found is None or not (found["port"] is None or is_port(found["port"])):
        return False
    return is_host(found["name"]) if found["name"] else _is_v6(found["v6"])


def _is_v6(text: str) -> bool:
    try:
        IPv6Address(text)
    except ValueError:
        return False
    return True
