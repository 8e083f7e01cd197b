"""What an application says of the people whose password it has."""

import re
from typing import Annotated, TypeAlias
from urllib.parse import unquote_to_bytes

from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError

EXTERNAL_ID = r"^(?!\.{1,2}$)[!-~]{1,255}$"
"""Visible ASCII; `.` and `..` mean something in paths (RFC 3986 5.2.4)."""
_ID = re.compile(EXTERNAL_ID)
_BROKEN = re.compile("%(?![0-9A-Fa-f]{2})")


def external_id_in(segment: str) -> str | None:
    """The id that a segment of a path has, percent-encoded; None if it has none."""
    if _BROKEN.search(segment):
        return None
    plain = unquote_to_bytes(segment).decode("latin-1")
    return plain if _ID.fullmatch(plain) else None


def _external_id(text: str) -> str:
    if _ID.fullmatch(text) is None:
        raise PydanticCustomError("external_id", "must be 1 to 255 visible characters")
    return text


ExternalId: TypeAlias = Annotated[
    str,
    AfterValidator(_external_id),
    Field(json_schema_extra={"pattern": EXTERNAL_ID}),
]
"""The application's own id of a person, unique among its people."""
