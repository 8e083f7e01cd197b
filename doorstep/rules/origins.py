"""The serialization of an origin as browsers send it, from any spelling of a URL.

Sources: RFC 6454 6.2 (ASCII serialization), RFC 5891 with UTS 46 (names beyond ASCII).
"""

import re
from ipaddress import IPv4Address, IPv6Address
from urllib.parse import SplitResult, urlsplit

import idna

_USUAL_PORTS = {"http": 80, "https": 443}
_ASCII_NAME = re.compile(r"[a-z0-9_-]+(?:\.[a-z0-9_-]+)*")


def origin_of(url: str) -> str:
    """`https://BÜCHER.example.:443/` is `https://xn--bcher-kva.example`.

    Raises ValueError, with a sentence, unless it is an http(s) URL without a path.
    """
    parts = urlsplit(url)
    if parts.scheme not in _USUAL_PORTS or not parts.hostname:
        raise ValueError("must be an http or https URL")
    if parts.path not in ("", "/") or parts.query or parts.fragment:
        raise ValueError("must be an origin, without a path")
    if "@" in parts.netloc:
        raise ValueError("must be an origin, without a user")
    return f"{parts.scheme}://{_host(parts.hostname)}{_port(parts)}"


def _host(name: str) -> str:
    if ":" in name:
        return f"[{IPv6Address(name).compressed}]"
    plain = name.removesuffix(".")
    if not plain.isascii():
        plain = _in_ascii(plain)
    if not _ASCII_NAME.fullmatch(plain):
        raise ValueError("its host must be a name that browsers can look up")
    numbers = plain.rpartition(".")[2].isdigit()
    return str(IPv4Address(plain)) if numbers else plain


def _in_ascii(name: str) -> str:
    try:
        return idna.encode(name, uts46=True).decode("ascii")
    except idna.IDNAError:
        raise ValueError("its host is not a valid international name") from None


def _port(parts: SplitResult) -> str:
    """Empty for the default port of the scheme, which browsers leave out."""
    if parts.port == 0:
        raise ValueError("must not use port 0")
    return "" if parts.port in (None, _USUAL_PORTS[parts.scheme]) else f":{parts.port}"
