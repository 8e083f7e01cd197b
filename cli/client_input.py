"""From the options of `doorstep client add` to the fields of a client."""

from collections.abc import Mapping
from typing import Final

from pydantic import ValidationError

from doorstep.errors import InvalidInputError, in_words
from doorstep.rules.client_fields import ClientFields

_ACR = "urn:doorstep:acr:"
_PLURAL: Final = {
    "redirect_uri": "redirect_uris",
    "post_logout_redirect_uri": "post_logout_redirect_uris",
    "scope": "scopes",
}
"""The fields of the options that may be repeated."""
_NO_FIELDS = ("account", "no_pkce", "as_json", "data_dir")


def fields_of(given: Mapping[str, object]) -> ClientFields:
    """Of the options that were given, by their names."""
    values = {
        _PLURAL.get(name, name): value
        for name, value in given.items()
        if value is not None and name not in _NO_FIELDS
    }
    values["require_pkce"] = not given["no_pkce"]
    if given["min_acr"]:
        values["min_acr"] = f"{_ACR}{given['min_acr']}"
    try:
        return ClientFields.model_validate(values)
    except ValidationError as error:
        problem = error.errors(include_url=False, include_input=False)[0]
        raise refused(str(problem["loc"][0]), in_words(problem)) from None


def refused(field: str, sentence: str) -> InvalidInputError:
    singular = {plural: name for name, plural in _PLURAL.items()}
    option = singular.get(field, field).replace("_", "-")
    return InvalidInputError(f"--{option}: it {sentence}.")
