"""`doorstep up`: restarted parts, refused starts, clean shutdowns."""

import asyncio
from asyncio.subprocess import PIPE, STDOUT
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import psutil
import pytest

from cli.up.binaries import program
from doorstep.settings import load
from trials.ports import free_port
from up import Up, running_up
from waiting import in_time, patient_client, until, until_true

PARTS = {
    "postgres": "postgres -D",
    "temporal": "temporal server",
    "mailbox": "doorstep mailbox",
    "worker": "doorstep worker",
    "api": "doorstep api",
}


@pytest.fixture(scope="module")
async def stack(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Up]:
    """A stack whose parts the tests kill."""
    folder, internal = tmp_path_factory.mktemp("hurt") / "data", str(free_port(2))
    async with running_up(folder, DOORSTEP_INTERNAL_PORT=internal) as up:
        yield up


@dataclass(frozen=True)
class Restarted:
    """A stack that was stopped during a login, and started again."""

    up: Up
    login: dict[str, Any]
    exit_code: int
    left_over: list[psutil.Process]


@pytest.fixture(scope="module")
async def restarted(stack: Up) -> AsyncIterator[Restarted]:
    """Ends the stack of the tests above; the tests below share the next one."""
    async with patient_client() as http:
        login = await login_that_needs_a_setup(stack, http)
    parts = psutil.Process(stack.process.pid).children(recursive=True)
    stack.process.terminate()
    exit_code = await in_time(stack.process.wait())
    left_over = [part for part in parts if alive(part)]
    async with running_up(stack.folder) as up:
        yield Restarted(up, login, exit_code, left_over)


def running(up: Up, part: str) -> list[int]:
    """The processes of a part that are children of `up`."""
    return [
        child.pid
        for child in psutil.Process(up.process.pid).children()
        if alive(child) and PARTS[part] in " ".join(child.cmdline())
    ]


async def refusal(folder: Path, **settings: str) -> str:
    """The output of a start that is expected to end with exit code 1."""
    process = await asyncio.create_subprocess_exec(
        *(program("doorstep"), "up", "--data-dir", str(folder)),
        env=settings,
        stdout=PIPE,
        stderr=STDOUT,
    )
    try:
        printed, _ = await in_time(process.communicate())
    finally:
        if process.returncode is None:
            process.terminate()
    assert process.returncode == 1
    return printed.decode()


async def test_api_and_worker_report_that_they_are_ready(stack: Up) -> None:
    port = load(stack.folder).internal_port
    assert port is not None
    async with patient_client() as http:
        for listener in (port, port + 1):
            answer = await http.get(f"http://127.0.0.1:{listener}/readyz")
            assert answer.json() == {"ready": True, "waits_for": None}


async def test_a_second_start_in_the_same_folder_is_refused(stack: Up) -> None:
    printed = await refusal(stack.folder)

    assert f"Another `doorstep up` (process {stack.process.pid})" in printed
    assert "--data-dir" in printed


async def test_every_taken_port_is_named_with_its_setting(
    stack: Up, tmp_path: Path
) -> None:
    internal = load(stack.folder).internal_port
    ports = {**stack.ports, "INTERNAL": internal}
    settings = {f"DOORSTEP_{name}_PORT": str(p) for name, p in ports.items()}

    lines = (await refusal(tmp_path / "data", **settings)).splitlines()

    for setting, port in settings.items():
        assert any(str(port) in line and setting in line for line in lines)


async def test_a_folder_that_cannot_be_created_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").touch()

    printed = await refusal(tmp_path / "file")

    assert f"--data-dir: cannot write to {tmp_path / 'file'}: File exists." in printed


async def test_an_invalid_setting_is_named(tmp_path: Path) -> None:
    printed = await refusal(tmp_path, DOORSTEP_KEYS="k1:dG9vIHNob3J0")

    assert "DOORSTEP_KEYS" in printed
    assert not (tmp_path / "up.lock").exists()


@pytest.mark.parametrize("part", PARTS)
async def test_a_killed_part_is_restarted_and_reported(stack: Up, part: str) -> None:
    (before,) = running(stack, part)

    psutil.Process(before).kill()

    await until_true(lambda: running(stack, part) not in ([], [before]))
    printed = stack.folder.with_suffix(".log").read_text()
    assert f"{part} was ended by SIGKILL: restarting it." in printed


async def test_people_sign_in_again_when_every_part_was_killed(stack: Up) -> None:
    async def signs_in() -> bool:
        async with patient_client() as http:
            try:
                return bool(await login(stack, http, 1, "web_console"))
            except (httpx.HTTPError, AssertionError):
                return False

    assert await until(signs_in, bool)


async def test_sigterm_leaves_no_process(restarted: Restarted) -> None:
    assert restarted.exit_code == 0
    assert restarted.left_over == []


async def test_the_next_start_finds_data_and_running_flows(
    restarted: Restarted,
) -> None:
    login = restarted.login

    async with patient_client() as http:
        answer = await http.post(
            f"{restarted.up.url}/v1/logins/{login['id']}/setup",
            headers={"Authorization": f"Bearer {login['flow_token']}"},
            json={},
        )

    assert answer.status_code == 201


async def test_nothing_outlives_a_killed_up(restarted: Restarted) -> None:
    process = restarted.up.process
    parts = psutil.Process(process.pid).children()

    named = {part: " ".join(part.cmdline()) for part in parts}

    process.kill()

    await process.wait()
    try:
        await until_true(lambda: not any(map(alive, parts)))
    except TimeoutError as error:
        error.add_note(str([named[part] for part in parts if alive(part)]))
        raise


def alive(process: psutil.Process) -> bool:
    """False for a zombie too, which waits for its parent."""
    try:
        return process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


async def login_that_needs_a_setup(up: Up, http: httpx.AsyncClient) -> dict[str, Any]:
    admin = await login(up, http, 0, "admin_center")
    token = admin["session"]["token"]
    await http.patch(
        f"{up.url}/v1/account",
        headers={"Authorization": f"Bearer {token}"},
        json={"two_step_required": True},
    )
    return await login(up, http, 1, "web_console")


async def login(
    up: Up, http: httpx.AsyncClient, number: int, application: str
) -> dict[str, Any]:
    email, password = up.person(number)
    body = {"email": email, "password": password, "application": application}
    answer = await http.post(f"{up.url}/v1/logins", json=body)
    assert answer.status_code == 201, answer.text
    return dict(answer.json())
