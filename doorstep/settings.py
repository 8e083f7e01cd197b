"""Every setting, read once by a composition root from `DOORSTEP_…` variables.

What a process cannot do without is asked for by `required`, so that the message names
the variable; nothing else has a secret or an address baked in.
"""

from datetime import timedelta
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Literal, TypeAlias
from urllib.parse import urlsplit

from pydantic import (
    Field,
    PositiveInt,
    ValidationError,
    ValidationInfo,
    field_validator,
)
from pydantic_core import ErrorDetails
from pydantic_settings import NoDecode, SettingsConfigDict

from doorstep.errors import ConfigurationError, in_words
from doorstep.rules.networks import Network, read_network
from doorstep.rules.origins import origin_of
from doorstep.rules.policy import EnrollmentPolicy, LoginPolicy, PasswordPolicy
from doorstep.wires.database_url import check_address, is_loopback
from doorstep.wires.hosts import is_target
from doorstep.wires.service_links import BesideServices

Port: TypeAlias = Annotated[int, Field(ge=1, le=65535)]

SETTINGS_FILE = "settings.env"
"""In the data folder: what `doorstep up` runs there, for the other commands."""


class Peer(StrEnum):
    """What Doorstep talks to over a network."""

    temporal = "temporal"
    postgres = "postgres"
    smtp = "smtp"
    traces = "traces"


