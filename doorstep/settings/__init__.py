"""Every setting, read once by a composition root from `DOORSTEP_…` variables.

What a process cannot do without stands in `processes`, typed as being there.
"""

from pathlib import Path
from typing import Annotated, Literal, TypeAlias

from pydantic import Field, ValidationError, field_validator
from pydantic_core import ErrorDetails
from pydantic_settings import NoDecode, SettingsConfigDict

from doorstep.errors import ConfigurationError, in_words
from doorstep.rules.networks import Network, read_network
from doorstep.rules.origins import origin_of
from doorstep.settings.connections import ConnectionVariables
from doorstep.settings.limits import LimitVariables

Port: TypeAlias = Annotated[int, Field(ge=1, le=65535)]

SETTINGS_FILE = "settings.env"
"""In the data folder: what `doorstep up` runs there, for the other commands."""


class Settings(ConnectionVariables, LimitVariables):
    """The environment of one process."""

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

    task_queue: str = "doorstep"
    deployment_version: str | None = None
    """The release that a worker runs, such as 1.4.0. With it flows stay with the
    release they began in, and the release must be made current before it gets any:
    `doorstep temporal promote`. Without it a worker takes every flow.
    """

    mail_from: str = "Doorstep <no-reply@localhost>"
    keys: str | None = None

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

    @field_validator("public_url")
    @classmethod
    def _origin_only(cls, value: str) -> str:
        return origin_of(value)


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
