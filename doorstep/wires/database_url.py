"""DOORSTEP_DATABASE_URL, rewritten for asyncpg, which parses it differently than libpq.

Except on loopback and Unix sockets, connections are encrypted and the server's name is
verified, even if the URL does not ask for it: by default asyncpg falls back to
plaintext.
"""

import os
import re
import ssl
from itertools import zip_longest
from typing import NoReturn, TypeAlias
from urllib.parse import SplitResult, quote, unquote, urlencode

from doorstep.errors import ConfigurationError
from doorstep.wires.database_options import read_options
from doorstep.wires.hosts import NO_HOST, NO_PORT, is_host, is_loopback, is_port

_SETTING = "DOORSTEP_DATABASE_URL"
_SCHEMES = ("postgresql", "postgres")
_VERIFIED = "verify-full"
_TIMEOUT = "connect_timeout"
_ATTRIBUTES = "target_session_attrs"
_POOLER = "pgbouncer"
_OF_DOORSTEP = frozenset({_TIMEOUT, _ATTRIBUTES, _POOLER})
"""Options that `doorstep.db.servers` obeys, in place of asyncpg."""
_PLAIN = "disable"
_Options: TypeAlias = dict[str, str]
_PARTS = re.compile(
    r"(?:([^:/?#]+):)?(?://([^/?#]*))?([^?#]*)(?:\?([^#]*))?(?:#(.*))?", re.DOTALL
)
"""Those of RFC 3986, appendix B. Newer releases of Python, and Debian's 3.11.2, refuse
an IPv6 address behind another host in `urlsplit`.
"""
_SYSTEM = "system"
"""libpq's value for the certificate authorities of the system."""


def check_address(
    database_url: str, *, plaintext_allowed: bool, setting: str = _SETTING
) -> None:
    """Raises ConfigurationError if the URL has less than `sslmode=verify-full` and is
    not on loopback; `disable` is accepted if `plaintext_allowed`.

    The text does not repeat the URL, which may hold a password.
    """
    parts, query = _split(database_url, setting)
    mode = _mode(query)
    if _stays_here(parts, query) or mode in (None, _VERIFIED):
        return
    if mode != _PLAIN:
        _refuse(
            f"sslmode={mode} does not verify the server. Leave sslmode out, or set it "
            f"to {_VERIFIED}; use sslrootcert=/path/ca.pem for a private CA",
            setting,
        )
    if not plaintext_allowed:
        _refuse(
            f"sslmode={_PLAIN} would send everything unencrypted to another machine. "
            "Leave it out, or on a private network permit it with "
            "DOORSTEP_ALLOW_PLAINTEXT=postgres",
            setting,
        )


def is_unencrypted(database_url: str) -> bool:
    """Whether rows leave this machine unencrypted."""
    parts, query = _split(database_url)
    return not _stays_here(parts, query) and _mode(query) == _PLAIN


def tls_for(database_url: str) -> ssl.SSLContext | bool | None:
    """The argument `ssl` for asyncpg: a context that verifies names, False for
    plaintext, or None on loopback and sockets, where the URL decides.
    """
    parts, query = _split(database_url)
    mode = _mode(query)
    if mode == _PLAIN:
        return False
    if mode != _VERIFIED and _stays_here(parts, query):
        return None
    return _verifying(query)


def for_asyncpg(database_url: str) -> str:
    """The URL for asyncpg, which passes unknown options to the server."""
    parts, query = _split(database_url)
    return _joined(parts, {n: v for n, v in query.items() if n not in _OF_DOORSTEP})


def keeps_statements(database_url: str) -> bool:
    """Whether prepared statements last longer than a transaction. `pgbouncer=true`
    says that they do not, as in the URLs of Prisma.
    """
    _, query = _split(database_url)
    return query.get(_POOLER) != "true"


def connect_timeout(database_url: str) -> int | None:
    """The seconds of `connect_timeout`; None if it is missing, or 0, which means no
    limit in libpq.
    """
    _, query = _split(database_url)
    seconds = int(query.get(_TIMEOUT, 0))
    return seconds if seconds > 0 else None


def one_by_one(database_url: str) -> tuple[str, ...]:
    """A URL for each of its hosts, in the order in which they are tried."""
    parts, query = _split(database_url)
    login, at, netloc = parts.netloc.rpartition("@")
    entries = _listed(netloc) or _listed(query.get("host", ""))
    if len(entries) <= 1:
        return (database_url,)
    query.pop("host", "")
    ports = _listed(query.pop("port", ""))
    if len(ports) == 1:
        ports *= len(entries)
    if ports and len(ports) != len(entries):
        _refuse("it must have one port, or as many ports as hosts")
    return tuple(
        _of_one(parts, query, f"{login}{at}", *_host_and_port(entry), other)
        for entry, other in zip_longest(entries, ports, fillvalue="")
    )


def host_of(database_url: str) -> str:
    """Host and port, or the folder of the socket, for an operator; no credentials."""
    parts, query = _split(database_url)
    netloc = unquote(parts.netloc.rpartition("@")[2])
    here = os.environ.get("PGHOST", "localhost")
    return netloc or query.get("host") or here


def must_write(database_url: str) -> bool:
    """Whether only a server that takes writes will do: of several hosts, always."""
    _, query = _split(database_url)
    one = len(one_by_one(database_url)) == 1
    return not one or query.get(_ATTRIBUTES, "any") != "any"


