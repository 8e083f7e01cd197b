"""Real proxies from Debian, with the configurations of docs/deploying/proxies.md.

Of a configuration only names, addresses, ports and certificates are changed.
"""

import asyncio
import os
import re
from asyncio.subprocess import DEVNULL, STDOUT
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

from compose_file import ROOT
from debian import program
from waiting import listens

PAGE = ROOT / "docs/deploying/proxies.md"
HOST = "localhost"
_DOCUMENTED = "login.acme.example"
_MODULES = Path("/usr/lib/apache2/modules")


@dataclass(frozen=True)
class Given:
    """What takes the place of what is documented."""

    folder: Path
    certificate: Path
    """With its key, for `HOST`."""
    https_port: int
    http_port: int
    api_port: int


@dataclass(frozen=True)
class Proxy:
    """A program; `shortened` makes it close idle connections to the API after 1 s."""

    name: str
    program: str
    configured: Callable[[str, Given], str] = field(repr=False)
    command: Callable[[str, Path], tuple[str, ...]] = field(repr=False)
    shortened: Mapping[str, str]

    @property
    def documented(self) -> str:
        """Its configuration on the page."""
        block = rf"^```{self.name}$(.*?)^```$"
        (text,) = re.findall(block, PAGE.read_text(), re.MULTILINE | re.DOTALL)
        return str(text)

    @asynccontextmanager
    async def running(
        self, given: Given, changes: Mapping[str, str] | None = None
    ) -> AsyncIterator[None]:
        """As a child process; its log becomes a note of an error."""
        path = str(program(self.program))
        text = _replaced(self.documented, changes or {})
        file = given.folder / f"{self.name}.conf"
        file.write_text(self.configured(_placed(text, given), given))
        with (given.folder / "output.log").open("wb") as output:
            process = await asyncio.create_subprocess_exec(
                *self.command(path, file),
                stdin=DEVNULL,
                stdout=output,
                stderr=STDOUT,
                env={**os.environ, "HOME": str(given.folder), "XDG_DATA_HOME": ""},
            )
        try:
            assert await listens(process, given.https_port), "it did not start"
            yield
        except BaseException as error:
            error.add_note(_log(given.folder))
            raise
        finally:
            if process.returncode is None:
                process.terminate()
            await process.wait()


def _replaced(text: str, changes: Mapping[str, str]) -> str:
    for old, new in changes.items():
        assert old in text, f"{old!r} is not in the configuration"
        text = text.replace(old, new)
    return text


def _placed(text: str, given: Given) -> str:
    """With names, ports and certificates of this test."""
    text = re.sub(rf"/etc/ssl/{_DOCUMENTED}\.(pem|key)", str(given.certificate), text)
    text = re.sub(r"(listen |bind :|\*:)443\b", rf"\g<1>{given.https_port}", text)
    text = re.sub(r"(listen |bind :|\*:)80\b", rf"\g<1>{given.http_port}", text)
    text = text.replace(f"https://{_DOCUMENTED}", f"https://{HOST}:{given.https_port}")
    text = text.replace(_DOCUMENTED, HOST)
    return text.replace("127.0.0.1:8000", f"127.0.0.1:{given.api_port}")


def _nginx(text: str, given: Given) -> str:
    kinds = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    temporary = "\n".join(f"{kind}_temp_path {given.folder}/{kind};" for kind in kinds)
    return f"""
{"user root;" if os.geteuid() == 0 else ""}
daemon off;
worker_processes 1;
pid {given.folder}/nginx.pid;
error_log stderr info;
events {{}}
http {{
access_log off;
{temporary}
{text}
}}
"""


def _haproxy(text: str, given: Given) -> str:  # noqa: ARG001  as the others
    return text


def _caddy(text: str, given: Given) -> str:
    """With a certificate that is there, instead of one that it obtains."""
    certificate = f"tls {given.certificate} {given.certificate}"
    own = text.replace(f"{HOST} {{", f"{HOST} {{\n{certificate}")
    return f"""
{{
admin off
http_port {given.http_port}
https_port {given.https_port}
storage file_system {given.folder}
}}
{own}
"""


def _apache(text: str, given: Given) -> str:
    modules = re.findall(r"^First `a2enmod ([^`]+)`", PAGE.read_text(), re.MULTILINE)
    used = ["mpm_event", "authz_core", "alias", "socache_shmcb", *modules[0].split()]
    loaded = [f"LoadModule {m}_module {_MODULES}/mod_{m}.so" for m in used]
    identity = "User nobody\nGroup nogroup" if os.geteuid() == 0 else ""
    return f"""
ServerRoot {given.folder}
ServerName {HOST}
PidFile {given.folder}/apache.pid
ErrorLog {given.folder}/error.log
Listen {given.http_port}
Listen {given.https_port}
{os.linesep.join(loaded)}
{identity}
{text}
"""


def _log(folder: Path) -> str:
    logs = (folder / name for name in ("output.log", "error.log"))
    return "\n".join(log.read_text() for log in logs if log.exists())


NGINX = Proxy(
    "nginx",
    "nginx",
    _nginx,
    lambda path, file: (
        *(path, "-e", "stderr", "-c", str(file)),
        *("-p", str(file.parent)),
    ),
    {"keepalive_timeout 60s": "keepalive_timeout 1s"},
)
HAPROXY = Proxy(
    "haproxy",
    "haproxy",
    _haproxy,
    lambda path, file: (path, "-db", "-f", str(file)),
    {"127.0.0.1:8000": "127.0.0.1:8000 pool-purge-delay 1s"},
)
CADDY = Proxy(
    "caddy",
    "caddy",
    _caddy,
    lambda path, file: (
        *(path, "run", "--adapter", "caddyfile"),
        *("--config", str(file)),
    ),
    {
        "reverse_proxy 127.0.0.1:8000": "reverse_proxy 127.0.0.1:8000 {\n"
        "transport http {\nkeepalive 1s\n}\n}"
    },
)
APACHE = Proxy(
    "apache",
    "apache2",
    _apache,
    lambda path, file: (path, "-f", str(file), "-D", "FOREGROUND"),
    {"ttl=60": "ttl=1"},
)
PROXIES = (NGINX, HAPROXY, CADDY, APACHE)
