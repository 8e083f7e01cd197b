"""Settings that differ from others in a few values."""

from typing import Any, TypeVar

from doorstep.settings import Settings

_Kind = TypeVar("_Kind", bound=Settings)


def changed(settings: _Kind, **values: Any) -> _Kind:
    """A copy of `settings` with these values, validated again."""
    present = {name: getattr(settings, name) for name in settings.model_fields_set}
    return type(settings).model_validate({**present, **values})
