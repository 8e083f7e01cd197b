"""The check of a request's head, whatever the request is for."""

from collections.abc import Sequence
from http import HTTPStatus


def unfit(
    method: bytes, version: str, headers: Sequence[tuple[bytes, bytes]], most: int
) -> HTTPStatus | None:
    """Why a head is refused, or None; header names are in lower case.

    HTTP/1.1 has exactly one Host (RFC 9112 3.2): of two, a proxy might read the other.
    """
    hosts = sum(name == b"host" for name, _ in headers)
    if method == b"CONNECT" or hosts > 1 or (not hosts and version == "1.1"):
        return HTTPStatus.BAD_REQUEST
    if len(headers) > most:
        return HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE
    return None
