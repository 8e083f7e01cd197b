"""Parameters of a form, as RFC 6749 3.1 and 3.2 say: each at most once, and one without
a value as if it were not there.
"""

from collections.abc import Mapping
from typing import TypeAlias
from urllib.parse import parse_qsl

from fastapi import Request

from api.edge.oauth_errors import OAuthError, OAuthErrorCode
from api.edge.request_body import limited_body

Form: TypeAlias = Mapping[str, str]
_MEDIA_TYPE = "application/x-www-form-urlencoded"
_MOST = 100


async def read_form(request: Request) -> Form:
    """Raises OAuthError `invalid_request`."""
    kind, _, _ = request.headers.get("content-type", "").partition(";")
    if kind.strip().lower() != _MEDIA_TYPE:
        raise _refused(f"Send the parameters in the body, as {_MEDIA_TYPE}.")
    return read_parameters(await limited_body(request))


def read_parameters(text: bytes) -> Form:
    """Of a body or a query. Raises OAuthError `invalid_request`."""
    try:
        pairs = parse_qsl(
            text.decode("ascii"),
            keep_blank_values=True,
            errors="strict",
            max_num_fields=_MOST,
        )
    except ValueError:
        raise _refused("The parameters cannot be read.") from None
    names = [name for name, _ in pairs]
    if len(set(names)) < len(names):
        raise _refused("A parameter is there more than once.")
    if any("\x00" in part for pair in pairs for part in pair):
        raise _refused("A parameter has a NUL character.")
    return {name: value for name, value in pairs if value}


def required(form: Form, name: str) -> str:
    """Raises OAuthError `invalid_request` where it is missing."""
    value = form.get(name)
    if value is None:
        raise _refused(f"The parameter {name} is missing.")
    return value


def _refused(description: str) -> OAuthError:
    return OAuthError(OAuthErrorCode.invalid_request, description)
