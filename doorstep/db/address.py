"""One DOORSTEP_DATABASE_URL for asyncpg and for dbmate, which read it differently.

Off loopback and sockets the connection is encrypted and the server's name is verified,
whether the URL says so or not; either client alone would fall back to plain text.
"""

import os
import ssl
from ipaddress import ip_address
from typing import NoReturn
from urllib.parse import SplitResult, parse_qs, unquote, urlencode, urlsplit, urlunsplit

from doorstep.errors import ConfigurationError
from doorstep.hosts import NO_HOST, NO_PORT, is_host, is_port

_SETTING = "DOORSTEP_DATABASE_URL"
_SCHEMES = ("postgresql", "postgres")
_VERIFIED = "verify-full"
_PLAIN = "disable"
_NOT_READ = ("service", "sslcrl", "sslpassword", "sslnegotiation")
_SYSTEM = "system"
"""libpq's word for the certificate authorities that the system trusts."""


def check_address(
    database_url: str, *, plaintext_allowed: bool, setting: str = _SETTING
) -> None:
    """Raises ConfigurationError where off loopback the URL asks for less than
    `sslmode=verify-full`; `disable` passes where `plaintext_allowed`.

    The text never repeats the URL, which may hold a password.
    """
    parts, query = _split(database_url, setting)
    mode = _mode(query)
    if _stays_here(parts, query) or mode in (None, _VERIFIED):
        return
    if mode != _PLAIN:
        _refuse(
            f"sslmode={mode} does not verify whom it talks to. Leave sslmode out or "
            f"set it to {_VERIFIED}; sslrootcert=/path/ca.pem names a private CA",
            setting,
        )
    if not plaintext_allowed:
        _refuse(
            f"sslmode={_PLAIN} sends everything in plain to another machine. Leave it "
            "out; on a network that nobody else can read, "
            "DOORSTEP_ALLOW_PLAINTEXT=postgres permits it",
            setting,
        )


def travels_in_plain(database_url: str) -> bool:
    """Whether rows leave this machine unencrypted."""
    parts, query = _split(database_url)
    return not _stays_here(parts, query) and _mode(query) == _PLAIN


def tls_for(database_url: str) -> ssl.SSLContext | bool | None:
    """What asyncpg takes as `ssl`: a context that verifies names, False for plain
    text, or None where nothing leaves this machine and the URL alone decides.
    """
    parts, query = _split(database_url)
    mode = _mode(query)
    if mode == _PLAIN:
        return False
    if mode != _VERIFIED and _stays_here(parts, query):
        return None
    return _verifying(query)


def for_dbmate(database_url: str) -> str:
    """The same database in dbmate's words: it asks for TLS unless told otherwise."""
    parts, query = _split(database_url)
    if "sslmode" not in query:
        query["sslmode"] = [_PLAIN if _stays_here(parts, query) else _VERIFIED]
    if query.get("sslrootcert") == [_SYSTEM]:
        del query["sslrootcert"]  # what it does by itself
    return urlunsplit(parts._replace(query=urlencode(query, doseq=True)))


def is_loopback(host: str) -> bool:
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host == "localhost"


def _split(
    database_url: str, setting: str = _SETTING
) -> tuple[SplitResult, dict[str, list[str]]]:
    try:
        parts = urlsplit(database_url)
    except ValueError:
        _refuse(
            "it cannot be read; write reserved characters in a password as %XX", setting
        )
    if parts.scheme not in _SCHEMES or parts.netloc.count("@") > 1:
        _refuse(
            "it must read postgresql://user:password@host/database, with reserved "
            "characters of the password as %XX",
            setting,
        )
    query = parse_qs(parts.query)
    if strange := query.keys() & set(_NOT_READ):
        _refuse(f"the option {min(strange)} is not read here", setting)
    if any(len(values) > 1 for values in query.values()):
        _refuse("an option is given twice", setting)
    _check_hosts(parts, query, setting)
    return parts, query


def _check_hosts(parts: SplitResult, query: dict[str, list[str]], setting: str) -> None:
    """Refuse what asyncpg would read as another port, or fail of in its own words."""
    entries = _listed(parts.netloc.rpartition("@")[2])
    for entry in _listed(query.get("host", [""])[0]):
        entries += [] if entry.startswith("/") else [entry]
    pairs = [_host_and_port(entry) for entry in entries]
    ports = [port for _, port in pairs if port]
    if not all(map(is_port, [*ports, *_listed(query.get("port", [""])[0])])):
        _refuse(f"{NO_PORT}, and an IPv6 address stands in brackets", setting)
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


def _mode(query: dict[str, list[str]]) -> str | None:
    return query.get("sslmode", [None])[0]


def _stays_here(parts: SplitResult, query: dict[str, list[str]]) -> bool:
    """All hosts count, wherever they are named: either client may choose any."""
    hosts = [
        *_hosts(unquote(parts.netloc.rpartition("@")[2])),
        *_hosts(query.get("host", [""])[0]),
    ]
    if not hosts:  # asyncpg and dbmate then ask the environment
        hosts = _hosts(os.environ.get("PGHOST", ""))
    return all(host.startswith("/") or is_loopback(host) for host in hosts)


def _hosts(listed: str) -> list[str]:
    return [_without_port(entry) for entry in listed.split(",") if entry]


def _without_port(entry: str) -> str:
    if entry.startswith("["):
        return entry[1 : entry.find("]")]
    return entry.partition(":")[0] if entry.count(":") == 1 else entry


def _verifying(query: dict[str, list[str]]) -> ssl.SSLContext:
    authority, certificate, key = (
        query.get(name, [None])[0] for name in ("sslrootcert", "sslcert", "sslkey")
    )
    try:
        context = ssl.create_default_context(
            cafile=None if authority == _SYSTEM else authority
        )
        if certificate:
            context.load_cert_chain(certificate, key)
    except OSError as error:  # an unreadable file or, as SSLError, no certificates
        _refuse(
            "a file of sslrootcert, sslcert or sslkey holds nothing that can be used "
            f"({error.strerror or error})"
        )
    return context


def _refuse(why: str, setting: str = _SETTING) -> NoReturn:
    raise ConfigurationError(f"{setting}: {why}.")
