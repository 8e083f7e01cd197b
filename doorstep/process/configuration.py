"""The check of a process's settings, before it waits for anything else."""

import shlex
from collections.abc import Callable
from typing import TypeVar
from urllib.parse import urlsplit

import structlog

from doorstep.errors import ConfigurationError
from doorstep.mail.addresses import parse_sender
from doorstep.rules.networks import Network, is_wide
from doorstep.rules.seal import KeyRing
from doorstep.settings import Settings, misspelled, secret_files
from doorstep.settings.connections import Peer
from doorstep.settings.misspelled import unknown_variables
from doorstep.settings.processes import (
    ApiSettings,
    DatabaseSettings,
    KeySettings,
    MailSettings,
    OperatorSettings,
    TemporalSettings,
)
from doorstep.temporal.client import temporal_is_unencrypted, temporal_tls
from doorstep.wires import database_url
from doorstep.wires.hosts import is_loopback
from doorstep.wires.service_links import REMEDY, ignored_links
from doorstep.wires.smtp_url import SmtpServer

_Needed = TypeVar("_Needed", bound=ApiSettings)


def checked(settings: Settings, process: type[_Needed]) -> _Needed:
    """The settings of a process, complete and valid.

    Raises ConfigurationError with every problem. Logs a warning for permitted plaintext
    connections, for trusted networks that hold more than proxies, for files of secrets
    that others can read, for variables that Kubernetes has set, and for those that are
    no settings.
    """
    sends_mail = issubclass(process, MailSettings)
    if found := problems(settings, sends_mail=sends_mail):
        raise ConfigurationError("\n".join(found))
    for peer in plaintext_peers(settings, sends_mail=sends_mail):
        structlog.get_logger().warning("plaintext", wire=peer.value)
    for network in wide_proxies(settings):
        structlog.get_logger().warning(
            "wide trusted network",
            network=str(network),
            setting="DOORSTEP_TRUSTED_PROXIES",
            risk="who connects from it can choose the address that limits count by",
        )
    for said in secret_files.wide_files(settings):
        structlog.get_logger().warning(
            "wide secret file", said=said, remedy=secret_files.REMEDY
        )
    if only_loopback_trusted(settings):
        structlog.get_logger().warning(
            "only loopback is trusted",
            setting="DOORSTEP_TRUSTED_PROXIES",
            listens_on=settings.api_host,
            risk="a proxy elsewhere, or outside the container, counts as one client",
        )
    for said in ignored_links(settings):
        structlog.get_logger().warning("service link", said=said, remedy=REMEDY)
    for said in unknown_variables():
        structlog.get_logger().warning(
            "unknown setting", said=said, remedy=misspelled.REMEDY
        )
    return process.of(settings)


def problems(settings: Settings, *, sends_mail: bool) -> list[str]:
    """A sentence for each problem, naming its variable."""
    checks: list[Callable[[], object]] = [
        lambda: KeyRing.parse(KeySettings.of(settings).keys),
        lambda: database_url.tls_for(DatabaseSettings.of(settings).database_url),
        lambda: temporal_tls(TemporalSettings.of(settings)),
    ]
    if sends_mail:
        checks += [
            lambda: mail_server(MailSettings.of(settings)),
            lambda: parse_sender(settings.mail_from),
        ]
    return [said for check in checks if (said := _error_text(check))]


def plaintext_peers(settings: Settings, *, sends_mail: bool = True) -> list[Peer]:
    """The peers to which data leaves this machine unencrypted, as configured."""
    services = OperatorSettings.of(settings)
    unencrypted: dict[Peer, Callable[[], bool]] = {
        Peer.temporal: lambda: temporal_is_unencrypted(services),
        Peer.postgres: lambda: database_url.is_unencrypted(services.database_url),
        Peer.traces: lambda: _traces_unencrypted(settings.traces_url or ""),
        Peer.smtp: lambda: (
            sends_mail and mail_server(MailSettings.of(settings)).is_unencrypted
        ),
    }
    return [peer for peer, plain in unencrypted.items() if plain()]


def wide_proxies(settings: Settings) -> list[Network]:
    """Trusted networks so large that other machines in them could forge addresses."""
    return [network for network in settings.trusted_proxies if is_wide(network)]


def only_loopback_trusted(settings: Settings) -> bool:
    """Whether the API listens on other addresses, from which no proxy is trusted: in a
    container nothing comes from 127.0.0.1.
    """
    trusted = settings.trusted_proxies
    inside = bool(trusted) and all(network.is_loopback for network in trusted)
    return inside and not is_loopback(settings.api_host)


def _traces_unencrypted(url: str) -> bool:
    parts = urlsplit(url)
    return parts.scheme == "http" and not is_loopback(parts.hostname or "")


def mail_server(settings: MailSettings) -> SmtpServer:
    """As DOORSTEP_SMTP_URL names it; raises ConfigurationError."""
    return SmtpServer.from_url(
        settings.smtp_url,
        plaintext_allowed=Peer.smtp in settings.allow_plaintext,
        token_command=tuple(shlex.split(settings.smtp_token_command or "")),
        ehlo_name=settings.smtp_ehlo_name,
    )


def _error_text(check: Callable[[], object]) -> str | None:
    try:
        check()
    except ConfigurationError as error:
        return str(error)
    return None
