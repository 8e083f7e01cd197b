"""The check of what people reach: the public URL, through the proxy in front."""

import asyncio
import json
import ssl
from contextlib import closing
from dataclasses import dataclass
from http.client import HTTPException, HTTPSConnection
from urllib.parse import urlsplit

from cli.doctor.findings import Finding, failed, ok, warning
from doorstep.settings import Settings

_CHECK = "proxy"
_SECONDS = 10
_LONGEST = 64 * 1024
_PAGE = "/.well-known/openid-configuration"
"""It names the public URL that the API behind the proxy has."""
_EXPIRED, _OTHER_NAME = 10, 62
"""Of OpenSSL's verification: what any browser refuses, too."""
_FROM_THE_PROXY = (502, 503, 504)


@dataclass(frozen=True)
class _Answer:
    status: int
    issuer: str | None
    """None where it is not the document of an OpenID provider."""


async def examine_public_url(settings: Settings) -> list[Finding]:
    """A request from here, as a browser's. Nothing where people use this machine."""
    url = settings.public_url
    if urlsplit(url).scheme != "https":
        return []
    try:
        async with asyncio.timeout(2 * _SECONDS):  # one that drips is never late
            answer = await asyncio.to_thread(_asked, url)
    except ssl.SSLCertVerificationError as error:
        return [_distrusted(url, error)]
    except (OSError, HTTPException) as error:
        return [_unreached(url, error)]
    return [_judged(url, answer)]


def _asked(url: str) -> _Answer:
    """Raises OSError, of which SSLCertVerificationError is one, or HTTPException."""
    parts = urlsplit(url)
    connection = HTTPSConnection(
        parts.hostname or "",
        parts.port or 443,
        timeout=_SECONDS,
        context=ssl.create_default_context(),
    )
    with closing(connection):
        connection.request("GET", _PAGE, headers={"User-Agent": "Doorstep"})
        answer = connection.getresponse()
        return _Answer(answer.status, _issuer(answer.read(_LONGEST)))


def _issuer(body: bytes) -> str | None:
    try:
        document = json.loads(body)
    except ValueError:
        return None
    found = document.get("issuer") if isinstance(document, dict) else None
    return found if isinstance(found, str) and found.isprintable() else None


def _judged(url: str, answer: _Answer) -> Finding:
    if answer.issuer == url:
        return ok(_CHECK, f"{url} leads to this installation.")
    if answer.issuer:
        return failed(
            _CHECK,
            f"{url} leads to an installation whose public URL is {answer.issuer}.",
            "Correct DOORSTEP_PUBLIC_URL of the API, or the address that the proxy "
            "passes requests to.",
        )
    if answer.status in _FROM_THE_PROXY:
        return failed(
            _CHECK,
            f"The proxy at {url} answers {answer.status}: it does not reach the API.",
            "Start the API, or correct the address that the proxy passes requests to: "
            "DOORSTEP_API_HOST and DOORSTEP_API_PORT say where the API listens.",
        )
    return failed(
        _CHECK,
        f"Something other than Doorstep answers at {url} (status {answer.status}).",
        "The proxy must hand everything below this host name to the API, without a "
        "path: see docs/deploying/proxies.md.",
    )


def _distrusted(url: str, error: ssl.SSLCertVerificationError) -> Finding:
    said = f"The certificate of {url} is not trusted: {error.verify_message}."
    if error.verify_code in (_EXPIRED, _OTHER_NAME):
        return failed(_CHECK, said, "Give the proxy a valid one for this name.")
    return warning(
        _CHECK,
        said,
        "Give the proxy its whole chain. If the authority is your own, this machine "
        "has to know it too (SSL_CERT_FILE).",
    )


def _unreached(url: str, error: Exception) -> Finding:
    return warning(
        _CHECK,
        f"{url} cannot be reached from here: {_reason(error)}.",
        "Nothing is wrong if only people's networks reach it. Otherwise check DNS, the "
        "proxy and firewalls.",
    )


def _reason(error: Exception) -> str:
    if isinstance(error, TimeoutError):
        return "no answer in time"
    if isinstance(error, ssl.SSLError):
        return f"no TLS ({error.reason})"
    return getattr(error, "strerror", None) or type(error).__name__
