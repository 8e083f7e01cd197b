"""From the options of `doorstep client add` and `change` to the fields of a client."""

from collections.abc import Mapping
from typing import Final, TypeVar

from pydantic import BaseModel, ValidationError

from doorstep.errors import InvalidInputError, in_words
from doorstep.rules.client_fields import ClientChange, ClientFields

_ACR = "urn:doorstep:acr:"
_FIELDS: Final = {
    "redirect_uri": "redirect_uris",
    "post_logout_redirect_uri": "post_logout_redirect_uris",
    "scope": "scopes",
    "pkce": "require_pkce",
}
"""Of options that are not called as their field."""
_NO_FIELDS = ("client", "account", "no_pkce", "as_json", "data_dir")
_Model = TypeVar("_Model", bound=BaseModel)


def fields_of(given: Mapping[str, object]) -> ClientFields:
    """Of the options that were given, by their names."""
    values = _values({**given, "pkce": not given["no_pkce"]})
    return _validated(ClientFields, values)


def change_of(given: Mapping[str, object]) -> ClientChange:
    """The same of a client that there is; an empty text is no value."""
    values = {
        name: None if value == "" else [] if value == [""] else value
        for name, value in _values(given).items()
    }
    return _validated(ClientChange, values)


def _values(given: Mapping[str, object]) -> dict[str, object]:
    values = {
        _FIELDS.get(name, name): value
        for name, value in given.items()
        if value is not None and name not in _NO_FIELDS
    }
    if min_acr := values.get("min_acr"):
        values["min_acr"] = f"{_ACR}{min_acr}"
    return values


def _validated(model: type[_Model], values: Mapping[str, object]) -> _Model:
    try:
        return model.model_validate(values)
    except ValidationError as error:
        problem = error.errors(include_url=False, include_input=False)[0]
        raise refused(str(problem["loc"][0]), in_words(problem)) from None


def refused(field: str, sentence: str) -> InvalidInputError:
    options = {field: option for option, field in _FIELDS.items()}
    option = options.get(field, field).replace("_", "-")
    return InvalidInputError(f"--{option}: it {sentence}.")
