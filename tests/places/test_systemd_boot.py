"""docs/deploying/systemd.md, followed in a Debian that is booted."""

import asyncio
import os
import shlex
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

import pytest
from temporalio.testing import WorkflowEnvironment

from booted import Booted, booted
from cli.up.cluster import Cluster
from cli.up.ports import is_free
from compose_file import ROOT
from deployment import PASSWORDS, REQUIRE, databases, signed_in
from documented_commands import blocks_of
from mail_server import MailServer
from service import PASSWORD
from tcp_proxy import TcpProxy, tcp_proxy
from units import PAGE, SECRETS, SETTINGS, build, documented_settings, write_secrets
from waiting import until

ROOT_FOLDER = os.environ.get("BOOTED")
pytestmark = pytest.mark.skipif(not ROOT_FOLDER, reason="booted by make systemd-test")
WORKERS = ("doorstep-worker@1", "doorstep-worker@2")


@dataclass(frozen=True)
class Installed:
    """A machine on which the first block of the page was typed."""

    machine: Booted
    database: TcpProxy
    mail: MailServer
    api_port: int

    async def follow(self, block: int) -> None:
        """Type a block of the page; the API has a port that is free here."""
        for line in blocks_of(PAGE)[block]:
            typed = line.replace("@8000", f"@{self.api_port}")
            if "account create" in typed:
                await self.machine.run(f"{typed} --password-stdin", f"{PASSWORD}\n")
            else:
                await self.machine.run(typed)

    @property
    def api(self) -> str:
        return f"doorstep-api@{self.api_port}"

    async def until_active(self, unit: str) -> None:
        await until(
            lambda: self.machine.shows(unit, "ActiveState"),
            lambda state: state == "active",
        )


@pytest.fixture
async def here(
    cluster: Cluster,
    temporal: WorkflowEnvironment,
    mail_server: MailServer,
    tmp_path: Path,
) -> AsyncIterator[Installed]:
    release = tmp_path / "release"
    build(release)
    (release / "deploy").mkdir()
    target = temporal.client.service_client.config.target_host
    settings = documented_settings() | {
        "DOORSTEP_TEMPORAL_ADDRESS": target.replace("localhost", "127.0.0.1"),
        "DOORSTEP_TEMPORAL_NAMESPACE": temporal.client.namespace,
        "DOORSTEP_TASK_QUEUE": f"doorstep-{uuid4()}",
    }
    async with databases(cluster, PASSWORDS) as folder:

        async def reach() -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
            return await asyncio.open_unix_connection(f"{folder}/.s.PGSQL.5432")

        async with (
            tcp_proxy(reach) as proxy,
            booted(Path(ROOT_FOLDER or ""), release, ROOT / "deploy") as machine,
        ):
            here = Installed(machine, proxy, mail_server, _port())
            await here.follow(0)
            server = f"@127.0.0.1:{proxy.port}/doorstep"
            await _configure(machine, tmp_path / "s", settings, server, mail_server.url)
            yield here


async def _configure(
    machine: Booted, folder: Path, settings: dict[str, str], server: str, mail_url: str
) -> None:
    """What the page leaves to an editor."""
    write_secrets(folder, PASSWORDS, server, mail_url)
    written = "".join(f"{name}={value}\n" for name, value in settings.items())
    await machine.run(f"cat > {SETTINGS}", written)
    for file in folder.iterdir():
        if file.name != "keys":  # made by a line of the page
            await machine.run(
                f"umask 077; cat > {SECRETS}/{file.name}", file.read_text()
            )


def _port() -> int:
    """Of four digits, since that of its internal listener has a 1 in front."""
    return next(
        port
        for port in range(4000, 9000)
        if is_free("127.0.0.1", port) and is_free("127.0.0.1", 10_000 + port)
    )


async def test_the_page_leads_to_a_code_with_every_restriction_in_force(
    here: Installed,
) -> None:
    await here.follow(1)
    await here.follow(2)

    await here.machine.run(shlex.join(("doorstep", *REQUIRE)))
    await signed_in(here.api_port, here.mail, "ada@acme.example")

    process = await here.machine.shows(here.api, "MainPID")
    status = await here.machine.run(f"cat /proc/{process}/status")
    facts = dict(line.split(":\t", 1) for line in status.splitlines() if ":\t" in line)
    assert int(facts["Uid"].split()[0]) >= 61184  # those of DynamicUser
    assert (facts["CapEff"], facts["NoNewPrivs"]) == ("0" * 16, "1")
    assert facts["Seccomp"] == "2"
    environment = await here.machine.run(f"cat /proc/{process}/environ")
    assert not any(password in environment for password in PASSWORDS.values())
    code, _ = await here.machine.tried(f"nsenter -t {process} -m touch /opt/x /etc/x")
    assert code != 0


async def test_a_unit_says_what_it_waits_for_and_comes_back(here: Installed) -> None:
    await here.follow(1)
    first, second = WORKERS

    await here.database.cut()
    await here.machine.run(f"systemctl restart --no-block {second}")
    await until(
        lambda: here.machine.shows(second, "StatusText"),
        lambda text: text.startswith("Waiting for the database"),
    )
    await here.database.restore()
    await here.until_active(second)
    killed = await here.machine.shows(first, "MainPID")
    await here.machine.run(f"kill -KILL {killed}")
    await until(
        lambda: here.machine.shows(first, "MainPID"),
        lambda process: process not in ("0", killed),
    )
    await here.until_active(first)
    every = (*WORKERS, here.api)
    await here.machine.run(f"systemctl stop {' '.join(every)}")

    for unit in every:
        ended = [
            await here.machine.shows(unit, name)
            for name in ("Result", "ExecMainStatus")
        ]
        assert ended == ["success", "0"]
