"""Exim and OpenSMTPD, in folders and on ports of their own.

As with `postfix`, STARTTLS and authentication are required, and accepted mail is
relayed to a test's inbox.
"""

import asyncio
import shutil
import subprocess
import tempfile
from asyncio.subprocess import DEVNULL, STDOUT
from collections.abc import AsyncIterator, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from debian import program
from namespace import apart, own_account
from waiting import listens

USER, PASSWORD, TOKEN = "doorstep", "p@ss word", "ya29.a0-token"
_EXIM = r"""
exim_path = PROGRAM
spool_directory = FOLDER/spool
log_file_path = FOLDER/log/%slog
pid_file_path = FOLDER/spool/exim.pid
primary_hostname = localhost
daemon_smtp_ports = PORT
local_interfaces = 127.0.0.1
tls_advertise_hosts = *
tls_certificate = FOLDER/certificate.pem
auth_advertise_hosts = ${if eq{$tls_in_cipher}{}{}{*}}
smtputf8_advertise_hosts = *
acl_smtp_rcpt = recipients
acl_smtp_data = accept
begin acl
recipients:
  accept authenticated = *
  deny message = relay not permitted
begin routers
inbox:
  driver = manualroute
  route_list = * 127.0.0.1::INBOX byname
  self = send
  transport = inbox
begin transports
inbox:
  driver = smtp
  hosts_avoid_tls = *
begin authenticators
plain:
  driver = plaintext
  public_name = PLAIN
  server_condition = ${if and{{eq{$auth2}{USER}}{eq{$auth3}{PASSWORD}}}}
  server_set_id = $auth2
xoauth2:
  driver = plaintext
  public_name = XOAUTH2
  server_condition = ${if eq{$auth1}{user=USER\x01auth=Bearer TOKEN\x01\x01}}
  server_set_id = USER
"""
_OPENSMTPD = """
pki localhost cert "FOLDER/certificate.pem"
pki localhost key "FOLDER/certificate.pem"
table users file:FOLDER/users
listen on 127.0.0.1 port PORT tls-require pki localhost auth <users> hostname localhost
action "inbox" relay host smtp://127.0.0.1:INBOX
match auth from any for any action "inbox"
"""


@dataclass(frozen=True)
class Wanted:
    """What a server runs with: key and certificate of `localhost`, and ports."""

    certificate: Path
    port: int
    inbox: int


class Runs(Protocol):
    """A mail server within the context; yields the path of its log."""

    def __call__(self, wanted: Wanted) -> AbstractAsyncContextManager[Path]: ...


@asynccontextmanager
async def exim(wanted: Wanted) -> AsyncIterator[Path]:
    with _folder(wanted) as folder:
        found = str(program("exim4"))
        before = apart(folder, ["Debian-exim"])
        for made in (folder / "spool", folder / "log"):
            made.mkdir()
            own_account(made)
        own_account(folder / "certificate.pem")
        file = _configured(_EXIM, folder, wanted, PROGRAM=found)
        async with _running((*before, found, "-C", file, "-bdf"), folder, wanted):
            yield folder / "log" / "mainlog"


@asynccontextmanager
async def opensmtpd(wanted: Wanted) -> AsyncIterator[Path]:
    with _folder(wanted) as folder:
        found = str(program("smtpd"))
        before = apart(
            folder,
            ["opensmtpd", "opensmtpq"],
            emptied=("/var/spool", "/var/lib", "/run"),
            made=("/var/spool/smtpd", "/var/lib/opensmtpd/empty"),
        )
        (folder / "users").write_text(f"{USER} {_hashed(PASSWORD)}\n")
        file = _configured(_OPENSMTPD, folder, wanted)
        async with _running((*before, found, "-d", "-f", file), folder, wanted):
            yield folder / "output.log"


@contextmanager
def _folder(wanted: Wanted) -> Iterator[Path]:
    """Readable to the accounts of the servers, with a certificate for root alone."""
    with tempfile.TemporaryDirectory(prefix="mail-server-") as name:
        folder = Path(name)
        folder.chmod(0o755)
        copy = Path(shutil.copy(wanted.certificate, folder / "certificate.pem"))
        copy.chmod(0o600)
        yield folder


def _configured(text: str, folder: Path, wanted: Wanted, **others: str) -> str:
    values = {
        "FOLDER": str(folder),
        "PORT": str(wanted.port),
        "INBOX": str(wanted.inbox),
        "USER": USER,
        "PASSWORD": PASSWORD,
        "TOKEN": TOKEN,
        **others,
    }
    for name, value in values.items():
        text = text.replace(name, value)
    file = folder / "server.conf"
    file.write_text(text)
    return str(file)


def _hashed(password: str) -> str:
    """As crypt(3) has it."""
    made = subprocess.run(
        ["/usr/bin/openssl", "passwd", "-6", "-stdin"],
        input=password,
        capture_output=True,
        check=True,
        text=True,
    )
    return made.stdout.strip()


@asynccontextmanager
async def _running(
    command: tuple[str, ...], folder: Path, wanted: Wanted
) -> AsyncIterator[None]:
    with (folder / "output.log").open("wb") as output:
        process = await asyncio.create_subprocess_exec(
            *command, stdin=DEVNULL, stdout=output, stderr=STDOUT
        )
    try:
        assert await listens(process, wanted.port), _log(folder)
        yield
    except Exception as error:
        error.add_note(_log(folder))
        raise
    finally:
        if process.returncode is None:
            process.terminate()
        await process.wait()


def _log(folder: Path) -> str:
    logs = (*folder.glob("*.log"), *folder.glob("log/*"))
    return "\n".join(log.read_text() for log in logs)
