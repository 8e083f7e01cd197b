"""The name by which a client greets a mail server, RFC 5321 4.1.1.1 and 4.1.4: a fully
qualified host name or, without one, an address literal.
"""

import re
from ipaddress import IPv6Address, ip_address

import idna

_LABEL = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
_NAME = re.compile(rf"(?=.{{1,253}}\Z)(?:{_LABEL}\.)+{_LABEL}", re.IGNORECASE)
_LITERAL = re.compile(r"\[(IPv6:)?([0-9A-Fa-f.:]+)\]")
NOT_A_NAME = (
    "must be a full host name such as app.acme.example, or an address in brackets such "
    "as [192.0.2.1] or [IPv6:2001:db8::1]"
)


def ehlo_name(text: str) -> str:
    """In ASCII, as servers that check it accept it. Raises ValueError, in words."""
    if _is_literal(text):
        return text
    try:
        name = text if text.isascii() else idna.encode(text, uts46=True).decode()
    except idna.IDNAError:
        raise ValueError(NOT_A_NAME) from None
    if not _NAME.fullmatch(name):
        raise ValueError(NOT_A_NAME)
    return name


def name_or_literal(domain: str, address: str) -> str:
    """The domain where it is such a name, otherwise the literal of our own address."""
    try:
        return ehlo_name(domain)
    except ValueError:
        own = ip_address(address.partition("%")[0])
        return f"[IPv6:{own}]" if isinstance(own, IPv6Address) else f"[{own}]"


def _is_literal(text: str) -> bool:
    found = _LITERAL.fullmatch(text)
    try:
        return bool(found) and (ip_address(found[2]).version == 6) is bool(found[1])  # type: ignore[index]  # noqa: PLR2004  IPv6
    except ValueError:
        return False
