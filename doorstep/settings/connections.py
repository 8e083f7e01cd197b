"""Settings of connections: addresses, encryption and credentials.

Addresses are validated here, before a connection is opened.
"""

import shlex
from enum import StrEnum
from pathlib import Path
from typing import Annotated
from urllib.parse import urlsplit

from pydantic import AfterValidator, Field, ValidationInfo, field_validator
from pydantic_settings import NoDecode

from doorstep.settings.secret_files import Secret
from doorstep.settings.sources import Variables
from doorstep.wires.database_url import check_address
from doorstep.wires.ehlo_name import ehlo_name
from doorstep.wires.hosts import is_loopback, is_target


class Peer(StrEnum):
    """The services to which Doorstep connects over a network."""

    temporal = "temporal"
    postgres = "postgres"
    smtp = "smtp"
    traces = "traces"


class ConnectionVariables(Variables):
    """No address of another machine and no secret has a default."""

    allow_plaintext: Annotated[frozenset[Peer], NoDecode] = frozenset()
    """The peers that may be used without encryption: any of temporal, postgres, smtp,
    traces.

    For a network that nobody else can read, such as one of Docker Compose. It changes
    nothing by itself: plaintext must also be configured, by DOORSTEP_TEMPORAL_TLS=off,
    `?sslmode=disable` in DOORSTEP_DATABASE_URL, `?starttls=off` in DOORSTEP_SMTP_URL or
    `http:` in DOORSTEP_TRACES_URL. Every start and `doorstep doctor` warn about it.
    """
    traces_url: Secret = None
    """An OpenTelemetry collector for OTLP over HTTP, such as https://host:4318.

    Its headers and certificates are set by OpenTelemetry's own variables.
    """
    traces_url_file: Path | None = None
    """A file with DOORSTEP_TRACES_URL in it, instead of that variable."""
    database_url: Secret = None
    """PostgreSQL, as `postgresql://role:password@host/database`.

    With TLS and verified name, except on loopback; `?sslrootcert=` for a
    private CA.
    """
    database_connections: Annotated[int, Field(ge=4)] = 16
    """How many connections to PostgreSQL an API or a worker keeps at most, and two
    more for a moment.
    """
    database_url_file: Path | None = None
    """A file with DOORSTEP_DATABASE_URL in it, instead of that variable."""
    migration_url: Secret = None
    """The database as the owner of its tables, for `doorstep migrate` only."""
    migration_url_file: Path | None = None
    """A file with DOORSTEP_MIGRATION_URL in it, instead of that variable."""
    temporal_address: str | None = None
    """`host:port`, IPv6 as `[::1]:7233`. A scheme is refused: with `http:` the SDK
    would not encrypt, whatever DOORSTEP_TEMPORAL_TLS is. The default port is 443, or 80
    without TLS.
    """
    temporal_namespace: str = "default"
    """The namespace of Temporal in which flows run."""
    temporal_tls: bool | None = None
    """On by default except on loopback, and with an API key or any file below.

    `off` needs `temporal` in DOORSTEP_ALLOW_PLAINTEXT, except on loopback.
    """
    temporal_tls_ca_file: Path | None = None
    """Authorities that may sign the certificate of Temporal, as PEM."""
    temporal_tls_cert_file: Path | None = None
    """The certificate of this client, as PEM."""
    temporal_tls_key_file: Path | None = None
    """The key of that certificate, as PEM."""
    temporal_tls_server_name: str | None = None
    """The name in the certificate of Temporal, where it is not its host."""
    temporal_api_key: Secret = None
    """The API key for Temporal Cloud."""
    temporal_api_key_file: Path | None = None
    """A file with DOORSTEP_TEMPORAL_API_KEY in it, instead of that variable."""
    temporal_ui_url: str | None = None
    """The address of Temporal UI for browsers, to which `doorstep why` links."""
    smtp_url: Secret = None
    """The mail server: `smtp://user:password@host:587`, with STARTTLS off loopback, or
    `smtps://` for TLS from the start.
    """
    smtp_url_file: Path | None = None
    """A file with DOORSTEP_SMTP_URL in it, instead of that variable."""
    smtp_token_command: str | None = None
    """A command that prints an OAuth 2.0 access token for the user in
    DOORSTEP_SMTP_URL, which then has no password (XOAUTH2): the token alone, or the
    answer of a token endpoint as JSON. It is run without a shell; do not write a secret
    into it, since other users of the machine see the words of a command.
    """
    smtp_ehlo_name: Annotated[str, AfterValidator(ehlo_name)] | None = None
    """The EHLO name: how a worker greets the mail server. By default the domain of
    DOORSTEP_MAIL_FROM or, where that has no dot, the worker's own address.
    """
    smtp_connections: Annotated[int, Field(ge=2)] = 10
    """How many connections to the mail server a worker opens at once; a fifth of them,
    and at least one, is for notices.
    """

    @field_validator("smtp_token_command")
    @classmethod
    def _words(cls, value: str | None) -> str | None:
        try:
            shlex.split(value or "")
        except ValueError:
            raise ValueError("a quotation mark is not closed") from None
        return value

    @field_validator("allow_plaintext", mode="before")
    @classmethod
    def _split_wires(cls, value: object) -> object:
        if isinstance(value, str):
            return {part.strip().lower() for part in value.split(",")}
        return value

    @field_validator("database_url", "migration_url")
    @classmethod
    def _encrypted(cls, value: str | None, info: ValidationInfo) -> str | None:
        if value:
            allowed = Peer.postgres in info.data.get("allow_plaintext", ())
            setting = f"DOORSTEP_{str(info.field_name).upper()}"
            check_address(value, plaintext_allowed=allowed, setting=setting)
        return value

    @field_validator("temporal_address")
    @classmethod
    def _target(cls, value: str | None) -> str | None:
        if value and not is_target(value):
            raise ValueError(
                "must be host:port, such as temporal.example.com:7233 or "
                "[::1]:7233, without scheme, user or path and with a port from 1 to "
                "65535. Only DOORSTEP_TEMPORAL_TLS decides whether it is encrypted"
            )
        return value

    @field_validator("traces_url")
    @classmethod
    def _collector(cls, value: str | None, info: ValidationInfo) -> str | None:
        parts = urlsplit(value or "")
        if value and (parts.scheme not in ("http", "https") or not parts.hostname):
            raise ValueError("must be an http or https URL")
        allowed = Peer.traces in info.data.get("allow_plaintext", ())
        if parts.scheme == "http" and not (
            is_loopback(parts.hostname or "") or allowed
        ):
            raise ValueError(
                "http: would send traces unencrypted to another machine. Use https:, "
                "or on a private network permit it with "
                "DOORSTEP_ALLOW_PLAINTEXT=traces"
            )
        return value.rstrip("/") if value else value
