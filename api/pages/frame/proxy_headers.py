"""What a proxy in front should send and does not: said in the log, each once.

Nothing depends on these headers, but a proxy that lacks one lacks others, too. It shows
in forms, since browsers send the origin that people see.
"""

from collections.abc import Mapping
from urllib.parse import urlsplit

import structlog

from doorstep.wires.hosts import is_loopback

_log = structlog.get_logger(__name__)
_HOST = "nginx: proxy_set_header Host $host; Apache: ProxyPreserveHost On"
_SCHEME = "nginx: proxy_set_header X-Forwarded-Proto $scheme;"


class ProxyHeaders:
    """Compares them with DOORSTEP_PUBLIC_URL; remembers what was said."""

    def __init__(self, public_url: str) -> None:
        self._public_url = public_url
        self._said: set[str] = set()

    def check(self, headers: Mapping[str, str], *, at_home: bool) -> None:
        """`at_home`: the browser has sent the form at the public URL."""
        public, host = urlsplit(self._public_url), _name(headers.get("host", ""))
        if not _are_one(host, public.hostname or "") and (at_home or _is_local(host)):
            self._say("proxy replaces Host", remedy=_HOST)
        scheme = headers.get("x-forwarded-proto", public.scheme).lower()
        if at_home and (scheme, public.scheme) == ("http", "https"):
            self._say("proxy reports http", remedy=_SCHEME)

    def _say(self, event: str, **details: str) -> None:
        if event not in self._said:
            self._said.add(event)
            _log.warning(event, **details)


def _name(host: str) -> str:
    """Without the port; empty where it cannot be read."""
    try:
        return (urlsplit(f"//{host}").hostname or "").removesuffix(".")
    except ValueError:
        return ""


def _are_one(host: str, public: str) -> bool:
    return host == public or (is_loopback(host) and is_loopback(public))


def _is_local(name: str) -> bool:
    """Whether only this machine or its network knows the name."""
    return is_loopback(name) or ("." not in name and ":" not in name)
