"""Debian's Apache with mod_auth_openidc: a process, a port and a folder of its own."""

import asyncio
import os
import shutil
from asyncio.subprocess import DEVNULL, STDOUT
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from string import Template

from waiting import listens

_SBIN = "/usr/sbin:/usr/bin"
_MODULES = Path("/usr/lib/apache2/modules")
PROGRAM = shutil.which("apache2", path=_SBIN)
LACKING = PROGRAM is None or not (_MODULES / "mod_auth_openidc.so").exists()
"""Whether the packages `apache2` or `libapache2-mod-auth-openidc` are missing."""

_LOADED = ("mpm_event", "alias", "authn_core", "authz_core", "authz_user", "dir")
_SERVER = Template("""\
ServerRoot $folder
ServerName localhost
Listen 127.0.0.1:$port
PidFile $folder/apache.pid
ErrorLog $folder/error.log
DocumentRoot $folder/pages
LogLevel warn auth_openidc:info
$modules
$identity
DirectoryIndex index.html
<Location "/onwards">
  RewriteEngine on
  RewriteRule .* $onwards [R=302,L]
</Location>
$openidc
<Location "/bye.html">
  AuthType None
  Require all granted
</Location>
""")


@dataclass(frozen=True)
class Apache:
    """`onwards` is where its page `/onwards` redirects those who have signed in.

    Its `folder` is readable to all: as root, its workers are `nobody`.
    """

    folder: Path
    port: int
    onwards: str

    @property
    def url(self) -> str:
        return f"http://localhost:{self.port}"

    @asynccontextmanager
    async def running(self, openidc: str) -> AsyncIterator[None]:
        """With these lines of configuration; a failure shows its log."""
        file = self._configured(openidc)
        with (self.folder / "output.log").open("wb") as output:
            process = await asyncio.create_subprocess_exec(
                *(str(PROGRAM), "-f", str(file), "-D", "FOREGROUND"),
                stdin=DEVNULL,
                stdout=output,
                stderr=STDOUT,
            )
        try:
            assert await listens(process, self.port), self._log()
            yield
        except Exception as error:
            error.add_note(self._log())
            raise
        finally:
            if process.returncode is None:
                process.terminate()
            await process.wait()

    def _configured(self, openidc: str) -> Path:
        pages = self.folder / "pages"
        pages.mkdir()
        (pages / "index.html").write_text("<h1>Wiki</h1>")
        (pages / "bye.html").write_text("<h1>Bye</h1>")
        modules = [_loading(name) for name in (*_LOADED, "rewrite", "auth_openidc")]
        text = _SERVER.substitute(
            folder=self.folder,
            port=self.port,
            onwards=self.onwards,
            modules="\n".join(modules),
            identity=_identity(),
            openidc=openidc,
        )
        file = self.folder / "apache.conf"
        file.write_text(text)
        return file

    def _log(self) -> str:
        logs = (self.folder / name for name in ("output.log", "error.log"))
        return "\n".join(log.read_text() for log in logs if log.exists())


def _loading(name: str) -> str:
    return f"LoadModule {name}_module {_MODULES}/mod_{name}.so"


def _identity() -> str:
    """Apache refuses to serve as root."""
    return "User nobody\nGroup nogroup" if os.geteuid() == 0 else ""
