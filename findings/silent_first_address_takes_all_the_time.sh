#!/usr/bin/env bash
# A mail server's name often has an IPv6 address and an IPv4 one. Where a firewall drops
# what goes to the first, one would expect a client with a timeout of some seconds to try
# the second in that time, or at least to be tellable to. aiosmtplib 5.1.3 never does: the
# event loop tries the addresses one after another, and the timeout is for all of them
# together, so the first takes it whole, on every try. Where an address refuses, the next
# is tried at once, so it does not show on a developer's machine. asyncio could be told to
# try the next meanwhile (`happy_eyeballs_delay`, RFC 8305), but aiosmtplib passes no such
# option on, and uvloop 0.22.1, the faster event loop, does not know it: there the same
# call is a TypeError.
#
# Seen (CPython 3.11, aiosmtplib 5.1.3, uvloop 0.22.1):
#   first address refuses: 220
#   first address is silent: SMTPConnectTimeoutError, the second was asked 0 times
#   happy_eyeballs_delay: asyncio connects, uvloop TypeError
# Doorstep connects by itself, with aiohappyeyeballs (doorstep/mail/smtp.py), and hands the
# connected socket on.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check aiosmtplib==5.1.3 uvloop==0.22.1
"$folder/venv/bin/python" - <<'PYTHON'
import asyncio
import socket
import sys
from contextlib import contextmanager

import aiosmtplib
import uvloop

NAME, REFUSES, SILENT, ANSWERS = "mail.test", "127.9.9.8", "127.9.9.9", "127.0.0.1"
real = socket.getaddrinfo


@contextmanager
def resolving(*addresses):
    """The name has these addresses, in this order."""

    def resolve(host, *others, **options):
        names = addresses if host in (NAME, NAME.encode()) else (host,)
        return [info for name in names for info in real(name, *others, **options)]

    socket.getaddrinfo = resolve
    yield
    socket.getaddrinfo = real


@contextmanager
def silent(port):
    """An address whose queue of connections is full: it answers nothing more."""
    with socket.socket() as listener:
        listener.bind((SILENT, port))
        listener.listen(0)
        waiting = [socket.socket() for _ in range(4)]
        for each in waiting:
            each.setblocking(False)
            each.connect_ex((SILENT, port))
        yield
        for each in waiting:
            each.close()


async def tried(port, *addresses):
    with resolving(*addresses):
        client = aiosmtplib.SMTP(hostname=NAME, port=port, timeout=2, start_tls=False)
        try:
            return str((await client.connect()).code)
        except aiosmtplib.SMTPException as error:
            return type(error).__name__
        finally:
            client.close()


async def told(port):
    """The same connection with the option of asyncio."""
    with resolving(SILENT, ANSWERS):
        try:
            connecting = asyncio.get_running_loop().create_connection(
                asyncio.Protocol, NAME, port, happy_eyeballs_delay=0.25
            )
            transport, _ = await asyncio.wait_for(connecting, 2)
        except (TypeError, TimeoutError) as error:
            return type(error).__name__
        transport.close()
        return "connects"


async def main():
    asked = 0

    async def greet(_, writer):
        nonlocal asked
        asked += 1
        writer.write(b"220 ready\r\n")

    server = await asyncio.start_server(greet, ANSWERS, 0)
    port = server.sockets[0].getsockname()[1]
    refused = await tried(port, REFUSES, ANSWERS)
    before = asked
    with silent(port):
        hung, asked_then = await tried(port, SILENT, ANSWERS), asked - before
        return refused, hung, asked_then, await told(port)


seen, on_uvloop = asyncio.run(main()), uvloop.run(told(25))
refused, hung, asked, on_asyncio = seen
print(f"first address refuses: {refused}")
print(f"first address is silent: {hung}, the second was asked {asked} times")
print(f"happy_eyeballs_delay: asyncio {on_asyncio}, uvloop {on_uvloop}")
usual = ("220", "SMTPConnectTimeoutError", 0, "connects")
as_it_was = (seen, on_uvloop) == (usual, "TypeError")
sys.exit(0 if as_it_was else 1)
PYTHON
