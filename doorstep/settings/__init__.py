"""The settings, read once by a composition root from `DOORSTEP_…` variables.

`processes` has types in which the settings that a process requires are not optional.
"""

from pathlib import Path
from typing import Annotated, Literal, TypeAlias
from urllib.parse import urlsplit

from pydantic import BeforeValidator, Field, ValidationError, field_validator
from pydantic_core import ErrorDetails
from pydantic_settings import NoDecode, SettingsConfigDict

from doorstep.errors import ConfigurationError, in_words
from doorstep.rules.hash_cost import HashCost
from doorstep.rules.networks import Network, read_network
from doorstep.rules.origins import origin_of
from doorstep.settings.connections import ConnectionVariables
from doorstep.settings.limits import LimitVariables
from doorstep.settings.secret_files import Secret
from doorstep.wires.hosts import is_loopback

Port: TypeAlias = Annotated[int, Field(ge=1, le=65535)]

SETTINGS_FILE = "settings.env"
"""In the data folder: the settings of the stack that `doorstep up` runs there, for
other commands.
"""


def _upper(value: object) -> object:
    return value.upper() if isinstance(value, str) else value


class Settings(ConnectionVariables, LimitVariables):
    """The environment of one process."""

    model_config = SettingsConfigDict(
        env_prefix="DOORSTEP_",
        extra="ignore",
        env_ignore_empty=True,
        frozen=True,
        hide_input_in_errors=True,  # the input may be a password or a key
    )

    public_url: str = "http://127.0.0.1:8000"
    """The address for people, as browsers send it: in ASCII, without a default port."""
    api_host: str = "127.0.0.1"
    """The address on which the API listens."""
    api_port: Port = 8000
    """The port on which the API listens."""
    api_connections: Annotated[int, Field(ge=16)] = 768
    """Open at once in one API process; each takes a file descriptor. Beyond it, the one
    that has waited longest for its client is closed, in the network with the most.
    """
    hashing_threads: Annotated[int, Field(ge=1, le=64)] | None = None
    """How many passwords one API process hashes at once, each with
    DOORSTEP_HASHING_MEMORY. By default one for each core, at least 2 and at most 8.
    """
    hashing_memory: Annotated[int, Field(ge=8, le=4_194_304)] = 19_456
    """Memory that the hash of a password takes (argon2id), in KiB. A hash that took
    less is renewed when its member next signs in.
    """
    hashing_passes: Annotated[int, Field(ge=1, le=64)] = 2
    """Passes over that memory. A hash that took fewer is renewed too."""
    hashing_lanes: Annotated[int, Field(ge=1, le=16)] = 1
    """Lanes of that memory, which one hash fills in parallel."""
    trusted_proxies: Annotated[tuple[Network, ...], NoDecode] = ()
    """The address of the proxy in front of the API, such as 10.213.33.1, whose
    X-Forwarded-For is trusted; several are separated by commas. Anybody else who
    connects from one of them chooses the address by which budgets are counted.
    """
    internal_host: str = "127.0.0.1"
    """The address on which API and worker listen for /healthz, /readyz and /metrics."""
    internal_port: Port | None = None
    """The port of /healthz, /readyz and /metrics in API and worker; off by default.

    For orchestrators and Prometheus; it must not be reachable from outside.
    """
    log_level: Annotated[
        Literal["DEBUG", "INFO", "WARNING", "ERROR"], BeforeValidator(_upper)
    ] = "INFO"
    """The least severe log lines that are written: DEBUG, INFO, WARNING or ERROR."""

    task_queue: str = "doorstep"
    """The task queue of Temporal that API and workers share."""
    deployment_version: str | None = None
    """The release that a worker runs, such as 1.4.0. With it, flows stay on the release
    on which they began, and a release gets flows once it is made current by `doorstep
    temporal promote`. Without it a worker takes every flow.
    """

    mail_from: str = "Doorstep <no-reply@localhost>"
    """The sender of every mail: `Acme <no-reply@acme.example>`."""
    keys: Secret = None
    """The key ring, `name:base64,…`: the first key seals, all of them open."""
    keys_file: Path | None = None
    """A file with DOORSTEP_KEYS in it, instead of that variable."""

    retention_days: Annotated[int, Field(ge=30)] = 90
    """How many days rows of ended flows are kept. Budgets read the last 30 days."""
    no_account_retention_days: Annotated[int, Field(ge=30)] = 90
    """How many days audit events without an account are kept: tries for addresses
    that nobody has. A sealed head then replaces them in their chain. All other events
    are kept for ever.
    """

    up_temporal_port: Port = 7233
    """The port of the Temporal that `doorstep up` starts."""
    up_ui_port: Port = 8233
    """The port of its Temporal UI."""
    up_smtp_port: Port = 1025
    """The port on which its mailbox takes mail."""
    up_mailbox_port: Port = 8025
    """The port of its mailbox for browsers."""
    up_sample_port: Port = 8090
    """The port of the sample application of `doorstep up --sample`."""

    @property
    def hash_cost(self) -> HashCost:
        return HashCost(self.hashing_memory, self.hashing_passes, self.hashing_lanes)

    @field_validator("trusted_proxies", mode="before")
    @classmethod
    def _split_networks(cls, value: object) -> object:
        if isinstance(value, str):
            return tuple(read_network(part.strip()) for part in value.split(","))
        return value

    @field_validator("public_url")
    @classmethod
    def _origin_only(cls, value: str) -> str:
        if "://" in value and urlsplit(value).path.strip("/"):
            raise ValueError(
                "must have no path: Doorstep needs a host name of its own, such as "
                "https://login.acme.example"
            )
        return origin_of(value)

    @property
    def on_loopback(self) -> bool:
        """Whether it is for this machine alone: then clients may be on it, too."""
        return is_loopback(urlsplit(self.public_url).hostname or "")


def load(data_dir: Path | None = None) -> Settings:
    """Read the environment, with defaults from the stack that runs in `data_dir`.

    Raises ConfigurationError naming each invalid variable.
    """
    file = data_dir / SETTINGS_FILE if data_dir else None
    try:
        return Settings(_env_file=file)
    except ValidationError as error:
        problems = error.errors(include_url=False, include_input=False)
        lines = dict.fromkeys(_in_words(problem) for problem in problems)
        raise ConfigurationError("\n".join(lines)) from None


def _in_words(problem: ErrorDetails) -> str:
    """Without the value, which may be a secret; one line for a whole list."""
    return f"DOORSTEP_{str(problem['loc'][0]).upper()}: {in_words(problem)}"
