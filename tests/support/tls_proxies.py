"""TLS-terminating proxies: the embedded PostgreSQL and Temporal have no TLS."""

import asyncio
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

_SSL_REQUEST = (8).to_bytes(4) + (80877103).to_bytes(4)
"""The SSLRequest message of a PostgreSQL client; the reply is S or N."""


@asynccontextmanager
async def postgres_tls_proxy(
    socket: str, tls: ssl.SSLContext | None
) -> AsyncIterator[tuple[int, list[bytes]]]:
    """A port on 127.0.0.1 for the PostgreSQL at `socket`, and what it received in
    plain text; without `tls` it refuses the SSLRequest.
    """
    received: list[bytes] = []

    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        received.append(await reader.readexactly(len(_SSL_REQUEST)))
        if tls and received[-1] == _SSL_REQUEST:
            writer.write(b"S")
            try:
                await writer.start_tls(tls)
            except OSError:
                writer.close()  # the client does not trust it
                return
            await _join(await asyncio.open_unix_connection(socket), (reader, writer))
        else:
            writer.write(b"N")
            received.append(await reader.read())
            writer.close()

    async with await asyncio.start_server(talk, "127.0.0.1", 0) as server:
        yield server.sockets[0].getsockname()[1], received
        server.close()


@asynccontextmanager
async def temporal_tls_proxy(address: str, tls: ssl.SSLContext) -> AsyncIterator[int]:
    """A port on 127.0.0.1 that terminates TLS in front of `address`."""
    host, _, port = address.rpartition(":")
    tls.set_alpn_protocols(["h2"])  # gRPC

    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await _join(await asyncio.open_connection(host, int(port)), (reader, writer))

    server = await asyncio.start_server(talk, "127.0.0.1", 0, ssl=tls)
    yield server.sockets[0].getsockname()[1]
    server.close()


_Ends = tuple[asyncio.StreamReader, asyncio.StreamWriter]


async def _join(behind: _Ends, before: _Ends) -> None:
    await asyncio.gather(_pass(before[0], behind[1]), _pass(behind[0], before[1]))


async def _pass(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    try:
        while data := await reader.read(65536):
            writer.write(data)
            await writer.drain()
    except OSError:
        pass  # one side hung up
    finally:
        writer.close()
