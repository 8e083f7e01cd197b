"""Kubernetes' service links: environment variables that look like settings.

A service named `doorstep-api` puts `DOORSTEP_API_PORT=tcp://10.96.4.7:8000` into each
pod of its namespace that does not say `enableServiceLinks: false`; so did `--link` of
Docker. Of all variables of a link only `…_PORT` can bear the name of a setting.
"""

import os
import re

from pydantic_settings import (
    BaseSettings,
    EnvSettingsSource,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
)

REMEDY = (
    "Set enableServiceLinks: false in the pod's specification, or set the variable."
)
_LINK_NAMES = re.compile(r"\w+_(SERVICE_HOST|(SERVICE_)?PORT(_\w+)?)")
_LINK = re.compile(r"(?:tcp|udp|sctp)://\S+:\d{1,5}")
_PREFIX = "DOORSTEP_"


def is_service_link(name: str, value: str | None) -> bool:
    """Whether Kubernetes, not the operator, has set this variable."""
    return name.upper().endswith("_PORT") and bool(_LINK.fullmatch(value or ""))


def belongs_to_service_link(name: str) -> bool:
    """Whether a service link has variables of such a name: `…_PORT_8000_TCP_ADDR`."""
    return bool(_LINK_NAMES.fullmatch(name.upper()))


def ignored_links(settings: BaseSettings) -> list[str]:
    """A sentence for each setting whose variable is a service link."""
    return [
        f"{name} is not a port but a service link of Kubernetes, {value}: "
        f"{getattr(settings, setting) or 'off'} is used instead."
        for name, value in sorted(os.environ.items())
        if is_service_link(name, value)
        and (setting := name.upper().removeprefix(_PREFIX).lower())
        in type(settings).model_fields
    ]


class BesideServices(BaseSettings):
    """Settings read from the environment, without service links."""

    model_config = SettingsConfigDict(use_attribute_docstrings=True)
    """The text under a setting is what `doorstep settings` says of it."""

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,  # noqa: ARG003  would take links as values
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        said = _Environment(settings_cls)
        return init_settings, said, dotenv_settings, file_secret_settings


class _Environment(EnvSettingsSource):
    """The environment of this process, without service links."""

    def __init__(self, settings: type[BaseSettings]) -> None:
        super().__init__(settings)
        self.env_vars = {
            name: value
            for name, value in self.env_vars.items()
            if not is_service_link(name, value)
        }
