"""Where settings are read from: the environment, and the file of a stack that runs."""

from pydantic_settings import (
    BaseSettings,
    EnvSettingsSource,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
)

from doorstep.settings.secret_files import with_files
from doorstep.wires.service_links import is_service_link


class Variables(BaseSettings):
    """Settings without Kubernetes' service links, and with secrets from files."""

    model_config = SettingsConfigDict(defer_build=True)
    """Only what a process reads is built. The text under a setting is what `doorstep
    settings` says of it.
    """

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
    """The environment of this process."""

    def __init__(self, settings: type[BaseSettings]) -> None:
        super().__init__(settings)
        self.env_vars = {
            name: value
            for name, value in self.env_vars.items()
            if not is_service_link(name, value)
        }

    def __call__(self) -> dict[str, object]:
        return with_files(super().__call__())
