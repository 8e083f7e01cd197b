"""The options in a PostgreSQL URL: each option of libpq is supported, or refused by
name.

asyncpg supports some of them, and passes the others to the server as parameters, which
then refuses the connection, or has a parameter of the same name (`tcp_user_timeout`).

Names and values: PostgreSQL 18, 32.1.2, "Parameter Key Words".
"""

from collections.abc import Mapping
from types import MappingProxyType
from urllib.parse import unquote

_SUPPORTED = frozenset(
    {
        *("host", "port", "user", "password", "passfile", "dbname", "database"),
        *("sslmode", "sslrootcert", "sslcert", "sslkey"),
        *("application_name", "fallback_application_name", "options", "search_path"),
        *("connect_timeout", "target_session_attrs", "pgbouncer"),
    }
)
_SSL_MODES = ("disable", "allow", "prefer", "require", "verify-ca", "verify-full")
_VALUES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "sslmode": _SSL_MODES,
        "target_session_attrs": ("any", "read-write", "primary"),
        "pgbouncer": ("true", "false"),
    }
)
_ANYWAY: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "channel_binding": ("disable", "prefer"),
        "client_encoding": ("utf8", "utf-8", "unicode", "auto"),
        "gssencmode": ("disable", "prefer"),
        "load_balance_hosts": ("disable",),
        "replication": ("false", "off", "no", "0"),
        "ssl_min_protocol_version": ("tlsv1", "tlsv1.1", "tlsv1.2"),
        "sslcertmode": ("allow",),
        "sslcompression": ("0",),
        "sslnegotiation": ("postgres",),
        "sslsni": ("1",),
    }
)
"""Options whose only accepted value is the default behaviour."""
_KERBEROS = "Kerberos is not supported: use a password or a client certificate"
_SOCKETS = "leave it out: Doorstep has time limits of its own"
_REVOKED = "leave it out: revocation lists are not supported"
_STATEMENTS = "use pgbouncer=true for a pooler that keeps no prepared statements"
_REMEDIES: Mapping[str, str] = MappingProxyType(
    {
        "channel_binding": "leave it out: the server's name is verified instead",
        "client_encoding": "leave it out: it is always UTF8",
        "gssdelegation": _KERBEROS,
        "gssencmode": "leave it out: TLS encrypts, see sslmode",
        "gsslib": _KERBEROS,
        "hostaddr": "write the address as the host",
        "krbsrvname": _KERBEROS,
        "load_balance_hosts": "leave it out: hosts are tried in their order",
        "replication": "leave it out: Doorstep is not a standby",
        "require_auth": "leave it out: pg_hba.conf on the server decides",
        "requirepeer": "leave it out: the socket's folder decides who is trusted",
        "service": "write the service's parameters into the URL",
        "servicefile": "write the service's parameters into the URL",
        "ssl": "use sslmode=verify-full, or leave it out",
        "ssl_max_protocol_version": "leave it out: the newest common version is used",
        "ssl_min_protocol_version": "leave it out: it is TLS 1.2; raise "
        "ssl_min_protocol_version on the server",
        "sslcertmode": "leave it out: a certificate is sent if sslcert is set",
        "sslcompression": "leave it out: TLS no longer compresses",
        "sslcrl": _REVOKED,
        "sslcrldir": _REVOKED,
        "sslmode": f"use one of {', '.join(_SSL_MODES)}",
        "sslnegotiation": "leave it out: TLS is always requested first",
        "sslpassword": "use a key file without a password that only its owner can read",
        "sslsni": "leave it out: the host name is always sent",
        "target_session_attrs": "use read-write, or leave it out: Doorstep writes",
        "tcp_user_timeout": _SOCKETS,
        **dict.fromkeys(("schema", "currentSchema"), "use search_path"),
        "connection_limit": "set DOORSTEP_DATABASE_CONNECTIONS",
        "pgbouncer": "use true or false",
        "pool_timeout": _SOCKETS,
        "prepared_statement_cache_size": _STATEMENTS,
        "statement_cache_size": _STATEMENTS,
    }
)
_UNKNOWN = (
    "PostgreSQL has no such option; set a server parameter with "
    "options=-c%20name%3Dvalue"
)


def read_options(query: str) -> dict[str, str]:
    """The options to pass on, percent-decoded; empty ones are left out.

    Raises ValueError with a sentence for the operator, without the value.
    """
    options: dict[str, str] = {}
    for pair in filter(None, query.split("&")):
        name, equals, value = pair.partition("=")
        name, value = unquote(name), unquote(value)
        if not equals:
            raise ValueError("its options must be name=value, joined by &")
        if name in options:
            raise ValueError(f"the option {_shown(name)} is given twice")
        options[name] = value
    return {name: v for name, v in options.items() if _reaches(name, v)}


def _reaches(name: str, value: str) -> bool:
    """Whether it is passed on. Raises ValueError if it is not supported."""
    anyway = value.lower() in _ANYWAY.get(name, ()) or not value
    if name not in _SUPPORTED and not (name in _ANYWAY and anyway):
        raise ValueError(_refusal(name))
    if value and value not in _VALUES.get(name, (value,)):
        raise ValueError(_refusal(name))
    if name == "connect_timeout" and not _is_whole(value):
        raise ValueError("connect_timeout must be a whole number of seconds")
    return name in _SUPPORTED and bool(value)


def _refusal(name: str) -> str:
    remedy = _SOCKETS if name.startswith("keepalives") else _REMEDIES.get(name)
    read = "that value of the option" if name in (*_ANYWAY, *_VALUES) else "the option"
    return f"{read} {_shown(name)} is not supported; {remedy or _UNKNOWN}"


def _shown(name: str) -> str:
    """The name for an error; truncated if invalid: it may be part of a password."""
    return name if name.isidentifier() and name.isascii() else "of that name"


def _is_whole(text: str) -> bool:
    return (text.isascii() and text.removeprefix("-").isdecimal()) or not text
