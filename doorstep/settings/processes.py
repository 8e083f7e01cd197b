"""Types of settings for each process or command, whose required settings are not None.

A composition root makes one of them from the settings it has read; a function takes the
type that has what it needs.
"""

from typing import Self, cast

from doorstep.errors import ConfigurationError
from doorstep.settings import Settings


class _Complete(Settings):
    @classmethod
    def of(cls, settings: Settings) -> Self:
        """The same settings as this type.

        Raises ConfigurationError, naming each variable that is not set.
        """
        if missing := cls.missing_in(settings):
            raise ConfigurationError("\n".join(map(_not_set, missing)))
        made = cls.model_construct(settings.model_fields_set, **vars(settings))
        return cast("Self", made)

    @classmethod
    def missing_in(cls, settings: Settings) -> list[str]:
        """The required settings that are not set."""
        needed = (name for name, has in cls.model_fields.items() if has.is_required())
        return [name for name in needed if not getattr(settings, name)]


class DatabaseSettings(_Complete):
    database_url: str


class TemporalSettings(_Complete):
    temporal_address: str


class MailSettings(_Complete):
    smtp_url: str


class KeySettings(_Complete):
    keys: str


class ReleaseSettings(_Complete):
    deployment_version: str


class OperatorSettings(DatabaseSettings, TemporalSettings):
    """For commands that change rows and end flows."""

    database_url: str
    temporal_address: str


class ApiSettings(OperatorSettings, KeySettings):
    """For `doorstep api`."""

    database_url: str
    temporal_address: str
    keys: str


class WorkerSettings(ApiSettings, MailSettings):
    """For `doorstep worker`, which also sends mail."""

    database_url: str
    temporal_address: str
    keys: str
    smtp_url: str


def _not_set(name: str) -> str:
    how = " Make a key with `doorstep keys new`." if name == "keys" else ""
    return f"DOORSTEP_{name.upper()} is not set.{how}"
