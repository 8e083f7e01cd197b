"""The image, built by `make image-test` without Docker, and run by runc."""

import asyncio
import json
import os
import re
import shlex
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from temporalio.testing import WorkflowEnvironment

from cli.up.cluster import Cluster
from compose_file import ROOT, made_env, our_services, services
from containers import Containers, Image, unpacked
from deployment import databases, finished_journey
from mail_server import MailServer
from tcp_proxy import tcp_proxy

BUILDAH = os.environ.get("BUILDAH")
pytestmark = pytest.mark.skipif(not BUILDAH, reason="built by make image-test")
_LOOK = """
import json, os, pathlib

def can_write(folder):
    try:
        (pathlib.Path(folder) / "x").touch()
    except OSError:
        return False
    return True

status = pathlib.Path("/proc/self/status").read_text().splitlines()
facts = dict(line.split(":\\t", 1) for line in status if ":\\t" in line)
folders = ("/", "/app", "/etc", "/var/tmp", "/tmp")
print(json.dumps({
    "ids": [os.getuid(), os.getgid(), *os.getgroups()],
    "writes": [folder for folder in folders if can_write(folder)],
    "capabilities": int(facts["CapEff"], 16) | int(facts["CapBnd"], 16),
    "no_new_privileges": facts["NoNewPrivs"],
}))
"""


@pytest.fixture(scope="module")
def image() -> Iterator[Image]:
    with unpacked(shlex.split(BUILDAH or ""), "localhost/doorstep:test") as image:
        yield image


@pytest.fixture
async def host(
    image: Image,
    cluster: Cluster,
    temporal: WorkflowEnvironment,
    mail_server: MailServer,
    tmp_path: Path,
) -> AsyncIterator[Containers]:
    env = made_env(tmp_path)
    every = our_services(env)
    passwords = services(env)["postgres"]["environment"]
    async with databases(cluster, passwords) as socket:

        async def reach() -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
            return await asyncio.open_unix_connection(f"{socket}/.s.PGSQL.5432")

        async with tcp_proxy(reach) as proxy:
            addresses = {
                "@postgres/": f"@127.0.0.1:{proxy.port}/",
                "temporal:7233": temporal.client.service_client.config.target_host,
                "smtp://mailpit:1025": mail_server.url,
            }
            host = Containers(
                tmp_path,
                {
                    name: {
                        variable: _moved(value, addresses)
                        for variable, value in service["environment"].items()
                    }
                    for name, service in every.items()
                },
                {name: service["command"] for name, service in every.items()}
                | {"doctor": ["doctor"]},
                mail_server,
                {
                    "worker": image.config["Healthcheck"]["Test"],
                    "api": every["api"]["healthcheck"]["test"],
                },
                image=image,
                service=every["api"],
            )
            yield host
            await host.end()


def _moved(value: str, addresses: dict[str, str]) -> str:
    for there, here in addresses.items():
        value = value.replace(there, here)
    return value


async def test_containers_of_the_image_lead_to_a_code_and_stop_in_order(
    host: Containers,
) -> None:
    person = await finished_journey(host)

    assert person.session_token


async def test_a_container_has_the_rights_that_compose_leaves_it(
    host: Containers,
) -> None:
    command, environment = host.entered("api", ["python", "-c", _LOOK])

    process = await asyncio.create_subprocess_exec(
        *command, env=environment, stdout=asyncio.subprocess.PIPE
    )
    printed, _ = await process.communicate()

    assert json.loads(printed) == {
        "ids": [10001, 10001],
        "writes": host.service["tmpfs"],
        "capabilities": 0,
        "no_new_privileges": "1",
    }


def test_the_image_adds_to_its_base_what_its_page_tells(image: Image) -> None:
    page = (ROOT / "docs/deploying/compose.md").read_text()
    (told,) = re.findall(r"adds (\d+) MB to its base", page)
    files = [file for file in (image.root / "app").rglob("*") if file.is_file()]

    assert sum(file.lstat().st_size for file in files) / 1e6 == pytest.approx(
        int(told), 0.1
    )


def test_the_image_has_no_tools_of_its_build(image: Image) -> None:
    programs = {file.name for file in (image.root / "app/.venv/bin").iterdir()}

    assert "doorstep" in programs
    assert programs & {"uv", "pip", "pytest", "ruff", "mypy"} == set()
    assert not (image.root / "app/pyproject.toml").exists()