def _of_one(  # noqa: PLR0917  called once, above
    parts: SplitResult, query: _Options, login: str, host: str, port: str, other: str
) -> str:
    name, port = unquote(host), port or other
    if name.startswith("/"):
        options = {**query, "host": name, **({"port": port} if port else {})}
        return _joined(parts._replace(netloc=login), options)
    host = f"[{host}]" if ":" in host else host
    place = f"{host}:{port}" if port else host
    return _joined(parts._replace(netloc=f"{login}{place}"), query)


def _split(database_url: str, setting: str = _SETTING) -> tuple[SplitResult, _Options]:
    matched = _PARTS.fullmatch(database_url.strip())
    assert matched  # noqa: S101  it matches any text
    parts = SplitResult(*matched.groups(""))
    beyond = (parts.fragment, "@" in parts.query, "#" in database_url)
    if parts.scheme not in _SCHEMES or parts.netloc.count("@") > 1 or any(beyond):
        _refuse(
            "it must be postgresql://user:password@host/database, with reserved "
            "characters of the password as %XX",
            setting,
        )
    _check_hosts(_listed(parts.netloc.rpartition("@")[2]), "", setting)
    try:
        parts, query = _in_place(parts, read_options(parts.query))
    except ValueError as error:
        _refuse(str(error), setting)
    _check_hosts(_named_hosts(query), query.get("port", ""), setting)
    return parts, query


def _in_place(parts: SplitResult, query: _Options) -> tuple[SplitResult, _Options]:
    """User, password and database moved to where asyncpg and libpq read them. Raises
    ValueError if one is given twice: each would use another one.
    """
    login, _, hosts = parts.netloc.rpartition("@")
    user, _, password = login.partition(":")
    given = {"user": user, "password": password, "dbname": parts.path[1:]}
    for name, other in (*((name, name) for name in given), ("dbname", "database")):
        if (value := query.pop(other, "")) and given[name]:
            raise ValueError(f"{name} is given twice")
        given[name] = given[name] or quote(value, safe="")
    if fallback := query.pop("fallback_application_name", ""):
        query.setdefault("application_name", fallback)
    login = ":".join(filter(None, (given["user"], given["password"])))
    if given["password"] and not given["user"]:
        login = f":{login}"
    netloc = f"{login}@{hosts}" if login else hosts
    path = f"/{given['dbname']}" if given["dbname"] else ""
    return parts._replace(netloc=netloc, path=path), query


def _joined(parts: SplitResult, query: _Options) -> str:
    options = urlencode(query, quote_via=quote)
    mark = "?" if options else ""
    return f"{parts.scheme}://{parts.netloc}{parts.path}{mark}{options}"


def _named_hosts(query: _Options) -> list[str]:
    """The host names in the option `host`, without folders of sockets."""
    return [host for host in _listed(query.get("host", "")) if host[:1] != "/"]


def _check_hosts(entries: list[str], listed_ports: str, setting: str) -> None:
    """Refuse hosts and ports that asyncpg would misread, or fail on unclearly."""
    pairs = [_host_and_port(entry) for entry in entries]
    ports = [port for _, port in pairs if port]
    if not all(map(is_port, [*ports, *_listed(listed_ports)])):
        _refuse(f"{NO_PORT}, and an IPv6 address must be in brackets", setting)
    names = [unquote(host) for host, _ in pairs if host]
    if not all(entries) or not all(name[0] == "/" or is_host(name) for name in names):
        _refuse(NO_HOST, setting)


def _listed(text: str) -> list[str]:
    return text.split(",") if text else []


def _host_and_port(entry: str) -> tuple[str, str]:
    if entry.startswith("["):
        host, _, port = entry[1:].partition("]")
        return host, port.removeprefix(":")
    host, _, port = entry.partition(":")
    return host, port


def _mode(query: _Options) -> str | None:
    return query.get("sslmode")


def _stays_here(parts: SplitResult, query: _Options) -> bool:
    """Whether all hosts, wherever they are named, are on this machine."""
    hosts = [
        *_hosts(unquote(parts.netloc.rpartition("@")[2])),
        *_hosts(query.get("host", "")),
    ]
    if not hosts:  # asyncpg then reads PGHOST
        hosts = _hosts(os.environ.get("PGHOST", ""))
    return all(host.startswith("/") or is_loopback(host) for host in hosts)


def _hosts(listed: str) -> list[str]:
    return [_without_port(entry) for entry in listed.split(",") if entry]


def _without_port(entry: str) -> str:
    if entry.startswith("["):
        return entry[1 : entry.find("]")]
    return entry.partition(":")[0] if entry.count(":") == 1 else entry


def _verifying(query: _Options) -> ssl.SSLContext:
    authority, certificate, key = (
        query.get(name) for name in ("sslrootcert", "sslcert", "sslkey")
    )
    try:
        context = ssl.create_default_context(
            cafile=None if authority == _SYSTEM else authority
        )
        if certificate:
            context.load_cert_chain(certificate, key)
    except OSError as error:  # unreadable, or SSLError: no certificates in it
        _refuse(
            "a file of sslrootcert, sslcert or sslkey contains nothing usable "
            f"({error.strerror or error})"
        )
    return context


def _refuse(why: str, setting: str = _SETTING) -> NoReturn:
    raise ConfigurationError(f"{setting}: {why}.")
