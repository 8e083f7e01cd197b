"""The SMTP server in DOORSTEP_SMTP_URL: address, encryption and credentials."""

import ssl
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NoReturn
from urllib.parse import SplitResult, parse_qs, unquote, urlsplit

from doorstep.errors import ConfigurationError
from doorstep.wires.hosts import NO_HOST, NO_PORT, is_host, is_loopback

_OPTIONS = {"starttls", "ca_file"}
_STARTTLS = {"required": True, "off": False}
_RESERVED = "write reserved characters in a password as %XX"
_PORTS = {"smtps": 465, "required": 587, "off": 25}


@dataclass(frozen=True)
class SmtpServer:
    """The server; encrypted by default, except on loopback."""

    host: str
    port: int
    tls_at_once: bool
    starttls: bool
    tls: ssl.SSLContext | None = field(compare=False)
    username: str | None = None
    password: str | None = field(default=None, repr=False)
    token_command: tuple[str, ...] = ()
    """Prints an access token, which is used instead of a password."""
    ehlo_name: str | None = None

    @property
    def is_unencrypted(self) -> bool:
        """Whether mail leaves this machine unencrypted."""
        return self.tls is None and not is_loopback(self.host)

    @classmethod
    def from_url(
        cls,
        url: str,
        *,
        plaintext_allowed: bool = False,
        token_command: tuple[str, ...] = (),
        ehlo_name: str | None = None,
    ) -> "SmtpServer":
        """Parse `smtp://user:pass@host:587?starttls=required&ca_file=…` or `smtps://…`.

        Except on loopback, `starttls=off` needs `plaintext_allowed`. With a token
        command there is a user name and no password. Raises
        ConfigurationError; its text does not repeat the URL, which may hold a password.
        """
        parts, port = _split(url)
        _check_sign_in(parts, token=bool(token_command))
        options = _options(parts.query)
        at_once = parts.scheme == "smtps"
        starttls = _starttls(parts, options, plaintext_allowed=plaintext_allowed)
        encrypted = at_once or starttls
        usual = _PORTS["smtps" if at_once else "required" if starttls else "off"]
        return cls(
            host=parts.hostname or "",
            port=port or usual,
            tls_at_once=at_once,
            starttls=starttls,
            tls=_context(options.get("ca_file")) if encrypted else None,
            username=unquote(parts.username) if parts.username else None,
            password=unquote(parts.password) if parts.password else None,
            token_command=token_command,
            ehlo_name=ehlo_name,
        )


def _split(url: str) -> tuple[SplitResult, int | None]:
    try:
        parts = urlsplit(url)
    except ValueError:
        _refuse(f"it cannot be read; {_RESERVED}")
    if parts.scheme not in ("smtp", "smtps") or not parts.hostname:
        _refuse("it must be smtp://host:587 or smtps://host:465")
    if not is_host(parts.hostname):
        _refuse(NO_HOST)
    if parts.path not in ("", "/") or parts.fragment:
        _refuse("only ?options may follow the host")
    return parts, _port(parts)


def _check_sign_in(parts: SplitResult, *, token: bool) -> None:
    if token and (not parts.username or parts.password):
        _refuse("with DOORSTEP_SMTP_TOKEN_COMMAND it has a user name and no password")
    if not token and bool(parts.username) != bool(parts.password):
        _refuse(
            "a user name needs a password (or DOORSTEP_SMTP_TOKEN_COMMAND), and a "
            "password a user name"
        )


def _port(parts: SplitResult) -> int | None:
    try:
        port = parts.port
    except ValueError:
        port = 0
    return port if port != 0 else _refuse(f"{NO_PORT}; {_RESERVED}")


def _options(query: str) -> Mapping[str, str]:
    found = parse_qs(query, keep_blank_values=True)
    if unknown := found.keys() - _OPTIONS:
        _refuse(f"unknown option {min(unknown)}")
    if any(len(values) > 1 for values in found.values()):
        _refuse("an option is given twice")
    return {name: values[0] for name, values in found.items()}


def _starttls(
    parts: SplitResult, options: Mapping[str, str], *, plaintext_allowed: bool
) -> bool:
    host, wish = parts.hostname or "", options.get("starttls")
    wish = wish.lower() if wish else wish
    if wish is not None and wish not in _STARTTLS:
        _refuse("starttls must be required or off")
    if parts.scheme == "smtps":
        return False if wish is None else _refuse("starttls cannot be used with smtps")
    if wish is None:
        return not is_loopback(host)
    if wish == "off" and not is_loopback(host):
        _check_local_name(host, parts, plaintext_allowed=plaintext_allowed)
    return _STARTTLS[wish]


def _check_local_name(
    host: str, parts: SplitResult, *, plaintext_allowed: bool
) -> None:
    """Check a name without a dot: one of the local network, as in Docker Compose."""
    if "." in host or ":" in host or parts.username or not plaintext_allowed:
        _refuse(
            "starttls=off sends mail unencrypted. It is allowed to loopback only, or "
            "with DOORSTEP_ALLOW_PLAINTEXT=smtp, and without a password, to a host of "
            "the private network whose name has no dot"
        )


def _context(ca_file: str | None) -> ssl.SSLContext:
    try:
        return ssl.create_default_context(cafile=ca_file)
    except OSError as error:  # unreadable, or SSLError: no certificates in it
        reason = error.strerror or error
        _refuse(f"ca_file {ca_file} contains no readable certificates ({reason})")


def _refuse(why: str) -> NoReturn:
    raise ConfigurationError(f"DOORSTEP_SMTP_URL: {why}.")
