"""Settings that differ from others in a few values."""

from typing import Any

from doorstep.settings import Settings


def changed(settings: Settings, **values: Any) -> Settings:
    """A copy of `settings` with these values, validated again."""
    present = {name: getattr(settings, name) for name in settings.model_fields_set}
    return Settings.model_validate({**present, **values})
