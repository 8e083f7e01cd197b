"""One DOORSTEP_DATABASE_URL for asyncpg and for dbmate, which read it differently."""

from ipaddress import ip_address
from urllib.parse import parse_qs, urlencode, urlsplit, urlunsplit

from doorstep.errors import ConfigurationError

_SCHEMES = ("postgresql", "postgres")


def for_dbmate(database_url: str) -> str:
    """The same database in dbmate's words.

    dbmate asks for TLS unless told otherwise; asyncpg never does on a socket. So
    TLS is switched off here where nothing leaves the machine, and nowhere else.
    """
    parts = urlsplit(database_url)
    if parts.scheme not in _SCHEMES:
        raise ConfigurationError(
            "DOORSTEP_DATABASE_URL must read postgresql://user:password@host/database."
        )
    query = parse_qs(parts.query)
    host = query.get("host", [parts.hostname or ""])[0]
    if "sslmode" not in query and (not host or host[0] == "/" or is_loopback(host)):
        query["sslmode"] = ["disable"]
    return urlunsplit(parts._replace(query=urlencode(query, doseq=True)))


def is_loopback(host: str) -> bool:
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host == "localhost"