class Settings(BesideServices):
    """The environment of one process; durations are whole seconds."""

    model_config = SettingsConfigDict(
        env_prefix="DOORSTEP_",
        extra="ignore",
        env_ignore_empty=True,
        frozen=True,
        hide_input_in_errors=True,  # it may be a password or a key
    )

    public_url: str = "http://127.0.0.1:8000"
    """What people type, as a browser writes it: in ASCII, without a usual port."""
    api_host: str = "127.0.0.1"
    api_port: Port = 8000
    api_connections: Annotated[int, Field(ge=16)] = 768
    """Open at once in one API process; each takes a file descriptor. Past it, the one
    that has waited longest for its client is closed, in the network that has most.
    """
    trusted_proxies: Annotated[tuple[Network, ...], NoDecode] = ()
    """Who may say by X-Forwarded-For where a request comes from. Name the addresses of
    your proxies alone: whoever else connects from one of them chooses the address that
    budgets are counted by.
    """
    internal_host: str = "127.0.0.1"
    internal_port: Port | None = None
    """Where API and worker answer /healthz, /readyz and /metrics; off by itself.

    For orchestrators and Prometheus; never to be reached from outside.
    """
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"

    allow_plaintext: Annotated[frozenset[Peer], NoDecode] = frozenset()
    """Where plain text off loopback may be asked for: any of temporal, postgres, smtp,
    traces.

    For a network that nobody else can read, such as one of Docker Compose. It changes
    nothing by itself: plain text must also be asked for, by DOORSTEP_TEMPORAL_TLS=off,
    `?sslmode=disable` in DOORSTEP_DATABASE_URL, `?starttls=off` in DOORSTEP_SMTP_URL or
    `http:` in DOORSTEP_TRACES_URL. Every start and `doorstep doctor` warn of it.
    """
    traces_url: str | None = None
    """An OpenTelemetry collector that takes OTLP over HTTP, such as https://host:4318.

    Its headers and certificates are given by OpenTelemetry's own variables.
    """
    database_url: str | None = None
    """Off loopback with TLS and its name verified; `?sslrootcert=` is a private CA."""
    migration_url: str | None = None
    temporal_address: str | None = None
    """`host:port`, IPv6 as `[::1]:7233`. A scheme is refused: with `http:` the SDK
    would speak in plain whatever DOORSTEP_TEMPORAL_TLS says. The port of a bare host is
    443, without TLS 80.
    """
    temporal_namespace: str = "default"
    temporal_tls: bool | None = None
    """On by itself off loopback, with an API key and with any file below.

    `off` elsewhere than on loopback needs `temporal` in DOORSTEP_ALLOW_PLAINTEXT.
    """
    temporal_tls_ca_file: Path | None = None
    temporal_tls_cert_file: Path | None = None
    temporal_tls_key_file: Path | None = None
    temporal_tls_server_name: str | None = None
    temporal_api_key: str | None = None
    temporal_ui_url: str | None = None
    """Where browsers find Temporal UI: `doorstep why` links to its pages."""
    task_queue: str = "doorstep"
    deployment_version: str | None = None
    """The release that a worker runs, such as 1.4.0. With it flows stay with the
    release they began in, and the release must be made current before it gets any:
    `doorstep temporal promote`. Without it a worker takes every flow.
    """

    smtp_url: str | None = None
    smtp_connections: Annotated[int, Field(ge=2)] = 10
    """How many a worker holds to the mail server at once; a fifth of them, and at
    least one, is for notices.
    """
    mail_from: str = "Doorstep <no-reply@localhost>"
    keys: str | None = None

    login_ttl: PositiveInt = 600
    login_longest: PositiveInt = 7200
    login_code_tries: PositiveInt = 5
    login_code_first_wait: PositiveInt = 30
    login_code_longest_wait: PositiveInt = 3600
    login_code_disable_after: PositiveInt = 100
    login_network_known_for: PositiveInt = 2_592_000
    logins_per_member: PositiveInt = 60
    enrollment_ttl: PositiveInt = 1800
    email_code_ttl: PositiveInt = 600
    email_code_tries: PositiveInt = 5
    email_code_tries_per_day: PositiveInt = 20
    resend_cooldown: PositiveInt = 60
    emails_per_hour: PositiveInt = 5
    setup_code_tries: PositiveInt = 10
    password_window: PositiveInt = 900
    password_tries_per_pair: PositiveInt = 10
    password_first_wait: PositiveInt = 30
    password_longest_wait: PositiveInt = 900
    password_tries_per_address: PositiveInt = 100
    password_tries_per_client: PositiveInt = 100
    session_idle_ttl: PositiveInt = 3600
    session_ttl: PositiveInt = 86400
    retention_days: Annotated[int, Field(ge=30)] = 90
    """How long rows of ended flows stay. Budgets look back 30 days."""
    no_account_retention_days: Annotated[int, Field(ge=30)] = 90
    """How long audit events without an account stay: what was tried at addresses that
    nobody has. A sealed head then takes their place in their chain. All other events
    stay for ever.
    """

    up_temporal_port: Port = 7233
    up_ui_port: Port = 8233
    up_smtp_port: Port = 1025
    up_mailbox_port: Port = 8025

    @field_validator("trusted_proxies", mode="before")
    @classmethod
    def _split_networks(cls, value: object) -> object:
        if isinstance(value, str):
            return tuple(read_network(part.strip()) for part in value.split(","))
        return value

    @field_validator("allow_plaintext", mode="before")
    @classmethod
    def _split_wires(cls, value: object) -> object:
        if isinstance(value, str):
            return {part.strip() for part in value.split(",")}
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
                "must read host:port, such as temporal.example.com:7233 or "
                "[::1]:7233, without scheme, user or path and with a port from 1 to "
                "65535; DOORSTEP_TEMPORAL_TLS alone says whether it is encrypted"
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
                "http: sends traces in plain to another machine; use https:, or on a "
                "network that nobody else can read permit it by "
                "DOORSTEP_ALLOW_PLAINTEXT=traces"
            )
        return value.rstrip("/") if value else value

    @field_validator("public_url")
    @classmethod
    def _origin_only(cls, value: str) -> str:
        return origin_of(value)

    def required(self, name: str) -> str:
        """The setting's value, or a ConfigurationError that names its variable."""
        value = getattr(self, name)
        if not value:
            how = " Make a key with `doorstep keys new`." if name == "keys" else ""
            raise ConfigurationError(f"DOORSTEP_{name.upper()} is not set.{how}")
        return str(value)

    @property
    def login_policy(self) -> LoginPolicy:
        return LoginPolicy(
            lifetime=timedelta(seconds=self.login_ttl),
            longest=timedelta(seconds=self.login_longest),
            free_tries=self.login_code_tries,
            first_wait=timedelta(seconds=self.login_code_first_wait),
            longest_wait=timedelta(seconds=self.login_code_longest_wait),
            tries_before_disabling=self.login_code_disable_after,
            network_known_for=timedelta(seconds=self.login_network_known_for),
            session_lifetime=timedelta(seconds=self.session_ttl),
            enrollment=self.enrollment_policy,
        )

    @property
    def enrollment_policy(self) -> EnrollmentPolicy:
        return EnrollmentPolicy(
            lifetime=timedelta(seconds=self.enrollment_ttl),
            email_code_lifetime=timedelta(seconds=self.email_code_ttl),
            email_code_tries=self.email_code_tries,
            email_code_tries_per_day=self.email_code_tries_per_day,
            resend_cooldown=timedelta(seconds=self.resend_cooldown),
            emails_per_hour=self.emails_per_hour,
            setup_code_tries=self.setup_code_tries,
        )

    @property
    def password_policy(self) -> PasswordPolicy:
        return PasswordPolicy(
            window=timedelta(seconds=self.password_window),
            tries_per_pair=self.password_tries_per_pair,
            first_wait=timedelta(seconds=self.password_first_wait),
            longest_wait=timedelta(seconds=self.password_longest_wait),
            tries_per_address=self.password_tries_per_address,
            tries_per_client=self.password_tries_per_client,
            logins_per_member=self.logins_per_member,
        )


def load(data_dir: Path | None = None) -> Settings:
    """Read the environment, beneath it the stack that runs in `data_dir`.

    Raises ConfigurationError naming each variable that does not fit.
    """
    file = data_dir / SETTINGS_FILE if data_dir else None
    try:
        return Settings(_env_file=file)
    except ValidationError as error:
        problems = error.errors(include_url=False, include_input=False)
        lines = dict.fromkeys(_in_words(problem) for problem in problems)
        raise ConfigurationError("\n".join(lines)) from None


def _in_words(problem: ErrorDetails) -> str:
    """Without what was given, which may be a secret; one line for a whole list."""
    return f"DOORSTEP_{str(problem['loc'][0]).upper()}: {in_words(problem)}"
