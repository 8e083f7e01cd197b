"""The origins of the pages, as browsers write them, and the check of a form's
origin.
"""

import re
from collections.abc import Mapping
from ipaddress import ip_address
from urllib.parse import urlsplit

import structlog

from api.pages.frame.csrf import FormFault, UnfitForm, foreign_form
from api.pages.frame.proxy_headers import ProxyHeaders
from doorstep.wires.hosts import is_loopback

_LOOPBACK = ("localhost", "127.0.0.1", "[::1]")
_PLAIN_ORIGIN = re.compile(r"https?://[a-z0-9._\[\]:-]{1,255}")
_MOST_LOGGED = 20
_log = structlog.get_logger(__name__)


class Origins:
    """The accepted origins; remembers which others were logged."""

    def __init__(self, public_url: str) -> None:
        self.ours = allowed_origins(public_url)
        self._proxy = ProxyHeaders(public_url)
        self._logged: set[str] = set()

    def check(self, headers: Mapping[str, str]) -> None:
        """Browsers always send one of the two headers.

        `null` is an origin that an extension or a policy hides. Then only
        `Sec-Fetch-Site` counts, which no page can set.
        """
        origin, site = headers.get("origin"), headers.get("sec-fetch-site")
        if site not in (None, "same-origin", "none"):
            raise foreign_form()
        if origin is None:
            return
        self._proxy.check(headers, at_home=origin in self.ours)
        if origin in self.ours:
            return
        if origin == "null":
            if site != "same-origin":
                raise foreign_form()
            return
        if not _is_same(origin, site, headers.get("host", "")):
            raise foreign_form()
        self._log(origin)
        raise UnfitForm(403, FormFault.other_address)

    def _log(self, origin: str) -> None:
        """Each origin once, and a bounded number of them: clients can send any."""
        if origin not in self._logged and len(self._logged) < _MOST_LOGGED:
            self._logged.add(origin)
            _log.warning(
                "pages opened at another address",
                origin=origin,
                setting="DOORSTEP_PUBLIC_URL",
            )


def _is_same(origin: str, site: str | None, host: str) -> bool:
    """Whether the form was on a page of ours at another address than
    DOORSTEP_PUBLIC_URL.

    Without TLS, browsers send `Sec-Fetch-Site` on loopback only.
    """
    if not _PLAIN_ORIGIN.fullmatch(origin):
        return False
    return site == "same-origin" or origin.partition("://")[2] == host.lower()


def plain_loopback(public_url: str) -> bool:
    """Whether the pages are on loopback without TLS."""
    parts = urlsplit(public_url)
    return parts.scheme == "http" and is_loopback(parts.hostname or "")


def allowed_origins(public_url: str) -> frozenset[str]:
    """The origin as `origin_of` writes it, with and without the trailing dot.

    On loopback: every loopback name.
    """
    parts = urlsplit(public_url)
    host = parts.netloc.removesuffix(f":{parts.port}")
    hosts = {host}
    if plain_loopback(public_url):
        hosts.update(_LOOPBACK)
    elif not _is_address(host):
        hosts.add(f"{host}.")
    port = f":{parts.port}" if parts.port else ""
    return frozenset(f"{parts.scheme}://{name}{port}" for name in hosts)


def _is_address(host: str) -> bool:
    try:
        ip_address(host.strip("[]"))
    except ValueError:
        return False
    return True
