"""What systemd is told, on the socket of a unit of `Type=notify`."""

import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from doorstep.process.service_manager import tell_ready, tell_stopping, tell_waiting


@pytest.fixture(params=["a path", "an abstract name"])
def manager(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[socket.socket]:
    path = str(tmp_path / "notify")
    name = path if request.param == "a path" else f"@{path}"
    monkeypatch.setenv("NOTIFY_SOCKET", name)
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as listening:
        listening.bind(name.replace("@", "\0", 1))
        yield listening


def test_each_state_is_one_message(manager: socket.socket) -> None:
    tell_waiting("the database: refused")
    tell_ready()
    tell_stopping()

    waiting, ready, stopping = (manager.recv(1024).decode() for _ in range(3))
    assert waiting == "STATUS=Waiting for the database: refused"
    assert ready.splitlines()[0] == "READY=1"
    assert stopping.splitlines()[0] == "STOPPING=1"


@pytest.mark.parametrize("name", ["", "/nowhere/notify", "@nobody"])
def test_nobody_needs_to_listen(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NOTIFY_SOCKET", name)

    tell_ready()
