"""The client of Temporal, and what it connects with."""

import ssl
from pathlib import Path

from temporalio.client import Client
from temporalio.contrib.pydantic import pydantic_data_converter
from temporalio.service import (
    ConnectConfig,
    RetryConfig,
    TLSConfig,
)

from doorstep.errors import ConfigurationError
from doorstep.settings.connections import Peer
from doorstep.settings.processes import TemporalSettings
from doorstep.telemetry import OFF, Telemetry
from doorstep.temporal.connection import Connection
from doorstep.temporal.connection_faults import fault
from doorstep.wires.hosts import is_loopback

_RETRY_FOR_MS = 2000
"""A caller waits 5 s at most; later retries would only add load."""


async def connect(
    settings: TemporalSettings, telemetry: Telemetry = OFF, *, lazy: bool = False
) -> Client:
    """A client; a lazy one connects with its first call.

    Raises ConfigurationError if there is no connection with these settings.
    """
    config = connect_config(settings, telemetry)
    connection = Connection(config)
    client = Client(
        connection,
        namespace=settings.temporal_namespace,
        data_converter=pydantic_data_converter,
        interceptors=telemetry.interceptors,
    )
    try:
        if not lazy:
            await connection.open()
    except (RuntimeError, ValueError) as error:
        address, encrypted = config.target_host, bool(config.tls)
        raise await fault(error, address, encrypted=encrypted) from error
    return client


def connect_config(
    settings: TemporalSettings, telemetry: Telemetry = OFF
) -> ConnectConfig:
    """What a connection is opened with. Raises ConfigurationError."""
    return ConnectConfig(
        settings.temporal_address,
        api_key=settings.temporal_api_key,
        tls=temporal_tls(settings),
        runtime=telemetry.runtime,
        retry_config=RetryConfig(max_elapsed_time_millis=_RETRY_FOR_MS),
    )


def temporal_is_unencrypted(settings: TemporalSettings) -> bool:
    """Whether updates and histories leave this machine unencrypted."""
    return not _stays_here(settings) and not temporal_tls(settings)


def temporal_tls(settings: TemporalSettings) -> bool | TLSConfig:
    """TLS for the client: on, unless on loopback or turned off by two settings.

    Raises ConfigurationError if the settings contradict each other.
    """
    config = TLSConfig(
        domain=settings.temporal_tls_server_name,
        server_root_ca_cert=_content(settings, "temporal_tls_ca_file"),
        client_cert=_content(settings, "temporal_tls_cert_file"),
        client_private_key=_content(settings, "temporal_tls_key_file"),
    )
    if bool(config.client_cert) != bool(config.client_private_key):
        raise ConfigurationError(
            "DOORSTEP_TEMPORAL_TLS_CERT_FILE and DOORSTEP_TEMPORAL_TLS_KEY_FILE "
            "must be set together."
        )
    _check_files(settings)
    named = config != TLSConfig()
    if settings.temporal_tls is False:
        _check_plain(settings, named=named)
        return False
    if named:
        return config
    wanted = settings.temporal_tls or settings.temporal_api_key is not None
    return wanted or not _stays_here(settings)


def _check_files(settings: TemporalSettings) -> None:
    """Check them early: the SDK fails at the handshake and names no file or setting."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    variable = "DOORSTEP_TEMPORAL_TLS_CA_FILE"
    try:
        if authority := settings.temporal_tls_ca_file:
            context.load_verify_locations(authority)
        variable = "DOORSTEP_TEMPORAL_TLS_CERT_FILE with …_KEY_FILE"
        if certificate := settings.temporal_tls_cert_file:
            key = settings.temporal_tls_key_file
            context.load_cert_chain(
                certificate, key, lambda: ""
            )  # no passphrase prompt
    except OSError as error:  # also SSLError: no usable certificate in it
        raise ConfigurationError(
            f"{variable}: contains nothing usable ({error.strerror or error})."
        ) from error


def _check_plain(settings: TemporalSettings, *, named: bool) -> None:
    if named or settings.temporal_api_key:
        raise ConfigurationError(
            "DOORSTEP_TEMPORAL_TLS=off contradicts DOORSTEP_TEMPORAL_API_KEY and "
            "DOORSTEP_TEMPORAL_TLS_…: a key must not be sent unencrypted. Remove it."
        )
    if not _stays_here(settings) and Peer.temporal not in settings.allow_plaintext:
        raise ConfigurationError(
            "DOORSTEP_TEMPORAL_TLS=off would send everything unencrypted to another "
            "machine. Remove it, or on a private network permit it with "
            "DOORSTEP_ALLOW_PLAINTEXT=temporal."
        )


def _stays_here(settings: TemporalSettings) -> bool:
    return is_loopback(settings.temporal_address.rpartition(":")[0])


def _content(settings: TemporalSettings, name: str) -> bytes | None:
    path: Path | None = getattr(settings, name)
    try:
        return path.read_bytes() if path else None
    except OSError as error:
        raise ConfigurationError(
            f"DOORSTEP_{name.upper()}: {path} cannot be read: {error.strerror}."
        ) from error
