"""The reason for a failed connection to Temporal, as a sentence for the operator.

The SDK raises the same RuntimeError for every cause, which is somewhere in its text.
"""

import asyncio
from contextlib import suppress

from doorstep.errors import ConfigurationError

_PATIENCE_SECONDS = 1
_BROKEN_OFF = ("Server connection error", "transport error", "h2 protocol error")
"""In the SDK's text if no call reached the server at all."""
_FILES = (
    "Set DOORSTEP_TEMPORAL_TLS_CA_FILE for a private certificate authority, "
    "DOORSTEP_TEMPORAL_TLS_SERVER_NAME for another name"
)


async def fault(
    error: RuntimeError | ValueError, address: str, *, encrypted: bool
) -> ConfigurationError:
    """The sentence: the server is unreachable, or TLS is on where it should be off, or
    the reverse.
    """
    text = str(error)
    if "InvalidCertificate" in text:
        said = (
            f"the server at {address} has a certificate that is not trusted under "
            f"that name. {_FILES}."
        )
    elif any(sign in text for sign in _BROKEN_OFF) and await _listens(
        address, encrypted=encrypted
    ):
        said = _in_the_wrong_way(address, encrypted=encrypted)
    else:
        said = f"no Temporal server answers at {address}."
    return ConfigurationError(f"DOORSTEP_TEMPORAL_ADDRESS: {said}")


def _in_the_wrong_way(address: str, *, encrypted: bool) -> str:
    if encrypted:
        return (
            f"something listens at {address}, but the TLS handshake failed. Check "
            f"the port and DOORSTEP_TEMPORAL_TLS. {_FILES}, "
            "DOORSTEP_TEMPORAL_TLS_CERT_FILE and …_KEY_FILE if the server requires a "
            "client certificate."
        )
    return (
        f"something listens at {address}, but does not accept unencrypted "
        "connections. Check the port. If it uses TLS, set DOORSTEP_TEMPORAL_TLS=on."
    )


async def _listens(address: str, *, encrypted: bool) -> bool:
    host, _, port = address.rpartition(":")
    if not host or address.endswith("]"):
        host, port = address, "443" if encrypted else "80"
    with suppress(OSError, TimeoutError):
        async with asyncio.timeout(_PATIENCE_SECONDS):
            _, writer = await asyncio.open_connection(host.strip("[]"), int(port))
        writer.close()
        return True
    return False
