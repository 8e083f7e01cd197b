"""What systemd is told of this process: ready, what it waits for, stopping.

A unit of `Type=notify` names a socket in NOTIFY_SOCKET (sd_notify(3)); `systemctl
status` shows the sentence. Without one, nothing happens.
"""

import os
import socket
from contextlib import suppress


def tell_ready() -> None:
    _tell("READY=1\nSTATUS=Ready.")


def tell_waiting(waits_for: str) -> None:
    """As the log says it, in one line."""
    _tell(f"STATUS=Waiting for {waits_for}")


def tell_stopping() -> None:
    _tell("STOPPING=1\nSTATUS=Finishing what is in progress.")


def _tell(state: str) -> None:
    address = os.environ.get("NOTIFY_SOCKET", "")
    if not address:
        return
    if address.startswith("@"):  # in Linux's abstract namespace
        address = f"\0{address[1:]}"
    kind = socket.SOCK_DGRAM | socket.SOCK_CLOEXEC
    with suppress(OSError), socket.socket(socket.AF_UNIX, kind) as to_manager:
        to_manager.sendto(state.encode(), address)
