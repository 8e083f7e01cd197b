"""Where the pages live, as a browser names it."""

from ipaddress import ip_address
from urllib.parse import urlsplit

_USUAL_PORTS = {"http": 80, "https": 443}
_LOOPBACK = ("localhost", "127.0.0.1", "[::1]")


def plain_loopback(public_url: str) -> bool:
    """Whether people reach the pages without TLS, on their own machine."""
    parts = urlsplit(public_url)
    return parts.scheme == "http" and _is_loopback(parts.hostname or "")


def allowed_origins(public_url: str) -> frozenset[str]:
    """The origins whose forms are ours; on loopback each name of the machine."""
    parts = urlsplit(public_url)
    host = parts.hostname or ""
    hosts = {f"[{host}]" if ":" in host else host}
    if plain_loopback(public_url):
        hosts.update(_LOOPBACK)
    port = _written_port(parts.scheme, parts.port)
    return frozenset(f"{parts.scheme}://{name}{port}" for name in hosts)


def _written_port(scheme: str, port: int | None) -> str:
    """Browsers leave out the port that goes without saying."""
    return "" if port in (None, _USUAL_PORTS[scheme]) else f":{port}"


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
