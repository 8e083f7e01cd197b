"""`make release-test`: the wheel on a machine that has never seen Doorstep.

By `uv tool install` and by `pipx install`, in an empty home without caches and with
next to nothing in the environment; then `doorstep up` and the README's journey by curl.
"""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from cli.up.binaries import program
from release.__main__ import main as make_release
from release.readme_journey import readme_journey
from trials.ports import free_port

_PIPX = "pipx==1.18.4"
_PORTS = ("API", "UP_TEMPORAL", "UP_UI", "UP_SMTP", "UP_MAILBOX")
_OF_THE_NETWORK = (
    *("SSL_CERT_FILE", "PIP_CERT", "UV_SYSTEM_CERTS", "PIP_INDEX_URL", "UV_INDEX_URL"),
    *("HTTPS_PROXY", "https_proxy", "NO_PROXY", "no_proxy"),
)
"""Without these, a machine behind a company's proxy installs nothing at all."""
_START_SECONDS = 180


@dataclass(frozen=True)
class Installer:
    """`installed` is where it puts the program's own environment, in the home."""

    name: str
    command: tuple[str, ...]
    constraints: tuple[str, ...]
    installed: str


def _installers(constraints: Path) -> tuple[Installer, ...]:
    python = str(Path(sys.executable).resolve())
    return (
        Installer(
            "uv tool install",
            (program("uv"), "tool", "install", "--python", python),
            ("--constraints", str(constraints)),
            ".local/share/uv/tools/doorstep/bin",
        ),
        Installer(
            "pipx install",
            (program("uv"), "tool", "run", "--from", _PIPX, "pipx", "install"),
            ("--pip-args", f"--constraint {constraints}"),
            ".local/share/pipx/venvs/doorstep/bin",
        ),
    )


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        made = Path(name)
        make_release("HEAD", made)
        (wheel,) = made.glob("*.whl")
        (constraints,) = made.glob("*-constraints.txt")
        for installer in _installers(constraints):
            with tempfile.TemporaryDirectory(prefix="home-") as home:
                _try(installer, wheel, Path(home))


def _try(installer: Installer, wheel: Path, home: Path) -> None:
    environment = _bare(home, installer)
    began = time.monotonic()

    def run(*command: str) -> str:
        return subprocess.run(
            command,
            cwd=home,
            env=environment,
            check=True,
            stdout=subprocess.PIPE,
            text=True,
        ).stdout

    run(*installer.command, *installer.constraints, f"{wheel}[local]")
    version = run("doorstep", "--version").strip()
    _say(f"{installer.name}: {version} in {time.monotonic() - began:.0f} s")
    with _running_up(home, environment) as (api, mailbox):
        printed = run("bash", "-c", readme_journey(api, mailbox))
    _say(f"{installer.name}: {printed.splitlines()[-1]}")


def _bare(home: Path, installer: Installer) -> dict[str, str]:
    own = f"{home}/.local/bin:{home / installer.installed}"
    kept = {name: os.environ[name] for name in _OF_THE_NETWORK if name in os.environ}
    return {"HOME": str(home), "PATH": f"{own}:/usr/local/bin:/usr/bin:/bin", **kept}


@contextmanager
def _running_up(home: Path, environment: dict[str, str]) -> Iterator[tuple[str, str]]:
    """The addresses of API and mailbox, once the API is there."""
    ports = {name: free_port() for name in _PORTS}
    api = f"http://127.0.0.1:{ports['API']}"
    settings = {f"DOORSTEP_{name}_PORT": str(port) for name, port in ports.items()}
    with subprocess.Popen(
        ["doorstep", "up"],
        cwd=home,
        env={**environment, **settings, "DOORSTEP_PUBLIC_URL": api},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        executable=home / ".local/bin/doorstep",
    ) as process:
        try:
            _until_answered(f"{api}/v1/openapi.json", process)
            yield api, f"http://127.0.0.1:{ports['UP_MAILBOX']}"
        finally:
            process.terminate()


def _until_answered(address: str, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + _START_SECONDS
    while process.poll() is None and time.monotonic() < until:
        try:
            urlopen(address, timeout=5).close()  # noqa: S310  our own, on loopback
        except (URLError, OSError):
            time.sleep(0.2)
        else:
            return
    raise SystemExit("doorstep up did not start")


def _say(words: str) -> None:
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
